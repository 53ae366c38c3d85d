"""The life of one run."""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

from asgi_agent import live as live_module
from asgi_agent.buffer import QUEUE_SIZE
from asgi_agent.errors import GraphFailedError, Problem, RunCancelledError, RunTimeoutError
from asgi_agent.events import GRANULARITY, TERMINAL_TYPES, Family, RunEvent
from asgi_agent.graphs.callables import CallableAdapter
from asgi_agent.live import LiveRun
from asgi_agent.run import Run, current_run
from tests.asking import until

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AsyncExitStack


class Recorder:
    """An observation that keeps what it sees."""

    needs = Family.NONE

    def __init__(self) -> None:
        self.events: list[RunEvent] = []

    def event(self, event: RunEvent) -> None:
        self.events.append(event)


def make_live(function: Callable[..., Any], **changes: Any) -> tuple[LiveRun, Recorder]:
    """A run of `function` that has not started, and a recorder of its events."""
    recorder = Recorder()
    run = Run(run_id="r", thread_id="t", graph="g", request_id="q", input={}, include=GRANULARITY["full"])

    async def prepare(live: LiveRun, stack: AsyncExitStack) -> None:
        return None

    options: dict[str, Any] = {
        "prepare": prepare,
        "released": lambda live: None,
        "observers": [lambda run: recorder],
    } | changes
    live = LiveRun(
        run,
        changes.pop("adapter", None) or CallableAdapter(function),
        owner="",
        holds_thread=False,
        **{name: value for name, value in options.items() if name != "adapter"},
    )
    return live, recorder


async def wait(run_input: Any) -> None:
    await asyncio.sleep(60)


