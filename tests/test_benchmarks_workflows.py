from __future__ import annotations

from benchmarks.scale import Scale
from benchmarks.tables import markdown
from benchmarks.workflows import contenders, loading, running

TINY = Scale(rounds=1, requests=2, imports=1)


def test_every_contender_does_what_it_is_measured_for() -> None:
    """And is in the table with its ratio; AgentMap's runtime is left out by its name."""
    table = running.measure(TINY, None)
    assert [row[0] for row in table.rows] == [
        contenders.PLAIN,
        contenders.COMPILED,
        contenders.INVOKE,
        contenders.EXECUTED,
    ]
    assert all(float(row[1]) > 0 for row in table.rows)
    assert contenders.AGENTMAP in markdown([table])


def test_files_are_loaded() -> None:
    """Each anew, since a file that is known costs nothing."""
    table = loading.measure(TINY, rows=40)
    assert len(table.rows) == len(table.targets) == 2
