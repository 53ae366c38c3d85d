"""Routes of Litestar, which leaves their templates in the scope; it is not imported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from asgi_agent.middleware._types import Scope


def mount_of(scope: Scope) -> str | None:
    """Path of the mount that took the request, in which there are no parameters; None where none did."""
    handler = scope.get("route_handler")
    if not getattr(handler, "is_mount", False):
        return None
    routes: list[Any] = scope["litestar_app"].routes
    paths = (route.path_format for route in routes if getattr(route, "route_handler", None) is handler)
    return next((str(path).rstrip("/") for path in paths), None)


def endpoint_of(scope: Scope) -> str | None:
    """Template of the route that took the request; None where none did."""
    if (mount := mount_of(scope)) is not None:
        return mount + "/{path}"
    template: str | None = scope.get("path_template")
    return template
