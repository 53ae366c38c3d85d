"""Hosts for tests over a real server."""

from __future__ import annotations

import asyncio
from typing import Any

from fastapi import FastAPI

from asgi_agent.hosts.fastapi import include_agent_routes

PREFIX = "/api/workflows"
cancelled: list[str] = []


async def slow(given: Any) -> Any:
    """Take longer than any test waits."""
    try:
        await asyncio.sleep(60)
    except asyncio.CancelledError:
        cancelled.append("slow")
        raise


async def echo(given: Any) -> Any:
    """Give it back."""
    return given


app = FastAPI()
service = include_agent_routes(app, prefix=PREFIX, graphs={"echo": echo, "slow": slow})


@app.get("/cancelled")
async def count() -> dict[str, int]:
    """How many were cancelled, and how many are in flight."""
    return {"cancelled": len(cancelled), "running": service.agents.live_runs}


described = FastAPI()
include_agent_routes(described, prefix=PREFIX, graphs={"echo": echo})
