"""Interrupts: what a paused thread asks, and how it is answered."""

from __future__ import annotations

from typing import Any

import pytest

from asgi_agent.errors import ConflictError, InvalidInputError, NothingToResumeError
from asgi_agent.events import CHAT, Family, Interrupt
from asgi_agent.graphs.agentflow.pauses import answers
from tests.graphs.agentflow.support import (
    END,
    EVERYTHING,
    Ticker,
    adapted,
    calls,
    collect,
    cut,
    echo,
    graphs,
    new_run,
    say,
    texts,
    utils,
)

BOTH_WAYS = pytest.mark.parametrize("include", [Family.NONE, EVERYTHING], ids=["invoked", "streamed"])


async def ask(state: Any, config: dict[str, Any]) -> str:
    answer = utils.interrupt({"dose": 5}, reason="approval", response_schema={"type": "boolean"})
    return f"answered {answer}"


async def ask_twice(state: Any, config: dict[str, Any]) -> str:
    return f"{utils.interrupt('first?')} and {utils.interrupt('second?')}"


def with_remote_tools() -> Any:
    """An agent that calls two tools of the client's, and reports what came back."""

    async def agent(state: Any, config: dict[str, Any]) -> Any:
        if state.context[-1].role == "user":
            return calls(("c1", "read_clipboard", {}), ("c2", "locate", {"precise": True}))
        results = [
            block.output
            for message in state.context
            for block in message.content
            if block.type == "tool_result"
        ]
        return f"got {results}"

    def route(state: Any) -> str:
        return "tools" if state.context[-1].tools_calls else END

    nodes = {"agent": agent, "tools": graphs.ToolNode([])}
    adapter = adapted(nodes, [("tools", "agent")], routes={"agent": route})
    schemas = [
        {"type": "function", "function": {"name": name, "parameters": {"type": "object"}}}
        for name in ("read_clipboard", "locate")
    ]
    adapter.graph.attach_remote_tools(schemas, "tools")
    return adapter


@BOTH_WAYS
async def test_an_interrupt_is_part_of_the_outcome(include: Family) -> None:
    """AgentFlow itself shows it in a stream of full granularity alone."""
    outcome, _ = await collect(adapted({"ask": ask}), new_run(include=include))
    [asked] = outcome.interrupts
    assert outcome.status == "interrupted"
    assert (asked.value, asked.reason, asked.response_schema) == (
        {"dose": 5},
        "approval",
        {"type": "boolean"},
    )


@BOTH_WAYS
async def test_an_answer_resumes_the_run(include: Family) -> None:
    """The bare answer does, where one question is pending."""
    adapter = adapted({"ask": ask, "echo": echo})
    await say(adapter, "go", "t", include=include)
    outcome = await say(adapter, None, "t", resume=True, include=include)
    assert (outcome.status, texts(outcome)) == ("success", ["answered True", "echo go"])


async def test_an_answer_may_name_its_interrupt() -> None:
    """`{interrupt_id: answer}` is the form for any number of them."""
    adapter = adapted({"ask": ask})
    [asked] = (await say(adapter, "go", "t")).interrupts
    assert texts(await say(adapter, None, "t", resume={asked.id: "yes"})) == ["answered yes"]


@BOTH_WAYS
async def test_questions_of_one_node_are_asked_one_after_the_other(include: Family) -> None:
    """Each answer leads to the next question, and the node gets them all."""
    adapter = adapted({"ask": ask_twice})
    [first] = (await say(adapter, "go", "t", include=include)).interrupts
    [second] = (await say(adapter, None, "t", resume="a", include=include)).interrupts
    assert (first.value, second.value) == ("first?", "second?")
    assert texts(await say(adapter, None, "t", resume="b", include=include)) == ["a and b"]


async def test_an_answer_sent_twice_does_not_answer_the_next_question() -> None:
    """A double click on the first approval must not give the second."""
    adapter = adapted({"ask": ask_twice})
    [first] = (await say(adapter, "go", "t")).interrupts
    await say(adapter, None, "t", resume={first.id: "yes"})
    with pytest.raises(NothingToResumeError):
        await say(adapter, None, "t", resume={first.id: "yes"})


async def test_an_answer_of_a_cut_run_does_not_answer_a_later_question() -> None:
    """AgentFlow keeps the answer and would give it to the next run that asks the same."""
    ticker = Ticker()

    async def ask_then_work(state: Any, config: dict[str, Any]) -> str:
        answer = utils.interrupt("sure?")
        await ticker.wait()
        return f"did it: {answer}"

    adapter = adapted({"ask": ask_then_work})
    await say(adapter, "go", "t")
    await cut(adapter, new_run(None, "t", resume="yes"), ticker.reached)
    assert (await say(adapter, "again", "t")).status == "interrupted"


