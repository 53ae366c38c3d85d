from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import threading
from typing import TYPE_CHECKING

import pytest

from asgi_agent.audit import AuditLog, Record
from asgi_agent.audit.record import Event, Source
from asgi_agent.errors import ConfigurationError
from tests.audit.stores import PATIENCE, Steered, entries_of, event, names_of

if TYPE_CHECKING:
    from pathlib import Path


async def test_a_record_is_in_the_log_when_write_returns(tmp_path: Path) -> None:
    """And on the disk, since that is the default."""
    log = AuditLog(tmp_path / "audit")
    await log.write(event("first"))
    assert names_of(tmp_path / "audit") == ["first"]
    await log.aclose()


async def test_nothing_is_made_before_the_first_record(tmp_path: Path) -> None:
    """A log may be made where it is never used, such as when an app is imported."""
    before = set(threading.enumerate())
    log = AuditLog(tmp_path / "audit")
    log.health()
    await log.aclose()
    assert not (tmp_path / "audit").exists()
    assert set(threading.enumerate()) <= before


async def test_each_record_says_which_process_wrote_it(tmp_path: Path) -> None:
    """The log knows better than whoever made the record."""
    log = AuditLog(tmp_path / "clinic", service="notes", version="1.2", instance="a", sync=False)
    await log.write(Record(phase="event", event=Event("host.event"), source=Source("somebody else")))
    sources = [entry["source"] for entry in entries_of(tmp_path / "clinic")][1:]
    assert sources[0] == sources[1]
    assert sources[1] == {
        "service": "notes",
        "version": "1.2",
        "instance": "a",
        "boot": log.source.boot,
        "pid": os.getpid(),
    }
    await log.aclose()


async def test_records_are_written_in_the_order_in_which_they_came(log: AuditLog, tmp_path: Path) -> None:
    """Whoever waits for them."""
    names = [f"event {number}" for number in range(1200)]
    for name in names[:-1]:
        log.submit(event(name))
    await log.write(event(names[-1]))
    assert names_of(tmp_path / "audit") == names


def test_threads_write_without_an_event_loop(log: AuditLog, tmp_path: Path) -> None:
    """As those of a synchronous host do."""

    def write() -> None:
        for _ in range(20):
            log.write_sync(event())

    threads = [threading.Thread(target=write) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(names_of(tmp_path / "audit")) == 100


def test_several_event_loops_write_to_one_log(log: AuditLog, tmp_path: Path) -> None:
    """Each is woken on its own thread."""

    async def write() -> None:
        await asyncio.gather(*[log.write(event()) for _ in range(100)])

    threads = [threading.Thread(target=asyncio.run, args=(write(),)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert len(names_of(tmp_path / "audit")) == 400


async def test_a_coroutine_that_is_cancelled_leaves_its_record(store: Steered, tmp_path: Path) -> None:
    """And whoever waits with it waits on."""
    log = AuditLog(store)
    store.gate.clear()
    impatient = asyncio.ensure_future(log.write(event("left behind")))
    patient = asyncio.ensure_future(log.write(event("waited for")))
    await asyncio.sleep(0)
    impatient.cancel()
    with pytest.raises(asyncio.CancelledError):
        await impatient
    store.gate.set()
    await patient
    await log.aclose()
    assert names_of(tmp_path / "audit") == ["left behind", "waited for"]


def test_an_event_loop_that_is_gone_is_not_waited_for(store: Steered, tmp_path: Path) -> None:
    """Its records are written, and those of others too."""
    log = AuditLog(store)
    store.gate.clear()
    loop = asyncio.new_event_loop()
    task = loop.create_task(log.write(event("from the loop")))
    loop.run_until_complete(asyncio.sleep(0))
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        loop.run_until_complete(task)
    loop.close()
    store.gate.set()
    log.write_sync(event("from elsewhere"))
    log.close()
    assert names_of(tmp_path / "audit") == ["from the loop", "from elsewhere"]


async def test_a_record_that_is_too_long_is_refused_at_once(log: AuditLog) -> None:
    """Also where nobody waits for it."""
    long = Record(phase="event", event=Event("host.event", name="x" * 9000))
    with pytest.raises(ValueError, match="an audit record may take"):
        await log.write(long)
    with pytest.raises(ValueError, match="an audit record may take"):
        log.submit(long)
    with pytest.raises(ValueError, match="an audit record may take"):
        log.write_sync(long)


def test_a_log_makes_pseudonyms_with_a_key_in_its_directory(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Once, with a warning, if it is given none."""
    first = AuditLog(tmp_path / "audit").pseudonyms.of("patient", "7")
    assert AuditLog(tmp_path / "audit").pseudonyms.of("patient", "7") == first
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    other = AuditLog(tmp_path / "audit", pseudonyms=tmp_path / "elsewhere.key")
    assert other.pseudonyms.of("patient", "7") != first
    assert AuditLog(tmp_path / "audit", pseudonyms=other.pseudonyms).pseudonyms is other.pseudonyms


def test_a_log_elsewhere_needs_a_key_for_pseudonyms(tmp_path: Path) -> None:
    """There is no directory to put one in."""

    class Elsewhere:
        name, place = "audit", "elsewhere"

    with pytest.raises(ConfigurationError, match="pseudonyms= is needed"):
        AuditLog(Elsewhere()).pseudonyms.of("patient", "7")  # type: ignore[arg-type]
