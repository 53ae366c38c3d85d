"""Where a command writes what it found, and the bar that shows how far it is."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from asgi_agent.audit.places import is_database
from asgi_agent.cli.files import opened
from asgi_agent.cli.progress import Progress
from asgi_agent.errors import ConfigurationError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Sequence

    from asgi_agent.audit.reading import Segment

BLOCK = 1 << 16

# Options that name a file or a directory which a command reads.
_READ = ("place", "checkpoints", "checkpoint", "public_key", "key", "check")


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
        ConfigurationError: it would take the place of what the command reads.
        FileError: it cannot be written.
        BrokenPipeError: nobody reads it any more.
    """
    path = None if options.output in (None, "-") else Path(options.output)
    if path is not None:
        _check_apart(path, options)
    with opened(path, "utf-8") as target:
        for piece in _gathered(pieces):
            target.write(piece)
        target.keep()


def _check_apart(output: Path, options: argparse.Namespace) -> None:
    """Refuse an output that would destroy evidence: the log, its keys, checkpoints, a bundle."""
    target = output.resolve()
    for name in _READ:
        given = getattr(options, name, None)
        if given is None or (name == "place" and is_database(given)):
            continue
        if target.is_relative_to(Path(given).resolve()):
            raise ConfigurationError(f"-o {output}: that is, or is in, what is read here ({given})")


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
