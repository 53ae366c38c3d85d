"""Where the app is, as its client sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from asgi_agent.transport.routing import route_path

if TYPE_CHECKING:
    from starlette.types import Scope


def mount_point(scope: Scope) -> str:
    """The path that this app's routes are below, as the client has to write it; `""` at the root.

    Neither `root_path` nor the requested path says it under every host (see `routing.route_path`): a server
    that was told its root path may or may not put it into the path as well, and a host that strips the
    mount's prefix from both leaves it in `raw_path` alone.
    """
    root = scope.get("root_path", "").rstrip("/")
    mount = requested_path(scope).rstrip("/").removesuffix(route_path(scope).rstrip("/"))
    if _is_below(mount, root):
        return quote(mount)
    return quote(root if root.endswith(mount) else root + mount)


def relative_to_mount(scope: Scope, target: str) -> str:
    """`target`, a path below the mount, as a reference relative to the requested URL.

    Such a reference stays right behind proxies that the server has not been told of.
    """
    path = requested_path(scope)
    above = route_path(scope).strip("/").count("/") + path.endswith("/")
    if route_path(scope) == "/":
        return target if path.endswith("/") else f"{quote(path.rpartition('/')[2])}/{target}"
    return "../" * above + target


def requested_path(scope: Scope) -> str:
    """The path of the request line where the server hands it on, decoded and without its query."""
    raw: bytes = scope.get("raw_path") or b""
    return unquote(raw.partition(b"?")[0].decode("latin-1")) or scope["path"]


def _is_below(path: str, prefix: str) -> bool:
    return path == prefix or path.startswith(prefix + "/")
