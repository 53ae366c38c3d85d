"""How a workflow inside of another tells that it failed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from langgraph.types import Command

from asgi_agent import AgentService, RunInput
from asgi_agent.errors import NothingToResumeError
from asgi_agent.graphs.langgraph import LangGraphAdapter
from asgi_agent.workflows import load_csv
from tests.graphs.collect import cut_off
from tests.workflows.csvs import load, run, write

if TYPE_CHECKING:
    from pathlib import Path

OUTER = "G,S,graph,,{workflow=::Inner},,r,,Ship,Stop\nG,Ship,echo,shipped,,,d\nG,Stop,echo,stopped,,,d\n"
APPROVAL = "human,ok?,{interaction_type=approval},,a"


def _stumble(inputs: Any) -> None:
    raise LookupError


@pytest.mark.parametrize(
    ("inner", "went"),
    [
        (f"Inner,A,{APPROVAL}", "stopped"),
        (f"Inner,A,{APPROVAL},,Y\nInner,Y", "stopped"),
        (f"Inner,A,{APPROVAL},,Y,END\nInner,Y", "stopped"),
        (f"Inner,A,{APPROVAL},,Y,func:end\nInner,Y", "stopped"),
        (f"Inner,A,{APPROVAL},B\nInner,B", "shipped"),
        (f"Inner,A,{APPROVAL},,Y,N\nInner,Y\nInner,N", "shipped"),
        (f"Inner,A,{APPROVAL},,Y,N\nInner,Y\nInner,N,failure", "stopped"),
        (f"Inner,A,graph,,{{workflow=Most}},,a\nMost,M,{APPROVAL}", "stopped"),
        (f"Inner,A,graph,,{{workflow=Most}},,a,,,N\nInner,N\nMost,M,{APPROVAL}", "shipped"),
        (f"Inner,S,,,,,,B|A|C\nInner,B\nInner,C\nInner,A,{APPROVAL}", "stopped"),
        (f"Inner,S,,,,,,A|F\nInner,F,failure\nInner,A,{APPROVAL},B\nInner,B", "stopped"),
    ],
)
async def test_a_workflow_whose_last_node_failed_has_failed(tmp_path: Path, inner: str, went: str) -> None:
    """Its row takes the way of failure; what was made good inside is no failure."""
    graph = load(tmp_path, OUTER + inner, functions={"end": lambda state: "END"})
    config = {"configurable": {"thread_id": "t"}}
    await graph.ainvoke({}, config)
    state = await graph.ainvoke(Command(resume={"action": "reject"}), config)
    assert state["d"] == went
    assert "__failed__" not in state | state["r"]


@pytest.mark.parametrize("inner", ["Inner,A,stumble,,,,a,,,END", "Inner,A,echo,,,,a,B\nInner,B,failure,,,,b"])
async def test_a_failure_at_the_end_of_a_run_without_questions_is_one(tmp_path: Path, inner: str) -> None:
    """An exception too, though the workflow inside has named the end as its way on."""
    state = await run(load(tmp_path, OUTER + inner, agents={"stumble": _stumble}))
    assert state["d"] == "stopped"


async def test_an_approval_inside_goes_on(tmp_path: Path) -> None:
    """As ever."""
    graph = load(tmp_path, OUTER + f"Inner,A,{APPROVAL}")
    config = {"configurable": {"thread_id": "t"}}
    await graph.ainvoke({}, config)
    assert (await graph.ainvoke(Command(resume="yes"), config))["d"] == "shipped"


async def test_a_workflow_that_stands_alone_tells_of_its_failures_by_its_values(tmp_path: Path) -> None:
    """Also one that an agent inside of another runs by itself."""
    alone = load_csv(write(tmp_path, "Alone,A,failure,,,,a", name="alone.csv"))["Alone"]
    assert await run(alone) == {"a": (await run(alone))["a"]}

    async def running(inputs: Any) -> list[str]:
        return list(await alone.ainvoke({}))

    state = await run(load(tmp_path, OUTER + "Inner,A,running,,,,a", agents={"running": running}))
    assert (state["r"], state["d"]) == ({"a": ["a"]}, "shipped")


async def test_an_answer_to_what_went_on_and_was_cut_is_refused(tmp_path: Path) -> None:
    """Who approved, was cut off and then declined would have approved."""
    acting = asyncio.Event()
    done: list[Any] = []

    async def act(inputs: Any) -> None:
        acting.set()
        await asyncio.sleep(60 if not done else 0)
        done.append("acted")

    rows = f"{OUTER}Inner,A,{APPROVAL},B\nInner,B,act"
    graph = load(tmp_path, rows, agents={"act": act})
    service = AgentService({"g": LangGraphAdapter(graph)})
    await service.invoke("g", RunInput(input={}, thread_id="t"))
    await cut_off(service, service.invoke("g", RunInput(resume=True, thread_id="t")), acting)
    done.append("not again")
    with pytest.raises(NothingToResumeError):
        await service.invoke("g", RunInput(resume=False, thread_id="t"))
    assert done == ["not again"]
