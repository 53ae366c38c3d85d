"""Many short texts, read at the price of few long ones."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from asgi_agent.phi.islands import LEFT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from asgi_agent.phi.session import Session
    from asgi_agent.phi.spans import Span

# No identifier has a blank line in it, and no rule looks back further than at these spaces.
_GAP = "\n\n" + " " * (LEFT + 1)
_LONGEST = 2_000
_BATCH = 30_000


def find_each(session: Session, texts: Iterable[str]) -> dict[str, list[Span]]:
    """Find the identifiers in each of the texts, as if it were read alone; those without any are left out.

    To read a text has a price of its own, which most strings of a document are too short to be worth.
    """
    found: dict[str, list[Span]] = {}
    batch: list[str] = []
    size = 0
    for text in dict.fromkeys(texts):
        # One character beyond ASCII would make all texts of its batch as slow to read as its own.
        if len(text) > _LONGEST or not text.isascii() or session.redactor.recognizers is not None:
            if spans := session.spans(text):
                found[text] = spans
            continue
        batch.append(text)
        size += len(text) + len(_GAP)
        if size > _BATCH:
            _find_together(session, batch, found)
            batch, size = [], 0
    _find_together(session, batch, found)
    return found


def _find_together(session: Session, batch: list[str], found: dict[str, list[Span]]) -> None:
    spans = session.spans(_GAP.join(batch))
    if not spans:
        return
    starts, end = [], 0
    for text in batch:
        starts.append(end)
        end += len(text) + len(_GAP)
    for span in spans:
        index = bisect_right(starts, span.start) - 1
        start = starts[index]
        found.setdefault(batch[index], []).append(
            span._replace(start=span.start - start, end=span.end - start)
        )
