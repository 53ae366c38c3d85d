"""The events of a run as AgentFlow's chunks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from asgi_agent.graphs.agentflow.pauses import REMOTE_TOOL
from asgi_agent.protocols.agentflow.envelope import error_of
from asgi_agent.protocols.agentflow.messages import (
    message,
    reasoning,
    remote_calls,
    said,
    state_of,
    text,
    tool_call,
    tool_result,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from asgi_agent.events import RunEvent
    from asgi_agent.protocols.agentflow.bodies import Granularity

Part = dict[str, Any]

# The client over WebSocket goes by this sentence.
REMOTE_TOOL_PAUSE = "Remote tool call - graph interrupted"

DONE: Part = {"event": "updates", "data": {"status": "done"}}

# A second thought about a message has the message's id and a number.
_message_id = re.compile(r"\.[0-9]+$")

CANCELLED = "RUN_CANCELLED"

STOPPED = {
    "disconnect": (CANCELLED, "the client has left"),
    "timeout": ("RUN_TIMEOUT", "the run took longer than the server allows"),
    "shutdown": ("SHUTTING_DOWN", "the server is shutting down"),
}


class ChunkProjection:
    """Follows one run. The last event of a run gives the terminal chunk: `done`, or `error`.

    Args:
        own: whether the graph is AgentFlow's own.
        granularity: what the client asked for.
        new_thread: whether the client left the thread to the server.
    """

    def __init__(self, *, own: bool, granularity: Granularity, new_thread: bool) -> None:
        self._own = own
        self._full = granularity == "full"
        self._new_thread = new_thread
        self._roles: dict[str, str] = {}
        self._content: dict[str, list[Part]] = {}
        self._calls: dict[str, list[Part]] = {}
        self._asked_by: dict[str, str] = {}  # ids of messages, by the tool calls in them
        self._spoke = False

    def chunks(self, event: RunEvent) -> Iterator[Part]:
        """The chunks of one event, which are as many as the wire has words for."""
        say = _SAYS.get(event.type)
        for part in say(self, event) if say is not None else ():
            about = {"is_new_thread": self._new_thread, "thread_id": event.thread_id}
            yield {
                "event": part["event"],
                "message": part.get("message"),
                "state": part.get("state"),
                "data": part.get("data"),
                "thread_id": event.thread_id,
                "run_id": event.run_id,
                "metadata": about | ({"node": event.node} if event.node else {}),
                "timestamp": event.time,
            }

    def _begin(self, event: RunEvent) -> Iterator[Part]:
        self._roles[event.data["id"]] = event.data.get("role", "assistant")
        yield from ()

    def _piece(self, event: RunEvent) -> Iterator[Part]:
        yield self._message(event, event.data["id"], [text(event.data["text"])], delta=True)

    def _thought(self, event: RunEvent) -> Iterator[Part]:
        owner = _message_id.sub("", event.data["id"])
        yield self._message(event, owner, [reasoning(event.data["text"])], delta=True)

    def _thought_through(self, event: RunEvent) -> Iterator[Part]:
        owner = _message_id.sub("", event.data["id"])
        self._content.setdefault(owner, []).append(reasoning(event.data["text"]))
        yield from ()

    def _whole(self, event: RunEvent) -> Iterator[Part]:
        content = self._content.setdefault(event.data["id"], [])
        content.append(text(event.data["text"]))
        yield self._message(event, event.data["id"], list(content))

    def _tool_start(self, event: RunEvent) -> Iterator[Part]:
        self._asked_by[event.data["id"]] = event.data.get("message_id") or event.data["id"]
        yield from ()

    def _tool_called(self, event: RunEvent) -> Iterator[Part]:
        """The message that calls, once more, with the call in it."""
        message_id = self._asked_by.get(event.data["id"], event.data["id"])
        block, call = tool_call(event.data["id"], event.data["name"], event.data["args"])
        content = self._content.setdefault(message_id, [])
        content.append(block)
        calls = self._calls.setdefault(message_id, [])
        calls.append(call)
        yield self._message(event, message_id, list(content), calls=list(calls))

    def _tool_result(self, event: RunEvent) -> Iterator[Part]:
        call_id, data = event.data["id"], event.data
        result = tool_result(call_id, data["content"], error=data["error"])
        part = self._message(event, f"result:{call_id}", [result], role="tool")
        about = {"status": "tool_result", "tool_name": data["name"], "tool_call_id": call_id}
        yield {**part, "data": {**about, "node": event.node}}

    def _custom(self, event: RunEvent) -> Iterator[Part]:
        yield _update("custom", name=event.data["name"], value=event.data["value"], node=event.node)

    def _entered(self, event: RunEvent) -> Iterator[Part]:
        yield _update("invoking_node", node=event.node)

    def _left(self, event: RunEvent) -> Iterator[Part]:
        yield _update("node_invoked", node=event.node)

    def _state(self, event: RunEvent) -> Iterator[Part]:
        yield {"event": "state", "state": state_of(event.data["values"])}

    def _asks(self, event: RunEvent) -> Iterator[Part]:
        if event.data.get("reason") != REMOTE_TOOL:
            yield _update("interrupted", node=event.node, interrupt=event.data)

    def _finished(self, event: RunEvent) -> Iterator[Part]:
        if not self._spoke:
            for one in said(event.data["output"], own=self._own):
                yield {"event": "message", "message": one}
        if calls := remote_calls(event.data["interrupts"]):
            yield {"event": "message", "message": calls[0]}
            yield _update("node_invoked", reason=REMOTE_TOOL_PAUSE)
        if self._full:
            interrupted = event.data["outcome"] == "interrupted"
            yield _update("graph_invoked", is_interrupted=interrupted, usage=event.data["usage"])
        yield DONE

    def _failed(self, event: RunEvent) -> Iterator[Part]:
        error = error_of(event.data["problem"])
        # Stopped from another process, which reaches the graph by way of its store.
        yield _update("done", reason="stopped") if error["code"] == CANCELLED else failure(error)

    def _cancelled(self, event: RunEvent) -> Iterator[Part]:
        """That a run was stopped is no failure to whoever stopped it, and no success either."""
        reason = event.data["reason"]
        if reason == "request":
            yield _update("done", reason="stopped")
        else:
            code, words = STOPPED[reason]
            yield failure({"code": code, "message": words, "details": []})

    def _message(
        self,
        event: RunEvent,
        message_id: str,
        content: list[Part],
        *,
        role: str | None = None,
        delta: bool = False,
        calls: list[Part] | None = None,
    ) -> Part:
        self._spoke = True
        role = role or self._roles.get(message_id, "assistant")
        one = message(message_id, role, content, delta=delta, calls=calls, at=event.time)
        return {"event": "message", "message": one}


def failure(error: dict[str, Any]) -> Part:
    """The chunk that says how a run failed; `reason` is where the client's users look for words."""
    return {"event": "error", "data": {"status": "error", "reason": error["message"], **error}}


def _update(status: str, **about: Any) -> Part:
    return {"event": "updates", "data": {"status": status, **about}}


_SAYS: dict[str, Callable[[ChunkProjection, RunEvent], Iterator[Part]]] = {
    "message.start": ChunkProjection._begin,
    "message.delta": ChunkProjection._piece,
    "message.end": ChunkProjection._whole,
    "reasoning.delta": ChunkProjection._thought,
    "reasoning.end": ChunkProjection._thought_through,
    "tool.start": ChunkProjection._tool_start,
    "tool.end": ChunkProjection._tool_called,
    "tool.result": ChunkProjection._tool_result,
    "custom": ChunkProjection._custom,
    "node.started": ChunkProjection._entered,
    "node.finished": ChunkProjection._left,
    "state.snapshot": ChunkProjection._state,
    "interrupt": ChunkProjection._asks,
    "run.finished": ChunkProjection._finished,
    "run.failed": ChunkProjection._failed,
    "run.cancelled": ChunkProjection._cancelled,
}
