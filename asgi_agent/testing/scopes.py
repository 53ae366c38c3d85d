"""Scopes as servers build them, of which every optional key can be left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def http_scope(
    path: str = "/",
    *,
    method: str = "GET",
    headers: Iterable[Any] = (),
    query_string: bytes = b"",
    omit: Iterable[str] = (),
    **changes: Any,
) -> dict[str, Any]:
    """The scope of an HTTP request.

    Args:
        path: the path, decoded; `raw_path` follows it.
        method: the request's method.
        headers: pairs of bytes, put in the scope as they are.
        query_string: what stands behind the question mark.
        omit: optional keys to leave out, such as `extensions`, `root_path`, `raw_path`, `client`, `server`,
            `state`, `scheme`, or `asgi.spec_version` within `asgi`.
        changes: keys to add or replace.
    """
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.5"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        **_address(path, query_string, headers),
        **changes,
    }
    return _without(scope, omit)


def websocket_scope(
    path: str = "/",
    *,
    headers: Iterable[Any] = (),
    query_string: bytes = b"",
    subprotocols: Iterable[str] = (),
    denial: bool = True,
    omit: Iterable[str] = (),
    **changes: Any,
) -> dict[str, Any]:
    """The scope of a WebSocket; takes what `http_scope` takes, without a method.

    Args:
        path: the path, decoded; `raw_path` follows it.
        headers: pairs of bytes, put in the scope as they are.
        query_string: what stands behind the question mark.
        subprotocols: what the client offers.
        denial: whether the server offers the `websocket.http.response` extension.
        omit: optional keys to leave out.
        changes: keys to add or replace.
    """
    scope = {
        "type": "websocket",
        "asgi": {"version": "3.0", "spec_version": "2.5"},
        "http_version": "1.1",
        "scheme": "ws",
        **_address(path, query_string, headers),
        "subprotocols": list(subprotocols),
        "extensions": {"websocket.http.response": {}} if denial else {},
        **changes,
    }
    return _without(scope, omit)


def lifespan_scope(*, omit: Iterable[str] = (), **changes: Any) -> dict[str, Any]:
    """The scope of a server's start and stop."""
    asgi = {"version": "3.0", "spec_version": "2.0"}
    return _without({"type": "lifespan", "asgi": asgi, "state": {}, **changes}, omit)


def _address(path: str, query_string: bytes, headers: Iterable[Any]) -> dict[str, Any]:
    return {
        "path": path,
        "raw_path": quote(path).encode(),
        "query_string": query_string,
        "root_path": "",
        "headers": list(headers),
        "client": ("127.0.0.1", 50000),
        "server": ("127.0.0.1", 8000),
        "state": {},
        "extensions": {},
    }


def _without(scope: Mapping[str, Any], omit: Iterable[str]) -> dict[str, Any]:
    left_out = set(omit)
    kept = {key: value for key, value in scope.items() if key not in left_out}
    if "asgi.spec_version" in left_out:
        kept["asgi"] = {key: value for key, value in scope["asgi"].items() if key != "spec_version"}
    return kept
