"""Apps with their documentation on, mounted under a prefix."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypercorn.middleware.dispatcher import AsyncioDispatcherMiddleware

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


def mounted(agent: Any) -> Any:
    """The agent under the prefix, by a host that hands on every path there is.

    Starlette's `Mount` has a 404 of its own for a path with a line break in it.
    """
    return AsyncioDispatcherMiddleware({PREFIX: agent})


app = mounted(agent)
failing_app = mounted(AgentASGI({"failing": failing}))
