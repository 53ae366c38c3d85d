"""What the makers of a log's checkpoints know between two of them, and share over processes."""

from __future__ import annotations

import os
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from asgi_agent.audit.chain import GENESIS, Head
from asgi_agent.audit.merkle import Frontier
from asgi_agent.audit.record import DECODE_ERRORS
from asgi_agent.errors import ConfigurationError
from asgi_agent.whole_files import replace

if TYPE_CHECKING:
    from collections.abc import Iterator

LOCK_FILE = "checkpoint.lock"
STATE_FILE = "checkpoint.state"
TRY_AGAIN = 0.05


class State(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How far the tree of a log has grown, and the newest checkpoint.

    It is kept to save the reading of the whole log, and is believed only as far as the log goes on from it.

    Attributes:
        seq: the last record in the tree.
        hash: the hash of its line.
        frontier: the tree.
        note: the newest checkpoint.
        time: when that was made; Unix time.
        waiting: the anchors that have not taken it.
    """

    seq: int = 0
    hash: str = GENESIS
    frontier: tuple[str, ...] = ()
    note: str = ""
    time: float = 0.0
    waiting: tuple[str, ...] = ()

    @property
    def head(self) -> Head:
        return Head(self.seq, self.hash)

    def tree(self) -> Frontier:
        """The tree.

        Raises:
            ValueError: there is none of that size.
        """
        return Frontier(self.seq, map(bytes.fromhex, self.frontier))


def state_directory(path: str | Path) -> Path:
    """A directory for the state of one log; made, for its owner alone, if it is missing.

    Raises:
        ConfigurationError: it cannot be made.
    """
    directory = Path(path)
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError(f"state={directory}: {error.strerror}") from None
    return directory


class StateKeeper:
    """Keeps the state of one log.

    Args:
        directory: where processes share it; None for a state, and a lock, that no other process knows of.
    """

    def __init__(self, directory: Path | None) -> None:
        self._directory = directory
        self._state = State()

    def load(self) -> State:
        """What was saved last; for a log without any, or with one that makes no sense, the beginning."""
        if self._directory is not None:
            try:
                state = msgspec.json.decode((self._directory / STATE_FILE).read_bytes(), type=State)
                state.tree()
            except (FileNotFoundError, ValueError, *DECODE_ERRORS):
                state = State()
            self._state = state
        return self._state

    def save(self, state: State) -> None:
        """Keep a state.

        Raises:
            OSError: it cannot be kept.
        """
        if self._directory is not None:
            replace(self._directory / STATE_FILE, msgspec.json.encode(state) + b"\n")
        self._state = state

    @contextmanager
    def locked(self, patience: float = 0.0) -> Iterator[bool]:
        """Keep others from making a checkpoint; gives False if one of them has been at it for too long.

        Raises:
            OSError: the lock file cannot be made.
        """
        if self._directory is None:
            yield True
            return
        file = os.open(self._directory / LOCK_FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            yield _acquired(file, time.monotonic() + patience)
        finally:
            os.close(file)  # which lets go of the lock


def _acquired(file: int, deadline: float) -> bool:
    import fcntl

    while True:
        with suppress(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        if time.monotonic() >= deadline:
            return False
        time.sleep(TRY_AGAIN)
