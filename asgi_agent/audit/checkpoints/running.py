"""`Checkpoints`: the checkpoints of a log while it is written, made on a thread of their own."""

from __future__ import annotations

import logging
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from asgi_agent.audit.checkpoints.keys import SigningKey
from asgi_agent.audit.checkpoints.maker import CheckpointMaker
from asgi_agent.audit.checkpoints.state import StateKeeper, state_directory
from asgi_agent.audit.forks import renew_after_fork
from asgi_agent.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from asgi_agent.audit.checkpoints.anchors import AnchorSink
    from asgi_agent.audit.checkpoints.maker import Source
    from asgi_agent.audit.reading import Purged

logger = logging.getLogger("asgi_agent")

CLOSE_PATIENCE = 15.0
SPACING = 1.0
"""Seconds between two checkpoints, however many records come: an anchor keeps each of them."""


class CheckpointHealth(msgspec.Struct, frozen=True):
    """How the checkpoints of a log are doing, as far as this process knows.

    Attributes:
        size: records 1 to `size` are signed.
        waiting: anchors that have not taken the newest checkpoint.
        fault: the class of what went wrong when the last one was to be made, if anything did.
    """

    size: int = 0
    waiting: tuple[str, ...] = ()
    fault: str | None = None

    @property
    def ok(self) -> bool:
        """Whether the newest checkpoint was made and is where it should be."""
        return self.fault is None and not self.waiting


class Checkpoints:
    """How a log is to be signed: give it to `AuditLog(checkpoints=...)`.

    Every so often the Merkle root (RFC 6962) over all records is signed as a C2SP checkpoint, and brought to
    anchors that whoever can write to the log cannot change. Each record that an anchored checkpoint covers
    can be neither changed nor taken away without trace. An anchor that fails is named in the health report
    and tried again; no request waits for it.

    The processes that write to a directory share its checkpoints. Of a log in a database each makes its own,
    and reads all of it first, unless `state` gives them what a directory has.

    Args:
        key: file of the signing key, which `asgi-agent audit keygen` makes. Who has it and the log can sign
            another history: what was anchored before stays as it is.
        anchors: where checkpoints go.
        every: seconds between two of them, also when little is written.
        records: how many records may be without one before that.
        state: a directory, one for each log, where the processes of a machine share how far it is signed, so
            that one of them signs for all and a history that was signed is never signed otherwise, nor after
            a restart; the log's own if nothing else is said. Made if it is missing.

    Raises:
        ConfigurationError: the key cannot be read, `state` cannot be made, there is no anchor, or a number
            is out of its range.
        MissingDependencyError: the extra `audit` is not installed.
    """

    def __init__(
        self,
        key: str | Path | SigningKey,
        anchors: Sequence[AnchorSink],
        *,
        every: float = 60.0,
        records: int = 1024,
        state: str | Path | None = None,
    ) -> None:
        if not anchors:
            raise ConfigurationError("checkpoints= need an anchor: beside the log they prove nothing")
        if not 0 < every < threading.TIMEOUT_MAX or records < 1:
            raise ConfigurationError("every= and records= of checkpoints are above 0, and have an end")
        self.key = key if isinstance(key, SigningKey) else SigningKey.read(Path(key))
        self.anchors = tuple(anchors)
        self.every = every
        self.records = records
        self.state = None if state is None else state_directory(state)

    def maker(
        self,
        log: Source,
        directory: Path | None = None,
        purged: Callable[[], Purged | None] = lambda: None,
    ) -> CheckpointMaker:
        """Makes these checkpoints of a log.

        Args:
            log: the log.
            directory: of the log, where it is one.
            purged: gives what is left of purged records.
        """
        return CheckpointMaker(
            log,
            self.key,
            self.anchors,
            StateKeeper(self.state or directory),
            purged=purged,
            every=self.every,
            records=self.records,
        )


class Checkpointing:
    """Makes the checkpoints of a log that this process writes to, on a thread that starts when it is needed.

    Args:
        maker: makes them.
        checkpoints: how often.
    """

    def __init__(self, maker: CheckpointMaker, checkpoints: Checkpoints) -> None:
        self._maker = maker
        self._every = checkpoints.every
        self._records = checkpoints.records
        self._seq = 0
        self._fault: str | None = None
        self._thread: threading.Thread | None = None
        self._wake, self._ending = threading.Event(), threading.Event()
        renew_after_fork(self)

    def notice(self, seq: int) -> None:
        """Learn that the log goes up to a record. Never waits, and is called by one thread."""
        self._seq = seq
        if self._thread is None:
            self._ending.clear()
            self._thread = threading.Thread(target=self._run, name="asgi-agent-checkpoints", daemon=True)
            self._thread.start()
        if seq - self._maker.state.seq >= self._records:
            self._wake.set()

    def close(self) -> None:
        """Make a last checkpoint and end the thread; a later notice starts one. Blocks, but not for ever."""
        thread, self._thread = self._thread, None
        if thread is not None:
            self._ending.set()
            self._wake.set()
            thread.join(CLOSE_PATIENCE)

    def health(self) -> CheckpointHealth:
        """How the checkpoints are doing."""
        state = self._maker.state
        return CheckpointHealth(state.seq, self._maker.waiting, self._fault)

    def after_fork(self) -> None:
        """Leave the parent's thread to the parent."""
        self._thread = None
        self._wake, self._ending = threading.Event(), threading.Event()

    def _run(self) -> None:
        ending = False
        while not ending:
            self._wake.wait(self._every)
            self._wake.clear()
            ending = self._ending.is_set()
            self._try(force=ending)
            self._ending.wait(min(SPACING, self._every))

    def _try(self, *, force: bool) -> None:
        try:
            self._maker.run(self._seq, force=force)
        except Exception as error:
            # The log goes on without: what it promises is that nothing is lost, and that this is told.
            if self._fault is None:
                logger.error("no checkpoint of the audit log: %s: %s", type(error).__name__, error)
            self._fault = type(error).__name__
        else:
            self._fault = None
