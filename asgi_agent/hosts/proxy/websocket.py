"""One WebSocket through the proxy, its messages handed on both ways."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus, InvalidURI, WebSocketException
from websockets.frames import EXTERNAL_CLOSE_CODES

from asgi_agent.errors import MalformedRequestError
from asgi_agent.hosts.proxy.headers import response_headers
from asgi_agent.hosts.proxy.in_flight import Exchange
from asgi_agent.hosts.proxy.location import relocated
from asgi_agent.hosts.proxy.problems import UpstreamTimeoutError, UpstreamUnreachableError
from asgi_agent.hosts.proxy.target import request_target

if TYPE_CHECKING:
    from collections.abc import Iterable

    from asgi_agent.errors import Problem
    from asgi_agent.hosts.proxy.settings import ProxySettings
    from asgi_agent.hosts.proxy.upstreams import Upstream
    from asgi_agent.middleware._types import Message, Receive, Scope, Send

# RFC 6455, 7.4.1: codes that stand for what was not said, which nobody may send.
NO_STATUS, ABNORMAL, GOING_AWAY, NORMAL, INTERNAL_ERROR = 1005, 1006, 1001, 1000, 1011
SERVICE_RESTART = 1012
CLOSE_TIMEOUT = 1.0
PING_INTERVAL = 20.0


# The library says the host itself; a handshake has no body, and a server would wait for one.
_NOT_OF_A_HANDSHAKE = frozenset({b"host", b"content-length"})


class WithoutDebug(logging.LoggerAdapter[logging.Logger]):
    """A logger that says nothing below INFO, where the library tells every header: tokens, cookies, ..."""

    def isEnabledFor(self, level: int) -> bool:
        return level > logging.DEBUG and super().isEnabledFor(level)


_logger = WithoutDebug(logging.getLogger("websockets.client"), {})


class Connect(connect):
    """A connection to the upstream that was configured, and to nowhere that it points to."""

    def __init__(self, uri: str, **options: Any) -> None:
        self._opened: ClientConnection | None = None
        opening: Any = self._opening  # any callable will do
        super().__init__(uri, create_connection=opening, logger=_logger, **options)

    @property
    def asked(self) -> bool:
        """Whether the upstream was reached, so that it may have seen the handshake."""
        return self._opened is not None and self._opened.request is not None

    def process_redirect(self, exc: Exception) -> Exception | str:
        return exc

    def _opening(self, *args: Any, **options: Any) -> ClientConnection:
        self._opened = ClientConnection(*args, **options)
        return self._opened


class WebSocketExchange(Exchange):
    """Connects to an upstream, and then accepts the client with what that has accepted.

    Args:
        settings: of the proxy.
        scope: of the client's handshake.
        receive: from the client.
        send: to the client.
    """

    def __init__(self, settings: ProxySettings, scope: Scope, receive: Receive, send: Send) -> None:
        super().__init__()
        self._settings = settings
        self._scope = scope
        self._receive = receive
        self._send = send
        self._client_left = False

    async def run(self) -> None:
        """Hand messages on until one side ends, and tell the other.

        Raises:
            Problem: the request cannot be handed on.
        """
        tried: list[Upstream] = []
        answered = False
        while not answered:
            upstream = self._settings.upstreams.choose(tried)
            tried.append(upstream)
            trial = upstream.asked()
            try:
                answered = await self._ask(upstream, last=len(tried) > self._settings.retries)
            finally:
                upstream.left(trial=trial)

    async def _ask(self, upstream: Upstream, *, last: bool) -> bool:
        """Whether the upstream could be asked; if it is not the last to be tried, another may be.

        It failed where it was not reached. That it broke the handshake off, or was silent, says nothing of
        it: any client can send headers that it will not read, and some servers are silent then.
        """
        connecting = self._connecting(upstream)
        try:
            connection = await connecting
        except InvalidStatus as refusal:
            upstream.succeeded()
            await self._deny(refusal, upstream)
            return True
        except (OSError, WebSocketException) as error:
            if not connecting.asked:
                upstream.failed()
            if connecting.asked or last:
                raise _as_problem(error) from None
            return False
        upstream.succeeded()
        async with connection:
            await self._converse(connection)
        return True

    def _connecting(self, upstream: Upstream) -> Connect:
        settings, address = self._settings, upstream.address
        headers = settings.request_headers(self._scope, address)
        scheme = "wss" if address.scheme == "https" else "ws"
        tls: dict[str, Any] = {"ssl": settings.ssl_context or True} if scheme == "wss" else {}
        target = request_target(self._scope, address.base).decode("ascii")
        try:
            return Connect(
                f"{scheme}://{address.host}{target}",
                additional_headers=_as_text(headers),
                subprotocols=self._scope.get("subprotocols") or None,
                user_agent_header=None,
                compression=None,
                proxy=None,
                **tls,
                max_size=settings.max_message,
                open_timeout=settings.connect_timeout,
                ping_interval=min(PING_INTERVAL, settings.read_timeout or PING_INTERVAL),
                ping_timeout=settings.read_timeout,
                close_timeout=CLOSE_TIMEOUT,
            )
        except (InvalidURI, ValueError):  # of the target, or a subprotocol that is no token
            raise MalformedRequestError("the request cannot be handed on") from None

    async def _deny(self, refusal: InvalidStatus, upstream: Upstream) -> None:
        """Refuse the client in the upstream's own words, where the server has a way to say them."""
        if (await self._receive())["type"] != "websocket.connect":
            return
        if "websocket.http.response" not in (self._scope.get("extensions") or {}):
            await self._send({"type": "websocket.close", "code": 1008, "reason": ""})
            return
        response = refusal.response
        status, body = response.status_code, bytes(response.body or b"")
        given = response_headers(status, _as_bytes(response.headers.raw_items()))
        given = relocated(given, self._scope, upstream.address)
        headers = [(name, value) for name, value in given if name != b"content-length"]
        headers.append((b"content-length", b"%d" % len(body)))
        await self._send({"type": "websocket.http.response.start", "status": status, "headers": headers})
        await self._send({"type": "websocket.http.response.body", "body": body, "more_body": False})

    async def _converse(self, connection: ClientConnection) -> None:
        if (await self._receive())["type"] != "websocket.connect":
            return
        await self._send({"type": "websocket.accept", "subprotocol": connection.subprotocol})
        inward = asyncio.create_task(self._inward(connection))
        outward = asyncio.create_task(self._outward(connection))
        try:
            waited = {inward, outward, self._ending}
            done, _ = await asyncio.wait(waited, return_when=asyncio.FIRST_COMPLETED)
        finally:
            inward.cancel()
            outward.cancel()
            await asyncio.gather(inward, outward, return_exceptions=True)
        for task in done:
            task.result()
        if done == {self._ending}:
            await self._to_client({"type": "websocket.close", "code": SERVICE_RESTART, "reason": ""})

    async def _inward(self, connection: ClientConnection) -> None:
        while (message := await self._receive())["type"] == "websocket.receive":
            text = message.get("text")
            with suppress(ConnectionClosed):  # the other direction tells the client
                await connection.send(text if text is not None else message["bytes"])
        self._client_left = True
        await connection.close(_sendable(message.get("code")), message.get("reason") or "")

    async def _outward(self, connection: ClientConnection) -> None:
        try:
            while True:
                message = await connection.recv()
                key = "text" if isinstance(message, str) else "bytes"
                await self._to_client({"type": "websocket.send", key: message})
        except ConnectionClosed:
            code = connection.close_code
            code = INTERNAL_ERROR if code in (None, ABNORMAL) else _sendable(code)
            reason = connection.close_reason or ""
            if not self._client_left:  # servers take no message after that
                await self._to_client({"type": "websocket.close", "code": code, "reason": reason})

    async def _to_client(self, message: Message) -> None:
        try:
            await self._send(message)
        except OSError:  # as ASGI 2.4 has it; `receive` says so as well
            self._client_left = True


def _as_problem(error: Exception) -> Problem:
    if isinstance(error, TimeoutError):
        return UpstreamTimeoutError("the agent did not answer in time")
    return UpstreamUnreachableError("the agent cannot be reached")


def _as_text(headers: list[tuple[bytes, bytes]]) -> list[tuple[str, str]]:
    """The headers as the library takes them."""
    return [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, value in headers
        if name not in _NOT_OF_A_HANDSHAKE
    ]


def _as_bytes(headers: Iterable[tuple[str, str]]) -> list[tuple[bytes, bytes]]:
    """The other way round; releases of the library differ in how they read what is no ASCII."""
    return [(name.encode("latin-1"), value.encode("latin-1", "surrogateescape")) for name, value in headers]


def _sendable(code: int | None) -> int:
    """A close code that may stand in a frame."""
    if code in (None, NO_STATUS):
        return NORMAL
    return code if code in EXTERNAL_CLOSE_CODES or 3000 <= code < 5000 else GOING_AWAY
