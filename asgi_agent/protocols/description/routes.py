"""The routes at which the app describes itself."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from asgi_agent.protocols.description.document import openapi_document
from asgi_agent.protocols.description.links import mount_point, relative_to_mount
from asgi_agent.protocols.description.operations import OPERATIONS, Descriptor
from asgi_agent.protocols.description.page import HTML, page_headers, render_page
from asgi_agent.transport.routing import Route
from asgi_agent.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asgi_agent.protocols.wires import Wire
    from asgi_agent.service import AgentService
    from asgi_agent.transport.exchange import Exchange


class Documentation:
    """Says what is served here, to programs and to people.

    What it tells is the same for everybody who can reach the app: its routes, its types and the names of its
    graphs, nothing of what the graphs hold.

    Args:
        name: what the app is called.
        wires: what clients may speak here; their routes are described beside those of this class.
        pages: serve the OpenAPI document and the page as well, not the descriptor alone.
    """

    def __init__(self, name: str, service: AgentService, wires: Sequence[Wire], *, pages: bool) -> None:
        self._name = name
        self._version = __version__
        self._service = service
        self._pages = pages
        self._wires = tuple(wires)

    def routes(self) -> list[Route[Any]]:
        """The routes of this class."""
        descriptor = Route("GET", "/", self.descriptor)
        if not self._pages:
            return [descriptor]
        return [descriptor, Route("GET", "/openapi.json", self.openapi), Route("GET", "/docs", self.docs)]

    async def descriptor(self, exchange: Exchange) -> None:
        """Say what is served here, and where the rest is told."""
        names = [wire.name for wire in self._wires]
        targets = {name: name for name in ("graphs", "health", "ready") if "native" in names}
        if self._pages:
            targets |= {"openapi": "openapi.json", "docs": "docs"}
        links = {rel: relative_to_mount(exchange.scope, target) for rel, target in targets.items()}
        graphs = list(self._service.graphs)
        await exchange.respond_json(Descriptor(self._name, self._version, graphs, names, links))

    async def openapi(self, exchange: Exchange) -> None:
        """Describe every HTTP route, as OpenAPI 3.1.

        `servers` names the place where the app is mounted, as the request shows it.
        """
        servers = [{"url": mount_point(exchange.scope) or "/"}]
        await exchange.respond_json({**self._document, "servers": servers})

    async def docs(self, exchange: Exchange) -> None:
        """Show the OpenAPI document to people, with a form to try a graph."""
        page = render_page(openapi_url=relative_to_mount(exchange.scope, "openapi.json"))
        await exchange.respond(200, page, HTML, page_headers())

    @cached_property
    def _document(self) -> dict[str, Any]:
        routes = [route for wire in self._wires for route in wire.routes()]
        operations = {place: one for wire in self._wires for place, one in wire.operations.items()}
        return openapi_document(
            self._name,
            self._version,
            list(self._service.graphs),
            [*routes, *self.routes()],
            {**operations, **OPERATIONS},
        )
