"""AgentFlow graphs in a host's service, and alone: what the servers of `test_served` serve."""

from __future__ import annotations

import asyncio
from typing import Any

from fastapi import FastAPI

from asgi_agent import AgentASGI, CorrelationIdMiddleware
from tests.graphs.agentflow.support import SECRET, compiled, echo, words

ticks = 0


async def slow(state: Any, config: dict[str, Any]) -> str:
    """Counts, so that a test can see from outside when it stops."""
    global ticks
    for _ in range(600):
        ticks += 1
        await asyncio.sleep(0.01)
    return "done"


async def failing(state: Any, config: dict[str, Any]) -> str:
    raise RuntimeError(SECRET)


async def count(_: Any) -> int:
    """How far `slow` has come: a plain function beside the graphs."""
    return ticks


agent = AgentASGI(
    {
        "echo": compiled({"echo": echo}),
        "words": compiled({"words": words("one ", "two ", "three")}),
        "slow": compiled({"slow": slow}),
        "failing": compiled({"failing": failing}),
        "ticks": count,
    },
    name="agentflow",
)

api = FastAPI()
api.mount("/agent", agent)

app = CorrelationIdMiddleware(api)
