"""An agent to stand behind what stands in front of agents: it says a word when it is asked for one."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import TYPE_CHECKING, Any

from asgi_agent import AgentASGI
from asgi_agent.hosts.proxy import AgentProxy

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

asked: Counter[str] = Counter()
running: set[str] = set()


async def words(value: dict[str, Any]) -> AsyncIterator[str]:
    """Say `count` words, each but the first when it is asked for."""
    key = value["key"]
    running.add(key)
    try:
        for number in range(value["count"]):
            while asked[key] < number:  # noqa: ASYNC110 - another request asks
                await asyncio.sleep(0.005)
            yield f"word-{number} "
    finally:
        running.discard(key)


async def silence(value: dict[str, Any]) -> str:
    """Say nothing for so many seconds."""
    await asyncio.sleep(value["seconds"])
    return "at last"


async def ask(value: dict[str, Any]) -> bool:
    """Ask for one more word; whether it is still being spoken."""
    asked[value["key"]] += 1
    return value["key"] in running


app = AgentASGI({"words": words, "silence": silence, "ask": ask}, heartbeat=0.3)


def proxied() -> AgentProxy:
    """A proxy for the agent that the environment names."""
    import os

    return AgentProxy(os.environ["UPSTREAM"])
