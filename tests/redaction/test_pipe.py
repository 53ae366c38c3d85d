"""Order, threads and failures on the way of events through redaction."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import threading
import time
import weakref
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from asgi_agent import AgentASGI, Caller, Principal, RunInput, current_run, get_request_id
from asgi_agent.events import Outcome
from asgi_agent.graphs.callables import CallableAdapter
from asgi_agent.phi import Redactor
from asgi_agent.phi.recognizers import Recognizers
from asgi_agent.phi.spans import Label, Span
from asgi_agent.redaction import RequestRedaction
from asgi_agent.redaction.offload import HEAVY
from asgi_agent.redaction.rewriting import weight
from asgi_agent.service import AgentService
from asgi_agent.testing import ScriptedGraph
from tests.asking import ask, until
from tests.redaction.around import (
    FULL,
    NOTE,
    REDACTOR,
    SSN,
    VALUES,
    Around,
    Emitting,
    Recorder,
    events_of,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

BIG = "no news at all today " * (HEAVY // 20) + f"SSN {SSN}"
THREADS = 4


def threads_of(*, seen: list[str]) -> Any:
    """A hook that notes in which thread an identifier was found."""

    def note(value: str, span: Span) -> None:
        seen.append(threading.current_thread().name)

    return note


class TestOffTheLoop:
    async def test_large_values_are_read_in_a_thread_and_small_ones_are_not(self) -> None:
        """A thread costs more than a small value, and a large one holds up everybody."""
        seen: list[str] = []
        redactor = Redactor(replace=threads_of(seen=seen))
        said = [("custom", {"name": "big", "value": BIG}), ("custom", {"name": "small", "value": NOTE})]
        await events_of(Emitting(*said), RequestRedaction(redactor))
        assert seen[0].startswith("asgi-agent redaction")
        assert set(seen[1:]) == {threading.main_thread().name}

    async def test_input_and_output_as_well(self) -> None:
        """Both are values of any size."""
        seen: list[str] = []
        redactor = Redactor(replace=threads_of(seen=seen))
        request = RunInput(input={"note": BIG})
        await events_of(Emitting(outcome=Outcome([BIG])), RequestRedaction(redactor), request=request)
        assert len(seen) == 2
        assert all(name.startswith("asgi-agent redaction") for name in seen)

    async def test_what_comes_after_a_large_value_waits_for_it(self) -> None:
        """The order is that in which the graph spoke, and small words do not overtake."""

        async def speak(_: Any) -> AsyncIterator[Any]:
            run = current_run()
            for number in range(5):
                run.emit("big", [number, BIG])
                run.emit("small", number)
                yield f"word {number} "

        events = await events_of(CallableAdapter(speak))
        order = [
            event.data["name"] if event.type == "custom" else "word"
            for event in events
            if event.type in ("custom", "message.delta")
        ]
        assert order[:9] == ["big", "small", "word"] * 3
        assert [event.data["value"] for event in events if event.data.get("name") == "small"] == list(
            range(5)
        )
        assert SSN not in str([event.data for event in events])
        assert [event.seq for event in events] == sorted({event.seq for event in events})

    async def test_a_graph_of_threads_does_not_wait_for_itself(self) -> None:
        """Sync generators fill the loop's own threads, and each waits there until its words are taken."""

        def speak(_: Any) -> Any:
            yield {"note": BIG}
            yield {"note": BIG}

        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS))
        service = AgentService({"agent": CallableAdapter(speak)})

        async def one() -> Any:
            caller = Caller(redaction=RequestRedaction(REDACTOR))
            live = await service.start("agent", RunInput(input="x", include=FULL), caller)
            live.buffer.abandon()
            return (await live.result()).output

        async with asyncio.timeout(60):
            outputs = await asyncio.gather(*(one() for _ in range(2 * THREADS)))
        assert not any(SSN in output["note"] for output in outputs)

    async def test_a_reader_that_is_behind_slows_the_graph(self) -> None:
        """As without redaction."""
        emitted = 0

        async def speak(_: Any) -> None:
            nonlocal emitted
            for number in range(500):
                emitted = number
                await current_run().emit("tick", number)

        service = AgentService({"agent": CallableAdapter(speak)})
        caller = Caller(redaction=RequestRedaction(REDACTOR))
        live = await service.start("agent", RunInput(input="x", include=FULL), caller)
        await until(lambda: live.buffer.full)
        await asyncio.sleep(0.01)
        assert emitted < 100
        live.cancel("request")
        await live.wait()

    @pytest.mark.parametrize(
        ("value", "characters"),
        [
            ("abc", 3),
            ({"ab": "cd"}, 4),
            (["ab", ["c"]], 6),
            (5, 0),
            (None, 0),
            ({"a": [{"b": "c" * 90}]}, 93),
        ],
    )
    def test_the_weight_of_a_value(self, value: Any, characters: int) -> None:
        """Characters, more or less."""
        assert weight(value, 1000) == characters

    def test_counting_stops_at_the_limit(self) -> None:
        """A large value is not walked twice."""
        assert weight([["x" * 10] * 1000] * 1000, 100) < 3000


