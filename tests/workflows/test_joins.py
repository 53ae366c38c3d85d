"""Branches of any shape: whatever meets runs once, when all that leads to it has run."""

from __future__ import annotations

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workflows.csvs import load, run

if TYPE_CHECKING:
    from collections.abc import Callable

Edges = dict[int, list[int]]


@st.composite
def graphs(draw: st.DrawFn) -> Edges:
    """Up to nine nodes, each with edges to some that come after it."""
    size = draw(st.integers(2, 9))
    after = [st.lists(st.integers(node + 1, size - 1), unique=True, max_size=3) for node in range(size - 1)]
    return {**dict(enumerate(draw(st.tuples(*after)))), size - 1: []}


def recorder(visits: list[str]) -> Callable[[Any], str]:
    """An agent that notes which node it stands in."""

    def agent(inputs: Any) -> str:
        (name,) = inputs
        visits.append(name)
        return str(name)

    return agent


def reachable(edges: Edges) -> set[int]:
    """The nodes that a run comes to."""
    found = {0}
    for node in sorted(edges):
        if node in found:
            found.update(edges[node])
    return found


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_every_node_of_any_graph_runs_once_and_after_those_before_it(edges: Edges) -> None:
    """Of forks and joins in every arrangement without a circle."""
    visits: list[str] = []
    rows = [f"G,N{n},note,,,N{n},done{n},{'|'.join(f'N{t}' for t in edges[n])}" for n in edges]
    with TemporaryDirectory() as directory:
        asyncio.run(run(load(Path(directory), "\n".join(rows), agents={"note": recorder(visits)})))
    order = {name: place for place, name in enumerate(visits)}
    assert len(order) == len(visits)
    assert set(order) == {f"N{node}" for node in reachable(edges)}
    for node, targets in edges.items():
        for target in targets if f"N{node}" in order else ():
            assert order[f"N{node}"] < order[f"N{target}"]


async def test_an_orchestrators_choice_meets_another_branch_once(tmp_path: Path) -> None:
    """Where it goes to a node that a branch beside it comes to as well, later."""
    visits: list[str] = []
    graph = load(
        tmp_path,
        """
        G,S,note,,,S,s,A|O
        G,A,note,,,A,a,B
        G,B,note,,,B,b,Xray
        G,O,orchestrator,,"{""nodes"": ""Xray|Y""}",m,o
        G,Y,note,,,Y,y
        G,Xray,note,,,Xray,x
        """,
        agents={"note": recorder(visits)},
    )
    await run(graph, {"m": "an xray"})
    assert visits == ["S", "A", "B", "Xray"]
