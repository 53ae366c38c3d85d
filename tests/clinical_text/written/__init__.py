"""Documents that were written one by one, by people blind to the rules, as they are written every day.

A mark `⟦LABEL|value⟧` is an identifier and `⟦KEEP|text⟧` what looks like one and must survive; a line of
equals signs stands between two documents. Some are for development, the others for figures alone.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from asgi_agent.phi.spans import Label
from tests.clinical_text.document import Piece, assemble

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.clinical_text.document import Document

_MARK = re.compile(r"⟦([A-Z_]+)\|([^⟦⟧]+)⟧")
_BETWEEN = "\n=====\n"
_KEPT = "KEEP"


def written_documents(*, held_out: bool) -> list[Document]:
    """Those that are for development, or those that are for figures."""
    directory = Path(__file__).parent / ("held_out" if held_out else "development")
    return [
        assemble(_pieces(text), path.stem, f"{path.stem} {number}")
        for path in sorted(directory.glob("*.txt"))
        for number, text in enumerate(path.read_text(encoding="utf-8").strip("\n").split(_BETWEEN))
    ]


def _pieces(text: str) -> Iterator[Piece]:
    done = 0
    for mark in _MARK.finditer(text):
        yield Piece(text[done : mark.start()])
        kept = mark[1] == _KEPT
        yield Piece(mark[2], None if kept else Label(mark[1]), survives=kept)
        done = mark.end()
    yield Piece(text[done:])
