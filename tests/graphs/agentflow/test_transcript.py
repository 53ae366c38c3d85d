"""Messages, tokens, reasoning, tools and usage as events."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from asgi_agent.events import CHAT, Family
from tests.graphs.agentflow.support import (
    EVERYTHING,
    Message,
    adapted,
    calls,
    collect,
    core,
    graphs,
    new_run,
    utils,
    with_tools,
    words,
)


async def add(a: int, b: int) -> int:
    return a + b


@pytest.mark.parametrize("ids", ["same", "fixed", "fresh"])
async def test_pieces_of_a_message_become_one_message(ids: str) -> None:
    """Whichever ids a provider's converter gives to the pieces and to the whole."""
    _, events = await collect(
        adapted({"model": words("one ", "two ", "three", ids=ids)}), new_run(include=CHAT)
    )
    assert [event for event in events.types if event != "usage"] == [
        "message.start",
        *["message.delta"] * 3,
        "message.end",
    ]
    assert [event.data["text"] for event in events.of("message.delta")] == ["one ", "two ", "three"]
    assert events.of("message.end")[0].data["text"] == "one two three"
    assert len({event.data["id"] for event in events if event.type.startswith("message.")}) == 1


async def test_messages_of_two_nodes_are_two_messages() -> None:
    """Each has its own borders and its own node."""
    adapter = adapted({"one": words("a", ids="fresh"), "two": words("b", ids="fresh")})
    _, events = await collect(adapter, new_run(include=CHAT))
    ends = [(event.node, event.data["text"]) for event in events.of("message.end")]
    assert ends == [("one", "a"), ("two", "b")]


async def test_a_message_that_never_becomes_whole_ends_with_its_node() -> None:
    """A provider's stream may break off; what the next node says is another message."""
    adapter = adapted({"one": words("a", ids="cut"), "two": words("b")})
    _, events = await collect(adapter, new_run(include=CHAT))
    ends = [(event.node, event.data["text"]) for event in events.of("message.end")]
    assert ends == [("one", "a"), ("two", "b")]


async def test_a_whole_message_gets_its_borders() -> None:
    """A node that does not stream still speaks in start, delta, end."""

    async def node(state: Any, config: dict[str, Any]) -> list[str]:
        return ["one", "two"]

    _, events = await collect(adapted({"node": node}), new_run(include=CHAT))
    assert events.types == ["message.start", "message.delta", "message.end"] * 2
    assert [event.data["text"] for event in events.of("message.delta")] == ["one", "two"]
    assert events.of("message.start")[0].data["role"] == "assistant"


async def test_the_users_own_message_is_not_repeated() -> None:
    """AgentFlow sends it back as the first message of every stream."""

    async def silent(state: Any, config: dict[str, Any]) -> Any:
        return state

    _, events = await collect(adapted({"node": silent}), new_run("hello", include=CHAT))
    assert events.types == []


async def test_reasoning_comes_before_the_text_of_its_message() -> None:
    """What the model thought has borders of its own."""

    async def think(state: Any, config: dict[str, Any]) -> Any:
        content = [core.TextBlock(text="42"), core.ReasoningBlock(summary="hm")]
        return Message(role="assistant", content=content)

    _, events = await collect(adapted({"node": think}), new_run(include=CHAT))
    assert events.types == [
        f"{kind}.{part}" for kind in ("reasoning", "message") for part in ("start", "delta", "end")
    ]
    assert events.of("reasoning.end")[0].data["text"] == "hm"


async def test_a_tool_call_and_its_result_are_events() -> None:
    """The call with its arguments, then what the tool gave back, under the same id."""
    adapter = with_tools(add, made=(("c1", "add", {"a": 2, "b": 3}),))
    outcome, events = await collect(adapter, new_run(include=CHAT))
    assert [event for event in events.types if event.startswith("tool.")] == [
        "tool.start",
        "tool.args",
        "tool.end",
        "tool.result",
    ]
    assert events.of("tool.end")[0].data == {"id": "c1", "name": "add", "args": {"a": 2, "b": 3}}
    assert events.of("tool.result")[0].data == {"id": "c1", "name": "add", "content": "5", "error": False}
    assert [message["role"] for message in outcome.output["messages"]] == ["assistant", "tool", "assistant"]


async def test_a_message_that_only_calls_tools_says_nothing() -> None:
    """No empty message is announced for it."""
    adapter = with_tools(add, made=(("c1", "add", {"a": 2, "b": 3}),))
    _, events = await collect(adapter, new_run(include=Family.MESSAGES))
    assert [event.data["text"] for event in events.of("message.end")] == ["done"]


async def test_tools_in_parallel_each_have_their_call_and_result() -> None:
    """Results come in any order, under the id of their call."""
    adapter = with_tools(add, made=(("c1", "add", {"a": 1, "b": 1}), ("c2", "add", {"a": 2, "b": 2})))
    _, events = await collect(adapter, new_run(include=CHAT))
    results = {event.data["id"]: event.data["content"] for event in events.of("tool.result")}
    assert results == {"c1": "2", "c2": "4"}


