"""A run in flight: its task, its stream of events, its end."""

from __future__ import annotations

import asyncio
import functools
import logging
import time
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from asgi_agent.buffer import EventBuffer
from asgi_agent.errors import (
    GraphFailedError,
    Problem,
    RunCancelledError,
    RunTimeoutError,
    ShuttingDownError,
)
from asgi_agent.events import FAMILY_OF, Family, Outcome, RunEvent, RunResult
from asgi_agent.logs import exception_place
from asgi_agent.plain import plain
from asgi_agent.redaction.pipe import EventPipe
from asgi_agent.run import _current_run

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Generator, Sequence

    from asgi_agent.graphs.base import GraphAdapter
    from asgi_agent.observation import RunObservation, RunObserver
    from asgi_agent.redaction.pipe import Emitted, Redacted
    from asgi_agent.redaction.run import RunRedaction
    from asgi_agent.run import Run

CancelReason = Literal["request", "disconnect", "timeout", "shutdown"]

logger = logging.getLogger("asgi_agent")

# How long a graph may go on after it was cancelled (a node that swallows the cancellation, a store that hangs
# while the thread is healed) before its readers are told the end without it.
CANCEL_GRACE = 5.0


class _Accepted:
    """What `run.emit` returns: the event is on its way; awaiting this waits for a slow reader."""

    __slots__ = ("_buffer", "_pipe")

    def __init__(self, buffer: EventBuffer, pipe: EventPipe | None = None) -> None:
        self._buffer = buffer
        self._pipe = pipe

    def __await__(self) -> Generator[Any, None, None]:
        return _accepted(self._buffer, self._pipe).__await__()


async def _accepted(buffer: EventBuffer, pipe: EventPipe | None) -> None:
    if pipe is not None:
        await pipe.settled()
    await buffer.room()


def _after_the_end(name: str, value: Any) -> Awaitable[None]:
    """`Run.emit` for a task that the graph left behind: nobody hears it, and nothing waits."""
    return _Accepted(EventBuffer())


