"""What becomes of records while their store does not work: as the log shows it from outside."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import os
import shutil
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from asgi_agent.audit import AuditLog, AuditWriteError
from asgi_agent.audit.delivery import RETRY
from tests.audit.files.chains import checked
from tests.audit.sandboxes import run
from tests.audit.stores import Steered, entries_of, event, gaps_of, kinds_of, names_of, reached

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FULL = OSError(errno.ENOSPC, "No space left on device", "/srv/patients of Dr. House")


async def written(log: AuditLog) -> bool:
    try:
        await log.write(event("spooled"))
    except AuditWriteError:
        return False
    return True


async def test_closed_lets_nobody_go_on_without_a_record(
    store: Steered, make: Callable[..., AuditLog]
) -> None:
    """The error says what is wrong, and nothing else: no place, no text."""
    log = make("closed")
    store.fault = FULL
    with pytest.raises(AuditWriteError) as raised:
        await log.write(event())
    assert str(raised.value) == "the audit log cannot be written: OSError, No space left on device"
    with pytest.raises(AuditWriteError):
        await asyncio.to_thread(log.write_sync, event())
    health = log.health()
    assert (health.state, health.ok, health.on_failure, health.dropped) == ("failing", False, "closed", 0)
    assert health.since is not None


async def test_closed_goes_on_as_soon_as_the_store_does(
    store: Steered, make: Callable[..., AuditLog], tmp_path: Path
) -> None:
    """At the very next record."""
    log = make("closed")
    store.fault = FULL
    with pytest.raises(AuditWriteError):
        await log.write(event("lost"))
    store.fault = None
    await log.write(event("kept"))
    assert log.health().ok
    assert names_of(tmp_path / "audit") == ["kept"]
    assert gaps_of(tmp_path / "audit") == []


async def test_records_that_are_gone_from_the_log_stay_counted(
    log: AuditLog, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The log works again, yet whoever asks how it does is told for good."""
    for _ in range(3):
        await log.write(event("gone"))
    shutil.rmtree(tmp_path / "audit")
    assert not await written(log)
    for _ in range(2):
        assert await written(log)
        health = log.health()
        assert (health.state, health.dropped) == ("ok", 5)
    (gap,) = [entry["chain"] for entry in entries_of(tmp_path / "audit") if "chain" in entry][1:]
    assert (gap["reason"], gap["first"], gap["last"]) == ("missing", 1, 5)
    assert "5 records of the audit log" in caplog.text


async def test_what_nobody_waited_for_is_counted(
    store: Steered, make: Callable[..., AuditLog], tmp_path: Path
) -> None:
    """And told in front of the next record; whoever waits for one of them learns it himself."""
    log = make("closed")
    store.fault = FULL
    for _ in range(3):
        log.submit(event("lost"))
    with pytest.raises(AuditWriteError):
        await log.write(event("lost"))
    assert log.health().dropped == 3
    store.fault = None
    await log.write(event("kept"))
    assert kinds_of(tmp_path / "audit") == ["gap", "start", "host.event"]
    assert gaps_of(tmp_path / "audit") == [("dropped", 3)]
    assert log.health().dropped == 3


async def test_open_lets_all_go_on_and_counts(
    store: Steered, make: Callable[..., AuditLog], tmp_path: Path
) -> None:
    """The log says later how many records it does not have."""
    log = make("open")
    await log.write(event("before"))
    store.fault = FULL
    await asyncio.gather(*[log.write(event("lost")) for _ in range(5)])
    await asyncio.to_thread(log.write_sync, event("lost"))
    log.submit(event("lost"))
    await reached(lambda: log.health().dropped == 7)
    assert log.health().state == "dropping"
    store.fault = None
    await reached(lambda: log.health().ok)
    await log.write(event("after"))
    assert names_of(tmp_path / "audit") == ["before", "after"]
    assert gaps_of(tmp_path / "audit") == [("dropped", 7)]


