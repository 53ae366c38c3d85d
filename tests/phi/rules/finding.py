"""What detection finds in a text, as tests state it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asgi_agent.phi import Redactor

if TYPE_CHECKING:
    from asgi_agent.phi import Label, Span

_REDACTOR = Redactor()


def spans(text: str) -> list[Span]:
    """Every find."""
    return _REDACTOR.find(text)


def found(text: str) -> list[tuple[str, Label]]:
    """The identifiers in a text, in order, with their kinds."""
    return [(text[span.start : span.end], span.label) for span in spans(text)]


def label_of(value: str, text: str) -> Label | None:
    """The kind of identifier that the value is in the text; None unless exactly it, all of it, is one."""
    start = text.index(value)
    return next(
        (span.label for span in spans(text) if (span.start, span.end) == (start, start + len(value))), None
    )


def covered(value: str, text: str) -> bool:
    """Whether nothing of the value stays in clear."""
    start = text.index(value)
    hidden = {at for span in spans(text) for at in range(span.start, span.end)}
    return all(at in hidden or text[at].isspace() for at in range(start, start + len(value)))
