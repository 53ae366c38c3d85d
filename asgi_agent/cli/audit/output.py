"""Where a command writes what it found, and the bar that shows how far it is."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from asgi_agent.cli.files import opened
from asgi_agent.cli.progress import Progress

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Sequence

    from asgi_agent.audit.reading import Segment

BLOCK = 1 << 16


def add_output(parser: argparse._ActionsContainer, *, required: bool = False) -> None:
    """Add `-o`."""
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        required=required,
        help="there whole or not at all; - is the standard output" + ("" if required else " (default)"),
    )


def progress_of(options: argparse.Namespace, segments: Sequence[Segment]) -> Progress:
    """A bar for the reading of segments, where it does not stand between the lines that are printed."""
    return Progress(sum(segment.size for segment in segments), shown=not _prints(options))


def write(options: argparse.Namespace, pieces: Iterable[str]) -> None:
    """Write text to the output that the options name, some at a time.

    Raises:
        FileError: it cannot be written.
        BrokenPipeError: nobody reads it any more.
    """
    path = None if options.output in (None, "-") else Path(options.output)
    with opened(path, "utf-8") as target:
        for piece in _gathered(pieces):
            target.write(piece)
        target.keep()


def _prints(options: argparse.Namespace) -> bool:
    return options.output in (None, "-") and sys.stdout.isatty()


def _gathered(pieces: Iterable[str]) -> Iterator[str]:
    """Some pieces as one, since each is a system call. A terminal gets each at once."""
    limit = 0 if sys.stdout.isatty() else BLOCK
    some: list[str] = []
    size = 0
    for piece in pieces:
        some.append(piece)
        size += len(piece)
        if size > limit:
            yield "".join(some)
            some, size = [], 0
    yield "".join(some)
