"""Graphs of other frameworks over AgentFlow's wire: described, run, streamed and stopped."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated, Any, TypedDict

import msgspec
import pytest
from langchain_core.messages import AIMessage, AnyMessage, ToolMessage
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.graph import END, START, StateGraph
from langgraph.graph.message import add_messages
from langgraph.types import interrupt

from asgi_agent import AgentASGI
from tests.asking import ask, until
from tests.protocols.agentflow.recording import kinds

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from asgi_agent.testing import HTTPResult

NDJSON = [(b"accept", b"application/x-ndjson, application/json")]
SECRET = "patient 123-45-6789"


class Chat(TypedDict, total=False):
    messages: Annotated[list[AnyMessage], add_messages]
    ward: str


async def answer(state: Chat) -> dict[str, Any]:
    if state["messages"][-1].type == "tool":
        return {"messages": [AIMessage(f"found {state['messages'][-1].content}")]}
    call = {"name": "look_up", "args": {"ward": state.get("ward", "A")}, "id": "c1"}
    return {"messages": [AIMessage("let me see", tool_calls=[call])]}


async def look_up(state: Chat) -> dict[str, Any]:
    return {"messages": [ToolMessage("three beds", tool_call_id="c1", name="look_up")]}


async def approve(state: Chat) -> dict[str, Any]:
    return {"messages": [AIMessage(f"so {interrupt('sure?')}")]}


def chat() -> Any:
    graph = StateGraph(Chat)
    graph.add_node("answer", answer)
    graph.add_node("look_up", look_up)
    graph.add_edge(START, "answer")
    graph.add_conditional_edges(
        "answer", lambda state: "look_up" if state["messages"][-1].tool_calls else END, ["look_up", END]
    )
    graph.add_edge("look_up", "answer")
    return graph.compile(checkpointer=InMemorySaver())


def approval() -> Any:
    graph = StateGraph(Chat)
    graph.add_node("approve", approve)
    graph.add_edge(START, "approve")
    return graph.compile(checkpointer=InMemorySaver())


async def count(given: dict[str, Any]) -> dict[str, Any]:
    """How many messages came, and what the last one said."""
    return {
        "count": len(given["messages"]),
        "last": given["messages"][-1]["content"],
        "ward": given.get("ward"),
    }


async def speak(_: Any) -> AsyncIterator[str]:
    """A message in pieces."""
    yield "one "
    yield "two"


async def shout(text: str) -> str:
    """Knows of no messages."""
    return text.upper()


async def wait(_: Any) -> None:
    """Runs until it is stopped."""
    await asyncio.sleep(60)


async def fail(_: Any) -> None:
    """Never comes to an end."""
    raise ValueError(SECRET)


@pytest.fixture
def agent() -> AgentASGI:
    graphs = {
        "chat": chat(),
        "approval": approval(),
        "count": count,
        "speak": speak,
        "shout": shout,
        "wait": wait,
        "fail": fail,
    }
    return AgentASGI(graphs, protocols=("agentflow",))


def body(thread: str = "t", **about: Any) -> dict[str, Any]:
    message = {"message_id": "0", "role": "user", "content": [{"type": "text", "text": "hello"}]}
    return {"messages": [message], "config": {"thread_id": thread}, **about}


async def run(agent: AgentASGI, graph: str, verb: str = "invoke", given: Any = None) -> HTTPResult:
    path = f"/graphs/{graph}/v1/graph/{verb}"
    return await ask(agent, "POST", path, body() if given is None else given, headers=NDJSON)


def chunks(result: HTTPResult) -> list[dict[str, Any]]:
    return [msgspec.json.decode(line) for line in result.body.splitlines() if line]


class TestLangGraph:
    async def test_what_was_said_in_the_turn_is_told_in_agentflows_shape(self, agent: AgentASGI) -> None:
        """Calls and results as blocks; what was said in earlier turns is not said again."""
        for _ in range(2):
            data = (await run(agent, "chat")).json()["data"]
        called, result, last = data["messages"]
        assert [block["type"] for block in called["content"]] == ["text", "tool_call"]
        assert called["tools_calls"][0]["function"] == {"name": "look_up", "arguments": '{"ward":"A"}'}
        assert result["content"][0] == {
            "type": "tool_result",
            "call_id": "c1",
            "output": "three beds",
            "is_error": False,
            "status": "completed",
        }
        assert last["content"] == [{"type": "text", "text": "found three beds", "annotations": []}]

    async def test_the_state_is_told_where_it_is_asked_for(self, agent: AgentASGI) -> None:
        """The conversation is its context, and `initial_state` sets the other fields."""
        given = body(response_granularity="full", initial_state={"ward": "B"})
        data = (await run(agent, "chat", given=given)).json()["data"]
        assert data["state"]["ward"] == "B"
        assert [message["role"] for message in data["context"]] == ["user", "assistant", "tool", "assistant"]
        assert data["state"]["context"] == data["context"]

    async def test_a_stream_has_messages_calls_and_results(self, agent: AgentASGI) -> None:
        """As with AgentFlow's own graphs."""
        found = chunks(await run(agent, "chat", "stream"))
        words = [word for word in kinds(found) if "piece" not in word]
        assert words == [
            "assistant whole text",
            "assistant whole text+tool_call",
            "tool whole tool_result",
            "assistant whole text",
            "updates done",
        ]

    async def test_states_in_a_stream_have_agentflows_shape(self, agent: AgentASGI) -> None:
        """Where they are asked for."""
        found = chunks(await run(agent, "chat", "stream", body(response_granularity="partial")))
        states = [chunk["state"] for chunk in found if chunk["event"] == "state"]
        assert [message["role"] for message in states[-1]["context"]][:2] == ["user", "assistant"]

    async def test_a_question_is_asked_and_answered(self, agent: AgentASGI) -> None:
        """By `resume`."""
        meta = (await run(agent, "approval")).json()["data"]["meta"]
        assert meta["interrupts"][0]["value"] == "sure?"
        given = {"resume": "yes", "config": {"thread_id": "t"}}
        data = (await run(agent, "approval", given=given)).json()["data"]
        assert data["messages"][-1]["content"][0]["text"] == "so yes"

    async def test_results_of_tools_are_taken_from_nobody(self, agent: AgentASGI) -> None:
        """No other framework hands calls to the client."""
        result = {"type": "tool_result", "call_id": "c1", "output": "x"}
        given = {**body(), "messages": [{"role": "tool", "content": [result]}]}
        assert (await run(agent, "chat", given=given)).status == 422

    async def test_the_graph_is_described(self, agent: AgentASGI) -> None:
        """Its nodes, its edges and its fields."""
        data = (await ask(agent, "GET", "/v1/graph")).json()["data"]
        assert {node["id"] for node in data["nodes"]} >= {"answer", "look_up"}
        assert {"source", "target", "id"} <= data["edges"][0].keys()
        schema = (await ask(agent, "GET", "/v1/graph:StateSchema")).json()["data"]
        assert {"messages", "ward"} <= schema["properties"].keys()


