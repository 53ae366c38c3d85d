"""Records written out: as a table, as JSON, or as the lines that they are."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Protocol

import msgspec

from asgi_agent.audit.record import to_plain
from asgi_agent.cli.audit.table import Table, terminal_width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asgi_agent.audit.record import Entry

FORMATS = ("table", "json", "jsonl")


class Listing(Protocol):
    """Writes records in a format; `head` comes first and `tail` last."""

    def head(self) -> str: ...

    def item(self, line: bytes, entry: Entry) -> str: ...

    def tail(self) -> str: ...


def listing(form: str, *, joined: bool = False) -> Listing:
    """A way to write records.

    Args:
        form: one of `FORMATS`.
        joined: entries are made of several lines, so that none of these says it all.
    """
    if form == "table":
        return _Rows()
    return _Array() if form == "json" else _Lines(joined=joined)


def written(found: Iterator[tuple[bytes, Entry]], way: Listing) -> Iterator[str]:
    """The pieces of a whole listing."""
    yield way.head()
    for line, entry in found:
        yield way.item(line, entry)
    yield way.tail()


class _Rows:
    def __init__(self) -> None:
        self._table = Table(terminal_width(), "…" if _encodable("…") else "~")

    def head(self) -> str:
        return self._table.header() + "\n"

    def item(self, line: bytes, entry: Entry) -> str:
        return self._table.row(entry) + "\n"

    def tail(self) -> str:
        return ""


class _Array:
    """One JSON array, in ASCII: what is in it cannot steer a terminal."""

    def __init__(self) -> None:
        self._before = "[\n"

    def head(self) -> str:
        return ""

    def item(self, line: bytes, entry: Entry) -> str:
        before, self._before = self._before, ",\n"
        return before + json.dumps(to_plain(entry))

    def tail(self) -> str:
        return "[]\n" if self._before == "[\n" else "\n]\n"


class _Lines:
    """The lines as they stand in the log, byte for byte, but for a terminal, which they could steer."""

    def __init__(self, *, joined: bool) -> None:
        self._plain = sys.stdout.isatty()
        self._joined = joined

    def head(self) -> str:
        return ""

    def item(self, line: bytes, entry: Entry) -> str:
        if self._plain:
            return json.dumps(to_plain(entry)) + "\n"
        return (msgspec.json.encode(entry) if self._joined else line).decode() + "\n"

    def tail(self) -> str:
        return ""


def _encodable(text: str) -> bool:
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True
