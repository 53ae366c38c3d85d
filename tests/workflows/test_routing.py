"""Which way a workflow goes: every fault that AgentMap's routing has is a test here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from langgraph.errors import GraphRecursionError

from asgi_agent.workflows import Failed, WorkflowError
from tests.workflows.csvs import load, path, run

if TYPE_CHECKING:
    from pathlib import Path


def boom(inputs: Any) -> None:
    """An agent that fails as agents do."""
    raise RuntimeError("patient John Smith, SSN 078-05-1120")


async def test_edges_lead_from_row_to_row(tmp_path: Path) -> None:
    """The first row is the beginning, one without a way on the end."""
    graph = load(tmp_path, "G,A,echo,,,m,a,B\nG,B,echo,,,a,b,C\nG,C,echo,,,b,c")
    assert await path(graph, {"m": "hi"}) == ["A", "B", "C"]
    assert await run(graph, {"m": "hi"}) == {"m": "hi", "a": "hi", "b": "hi", "c": "hi"}


@pytest.mark.parametrize(("agent", "way"), [("success", ["A", "Y"]), ("failure", ["A", "N"])])
async def test_success_and_failure_part(tmp_path: Path, agent: str, way: list[str]) -> None:
    """By how the node of the row went."""
    assert await path(load(tmp_path, f"G,A,{agent},,,,,,Y,N\nG,Y\nG,N")) == way


async def test_a_row_with_one_way_ends_on_the_other(tmp_path: Path) -> None:
    """It is no crash to have nowhere to go."""
    assert await path(load(tmp_path, "G,A,failure,,,,,,Y\nG,Y")) == ["A"]
    assert await path(load(tmp_path, "G,A,success,,,,,,,N\nG,N")) == ["A"]


async def test_a_failure_is_over_when_the_next_node_succeeds(tmp_path: Path) -> None:
    """The flag does not stick."""
    graph = load(tmp_path, "G,A,failure,,,,,,Y,N\nG,Y\nG,N,success,,,,,,Then,Else\nG,Then\nG,Else")
    assert await path(graph) == ["A", "N", "Then"]


async def test_an_agent_that_raises_goes_the_way_of_failure(tmp_path: Path) -> None:
    """What is told of it is its class, and not its words."""
    graph = load(
        tmp_path, "G,A,boom,,,,,,Y,N\nG,Y\nG,N,echo,Sorry: {error},,error,said", agents={"boom": boom}
    )
    state = await run(graph)
    assert state["said"] == "Sorry: RuntimeError"
    assert state["errors"] == [{"node": "A", "exception": "RuntimeError"}]
    assert "Smith" not in str(state)


async def test_an_agent_that_raises_without_such_a_way_fails_the_run(tmp_path: Path) -> None:
    """Nobody goes on as if nothing had been."""
    with pytest.raises(RuntimeError):
        await run(load(tmp_path, "G,A,boom,,,,,B\nG,B", agents={"boom": boom}))


async def test_branches_run_at_once_and_meet_once(tmp_path: Path) -> None:
    """Though they are not equally long."""
    graph = load(
        tmp_path, "G,S,,,,,,X|Y\nG,X,,,,,,J\nG,Y,,,,,,Y2\nG,Y2,,,,,,Y3\nG,Y3,,,,,,J\nG,J,,,,,,End\nG,End"
    )
    visited = await path(graph)
    assert visited == ["S", "X", "Y", "Y2", "Y3", "J", "End"]


async def test_a_meeting_point_waits_for_those_before_it(tmp_path: Path) -> None:
    """Of two that are reached at once, the one that leads to the other runs first, and each runs once."""
    rows = "G,S,,,,,,A|B|C\nG,A,,,,,,J1\nG,B,,,,,,J1\nG,C,,,,,,J2\nG,J1,,,,,,J2\nG,J2"
    visited = await path(load(tmp_path, rows))
    assert visited.count("J1") == visited.count("J2") == 1
    assert visited[-2:] == ["J1", "J2"]


async def test_a_branch_that_ends_elsewhere_is_not_waited_for(tmp_path: Path) -> None:
    """The others meet without it."""
    rows = "G,S,,,,,,A|B\nG,A,failure,,,,,,J,Elsewhere\nG,B,,,,,,J\nG,J\nG,Elsewhere"
    assert sorted(await path(load(tmp_path, rows))) == ["A", "B", "Elsewhere", "J", "S"]


async def test_branches_may_write_the_same_key(tmp_path: Path) -> None:
    """The later row's value stays, each time."""
    graph = load(tmp_path, "G,S,,,,,,A|B\nG,A,echo,a,,,k,J\nG,B,echo,b,,,k,J\nG,J,echo,,,k,out")
    assert {(await run(graph))["out"] for _ in range(5)} == {"b"}


async def test_two_branches_may_fail_at_once(tmp_path: Path) -> None:
    """And both failures are kept."""
    rows = "G,S,,,,,,A|B\nG,A,boom,,,,,,J,F\nG,B,boom,,,,,,J,F\nG,J\nG,F,echo,failed,,,out"
    state = await run(load(tmp_path, rows, agents={"boom": boom}))
    assert state["out"] == "failed"
    assert sorted(error["node"] for error in state["errors"]) == ["A", "B"]


