"""An audit log in memory, for tests of what an application records."""

from __future__ import annotations

import os
from itertools import count
from threading import Lock
from typing import TYPE_CHECKING

from asgi_agent.audit.chain import EMPTY, Head, seal
from asgi_agent.audit.pseudonyms import Pseudonyms
from asgi_agent.audit.record import Entry, decode_entry
from asgi_agent.audit.store import Appended

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_numbers = count(1)


class MemoryAudit:
    """Keeps an audit log in memory: give it to the middleware in place of a directory.

        audit = MemoryAudit()
        app = AuditLogMiddleware(app, log=audit)
        ...
        assert audit.of("http.request", "end")[0].subject.patient == audit.patient("123")

    End records are written a moment after the response: `await app.log.aclose()`, or whatever ends the
    application's lifespan, waits for them.

    Args:
        name: of the log.

    Attributes:
        pseudonyms: with a key of this log alone.
        failure: what to fail with in place of writing, an `OSError` say; None to write.
    """

    def __init__(self, name: str = "memory") -> None:
        self.name = name
        self.place = f"memory:{name}-{next(_numbers)}"
        self.pseudonyms = Pseudonyms({"test": os.urandom(32)})
        self.failure: Exception | None = None
        self._lines: list[bytes] = []
        self._head = EMPTY
        self._appending = Lock()

    @property
    def records(self) -> list[Entry]:
        """What stands in the log, in order."""
        return [decode_entry(line) for line in self._lines]

    def of(self, event_type: str, phase: str | None = None) -> list[Entry]:
        """The records of a type: `agent.run`; and of a phase: `intent`, `end` or `event`."""
        return [
            record
            for record in self.records
            if record.event.type == event_type and phase in (None, record.phase)
        ]

    def patient(self, patient: str) -> str:
        """The pseudonym that stands in the log for a patient."""
        return self.pseudonyms.of("patient", patient)

    def append(self, bodies: Sequence[bytes]) -> Appended:
        """See `AuditStore`; raises `failure`."""
        if self.failure is not None:
            raise self.failure
        lines: list[bytes] = []
        with self._appending:
            for body in bodies:
                line, self._head = seal(body, self.name, self._head)
                lines.append(line)
            self._lines += lines
        return Appended(self._head, lines)

    def head(self) -> Head:
        """See `AuditStore`."""
        return self._head

    def lines(self, after: int = 0) -> Iterator[bytes]:
        """See `AuditStore`."""
        return iter(self._lines[after:])

    def close(self) -> None:
        """See `AuditStore`: there is nothing to let go of."""
