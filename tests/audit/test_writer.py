from __future__ import annotations

import asyncio
import gc
import sys
import threading
from typing import TYPE_CHECKING, Any

from asgi_agent.audit import AuditLog, AuditWriteError
from tests.audit.files.chains import checked
from tests.audit.sandboxes import run
from tests.audit.stores import PATIENCE, Steered, entries_of, event, kinds_of, names_of, reached

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


async def test_a_boot_goes_from_its_start_to_its_stop(log: AuditLog, tmp_path: Path) -> None:
    """A record after that begins another one."""
    await log.write(event())
    boots = [log.source.boot]
    await log.aclose()
    await log.aclose()
    log.submit(event())
    boots.append(log.source.boot)
    await log.aclose()
    assert kinds_of(tmp_path / "audit") == ["start", "host.event", "stop"] * 2
    found = [entry["source"].get("boot") for entry in entries_of(tmp_path / "audit")][1:]
    assert found == [boots[0]] * 3 + [boots[1]] * 3
    assert boots[0] != boots[1]


async def test_a_start_tells_the_settings(tmp_path: Path) -> None:
    """Fail mode and signs of life in words, and a digest that changes with any of the settings."""
    for options in ({}, {}, {"heartbeat": 9.0}, {"on_failure": "open"}):
        log = AuditLog(tmp_path / "audit", sync=False, **options)
        await log.write(event())
        await log.aclose()
    starts = [
        entry["chain"] for entry in entries_of(tmp_path / "audit") if "config" in entry.get("chain", {})
    ]
    assert [start["on_failure"] for start in starts] == ["closed", "closed", "closed", "open"]
    assert [start["every"] for start in starts] == [60.0, 60.0, 9.0, 60.0]
    assert len({start["config"] for start in starts}) == 3


async def test_all_that_waits_is_written_at_once(store: Steered, monkeypatch: pytest.MonkeyPatch) -> None:
    """And each event loop is called once for all of its waiters."""
    log, loop = AuditLog(store), asyncio.get_running_loop()
    await log.write(event())
    calls = []
    wake = loop.call_soon_threadsafe

    def counted(*args: Any, **options: Any) -> Any:
        calls.append(args)
        return wake(*args, **options)

    monkeypatch.setattr(loop, "call_soon_threadsafe", counted)
    store.gate.clear()
    writes = [asyncio.ensure_future(log.write(event())) for _ in range(1000)]
    await asyncio.sleep(0)
    store.gate.set()
    await asyncio.gather(*writes)
    assert sum(store.batches) == 1002  # with the start
    assert len(store.batches) <= 5
    assert len(calls) == len(store.batches) - 1
    await log.aclose()


async def test_nobody_waits_for_a_thread_that_died(
    store: Steered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor is anything sent its way any more: the next record begins another boot."""
    monkeypatch.setattr(threading, "excepthook", lambda _: None)  # what ends a thread is no fault of the test
    log = AuditLog(store)
    store.gate.clear()
    writes = [asyncio.ensure_future(log.write(event())) for _ in range(600)]
    await asyncio.to_thread(store.reached.wait)
    log.submit(event())
    store.fault = SystemExit()
    store.gate.set()
    done = await asyncio.wait_for(asyncio.gather(*writes, return_exceptions=True), PATIENCE)
    assert {type(error) for error in done} == {AuditWriteError}
    assert log.health().dropped == 1
    store.fault = None
    await log.write(event("after"))
    await log.aclose()
    assert names_of(tmp_path / "audit") == ["after"]


async def test_closing_while_records_come_loses_none(log: AuditLog, tmp_path: Path) -> None:
    """They are part of this boot or of the next."""

    async def write() -> None:
        for _ in range(100):
            await log.write(event())

    async def close() -> None:
        for _ in range(20):
            await log.aclose()
            await asyncio.sleep(0)

    await asyncio.gather(write(), write(), close(), close())
    await log.aclose()
    assert len(names_of(tmp_path / "audit")) == 200
    kinds = kinds_of(tmp_path / "audit")
    assert kinds.count("start") == kinds.count("stop") > 1
    checked(tmp_path / "audit")


async def test_signs_of_life_come_when_nothing_else_does(tmp_path: Path) -> None:
    """At least that often."""
    log = AuditLog(tmp_path / "audit", sync=False, heartbeat=0.02)
    await log.write(event())
    await reached(lambda: kinds_of(tmp_path / "audit").count("heartbeat") >= 3)
    await log.aclose()
    kinds = kinds_of(tmp_path / "audit")
    assert kinds[:2] == ["start", "host.event"]
    assert set(kinds[2:-1]) == {"heartbeat"}
    assert kinds[-1] == "stop"


async def test_no_sign_of_life_comes_where_records_do(log: AuditLog, tmp_path: Path) -> None:
    """They are signs of life themselves."""
    for _ in range(50):
        await log.write(event())
    assert "heartbeat" not in kinds_of(tmp_path / "audit")


async def test_what_was_written_is_forgotten(log: AuditLog) -> None:
    """However much it was."""
    records = [event() for _ in range(3000)]

    def holders() -> set[int]:
        return {sys.getrefcount(record) for record in records}

    before = holders()
    for record in records:
        log.submit(record)
    del record
    await log.write(event())
    await log.aclose()
    assert holders() == before


def test_a_log_that_nobody_has_any_more_is_closed(tmp_path: Path) -> None:
    """With its stop record."""
    log = AuditLog(tmp_path / "audit", sync=False)
    log.write_sync(event())
    writer = log._started()
    del log
    gc.collect()
    writer.ended.result(PATIENCE)
    assert kinds_of(tmp_path / "audit") == ["start", "host.event", "stop"]


def test_a_process_that_ends_closes_its_log(tmp_path: Path) -> None:
    """Without a word, whatever still waited."""
    done = run(
        """
import sys
from asgi_agent.audit import AuditLog
from tests.audit.stores import event
log = AuditLog(sys.argv[1])
for _ in range(700):
    log.submit(event())
""",
        tmp_path / "audit",
    )
    assert done == ""
    assert kinds_of(tmp_path / "audit") == ["start", *["host.event"] * 700, "stop"]