class TestFunctions:
    async def test_a_function_gets_plain_messages(self, agent: AgentASGI) -> None:
        """In the form that most frameworks take, beside the fields of the initial state; it answers JSON."""
        given = body(initial_state={"ward": "B"})
        [message] = (await run(agent, "count", given=given)).json()["data"]["messages"]
        assert msgspec.json.decode(message["content"][0]["text"]) == {
            "count": 1,
            "last": "hello",
            "ward": "B",
        }

    async def test_an_image_comes_in_the_same_form(self, agent: AgentASGI) -> None:
        """By its URL, or as data."""
        blocks = [
            {"type": "text", "text": "see"},
            {"type": "image", "media": {"kind": "url", "url": "https://x/y.png"}},
            {"type": "image", "media": {"kind": "data", "mime_type": "image/png", "data_base64": "AA=="}},
        ]
        given = {"messages": [{"role": "user", "content": blocks}]}
        [message] = (await run(agent, "count", given=given)).json()["data"]["messages"]
        told = msgspec.json.decode(message["content"][0]["text"])["last"]
        assert [part["type"] for part in told] == ["text", "image_url", "image_url"]
        assert told[2]["image_url"]["url"] == "data:image/png;base64,AA=="

    async def test_a_block_that_the_graph_cannot_take_is_refused(self, agent: AgentASGI) -> None:
        """Rather than lost."""
        given = {"messages": [{"role": "user", "content": [{"type": "audio", "media": {}}]}]}
        assert (await run(agent, "count", given=given)).status == 422

    async def test_pieces_are_streamed_as_pieces(self, agent: AgentASGI) -> None:
        """And the whole after them."""
        found = chunks(await run(agent, "speak", "stream"))
        said = [chunk["message"]["content"][0]["text"] for chunk in found[:-1]]
        assert said == ["one ", "two", "one two"]
        assert found[-1]["data"] == {"status": "done"}

    async def test_an_output_that_was_not_said_is_said_at_the_end(self, agent: AgentASGI) -> None:
        """Or a stream would end without it."""
        found = chunks(await run(agent, "count", "stream"))
        assert kinds(found) == ["assistant whole text", "updates done"]

    async def test_a_stop_ends_a_run(self, agent: AgentASGI) -> None:
        """And its stream says that it was stopped."""
        streaming = asyncio.create_task(run(agent, "wait", "stream"))
        await until(lambda: agent.service.live_runs == 1)
        data = (await run(agent, "wait", "stop", {"thread_id": "t"})).json()["data"]
        assert data["running"] is True
        assert chunks(await streaming)[-1]["data"] == {"status": "done", "reason": "stopped"}

    async def test_a_server_that_shuts_down_ends_a_stream_with_an_error(self, agent: AgentASGI) -> None:
        """It is no stop of the client's."""
        streaming = asyncio.create_task(run(agent, "wait", "stream"))
        await until(lambda: agent.service.live_runs == 1)
        agent.service._drain_timeout = 0
        await agent.aclose()
        last = chunks(await streaming)[-1]
        assert (last["event"], last["data"]["code"]) == ("error", "SHUTTING_DOWN")

    async def test_a_failure_is_told_by_its_class(self, agent: AgentASGI) -> None:
        """Never by its text."""
        answer = await run(agent, "fail")
        assert (answer.status, answer.json()["error"]["exception"]) == (500, "ValueError")
        assert SECRET.encode() not in answer.body


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1/threads"),
        ("GET", "/v1/threads/t"),
        ("GET", "/v1/threads/t/state"),
        ("GET", "/v1/threads/t/messages"),
        ("DELETE", "/v1/threads/t"),
        ("POST", "/v1/graph/fix"),
        ("GET", "/v1/graph/tools"),
    ],
)
async def test_what_only_agentflow_has_is_said_to_be_unsupported(
    agent: AgentASGI, method: str, path: str
) -> None:
    """With a code and words of its own, so that nobody looks for a thread that is there."""
    answer = await ask(agent, method, path, {"thread_id": "t"} if method == "POST" else None)
    assert (answer.status, answer.json()["error"]["code"]) == (501, "NOT_SUPPORTED")


async def test_a_function_of_a_text_is_asked_what_was_said_last(agent: AgentASGI) -> None:
    """It could make nothing of messages."""
    route = "/graphs/shout/v1/graph/invoke"
    said = [{"role": "user", "content": "so"}, {"role": "user", "content": [{"type": "text", "text": "hey"}]}]
    answer = await ask(agent, "POST", route, {"messages": said})
    assert [one["content"][0]["text"] for one in answer.json()["data"]["messages"]] == ["HEY"]
    picture = {"type": "image", "media": {"url": "https://a.example/b.png"}}
    refused = await ask(agent, "POST", route, {"messages": [{"role": "user", "content": [picture]}]})
    assert (refused.status, refused.json()["error"]["code"]) == (422, "VALIDATION_ERROR")