class TestModels:
    """Redactors that have recognizers, which read whole texts and may be slow."""

    def redactor(self, seen: list[str]) -> Redactor:
        def zebras(text: str) -> list[Span]:
            seen.append(text)
            time.sleep(0.02)
            start = text.find("zebra")
            return [Span(start, start + 5, Label.NAME, 0.9, "zebras")] if start >= 0 else []

        return Redactor(recognizers=Recognizers(zebras, timeout=5))

    async def test_a_message_is_held_until_it_is_whole(self) -> None:
        """A model that reads half a sentence sees something else."""
        seen: list[str] = []
        redactor = self.redactor(seen)
        seen.clear()
        words = ["hello ", "ze", "bra, ", "bye"]
        deltas = [("message.delta", {"id": "m", "text": word}) for word in words]
        end = ("message.end", {"id": "m", "text": "".join(words)})
        events = await events_of(Emitting(*deltas, end), RequestRedaction(redactor, inbound="pass"))
        assert [event.data["text"] for event in events[1:-1]] == ["hello [NAME], bye"] * 2
        assert seen[0] == "hello zebra, bye"

    async def test_the_loop_goes_on_while_a_model_reads(self) -> None:
        """Whatever the size of the value."""
        seen: list[str] = []
        said = [("custom", {"name": "x", "value": f"zebra {number}"}) for number in range(8)]
        ticks = 0

        async def tick() -> None:
            nonlocal ticks
            while True:
                ticks += 1
                await asyncio.sleep(0.001)

        ticking = asyncio.create_task(tick())
        events = await events_of(Emitting(*said), RequestRedaction(self.redactor(seen)))
        ticking.cancel()
        assert [event.data["value"] for event in events[1:-1]] == [f"[NAME] {number}" for number in range(8)]
        assert ticks > 8

    async def test_a_run_that_is_cancelled_meanwhile_ends_at_once(self) -> None:
        """What the model says afterwards is heard by nobody."""
        reading, go_on = threading.Event(), threading.Event()

        def slow(text: str) -> list[Span]:
            if "zebra" in text:
                reading.set()
                go_on.wait(10)
            return []

        redactor = Redactor(recognizers=Recognizers(slow, timeout=20))
        service = AgentService({"agent": Emitting(("custom", {"name": "x", "value": f"zebra {SSN}"}))})
        caller = Caller(redaction=RequestRedaction(redactor, inbound="pass"))
        live = await service.start("agent", RunInput(input="x", include=FULL), caller)
        await until(reading.is_set)
        await service.cancel(live.run.run_id)
        go_on.set()
        events = await live.buffer.take()
        assert [event.type for event in events] == ["run.started", "run.cancelled"]