async def test_a_message_for_people_goes_with_the_value() -> None:
    """`interrupt(message=...)` is what a front end shows."""

    async def with_message(state: Any, config: dict[str, Any]) -> str:
        return str(utils.interrupt({"amount": 5}, message="Refund 5?"))

    [asked] = (await say(adapted({"ask": with_message}), "go", "t")).interrupts
    assert asked.value == {"message": "Refund 5?", "amount": 5}


@BOTH_WAYS
async def test_nothing_to_resume_is_told(include: Family) -> None:
    """Neither a new thread nor one that ended waits for an answer."""
    adapter = adapted({"echo": echo})
    for _ in range(2):
        with pytest.raises(NothingToResumeError):
            await say(adapter, None, "t", resume="yes", include=include)
        await say(adapter, "hello", "t")


async def test_a_question_cannot_be_passed_by_with_a_new_message() -> None:
    """A new message is no answer; the framework would fail over it."""
    adapter = adapted({"ask": ask})
    await say(adapter, "go", "t")
    with pytest.raises(ConflictError, match="resume"):
        await say(adapter, "never mind", "t")


@BOTH_WAYS
@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_pause_around_a_node_is_an_interrupt(when: str, include: Family) -> None:
    """`interrupt_before` and `interrupt_after` stop the run; any answer makes it go on from there."""
    seen: list[Any] = []

    async def treat(state: Any, config: dict[str, Any]) -> str:
        seen.append(config.get("resume_data"))
        return "treated"

    options: dict[str, Any] = {f"interrupt_{when}": ["plan" if when == "after" else "treat"]}
    adapter = adapted({"plan": echo, "treat": treat}, **options)
    outcome = await say(adapter, "go", "t", include=include)
    node = "plan" if when == "after" else "treat"
    assert outcome.interrupts == (
        Interrupt(id=f"interrupt_{when}:{node}", value={"node": node}, reason=f"interrupt_{when}"),
    )
    outcome = await say(adapter, None, "t", resume={"approved": True}, include=include)
    assert (outcome.status, texts(outcome), seen) == ("success", ["treated"], [{"approved": True}])


async def test_a_new_message_goes_on_from_a_pause_around_a_node() -> None:
    """That pause asks nothing, and AgentFlow's users continue it by going on talking."""
    adapter = adapted({"plan": echo, "treat": echo}, interrupt_before=["treat"])
    await say(adapter, "go", "t")
    assert texts(await say(adapter, "more", "t")) == ["echo more"]


@BOTH_WAYS
async def test_the_clients_own_tools_are_interrupts(include: Family) -> None:
    """Each call is one, named by its id, and their results resume the run."""
    adapter = with_remote_tools()
    outcome = await say(adapter, "go", "t", include=include)
    assert [(asked.id, asked.value, asked.reason) for asked in outcome.interrupts] == [
        ("c1", {"name": "read_clipboard", "args": {}}, "remote_tool_call"),
        ("c2", {"name": "locate", "args": {"precise": True}}, "remote_tool_call"),
    ]
    outcome = await say(adapter, None, "t", resume={"c1": "text", "c2": "here"}, include=include)
    assert (outcome.status, texts(outcome)[-1]) == ("success", "got ['text', 'here']")


@pytest.mark.parametrize("resume", [{"c1": "text"}, "text"])
async def test_every_tool_of_the_client_needs_a_result(resume: Any) -> None:
    """A model that gets fewer results than it made calls refuses the conversation."""
    adapter = with_remote_tools()
    await say(adapter, "go", "t")
    with pytest.raises(InvalidInputError):
        await say(adapter, None, "t", resume=resume)
    with pytest.raises(ConflictError):
        await say(adapter, "never mind", "t")


async def test_a_tool_may_ask() -> None:
    """`interrupt()` in a tool pauses the run, and the tool is called again with the answer."""

    async def refund(amount: int) -> str:
        return f"refunded {amount}: {utils.interrupt('sure?')}"

    async def agent(state: Any, config: dict[str, Any]) -> Any:
        return calls(("c1", "refund", {"amount": 5}))

    adapter = adapted({"agent": agent, "tools": graphs.ToolNode([refund])})
    assert (await say(adapter, "go", "t")).status == "interrupted"
    outcome, events = await collect(adapter, new_run(None, "t", resume="yes", include=CHAT))
    assert outcome.output["messages"][-1]["content"][0]["output"] == "refunded 5: yes"
    assert events.types == ["tool.start", "tool.args", "tool.end", "tool.result"]


def test_an_object_without_ids_is_a_bare_answer() -> None:
    """An answer may be an object of the application's own."""
    pending = (Interrupt(id="int_" + "0" * 32),)
    assert answers(pending, {"approved": True}) == {pending[0].id: {"approved": True}}
