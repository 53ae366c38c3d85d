"""`AgentMapGraph` against the real runtime, by itself and served."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from asgi_agent import AgentASGI, AgentService, Caller, PHIRedactionMiddleware, Principal
from asgi_agent.errors import (
    ConfigurationError,
    GraphFailedError,
    InvalidInputError,
    NotFoundError,
    NothingToResumeError,
    RecursionLimitError,
    RunCancelledError,
)
from asgi_agent.events import Family, RunInput
from asgi_agent.graphs.agentmap import AgentMapGraph
from asgi_agent.graphs.detect import adapt, adapt_all
from asgi_agent.testing import http_scope, run_http
from tests.graphs.agentmap.support import SECRET, seen
from tests.graphs.collect import Events, a_run, collect

if TYPE_CHECKING:
    from tests.graphs.agentmap.support import Project

# AgentMap imports its parts when they are first used, and they are written for older libraries.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

ALL = Family.NODES | Family.STATE
ADA = Caller(Principal("ada"))


async def test_a_run_gives_its_state(project: Project) -> None:
    """Without AgentMap's own keys, and without a change to the caller's input."""
    given = {"data": {"deep": [1]}}
    outcome, _ = await collect(project.graph("nested::Outer"), given)
    assert outcome.output == {
        "data": {"deep": [1]},
        "inside": {"data": {"deep": [1]}, "copied": {"deep": [1]}, "final": {"deep": [1]}},
        "last_action_success": True,
        "said": {"deep": [1]},
    }
    assert given == {"data": {"deep": [1]}}


async def test_nodes_are_told_as_they_end(project: Project) -> None:
    """Each with what it wrote, and the state after it."""
    _, events = await collect(project.graph("flows::Chain"), {"msg": "hi"}, include=ALL)
    assert [(each.node, each.data["output"]) for each in events.of("node.finished")] == [
        ("A", {"step_a": "hi"}),
        ("B", {"step_b": "hi"}),
        ("C", {"final": "hi"}),
    ]
    assert [len(each.data["values"]) for each in events.of("state.snapshot")] == [2, 3, 4]
    assert [each.type for each in events[:3]] == ["node.started", "node.finished", "state.snapshot"]


async def test_nobody_is_told_what_nobody_asked_for(project: Project) -> None:
    """No events."""
    _, events = await collect(project.graph("flows::Chain"), {"msg": "hi"})
    assert events == []


async def test_a_node_that_raises_is_named(project: Project) -> None:
    """As is what the others wrote; the text of the exception is nowhere."""
    events = Events()
    with pytest.raises(GraphFailedError) as failed:
        await project.graph("faults::Raising").run(a_run({"msg": "hi"}, include=ALL), events)
    assert failed.value.extensions == {"exception": "AgentFailed", "node": "Second"}
    assert events.of("state.snapshot")[-1].data["values"] == {
        "msg": "hi",
        "begun": "hi",
        "graph_success": False,
        "last_action_success": False,
    }
    assert SECRET not in str([failed.value.to_dict(), *events])


@pytest.mark.parametrize(("workflow", "node"), [("faults::Erring", "Start"), ("faults::Handled", "Try")])
async def test_what_is_no_output_is_a_failure(project: Project, workflow: str, node: str) -> None:
    """An error in place of an output, which AgentMap calls a success, and a raise, which it does not."""
    with pytest.raises(GraphFailedError) as failed:
        await collect(project.graph(workflow), {"msg": "hi"})
    assert failed.value.extensions["node"] == node


async def test_a_workflow_that_cannot_be_built_fails(project: Project) -> None:
    """Not as one that is not there, which AgentMap calls it."""
    with pytest.raises(GraphFailedError):
        await collect(project.graph("faults::Capital"), {"msg": "hi"})


async def test_a_loop_ends_at_the_limit(project: Project) -> None:
    """After as many nodes as the run may take; AgentMap's own limit is ten thousand."""
    with pytest.raises(RecursionLimitError):
        await collect(project.graph("faults::Loop"), {"msg": "hi"}, recursion_limit=7)


@pytest.mark.parametrize("given", ["text", 3, ["list"]])
async def test_an_input_is_an_object(project: Project, given: Any) -> None:
    """Anything else is the caller's mistake."""
    with pytest.raises(InvalidInputError):
        await collect(project.graph("flows::Chain"), given)


@pytest.mark.parametrize("file", ["/etc/passwd", "../csv/flows", "nope"])
async def test_a_file_outside_the_repository_is_refused(project: Project, file: str) -> None:
    """AgentMap itself would run it."""
    with pytest.raises(ConfigurationError):
        await collect(project.graph(f"{file}::G"), {})


@pytest.mark.parametrize("name", ["flows", "flows/Chain", "a::b::c", "::b", "a::"])
def test_a_name_has_two_parts(name: str) -> None:
    """The file and the graph."""
    with pytest.raises(ConfigurationError):
        AgentMapGraph(name)


