"""The middleware on real servers, over raw sockets: no HTTP client sends what is sent here."""

from __future__ import annotations

import base64
import contextlib
import re
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
import pytest

from tests.servers import VARIANTS, Server, Variant, serve_variant

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator

APP = "tests.middleware.correlation_app"
MARK = b"EVIL"  # part of every hostile value, so that no trace of one goes unseen
OWN_ID = re.compile(r"[0-9a-f]{32}").fullmatch
TRACEPARENT = b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

HOSTILE = {
    "tab": b"EV\tEVIL",
    "obs-text": b"EVIL\xe9",
    "NEL": b"EVIL\x85" + b"a" * 31,
    "DEL": b"EVIL\x7f",
    "VT": b"EVIL\x0b",
    "NUL": b"EVIL\x00",
    "obs-fold": b"EVIL\r\n EVIL",
    "10 KB": b"EVIL" * 2500,
    "64 KB": b"EVIL" * 16000,
    "urn tricks": b"urn:EVIL" + b"urn:" * 2400 + b"0af7651916cd43dd8448eb211c80319c",
    "braces": b"{EVIL}",
    "twice": b"EVIL\r\nX-Request-ID: EVIL",
    "twice in other cases": b"EVIL\r\nx-request-id: EVIL-2",
}


class Answer(NamedTuple):
    """One HTTP response as it came over the wire; `head` is empty when the connection just ended."""

    head: bytes
    body: bytes

    @property
    def status(self) -> int:
        return int(self.head.split(b" ", 2)[1]) if self.head else 0

    def header(self, name: bytes) -> list[str]:
        pairs = (line.split(b":", 1) for line in self.head.split(b"\r\n")[1:])
        return [value.strip().decode("latin-1") for key, value in pairs if key.lower() == name]

    def json(self) -> Any:
        return msgspec.json.decode(self.body)


class Wire:
    """A connection to a server, on which requests are written and answers read as bytes."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self._left = b""

    def write(
        self, method: bytes = b"GET", target: bytes = b"/", headers: bytes = b"", body: bytes = b""
    ) -> None:
        head = b"%s %s HTTP/1.1\r\nHost: localhost\r\n%s" % (method, target, headers)
        length = b"Content-Length: %d\r\n" % len(body) if body else b""
        self.connection.sendall(head + length + b"\r\n" + body)

    def read(self) -> Answer:
        """The next answer; an empty one when the server has closed the connection."""
        while b"\r\n\r\n" not in self._left:
            if not self._more():
                return Answer(self._left, b"")
        head, _, self._left = self._left.partition(b"\r\n\r\n")
        (length,) = Answer(head, b"").header(b"content-length") or ["0"]
        while len(self._left) < int(length) and self._more():
            pass
        body, self._left = self._left[: int(length)], self._left[int(length) :]
        return Answer(head, body)

    def _more(self) -> bool:
        try:
            received = self.connection.recv(65536)
        except ConnectionError:  # closed while our bytes were still under way
            return False
        self._left += received
        return bool(received)


@contextlib.contextmanager
def wire(server: Server) -> Iterator[Wire]:
    with server.connect() as connection:
        yield Wire(connection)


@pytest.fixture(scope="module", params=VARIANTS, ids=str)
def variant(request: pytest.FixtureRequest) -> Variant:
    chosen: Variant = request.param
    return chosen


@pytest.fixture(scope="module")
def server(variant: Variant) -> Iterator[Server]:
    with serve_variant(variant, f"{APP}:app") as running:
        yield running


@pytest.fixture(scope="module")
def rejecting(variant: Variant) -> Iterator[Server]:
    with serve_variant(variant, f"{APP}:rejecting") as running:
        yield running


def ask(server: Server, headers: bytes = b"", target: bytes = b"/") -> Answer:
    """One request on a connection of its own."""
    with wire(server) as connection:
        with contextlib.suppress(ConnectionError):  # a server may hang up on a request that it will not read
            connection.write(target=target, headers=headers + b"Connection: close\r\n")
        return connection.read()


def test_a_request_gets_its_id(server: Server) -> None:
    """The same in scope, context and response."""
    answer = ask(server)
    (request_id,) = answer.header(b"x-request-id")
    assert OWN_ID(request_id)
    assert answer.json()["asgi_agent.request_id"] == answer.json()["context"] == request_id


def test_a_valid_inbound_id_is_recorded(server: Server) -> None:
    """Whatever the server did to the header's name."""
    answer = ask(server, b"X-Request-ID: caller-1\r\nTraceParent: %s\r\n" % TRACEPARENT)
    assert answer.json()["asgi_agent.parent_request_id"] == "caller-1"
    assert answer.json()["asgi_agent.traceparent"]["trusted"] is False


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_hostile_ids_leave_no_trace(server: Server, value: bytes) -> None:
    """Refused by the server, or served with our own id: never echoed, never logged, never in the scope."""
    answer = ask(server, b"X-Request-ID: %s\r\n" % value)
    assert MARK not in answer.head + answer.body
    assert MARK not in server.output
    if answer.status == 200:
        (request_id,) = answer.header(b"x-request-id")
        assert OWN_ID(request_id)
        assert answer.json()["asgi_agent.parent_request_id"] is None
    else:
        assert answer.status in (0, 400, 431)


