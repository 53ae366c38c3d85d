"""What LangGraph keeps of a thread between runs."""

from __future__ import annotations

import asyncio
import logging
import uuid
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from asgi_agent.graphs.langgraph.config import OWNER_KEY
from asgi_agent.graphs.langgraph.inputs import pending_interrupts
from asgi_agent.logs import exception_place

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

logger = logging.getLogger("asgi_agent")

# Channels that LangGraph writes to on behalf of a task that has come to no result.
RESUME = "__resume__"
_NO_RESULTS = frozenset((RESUME, "__interrupt__", "__error__"))


def has_checkpointer(graph: Any) -> bool:
    """Whether the graph remembers threads, as of now: a host may set the checkpointer when it starts."""
    return getattr(graph, "checkpointer", None) not in (None, False)


def remote_thread_id(thread_id: str) -> str:
    """A thread id that LangGraph's server takes, which is a UUID; the same one for the same thread."""
    try:
        return str(uuid.UUID(thread_id))
    except ValueError:
        return str(uuid.uuid5(uuid.NAMESPACE_URL, f"urn:asgi-agent:thread:{thread_id}"))


async def stored_state(
    graph: Any, config: dict[str, Any], *, remote: bool, subgraphs: bool = False
) -> Any | None:
    """The thread's `StateSnapshot`, or None where nothing can be or is stored."""
    if not remote and not has_checkpointer(graph):
        return None
    try:
        return await graph.aget_state({"configurable": config["configurable"]}, subgraphs=subgraphs)
    except Exception as error:
        if remote and getattr(error, "status_code", None) == 404:
            return None
        raise


async def stored_owner(graph: Any, thread_id: str, *, remote: bool) -> str | None:
    """The owner in the metadata of the thread's last checkpoint; see `GraphAdapter.thread_owner`."""
    config: dict[str, Any] = {"configurable": {"thread_id": thread_id, "checkpoint_ns": ""}}
    if remote:
        state = await stored_state(graph, {"configurable": {"thread_id": thread_id}}, remote=True)
        metadata = None if state is None or not state.created_at else state.metadata
    elif has_checkpointer(graph):
        # Not aget_state, which would also work out what the thread would do next.
        stored = await graph.checkpointer.aget_tuple(config)
        metadata = None if stored is None else stored.metadata
    else:
        metadata = None
    return None if metadata is None else str(metadata.get(OWNER_KEY, ""))


@asynccontextmanager
async def answers_for_one_run(graph: Any, state: Any | None) -> AsyncIterator[None]:
    """While a run goes on with an answer: if it is cut, or fails, the question is asked anew.

    LangGraph keeps the answer that a task was cut or failed with, and gives it to the task again in the next
    run, whatever that one answers: who approved, was cut off and then declined would have approved.

    Args:
        graph: that goes on.
        state: where its thread stands, with its subgraphs; None where it goes on with nothing that is stored.
    """
    before = [] if state is None else await _stored_answers(graph, state)
    try:
        yield
    except (Exception, asyncio.CancelledError):
        try:
            await _take_back(graph, before)
        except Exception as error:  # that the run is over must be told all the same
            logger.error("an answer was not taken back", extra=exception_place(error))
        raise


async def _stored_answers(graph: Any, state: Any) -> list[tuple[Any, dict[str, Any]]]:
    """The answers of each task that a thread and its subgraphs stand at, by the config of the checkpoint."""
    waiting, found = [state], []
    while waiting:
        state = waiting.pop()
        if (stored := await graph.checkpointer.aget_tuple(state.config)) is not None:
            found.append((stored.config, _answers(stored)))
        waiting += [task.state for task in state.tasks if hasattr(task.state, "tasks")]
    return found


async def _take_back(graph: Any, before: list[tuple[Any, dict[str, Any]]]) -> None:
    for config, known in before:
        if (stored := await graph.checkpointer.aget_tuple(config)) is None:
            continue
        done = {task for task, channel, _ in stored.pending_writes or () if channel not in _NO_RESULTS}
        for task, answers in _answers(stored).items():
            if task not in done and answers != (kept := known.get(task, [])):
                await graph.checkpointer.aput_writes(config, [(RESUME, kept)], task)


def _answers(stored: Any) -> dict[str, Any]:
    return {task: value for task, channel, value in stored.pending_writes or () if channel == RESUME}


async def answer_cut_calls(graph: Any, config: dict[str, Any]) -> None:
    """Give tool calls that will never be answered an answer that says so.

    LangGraph drops the tasks of a cut run when new input comes, and starts from the entry again. But a
    model's message that calls tools stays in the state, and models refuse a history with a call that
    has no result.
    """
    state = await stored_state(graph, config, remote=False)
    if state is None or not state.next or pending_interrupts(state):
        return
    calls = _open_calls(state.values)
    if calls:
        answers = [
            {
                "role": "tool",
                "tool_call_id": call["id"],
                "name": call["name"],
                "content": "cancelled",
                "status": "error",
            }
            for call in calls
        ]
        await graph.aupdate_state(config, {"messages": answers}, as_node=state.next[0])


def _open_calls(values: Any) -> list[dict[str, Any]]:
    messages = values.get("messages") if isinstance(values, dict) else getattr(values, "messages", None)
    answered = set()
    for message in reversed(messages if isinstance(messages, list) else []):
        if getattr(message, "type", None) == "tool":
            answered.add(message.tool_call_id)
        else:
            return [call for call in getattr(message, "tool_calls", ()) if call["id"] not in answered]
    return []
