"""Workflows that are executed beside the code that they are to replace, and compared with it."""

from __future__ import annotations

import asyncio
import inspect
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from copy import deepcopy
from typing import Any

import msgspec

from asgi_agent.errors import OverloadedError, RunCancelledError
from asgi_agent.logs import exception_place
from asgi_agent.plain import plain

Compare = Callable[[Any, Any], list[str]]
Execute = Callable[[str, Any, Mapping[str, Any] | None], Awaitable[dict[str, Any]]]
NAMED = 20

logger = logging.getLogger("asgi_agent")


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """How a workflow in the shadow did.

    `differences` names what differs, by path. `exception` is the class of what the workflow raised, or
    `compare=`. The results are there to look into, and may hold what a log must not.
    """

    graph_name: str
    agreed: bool
    differences: tuple[str, ...] = ()
    exception: str | None = None
    execution_id: str | None = None
    workflow_seconds: float = 0.0
    workflow_result: Any = None
    fallback_result: Any = None


class Shadows:
    """Executes workflows in the shadow.

    Args:
        execute: a workflow; raises where it fails.
        count: what became of it.
        compare: the results; see `with_fallback`.
        on_report: called with what came of it.
    """

    def __init__(
        self,
        execute: Execute,
        count: Callable[[str, str], None],
        compare: Compare | None,
        on_report: Callable[[Report], Any] | None,
    ) -> None:
        self.execute = execute
        self.count = count
        self.compare: Compare = differences if compare is None else compare
        self._on_report = on_report
        self._tasks: set[asyncio.Task[None]] = set()

    def begin(self, graph_name: str, data: Any, context: Mapping[str, Any] | None) -> Shadow | None:
        """Execute a workflow with a copy of what the code gets, which may change its own.

        Returns:
            None where there can be no copy: the code works all the same.
        """
        try:
            copy = deepcopy(data)
        except Exception as error:  # whatever the host's own objects raise
            self.count(graph_name, "skipped")
            place = {"graph": graph_name, **exception_place(error)}
            logger.warning("data not copied, workflow not executed", extra=place)
            return None
        shadow = Shadow(self, graph_name, copy, context)
        self._tasks.add(shadow.task)
        shadow.task.add_done_callback(self._tasks.discard)
        return shadow

    async def wait(self) -> None:
        """Wait for all that are in flight."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def tell(self, report: Report) -> None:
        """Log a report without its values, and hand it on."""
        if not report.agreed:
            told = {"graph": report.graph_name, "differences": report.differences[:NAMED]}
            logger.warning("workflow differs", extra={**told, "exception": report.exception})
        if self._on_report is None:
            return
        try:
            value = self._on_report(report)
            if inspect.isawaitable(value):
                await value
        except Exception as error:  # the host's own; nobody waits for it
            logger.error("on_report= failed", extra=exception_place(error))


class Shadow:
    """One workflow in the shadow."""

    def __init__(
        self, shadows: Shadows, graph_name: str, data: Any, context: Mapping[str, Any] | None
    ) -> None:
        self._shadows = shadows
        self._graph_name = graph_name
        self._other: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self.task = asyncio.create_task(self._run(data, context))

    def compare(self, result: Any) -> None:
        """The code has given this."""
        self._other.set_result(plain(result))

    def leave(self) -> None:
        """The code has given nothing, so that there is nothing to compare."""
        self._other.cancel()

    async def _run(self, data: Any, context: Mapping[str, Any] | None) -> None:
        began = time.monotonic()
        executed = await self._executed(data, context)
        took = time.monotonic() - began
        if executed is None or not await self._compared():
            return
        result, exception = executed
        other = self._other.result()
        differences: tuple[str, ...] = ()
        if exception is None:
            differences, exception = self._judged(result.get("result"), other)
        else:
            self._count("broken")
        await self._shadows.tell(
            Report(
                graph_name=self._graph_name,
                agreed=not differences and exception is None,
                differences=differences,
                exception=exception,
                execution_id=result.get("execution_id"),
                workflow_seconds=took,
                workflow_result=result.get("result"),
                fallback_result=other,
            )
        )

    async def _executed(
        self, data: Any, context: Mapping[str, Any] | None
    ) -> tuple[dict[str, Any], str | None] | None:
        """What the workflow gave, or the class of what it raised; None where there is nothing to compare."""
        try:
            return await self._shadows.execute(self._graph_name, data, context), None
        except OverloadedError:
            self._count("skipped")  # the callers come first
        except RunCancelledError:
            self._count("cancelled")  # by somebody
        except Exception as error:
            return {}, type(error).__name__
        return None

    def _judged(self, result: Any, other: Any) -> tuple[tuple[str, ...], str | None]:
        """What differs, and the class of what the host's own comparison raised."""
        try:
            differences = tuple(self._shadows.compare(result, other))
        except Exception as error:  # nobody waits for it
            self._count("uncompared")
            logger.error("results not compared", extra={"graph": self._graph_name, **exception_place(error)})
            return (), type(error).__name__
        self._count("differed" if differences else "agreed")
        return differences, None

    def _count(self, outcome: str) -> None:
        self._shadows.count(self._graph_name, outcome)

    async def _compared(self) -> bool:
        await asyncio.wait([self._other])
        return not self._other.cancelled()


def differences(ours: Any, theirs: Any, path: str = "") -> list[str]:
    """Paths at which the workflow's result has not what the code's result has; more does not matter."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return [
            found
            for key, value in theirs.items()
            for found in differences(
                ours.get(key, msgspec.UNSET), value, f"{path}.{key}" if path else str(key)
            )
        ]
    if isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        pairs = enumerate(zip(ours, theirs, strict=True))
        return [
            found for place, (one, other) in pairs for found in differences(one, other, f"{path}[{place}]")
        ]
    return [] if ours == theirs else [path or "result"]
