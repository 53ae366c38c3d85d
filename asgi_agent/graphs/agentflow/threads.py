"""A graph's stored threads: reading them, whose they are, and mending one whose run was cut."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asgi_agent.graphs.agentflow.config import ANONYMOUS, user_id
from asgi_agent.graphs.agentflow.pauses import STOPPED, open_tool_calls, reason
from asgi_agent.identity import Principal

if TYPE_CHECKING:
    from asgi_agent.run import Run

END = "__end__"

# Where a thread's record keeps the digest of its owner.
OWNER_KEY = "asgi_agent_owner"


class Threads:
    """The threads in a graph's checkpointer.

    To be used while the graph's container is the current one.
    """

    def __init__(self, checkpointer: Any, thread_info: Any) -> None:
        self._checkpointer = checkpointer
        self._thread_info = thread_info

    async def state(self, config: dict[str, Any]) -> Any:
        """The state that the next run on the thread starts from; None for a new thread."""
        return await self._checkpointer.aget_state_cache(config) or await self._checkpointer.aget_state(
            config
        )

    async def claim(self, run: Run, config: dict[str, Any]) -> None:
        """Record whom a new thread belongs to, so that another process can tell."""
        if await self._checkpointer.aget_thread(config) is None:
            owner = "" if run.principal is None else run.principal.owner
            record = self._thread_info(
                thread_id=run.thread_id,
                user_id=user_id(run.principal),
                run_id=run.run_id,
                metadata={OWNER_KEY: owner},
            )
            await self._checkpointer.aput_thread(config, record)

    async def owner(self, thread_id: str) -> str | None:
        """The digest of a thread's owner, `""` for a thread without one, None for no thread.

        A thread that AgentFlow's own server recorded belongs to the principal with that user id.
        """
        user = await self._checkpointer.aget_thread_owner(thread_id)
        config = {"thread_id": thread_id, "user_id": ANONYMOUS if user is None else str(user)}
        record = await self._checkpointer.aget_thread(config)
        if record is not None:
            return owner_of(record)
        return None if await self.state(config) is None else ""

    async def heal(self, config: dict[str, Any], state: Any) -> None:
        """Put a thread whose run did not come to rest where its next run starts at the beginning.

        AgentFlow leaves such a thread at the node that was cut, and the next message would be run by that
        node alone. Tool calls without results go too, since model providers refuse them.
        """
        meta = state.execution_meta
        state.clear_interrupt()
        state.set_current_node(END)
        state.complete()
        meta.stop_current_execution = type(meta.stop_current_execution)("none")
        state.context = _without_open_calls(state.context)
        await self._checkpointer.aput_state(config, state)
        await self._checkpointer.aput_state_cache(config, state)
        await self._checkpointer.aclear_stop_request(config)


def owner_of(record: Any) -> str:
    """The digest of the owner of a thread that is on record."""
    owner = (record.metadata or {}).get(OWNER_KEY)
    return _owner_of(record.user_id) if owner is None else str(owner)


def cut(state: Any) -> bool:
    """Whether a thread's last run neither ended nor paused.

    While no run is in flight, `running` means that its worker is gone. A failed run is left at the node that
    failed and, after a recursion limit, with no steps to go.
    """
    if state.is_interrupted():
        return reason(state) == STOPPED
    return state.execution_meta.status in ("running", "error")


def _without_open_calls(context: list[Any]) -> list[Any]:
    """The messages without those whose tool calls were not answered in full, and without partial answers."""
    open_ids = {call_id for call_id, _, _ in open_tool_calls(context)}
    if not open_ids:
        return context
    dropped = [message for message in context if open_ids.intersection(_call_ids(message))]
    orphaned = {call_id for message in dropped for call_id in _call_ids(message)}
    kept = [message for message in context if message not in dropped]
    return [message for message in kept if not orphaned.intersection(_answered_ids(message))]


def _call_ids(message: Any) -> set[str]:
    return {str(call.get("id")) for call in message.tools_calls or ()}


def _answered_ids(message: Any) -> set[str]:
    return {block.call_id for block in message.content if block.type == "tool_result"}


def _owner_of(user: object) -> str:
    return "" if user in (None, ANONYMOUS) else Principal(str(user)).owner
