"""A real LangGraph graph behind redaction: its model, its tools, its store, its questions."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import msgspec
from langchain_core.language_models.fake_chat_models import GenericFakeChatModel
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.messages.tool import tool_call_chunk
from langchain_core.outputs import ChatGenerationChunk
from langchain_core.tools import tool
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.graph import END, START, MessagesState, StateGraph
from langgraph.prebuilt import ToolNode
from langgraph.types import interrupt

from asgi_agent import AgentASGI, current_run
from asgi_agent.phi.vault import Vault
from tests.asking import ask, sse
from tests.redaction.around import NOTE, PHONE, REDACTOR, SSN, VALUES, Around

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

RECORD = "(800) 555-0199"


class Echo(GenericFakeChatModel):
    """Calls a tool with what it was told, and then says what the tool said, a letter at a time."""

    heard: list[str]

    async def _astream(
        self, messages: list[BaseMessage], *args: Any, **options: Any
    ) -> AsyncIterator[ChatGenerationChunk]:
        manager = options.get("run_manager")
        self.heard.append(str(messages[-1].text))
        words, called = self.heard[-1], messages[-1].type == "tool"
        for chunk in self._saying(words) if called else self._calling(words):
            generated = ChatGenerationChunk(message=chunk)
            if manager is not None:
                await manager.on_llm_new_token(chunk.text, chunk=generated)
            yield generated
            await asyncio.sleep(0)

    def _saying(self, text: str) -> list[AIMessageChunk]:
        return [AIMessageChunk(content=char, id=f"said {len(self.heard)}") for char in text]

    def _calling(self, text: str) -> list[AIMessageChunk]:
        args = msgspec.json.encode({"note": text}).decode()
        first = tool_call_chunk(name="look_up", args="", id=f"call {len(self.heard)}", index=0)
        rest = [tool_call_chunk(name=None, args=char, id=None, index=0) for char in args]
        return [
            AIMessageChunk(content="", id=f"called {len(self.heard)}", tool_call_chunks=[chunk])
            for chunk in (first, *rest)
        ]


@tool
def look_up(note: str) -> str:
    """Look up who is meant."""
    run = current_run()
    run.emit("looking", {"note": note})
    return str(run.conceal(f"{run.reveal(note)} On file: {RECORD}."))


def graph_of(model: Echo, saver: InMemorySaver) -> Any:
    async def chat(state: MessagesState) -> dict[str, Any]:
        whole = None
        async for chunk in model.astream(state["messages"]):
            whole = chunk if whole is None else whole + chunk
        return {"messages": whole}

    def route(state: MessagesState) -> str:
        return "tools" if getattr(state["messages"][-1], "tool_calls", None) else END

    builder = StateGraph(MessagesState).add_node("chat", chat).add_node("tools", ToolNode([look_up]))
    builder.add_edge(START, "chat").add_conditional_edges("chat", route, ["tools", END])
    return builder.add_edge("tools", "chat").compile(checkpointer=saver)


def stored(saver: InMemorySaver) -> str:
    """All that the checkpointer holds, as text."""
    return str([saver.storage, saver.writes, saver.blobs])


def around(saver: InMemorySaver, model: Echo, **options: Any) -> Around:
    return Around(AgentASGI(graph_of(model, saver)), **options)


def deltas(events: list[dict[str, Any]]) -> str:
    return "".join(event["data"]["text"] for event in events if event["type"] == "message.delta")


async def test_redacted_both_ways() -> None:
    """Neither the model, nor the checkpointer, nor the client gets an identifier."""
    saver, model = InMemorySaver(), Echo(messages=iter(()), heard=[])
    result = await ask(around(saver, model), "POST", "/stream", {"input": NOTE, "granularity": "full"})
    events = sse(result.body)
    assert events[-1]["data"]["outcome"] == "success"
    hidden = REDACTOR.redact(NOTE)
    assert model.heard == [hidden, f"{hidden} On file: [PHONE]."]
    assert deltas(events) == f"{hidden} On file: [PHONE]."
    assert stored(saver)
    for value in (*VALUES, RECORD):
        assert value not in stored(saver)
        assert value.encode() not in result.body


async def test_tokens_inside_and_values_outside() -> None:
    """The tool sees values, the model and the store tokens, the caller values, over two runs of a thread."""
    saver, model, vault = InMemorySaver(), Echo(messages=iter(()), heard=[]), Vault()
    app = around(
        saver,
        model,
        inbound="pseudonymise",
        outbound="restore",
        vault=vault,
        may_reveal=lambda principal, run: True,
        tools_may_reveal=True,
    )
    body = {"input": NOTE, "granularity": "full", "thread_id": "t"}
    for _ in range(2):
        events = sse((await ask(app, "POST", "/stream", body)).body)
        assert deltas(events) == f"{NOTE} On file: {RECORD}."
        by_type = {event["type"]: event["data"] for event in events}
        assert by_type["tool.end"]["args"] == {"note": NOTE}
        assert by_type["tool.result"]["content"] == f"{NOTE} On file: {RECORD}."
        assert by_type["custom"]["value"] == {"note": NOTE}
        messages = by_type["run.finished"]["output"]["messages"]
        assert messages[-1]["content"] == f"{NOTE} On file: {RECORD}."
    assert not any(value in heard for heard in model.heard for value in (*VALUES, RECORD))
    assert model.heard[0] == model.heard[2]
    assert not any(value in stored(saver) for value in (*VALUES, RECORD))


async def test_a_question_and_its_answer() -> None:
    """The question was made from the input, the answer quotes it; both are found in the store as tokens."""
    saver, answers = InMemorySaver(), []

    def confirm(state: MessagesState) -> dict[str, Any]:
        answers.append(interrupt({"is it": str(state["messages"][-1].text)}))
        return {"messages": [("assistant", f"confirmed: {answers[-1]}")]}

    graph = StateGraph(MessagesState).add_node("confirm", confirm).add_edge(START, "confirm").compile(saver)
    app = Around(
        AgentASGI(graph),
        inbound="pseudonymise",
        outbound="restore",
        vault=Vault(),
        may_reveal=lambda principal, run: True,
    )
    asked = (await ask(app, "POST", "/invoke", {"input": NOTE})).json()
    (question,) = asked["interrupts"]
    assert question["value"] == {"is it": NOTE}
    answer = {"thread_id": asked["thread_id"], "resume": {question["id"]: f"yes, call {PHONE}"}}
    done = (await ask(app, "POST", "/invoke", answer)).json()
    assert done["status"] == "success"
    assert done["output"]["messages"][-1]["content"] == f"confirmed: yes, call {PHONE}"
    assert PHONE not in answers[-1]
    assert not any(value in stored(saver) for value in VALUES)


async def test_what_the_client_says_about_a_run_is_stored_redacted() -> None:
    """LangGraph puts the metadata of a config into each checkpoint."""
    saver, model = InMemorySaver(), Echo(messages=iter(()), heard=[])
    body = {"input": "hello", "config": {"metadata": {"why": f"SSN {SSN}"}, "tags": [f"SSN {SSN}"]}}
    result = await ask(around(saver, model), "POST", "/invoke", body)
    assert result.status == 200
    assert "[SSN]" in stored(saver)
    assert SSN not in stored(saver)
