"""A thousand clients at once on one process."""

from __future__ import annotations

import asyncio
import json
import resource
from typing import TYPE_CHECKING

import pytest

from asgi_agent.events import TERMINAL_TYPES
from tests.matrix.conftest import MAIN, Fleet
from tests.matrix.wire import PATIENCE, run_body

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.servers import Server

STREAMS = 1000
WORDS = 5


@pytest.fixture
def many_files() -> Iterator[None]:
    """Enough file descriptors for a socket a client."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    enough = max(soft, min(hard, 4 * STREAMS))
    resource.setrlimit(resource.RLIMIT_NOFILE, (enough, hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


async def stream(server: Server, token: str) -> tuple[list[str], list[int], list[str]]:
    """Types, ids and texts of a stream, read off a socket."""
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    body = json.dumps(run_body(token=token, count=WORDS))
    head = "POST /graphs/tokens/stream HTTP/1.1\r\nhost: x\r\nconnection: close\r\n"
    fields = f"content-type: application/json\r\ncontent-length: {len(body)}\r\n"
    writer.write(f"{head}{fields}\r\n{body}".encode())
    lines = (await reader.read()).decode().splitlines()
    writer.close()
    await writer.wait_closed()
    assert lines[0].startswith("HTTP/1.1 200")
    types = [line.removeprefix("event: ") for line in lines if line.startswith("event: ")]
    ids = [int(line.removeprefix("id: ")) for line in lines if line.startswith("id: ")]
    data = [json.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data: ")]
    return types, ids, [event["data"]["text"] for event in data if event["type"] == "message.delta"]


async def read_all(server: Server) -> list[tuple[list[str], list[int], list[str]]]:
    """Every client in flight at once, all of them connected within a second or so."""
    tasks = [asyncio.create_task(stream(server, f"token-{number}")) for number in range(STREAMS)]
    return await asyncio.wait_for(asyncio.gather(*tasks), PATIENCE)


@pytest.mark.usefixtures("many_files")
async def test_a_thousand_streams_complete_each_with_its_own_events(fleet: Fleet) -> None:
    """Each client hears its own token and nothing else, in order, with one terminal event."""
    results = await read_all(fleet.get(MAIN[0]))
    for number, (types, ids, texts) in enumerate(results):
        assert texts == [f"token-{number}"] * WORDS
        assert ids == list(range(1, len(types) + 1))
        assert [name for name in types if name in TERMINAL_TYPES] == ["run.finished"]
        assert types[-1] == "run.finished"
