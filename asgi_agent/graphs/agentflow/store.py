"""What a graph's checkpointer keeps of a caller's threads, to be read and changed between runs."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from asgi_agent.errors import NotFoundError, Problem, StorageFailedError
from asgi_agent.graphs.agentflow import isolation
from asgi_agent.graphs.agentflow.coercion import checked_fields, coerce
from asgi_agent.graphs.agentflow.config import user, user_id
from asgi_agent.graphs.agentflow.failures import of_storage
from asgi_agent.graphs.agentflow.framework import Framework
from asgi_agent.graphs.agentflow.pauses import REMOTE_TOOL, open_tool_calls, pauses
from asgi_agent.graphs.agentflow.threads import OWNER_KEY, Threads, cut, owner_of
from asgi_agent.graphs.agentflow.transcript import safe_message
from asgi_agent.logs import exception_place
from asgi_agent.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asgi_agent.events import Interrupt
    from asgi_agent.identity import Principal

logger = logging.getLogger("asgi_agent")


class ThreadStore:
    """The stored threads of one graph.

    It trusts the caller's name for who asks and looks at nobody else's threads: one that is not theirs reads
    as if it did not exist. Nothing that comes out holds the text of an exception or a provider's raw answer.

    Raises:
        NotFoundError: from every method that takes a thread: the caller has no such thread.
        StorageUnavailableError, StorageFailedError: the checkpointer does not do its part.
    """

    def __init__(self, graph: Any) -> None:
        self._graph = graph
        self._framework = Framework(graph)
        self._checkpointer = graph._checkpointer
        self._threads = Threads(graph._checkpointer, self._framework.thread_info)

    async def threads(self, principal: Principal | None) -> list[dict[str, Any]]:
        """The records of all threads of the caller's."""
        owner = _owner(principal)
        with self._active():
            records = await self._checkpointer.alist_threads({"user_id": user_id(principal)})
        return [_record(one) for one in records if owner_of(one) == owner]

    async def thread(self, thread_id: str, principal: Principal | None) -> dict[str, Any]:
        """The record of one thread."""
        with self._active():
            config = await self._config(thread_id, principal)
            record = await self._checkpointer.aget_thread(config)
            return {"thread_id": thread_id} if record is None else _record(record)

    async def delete(self, thread_id: str, principal: Principal | None) -> None:
        """Forget a thread and all that was said in it."""
        with self._active():
            config = await self._config(thread_id, principal)
            for message in await self._checkpointer.alist_messages(config):
                await self._forget(config, str(message.message_id))
            await self._checkpointer.aclear_state(config)
            await self._checkpointer.aclean_thread(config)
            if await self._checkpointer.aget_state_cache(config) is not None:  # 10xscale-agentflow, in memory
                await self._checkpointer.aput_state_cache(config, None)

    async def state(self, thread_id: str, principal: Principal | None) -> dict[str, Any] | None:
        """The state that the next run starts from; None where there is none any more."""
        with self._active():
            state = await self._threads.state(await self._config(thread_id, principal))
            return None if state is None else _safe_state(state)

    async def change_state(
        self, thread_id: str, principal: Principal | None, values: dict[str, Any]
    ) -> dict[str, Any]:
        """Set the application's own fields of the state, and give the whole of it.

        What was said and where the graph stands are not the caller's to set, and stay as they are.

        Raises:
            InvalidInputError: a value does not fit its field.
        """
        with self._active():
            config = await self._config(thread_id, principal)
            state = await self._stored(config)
            for name, value in checked_fields(values, self._graph._state).items():
                setattr(state, name, value)
            await self._put(config, state)
            return _safe_state(state)

    async def clear_state(self, thread_id: str, principal: Principal | None) -> None:
        """Forget the state; the thread begins anew."""
        with self._active():
            config = await self._config(thread_id, principal)
            await self._checkpointer.aclear_state(config)
            if await self._checkpointer.aget_state_cache(config) is not None:  # 10xscale-agentflow
                await self._checkpointer.aput_state_cache(config, self._graph._state.model_copy(deep=True))

    async def messages(self, thread_id: str, principal: Principal | None) -> list[dict[str, Any]]:
        """Every message that was stored, once each."""
        with self._active():
            found = await self._checkpointer.alist_messages(await self._config(thread_id, principal))
            once = {message.message_id: message for message in found}
            return [safe_message(message) for message in once.values()]

    async def add_messages(self, thread_id: str, principal: Principal | None, messages: list[Any]) -> int:
        """Store further messages beside those of the runs; they are no part of the state.

        Raises:
            InvalidInputError: one is no message, or says what only a model or a tool can say.
        """
        with self._active():
            config = await self._config(thread_id, principal)
            made = coerce(messages, self._framework.message, self._graph._state)["messages"]
            await self._checkpointer.aput_messages(config, made)
            return len(made)

    async def delete_message(self, thread_id: str, message_id: str, principal: Principal | None) -> None:
        """Forget one message, in the state as well.

        Raises:
            NotFoundError: it is in neither.
        """
        with self._active():
            config = await self._config(thread_id, principal)
            found = await self._forget(config, message_id)
            state = await self._threads.state(config)
            kept = (
                [] if state is None else [one for one in state.context if str(one.message_id) != message_id]
            )
            if state is not None and len(kept) < len(state.context):
                state.context = kept
                await self._put(config, state)
            elif not found:
                raise NotFoundError("there is no such message")

    async def mend(self, thread_id: str, principal: Principal | None) -> tuple[int, dict[str, Any] | None]:
        """Take out tool calls that nobody answered: how many messages that were, and the state."""
        with self._active():
            config = await self._config(thread_id, principal)
            state = await self._threads.state(config)
            if state is None:
                return 0, None
            before = len(state.context)
            if cut(state) or any(open_tool_calls(state.context)):
                await self._threads.heal(config, state)
            return before - len(state.context), _safe_state(state)

    async def pauses(self, thread_id: str, principal: Principal | None) -> tuple[Interrupt, ...]:
        """What the thread waits for."""
        with self._active():
            return pauses(await self._threads.state(await self._config(thread_id, principal)))

    async def awaited_tools(self, thread_id: str, principal: Principal | None) -> set[str]:
        """Ids of the tool calls whose results the thread waits for."""
        pending = await self.pauses(thread_id, principal)
        return {interrupt.id for interrupt in pending if interrupt.reason == REMOTE_TOOL}

    async def stop(self, thread_id: str, principal: Principal | None) -> bool:
        """Tell the worker that runs the thread to stop, whichever process it is in: whether there is one."""
        with self._active():
            told = await self._graph.astop(await self._config(thread_id, principal))
            return bool(told.get("running"))

    async def _config(self, thread_id: str, principal: Principal | None) -> dict[str, Any]:
        if await self._threads.owner(thread_id) != _owner(principal):
            raise NotFoundError("there is no such thread")
        return {"thread_id": thread_id, "user_id": user_id(principal), "user": user(principal)}

    async def _stored(self, config: dict[str, Any]) -> Any:
        if (state := await self._threads.state(config)) is None:
            raise NotFoundError("the thread has no state")
        return state.model_copy(deep=True)

    async def _put(self, config: dict[str, Any], state: Any) -> None:
        await self._checkpointer.aput_state(config, state)
        await self._checkpointer.aput_state_cache(config, state)

    async def _forget(self, config: dict[str, Any], message_id: str) -> bool:
        """Delete a message as often as it was stored, which is once a step in some stores."""
        found = await self._checkpointer.alist_messages(config)
        stored = [message.message_id for message in found if str(message.message_id) == message_id]
        for one in stored:
            try:
                await self._checkpointer.adelete_message(config, one)
            except IndexError:  # a store that keeps it once has deleted it already
                break
        return bool(stored)

    @contextmanager
    def _active(self) -> Iterator[None]:
        with isolation.active(self._graph):
            try:
                yield
            except Problem:
                raise
            except Exception as error:
                logger.error("storage failed", extra=exception_place(error))
                raise of_storage(error) or StorageFailedError("the graph's storage failed") from None


def _owner(principal: Principal | None) -> str:
    return "" if principal is None else principal.owner


def _record(info: Any) -> dict[str, Any]:
    values = dict(plain(info))
    values["thread_id"] = str(values["thread_id"])
    metadata = values.get("metadata") or {}
    values["metadata"] = {key: value for key, value in metadata.items() if key != OWNER_KEY}
    return values


def _safe_state(state: Any) -> dict[str, Any]:
    """A state as plain values, without what the runtime notes for itself: that holds exceptions' texts."""
    values = dict(plain(state.model_dump(exclude={"context"}, serialize_as_any=True, warnings=False)))
    values["execution_meta"].pop("internal_data", None)
    return {"context": [safe_message(message) for message in state.context], **values}
