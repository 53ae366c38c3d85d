"""A caller's threads over AgentFlow's wire: what is stored of them, read and changed."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from asgi_agent.errors import NotFoundError
from asgi_agent.protocols.agentflow.bodies import (
    MAX_LISTED,
    MAX_OFFSET,
    Done,
    MessagesBody,
    MessagesData,
    StateBody,
    StateData,
    ThreadData,
    ThreadsData,
)
from asgi_agent.protocols.agentflow.disclosure import disclosing
from asgi_agent.protocols.agentflow.envelope import enveloped
from asgi_agent.protocols.agentflow.inputs import invalid, refuse_forged
from asgi_agent.transport.encoding import encode_json

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from asgi_agent.graphs.agentflow.store import ThreadStore
    from asgi_agent.identity import Principal
    from asgi_agent.protocols.agentflow.disclosure import Disclosure
    from asgi_agent.protocols.agentflow.door import Door
    from asgi_agent.transport.exchange import Exchange

STATE_BODY = msgspec.json.Decoder(StateBody)
MESSAGES_BODY = msgspec.json.Decoder(MessagesBody)

LISTED = 100


class _Asked(NamedTuple):
    """A thread, who asks for it, and what stands between the two."""

    thread_id: str
    principal: Principal | None
    store: ThreadStore
    disclosure: Disclosure


class ThreadEndpoints:
    """Endpoints that read and change what is stored of threads.

    A thread of somebody else's reads as if it did not exist. While a run is in flight on a thread, nothing
    that is stored of it is changed by others (409).
    """

    def __init__(self, door: Door) -> None:
        self._door = door

    async def threads(self, exchange: Exchange) -> None:
        """List the caller's threads."""
        graph, caller = await self._door.enter(exchange)
        window = _window(exchange.query)
        found = await self._door.store(graph).threads(caller.principal)
        if caller.thread_id is not None:
            found = [one for one in found if one["thread_id"] == caller.thread_id]
        with disclosing(caller, graph, "") as disclosure:
            listed = [await self._shown(one, disclosure) for one in _searched(found, exchange.query)[window]]
        await exchange.respond_json(enveloped(ThreadsData(listed), exchange.request_id))

    async def thread(self, exchange: Exchange) -> None:
        """Tell what is on record of a thread."""
        async with self._asked(exchange) as asked:
            record = await asked.store.thread(asked.thread_id, asked.principal)
            data = ThreadData({"thread": await self._shown(record, asked.disclosure)})
        await exchange.respond_json(enveloped(data, exchange.request_id))

    async def delete(self, exchange: Exchange) -> None:
        """Delete a thread and all that was said in it."""
        async with self._asked(exchange) as asked:
            with self._door.service.hold(asked.thread_id):
                await asked.store.delete(asked.thread_id, asked.principal)
                if not await self._door.stored(asked.thread_id):
                    await asked.disclosure.forget()
        await exchange.respond_json(enveloped(Done("the thread is deleted"), exchange.request_id))

    async def state(self, exchange: Exchange) -> None:
        """Give the state of a thread."""
        async with self._asked(exchange) as asked:
            state = await asked.store.state(asked.thread_id, asked.principal)
            data = StateData(await asked.disclosure.outward(state))
        await exchange.respond_json(enveloped(data, exchange.request_id))

    async def change_state(self, exchange: Exchange) -> None:
        """Set the application's own fields of a thread's state, and give the whole of it.

        What was said and where the graph stands are not a caller's to set: these parts of the body are
        ignored.
        """
        async with self._asked(exchange) as asked:
            values = await asked.disclosure.inward((await exchange.json(STATE_BODY)).state)
            with self._door.service.hold(asked.thread_id):
                state = await asked.store.change_state(asked.thread_id, asked.principal, values)
            data = StateData(await asked.disclosure.outward(state))
        await exchange.respond_json(enveloped(data, exchange.request_id))

    async def clear_state(self, exchange: Exchange) -> None:
        """Forget the state of a thread."""
        async with self._asked(exchange) as asked:
            with self._door.service.hold(asked.thread_id):
                await asked.store.clear_state(asked.thread_id, asked.principal)
        await exchange.respond_json(enveloped(Done("the state is cleared"), exchange.request_id))

    async def messages(self, exchange: Exchange) -> None:
        """List the messages of a thread."""
        async with self._asked(exchange) as asked:
            window = _window(exchange.query)
            found = await asked.disclosure.outward(
                await asked.store.messages(asked.thread_id, asked.principal)
            )
            data = MessagesData(_searched(found, exchange.query)[window])
        await exchange.respond_json(enveloped(data, exchange.request_id))

    async def add_messages(self, exchange: Exchange) -> None:
        """Store messages beside those of the runs; the graph is not given them."""
        async with self._asked(exchange) as asked:
            body = await exchange.json(MESSAGES_BODY)
            refuse_forged(body.messages)
            messages = await asked.disclosure.inward(body.messages)
            with self._door.service.hold(asked.thread_id):
                count = await asked.store.add_messages(asked.thread_id, asked.principal, messages)
        await exchange.respond_json(enveloped(Done(f"{count} messages stored"), exchange.request_id))

    async def message(self, exchange: Exchange) -> None:
        """Give one message of a thread."""
        wanted = exchange.params["message_id"]
        async with self._asked(exchange) as asked:
            found = await asked.store.messages(asked.thread_id, asked.principal)
            one = next((one for one in found if str(one["message_id"]) == wanted), None)
            if one is None:
                raise NotFoundError("there is no such message")
            data = await asked.disclosure.outward(one)
        await exchange.respond_json(enveloped(data, exchange.request_id))

    async def delete_message(self, exchange: Exchange) -> None:
        """Delete one message of a thread, from its state as well."""
        wanted = exchange.params["message_id"]
        async with self._asked(exchange) as asked:
            with self._door.service.hold(asked.thread_id):
                await asked.store.delete_message(asked.thread_id, wanted, asked.principal)
        await exchange.respond_json(enveloped(Done("the message is deleted"), exchange.request_id))

    @asynccontextmanager
    async def _asked(self, exchange: Exchange) -> AsyncIterator[_Asked]:
        graph, caller = await self._door.enter(exchange)
        store = self._door.store(graph)
        thread_id = self._door.thread(exchange.params["thread_id"], caller)
        with disclosing(caller, graph, thread_id) as disclosure:
            yield _Asked(thread_id, caller.principal, store, disclosure)

    async def _shown(self, record: dict[str, Any], disclosure: Disclosure) -> dict[str, Any]:
        """A thread's record; its ids are what the caller finds it by and stay as they are."""
        kept = {name: record.get(name) for name in ("thread_id", "user_id", "run_id", "updated_at")}
        told = await disclosure.outward({name: value for name, value in record.items() if name not in kept})
        return {"thread_name": None, "metadata": {}, **told, **kept}


def _window(query: Mapping[str, str]) -> slice:
    """The part of a list that a query asks for.

    Raises:
        InvalidInputError: it asks for what is no part of one.
    """
    offset = _whole(query, "offset", 0, low=0, high=MAX_OFFSET)
    return slice(offset, offset + _whole(query, "limit", LISTED, low=1, high=MAX_LISTED))


def _whole(query: Mapping[str, str], name: str, default: int, *, low: int, high: int) -> int:
    text = query.get(name, "")
    if text == "":
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 11 and low <= int(text) <= high):
        raise invalid(f"query.{name}", f"Expected `int` in {low}..{high}")
    return int(text)


def _searched(found: list[dict[str, Any]], query: Mapping[str, str]) -> list[dict[str, Any]]:
    """What holds the words that a query searches for, in any of its texts."""
    words = query.get("search", "").lower()
    return [one for one in found if words in encode_json(one).decode().lower()] if words else found