class TestFailing:
    """A redactor that fails lets nothing pass."""

    def broken(self, text: str = SSN) -> Redactor:
        def fail(value: str, span: Span) -> str:
            if value == text:
                raise RuntimeError(f"no room for {value}")
            return "[GONE]"

        return Redactor(replace=fail)

    async def test_the_run_fails_and_nothing_of_the_event_is_said(self) -> None:
        """Nor of what the redactor complains about, in development either."""
        said = [("custom", {"name": "note", "value": NOTE}), ("custom", {"name": "after", "value": "x"})]
        events = await events_of(Emitting(*said), RequestRedaction(self.broken()), expose_errors=True)
        assert [event.type for event in events] == ["run.started", "run.failed"]
        problem = events[-1].data["problem"]
        assert (problem["status"], problem["detail"]) == (500, "identifiers could not be redacted")
        assert not any(value in str(problem) for value in VALUES)

    async def test_a_graph_that_takes_no_notice_does_not_go_on(self) -> None:
        """It may catch what `emit` raises; its run has failed all the same."""

        async def deaf(_: Any) -> str:
            for value in (NOTE, "fine"):
                with contextlib.suppress(Exception):
                    await current_run().emit("note", value)
            return "done"

        events = await events_of(CallableAdapter(deaf), RequestRedaction(self.broken()))
        assert not any(event.type == "custom" for event in events)
        assert events[-1].data["problem"]["detail"] == "identifiers could not be redacted"

    async def test_in_a_thread_too(self) -> None:
        """Where large values are read."""
        said = [("custom", {"name": "note", "value": BIG}), ("custom", {"name": "after", "value": "x"})]
        events = await events_of(Emitting(*said), RequestRedaction(self.broken()))
        assert [event.type for event in events] == ["run.started", "run.failed"]

    async def test_at_the_end_of_a_run(self) -> None:
        """Its output is read when it is complete."""
        for output in (NOTE, BIG):
            events = await events_of(Emitting(outcome=Outcome(output)), RequestRedaction(self.broken()))
            assert [event.type for event in events] == ["run.started", "run.failed"]

    async def test_in_the_words_of_a_failure(self) -> None:
        """They are left out."""
        error = ValueError(NOTE)
        events = await events_of(Emitting(error=error), RequestRedaction(self.broken()), expose_errors=True)
        assert events[-1].data["problem"]["detail"] == "identifiers could not be redacted"

    async def test_on_the_way_in(self) -> None:
        """No graph runs, and the request fails."""
        graph = ScriptedGraph("hello")
        app = Around(AgentASGI(graph, expose_errors=True), redactor=self.broken())
        result = await ask(app, "POST", "/invoke", {"input": NOTE})
        assert result.status == 500
        assert graph.runs == []
        assert not any(value.encode() in result.body for value in VALUES)

    async def test_an_observer_that_fails_is_no_failure_of_redaction(self) -> None:
        """It fails the run as it always does."""

        class Refusing(Recorder):
            def event(self, event: Any) -> None:
                if event.type == "custom":
                    raise RuntimeError("the log is full")

        for value in ("x", BIG):
            adapter = Emitting(("custom", {"name": "note", "value": value}))
            events = await events_of(adapter, observers=[Refusing()])
            assert events[-1].data["problem"]["exception"] == "RuntimeError"

    async def test_what_failed_is_logged_without_its_words(self, caplog: pytest.LogCaptureFixture) -> None:
        """Class and places, as everywhere."""
        await events_of(Emitting(outcome=Outcome(NOTE)), RequestRedaction(self.broken()))
        messages = [record.getMessage() for record in caplog.records]
        assert "redaction failed" in messages
        assert not any(value in str(vars(record)) for record in caplog.records for value in VALUES)


class TestContext:
    async def test_a_thread_of_redaction_knows_its_request(self) -> None:
        """Recognizers log, and their records carry the request's id."""
        seen: list[str | None] = []
        redactor = Redactor(replace=lambda value, span: seen.append(get_request_id()))
        app = Around(
            AgentASGI(Emitting(("custom", {"name": "big", "value": BIG})) and _says(BIG)), redactor=redactor
        )
        result = await ask(app, "POST", "/stream", {"input": "x", "granularity": "full"})
        (request_id,) = result.header("x-request-id")
        assert seen
        assert set(seen) == {request_id}

    async def test_nothing_of_a_run_is_kept_alive_by_its_redaction(self) -> None:
        """Neither the run nor what it was given waits for the collector of cycles."""

        class Given:
            pass

        async def hold(_: Any) -> str:
            return "done"

        service = AgentService({"agent": CallableAdapter(hold)})
        given = Given()
        kept = weakref.ref(given)
        caller = Caller(Principal("ann", claims=given), redaction=RequestRedaction(REDACTOR))
        gc.collect()
        gc.disable()
        try:
            await service.invoke("agent", RunInput(input="x"), caller)
            del given, caller
            await asyncio.sleep(0)
            assert kept() is None
        finally:
            gc.enable()


def _says(text: str) -> Any:
    async def say(_: Any) -> str:
        return text

    return say
