"""The redactor: what to look for, and what to put in its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from asgi_agent.phi.policy import SAFE_HARBOR, Policy, preset
from asgi_agent.phi.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from asgi_agent.phi.recognizers import Recognizers
    from asgi_agent.phi.spans import Label, Span
    from asgi_agent.phi.stream import StreamRedactor


@dataclass(frozen=True, slots=True, init=False)
class Redactor:
    """Finds and replaces the identifiers of 45 CFR 164.514(b)(2) in text, JSON, FHIR and HL7 v2.

    Patterns, key words and name lists find what they know; no list finds every name. It is a floor under a
    model (`recognizers`), not a certificate. Immutable, and safe to share between requests and threads: each
    method here is a session of its own.

    Args:
        policy: what is removed, kept or generalised, or the name of a preset.
        known: identifiers to find in every text, the same way as `session(known)` for those of one request.
        recognizers: models that read each whole text as well; streams then wait for the end of theirs.
        replace: gives what stands for a value instead of the policy's placeholder, a pseudonym say; None
            leaves it to the policy.

    Raises:
        ConfigurationError: `policy` is none.
    """

    policy: Policy
    known: tuple[str, ...] | Mapping[str, Label]
    recognizers: Recognizers | None
    replace: Callable[[str, Span], str | None] | None

    def __init__(
        self,
        policy: Policy | str = SAFE_HARBOR,
        known: Iterable[str] | Mapping[str, Label] = (),
        recognizers: Recognizers | None = None,
        replace: Callable[[str, Span], str | None] | None = None,
    ) -> None:
        if isinstance(known, str):
            known = (known,)
        keep = partial(object.__setattr__, self)
        keep("policy", policy if isinstance(policy, Policy) else preset(policy))
        keep("known", dict(known) if isinstance(known, Mapping) else tuple(known))
        keep("recognizers", recognizers)
        keep("replace", replace)

    def session(self, known: Iterable[str] | Mapping[str, Label] = ()) -> Session:
        """For the texts of one request or thread."""
        session = Session(self, self.known)
        session.memory.know_all(known)
        return session

    def find(self, text: str) -> list[Span]:
        """The identifiers in a text that the policy does not keep, in order, none overlapping."""
        return self.session().find(text)

    def redact(self, text: str) -> str:
        """The text with every identifier replaced."""
        return self.session().redact(text)

    def redact_json(self, value: Any) -> Any:
        """A copy of a JSON value, with the identifiers in it replaced."""
        return self.session().redact_json(value)

    def redact_bytes(self, body: bytes, content_type: str) -> bytes:
        """A body of that media type, with the identifiers in it replaced.

        Raises:
            UnreadableContentError: nothing here can read it.
        """
        return self.session().redact_bytes(body, content_type)

    def stream(self) -> StreamRedactor:
        """For a text that comes in pieces."""
        return self.session().stream()
