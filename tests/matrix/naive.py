"""The way that suggests itself: FastAPI, `StreamingResponse`, `graph.astream`. It shows what ours is for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

from tests.matrix.apps import Dispatcher
from tests.matrix.graphs import GRAPHS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

host = FastAPI()


@host.post("/graphs/{graph}/stream")
async def stream(graph: str, state: dict[str, Any]) -> StreamingResponse:
    """Stream a graph's updates, those of the graphs inside it as well."""

    async def chunks() -> AsyncIterator[str]:
        async for update in GRAPHS[graph].astream(state, {"recursion_limit": 1000}, subgraphs=True):
            yield f"data: {update}\n\n"

    return StreamingResponse(chunks(), media_type="text/event-stream")


app = Dispatcher(host, {})