def test_what_the_server_lets_through_is_logged_without_it(variant: Variant) -> None:
    """Braces are nothing that a server minds, so the middleware must."""
    with serve_variant(variant, f"{APP}:app") as server:
        (request_id,) = ask(server, b"X-Request-ID: {EVIL}\r\n").header(b"x-request-id")
    assert f"request {request_id} came with an invalid value in X-Request-ID".encode() in server.output
    assert MARK not in server.output


@pytest.mark.parametrize("value", [b"{EVIL}", b"EVIL\r\nX-Request-ID: EVIL"], ids=["invalid", "twice"])
def test_hostile_ids_are_rejected_when_asked_to(rejecting: Server, value: bytes) -> None:
    """With a problem document."""
    answer = ask(rejecting, b"X-Request-ID: %s\r\n" % value)
    assert answer.status == 400
    assert answer.header(b"content-type") == ["application/problem+json"]
    assert [answer.json()["request_id"]] == answer.header(b"x-request-id")
    assert MARK not in answer.head + answer.body + rejecting.output


def test_pipelined_requests_do_not_see_each_other(server: Server) -> None:
    """Some servers start a request in the context of the one before it on the connection."""
    with wire(server) as connection:
        for _ in range(4):
            connection.write()
        answers = [connection.read().json() for _ in range(4)]
    assert len({answer["asgi_agent.request_id"] for answer in answers}) == 4
    assert all(answer["context"] == answer["asgi_agent.request_id"] for answer in answers)


def test_a_request_after_a_large_upload_does_not_see_it(server: Server) -> None:
    """On the same connection, one after the other; the upload pauses reading, which leaks its context."""
    with wire(server) as connection:
        connection.write(b"POST", body=b"x" * 400_000)
        first = connection.read().json()
        connection.write()
        second = connection.read().json()
    assert second["context"] == second["asgi_agent.request_id"] != first["asgi_agent.request_id"]


def test_the_leak_that_this_guards_against_is_real() -> None:
    """On uvicorn the server's own context holds the first request's id when the second one arrives."""
    uvicorn = Variant("uvicorn", "asyncio", "httptools")
    with serve_variant(uvicorn, f"{APP}:app") as server, wire(server) as connection:
        for _ in range(2):
            connection.write()
        first, second = connection.read().json(), connection.read().json()
    assert first["inherited"] is None
    assert second["inherited"] == first["asgi_agent.request_id"]


def open_websocket(server: Server, target: bytes, headers: bytes = b"") -> Answer:
    """What the server answers to a WebSocket handshake."""
    handshake = (
        b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        b"Sec-WebSocket-Key: %s\r\n" % base64.b64encode(b"0123456789abcdef")
    )
    with wire(server) as connection:
        connection.write(target=target, headers=handshake + headers)
        return connection.read()


def test_a_websocket_handshake_carries_the_id(server: Server) -> None:
    """On every server that sends the headers of an accept; daphne takes none, granian 2.8 drops them."""
    answer = open_websocket(server, b"/ws", b"X-Request-ID: {EVIL}\r\n")
    assert answer.status == 101
    ids = answer.header(b"x-request-id")
    assert len(ids) == 1 or (server.name in ("granian", "daphne") and not ids)
    assert all(OWN_ID(request_id) for request_id in ids)
    assert MARK not in answer.head


def test_a_denied_websocket_carries_the_id(server: Server) -> None:
    """On every server that lets an application answer; daphne says 403 by itself."""
    answer = open_websocket(server, b"/deny")
    if server.name == "daphne":
        assert answer.status == 403
        return
    assert answer.status == 418
    (request_id,) = answer.header(b"x-request-id")
    assert OWN_ID(request_id)


def test_a_websocket_with_a_hostile_id_is_rejected(rejecting: Server) -> None:
    """With a problem document where the server can, else with its own 403."""
    answer = open_websocket(rejecting, b"/ws", b"X-Request-ID: {EVIL}\r\n")
    assert answer.status == (403 if rejecting.name == "daphne" else 400)
    assert MARK not in answer.head + answer.body + rejecting.output
