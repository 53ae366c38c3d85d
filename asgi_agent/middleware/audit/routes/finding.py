"""Finding the route that took a request, whatever host it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asgi_agent.audit.record import clipped
from asgi_agent.middleware.audit.routes import django, litestar, starlette

if TYPE_CHECKING:
    from asgi_agent.audit.request import RequestAudit
    from asgi_agent.middleware._types import ASGIApp, Scope


def route_of(audit: RequestAudit, entry: Scope, app: ASGIApp) -> str | None:
    """Template of the route that took the request, below what the server was told to be mounted at.

    To be asked when the routers have done their work. What it gives is put together from what stands in code.

    Args:
        audit: of the request; it knows the innermost scope, and the route if the agent took it.
        entry: the scope that came to the audit middleware.
        app: the application that the audit is around.
    """
    scope = audit.scope
    prefix = starlette.prefix_of(scope, entry)
    if audit.route is not None:
        template: str | None = (litestar.mount_of(scope) or "") + prefix + audit.route
    else:
        template = _within(scope, prefix, app)
    return None if template is None else clipped(template)


def _within(scope: Scope, prefix: str, app: ASGIApp) -> str | None:
    if "litestar_app" in scope:
        below = litestar.endpoint_of(scope)
    elif django.is_django(scope.get("endpoint", app)):
        below = django.endpoint_of(scope)
    else:
        below = starlette.endpoint_of(scope)
    if below is not None:
        return prefix + below
    if prefix and "endpoint" in scope:
        return prefix + "/{path}"
    return starlette.resolved(scope)
