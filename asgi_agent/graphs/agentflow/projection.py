"""AgentFlow's chunks as events.

Everything is taken from a chunk before the next one is asked for: AgentFlow writes successive messages into
one chunk object, and its states go on changing. Its timestamps are not used; all chunks of a process carry
the same one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asgi_agent.events import Family
from asgi_agent.graphs.agentflow.transcript import safe_message
from asgi_agent.plain import plain

if TYPE_CHECKING:
    from asgi_agent.graphs.agentflow.transcript import Transcript
    from asgi_agent.graphs.base import Emit
    from asgi_agent.run import Run

START = "__start__"


class Projection:
    """Follows one stream of chunks.

    Args:
        before: the fields of the state that the run starts from, to tell what a node wrote.
    """

    def __init__(self, run: Run, emit: Emit, transcript: Transcript, before: dict[str, Any]) -> None:
        self._run = run
        self._emit = emit
        self._transcript = transcript
        self._fields = before
        self._snapshot: dict[str, Any] | None = None
        self._node: str | None = None
        self._node_id = ""
        self._said = 0
        self.completed: Any = None
        """The last state of a run that came to its end."""

    async def chunk(self, chunk: Any) -> None:
        """Take one chunk."""
        data = chunk.data or {}
        node = data.get("node") or (chunk.metadata or {}).get("node") or self._node
        if chunk.event == "message" and chunk.message is not None:
            say = self._transcript.piece if chunk.message.delta else self._transcript.whole
            await say(chunk.message, node)
        elif chunk.event == "error" and data.get("status") == "tool_failed" and "error" in data:
            await self._transcript.tool_failed(data["tool_call_id"], data["tool_name"], node)
        elif "tool_call_id" in data and data.get("status") != "invoking_tool":
            await self._progress(data)
        elif chunk.event == "updates":
            await self._update(data, chunk.state)
        # An error chunk of the run itself comes right before the exception that says the same; a state
        # comes twice a node, and again in the update that ends the node.

    async def finish(self, state: Any) -> None:
        """The run came to rest with this state."""
        await self._leave(state)
        await self._state(state)

    async def _update(self, data: dict[str, Any], state: Any) -> None:
        status = data.get("status")
        if status == "invoking_tool":
            await self._transcript.call(data["tool_call_id"], data["tool_name"], data["args"], data["node"])
        elif status == "graph_invoked" and "is_context_trimmed" in data:
            self.completed = state
        elif status == "node_invoked" and "tool_name" not in data and "reason" not in data:
            # The same status opens a step and, with the state, ends it; in the end `node` is the next one.
            if state is None:
                await self._enter(data)
            else:
                await self._leave(state)
                await self._state(state)

    async def _enter(self, data: dict[str, Any]) -> None:
        if data["node"] == START:
            return
        self._node, self._node_id = data["node"], f"{data['node']}:{data['step']}"
        self._said = len(self._transcript.messages)
        if self._run.wants(Family.NODES):
            await self._emit("node.started", {"id": self._node_id}, node=self._node)

    async def _leave(self, state: Any) -> None:
        await self._transcript.close()
        node, self._node = self._node, None
        if node is None or not self._run.wants(Family.NODES):
            return
        fields, before = state_fields(state), self._fields
        written = {name: value for name, value in fields.items() if before.get(name) != value}
        output = {"messages": self._transcript.messages[self._said :], **written}
        self._fields = fields
        await self._emit("node.finished", {"id": self._node_id, "output": output}, node=node)

    async def _state(self, state: Any) -> None:
        if not self._run.wants(Family.STATE):
            return
        snapshot = {"context": [safe_message(message) for message in state.context], **state_fields(state)}
        if snapshot != self._snapshot:
            self._snapshot = snapshot
            await self._emit("state.snapshot", {"values": snapshot})

    async def _progress(self, data: dict[str, Any]) -> None:
        """What a tool says of itself while it runs, through its `emit` parameter."""
        if self._run.wants(Family.CUSTOM):
            value = {key: part for key, part in data.items() if key not in ("status", "node")}
            name = str(data.get("status", "tool_update"))
            await self._emit("custom", {"name": name, "value": plain(value)}, node=data.get("node"))


def state_fields(state: Any) -> dict[str, Any]:
    """The application's own fields of a state, and the summary of the conversation."""
    values = state.model_dump(exclude={"context", "execution_meta"}, serialize_as_any=True, warnings=False)
    return dict(plain(values))
