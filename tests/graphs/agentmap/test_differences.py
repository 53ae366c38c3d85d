"""Where the compiled graph does otherwise than AgentMap 0.9.213, and what each of them does."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from langgraph.types import Command

from asgi_agent.workflows import load_csv
from tests.graphs.agentmap.support import SECRET

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.graphs.agentmap.support import Project

# AgentMap imports its parts when they are first used, and they are written for older libraries.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

HI = {"msg": "hi"}


def right(state: Mapping[str, Any]) -> str:
    return "Right"


async def test_a_rejected_approval(project: Project) -> None:
    """AgentMap goes the way of success; here it is a failure."""
    from agentmap.runtime_api import (  # type: ignore[import-not-found, unused-ignore]
        resume_workflow_async,
        run_workflow_async,
    )

    config = str(project.config)
    paused = await run_workflow_async("pauses::Approve", {"doc": "D1"}, config_file=config)
    token = json.dumps({"thread_id": paused["thread_id"], "response_action": "reject"})
    ended = await resume_workflow_async(token, config_file=config)
    assert (ended["outputs"]["approved"], ended["outputs"]["result"]) == (False, "yes D1")

    graph = load_csv(project.directory / "csv" / "pauses.csv")["Approve"]
    thread = {"configurable": {"thread_id": "rejected"}}
    await graph.ainvoke({"doc": "D1"}, thread)
    state = await graph.ainvoke(Command(resume="reject"), thread)
    assert (state["approved"], state["result"]) == (False, "no D1")


@pytest.mark.parametrize(
    ("workflow", "raised", "said"),
    [
        ("faults::Raising", "RuntimeError", "failed: None"),
        ("faults::Handled", "RuntimeError", "failed: None"),
        ("faults::SuccessOnly", "RuntimeError", "Branch did not return a valid destination"),
        ("faults::Parallel", "InvalidInputs", "At key 'last_action_success'"),
        ("faults::SameKey", "InvalidInputs", "At key 'said'"),
        ("faults::Chosen", "RuntimeError", "No module named 'agentmap.functions'"),
        ("faults::Silent", "RuntimeError", "'NoneType' object has no attribute"),
        ("faults::Capital", "GraphNotFound", "Agent type 'Echo' not found"),
    ],
)
async def test_agentmap_fails(project: Project, workflow: str, raised: str, said: str) -> None:
    """Nothing comes of these, and nodes that raise are not named."""
    with pytest.raises(Exception, match=said) as failed:
        await project.real(workflow, HI)
    assert type(failed.value).__name__ == raised


@pytest.mark.parametrize(
    ("workflow", "path", "last"),
    [
        ("faults::Handled", ["Try", "Bad"], ("way", "bad hi")),
        ("faults::SuccessOnly", ["Try"], None),
        ("faults::Parallel", ["Start", "Left", "Right", "Join"], ("both", "both hi")),
        ("faults::SameKey", ["Start", "Left", "Right"], ("said", "right hi")),
        ("faults::Chosen", ["Start", "Right"], ("said", "right hi")),
        ("faults::Silent", ["Start"], None),
        ("faults::Capital", ["Start"], ("said", "hi")),
    ],
)
async def test_the_compiled_graph_does_not(
    project: Project, workflow: str, path: list[str], last: tuple[str, str] | None
) -> None:
    """The same rows run to their end."""
    state, taken = await project.ours(workflow, HI, functions={"choose": right})
    assert taken == path
    assert last is None or state[last[0]] == last[1]


async def test_a_node_that_raises(project: Project) -> None:
    """It raises here as in any LangGraph graph, with what it raised."""
    with pytest.raises(LookupError, match=SECRET):
        await project.ours("faults::Raising", HI, functions={"choose": right})


@pytest.mark.parametrize(
    ("workflow", "real", "ours"),
    [
        ("faults::Sticky", ["Fail", "Mend", "Bad"], ["Fail", "Mend", "Good"]),
    ],
)
async def test_ways(project: Project, workflow: str, real: list[str], ours: list[str]) -> None:
    """AgentMap keeps a failure for good; here each node has its own."""
    assert (await project.real(workflow, HI)).path == real
    assert (await project.ours(workflow, HI, functions={"choose": right})).path == ours


async def test_a_join_of_branches_of_different_lengths(project: Project) -> None:
    """AgentMap runs it for each of them; here it waits for both."""
    real = await project.real("faults::Uneven", HI)
    ours = await project.ours("faults::Uneven", HI, functions={"choose": right})
    assert (real.path.count("Join"), ours.path.count("Join")) == (2, 1)
    assert ours.path[-2:] == ["Longer", "Join"]


@pytest.mark.parametrize(
    ("workflow", "real", "ours"),
    [
        ("faults::Constant", "No input provided to echo", "Said as it is"),
        ("faults::Inside", "<class 'str'>", "{msg.__class__}"),
        ("faults::Commas", {"msg": None, "name": None}, {"msg": "hi", "name": "Ada"}),
    ],
)
async def test_outputs(project: Project, workflow: str, real: Any, ours: Any) -> None:
    """A text without placeholders is said, one with a look inside an object is not, commas part fields."""
    inputs = {"msg": "hi", "name": "Ada"}
    assert (await project.real(workflow, inputs)).state["said"] == real
    assert (await project.ours(workflow, inputs, functions={"choose": right})).state["said"] == ours


async def test_a_path_in_place_of_a_name(project: Project) -> None:
    """AgentMap runs any file of the machine; a served workflow is one of the project's repository."""
    outside = project.directory / "outside.csv"
    outside.write_text("GraphName,Node,AgentType,Input_Fields,Output_Field\nG,A,echo,msg,said\n")
    assert (await project.real(f"{outside}::G", HI)).state["said"] == "hi"
    assert (await project.real("../csv/../csv/flows::Loose", HI)).state["said"] == "hi"


async def test_what_is_given_is_changed(project: Project) -> None:
    """AgentMap writes the bundles of sub-graphs into its caller's input."""
    from agentmap.runtime_api import run_workflow_async

    given = {"data": "d"}
    await run_workflow_async("nested::Outer", given, config_file=str(project.config))
    assert set(given) == {"data", "subgraph_bundles"}
    ours = {"data": "d"}
    await project.ours("nested::Outer", ours)
    assert ours == {"data": "d"}


async def test_validation_of_a_file_that_is_right(project: Project) -> None:
    """AgentMap's own check fails on it."""
    from agentmap.runtime_api import validate_workflow_async

    with pytest.raises(RuntimeError, match="edges"):
        await validate_workflow_async("fine::Fine", config_file=str(project.config))
