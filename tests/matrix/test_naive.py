"""The fault that the agent's own task per run avoids, shown on a service that is written without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.matrix.test_disconnect import FEW
from tests.matrix.wire import client, new_key, until_counted, until_still
from tests.servers import serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.servers import Server

STEPS = 30


@pytest.fixture(scope="module")
def naive() -> Iterator[Server]:
    """FastAPI under uvicorn, streaming a graph by itself."""
    with serve("uvicorn", "tests.matrix.naive:app") as running:
        yield running


@pytest.mark.parametrize("graph", ["subgraph", "nested_call"])
async def test_streaming_response_leaks_the_steps_of_subgraphs(naive: Server, graph: str) -> None:
    """Starlette cancels an AnyIO scope when the client leaves; a nested graph whose updates are streamed goes
    on to its own end."""
    key = new_key()
    async with client(naive) as http:
        body = {"key": key, "steps": STEPS}
        async with http.stream("POST", f"/graphs/{graph}/stream", json=body):
            when_left = await until_counted(http, key, 2)
        in_the_end = await until_still(http, key)
    assert in_the_end - when_left > FEW
    assert in_the_end == STEPS