class TestLiveRun:
    async def test_a_run_begins_with_started_and_has_one_end(self) -> None:
        """`seq` counts from 1 without a gap and only the last event is terminal."""

        async def words(_: Any) -> Any:
            for word in ("a", "b"):
                yield word

        live, recorder = make_live(words)
        live.start()
        await live.wait()
        assert list(range(1, len(recorder.events) + 1)) == [seen.seq for seen in recorder.events]
        assert recorder.events[0].type == "run.started"
        assert [seen.type for seen in recorder.events if seen.terminal] == ["run.finished"]
        assert recorder.events[-1].terminal

    async def test_the_reader_gets_only_the_families_that_it_asked_for(self) -> None:
        """An observer's wish for more does not reach the wire."""

        async def words(_: Any) -> Any:
            yield "a"
            yield {"state": 1}

        live, recorder = make_live(words)
        live.listening = Family.STATE
        live.start()
        await live.wait()
        heard = [taken.type for taken in await live.buffer.take()]
        assert heard == ["run.started", "state.snapshot", "run.finished"]
        assert "message.delta" in [seen.type for seen in recorder.events]

    @pytest.mark.parametrize(
        ("reason", "problem"), [("request", RunCancelledError), ("timeout", RunTimeoutError)]
    )
    async def test_a_cancelled_run_says_why(self, reason: Any, problem: type[Problem]) -> None:
        """The stream ends with the reason, and whoever waits gets the problem of that reason."""
        live, recorder = make_live(wait)
        live.start()
        live.cancel(reason)
        with pytest.raises(problem):
            await live.result()
        assert ("run.cancelled", {"reason": reason}) == (recorder.events[-1].type, recorder.events[-1].data)

    async def test_a_run_that_is_cancelled_at_once_has_still_begun(self) -> None:
        """`run.started` comes first even when the cancellation came before the first step."""
        live, recorder = make_live(wait)
        live.start()
        live.cancel("request")
        await live.wait()
        assert [seen.type for seen in recorder.events] == ["run.started", "node.started", "run.cancelled"]

    async def test_the_first_reason_is_the_one_that_counts(self) -> None:
        """A shutdown during a cancellation does not rewrite history."""
        live, recorder = make_live(wait)
        live.start()
        live.cancel("request")
        live.cancel("shutdown")
        await live.wait()
        assert recorder.events[-1].data == {"reason": "request"}

    async def test_cancelling_after_the_end_changes_nothing(self) -> None:
        """A client that leaves after the last byte has not cancelled anything."""

        async def quick(_: Any) -> str:
            return "done"

        live, recorder = make_live(quick)
        live.start()
        await live.wait()
        live.cancel("disconnect")
        await asyncio.sleep(0)
        assert sum(seen.terminal for seen in recorder.events) == 1
        assert live.cancel_reason is None

    async def test_a_timeout_cancels_the_run(self) -> None:
        """The clock runs from the start of the run."""
        live, recorder = make_live(wait)
        live.start(timeout=0.01)
        await asyncio.wait_for(live.wait(), 30)
        assert recorder.events[-1].data == {"reason": "timeout"}

    async def test_a_node_that_raises_cancelled_error_has_failed(self) -> None:
        """Nobody asked for a cancellation, so it is a fault of the graph."""

        async def odd(_: Any) -> None:
            raise asyncio.CancelledError

        live, recorder = make_live(odd)
        live.start()
        with pytest.raises(GraphFailedError):
            await live.result()
        assert recorder.events[-1].type == "run.failed"

    async def test_a_graph_that_will_not_stop_is_given_up(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        """Readers are told the end after the grace, what it says later is not heard; its thread is kept."""
        monkeypatch.setattr(live_module, "CANCEL_GRACE", 0.02)
        release = asyncio.Event()

        async def stubborn(_: Any, run: Run) -> str:
            while not release.is_set():
                try:
                    await release.wait()
                except asyncio.CancelledError:
                    continue
            await run.emit("late")
            return "late"

        freed: list[LiveRun] = []
        live, recorder = make_live(stubborn, released=freed.append)
        live.start()
        live.cancel("request")
        await asyncio.wait_for(live.wait(), 30)
        freed_while_it_ran = list(freed)
        release.set()
        await until(lambda: bool(freed))
        assert (freed_while_it_ran, freed) == ([], [live])
        assert sum(seen.terminal for seen in recorder.events) == 1
        assert recorder.events[-1].type == "run.cancelled"
        assert "goes on after it was cancelled" in caplog.text

    async def test_a_cancel_before_the_first_step_of_the_task_still_ends_the_run(self) -> None:
        """A loop that shuts down cancels tasks that never ran; their readers are told all the same."""
        live, _ = make_live(wait)
        live.start()
        assert live._task is not None
        live._task.cancel()
        await asyncio.wait_for(live.wait(), 30)
        assert [taken.type for taken in await live.buffer.take()] == ["run.cancelled"]

    async def test_the_thread_is_free_before_the_reader_learns_of_the_end(self) -> None:
        """A client may send its next message the moment it sees the terminal event."""
        order: list[str] = []

        async def quick(_: Any) -> str:
            return "done"

        live, _recorder = make_live(quick, released=lambda live: order.append("released"))
        live.buffer.close = lambda last: order.append(last.type)  # type: ignore[method-assign]
        live.start()
        await live.wait()
        assert order == ["released", "run.finished"]

    async def test_the_context_is_left_before_the_end_and_its_fault_fails_the_run(self) -> None:
        """A session that cannot commit is a run that did not succeed."""

        class Session:
            async def __aenter__(self) -> Session:
                return self

            async def __aexit__(self, *_: object) -> None:
                raise ConnectionError("commit of 123-45-6789 failed")

        async def prepare(live: LiveRun, stack: AsyncExitStack) -> None:
            live.run.context = await stack.enter_async_context(Session())

        async def quick(_: Any) -> str:
            return "done"

        live, recorder = make_live(quick, prepare=prepare)
        live.start()
        with pytest.raises(GraphFailedError) as caught:
            await live.result()
        assert caught.value.extensions["exception"] == "ConnectionError"
        assert "123-45-6789" not in str(recorder.events)

    @pytest.mark.parametrize(
        ("timeout", "end"), [(None, {"exception": "ValueError"}), (0.01, {"reason": "timeout"})]
    )
    async def test_a_context_that_swallows_what_went_wrong_makes_no_success_of_it(
        self, timeout: float | None, end: dict[str, str]
    ) -> None:
        """The run ends as it would have without the context."""

        async def prepare(live: LiveRun, stack: AsyncExitStack) -> None:
            stack.enter_context(suppress(BaseException))

        async def failing(_: Any) -> None:
            if timeout is None:
                raise ValueError
            await asyncio.sleep(60)

        live, recorder = make_live(failing, prepare=prepare)
        live.start(timeout)
        await asyncio.wait_for(live.wait(), 30)
        data = recorder.events[-1].data
        assert end.items() <= data.get("problem", data).items()

    async def test_exception_text_reaches_neither_events_nor_logs(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        """Class and place are said, the text is not."""

        async def failing(_: Any) -> None:
            raise ValueError("patient John Smith, MRN 883920")

        live, recorder = make_live(failing)
        live.start()
        await live.wait()
        problem = recorder.events[-1].data["problem"]
        assert (problem["exception"], problem["node"]) == ("ValueError", "failing")
        assert "Smith" not in str(recorder.events) + caplog.text + str([r.__dict__ for r in caplog.records])
        assert caplog.records[-1].__dict__["exception"] == "ValueError"

    @pytest.mark.parametrize("fails_at", ["run.started", "run.finished"])
    async def test_an_observer_that_raises_does_not_take_the_end_along(
        self, fails_at: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        """It fails the run, or comes too late for that; others see the end, and its text is not logged."""

        class Failing(Recorder):
            def event(self, event: RunEvent) -> None:
                if event.type in (fails_at, "run.failed"):
                    raise ValueError("patient John Smith")

        async def quick(_: Any) -> str:
            return "done"

        recorder = Recorder()
        released: list[LiveRun] = []
        observers = [lambda run: Failing(), lambda run: recorder]
        live, _ = make_live(quick, observers=observers, released=released.append)
        live.start()
        await asyncio.wait_for(live.wait(), 30)
        assert recorder.events[-1].type == {"run.started": "run.failed"}.get(fails_at, "run.finished")
        assert released == [live]
        assert (await live.buffer.take())[-1].terminal
        assert "Smith" not in caplog.text

    async def test_expose_errors_shows_the_text(self) -> None:
        """For development the problem says what the exception said."""

        async def failing(_: Any) -> None:
            raise ValueError("what happened")

        live, recorder = make_live(failing, expose_errors=True)
        live.start()
        await live.wait()
        assert recorder.events[-1].data["problem"]["detail"] == "what happened"

    async def test_a_thread_that_cannot_be_healed_is_logged_and_the_run_still_ends(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        """The end is told even when the store is down."""

        class Unhealing(CallableAdapter):
            async def heal(self, run: Run) -> None:
                raise ConnectionError("store of John Smith is down")

        live, recorder = make_live(wait, adapter=Unhealing(wait))
        live.start()
        await asyncio.sleep(0)
        live.cancel("request")
        await asyncio.wait_for(live.wait(), 30)
        assert recorder.events[-1].type == "run.cancelled"
        assert "thread not healed" in caplog.text
        assert "Smith" not in caplog.text

    async def test_healing_that_hangs_is_cut(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A store that does not answer keeps neither the run nor its thread for good."""
        monkeypatch.setattr(live_module, "CANCEL_GRACE", 0.02)

        class Hanging(CallableAdapter):
            async def heal(self, run: Run) -> None:
                await asyncio.sleep(60)

        freed = asyncio.Event()
        live, recorder = make_live(wait, adapter=Hanging(wait), released=lambda live: freed.set())
        live.start(timeout=0.01)
        await asyncio.wait_for(freed.wait(), 30)
        assert [seen.type for seen in recorder.events if seen.terminal] == ["run.cancelled"]

    async def test_emit_in_a_thread_waits_for_the_reader(self) -> None:
        """A sync function is slowed down by the call itself."""
        done: list[int] = []

        def chatty(_: Any, run: Run) -> None:
            for number in range(200):
                run.emit("tick", number)
                done.append(number)

        live, _ = make_live(chatty)
        live.start()
        await asyncio.sleep(0.2)
        assert len(done) <= QUEUE_SIZE + 1
        ticks = 0
        while not live.buffer.exhausted:
            ticks += sum(taken.type == "custom" for taken in await live.buffer.take())
        assert ticks == 200

    async def test_emit_in_a_loop_of_a_threads_own_waits_no_second_time(self) -> None:
        """The call has waited; what wakes those who wait wakes nobody in another loop."""
        said, filled, waited = threading.Event(), threading.Event(), threading.Event()

        def with_a_loop(_: Any, run: Run) -> str:
            async def inside() -> str:
                accepted = run.emit("tick")
                said.set()
                filled.wait(30)
                async with asyncio.timeout(5):
                    await accepted
                waited.set()
                return "done"

            return asyncio.run(inside())

        live, _ = make_live(with_a_loop)
        live.start()
        await until(said.is_set)
        while not live.buffer.full:
            live.emit_custom("filling", None)
        filled.set()
        await until(waited.is_set, 10)
        assert live.buffer.full
        live.buffer.abandon()
        assert (await live.result()).output == "done"

    async def test_current_run_is_the_run_and_only_inside_it(self) -> None:
        """Tools find the run that they are part of; code outside finds none."""

        async def ask(_: Any) -> str:
            return current_run().run_id

        live, _ = make_live(ask)
        live.start()
        assert (await live.result()).output == "r"
        with pytest.raises(LookupError):
            current_run()


def test_every_terminal_type_is_a_run_event() -> None:
    """The three ends of a run are what the docs say they are."""
    assert {"run.finished", "run.failed", "run.cancelled"} == TERMINAL_TYPES
