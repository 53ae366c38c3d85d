"""A path operation with the middlewares of its routes around it, dependencies included."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asgi_agent.errors import Problem
from asgi_agent.middleware._refusal import refuse
from asgi_agent.middleware.correlation import CorrelationIdMiddleware

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Receive, Scope, Send

    from asgi_agent.workflow_service.service import WorkflowService

    Around = Callable[[ASGIApp], ASGIApp]


class AgentRoutes:
    """What all our path operations are known by; FastAPI is not there when this module is imported.

    Attributes:
        path: of the route, from the router on.
        service: whose it is.
    """

    path: str
    service: WorkflowService


def route_class(around: Around, workflows: WorkflowService) -> type[Any]:
    """A class of FastAPI's `APIRoute` for routes that are called through what `around` puts around them.

    It takes hold of a route where a router hands it the request, so that it holds as well for a router that
    is included in another. A `Problem` that a dependency raises is answered as one; what else a dependency
    raises is the host's to answer.
    """
    from fastapi.routing import APIRoute

    class AgentRoute(AgentRoutes, APIRoute):
        """One of our path operations."""

        service = workflows

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self._guarded: ASGIApp = CorrelationIdMiddleware(around(self._handle), clear_log_context=False)

        async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
            await self._guarded(scope, receive, send)

        async def _handle(self, scope: Scope, receive: Receive, send: Send) -> None:
            try:
                await super().handle(scope, receive, send)
            except Problem as problem:
                await refuse(scope, receive, send, problem)

    return AgentRoute
