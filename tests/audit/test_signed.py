"""A log that is signed while it is written, and what its verification says then."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from asgi_agent.audit import AuditLog, Checkpoints, FileAnchor, verify
from asgi_agent.audit.checkpoints.keys import SigningKey
from asgi_agent.audit.record import Event, Record
from tests.audit.checkpoints.test_maker import Anchor
from tests.servers import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from asgi_agent.audit import Verdict

KEY = SigningKey("asgi-agent/audit", bytes(range(32)))


def record() -> Record:
    return Record(phase="event", event=Event("seen"))


def verdict(place: Path) -> Verdict:
    return verify(place / "audit", checkpoints=place / "anchor", public_keys=[KEY.public])


def anchored(place: Path) -> list[Path]:
    return list(place.glob("anchor/*/*/*.checkpoint"))


async def test_a_log_that_was_closed_is_anchored_to_its_end(tmp_path: Path) -> None:
    """The last checkpoint covers the stop record."""
    checkpoints = Checkpoints(KEY, [FileAnchor(tmp_path / "anchor")], every=3600, records=10)
    log = AuditLog(tmp_path / "audit", checkpoints=checkpoints, sync=False)
    await asyncio.gather(*(log.write(record()) for _ in range(50)))
    await log.aclose()
    found = verdict(tmp_path)
    assert (found.exit_code, found.completeness) == (0, "complete")
    assert found.anchored is not None
    assert found.anchored.size == found.records == 53
    health = log.health().checkpoints
    assert health is not None
    assert health.ok


async def test_a_log_is_signed_while_it_is_written(tmp_path: Path) -> None:
    """As soon as there are enough records, with nobody waiting for it."""
    checkpoints = Checkpoints(KEY, [FileAnchor(tmp_path / "anchor")], every=3600, records=10)
    log = AuditLog(tmp_path / "audit", checkpoints=checkpoints, sync=False)
    async with asyncio.timeout(30):
        while not anchored(tmp_path):
            await log.write(record())
    found = verdict(tmp_path)
    assert (found.exit_code, found.integrity) == (0, "intact")
    await log.aclose()


async def test_an_anchor_that_fails_is_in_the_health_report_and_in_no_way(tmp_path: Path) -> None:
    """Records are written, and it is named."""
    anchor = Anchor("the vault")
    anchor.works = False
    log = AuditLog(tmp_path / "audit", checkpoints=Checkpoints(KEY, [anchor]), sync=False)
    await log.write(record())
    await log.aclose()
    health = log.health()
    assert health.ok
    assert health.checkpoints is not None
    assert health.checkpoints.waiting == ("the vault",)


WORKER = """
import sys
from pathlib import Path
from asgi_agent.audit import AuditLog, Checkpoints, FileAnchor
from asgi_agent.audit.checkpoints.keys import SigningKey
from asgi_agent.audit.record import Event, Record

place = Path(sys.argv[1])
key = SigningKey("asgi-agent/audit", bytes(range(32)))
checkpoints = Checkpoints(key, [FileAnchor(place / "anchor")], every=0.02, records=7)
log = AuditLog(place / "audit", checkpoints=checkpoints, sync=False)
for _ in range(300):
    log.write_sync(Record(phase="event", event=Event("seen")))
log.close()
"""


def test_processes_share_the_checkpoints_of_one_log(tmp_path: Path) -> None:
    """None of them contradicts another, and the last one is of the whole log."""
    workers = [subprocess.Popen([sys.executable, "-c", WORKER, str(tmp_path)], cwd=ROOT) for _ in range(3)]
    assert [worker.wait(60) for worker in workers] == [0, 0, 0]
    found = verdict(tmp_path)
    assert (found.exit_code, found.integrity, found.completeness) == (0, "intact", "complete")
    assert found.anchored is not None
    assert found.anchored.size == found.records
    assert found.anchored.checkpoints > 0


def test_a_log_goes_on_from_its_checkpoints_without_its_state(tmp_path: Path) -> None:
    """What stands beside the log saves time, and can be made again."""
    checkpoints = Checkpoints(KEY, [FileAnchor(tmp_path / "anchor")])
    for _ in range(2):
        log = AuditLog(tmp_path / "audit", checkpoints=checkpoints, sync=False)
        log.write_sync(record())
        log.close()
        (tmp_path / "audit" / "checkpoint.state").unlink()
    found = verdict(tmp_path)
    assert found.exit_code == 0
    assert found.anchored is not None
    assert found.anchored.checkpoints == 2


@pytest.mark.parametrize("records", [1, 1000])
async def test_a_verification_of_a_log_at_work_finds_it_well(tmp_path: Path, records: int) -> None:
    """However often it is looked at, between any two records."""
    checkpoints = Checkpoints(KEY, [FileAnchor(tmp_path / "anchor")], every=3600, records=records)
    log = AuditLog(tmp_path / "audit", checkpoints=checkpoints, sync=False)
    await log.write(record())
    writing = [asyncio.create_task(log.write(record())) for _ in range(200)]
    (tmp_path / "anchor").mkdir(exist_ok=True)
    for _ in range(10):
        found = await asyncio.to_thread(verify, tmp_path / "audit")
        assert (found.exit_code, found.fault_count) == (0, 0)
        await asyncio.sleep(0)
    await asyncio.gather(*writing)
    await log.aclose()
    assert verdict(tmp_path).exit_code == 0
