"""An app with its documentation on, mounted under a prefix as hosts do it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.routing import Mount

from asgi_agent import AgentASGI

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

PREFIX = "/agent"


async def echo(given: Any) -> Any:
    """The input again."""
    return given


async def words(given: Any) -> AsyncIterator[Any]:
    """A message in pieces, and a state."""
    yield "one "
    yield "two"
    yield {"given": given}


async def failing(given: Any) -> Any:
    """Never comes to an end."""
    raise ValueError("the text of an exception")


agent = AgentASGI({"echo": echo, "words": words}, name="clinic")
app = Starlette(routes=[Mount(PREFIX, agent)])

failing_app = Starlette(routes=[Mount(PREFIX, AgentASGI({"failing": failing}))])
