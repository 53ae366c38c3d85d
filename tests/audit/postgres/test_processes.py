from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from asgi_agent.audit.postgres import PostgresReader, PostgresStore
from asgi_agent.audit.verification import verify
from tests.audit.postgres.written import bodies, ids, is_chain
from tests.environments import ROOT, child_environment

if TYPE_CHECKING:
    from subprocess import Popen


def writer(place: str, count: int, batch: int) -> Popen[str]:
    """A process that appends to the log at a place."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.audit.postgres.writing", place, str(count), str(batch)],
        cwd=ROOT,
        env=child_environment(),
        stdout=subprocess.PIPE,
        text=True,
    )


def test_four_processes_write_one_chain_and_a_killed_one_breaks_nothing(
    place: str, store: PostgresStore
) -> None:
    """What was told to be durable is there once; of the killed one's last append all or nothing is."""
    steady = [writer(place, 60, 3) for _ in range(2)]
    doomed = [writer(place, 100_000, 3) for _ in range(2)]
    told: list[str] = []
    for number, process in enumerate(doomed):
        assert process.stdout is not None
        for _ in range(20 + number):  # so that the processes are killed at different moments
            told += process.stdout.readline().split()
        process.kill()
        told += process.communicate()[0].split()
    for process in steady:
        told += process.communicate()[0].split()
        assert process.returncode == 0
    store.append(bodies(1))
    lines = list(store.lines())
    assert is_chain(lines)
    there = ids(lines)
    assert len(set(there)) == len(there)
    assert set(told) <= set(there)
    assert len(there) - 1 - len(told) in (0, 3, 6)
    reader = PostgresReader(place)
    assert verify(reader).integrity == "intact"
    reader.close()
