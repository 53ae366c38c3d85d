"""Branches of any shape: whatever meets runs once, when all that leads to it has run."""

from __future__ import annotations

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from langgraph.checkpoint.memory import InMemorySaver

from tests.workflows.csvs import load, path, run

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


class Once:
    """An agent that fails the first time."""

    def __init__(self) -> None:
        self.failed = False

    def process(self, inputs: Any) -> str:
        """Fail, or not."""
        if not self.failed:
            self.failed = True
            raise RuntimeError
        return "done"


FAILING = """
G,S,branching,,,m,s,,A|B,Z
G,A,note,,,A,a,J
G,B,note,,,B,b,C
G,C,once,,,C,c,J
G,J,note,,,J,j,K
G,K,note,,,K,k
G,Z,note,,,Z,z
"""


async def failed_beside_a_join(directory: Path, visits: list[str]) -> Any:
    """A graph whose run on the thread `t` failed when one of two branches had come to a join."""
    agents = {"note": recorder(visits), "once": Once()}
    graph = load(directory, FAILING, agents=agents, checkpointer=InMemorySaver())
    with pytest.raises(RuntimeError):
        await run(graph, {"m": "yes"}, "t")
    assert sorted(visits) == ["A", "B"]
    visits.clear()
    return graph


async def test_a_join_that_a_failed_run_left_behind_does_not_run_in_the_next(tmp_path: Path) -> None:
    """Neither before the branches that come to it now, nor where none of them does."""
    visits: list[str] = []
    graph = await failed_beside_a_join(tmp_path, visits)
    state = await run(graph, {"m": "no"}, "t")
    assert visits == ["Z"]
    assert "__waiting__" not in state
    graph = await failed_beside_a_join(tmp_path, visits := [])
    state = await run(graph, {"m": "yes"}, "t")
    assert sorted(visits[:2]) == ["A", "B"]
    assert visits[2:] == ["J", "K"]
    assert (state["c"], "__waiting__" in state) == ("done", False)


async def test_a_failed_run_that_goes_on_comes_to_its_join(tmp_path: Path) -> None:
    """Without a new input it is the same run."""
    visits: list[str] = []
    graph = await failed_beside_a_join(tmp_path, visits)
    await graph.ainvoke(None, {"configurable": {"thread_id": "t"}})
    assert visits == ["J", "K"]


@pytest.mark.parametrize("given", [{"J": "reached"}, {"J": "left over"}, "nonsense", None])
async def test_a_caller_cannot_say_what_was_reached(tmp_path: Path, given: Any) -> None:
    """What stands there in an input is no word of ours."""
    visits: list[str] = []
    rows = "G,S,note,,,S,s,A|B\nG,A,note,,,A,a,J\nG,B,note,,,B,b,J\nG,J,note,,,J,j,X\nG,X,note,,,X,x"
    graph = load(tmp_path, rows, agents={"note": recorder(visits)})
    assert "__waiting__" not in await run(graph, {"__waiting__": given})
    assert visits[3:] == ["J", "X"]


async def test_a_node_with_one_way_has_an_edge(tmp_path: Path) -> None:
    """Which is drawn as one; with two, what it may come to is."""
    graph = load(tmp_path, "G,A,,,,,,B\nG,B,success,,,,,,C,D\nG,C\nG,D,,,,,,A|END")
    drawn = {(edge.source, edge.target): edge.conditional for edge in graph.get_graph().edges}
    assert not drawn["A", "B"]
    assert drawn["B", "C"]
    assert await path(graph) == ["A", "B", "C"]
