"""Purging what a log need not keep any longer: whole segments, on record, so that the rest still verifies."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from asgi_agent.audit.errors import AuditWriteError
from asgi_agent.audit.places import is_database
from asgi_agent.audit.reading import Purged
from asgi_agent.audit.record import (
    VERSION,
    Actor,
    Authentication,
    Chain,
    Event,
    Outcome,
    Record,
    Source,
    encode_record,
    utc_now,
)
from asgi_agent.version import __version__

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from asgi_agent.audit.retention import Purge

SERVICE = "asgi-agent audit purge"


class PurgeError(AuditWriteError):
    """Segments could not be purged; those that are still there are as they were."""


class Purger(Protocol):
    """Purges a log. Whatever it is cut off at leaves a log that verifies."""

    def alone(self) -> AbstractContextManager[None]:
        """Keep other purges of the log away for as long as the block takes.

        Raises:
            PurgeError: one is at work, or nothing may be written here.
        """
        ...

    def finish(self) -> Purged | None:
        """Finish a purge that was cut off after its record was written.

        Returns:
            What it left, or None if there was none.

        Raises:
            PurgeError: it cannot be finished.
        """
        ...

    def purge(self, step: Purge) -> Purged:
        """Remove segments that `retention.plan` chose.

        Raises:
            PurgeError: it is not, or not wholly, done; `finish` does the rest.
        """
        ...


def purger_of(place: str | Path, *, mac_key: Path | None = None) -> Purger:
    """What purges the log at a place.

    Args:
        place: a directory, or a database as `postgresql://host/database#log`.
        mac_key: the key file of its writers, if they have one.

    Raises:
        AuditReadError: there is no log there, or it may not be read.
        ConfigurationError: there is no key in the key file.
    """
    if is_database(place):
        from asgi_agent.audit.postgres.purging import PostgresPurger

        return PostgresPurger(str(place), mac_key=mac_key)
    from asgi_agent.audit.files.purging import DirectoryPurger

    return DirectoryPurger(Path(place), mac_key=mac_key)


def left_by(step: Purge, log: str) -> Purged:
    """What is left of the records that a step removes, and of all before them."""
    return Purged(
        v=VERSION,
        log=log,
        last=step.head.seq,
        hash=step.head.hash,
        segment=step.segments[-1].number,
        frontier=tuple(node.hex() for node in step.frontier.hashes),
        time=utc_now(),
    )


def record_of(step: Purge) -> bytes:
    """The encoded record of a purge: by whom on this machine, and what."""
    return encode_record(
        Record(
            phase="event",
            event=Event("audit.purge", action="D"),
            outcome=Outcome("success"),
            actor=Actor(_user(), auth=Authentication(method="os")),
            source=Source(SERVICE, __version__, socket.gethostname()[:64], pid=os.getpid()),
            chain=Chain(
                first=step.first,
                last=step.head.seq,
                count=step.records,
                segments=tuple(segment.number for segment in step.segments),
                root=step.frontier.root().hex(),
            ),
        )
    )


def _user() -> str:
    """The account that runs this, as the system knows it: environment variables say what anybody likes."""
    import pwd

    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return f"uid {os.getuid()}"
