"""Which route a request means, wherever the app is mounted."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from asgi_agent.errors import MethodNotAllowedError, NotFoundError

if TYPE_CHECKING:
    from asgi_agent.transport.dialect import Dialect

Endpoint = TypeVar("Endpoint", bound=Callable[..., Awaitable[None]])

# No HTTP method can look like this (RFC 9110, 5.6.2), so no request reaches a websocket's endpoint by it.
WEBSOCKET = "(websocket)"


def route_path(scope: Mapping[str, Any]) -> str:
    """The path below the mount point, with no trailing slash (`/` for the mount point itself)."""
    return "/" + path_below_mount(scope).strip("/")


def path_below_mount(scope: Mapping[str, Any]) -> str:
    """The path below the mount point, slashes and all.

    Hosts disagree on what a mounted app sees. Starlette leaves `path` whole and adds the prefix to
    `root_path`; Litestar strips it from `path`; under `--root-path` uvicorn puts the prefix into `path` as
    well, while hypercorn, granian and daphne do not, so that `root_path` may say more than `path` does. The
    part of `root_path` that mounting added is what comes after `app_root_path`.
    """
    path: str = scope["path"]
    root: str = scope.get("root_path", "")
    below = _strip(path, root)
    if below is None and (outer := scope.get("app_root_path")):
        below = _strip(path, root[len(outer) :])
    return path if below is None else below


def _strip(path: str, prefix: str) -> str | None:
    prefix = prefix.rstrip("/")
    if path == prefix or path.startswith(prefix + "/"):
        return path[len(prefix) :]
    return None


class Route(Generic[Endpoint]):
    """One path, one method, one endpoint. `{name}` in the path matches one segment.

    `dialect` writes the failures of the route in the words of its wire; None for RFC 9457.
    """

    __slots__ = ("dialect", "endpoint", "method", "names", "path")

    def __init__(self, method: str, path: str, endpoint: Endpoint, dialect: Dialect | None = None) -> None:
        self.method = method
        self.path = path
        self.endpoint = endpoint
        self.dialect = dialect
        self.names = [segment[1:-1] for segment in _segments(path) if _is_parameter(segment)]


class _Node(Generic[Endpoint]):
    """What can come after a beginning of a path."""

    __slots__ = ("literals", "methods", "parameter")

    def __init__(self) -> None:
        self.literals: dict[str, _Node[Endpoint]] = {}
        self.parameter: _Node[Endpoint] | None = None
        self.methods: dict[str, Route[Endpoint]] = {}


class Router(Generic[Endpoint]):
    """Finds the endpoint of a method and a path; literal segments win over `{name}`."""

    def __init__(self, routes: Sequence[Route[Endpoint]]) -> None:
        self._root: _Node[Endpoint] = _Node()
        for route in routes:
            self._add(route)

    def find(self, method: str, path: str) -> tuple[Route[Endpoint], dict[str, str]]:
        """The route and the values of its path parameters; HEAD is served by GET.

        Raises:
            NotFoundError: no route has this path.
            MethodNotAllowedError: it has other methods; `Allow` says which.
        """
        methods, values = self._match(path)
        route = methods.get("GET" if method == "HEAD" else method)
        if route is None:
            raise MethodNotAllowedError(headers={"allow": ", ".join(_allowed(methods))})
        return route, dict(zip(route.names, values, strict=True))

    def allowed(self, path: str) -> list[str]:
        """The HTTP methods of a path, for `OPTIONS`.

        Raises:
            NotFoundError: no route has this path.
        """
        return _allowed(self._match(path)[0])

    def _add(self, route: Route[Endpoint]) -> None:
        node = self._root
        for segment in _segments(route.path):
            if not _is_parameter(segment):
                node = node.literals.setdefault(segment, _Node())
            else:
                node.parameter = node.parameter or _Node()
                node = node.parameter
        node.methods[route.method] = route

    def _match(self, path: str) -> tuple[Mapping[str, Route[Endpoint]], list[str]]:
        node = self._root
        values: list[str] = []
        for segment in _segments(path):
            below = node.literals.get(segment)
            if below is None and segment:
                values.append(segment)
                below = node.parameter
            if below is None:
                raise NotFoundError("there is no such route")
            node = below
        if not node.methods:
            raise NotFoundError("there is no such route")
        return node.methods, values


def _segments(path: str) -> list[str]:
    stripped = path.strip("/")
    return stripped.split("/") if stripped else []


def _is_parameter(segment: str) -> bool:
    return segment.startswith("{")


def _allowed(methods: Mapping[str, Any]) -> list[str]:
    http = set(methods) - {WEBSOCKET}
    if "GET" in http:
        http.add("HEAD")
    return sorted(http | {"OPTIONS"})
