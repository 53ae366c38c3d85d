"""Nodes of a workflow where nobody traces them, which is most of the time."""

from __future__ import annotations

from contextvars import copy_context
from typing import TYPE_CHECKING, Any, cast

from langchain_core.runnables import Runnable, RunnableConfig
from langchain_core.runnables.config import var_child_runnable_config

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Generator, Sequence
    from contextvars import Context

    Visit = Callable[[Any], Coroutine[Any, Any, Any]]

_OF_THE_NODE = ("run_name", "run_id")
"""What the config of a node says of its own run, and of none inside of it."""


class Untraced(Runnable[Any, Any]):
    """What LangGraph runs of a node: its visit, and what writes the outcome to the state.

    LangGraph makes a run for LangChain's callbacks of each visit, and a task, whether anybody listens or not;
    that is a fifth of what a small graph takes. Where somebody listens (LangSmith, a handler, a stream of
    messages) this is left to what LangGraph has made of the node.

    Args:
        visit: takes the state, gives what to write.
        traced: what LangGraph has made of the node.
        writers: those of the node.
    """

    def __init__(
        self, visit: Visit, traced: Runnable[Any, Any], writers: Sequence[Runnable[Any, Any]]
    ) -> None:
        self._visit = visit
        self._traced = traced
        self._writers = writers

    def invoke(self, input: Any, config: RunnableConfig | None = None, **kwargs: Any) -> Any:  # noqa: A002
        """As LangGraph does it, which refuses nodes that are async."""
        return self._traced.invoke(input, config, **kwargs)

    async def ainvoke(self, input: Any, config: RunnableConfig | None = None, **kwargs: Any) -> Any:  # noqa: A002
        """A visit to the node, in a context of its own."""
        if config is None or _is_heard(config.get("callbacks")):
            return await self._traced.ainvoke(input, config, **kwargs)
        inner = cast("RunnableConfig", {k: v for k, v in config.items() if k not in _OF_THE_NODE})
        context = copy_context()
        context.run(var_child_runnable_config.set, inner)
        given = await _Within(context, self._visit(input))
        for writer in self._writers:
            writer.invoke(given, inner)
        return given


def _is_heard(callbacks: Any) -> bool:
    """Whether a handler wants to be told of nodes; those that only listen to models do not."""
    handlers = getattr(callbacks, "handlers", callbacks) or ()
    return not all(handler.ignore_chain for handler in handlers)


class _Within:
    """Awaits a coroutine in a context of its own, as a task would, but without a turn of the loop."""

    def __init__(self, context: Context, work: Coroutine[Any, Any, Any]) -> None:
        self._context = context
        self._work = work

    def __await__(self) -> Generator[Any, Any, Any]:
        run, step, said = self._context.run, cast("Callable[..., Any]", self._work.send), None
        while True:
            try:
                awaited = run(step, said)
            except StopIteration as end:
                return end.value
            try:
                step, said = self._work.send, (yield awaited)
            except BaseException as error:  # whatever is thrown in is the coroutine's to handle
                step, said = self._work.throw, error
