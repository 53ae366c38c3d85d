"""How an audit log is doing."""

from __future__ import annotations

from typing import Literal

import msgspec

from asgi_agent.audit.checkpoints.running import CheckpointHealth

OnFailure = Literal["closed", "spool", "open"]
State = Literal["ok", "failing", "spooling", "dropping"]

FAILED: dict[OnFailure, State] = {"closed": "failing", "spool": "spooling", "open": "dropping"}


class AuditHealth(msgspec.Struct, frozen=True):
    """What an operator wants to know of a log, as this process sees it.

    Attributes:
        state: `ok`, or what becomes of records since the store failed last: `failing` (what needs a record
            fails), `spooling` (they are kept elsewhere), `dropping` (they are lost, and counted).
        on_failure: what the log was told to do when its store fails.
        dropped: records that this process lost since it started, or that it found to be gone from the log.
            The log itself has them as gaps.
        spooled: bytes of records that wait in the spool.
        since: when the state began, if it is not `ok`.
        sink_failures: how often a sink did not take a record.
        checkpoints: how these are doing, if the log is signed.
    """

    state: State
    on_failure: OnFailure
    dropped: int = 0
    spooled: int = 0
    since: str | None = None
    sink_failures: int = 0
    checkpoints: CheckpointHealth | None = None

    @property
    def ok(self) -> bool:
        """Whether what is recorded now comes into the log."""
        return self.state == "ok"
