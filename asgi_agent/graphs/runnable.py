"""Runs any LangChain `Runnable`: a chain, a prompt with a model, a model by itself, a `RunnableLambda`."""

from __future__ import annotations

from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from asgi_agent.errors import GraphFailedError, InvalidInputError, NothingToResumeError, Problem
from asgi_agent.events import Family, Outcome
from asgi_agent.graphs.langgraph.config import run_config
from asgi_agent.graphs.langgraph.describe import describe, local_schemas
from asgi_agent.graphs.langgraph.messages import MessageProjection
from asgi_agent.graphs.langgraph.usage import Report, UsageLedger, usage_handler
from asgi_agent.graphs.messages import MessageStream
from asgi_agent.plain import plain

if TYPE_CHECKING:
    from asgi_agent.graphs.base import Emit, GraphDescription
    from asgi_agent.run import Run

_METHODS = ("ainvoke", "astream", "abatch", "get_graph", "get_input_jsonschema")


def is_runnable(candidate: object) -> bool:
    """Whether this is an instance of LangChain's `Runnable`, told by its shape."""
    return not isinstance(candidate, type) and all(
        callable(getattr(candidate, name, None)) for name in _METHODS
    )


class RunnableAdapter:
    """Runs a LangChain `Runnable`, which keeps no threads and has no steps of its own.

    Streamed strings are pieces of one message, chat messages and their chunks are messages; any other
    pieces are only added up to the output, as LangChain itself adds them.
    """

    kind = "runnable"

    def __init__(self, runnable: Any) -> None:
        self._runnable = runnable

    async def run(self, run: Run, emit: Emit) -> Outcome:
        if run.resuming:
            raise NothingToResumeError("a runnable cannot be interrupted")
        if run.input is None:
            raise InvalidInputError(
                "an input is required", errors=[{"loc": "body.input", "msg": "the runnable needs an input"}]
            )
        config = run_config(run, run.thread_id)
        reports: list[Report] = []
        if (handler := usage_handler(reports)) is not None:
            config["callbacks"] = [handler]
        try:
            output = await self._output(run, emit, config)
        except Problem:
            raise
        except Exception as error:
            raise GraphFailedError.caused_by(error) from error
        ledger = UsageLedger()
        for report in reports:
            await emit("usage", ledger.add(report))
        return Outcome(plain(output), usage=ledger.total())

    async def heal(self, run: Run) -> None:
        """Nothing to do: a runnable keeps no thread."""

    async def thread_owner(self, thread_id: str) -> str | None:
        """None: a runnable stores nothing."""
        return None

    def describe(self) -> GraphDescription:
        return describe(self._runnable, self.kind, local_schemas(self._runnable))

    async def _output(self, run: Run, emit: Emit, config: dict[str, Any]) -> Any:
        if not run.wants(Family.MESSAGES | Family.TOOLS):
            return await self._runnable.ainvoke(run.input, config)
        pieces = _Pieces(run, emit)
        chunks = self._runnable.astream(run.input, config)
        try:
            async with aclosing(chunks):
                async for chunk in chunks:
                    await pieces.take(chunk)
        except Exception:
            await pieces.close()
            raise
        await pieces.close()
        return _whole(pieces.total)


class _Pieces:
    """Says what is streamed and adds it up."""

    def __init__(self, run: Run, emit: Emit) -> None:
        self.total: Any = None
        self._wants_text = run.wants(Family.MESSAGES)
        self._text_id = run.run_id
        self._text = MessageStream(emit)
        self._messages = MessageProjection(emit, text=self._wants_text, tools=run.wants(Family.TOOLS))

    async def take(self, chunk: Any) -> None:
        self.total = chunk if self.total is None else _added(self.total, chunk)
        if isinstance(chunk, str):
            if chunk and self._wants_text:
                await self._text.text(self._text_id, chunk)
        else:
            await self._messages.message(chunk, None, ())

    async def close(self) -> None:
        await self._text.close()
        await self._messages.close()


def _added(total: Any, chunk: Any) -> Any:
    """Pieces of an output together; pieces that do not add up replace one another, as in LangChain."""
    try:
        return total + chunk
    except TypeError:
        return chunk


def _whole(output: Any) -> Any:
    """An output as `ainvoke` would have given it: a message, not the sum of its chunks."""
    if getattr(output, "type", None) != "AIMessageChunk":
        return output
    from langchain_core.messages import message_chunk_to_message

    return message_chunk_to_message(output)
