"""Processes that are killed while they write, at any point of that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.audit.files.chains import checked, ids_of, own_of
from tests.audit.sandboxes import run

if TYPE_CHECKING:
    from pathlib import Path

ROUNDS = 20

# Forks of one interpreter, which has everything loaded: to start eighty would take longer than all the rest.
# A line is on its way to the judge as soon as the pipe has it, whatever becomes of its writer.
SCRIPT = """
import asyncio, os, random, signal, sys, threading, time
from asgi_agent.audit import AuditLog
from asgi_agent.audit.files import DirectoryStore
from tests.audit.files.chains import bodies
from tests.audit.stores import event

place, rounds, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
chance = random.Random(seed)

async def write(log, told):
    while True:
        record = event()
        await log.write(record)
        os.write(told, record.id.encode() + b"\\n")

async def load(told):
    log = AuditLog(place, rotate_bytes=60_000)
    await asyncio.gather(*[write(log, told) for _ in range(1 << random.randrange(7))])

def worker(told):
    child = os.fork()
    if not child:
        random.seed(chance.random() * os.getpid())
        asyncio.run(load(told))
    return child

acknowledged = open(sys.argv[4], "ab", buffering=0)
for _ in range(rounds):
    workers = [worker(acknowledged.fileno()) for _ in range(4)]
    for child in workers:
        time.sleep(chance.uniform(0, 0.09))
        os.kill(child, signal.SIGKILL)
    for child in workers:
        assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
DirectoryStore(place).append([])
"""


def test_what_was_acknowledged_is_there_whoever_is_killed(tmp_path: Path) -> None:
    """Four processes on one chain, killed one after the other, twenty times: no break, nothing missing."""
    run(SCRIPT, tmp_path / "audit", ROUNDS, 1, tmp_path / "acknowledged")
    entries = checked(tmp_path / "audit")
    found = ids_of(entries)
    acknowledged = (tmp_path / "acknowledged").read_text().split()
    assert len(acknowledged) > ROUNDS
    assert len(set(found)) == len(found)
    assert set(acknowledged) <= set(found)
    assert {kind for kind in own_of(entries) if kind[0] == "audit.gap"} <= {("audit.gap", "torn")}
    assert [entry["seq"] for entry in entries] == list(range(1, len(entries) + 1))
