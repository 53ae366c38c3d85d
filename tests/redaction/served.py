"""An app for servers: says the pieces that it is given, behind redaction of what comes out."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from asgi_agent import AgentASGI
from tests.redaction.around import Around

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


async def speak(pieces: list[str]) -> AsyncIterator[str]:
    """Each piece as a delta, with a turn for the server after it."""
    for piece in pieces:
        yield piece
        await asyncio.sleep(0)


async def stall(pieces: list[str]) -> AsyncIterator[Any]:
    """The pieces, and then nothing more."""
    for piece in pieces:
        yield piece
    await asyncio.get_running_loop().create_future()


app = Around(AgentASGI({"speak": speak, "stall": stall}), inbound="pass")