async def test_both_ways_may_be_several(tmp_path: Path) -> None:
    """Parallel after success and after failure."""
    graph = load(tmp_path, "G,S,failure,,,,,,A|B,C|D\nG,A\nG,B\nG,C,,,,,,E\nG,D,,,,,,E\nG,E")
    assert await path(graph) == ["S", "C", "D", "E"]


async def test_a_function_of_the_host_chooses(tmp_path: Path) -> None:
    """Sync or async, one node or several, by what is in the state."""

    async def by_size(state: dict[str, Any]) -> Any:
        return ["A", "B"] if state["n"] > 1 else "A"

    rows = "G,S,,,,,,func:by_size\nG,A\nG,B"
    graph = load(tmp_path, rows, functions={"by_size": by_size})
    assert await path(graph, {"n": 1}) == ["S", "A"]
    assert await path(graph, {"n": 2}) == ["S", "A", "B"]
    wrong = load(tmp_path, rows, functions={"by_size": lambda state: "C"})
    with pytest.raises(LookupError, match="chose 'C', which is no node"):
        await run(wrong)
    with pytest.raises(
        WorkflowError, match=r"flow.csv:2: Edge: functions= has no 'by_size'; did you mean 'by_sise'"
    ):
        load(tmp_path, rows, functions={"by_sise": by_size})


def lost(state: dict[str, Any]) -> str:
    """A function that cannot say where to go."""
    raise KeyError("patient John Smith")


@pytest.mark.parametrize(
    ("function", "kind"),
    [(lost, "KeyError"), (lambda state: None, "LookupError"), (lambda state: "C", "LookupError")],
    ids=["raises", "chooses nothing", "chooses no node"],
)
async def test_a_function_that_fails_to_choose_goes_the_way_of_failure(
    tmp_path: Path, function: Any, kind: str
) -> None:
    """As an agent that raises; what the agent gave is kept. Without such a way the run fails."""
    functions = {"choose": function}
    graph = load(tmp_path, "G,S,echo,hi,,,s,,func:choose,F\nG,F,echo,{error},,error,f", functions=functions)
    state = await run(graph)
    assert (state["s"], state["f"], state["errors"]) == ("hi", kind, [{"node": "S", "exception": kind}])
    with pytest.raises(LookupError):
        await run(load(tmp_path, "G,S,echo,hi,,,s,func:choose\nG,F", functions=functions))
    with pytest.raises(LookupError):
        await run(load(tmp_path, "G,S,failure,,,,s,,F,func:choose\nG,F", functions=functions))


async def test_a_function_may_choose_the_end(tmp_path: Path) -> None:
    """By its name; to choose nothing is told as a mistake."""
    rows = "G,S,,,,,,func:choose\nG,A"
    assert await path(load(tmp_path, rows, functions={"choose": lambda state: "END"})) == ["S"]
    with pytest.raises(LookupError, match="func:choose chose nothing; the end is 'END'"):
        await run(load(tmp_path, rows, functions={"choose": lambda state: []}))


async def test_a_loop_ends_when_its_condition_does(tmp_path: Path) -> None:
    """Or at the limit of steps."""

    def count(inputs: dict[str, Any]) -> Any:
        number = (inputs["n"] or 0) + 1
        return number if number < 4 else Failed(number)

    rows = "G,A,count,,,n,n,,A,Done\nG,Done"
    graph = load(tmp_path, rows, agents={"count": count})
    assert await path(graph) == ["A"] * 4 + ["Done"]
    endless = load(tmp_path, "G,A,,,,,,B\nG,B,,,,,,A", max_steps=10)
    with pytest.raises(GraphRecursionError):
        await run(endless)


async def test_a_loop_over_a_fork_runs_each_time(tmp_path: Path) -> None:
    """Meeting points are met again in the next round."""
    seen: list[int] = []

    def check(inputs: dict[str, Any]) -> Any:
        seen.append(1)
        return Failed() if len(seen) > 2 else "again"

    rows = "G,S,,,,,,A|B\nG,A,,,,,,J\nG,B,,,,,,J\nG,J,check,,,,,,S,Done\nG,Done"
    visited = await path(load(tmp_path, rows, agents={"check": check}))
    assert visited == ["S", "A", "B", "J"] * 3 + ["Done"]


async def test_end_is_the_end(tmp_path: Path) -> None:
    """By either of its names."""
    assert await path(load(tmp_path, "G,A,,,,,,END\nG,B")) == ["A"]
    assert await path(load(tmp_path, "G,A,,,,,,__end__\nG,B")) == ["A"]


async def test_keys_that_no_row_declares_stay(tmp_path: Path) -> None:
    """And the caller's own object is not written to."""
    given = {"m": 1, "extra": {"a": [1]}}
    assert await run(load(tmp_path, "G,A,echo,,,m,a"), given) == {"m": 1, "extra": {"a": [1]}, "a": 1}
    assert given == {"m": 1, "extra": {"a": [1]}}


async def test_nothing_in_and_nothing_out_is_a_run(tmp_path: Path) -> None:
    """An empty input, rows without outputs."""
    assert await run(load(tmp_path, "G,A,,,,,,B\nG,B")) == {}
