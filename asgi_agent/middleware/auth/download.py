"""A small document from a URL, in a time that holds for all of it."""

from __future__ import annotations

import socket
import threading
import time
import urllib.request
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from http.client import HTTPConnection, HTTPResponse


def download(url: str, *, timeout: float, limit: int) -> bytes:
    """The body of a JSON document. Redirects are not followed.

    Args:
        url: where it is; trusted, as the host has chosen it.
        timeout: seconds that connecting may take for each address, and all that follows.
        limit: bytes that the document may have.

    Raises:
        OSError: it cannot be had, or not in time.
        HTTPException: the answer is none.
        ValueError: it is longer.
    """
    connections = _Connections()
    deadline = time.monotonic() + timeout
    opener = urllib.request.build_opener(_NoRedirects, _HTTP(connections), _HTTPS(connections))
    request = urllib.request.Request(url, headers={"accept": "application/json"})  # noqa: S310
    body = b""
    # The socket's own limit is for each piece, and of a header the server may send a byte at a time.
    late = threading.Timer(timeout, connections.cut)
    late.daemon = True
    late.start()
    try:
        with opener.open(request, timeout=timeout) as response:
            while piece := response.read1(limit):
                body += piece
                if len(body) > limit:
                    raise ValueError("the document is too large")
                if time.monotonic() > deadline:
                    raise TimeoutError
    finally:
        late.cancel()
    return body


class _Connections:
    """What was opened for a download, to be cut from another thread."""

    def __init__(self) -> None:
        self._opened: list[HTTPConnection] = []

    def opening(self, make: Callable[..., HTTPConnection]) -> Callable[..., HTTPConnection]:
        def opened(*args: Any, **options: Any) -> HTTPConnection:
            self._opened.append(make(*args, **options))
            return self._opened[-1]

        return opened

    def cut(self) -> None:
        """End the reading of an answer's head; what is connecting has a limit of its own."""
        for connection in self._opened:
            if (open_socket := connection.sock) is not None:
                with suppress(OSError):  # it may have ended meanwhile
                    open_socket.shutdown(socket.SHUT_RDWR)


class _Watched(urllib.request.AbstractHTTPHandler):
    def __init__(self, connections: _Connections) -> None:
        super().__init__()
        self._connections = connections

    def do_open(self, http_class: Any, req: Any, **options: Any) -> HTTPResponse:
        return super().do_open(self._connections.opening(http_class), req, **options)


class _HTTP(_Watched, urllib.request.HTTPHandler):
    pass


class _HTTPS(_Watched, urllib.request.HTTPSHandler):
    pass


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *request: object, **more: object) -> None:
        return None
