from __future__ import annotations

import json
from typing import TYPE_CHECKING

from benchmarks.audit import __main__ as command
from benchmarks.audit import contenders, memory, postgres, requests, tampering, writers
from benchmarks.audit.scale import Scale
from benchmarks.tables import Table, Target, markdown

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

TINY = Scale(rounds=1, requests=64, records=40, batch=5, memory=640, postgres=40)


def test_requests_are_timed_with_and_without_a_log() -> None:
    """A row for each app whose package is installed; a peer that is not is named."""
    tables = requests.measure(TINY)
    assert [table.title for table in tables] == [f"Requests, {n} at a time" for n in (1, 16, 64)]
    for table in tables:
        names = [row[0] for row in table.rows]
        assert names[:3] == [contenders.BARE, contenders.CLOSED, contenders.OPEN]
        assert (contenders.PEER in names) != bool(table.notes)
        assert all(float(row[3]) > 0 for row in table.rows)


def test_writers_share_a_chain_that_is_verified() -> None:
    """Whatever they wrote is counted, with what the log says of itself."""
    (table,) = writers.measure(TINY)
    assert [row[0].split(",")[0] for row in table.rows] == ["4 processes", "4 processes", "verified"]
    assert [target.wanted for target in table.targets] == ["50,000", "150,000"]


def test_writers_share_a_chain_in_a_database() -> None:
    """A server is started for it, where one is installed."""
    (table,) = postgres.measure(TINY)
    assert len(table.rows) == 3


def test_every_manipulation_is_tried_on_both_logs() -> None:
    """With a checkpoint none is missed."""
    (table,) = tampering.measure(TINY)
    kinds = {row[0] for row in table.rows}
    assert {"flip", "cut", "rewrite", "roll back"} <= kinds
    assert [target.met for target in table.targets] == [True]


def test_memory_is_watched_while_requests_are_recorded() -> None:
    """Growth is a slope, so that one late garbage collection is none."""
    (table,) = memory.measure(TINY)
    assert len(table.rows) == memory.STEPS
    assert memory.slope([1.0, 2.0, 3.0, 4.0]) == 1.0
    assert memory.slope([5.0, 5.0, 5.0]) == 0.0


def test_the_command_prints_and_writes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Markdown to stdout, progress to stderr, JSON where it was asked for."""
    data = tmp_path / "out.json"
    command.main(["--quick", "--memory", "640", "--only", "memory", "--json", str(data)])
    printed = capsys.readouterr()
    assert "| growth over 640 requests | at most 4 MB |" in printed.out
    assert "memory: 0 of 10" in printed.err
    assert len(json.loads(data.read_text())["tables"]) == 1


def test_a_target_that_is_missed_is_told() -> None:
    """As such."""
    table = Table("T", ("", "n"), [("a", "1")], [Target("speed", "2", "1", met=False)], ["Left out: b"])
    text = markdown([table])
    assert "| a | 1 |" in text
    assert "Left out: b" in text
    assert "| speed | 2 | 1 | **no** |" in text
