"""The way of a run's events through their redaction, in order, heavy ones in a thread."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections import deque
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from asgi_agent.errors import Problem
from asgi_agent.logs import exception_place
from asgi_agent.redaction.offload import in_thread

if TYPE_CHECKING:
    from typing import TypeVar

    from asgi_agent.events import Outcome
    from asgi_agent.redaction.rewriting import Said
    from asgi_agent.redaction.run import RunRedaction

    T = TypeVar("T")

logger = logging.getLogger("asgi_agent")

FAILED = "identifiers could not be redacted"


class Emitted(NamedTuple):
    """An event as the graph gave it."""

    type: str
    data: dict[str, Any]
    node: str | None
    path: tuple[str, ...]
    heard: bool
    """Whether the reader listens to events of this kind; observers see it in any case."""
    cut: bool
    """Whether it ends something that an exception broke off."""


class Redacted(NamedTuple):
    """An event as observers may see it, and as the caller gets it."""

    type: str
    data: dict[str, Any]
    shown: list[Said] | None
    """What the caller gets instead, where it sees real values: nothing, or events of which the last is this
    one. None where it gets the same."""


class Say(Protocol):
    """Hands on what is said in place of an event."""

    def __call__(self, emitted: Emitted, said: Redacted, /) -> None: ...


class EventPipe:
    """Takes a run's events as they come, and hands them on redacted in the same order.

    What is quickly read is handed on before `push` returns. Anything else is read in a thread, and what comes
    after it waits. What goes wrong ends the run: from then on nothing passes.
    """

    def __init__(self, redaction: RunRedaction, say: Say) -> None:
        self._redaction = redaction
        self._say: Say | None = say
        self._waiting: deque[Emitted] = deque()
        self._worker: asyncio.Task[None] | None = None
        self._failure: Problem | None = None
        self._fault: Exception | None = None
        self._custom: Emitted | None = None

    def push(
        self, event_type: str, data: dict[str, Any], node: str | None, path: tuple[str, ...], heard: bool
    ) -> None:
        """Take one event.

        Raises:
            Problem: redaction has failed, now or before. What an observer raises passes through.
        """
        self.check()
        # Adapters end what is open while the exception that broke it off is on its way out.
        cut = event_type.endswith(".end") and sys.exception() is not None
        emitted = Emitted(event_type, data, node, path, heard, cut)
        if event_type == "custom":
            self._custom = emitted
        if self._worker is not None or self._redaction.heavy(emitted):
            self._waiting.append(emitted)
            if self._worker is None:
                self._worker = asyncio.get_running_loop().create_task(self._work())
            return
        try:
            said = self._redaction.rewrite(emitted)
        except Exception as error:
            raise self._failed(error) from None
        self._hand_on(emitted, said)

    @property
    def busy(self) -> bool:
        """Whether something that was pushed has not been handed on."""
        return self._worker is not None

    async def settled(self) -> None:
        """Wait until all that was pushed has been handed on.

        Raises:
            Problem: redaction has failed.
        """
        while self._worker is not None:
            await asyncio.wait([self._worker])
        self.check()

    async def outcome(self, outcome: Outcome) -> tuple[Outcome, Outcome]:
        """How the run came out, as observers may know it and as the caller gets it; raises as `settled`."""
        await self.settled()
        try:
            rest = await self._redaction.rest()
            seen, shown = await self._redaction.outcome(outcome)
        except Exception as error:
            raise self._failed(error) from None
        if self._custom is not None:
            self._hand_on(self._custom, rest)
        return seen, shown

    async def problem(self, problem: Problem) -> Problem:
        """The problem that the run ends with, without identifiers in its words."""
        if self._failure is not None:
            return Problem(FAILED)
        return await self._redaction.problem(problem)

    def check(self) -> None:
        """Raise what redaction or an observer failed with, if one did."""
        if (fault := self._failure or self._fault) is not None:
            raise fault

    def close(self) -> None:
        """The run is over: what still waits is dropped, since nobody has read it."""
        self._waiting.clear()
        if self._worker is not None:
            self._worker.cancel()
        self._say = None

    async def _work(self) -> None:
        try:
            while self._waiting:
                emitted = self._waiting.popleft()
                self._hand_on(emitted, await self._rewritten(emitted))
        except Exception as error:
            self._fault = error
            self._waiting.clear()
        finally:
            self._worker = None

    async def _rewritten(self, emitted: Emitted) -> list[Redacted]:
        try:
            if self._redaction.heavy(emitted):
                return await in_thread(self._redaction.rewrite, emitted)
            return self._redaction.rewrite(emitted)
        except Exception as error:
            raise self._failed(error) from None

    def _hand_on(self, emitted: Emitted, said: list[Redacted]) -> None:
        for one in said:
            if self._say is not None:
                self._say(emitted, one)

    def _failed(self, error: Exception) -> Problem:
        """Let nothing pass from here on. What redaction failed with may quote what it was about."""
        logger.error("redaction failed", extra=exception_place(error))
        self._failure = Problem(FAILED)
        return self._failure