async def test_usage_names_the_model_and_counts_each_message_once() -> None:
    """Every wire gets it, whatever families it asked for."""

    async def node(state: Any, config: dict[str, Any]) -> Any:
        usages = core.TokenUsages(prompt_tokens=5, completion_tokens=2, total_tokens=7, reasoning_tokens=1)
        content = [core.TextBlock(text="hi")]
        return Message(role="assistant", content=content, usages=usages, metadata={"model": "m-1"})

    for include in (Family.NONE, Family.TOOLS, EVERYTHING):
        outcome, events = await collect(adapted({"node": node}), new_run(include=include))
        [usage] = events.of("usage")
        assert usage.data["model"] == "m-1"
        assert outcome.usage == {key: count for key, count in usage.data.items() if key != "model"}
        assert (outcome.usage["input_tokens"], outcome.usage["reasoning_tokens"]) == (5, 1)


@pytest.mark.parametrize(
    ("include", "families"),
    [
        (Family.MESSAGES, {"message"}),
        (Family.TOOLS, {"tool"}),
        (Family.NODES, {"node"}),
        (Family.STATE, {"state"}),
        (Family.NONE, set()),
    ],
)
async def test_only_what_was_asked_for_is_emitted(include: Family, families: set[str]) -> None:
    """Each family alone."""
    adapter = with_tools(add, made=(("c1", "add", {"a": 1, "b": 1}),))
    _, events = await collect(adapter, new_run(include=include))
    assert {event.partition(".")[0] for event in events.types} == families


async def test_a_providers_raw_answer_is_not_passed_on() -> None:
    """It is large, in nobody's format, and may hold anything."""

    async def node(state: Any, config: dict[str, Any]) -> Any:
        return Message(role="assistant", content=[core.TextBlock(text="hi")], raw={"secret": "header"})

    outcome, events = await collect(adapted({"node": node}), new_run(include=EVERYTHING))
    assert "header" not in repr(outcome) + repr(events)


async def test_a_call_id_that_comes_again_in_a_later_run_is_news() -> None:
    """Models count their calls from one in every turn."""
    adapter = with_tools(add, made=(("c1", "add", {"a": 1, "b": 1}),))
    for _ in range(2):
        _, events = await collect(adapter, new_run(thread_id="t", include=CHAT))
        assert len(events.of("tool.start")) == len(events.of("tool.result")) == 1


async def test_a_call_id_that_comes_again_in_the_same_run_is_news() -> None:
    """Some count from one in every message."""

    async def agent(state: Any, config: dict[str, Any]) -> Any:
        rounds = sum(message.role == "assistant" for message in state.context)
        return calls(("c1", "add", {"a": rounds, "b": 1})) if rounds < 2 else "done"

    def route(state: Any) -> str:
        return "tools" if state.context[-1].tools_calls else utils.END

    nodes = {"agent": agent, "tools": graphs.ToolNode([add])}
    adapter = adapted(nodes, [("tools", "agent")], routes={"agent": route})
    _, events = await collect(adapter, new_run(include=CHAT))
    assert [event.data["args"]["a"] for event in events.of("tool.end")] == [0, 1]
    assert [(event.data["name"], event.data["content"]) for event in events.of("tool.result")] == [
        ("add", "1"),
        ("add", "2"),
    ]


async def test_a_failure_that_a_tool_reports_itself_is_passed_on() -> None:
    """It is no exception's text but what the tool's author wanted to say."""

    async def admit() -> dict[str, Any]:
        return {"error": True, "reason": "no beds"}

    adapter = with_tools(admit, made=(("c1", "admit", {}),))
    outcome, events = await collect(adapter, new_run(include=CHAT))
    [result] = events.of("tool.result")
    assert result.data["error"] is True
    assert "no beds" in repr(result.data["content"])
    assert "no beds" in repr(outcome.output)


async def test_a_call_that_no_tool_ran_is_still_told() -> None:
    """A graph may end at a tool call; the client is to know of it."""

    async def agent(state: Any, config: dict[str, Any]) -> Any:
        return calls(("c1", "add", {"a": 1}), text="let me see")

    _, events = await collect(adapted({"agent": agent}), new_run(include=CHAT))
    assert events.of("message.end")[0].data["text"] == "let me see"
    assert events.of("tool.end")[0].data["args"] == {"a": 1}


async def test_a_tool_may_say_how_far_it_is() -> None:
    """What a tool sends through its `emit` parameter is a custom event, and an `error` there ends nothing."""

    async def slow(emit: Any = None) -> str:
        if emit is not None:
            emit.progress("half way", data={"percent": 50})
            emit.error("retrying")
            emit.update({"pages": 3})
            await asyncio.sleep(0)  # what is still queued when the tool returns is lost
        return "done"

    adapter = with_tools(slow, made=(("c1", "slow", {}),))
    outcome, events = await collect(adapter, new_run(include=CHAT))
    assert outcome.status == "success"
    assert [event.data["name"] for event in events.of("custom")] == [
        "tool_progress",
        "tool_failed",
        "tool_update",
    ]
    assert events.of("custom")[0].data["value"]["percent"] == 50
    assert [event.data["content"] for event in events.of("tool.result")] == ["done"]
