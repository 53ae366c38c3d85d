"""`with_fallback`: workflows with the code that they are to replace behind them."""

from __future__ import annotations

import asyncio
import inspect
import logging
from collections import Counter
from typing import TYPE_CHECKING, Any, Literal, TypedDict

from asgi_agent.errors import (
    ConfigurationError,
    ForbiddenError,
    Problem,
    RunCancelledError,
    UnauthenticatedError,
)
from asgi_agent.workflow_service.shadow import Shadows

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from asgi_agent.workflow_service.service import WorkflowService
    from asgi_agent.workflow_service.shadow import Compare, Report

    Handler = Callable[..., Any]

logger = logging.getLogger("asgi_agent")

Source = Literal["workflow", "fallback"]


class FallbackResult(TypedDict):
    """What came of it, and where it came from.

    `status` and `execution_id` are the workflow's; None where it was not begun, or not waited for. `reason`
    says why it fell back: the class of an exception, or the problem's own word.
    """

    source: Source
    result: Any
    status: str | None
    execution_id: str | None
    reason: str | None


class WorkflowFailedError(Problem):
    """A workflow failed, and there is nothing to fall back to."""

    slug, title = "workflow-failed", "The workflow failed"


class Fallback:
    """Executes workflows, and in their place what they are to replace. Made by `with_fallback`.

    Attributes:
        counts: how often what happened, by workflow and outcome: `workflow`, `fallback`, `failed` where
            nothing was to fall back to or that failed too, `cancelled` where somebody cancelled the workflow;
            in shadow mode `agreed`, `differed`, `broken`, `uncompared` where `compare=` failed, and `skipped`
            where there was no room beside the callers, or no copy of the data.
    """

    def __init__(
        self,
        service: WorkflowService,
        handlers: Mapping[str, Handler],
        timeout: float | None,
        shadow: bool,
        compare: Compare | None,
        on_report: Callable[[Report], Any] | None,
    ) -> None:
        self.service = service
        self.counts: Counter[tuple[str, str]] = Counter()
        self._handlers: dict[str, Handler] = {}
        for name, handler in handlers.items():
            self.register_fallback(name, handler)
        self._timeout = timeout
        self._shadows = Shadows(self._execute, self._count, compare, on_report) if shadow else None

    def register_fallback(self, graph_name: str, handler: Handler) -> None:
        """Have code behind a workflow: `(data)` or `(data, context)`, sync or async.

        Raises:
            ConfigurationError: it is not callable.
        """
        if not callable(handler):
            raise ConfigurationError(
                f"what is behind {graph_name} is a callable, not {type(handler).__qualname__}"
            )
        self._handlers[graph_name] = handler

    async def execute_with_fallback(
        self, graph_name: str, data: Any, context: Mapping[str, Any] | None = None
    ) -> FallbackResult:
        """Execute a workflow; where it fails or takes too long, do what is behind it.

        A workflow that waits for an answer has not failed, nor has one that somebody cancelled. Who may not
        use it gets nothing else either. In shadow mode the result is that of the code behind it, and the
        workflow is executed beside that.

        Args:
            graph_name: of the workflow.
            data: its initial state, and what the code behind it gets.
            context: as for `WorkflowService.execute_workflow`.

        Raises:
            RunCancelledError: somebody cancelled the execution.
            Problem: the workflow failed, and there is nothing behind it.
            Exception: what the code behind it raises.
        """
        handler = self._handlers.get(graph_name)
        if self._shadows is not None and handler is not None:
            return await self._in_shadow(self._shadows, handler, graph_name, data, context)
        try:
            result = await self._execute(graph_name, data, context)
        except RunCancelledError:
            self._count(graph_name, "cancelled")
            raise
        except Exception as error:
            if _refuses(error):
                raise
            if handler is None:
                self._count(graph_name, "failed")
                raise
            return await self._fallen_back(handler, graph_name, data, context, error)
        self._count(graph_name, "workflow")
        return FallbackResult(
            source="workflow",
            result=result["result"],
            status=result["status"],
            execution_id=result["execution_id"],
            reason=None,
        )

    async def aclose(self) -> None:
        """Wait for the workflows that are executed in the shadow."""
        if self._shadows is not None:
            await self._shadows.wait()

    async def _execute(self, graph_name: str, data: Any, context: Mapping[str, Any] | None) -> dict[str, Any]:
        async with asyncio.timeout(self._timeout):
            result = await self.service.execute_workflow(graph_name, data, context)
        if result["status"] in ("completed", "interrupted"):
            return result
        if result["status"] == "cancelled":
            raise RunCancelledError("the execution was cancelled")
        error = result["error"] or {}
        told = {name: error[name] for name in ("node", "exception") if name in error}
        raise WorkflowFailedError(str(error.get("title", "")), extensions=told)

    async def _fallen_back(
        self,
        handler: Handler,
        graph_name: str,
        data: Any,
        context: Mapping[str, Any] | None,
        error: Exception,
    ) -> FallbackResult:
        reason = str(getattr(error, "extensions", {}).get("exception") or type(error).__name__)
        logger.warning("workflow fell back", extra={"graph": graph_name, "exception": reason})
        try:
            result = await _handled(handler, data, context)
        except Exception:
            self._count(graph_name, "failed")
            raise
        self._count(graph_name, "fallback")
        return FallbackResult(source="fallback", result=result, status=None, execution_id=None, reason=reason)

    async def _in_shadow(
        self,
        shadows: Shadows,
        handler: Handler,
        graph_name: str,
        data: Any,
        context: Mapping[str, Any] | None,
    ) -> FallbackResult:
        shadow = shadows.begin(graph_name, data, context)
        try:
            result = await _handled(handler, data, context)
        except BaseException:
            if shadow is not None:
                shadow.leave()
            self._count(graph_name, "failed")
            raise
        if shadow is not None:
            shadow.compare(result)
        self._count(graph_name, "fallback")
        return FallbackResult(source="fallback", result=result, status=None, execution_id=None, reason=None)

    def _count(self, graph_name: str, outcome: str) -> None:
        self.counts[graph_name, outcome] += 1
        self.service.metrics.fell(graph_name, outcome)


