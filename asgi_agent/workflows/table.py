"""A CSV file as rows with their line numbers: encodings, comments and limits are seen to here."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, NamedTuple

from asgi_agent.workflows.errors import Fault, WorkflowError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_FILE = 16 * 1024 * 1024
MAX_ROWS = 20_000
MAX_CELLS = 200
MAX_CELL = 256 * 1024
MAX_NAMES = 1_000_000


class Row(NamedTuple):
    """One record: the line that it begins in, and its cells, stripped."""

    line: int
    cells: list[str]


def read_file(path: Path) -> bytes:
    """What a file holds.

    Raises:
        WorkflowError: the file is too large.
        OSError: it cannot be read.
    """
    with path.open("rb") as opened:
        data = opened.read(MAX_FILE + 1)
    if len(data) > MAX_FILE:
        raise WorkflowError(path.name, [Fault(f"the file has more than {MAX_FILE} bytes")])
    return data


def read_rows(file: str, data: bytes) -> list[Row]:
    """The header and the records of a file; comments (`#`) and empty lines are left out.

    UTF-8 with or without a byte order mark, UTF-16 with one, else Windows-1252.

    Raises:
        WorkflowError: it holds no rows, or is no CSV.
    """
    text = _decoded(file, data)
    # Each may part two names, and a name takes many times the memory that it takes in the file.
    if text.count("|") + text.count(",") > MAX_NAMES:
        raise WorkflowError(file, [Fault(f"the file has more than {MAX_NAMES} bars and commas")])
    rows = list(_rows(file, text))
    if not rows:
        raise WorkflowError(file, [Fault("the file holds no rows")])
    return rows


def _decoded(file: str, data: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    if b"\0" in data:
        raise WorkflowError(file, [Fault("the file is no text")])
    # As spreadsheets of that age save; the five bytes that it leaves open are none of a workflow's.
    return data.decode("cp1252", "replace")


def _rows(file: str, text: str) -> Iterator[Row]:
    lines = _Lines(text)
    reader = csv.reader(lines, strict=True)
    count = 0
    while True:
        line = reader.line_num + 1
        lines.row_begins = True
        try:
            cells = [cell.strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            raise WorkflowError(file, [Fault(f"no CSV: {error}", line)]) from None
        if not any(cells):
            continue
        count += 1
        if count > MAX_ROWS:
            raise WorkflowError(file, [Fault(f"the file has more than {MAX_ROWS} rows", line)])
        if len(cells) > MAX_CELLS or any(len(cell) > MAX_CELL for cell in cells):
            raise WorkflowError(file, [Fault("the row is too wide", line)])
        yield Row(line, cells)


class _Lines:
    """Every line, a comment as an empty one, so that lines keep their numbers.

    A line within a quoted cell may begin with `#` and is no comment; whoever reads knows where a row begins.
    """

    def __init__(self, text: str) -> None:
        # Not splitlines(), which also ends a line at what a cell may hold: a form feed, U+0085, U+2028.
        self._lines = io.StringIO(text, newline="")
        self.row_begins = True

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        comment = self.row_begins and line.lstrip().startswith("#")
        self.row_begins = False
        return "\n" if comment else line