async def test_one_configuration_in_a_process(project: Project) -> None:
    """AgentMap would leave the second unread."""
    await collect(project.graph("flows::Loose"), {"msg": "hi"})
    with pytest.raises(ConfigurationError):
        await collect(AgentMapGraph("flows::Loose", config_file="another.yaml"), {"msg": "hi"})


def test_a_description_has_the_nodes(project: Project) -> None:
    """In the order of the file."""
    described = adapt(project.graph("flows::Fork")).describe()
    assert (described.kind, described.nodes) == ("agentmap", ("Start", "Left", "Right", "Join"))
    assert 'n0["Start"]' in described.mermaid


@pytest.mark.parametrize(
    ("workflow", "answer", "key", "given"),
    [
        ("pauses::Approve", True, "approved", True),
        ("pauses::Approve", "approve", "approved", True),
        ("pauses::Approve", {"action": "reject"}, "approved", False),
        ("pauses::Choose", 2, "picked", "b"),
        ("pauses::Tell", "a text", "told", "a text"),
        ("pauses::Hold", "continue", "answer", "continue"),
    ],
)
async def test_a_pause_is_an_interrupt(
    project: Project, workflow: str, answer: Any, key: str, given: Any
) -> None:
    """That a later run of the thread answers, by its id or bare."""
    graph = project.graph(workflow)
    paused, _ = await collect(graph, {"doc": "D1"})
    (interrupt,) = paused.interrupts
    assert interrupt.value["node_name"] in ("Review", "Pick", "Ask", "Wait")
    ended, events = await collect(graph, resume={interrupt.id: answer}, include=ALL)
    assert ended.status == "success"
    assert ended.output[key] == given
    assert events.types[:2] == ["node.started", "node.finished"]
    again, _ = await collect(graph, {"doc": "D1"})
    assert again.interrupts
    ended, _ = await collect(graph, resume=answer)
    assert ended.output[key] == given


async def test_an_answer_is_taken_once(project: Project) -> None:
    """AgentMap takes it again, and says that it was a success."""
    graph = project.graph("pauses::Hold")
    await collect(graph, {"doc": "D1"})
    await collect(graph, resume="continue")
    with pytest.raises(NothingToResumeError):
        await collect(graph, resume="continue")


async def test_an_answer_that_is_none_can_be_given_again(project: Project) -> None:
    """The question stays."""
    graph = project.graph("pauses::Hold")
    await collect(graph, {"doc": "D1"})
    with pytest.raises(InvalidInputError):
        await collect(graph, resume={"action": "bogus"})
    assert (await collect(graph, resume="continue"))[0].output["answer"] == "continue"


async def test_a_second_question_of_a_run(project: Project) -> None:
    """Comes with all that it holds; AgentMap then fails on any answer to it."""
    graph = project.graph("pauses::Twice")
    await collect(graph, {"doc": "D1"})
    outcome, _ = await collect(graph, resume=True)
    (interrupt,) = outcome.interrupts
    assert (interrupt.value["node_name"], interrupt.value["prompt"]) == ("Second", "Two?")
    with pytest.raises(GraphFailedError):
        await collect(graph, resume=True)


async def test_a_pause_is_its_principals(project: Project) -> None:
    """Nobody else answers it."""
    service = AgentService(adapt_all({"hold": project.graph("pauses::Hold")}))
    paused = await service.invoke("hold", RunInput(input={"doc": "D1"}, thread_id="t"), ADA)
    assert paused.status == "interrupted"
    with pytest.raises(NotFoundError):
        await service.invoke("hold", RunInput(resume="continue", thread_id="t"), Caller(Principal("eve")))
    answered = await service.invoke("hold", RunInput(resume="continue", thread_id="t"), ADA)
    assert answered.output["answer"] == "continue"


async def test_a_cancelled_run_stops_its_agent(project: Project) -> None:
    """An async one; the run ends as cancelled."""
    service = AgentService(adapt_all({"slow": project.graph("slow::Slow")}))
    live = await service.start("slow", RunInput(input={"msg": "mine"}))
    live.buffer.abandon()
    assert await asyncio.wait_for(seen.get(), 20) == "began"
    await service.cancel(live.run.run_id)
    with pytest.raises(RunCancelledError):
        await live.result()
    assert seen.get_nowait() == "was cut"


async def test_it_is_served(project: Project) -> None:
    """As any graph, behind the same middleware."""
    app = PHIRedactionMiddleware(AgentASGI(project.graph("flows::Greet")))
    scope = http_scope("/invoke", method="POST", headers=[(b"content-type", b"application/json")])
    body = msgspec.json.encode({"input": {"name": "his SSN is 078-05-1120", "place": "London"}})
    reply = await run_http(app, scope, body)
    assert reply.status == 200
    assert reply.json()["output"]["said"].startswith("Hello his SSN is ")
    assert b"078-05-1120" not in reply.body


async def test_many_at_once(project: Project) -> None:
    """Each gives what it was given."""
    graph = project.graph("flows::Chain")
    outcomes = await asyncio.gather(*(collect(graph, {"msg": each}, f"t{each}") for each in range(40)))
    assert [outcome.output["final"] for outcome, _ in outcomes] == list(range(40))
