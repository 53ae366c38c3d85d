"""Logs to test with, written by the real store at times of their own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from asgi_agent.audit.files import DirectoryStore
from asgi_agent.audit.record import (
    Chain,
    Correlation,
    Event,
    Outcome,
    Record,
    Source,
    Subject,
    Traffic,
    encode_record,
    utc_text,
)

if TYPE_CHECKING:
    from pathlib import Path

BEGIN = datetime(2026, 11, 21, 9, tzinfo=UTC)


class Diary:
    """Writes records to a log in a directory, one second after the other.

    Args:
        directory: of the log.
        name: of the log.
        rotate_bytes: when a segment is closed; the default makes several of a few records.
        mac_key: file of the key of its MACs.
    """

    def __init__(
        self, directory: Path, name: str = "audit", rotate_bytes: int = 4000, mac_key: Path | None = None
    ) -> None:
        self.now = BEGIN
        self.boot = "00000001"
        self.store = DirectoryStore(
            directory,
            name=name,
            rotate_bytes=rotate_bytes,
            mac_key=mac_key,
            sync=False,
            clock=self._nanoseconds,
        )

    @property
    def seq(self) -> int:
        """The number of the last record."""
        return self.store.head().seq

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self.now += timedelta(seconds=seconds)

    def write(self, record: Record) -> bytes:
        """Append a record; returns its line."""
        return self.store.append([encode_record(record)]).lines[0]

    def own(self, kind: str, **chain: object) -> Record:
        """A record of the log's own."""
        return self._record("event", Event(f"audit.{kind}"), chain=Chain(**chain) if chain else None)  # type: ignore[arg-type]

    def start(self, boot: str = "00000001", every: float = 60.0) -> None:
        """A writer starts, and is the one that writes from here on."""
        self.boot = boot
        self.write(self.own("start", on_failure="closed", every=every))

    def stop(self) -> None:
        """The writer stops."""
        self.write(self.own("stop"))

    def beat(self) -> None:
        """The writer gives a sign of life."""
        self.write(self.own("heartbeat"))

    def intent(self, patient: str = "hmac:v1:" + "0" * 32) -> Record:
        """A request begins."""
        record = self._record(
            "intent",
            Event("http.request", "R", "chart.read"),
            subject=Subject(patient),
            http=Traffic("GET", "/chart"),
        )
        self.write(record)
        return record

    def end(self, intent: Record) -> Record:
        """The request of an intent ends."""
        record = self._record(
            "end",
            intent.event,
            outcome=Outcome("success", 200),
            subject=intent.subject,
            corr=Correlation(intent=intent.id),
        )
        self.write(record)
        return record

    def request(self, patient: str = "hmac:v1:" + "0" * 32) -> Record:
        """A whole request."""
        return self.end(self.intent(patient))

    def _record(self, phase: str, event: Event, **fields: object) -> Record:
        self.wait(1)
        return Record(
            time=utc_text(self._nanoseconds()),
            phase=phase,  # type: ignore[arg-type]
            event=event,
            source=Source("test", boot=self.boot),
            **fields,  # type: ignore[arg-type]
        )

    def _nanoseconds(self) -> int:
        return int(self.now.timestamp()) * 1_000_000_000


def write_log(directory: Path, requests: int = 20, name: str = "audit", mac_key: Path | None = None) -> Diary:
    """A log of a writer that started, served some requests and stopped."""
    diary = Diary(directory, name, mac_key=mac_key)
    diary.start()
    for _ in range(requests):
        diary.request()
    diary.stop()
    return diary
