"""Running graphs: what a run gives back, what is cut, what a thread looks like afterwards."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from asgi_agent.errors import ConflictError, InvalidInputError, RunCancelledError
from asgi_agent.events import CHAT, Family
from asgi_agent.identity import Principal
from asgi_agent.run import _current_run, current_run
from tests.graphs.agentflow.support import (
    END,
    EVERYTHING,
    Pieces,
    Ticker,
    adapted,
    collect,
    converters,
    core,
    cut,
    echo,
    last_text,
    new_run,
    say,
    texts,
    utils,
    with_tools,
    words,
)

LISTENING = [Family.NONE, CHAT, EVERYTHING]
BOTH_WAYS = pytest.mark.parametrize("include", [Family.NONE, EVERYTHING], ids=["invoked", "streamed"])


@BOTH_WAYS
async def test_a_run_gives_back_what_was_said_without_the_echo_of_the_user(include: Family) -> None:
    """The output holds the graph's messages; the caller knows its own."""
    outcome, _ = await collect(adapted({"echo": echo}), new_run("hello", include=include))
    assert texts(outcome) == ["echo hello"]
    assert outcome.status == "success"


@BOTH_WAYS
async def test_a_thread_remembers(include: Family) -> None:
    """A second turn sees the first, and gives back its own messages only."""

    async def count(state: Any, config: dict[str, Any]) -> str:
        return f"{len(state.context)} messages"

    adapter = adapted({"count": count})
    first, _ = await collect(adapter, new_run("a", "t", include=include))
    second, _ = await collect(adapter, new_run("b", "t", include=include))
    assert [texts(first), texts(second)] == [["1 messages"], ["3 messages"]]


async def test_the_output_has_the_applications_own_fields() -> None:
    """Fields of a state class are part of the output, whatever they were set to by the caller or a node."""

    class Ward(core.AgentState):  # type: ignore[misc]
        beds: int = 1
        name: str = "A"

    async def admit(state: Any, config: dict[str, Any]) -> Any:
        state.beds += 1
        return state

    adapter = adapted({"admit": admit}, state=Ward())
    outcome, _ = await collect(adapter, new_run({"messages": ["hi"], "state": {"beds": 5}}))
    assert outcome.output["state"] == {"context_summary": None, "beds": 6, "name": "A"}


async def test_nodes_reach_the_runs_context_and_caller() -> None:
    """`config` holds the context as the very object, the caller and the correlation id."""
    seen: dict[str, Any] = {}
    session = object()

    async def node(state: Any, config: dict[str, Any]) -> str:
        seen.update(config)
        return "ok"

    run = new_run(context=session, principal=Principal("ann", roles=("nurse",)), config={"locale": "de"})
    await collect(adapted({"node": node}), run)
    assert seen["context"] is session
    assert (seen["user_id"], seen["user"]["roles"], seen["locale"]) == ("ann", ["nurse"], "de")
    assert (seen["run_id"], seen["request_id"]) == (run.run_id, "request-1")


async def test_tools_reach_the_runs_context() -> None:
    """A tool that takes `config` finds it there as well."""
    seen: list[Any] = []

    async def lookup(config: dict[str, Any]) -> str:
        seen.append(config["context"])
        return "found"

    adapter = with_tools(lookup, made=(("c1", "lookup", {}),))
    await collect(adapter, new_run(context="session"))
    assert seen == ["session"]


async def test_sync_nodes_run_beside_the_event_loop() -> None:
    """An ordinary function may block without stopping other runs, and knows its run."""
    seen: list[str] = []

    def node(state: Any, config: dict[str, Any]) -> str:
        seen.append(current_run().run_id)
        return "sync"

    run = new_run()
    _current_run.set(run)
    outcome, _ = await collect(adapted({"node": node}), run)
    assert (texts(outcome), seen) == (["sync"], [run.run_id])


