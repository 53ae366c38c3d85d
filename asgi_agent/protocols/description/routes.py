"""The routes at which the app describes itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asgi_agent.protocols.description.links import relative_to_mount
from asgi_agent.transport.routing import Route

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asgi_agent.service import AgentService
    from asgi_agent.transport.exchange import Exchange


class Documentation:
    """Says what is served here.

    Args:
        name: what the app is called.
        routes: the routes of the wires, described beside those of this class.
        pages: serve the OpenAPI document and the page as well, not the descriptor alone.
    """

    def __init__(self, name: str, service: AgentService, routes: Sequence[Route[Any]], *, pages: bool) -> None:
        self._name = name
        self._service = service
        self._pages = pages

    def routes(self) -> list[Route[Any]]:
        """The routes of this class."""
        return [Route("GET", "/", self.descriptor)]

    async def descriptor(self, exchange: Exchange) -> None:
        """Say what is served here, and where the rest is told."""
        names = ["graphs", "health", "ready", *(["openapi.json", "docs"] if self._pages else [])]
        links = {name.partition(".")[0]: relative_to_mount(exchange.scope, name) for name in names}
        await exchange.respond_json({"name": self._name, "graphs": list(self._service.graphs), "links": links})
