"""`AgentProxy`: an agent that runs as a service of its own, behind a route of yours."""

from __future__ import annotations

import asyncio
import math
import time
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import msgspec

from asgi_agent.errors import ConfigurationError, MissingDependencyError, Problem
from asgi_agent.hosts.proxy.in_flight import InFlight
from asgi_agent.hosts.proxy.settings import ProxySettings, networks
from asgi_agent.hosts.proxy.upstreams import Upstreams
from asgi_agent.middleware._refusal import refuse
from asgi_agent.shutdown import drain_on_signal as drain_when_told
from asgi_agent.transport.routing import route_path

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Mapping, Sequence

    import httpx

    from asgi_agent.hosts.proxy.exchange import HTTPExchange
    from asgi_agent.hosts.proxy.upstreams import Upstream
    from asgi_agent.hosts.proxy.websocket import WebSocketExchange
    from asgi_agent.middleware._types import Message, Receive, Scope, Send

MIB = 1024 * 1024


class AgentProxy:
    """Hands requests and WebSockets on to an agent server, and its answers back, as a raw ASGI app.

        app.mount("/agent", AgentProxy("http://agent:8001"))

    Bodies are streamed both ways and never held. The path below the mount, the query, the method, the status
    and the headers go on as they are, but for those of RFC 9110 section 7.6.1, which belong to one hop;
    `Forwarded` (RFC 7239), `X-Forwarded-*`, the correlation id and the trace context are set. A client that
    leaves ends the upstream's request. An upstream that dies in the middle of an event stream ends it with an
    `error` event, any other body with a broken connection. Put authentication, limits, audit and redaction
    around it as middleware.

    Only the configured upstreams are ever asked: redirects are handed to the client, those to the upstream's
    own address as a path below the mount; paths that lead out of the base path are refused, proxies of the
    environment are not used. A request is sent again, to another upstream if there is one, only where nothing
    of it was sent, or where it is idempotent, has no body, and the connection broke before an answer.
    Trailers that a response announces are handed on where the server in front has ASGI's extension for them
    and the client says that it takes them.

    `GET /ready` below the mount is answered by the proxy: 200 while one upstream at least answers its health
    check, else 503. It tells how each is, in the order in which they were given, and not where they are.

    Args:
        url: base URL of the agent server, or several; each request goes to the one with the fewest in flight.
        connect_timeout: seconds to connect in, and to wait for a free connection.
        read_timeout: seconds that an upstream may be silent, before its answer and within it, or on a
            WebSocket give no answer to a ping, and that a client may leave the rest of a body outstanding;
            None for ever.
        total_timeout: seconds that a request may take in all; None for ever, as streams are long.
        retries: how often a request may be sent again.
        failures: in a row, after which an upstream is left alone for a while.
        cooldown: seconds for which it is left alone.
        max_connections: to the upstreams, of each event loop; None for no limit.
        max_message: bytes of a WebSocket message from the upstream.
        headers: `(scope)` gives headers to add, which replace the client's: the user's `owner`, say, which
            tells the tenant as well. A value with characters that a header cannot hold, which are those
            beyond Latin-1, goes on as RFC 8187 writes it: `UTF-8''%C5%81ukasz`; as does one that begins so
            itself, so that no two values become one. One with a control character is refused with 400.
        trusted_proxies: addresses of proxies in front, or their networks (`10.0.0.0/8`), whose
            `X-Forwarded-*` are carried on.
        health: path of the upstream that is asked by `/ready`; None hands `/ready` on like any other.
        ssl_context: for upstreams on https, with a client's certificate say.
        drain_timeout: seconds that what goes through gets at shutdown. Then an event stream ends with an
            `error` event, and anything else is broken off.
        drain_on_signal: drain on SIGINT and SIGTERM, which is when a server begins to wait for open streams.

    Raises:
        ConfigurationError: a URL or an option cannot work.
        MissingDependencyError: the `proxy` extra is not installed.
    """

    def __init__(
        self,
        url: str | Sequence[str],
        *,
        connect_timeout: float = 5.0,
        read_timeout: float | None = 300.0,
        total_timeout: float | None = None,
        retries: int = 1,
        failures: int = 5,
        cooldown: float = 10.0,
        max_connections: int | None = None,
        max_message: int = 16 * MIB,
        headers: Callable[[Scope], Mapping[str, str]] | None = None,
        trusted_proxies: Sequence[str] = (),
        health: str | None = "/health",
        ssl_context: ssl.SSLContext | None = None,
        drain_timeout: float = 2.0,
        drain_on_signal: bool = True,
    ) -> None:
        try:
            import httpx  # noqa: F401
            import websockets  # noqa: F401
        except ImportError:
            raise MissingDependencyError(
                "a proxy needs httpx and websockets: pip install 'asgi-agent[proxy]'"
            ) from None
        for name, value in (
            ("connect_timeout", connect_timeout),
            ("read_timeout", read_timeout),
            ("total_timeout", total_timeout),
            ("failures", failures),
            ("cooldown", cooldown),
            ("max_connections", max_connections),
            ("max_message", max_message),
            ("drain_timeout", drain_timeout),
        ):
            if value is not None and not (isinstance(value, int | float) and 0 < value < math.inf):
                raise ConfigurationError(f"{name}= is a number above 0, not {value!r}")
        if retries < 0:
            raise ConfigurationError(f"retries= is 0 or more, not {retries!r}")
        if health is not None and not health.startswith("/"):
            raise ConfigurationError("health= is a path that begins with a slash")
        self._settings = ProxySettings(
            upstreams=Upstreams(
                [url] if isinstance(url, str) else list(url), threshold=failures, cooldown=cooldown
            ),
            connect_timeout=connect_timeout,
            read_timeout=read_timeout,
            total_timeout=total_timeout,
            retries=retries,
            trusted_proxies=networks(trusted_proxies),
            headers=headers,
            max_message=max_message,
            ssl_context=ssl_context,
        )
        self._health = health
        self._in_flight = InFlight(drain_timeout)
        self._drain_on_signal = drain_on_signal
        self._max_connections = max_connections
        # One for each event loop, since connections belong to theirs.
        self._transports: WeakKeyDictionary[asyncio.AbstractEventLoop, httpx.AsyncHTTPTransport] = (
            WeakKeyDictionary()
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        elif scope["type"] in ("http", "websocket"):
            await self._proxy(scope, receive, send)
        else:
            raise RuntimeError(f"this app does not know the ASGI scope type {scope['type']!r}")

    async def aclose(self) -> None:
        """Close the connections of this event loop; a later request opens new ones."""
        transport = self._transports.pop(asyncio.get_running_loop(), None)
        if transport is not None:
            await transport.aclose()

    async def ready(self) -> list[dict[str, Any]]:
        """Ask each upstream how it is.

        Returns:
            For each its `url`, `status` (`up`, `down`), `circuit` (`up`, `failing`, `open`), `in_flight`,
            and `ms`, the milliseconds that its answer took.
        """
        return list(await asyncio.gather(*map(self._checked, self._settings.upstreams.all)))

    async def _proxy(self, scope: Scope, receive: Receive, send: Send) -> None:
        sent = False

        async def sending(message: Message) -> None:
            nonlocal sent
            sent = True
            await send(message)

        try:
            if self._asks_for_readiness(scope):
                await self._answer_ready(send)
                return
            exchange = self._exchange(scope, receive, sending)
            with self._in_flight.holding(exchange):
                await exchange.run()
        except Problem as problem:
            if sent:
                raise
            await refuse(scope, receive, send, problem)

    def _exchange(self, scope: Scope, receive: Receive, send: Send) -> HTTPExchange | WebSocketExchange:
        from asgi_agent.hosts.proxy.exchange import HTTPExchange
        from asgi_agent.hosts.proxy.websocket import WebSocketExchange

        if self._drain_on_signal:
            drain_when_told(self._in_flight)
        if scope["type"] == "websocket":
            return WebSocketExchange(self._settings, scope, receive, send)
        return HTTPExchange(self._settings, self._transport(), scope, receive, send)

    def _asks_for_readiness(self, scope: Scope) -> bool:
        if self._health is None or scope.get("method") not in ("GET", "HEAD"):
            return False
        return route_path(scope) == "/ready"

    def _transport(self) -> httpx.AsyncHTTPTransport:
        from asgi_agent.hosts.proxy.connections import Transport

        loop = asyncio.get_running_loop()
        if (transport := self._transports.get(loop)) is None:
            for ended in [each for each in self._transports if each.is_closed()]:
                del self._transports[ended]  # its connections refer to it, so that it would never go
            transport = self._transports[loop] = Transport(self._settings.ssl_context, self._max_connections)
        return transport

    async def _answer_ready(self, send: Send) -> None:
        upstreams = await self.ready()
        for upstream in upstreams:
            del upstream["url"]  # where they are is nothing for whoever may ask
        able = not self._in_flight.draining and any(each["status"] == "up" for each in upstreams)
        body = msgspec.json.encode({"status": "ready" if able else "unavailable", "upstreams": upstreams})
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(body)).encode()),
            (b"cache-control", b"no-store"),
        ]
        await send({"type": "http.response.start", "status": 200 if able else 503, "headers": headers})
        await send({"type": "http.response.body", "body": body, "more_body": False})

    async def _checked(self, upstream: Upstream) -> dict[str, Any]:
        import httpx

        from asgi_agent.hosts.proxy.exchange import closing

        address, started = upstream.address, time.perf_counter()
        timeouts = dict.fromkeys(("connect", "read", "write", "pool"), self._settings.connect_timeout)
        request = httpx.Request(
            "GET", f"{address.url}{address.base}{self._health}", extensions={"timeout": timeouts}
        )
        try:
            async with asyncio.timeout(self._settings.connect_timeout):
                response = await self._transport().handle_async_request(request)
                async with closing(response):  # unread: it may have no end
                    able = response.status_code < 500
        except (httpx.TransportError, TimeoutError):
            able = False
        return {
            "url": address.url,
            "status": "up" if able else "down",
            "circuit": upstream.state,
            "in_flight": upstream.in_flight,
            "ms": round((time.perf_counter() - started) * 1000, 1),
        }

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self.aclose()
        await send({"type": "lifespan.shutdown.complete"})