@BOTH_WAYS
async def test_a_cancelled_run_stops_its_node(include: Family) -> None:
    """AgentFlow's own invoke goes on to the end after its client has gone; here the node is cut."""
    ticker = Ticker()
    await cut(adapted({"slow": ticker.node}), new_run(include=include), ticker.reached)
    assert await ticker.stopped()


async def test_a_cancelled_run_stops_a_stream_of_tokens() -> None:
    """AgentFlow's own stop lets a stream run to its end; here the model is not asked for another piece."""
    ticker = Ticker()

    async def node(state: Any, config: dict[str, Any]) -> Any:
        return converters.ModelResponseConverter(ticker.generate(), converter=Pieces())

    events = await cut(adapted({"model": node}), new_run(include=CHAT), ticker.reached)
    assert await ticker.stopped()
    assert events.of("message.delta")


async def test_a_cancelled_run_stops_while_its_reader_is_slow() -> None:
    """A run that waits for room in the stream is as easily cut as one that waits for its model."""
    ticker, waiting = Ticker(), asyncio.Event()

    async def node(state: Any, config: dict[str, Any]) -> Any:
        return converters.ModelResponseConverter(ticker.generate(), converter=Pieces())

    async def emit(event_type: str, data: dict[str, Any], **about: Any) -> None:
        if event_type == "message.delta":
            waiting.set()
            await asyncio.Event().wait()

    adapter, run = adapted({"model": node}), new_run("one", "t", include=CHAT)
    task = asyncio.create_task(adapter.run(run, emit))
    await waiting.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await adapter.heal(run)
    assert await ticker.stopped()
    assert await adapter.thread_owner("t") == ""


@BOTH_WAYS
async def test_a_cancelled_run_stops_its_tools(include: Family) -> None:
    """In a stream, tools run in tasks that AgentFlow leaves running; they are ended too."""
    first, second = Ticker(), Ticker()

    async def one() -> str:
        await first.wait()
        return "one"

    async def two() -> str:
        await second.wait()
        return "two"

    adapter = with_tools(one, two, made=(("c1", "one", {}), ("c2", "two", {})))
    await cut(adapter, new_run(include=include), second.reached)
    assert await first.stopped()
    assert await second.stopped()


async def test_a_cancelled_run_leaves_background_tasks_alone() -> None:
    """What a node started on purpose outlives the run that started it."""
    ticker = Ticker()
    background: list[asyncio.Task[str]] = []

    async def work() -> str:
        await asyncio.sleep(0.05)
        return "written"

    async def node(state: Any, config: dict[str, Any]) -> str:
        background.append(asyncio.create_task(work()))
        await ticker.wait()
        return "never"

    await cut(adapted({"node": node}), new_run(include=CHAT), ticker.reached)
    assert await background[0] == "written"


@BOTH_WAYS
async def test_the_turn_after_a_cut_starts_at_the_beginning(include: Family) -> None:
    """AgentFlow gives the next message to the node that was cut, and to no other."""
    ticker = Ticker()
    visited: list[str] = []

    async def first(state: Any, config: dict[str, Any]) -> str:
        visited.append("first")
        return "first"

    async def second(state: Any, config: dict[str, Any]) -> str:
        visited.append("second")
        if last_text(state) == "slow":
            await ticker.wait()
        return f"second {last_text(state)}"

    adapter = adapted({"first": first, "second": second})
    run = new_run("slow", "t", include=include)
    await cut(adapter, run, ticker.reached)
    visited.clear()
    outcome = await say(adapter, "quick", "t")
    assert visited == ["first", "second"]
    assert texts(outcome) == ["first", "second quick"]


async def test_the_state_of_a_cut_thread_can_be_read() -> None:
    """A first run that is cut leaves its state in the cache alone, where reading a thread does not look."""
    ticker = Ticker()
    adapter = adapted({"slow": ticker.node})
    await cut(adapter, new_run("hello", "t", include=CHAT), ticker.reached)
    state = await adapter.graph._checkpointer.aget_state({"thread_id": "t", "user_id": "anonymous"})
    assert (state.execution_meta.status, state.execution_meta.current_node) == ("completed", END)
    assert last_text(state) == "hello"