async def test_spool_keeps_what_the_store_does_not_take(
    store: Steered, make: Callable[..., AuditLog], tmp_path: Path
) -> None:
    """And brings it into the log later, in order, behind a record that tells of it."""
    log = make("spool")
    await log.write(event("before"))
    store.fault = FULL
    for number in range(5):
        await log.write(event(f"spooled {number}"))
    assert b"spooled 4" in (tmp_path / "spool").read_bytes()
    assert (log.health().state, log.health().dropped) == ("spooling", 0)
    assert log.health().spooled > 0
    store.fault = None
    await reached(lambda: log.health().ok)
    await log.write(event("after"))
    assert names_of(tmp_path / "audit") == ["before", *[f"spooled {number}" for number in range(5)], "after"]
    assert gaps_of(tmp_path / "audit") == [("spooled", 5)]
    assert log.health().spooled == 0


async def test_a_spool_outlives_its_process(
    store: Steered, make: Callable[..., AuditLog], tmp_path: Path
) -> None:
    """Records keep the boot that wrote them, also those of the log itself."""
    log = make("spool")
    store.fault = FULL
    await log.write(event("spooled"))
    boot = log.source.boot
    await log.aclose()
    assert not (tmp_path / "audit" / "head").exists()
    store.fault = None
    await make("spool").write(event("after"))
    assert names_of(tmp_path / "audit") == ["spooled", "after"]
    assert kinds_of(tmp_path / "audit") == ["gap", "start", "host.event", "stop", "start", "host.event"]
    boots = [entry["source"].get("boot") for entry in entries_of(tmp_path / "audit")]
    assert boots[2:5] == [boot] * 3


async def test_a_spool_is_emptied_by_a_log_that_needs_none(
    store: Steered, make: Callable[..., AuditLog], tmp_path: Path
) -> None:
    """Where the settings changed since."""
    log = make("spool")
    store.fault = FULL
    await log.write(event("spooled"))
    await log.aclose()
    store.fault = None
    await make("closed", spool=tmp_path / "spool").write(event("after"))
    assert names_of(tmp_path / "audit") == ["spooled", "after"]


async def test_a_spool_that_is_full_lets_nobody_go_on(
    store: Steered, make: Callable[..., AuditLog], tmp_path: Path
) -> None:
    """What is in it stays there."""
    log = make("spool", spool_limit=2000)
    store.fault = FULL
    writes = [await written(log) for _ in range(20)]
    kept = writes.count(True)
    assert writes == sorted(writes, reverse=True)
    log.submit(event("lost"))
    await reached(lambda: log.health().dropped == 1)
    store.fault = None
    await reached(lambda: log.health().ok)
    assert 0 < kept < 20
    assert names_of(tmp_path / "audit") == ["spooled"] * kept
    assert set(gaps_of(tmp_path / "audit")) == {("spooled", kept + 1), ("dropped", 1)}