def with_fallback(
    service: WorkflowService,
    handlers: Mapping[str, Handler],
    *,
    timeout: float | None = None,
    shadow: bool = False,
    compare: Compare | None = None,
    on_report: Callable[[Report], Any] | None = None,
) -> Fallback:
    """Put the code that workflows are to replace behind them, to change over step by step.

        orders = with_fallback(service, {"OrderProcessing": process_order_legacy}, timeout=5)
        answer = await orders.execute_with_fallback("OrderProcessing", {"order_id": 7})
        answer["source"], answer["result"]

    Args:
        service: of the workflows.
        handlers: code by the name of a workflow: `(data)` or `(data, context)`, sync or async; sync code
            runs in a thread.
        timeout: seconds that a workflow may take before it is cancelled and the code behind it is called.
        shadow: have the code behind a workflow answer, execute the workflow beside it, and compare the
            results.
        compare: `(result of the workflow, result of the code)` gives the names of what differs. Default:
            what the code's result has, the workflow's must have as well.
        on_report: called with each `Report`, sync or async. Its values may be a patient's; what is logged has
            only names.

    Raises:
        ConfigurationError: a handler is not callable, or an option cannot work.
    """
    if timeout is not None and timeout <= 0:
        raise ConfigurationError(f"timeout= is above 0, not {timeout!r}")
    if not shadow and (compare is not None or on_report is not None):
        raise ConfigurationError("compare= and on_report= are for shadow=True")
    return Fallback(service, handlers, timeout, shadow, compare, on_report)


def _refuses(error: Exception) -> bool:
    """Whether it keeps the caller out: one of ours, or the `HTTPException` of the host's framework."""
    if isinstance(error, UnauthenticatedError | ForbiddenError):
        return True
    return getattr(error, "status_code", None) in (401, 403) and hasattr(error, "detail")


async def _handled(handler: Handler, data: Any, context: Mapping[str, Any] | None) -> Any:
    arguments = (data, context) if _takes_two(handler) else (data,)
    if inspect.iscoroutinefunction(handler):
        return await handler(*arguments)
    value = await asyncio.to_thread(handler, *arguments)
    return await value if inspect.isawaitable(value) else value


def _takes_two(handler: Handler) -> bool:
    try:
        inspect.signature(handler).bind(None, None)
    except TypeError:
        return False
    return True