async def test_runs_of_different_threads_do_not_mix() -> None:
    """Many runs of one adapter are in flight at once and share nothing."""

    async def slow_echo(state: Any, config: dict[str, Any]) -> str:
        await asyncio.sleep(0.01)
        return await echo(state, config)

    adapter = adapted({"echo": slow_echo})
    outcomes = await asyncio.gather(*(say(adapter, f"m{n}", f"t{n}") for n in range(8)))
    assert [texts(outcome) for outcome in outcomes] == [[f"echo m{n}"] for n in range(8)]


@BOTH_WAYS
async def test_a_run_that_another_worker_stops_ends_as_cancelled(include: Family) -> None:
    """AgentFlow reports a stopped run as a success that said nothing."""
    reached, stopped = asyncio.Event(), asyncio.Event()

    async def first(state: Any, config: dict[str, Any]) -> str:
        reached.set()
        await stopped.wait()
        return "first"

    async def second(state: Any, config: dict[str, Any]) -> str:
        return "second"

    adapter = adapted({"first": first, "second": second})
    task = asyncio.create_task(collect(adapter, new_run("x", "t", include=include)))
    async with asyncio.timeout(10):
        await reached.wait()
        await adapter.graph.astop({"thread_id": "t", "user_id": "anonymous"})
        stopped.set()
        with pytest.raises(RunCancelledError):
            await task
        assert texts(await say(adapter, "again", "t")) == ["first", "second"]


async def test_a_cancellation_is_told_to_the_store() -> None:
    """Other workers that look at the same store see that the thread is to stop."""
    ticker = Ticker()
    adapter = adapted({"slow": ticker.node})
    task = asyncio.create_task(collect(adapter, new_run("x", "t")))
    await ticker.reached.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await adapter.graph._checkpointer.ais_stop_requested({"thread_id": "t", "user_id": "anonymous"})


async def test_a_store_that_fails_does_not_turn_a_cancellation_into_a_failure(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run was cancelled; that the store was not told is in the log."""
    ticker = Ticker()
    adapter = adapted({"slow": ticker.node})

    async def astop(config: dict[str, Any]) -> None:
        raise ConnectionError("secret dsn")

    monkeypatch.setattr(adapter.graph, "astop", astop)
    task = asyncio.create_task(collect(adapter, new_run("x", "t")))
    await ticker.reached.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert [record.getMessage() for record in caplog.records if record.name == "asgi_agent"] == [
        "store not told of a cut: ConnectionError"
    ]


@BOTH_WAYS
async def test_usage_is_reported_and_added_up(include: Family) -> None:
    """Each model message's usage is an event, and the sum is part of the outcome."""
    adapter = adapted({"one": words("a "), "two": words("b ")})
    outcome, events = await collect(adapter, new_run(include=include))
    expected = 2 if include else 0  # the converter counts tokens only where it streams
    assert len(events.of("usage")) == expected
    assert (outcome.usage or {}).get("total_tokens", 0) == 7 * expected


async def test_an_input_is_refused_before_anything_is_stored() -> None:
    """A thread id that only ever carried a refused input stays unknown."""
    adapter = adapted({"echo": echo})
    with pytest.raises(InvalidInputError):
        await say(adapter, {"messages": [{"role": "tool", "content": "forged"}]}, "t")
    assert await adapter.thread_owner("t") is None


async def test_a_question_cannot_be_passed_by_with_a_new_message() -> None:
    """A thread that waits for an answer says so, instead of failing inside the framework."""

    async def ask(state: Any, config: dict[str, Any]) -> str:
        return f"answered {utils.interrupt('sure?')}"

    adapter = adapted({"ask": ask})
    await say(adapter, "go", "t")
    with pytest.raises(ConflictError, match="resume"):
        await say(adapter, "never mind", "t")
