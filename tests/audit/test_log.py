from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import os
import threading
from typing import TYPE_CHECKING, Any

import pytest

from asgi_agent.audit import AuditLog, AuditWriteError, Record
from asgi_agent.audit.files import DirectoryStore
from asgi_agent.audit.jobs import Job
from asgi_agent.audit.record import Event, Source
from asgi_agent.errors import ConfigurationError
from tests.audit.files.chains import checked
from tests.audit.sandboxes import run
from tests.audit.stores import PATIENCE, Steered, entries_of, event, kinds_of, names_of, reached

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def log(tmp_path: Path) -> Iterator[AuditLog]:
    """A log in `audit`."""
    log = AuditLog(tmp_path / "audit", sync=False)
    yield log
    log.close()


@pytest.fixture
def store(tmp_path: Path) -> Steered:
    """The store of a log in `audit`."""
    return Steered(tmp_path / "audit")


async def test_a_record_is_in_the_log_when_write_returns(tmp_path: Path) -> None:
    """And on the disk, since that is the default."""
    log = AuditLog(tmp_path / "audit")
    await log.write(event("first"))
    assert names_of(tmp_path / "audit") == ["first"]
    await log.aclose()


async def test_nothing_is_made_before_the_first_record(tmp_path: Path) -> None:
    """A log may be made where it is never used, such as when an app is imported."""
    before = threading.active_count()
    log = AuditLog(tmp_path / "audit")
    log.health()
    await log.aclose()
    assert not (tmp_path / "audit").exists()
    assert threading.active_count() == before


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


async def test_a_record_that_is_too_long_is_refused_at_once(log: AuditLog) -> None:
    """Also where nobody waits for it."""
    long = Record(phase="event", event=Event("host.event", name="x" * 9000))
    with pytest.raises(ValueError, match="an audit record may take"):
        await log.write(long)
    with pytest.raises(ValueError, match="an audit record may take"):
        log.submit(long)
    with pytest.raises(ValueError, match="an audit record may take"):
        log.write_sync(long)


async def test_the_longest_record_fits_the_longest_line(tmp_path: Path) -> None:
    """With the longest source, and the longest name of a log."""
    source = {"service": "s" * 50, "version": "v" * 50, "instance": "i" * 60}
    log = AuditLog(tmp_path / "audit", name="a" * 64, sync=False, **source)  # type: ignore[arg-type]
    for length in range(7600, 7500, -1):
        with contextlib.suppress(ValueError):
            await log.write(event("x" * length))
            break
    await log.aclose()
    DirectoryStore(tmp_path / "audit", sync=False).append([])
    assert [len(name) for name in names_of(tmp_path / "audit")] == [length]
    assert max(map(len, DirectoryStore(tmp_path / "audit").lines())) <= 8192


async def test_what_was_written_is_forgotten(log: AuditLog) -> None:
    """However much it was."""
    for _ in range(3000):
        log.submit(event())
    await log.write(event())
    await log.aclose()
    gc.collect()
    assert not [thing for thing in gc.get_objects() if isinstance(thing, Job)]


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


def test_a_log_is_used_by_a_process_and_those_it_forks(tmp_path: Path) -> None:
    """Each with a boot of its own, over one chain; what waits in the parent is written once."""
    run(
        """
import asyncio, os, sys
from asgi_agent.audit import AuditLog
from tests.audit.stores import event
log = AuditLog(sys.argv[1], sync=False)
if sys.argv[2] == "in use":
    log.write_sync(event("parent"))
for _ in range(100):
    log.submit(event("parent"))
children = []
for _ in range(3):
    child = os.fork()
    if not child:
        asyncio.run(log.write(event("child")))
        log.write_sync(event("child"))
        log.close()
        os._exit(0)
    children.append(child)
for child in children:
    assert os.waitpid(child, 0)[1] == 0
log.close()
""",
        tmp_path / "audit",
        "in use",
    )
    names = names_of(tmp_path / "audit")
    assert (names.count("parent"), names.count("child")) == (101, 6)
    kinds = kinds_of(tmp_path / "audit")
    assert kinds.count("start") == kinds.count("stop") == 4
    checked(tmp_path / "audit")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"on_failure": "never"}, "on_failure= is one of closed, spool, open"),
        ({"on_failure": "spool"}, "needs spool="),
        ({"heartbeat": 0.0}, "above 0"),
        ({"timeout": -1.0}, "above 0"),
        ({"queue": 0}, "above 0"),
        ({"service": "s" * 300}, "service="),
        ({"name": "A log"}, "name="),
        ({"rotate_bytes": 0}, "rotate_bytes="),
    ],
)
def test_options_that_cannot_be_are_refused(tmp_path: Path, options: dict[str, object], message: str) -> None:
    """When the log is made."""
    with pytest.raises(ConfigurationError, match=message):
        AuditLog(tmp_path / "audit", **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "options", [{"name": "audit"}, {"mac_key": "key"}, {"rotate_bytes": 9}, {"sync": False}]
)
def test_what_a_store_decides_is_told_to_the_store(store: Steered, options: dict[str, object]) -> None:
    """Rather than to a log that was given one."""
    with pytest.raises(ConfigurationError, match=f"give {next(iter(options))}= to the store"):
        AuditLog(store, **options)  # type: ignore[arg-type]


def test_a_place_has_one_log_in_a_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever it is called, and whether with the options that it has or with none."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "link").symlink_to("audit")
    log = AuditLog.shared(tmp_path / "audit", heartbeat=9.0)
    assert AuditLog.shared("audit") is log
    assert AuditLog.shared(str(tmp_path / "link"), heartbeat=9.0, on_failure="closed", name=None) is log
    assert AuditLog.shared(DirectoryStore(tmp_path / "audit")) is log
    assert AuditLog.shared(log, heartbeat=9.0) is log
    assert AuditLog.shared(tmp_path / "other") is not log


def test_a_log_is_not_shared_by_those_who_want_it_different(tmp_path: Path) -> None:
    """They would not get what they asked for."""
    log = AuditLog.shared(tmp_path / "audit", on_failure="open")
    for place in (tmp_path / "audit", log):
        with pytest.raises(ConfigurationError, match="in use with another on_failure="):
            AuditLog.shared(place, on_failure="closed")
        with pytest.raises(ConfigurationError, match="in use with another colour="):
            AuditLog.shared(place, colour="red")


def test_a_shared_log_is_made_anew_when_nobody_has_it_any_more(tmp_path: Path) -> None:
    """With other options, if they are wanted."""
    log = AuditLog.shared(tmp_path / "audit", on_failure="open")
    del log
    gc.collect()
    assert AuditLog.shared(tmp_path / "audit", on_failure="closed").on_failure == "closed"


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
