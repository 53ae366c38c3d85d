"""Clients for the native wire: what a stream brought, and how far a graph came."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import uuid4

import httpx

from asgi_agent.events import TERMINAL_TYPES
from tests.matrix.plain_graphs import STEP

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.servers import Server

JSON = {"content-type": "application/json"}
PATIENCE = 60.0  # seconds for what takes a moment: nothing but a fault is cut short, however busy the machine
LOOKS = 3


class Event(NamedTuple):
    """An event of a stream, as its client saw it."""

    type: str
    seq: int
    run_id: str
    data: dict[str, Any]


def new_key() -> str:
    """A key to count under that no other test uses."""
    return uuid4().hex


@asynccontextmanager
async def client(server: Server, prefix: str = "", **options: Any) -> AsyncIterator[httpx.AsyncClient]:
    """An unmodified httpx client whose base URL is an agent's mount point."""
    # Without `verify`, each client would load the authorities of a TLS that is not spoken here.
    settings: dict[str, Any] = {"base_url": server.url + prefix, "timeout": PATIENCE, "verify": False}
    async with httpx.AsyncClient(**settings, **options) as connection:
        yield connection


def run_body(**value: Any) -> dict[str, Any]:
    """The body of a run with this input."""
    return {"input": value}


async def sse(response: httpx.Response) -> AsyncIterator[Event]:
    """Events of a `text/event-stream`, each as soon as it is there."""
    fields: dict[str, str] = {}
    async for line in response.aiter_lines():
        if line.startswith(":"):
            continue
        if line:
            name, _, value = line.partition(": ")
            fields[name] = value
        elif fields:
            event = as_event(json.loads(fields["data"]))
            assert (event.type, str(event.seq)) == (fields["event"], fields["id"])
            yield event
            fields = {}


async def ndjson(response: httpx.Response) -> AsyncIterator[Event]:
    """Events of an `application/x-ndjson` body; blank lines are heartbeats."""
    async for line in response.aiter_lines():
        if line:
            yield as_event(json.loads(line))


def as_event(message: dict[str, Any]) -> Event:
    """An event as it stands in NDJSON and on a WebSocket."""
    return Event(message["type"], message["seq"], message["run_id"], message["data"])


def check_stream(events: list[Event], end: str) -> None:
    """Ids rise without a gap from 1, and exactly one terminal event, the expected one, comes last."""
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    assert events[0].type == "run.started"
    assert [event.type for event in events if event.type in TERMINAL_TYPES] == [end]
    assert events[-1].type == end


async def count(http: httpx.AsyncClient, key: str) -> int:
    """How far the graph with this key came."""
    number: int = (await http.get(_count_url(http, key))).json()
    return number


async def ask(http: httpx.AsyncClient, key: str) -> None:
    """Let the `gated` graph with this key say its next word."""
    await http.post(_count_url(http, key + ":asked"))


def _count_url(http: httpx.AsyncClient, key: str) -> httpx.URL:
    return http.base_url.copy_with(path=f"/counts/{key}")


async def until_counted(http: httpx.AsyncClient, key: str, number: int) -> int:
    """Wait until the graph came that far."""
    async with asyncio.timeout(PATIENCE):
        while (reached := await count(http, key)) < number:  # noqa: ASYNC110 - in another process
            await asyncio.sleep(STEP / 2)
    return reached


async def until_still(http: httpx.AsyncClient, key: str, quiet: float = 6 * STEP) -> int:
    """Wait until the count stands still for `quiet` seconds: by default, six steps that were not taken.

    It has to be the same at each of several looks. The graph's own process answers them, so that a machine
    which gives that process no time cannot be taken for a graph which takes no steps.
    """
    async with asyncio.timeout(PATIENCE):
        now, same = await count(http, key), 0
        while same < LOOKS:
            await asyncio.sleep(quiet / LOOKS)
            before, now = now, await count(http, key)
            same = same + 1 if now == before else 0
    return now
