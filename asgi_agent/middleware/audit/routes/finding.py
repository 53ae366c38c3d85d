"""Finding the route that took a request, whatever host it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asgi_agent.audit.record import MAX_TEXT
from asgi_agent.middleware.audit.routes import django, litestar, starlette

if TYPE_CHECKING:
    from asgi_agent.audit.request import RequestAudit
    from asgi_agent.middleware._types import ASGIApp, Scope


def route_of(audit: RequestAudit, app: ASGIApp) -> str | None:
    """Template of the route that took the request, below what the server was told to be mounted at.

    To be asked when the routers have done their work. What it gives is put together from what stands in code.

    Args:
        audit: of the request; it knows the innermost scope, and the route if the agent took it.
        app: the application that the audit is around.
    """
    scope = audit.scope
    template = _within(scope, app) if audit.route is None else _mount(scope) + audit.route
    return None if template is None else template[:MAX_TEXT]


def _within(scope: Scope, app: ASGIApp) -> str | None:
    if "litestar_app" in scope:
        below = litestar.endpoint_of(scope)
    elif django.is_django(scope.get("endpoint", app)):
        below = django.endpoint_of(scope)
    else:
        below = starlette.endpoint_of(scope)
    if below is not None:
        return starlette.prefix_of(scope) + below
    if (prefix := starlette.prefix_of(scope)) and "endpoint" in scope:
        return prefix + "/{path}"
    return starlette.resolved(scope)


def _mount(scope: Scope) -> str:
    return (litestar.mount_of(scope) or "") + starlette.prefix_of(scope)
