"""A session: what the texts of one request or thread have in common."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from asgi_agent.phi.head import Head, head_of
from asgi_agent.phi.memory import Memory
from asgi_agent.phi.policy import Action
from asgi_agent.phi.replacement import replacement
from asgi_agent.phi.spans import OVERFLOW, Label, Span, resolve
from asgi_agent.phi.stream import StreamRedactor
from asgi_agent.phi.tokens import STANDING, apart, redacted_beside

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from asgi_agent.phi.policy import Policy
    from asgi_agent.phi.redactor import Redactor
    from asgi_agent.phi.scanner import Scanner


# What reads documents, and the rules and their lists, is loaded when the first comes that needs it.
_DOCUMENTS = (Head.JSON, Head.HL7)


class Session:
    """Redacts the texts of one request or thread, which share a memory and a count.

    A name seen in one text is found in the next, and what a JSON document has under `name` is found in the
    free text beside it. Several streams may be open at once; several threads may not use it at once.

    Args:
        redactor: what to look for and what to put in its place.
        known: identifiers to find wherever they stand; a mapping gives each its label.
    """

    def __init__(self, redactor: Redactor, known: Iterable[str] | Mapping[str, Label] = ()) -> None:
        self.redactor = redactor
        self.memory = Memory(known)
        self.counts: Counter[Label] = Counter()
        """How many identifiers of each kind were replaced."""

    @property
    def policy(self) -> Policy:
        """The policy in force."""
        return self.redactor.policy

    def find(self, text: str) -> list[Span]:
        """The identifiers in a text that the policy does not keep, in order, none overlapping.

        Text that is a JSON object or array, or HL7 v2, is read by its structure.

        Raises:
            TooDeepError: it is JSON, nested deeper than is read.
        """
        if (head := head_of(text)) not in _DOCUMENTS:
            return self.spans(text)
        from asgi_agent.phi.documents.document import find_in_document

        found = find_in_document(text, head, self)
        return self.spans(text) if found is None else found

    def redact(self, text: str) -> str:
        """The text with every identifier replaced; read and raises as `find`."""
        if (head := head_of(text)) not in _DOCUMENTS:
            return self.text(text)
        from asgi_agent.phi.documents.document import redact_document

        redacted = redact_document(text, head, self)
        return self.text(text) if redacted is None else redacted

    def redact_json(self, value: Any) -> Any:
        """A JSON value with the identifiers in it replaced; it is not changed itself.

        Raises:
            NotJSONError: something in it is no JSON.
            TooDeepError: it is nested deeper than is read.
        """
        from asgi_agent.phi.documents import redact_json_value

        return redact_json_value(value, self)

    def redact_bytes(self, body: bytes, content_type: str) -> bytes:
        """A body of that media type, with the identifiers in it replaced.

        Raises:
            UnreadableContentError: nothing here reads it.
        """
        from asgi_agent.phi.body import redact_body

        return redact_body(body, content_type, self)

    def stream(self) -> StreamRedactor:
        """For a text that comes in pieces."""
        return StreamRedactor(self)

    def text(self, text: str) -> str:
        """Redact free text, whatever it looks like."""
        if self.redactor.recognizers is None:
            return self.render(self.scanner().feed(text, final=True))
        return self._replaced(text, self.spans(text))

    def spans(self, text: str) -> list[Span]:
        """Find the identifiers in free text, whatever it looks like."""
        found = [span for _, span in self.scanner().feed(text, final=True) if span is not None]
        if self.redactor.recognizers is None:
            return found
        read = apart(filter(self.wanted, self.redactor.recognizers.find(text)), text, 0, len(text))
        for span in read:
            if span.label is Label.NAME:
                self.memory.learn(text[span.start : span.end])
        return resolve([*found, *read])

    def value(self, value: str, label: Label) -> str | None:
        """Replace a value that is an identifier as a whole; None where the policy keeps it."""
        span = Span(0, len(value), label, 1.0, "key")
        return self.replaced(value, span) if self.wanted(span) else None

    def wanted(self, span: Span) -> bool:
        """Whether the policy does anything about this find."""
        return span.score >= self.policy.min_score and self.policy.action(span.label) is not Action.KEEP

    def replaced(self, value: str, span: Span) -> str:
        """Count an identifier, and give what stands for it."""
        self.counts[span.label] += 1
        # What was too long to be read is not worth a pseudonym: a stream knows only how it begins.
        if self.redactor.replace is not None and span.rule != OVERFLOW:
            replaced = self.redactor.replace(value, span)
            if replaced is not None:
                return replaced
        if STANDING.search(value) is not None:
            return redacted_beside(value, self.policy.placeholder.format(label=span.label))
        return replacement(value, span.label, self.policy)

    def unread(self, label: Label) -> str:
        """Count what was too long to be read, and give what stands for it."""
        return self.replaced("", Span(0, 0, label, 1.0, OVERFLOW))

    def scanner(self) -> Scanner:
        """For one text of this session."""
        from asgi_agent.phi.scanner import Scanner

        return Scanner(self.memory, self.wanted)

    def render(self, parts: Iterable[tuple[str, Span | None]]) -> str:
        """The parts that a scanner decided on, with every identifier replaced."""
        return "".join([part if span is None else self.replaced(part, span) for part, span in parts])

    def _replaced(self, text: str, spans: Iterable[Span]) -> str:
        parts, done = [], 0
        for span in spans:
            parts += [text[done : span.start], self.replaced(text[span.start : span.end], span)]
            done = span.end
        return "".join([*parts, text[done:]])