class LiveRun:
    """Runs a graph once, in a task of its own, and says how it went in a stream with exactly one end.

    The task is what makes cancellation reach nested graphs: frameworks stop on `task.cancel()`, and not
    always when an AnyIO scope around them is cancelled, which is what hosts do to a request that is gone.
    """

    def __init__(
        self,
        run: Run,
        adapter: GraphAdapter,
        *,
        owner: str,
        holds_thread: bool,
        prepare: Callable[[LiveRun, AsyncExitStack], Awaitable[None]] | None,
        released: Callable[[LiveRun], None],
        observers: Sequence[RunObserver] = (),
        expose_errors: bool = False,
        redaction: RunRedaction | None = None,
    ) -> None:
        self.run = run
        self.owner = owner
        self.holds_thread = holds_thread
        self.buffer = EventBuffer()
        self.listening = run.include
        self._unheard: frozenset[str] = frozenset()
        self.cancel_reason: CancelReason | None = None
        self._adapter = adapter
        self._prepare = prepare
        self._released = released
        self._observers = observers
        self._observations: list[RunObservation] = []
        self._expose_errors = expose_errors
        self._redaction = redaction
        self._pipe: EventPipe | None = None
        if redaction is not None and not redaction.passes:
            self._pipe = EventPipe(redaction, self._say_redacted)
        self._seq = 0
        self._outcome: Outcome | Problem | None = None
        self._loop = asyncio.get_running_loop()
        self._ended = asyncio.Event()
        self._timers: list[asyncio.TimerHandle] = []
        self._task: asyncio.Task[None] | None = None
        self._given_up = False
        run._emit = self.emit_custom

    def start(self, timeout: float | None = None) -> None:
        """Begin; cancel with reason `timeout` after that many seconds."""
        self._unheard = _unheard_kinds(self.listening)
        self._task = self._loop.create_task(self._drive(), name=f"asgi-agent run {self.run.run_id}")
        self._task.add_done_callback(self._task_done)
        if timeout is not None:
            self._timers.append(self._loop.call_later(timeout, self.cancel, "timeout"))

    def cancel(self, reason: CancelReason) -> None:
        """Stop the graph. The first reason given is the one reported; later calls change nothing."""
        if self._task is None or self.cancel_reason is not None or self._ended.is_set():
            return
        self.cancel_reason = reason
        # Not before the task's first step, or the run would end without having begun.
        self._loop.call_soon(self._task.cancel)
        self._timers.append(self._loop.call_later(CANCEL_GRACE, self._give_up))

    @property
    def ended(self) -> bool:
        """Whether the terminal event is out."""
        return self._ended.is_set()

    async def wait(self) -> None:
        """Wait for the end, whatever it is. Cancelling the wait does not cancel the run."""
        await self._ended.wait()

    async def result(self) -> RunResult:
        """Wait for the end.

        Raises:
            Problem: the run failed, timed out or was cancelled.
        """
        await self.wait()
        outcome = self._outcome
        if not isinstance(outcome, Outcome):
            assert outcome is not None
            raise outcome
        return RunResult(
            run_id=self.run.run_id,
            thread_id=self.run.thread_id,
            status=outcome.status,
            output=outcome.output,
            interrupts=outcome.interrupts,
            usage=outcome.usage,
        )

    async def only_result(self, left: CancelReason) -> RunResult:
        """As `result`, for who hears no events. Cancelling the wait cancels the run, with this reason."""
        self.buffer.abandon()
        try:
            return await self.result()
        finally:
            self.cancel(left)

    async def emit(
        self, event_type: str, data: dict[str, Any], *, node: str | None = None, path: tuple[str, ...] = ()
    ) -> None:
        """The adapter's way out; see `asgi_agent.graphs.base.Emit`."""
        self._push(event_type, data, node, path)
        if self._pipe is not None and self._pipe.busy:
            await self._pipe.settled()
        if self.buffer.full:
            await self.buffer.room()

    def emit_custom(self, name: str, value: Any) -> Awaitable[None]:
        """The graph's own way out; see `Run.emit`."""
        data = {"name": name, "value": plain(value)}
        try:
            inside = asyncio.get_running_loop() is self._loop
        except RuntimeError:
            inside = False
        if inside:
            self._push("custom", data, None, ())
            return _Accepted(self.buffer, self._pipe)
        asyncio.run_coroutine_threadsafe(self.emit("custom", data), self._loop).result()
        return _Accepted(EventBuffer())  # has waited, and a loop of the thread's own would not be woken

    def _push(self, event_type: str, data: dict[str, Any], node: str | None, path: tuple[str, ...]) -> None:
        if self._ended.is_set():
            return  # a task that the graph left behind speaks after the end
        heard = event_type.partition(".")[0] not in self._unheard
        if not heard and not self._observations:
            return
        if self._pipe is not None:
            self._pipe.push(event_type, data, node, path, heard)
        else:
            self._say(self._event(event_type, data, node, path), heard)

    def _say(self, event: RunEvent, heard: bool) -> None:
        for observation in self._observations:
            observation.event(event)
        if heard:
            self.buffer.push(event)

    def _say_redacted(self, emitted: Emitted, said: Redacted) -> None:
        """Say what redaction made of an event; a caller who sees real values gets another one than observers.

        Both have the same `seq`. Where what holds back tokens says more than one event, the caller gets those
        before it under numbers of their own.
        """
        node, path = emitted.node, emitted.path
        shown = said.shown if emitted.heard else None
        if shown is None:
            self._say(self._event(said.type, said.data, node, path), emitted.heard)
            return
        for event_type, data in shown[:-1]:
            self.buffer.push(self._event(event_type, data, node, path))
        event = self._event(said.type, said.data, node, path)
        self._say(event, heard=False)
        if shown:
            self.buffer.push(msgspec.structs.replace(event, data=shown[-1][1]))

    def _event(
        self, event_type: str, data: dict[str, Any], node: str | None = None, path: tuple[str, ...] = ()
    ) -> RunEvent:
        self._seq += 1
        run = self.run
        return RunEvent(event_type, run.run_id, run.thread_id, self._seq, time.time(), node, path, data)

    async def _drive(self) -> None:
        _current_run.set(self.run)
        for observer in self._observers:
            if (observation := observer(self.run)) is not None:
                self._observations.append(observation)
                if observation.needs is not Family.NONE:  # uniting flags takes longer than an observation
                    self.run.include |= observation.needs
        self._push("run.started", {"graph": self.run.graph, "request_id": self.run.request_id}, None, ())
        try:
            outcome = await self._execute()
            outcome, shown = (outcome, outcome) if self._pipe is None else await self._pipe.outcome(outcome)
        except asyncio.CancelledError as error:
            # A node may raise CancelledError by itself; that is a failure of the graph, no cancellation.
            if self.cancel_reason is None and not (self._task and self._task.cancelling()):
                await self._fail(error)
            else:
                self._cancelled()
        except Exception as error:
            await self._fail(error)
        else:
            self._finish(outcome, shown)

    async def _execute(self) -> Outcome:
        if self._prepare is None:
            return await self._run_graph()
        async with AsyncExitStack() as stack:
            await self._prepare(self, stack)
            try:
                return await self._run_graph()
            except (Exception, asyncio.CancelledError) as error:
                swallowed = error
                raise
        # Only where the host's context swallowed it, which makes no success of a run that has no outcome.
        raise swallowed

    async def _run_graph(self) -> Outcome:
        try:
            return await self._adapter.run(self.run, self.emit)
        except asyncio.CancelledError:
            await self._heal()
            raise

    async def _heal(self) -> None:
        try:
            await self._adapter.heal(self.run)
        except Exception as error:  # the run is over either way, and its end must still be told
            log_failure("thread not healed after a cut", self.run, error)

    def _finish(self, outcome: Outcome, shown: Outcome) -> None:
        for seen, asked in zip(outcome.interrupts, shown.interrupts, strict=True):
            event = self._event("interrupt", msgspec.to_builtins(seen))
            self._say(event, heard=asked is seen)
            if asked is not seen:
                self.buffer.push(msgspec.structs.replace(event, data=msgspec.to_builtins(asked)))
        self._end(shown, "run.finished", _finished(outcome), None if shown is outcome else _finished(shown))

    async def _fail(self, error: BaseException) -> None:
        problem = self._problem(error)
        if self._pipe is not None:
            problem = await self._pipe.problem(problem)
        self._failed(problem)

    def _problem(self, error: BaseException) -> Problem:
        problem = error if isinstance(error, Problem) else GraphFailedError.caused_by(error)
        if problem.status >= 500:
            log_failure("run failed", self.run, error)
            if self._expose_errors:
                problem.detail = str(problem.__cause__ or error)
        return problem

    def _failed(self, problem: Problem) -> None:
        self._end(problem, "run.failed", {"problem": problem.to_dict(self.run.request_id)})

    def _cancelled(self) -> None:
        reason = self.cancel_reason or "shutdown"
        self._end(_as_problem(reason), "run.cancelled", {"reason": reason})

    def _end(
        self,
        outcome: Outcome | Problem,
        event_type: str,
        data: dict[str, Any],
        shown: dict[str, Any] | None = None,
    ) -> None:
        if self._ended.is_set():
            return
        # The thread is free before its reader learns that the run is over: the next message on the thread
        # may be on its way the moment after. A graph that goes on keeps its thread, or two would write to it.
        if not self._given_up:
            self._released(self)
        self._outcome = outcome
        event = self._event(event_type, data)
        for observation in self._observations:
            try:
                observation.event(event)
            except Exception as fault:  # whoever waits for the run must learn of its end all the same
                log_failure("observer failed at the end of a run", self.run, fault)
        for timer in self._timers:
            timer.cancel()
        # What the run was given and what it gave are let go at once, and not when cycles are looked for.
        self.run._emit = _after_the_end
        if self._pipe is not None:
            self._pipe.close()
        if self._redaction is not None:
            self._redaction.close()
        self.buffer.close(event if shown is None else msgspec.structs.replace(event, data=shown))
        self._ended.set()

    def _give_up(self) -> None:
        logger.error("graph goes on after it was cancelled", extra={"run_id": self.run.run_id})
        self._given_up = True
        self._cancelled()
        if self._task is not None:
            self._task.cancel()

    def _task_done(self, task: asyncio.Task[None]) -> None:
        """The last resort: cancelled before its first step, or stopped by something like SystemExit."""
        if self._given_up:
            self._released(self)
        if not task.cancelled() and (error := task.exception()) is not None:
            problem = self._problem(error)
            if self._pipe is not None:
                problem.detail = ""  # there is no time left to read it
            self._failed(problem)
        else:
            self._cancelled()


@functools.lru_cache(maxsize=64)
def _unheard_kinds(listening: Family) -> frozenset[str]:
    """What stands before the dot in the types that a listener to these families does not get.

    Worked out once for all runs: testing flags for every event costs more than the rest of handing it on.
    """
    return frozenset(kind for kind, family in FAMILY_OF.items() if not family & listening)


def _finished(outcome: Outcome) -> dict[str, Any]:
    return {
        "outcome": outcome.status,
        "output": outcome.output,
        "interrupts": [msgspec.to_builtins(interrupt) for interrupt in outcome.interrupts],
        "usage": outcome.usage,
    }


def _as_problem(reason: CancelReason) -> Problem:
    if reason == "timeout":
        return RunTimeoutError("the run took longer than the server allows")
    if reason == "shutdown":
        return ShuttingDownError("the server is shutting down", headers={"retry-after": "1"})
    return RunCancelledError("another request cancelled the run")


def log_failure(message: str, run: Run, error: BaseException) -> None:
    """Log what failed and where: class and places, never the text."""
    ids = {"run_id": run.run_id, "request_id": run.request_id, "graph": run.graph}
    logger.error(message, extra=ids | exception_place(error.__cause__ or error))
