"""Routes of Starlette and FastAPI, told by their shape: neither of them is imported.

Their routers leave the route that took the request in the scope. Of the mounts around it only the last one
stays there, and the path that they matched, which may hold the value of a path parameter; so their templates
are found again among the routes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asgi_agent.transport.routing import route_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from asgi_agent.middleware._types import Scope

MAX_DEPTH = 8
UNKNOWN = "/*"
"""Stands for a prefix whose template is not known."""

# Prefixes that were found to be their own templates, so that nothing is to be looked for a second time. There
# are no more of them than mounts in the code.
_without_parameters: set[str] = set()


def prefix_of(scope: Scope, entry: Scope) -> str:
    """Template of the path below which the application is mounted that has this scope.

    Args:
        scope: the innermost that is known.
        entry: the one that came to the audit middleware. Where no router is around that, its `root_path` is
            what the server was told.
    """
    outermost = scope.get("router") or scope.get("app")
    told = scope.get("app_root_path", "" if "app" in entry else entry.get("root_path", ""))
    mounted: str = scope.get("root_path", "").removeprefix(told).rstrip("/")
    if outermost is None or not mounted:
        return ""
    if mounted in _without_parameters:
        return mounted
    # Unless a mount has added to it, what stands there is most likely what the server was told.
    otherwise = UNKNOWN if "app_root_path" in scope else ""
    template = next(_mounts(routes_of(outermost), mounted, MAX_DEPTH), otherwise)
    if template == mounted:
        _without_parameters.add(mounted)
    return template


def endpoint_of(scope: Scope) -> str | None:
    """Template of the route that took the request, below its mounts; None where none has."""
    route, endpoint = scope.get("route"), scope.get("endpoint")
    if endpoint is None or getattr(route, "endpoint", None) is not endpoint:
        return None
    # FastAPI's included routers leave the route as it was declared, without their prefix.
    included = scope.get("fastapi", {}).get("effective_route_context")
    if getattr(included, "original_route", None) is route:
        route = included
    return _format(route)


def resolved(scope: Scope) -> str | None:
    """Template of the route that would take a request which was answered before any did, by a login say."""
    app = scope.get("app")
    if app is None or "endpoint" in scope:
        return None
    method = scope.get("method")
    path = route_path(scope)
    found = list(_matches(routes_of(app), path, MAX_DEPTH, method))
    return next((template for template, fits in found if fits), found[0][0] if found else None)


def _mounts(routes: Iterable[Any], path: str, depth: int) -> Iterator[str]:
    """Templates of mounts, one below the other, that match the whole of a path."""
    for route in _flat(routes):
        template, rest = _begins(route, path)
        if template is None or depth == 0:
            continue
        if not rest:
            yield template
        else:
            yield from (template + inner for inner in _mounts(routes_of(route), rest, depth - 1))


def _matches(routes: Iterable[Any], path: str, depth: int, method: str | None) -> Iterator[tuple[str, bool]]:
    """Templates that match a path, each with whether the method fits as well."""
    for route in _flat(routes):
        inner = routes_of(route)
        template, rest = _begins(route, path) if inner and depth else (None, "")
        if template is not None:
            below = list(_matches(inner, rest or "/", depth - 1, method)) or [("/{path}", False)]
            yield from ((template + last, fits) for last, fits in below)
        elif (whole := _format(route)) is not None and _matches_whole(route, path):
            yield whole, _takes(route, method)


def _begins(route: Any, path: str) -> tuple[str | None, str]:
    """Template of a route that takes whatever path follows its own, and what follows it in this one."""
    head, _, last = (_format(route) or "").rpartition("/{")
    convertor = getattr(route, "param_convertors", {}).get(last[:-1])
    if getattr(convertor, "regex", None) != ".*":
        return None, ""
    match = route.path_regex.match(path + "/")
    if match is None:
        return None, ""
    rest = match[last[:-1]].rstrip("/")
    return head, f"/{rest}" if rest else ""


def _matches_whole(route: Any, path: str) -> bool:
    pattern = getattr(route, "path_regex", None)
    return pattern is not None and bool(pattern.match(path) or pattern.match(path + "/"))


def _takes(route: Any, method: str | None) -> bool:
    """Whether a route is for this method; None is that of a WebSocket, whose routes know no methods."""
    if not hasattr(route, "endpoint"):  # a mount
        return True
    if method is None:
        return not hasattr(route, "methods")
    return hasattr(route, "methods") and (route.methods is None or method in route.methods)


def _format(route: Any) -> str | None:
    template = getattr(route, "path_format", None)
    return template if isinstance(template, str) else None


def _flat(routes: Iterable[Any]) -> Iterator[Any]:
    """The routes, with those that are included or stand behind a host in the place of what holds them."""
    for route in routes:
        if (contexts := getattr(route, "effective_route_contexts", None)) is not None:
            for context in contexts():
                yield context.starlette_route or context
        elif hasattr(route, "host_regex"):
            yield from _flat(routes_of(route))
        else:
            yield route


def routes_of(app: Any) -> list[Any]:
    """The routes of an application or a mount, through the middlewares around it."""
    for _ in range(MAX_DEPTH * 2):
        if routes := getattr(app, "routes", None):
            return list(routes)
        if (app := getattr(app, "app", None)) is None:
            break
    return []
