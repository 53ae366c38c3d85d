"""`RequestRedaction`: what a redaction middleware wants for one request, handed down in the scope."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal

from asgi_agent.errors import ConfigurationError
from asgi_agent.scope import REDACTION_KEY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from asgi_agent.phi.redactor import Redactor
    from asgi_agent.phi.session import Session
    from asgi_agent.phi.spans import Label
    from asgi_agent.phi.vault import Vault
    from asgi_agent.redaction.memory import ThreadMemory

Inbound = Literal["redact", "pseudonymise", "pass", "reject"]
Outbound = Literal["redact", "restore", "pass"]


class RequestRedaction:
    """The policy of one redaction middleware for one request, and what came of it.

    The middleware puts one in its copy of the scope. `AgentASGI` claims it before its first `receive` and
    `send` and then redacts the input and the events of its runs itself, so that the middleware lets the
    bytes pass. Unclaimed, the middleware works on the wire.

    Redaction middlewares may be nested. `outer` is what already stood in the scope: input goes through the
    outer policy and then this one, output through this one and then the outer, and real values are restored
    only where every policy around the run lets them be. Claiming one claims those around it.

    Args:
        redactor: finds and replaces; shared by all requests.
        inbound: what becomes of identifiers in what the caller sends.
        outbound: what becomes of identifiers, and of tokens that stand for them, in what the caller gets.
        vault: keeps what tokens stand for; needed to pseudonymise and to restore.
        may_reveal: `(principal, run)`, or `(principal, scope)` on the wire, sync or async: whether this
            caller may see what tokens stand for. None: nobody may.
        thread: `(scope)` names the conversation of a request on the wire; runs know theirs.
        known: identifiers that the host knows of for this request, found wherever they stand; a mapping gives
            each its label, and None is none.
        tools_may_reveal: whether code in the graph may see what tokens stand for, by `Run.reveal`.
        memory: the names seen in each thread, shared by all requests; None remembers nothing between runs.
        outer: the redaction that already stood in the scope, or None.

    Raises:
        ConfigurationError: tokens are asked for and there is no vault to keep what they stand for.

    Attributes:
        begun: whether the middleware has begun to redact on the wire.
        claimed: whether an agent redacts by itself, so that the middleware must change nothing.
        counts: identifiers found, by label, for the audit log.
        revealed: real values given back, by label, for the audit log.
        unrecorded: those of them of which no record of a run tells.
    """

    def __init__(
        self,
        redactor: Redactor,
        *,
        inbound: Inbound = "redact",
        outbound: Outbound = "redact",
        vault: Vault | None = None,
        may_reveal: Callable[..., Any] | None = None,
        thread: Callable[[Mapping[str, Any]], str | None] | None = None,
        known: Iterable[str] | Mapping[str, Label] | None = (),
        tools_may_reveal: bool = False,
        memory: ThreadMemory | None = None,
        outer: RequestRedaction | None = None,
    ) -> None:
        if vault is None and (inbound == "pseudonymise" or outbound == "restore"):
            raise ConfigurationError("vault=: tokens need one to keep what they stand for")
        self.redactor = redactor
        self.inbound = inbound
        self.outbound = outbound
        self.vault = vault
        self.may_reveal = may_reveal
        self.thread = thread
        # One text is one identifier, and a mapping has the labels of its own.
        self.known = known if isinstance(known, str | Mapping) else tuple(known or ())
        self.tools_may_reveal = tools_may_reveal
        self.memory = memory
        self.outer = outer
        self.begun = False
        self.claimed = False
        self.counts: Counter[Label] = Counter()
        self.revealed: Counter[Label] = Counter()
        self.unrecorded: Counter[Label] = Counter()
        self._counting = Lock()

    @cached_property
    def session(self) -> Session:
        """The session of the request on the wire; a run has one of its own."""
        return self.redactor.session(self.known)

    def note(
        self, counts: Mapping[Label, int], revealed: Mapping[Label, int], *, recorded: bool = True
    ) -> None:
        """Add to the counts, from any thread.

        Args:
            counts: of identifiers found.
            revealed: of real values given back.
            recorded: whether a record of a run tells of these.
        """
        # Copies, made in one step: a thread that reads for a run which was cut may still be counting.
        with self._counting:
            self.counts.update(dict(counts))
            self.revealed.update(given := dict(revealed))
            if not recorded:
                self.unrecorded.update(given)

    def claim(self) -> None:
        """Take the redaction over from this middleware and from those around it that have not begun."""
        for redaction in self.chain():
            redaction.claimed = not redaction.begun

    def chain(self) -> Iterator[RequestRedaction]:
        """This redaction and those around it, from the inside out."""
        redaction: RequestRedaction | None = self
        while redaction is not None:
            yield redaction
            redaction = redaction.outer


def claim_redaction(scope: Mapping[str, Any]) -> RequestRedaction | None:
    """Claim the redaction that stands in the scope, if one does."""
    redaction: RequestRedaction | None = scope.get(REDACTION_KEY)
    if redaction is not None:
        redaction.claim()
    return redaction