async def test_a_damaged_spool_does_not_keep_records_out_of_the_log(
    make: Callable[..., AuditLog], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """It is left as it is, and told of once."""
    (tmp_path / "spool").write_bytes(b"x" * 1000)
    log = make("spool")
    for _ in range(3):
        await log.write(event())
    assert len(names_of(tmp_path / "audit")) == 3
    assert (tmp_path / "spool").read_bytes() == b"x" * 1000
    assert [record.getMessage().rpartition(": ")[2] for record in caplog.records] == [
        "OSError, the file is no spool"
    ]
    await asyncio.sleep(0.7)
    assert kinds_of(tmp_path / "audit").count("heartbeat") == 0


async def test_a_log_finds_out_by_itself_that_its_store_works_again(
    store: Steered, make: Callable[..., AuditLog], tmp_path: Path
) -> None:
    """A service that is taken out of rotation while it is not ready gets no requests that could tell."""
    for on_failure in ("closed", "spool", "open"):
        log = make(on_failure)
        await log.write(event())
        store.fault = FULL
        with contextlib.suppress(AuditWriteError):
            await log.write(event())
        assert not log.health().ok
        store.fault = None
        await reached(lambda log=log: log.health().ok)  # type: ignore[misc]
        await log.aclose()


async def test_a_log_that_never_worked_starts_when_it_can(
    store: Steered, make: Callable[..., AuditLog], tmp_path: Path
) -> None:
    """With its start record, though no other comes."""
    log = make("closed")
    store.fault = FULL
    with pytest.raises(AuditWriteError):
        await log.write(event())
    store.fault = None
    await reached(lambda: log.health().ok)
    await log.aclose()
    assert kinds_of(tmp_path / "audit") == ["start", "stop"]


async def test_a_failure_is_told_when_it_begins_and_when_it_ends(
    store: Steered, make: Callable[..., AuditLog], caplog: pytest.LogCaptureFixture
) -> None:
    """Once each, and without the text of what was raised."""
    log = make("closed")
    store.fault = RuntimeError("of patient 7")
    for _ in range(5):
        with pytest.raises(AuditWriteError, match=r": RuntimeError$"):
            await log.write(event())
    store.fault = None
    await log.write(event())
    told = [(record.levelno, record.getMessage()) for record in caplog.records]
    assert told == [
        (logging.ERROR, f"the audit log {log.place} cannot be written: RuntimeError"),
        (logging.WARNING, f"the audit log {log.place} is written again"),
    ]


async def test_a_full_queue_is_as_a_store_that_fails(
    store: Steered, make: Callable[..., AuditLog], tmp_path: Path
) -> None:
    """Closed raises, open counts, and what nobody waits for is counted."""
    for on_failure in ("closed", "open"):
        log = make(on_failure, queue=3)
        await log.write(event())
        store.gate.clear()
        store.reached.clear()
        log.submit(event())
        await asyncio.to_thread(store.reached.wait)
        for _ in range(4):
            log.submit(event())
        if on_failure == "closed":
            with pytest.raises(AuditWriteError, match="3 audit records wait"):
                await log.write(event())
            assert log.health().dropped == 1
        else:
            await log.write(event())
            assert log.health().dropped == 2
        store.gate.set()
        await log.aclose()
    assert gaps_of(tmp_path / "audit") == [("dropped", 1), ("dropped", 2)]


def test_processes_share_a_spool_and_a_log(tmp_path: Path) -> None:
    """Each record is there once, whoever brought it there."""
    run(
        """
import os, sys, time
from asgi_agent.audit import AuditLog
from tests.audit.stores import event
place = sys.argv[1]
log = AuditLog(place + "/audit", on_failure="spool", spool=place + "/spool", sync=False)
children = []
os.mkdir(place + "/gone")
for number in range(4):
    child = os.fork()
    if not child:
        for turn in range(40):
            if number == 0 and turn == 10:
                os.rename(place + "/audit", place + "/gone/audit")
            if number == 0 and turn == 30:
                try:
                    os.rename(place + "/gone/audit", place + "/audit")
                except OSError:
                    pass
            log.write_sync(event(f"{number}.{turn}"))
        log.close()
        os._exit(0)
    children.append(child)
for child in children:
    assert os.waitpid(child, 0)[1] == 0
log.write_sync(event("last"))
log.close()
""",
        tmp_path,
    )
    places = [place for place in (tmp_path / "audit", tmp_path / "gone" / "audit") if place.exists()]
    names = [name for place in places for name in names_of(place)]
    assert len(names) == len(set(names)) == 161
    for place in places:
        checked(place)


def test_a_failing_fdatasync_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the disk did not take is no record, even if the file seems to hold it."""
    log = AuditLog(tmp_path / "audit")
    log.write_sync(event("before"))

    def fail(file: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fdatasync", fail)
        with pytest.raises(AuditWriteError, match="Input/output error"):
            log.write_sync(event("lost"))
    log.write_sync(event("after"))
    log.close()
    assert names_of(tmp_path / "audit") == ["before", "after"]
    checked(tmp_path / "audit")


def test_a_store_is_not_asked_again_at_once_where_records_can_go_elsewhere(
    store: Steered, make: Callable[..., AuditLog]
) -> None:
    """One that takes long to fail would hold up each of them; but where none may be lost, it is asked."""
    store.fault = FULL
    tries = {}
    for on_failure in ("open", "spool", "closed"):
        log, before = make(on_failure), store.tries
        for _ in range(50):
            with contextlib.suppress(AuditWriteError):
                log.write_sync(event())
        tries[on_failure] = store.tries - before
    assert tries["closed"] >= 50
    assert max(tries["open"], tries["spool"]) < 25


async def test_a_store_that_fails_is_asked_once_for_each_try(
    store: Steered, make: Callable[..., AuditLog]
) -> None:
    """Not a second time for the new record, where it did not take what waits in the spool."""
    log = make("spool")
    store.fault = FULL
    await log.write(event())
    await reached(lambda: store.tries >= 3)
    assert min(later - before for before, later in pairwise(store.moments)) > RETRY / 2
