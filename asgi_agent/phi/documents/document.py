"""A text that is one document, read by its structure."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from asgi_agent.phi.documents.hl7 import find_hl7, redact_hl7
from asgi_agent.phi.documents.incremental import prefix_of
from asgi_agent.phi.documents.json import find_json, redact_json_text
from asgi_agent.phi.documents.tree import NotJSONError, TooDeepError
from asgi_agent.phi.head import Head

if TYPE_CHECKING:
    from collections.abc import Callable

    from asgi_agent.phi.session import Session
    from asgi_agent.phi.spans import Span

_Result = TypeVar("_Result")


def redact_document(text: str, head: Head | None, session: Session) -> str | None:
    """Redact a text that is a JSON object or array, or HL7 v2, cut short perhaps; None if it is neither.

    Raises:
        TooDeepError: it is whole JSON, nested deeper than is read. What only begins so, as brackets in a row
            do, is none.
    """
    if head is Head.HL7:
        return redact_hl7(text, session)
    if head is not Head.JSON:
        return None
    return _read(text, lambda completion: redact_json_text(text, session, completion=completion))


def find_in_document(text: str, head: Head | None, session: Session) -> list[Span] | None:
    """Find the identifiers in such a text, at offsets into it as it stands; else and raises as above."""
    if head is Head.HL7:
        return find_hl7(text, session)
    if head is not Head.JSON:
        return None
    spans = _read(text, lambda completion: find_json(text + completion, session))
    return spans and [span._replace(end=min(span.end, len(text))) for span in spans if span.start < len(text)]


def _read(text: str, read: Callable[[str], _Result]) -> _Result | None:
    """Read the JSON, with what it lacks; None where nothing would make it JSON."""
    try:
        return read("")
    except NotJSONError:
        prefix = prefix_of(text)
    except TooDeepError:
        prefix = prefix_of(text)
        if prefix.state == "complete":
            raise
    try:
        return read(prefix.completion) if prefix.state == "open" else None
    except TooDeepError:  # brackets in a row, which are no document
        return None
