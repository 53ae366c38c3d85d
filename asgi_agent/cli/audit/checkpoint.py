"""`asgi-agent audit checkpoint`: sign how far a log has come."""

from __future__ import annotations

import os
from argparse import RawDescriptionHelpFormatter
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asgi_agent.audit.reading import open_log
from asgi_agent.cli.audit.running import FAILED, fail, guarded
from asgi_agent.cli.audit.selection import add_place

if TYPE_CHECKING:
    import argparse

    from asgi_agent.audit.checkpoints.state import StateKeeper

DESCRIPTION = """\
Sign the Merkle root over all records of a log, and keep the checkpoint in a directory: on another mount, or
one from which it is taken elsewhere. A log that is written by `AuditLog(checkpoints=...)` is signed already.

The log is read and its chain followed from the last checkpoint on. A log that does not go on from it is not
signed: the key never signs two histories.
"""


def add_parser(commands: Any) -> None:
    """Add the command and its options."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "checkpoint",
        help="sign how far a log has come",
        description=DESCRIPTION,
        formatter_class=RawDescriptionHelpFormatter,
    )
    add_place(parser)
    parser.add_argument(
        "--key", type=Path, required=True, metavar="FILE", help="that `asgi-agent audit keygen` made"
    )
    parser.add_argument("--to", type=Path, required=True, metavar="DIR", help="where checkpoints are kept")
    parser.add_argument(
        "--state",
        type=Path,
        metavar="DIR",
        help="of this log alone, where it is kept how far it is signed; default: with a log in a directory",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Make a checkpoint, if there are records without one, and bring the newest to where it is to be kept."""
    from asgi_agent.audit.checkpoints import CheckpointMaker, FileAnchor, ReaderSource
    from asgi_agent.audit.checkpoints.keys import SigningKey

    key, anchor = SigningKey.read(options.key), FileAnchor(options.to)
    with guarded(), closing(open_log(options.place)) as reader:
        maker = CheckpointMaker(ReaderSource(reader), key, [anchor], _keeper(options), purged=reader.purged)
        try:
            made = maker.run(force=True, everywhere=True)
        except OSError as error:
            fail(f"{error.filename or reader.place}: {error.strerror}", FAILED)
    if maker.waiting:
        fail(f"{options.to}: the checkpoint was not taken", FAILED)
    print(f"no new record since {maker.state.seq:,}" if made is None else anchor.path(made))


def _keeper(options: argparse.Namespace) -> StateKeeper:
    """What is known of earlier checkpoints, where it can be kept: who may only read a log has nothing."""
    from asgi_agent.audit.checkpoints.state import StateKeeper, state_directory

    if options.state is not None:
        return StateKeeper(state_directory(options.state))
    return StateKeeper(Path(options.place) if os.access(options.place, os.W_OK) else None)
