"""One HTTP request through the proxy, its bodies streamed both ways."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import httpx

from asgi_agent.errors import MalformedRequestError
from asgi_agent.hosts.proxy.body import RequestBody
from asgi_agent.hosts.proxy.events import whole_events
from asgi_agent.hosts.proxy.headers import content_length, has_body, response_headers
from asgi_agent.hosts.proxy.in_flight import Exchange, shutting_down
from asgi_agent.hosts.proxy.location import relocated
from asgi_agent.hosts.proxy.problems import UpstreamTimeoutError, UpstreamUnreachableError
from asgi_agent.hosts.proxy.target import request_target
from asgi_agent.hosts.proxy.trailers import ASKING, announced, taken, trailers_of
from asgi_agent.scope import REQUEST_ID_KEY
from asgi_agent.transport.connection import ClientDisconnected

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from asgi_agent.errors import Problem
    from asgi_agent.hosts.proxy.events import WholeEvents
    from asgi_agent.hosts.proxy.settings import ProxySettings
    from asgi_agent.hosts.proxy.upstreams import Upstream
    from asgi_agent.middleware._types import Message, Receive, Scope, Send

IDEMPOTENT = frozenset({"GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"})  # RFC 9110, 9.2.2

_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


class UpstreamCutError(ConnectionError):
    """The upstream broke off in the middle of a body; the client's connection is broken off as well."""


class HTTPExchange(Exchange):
    """Asks an upstream, another one if that cannot be asked, and hands its answer on.

    Args:
        settings: of the proxy.
        transport: whose connections are used.
        scope: of the client's request.
        receive: from the client.
        send: to the client.
    """

    def __init__(
        self,
        settings: ProxySettings,
        transport: httpx.AsyncBaseTransport,
        scope: Scope,
        receive: Receive,
        send: Send,
    ) -> None:
        super().__init__()
        self._settings = settings
        self._transport = transport
        self._scope = scope
        self._raw_send = send
        self._begun = False
        self._events: WholeEvents | None = None
        self._has_body = False
        self._takes_trailers = taken(scope)
        self._trailers: frozenset[bytes] = frozenset()
        self._body = RequestBody(receive, content_length(scope), settings.read_timeout)

    async def run(self) -> None:
        """Answer the client, or stop asking as soon as it has left.

        Raises:
            Problem: nothing was sent to the client yet.
            UpstreamCutError: the upstream broke off, in a body that has no way to say so.
        """
        asking = asyncio.create_task(self._ask())
        watching = asyncio.create_task(self._body.until_client_leaves())
        try:
            await asyncio.wait({asking, watching, self._ending}, return_when=asyncio.FIRST_COMPLETED)
            ended = next((task for task in (asking, watching) if task.done()), None)
        finally:
            asking.cancel()
            watching.cancel()
            # Whoever cancels may do so again and again, as AnyIO does; these are cancelled once and clear up.
            await asyncio.shield(asyncio.gather(asking, watching, return_exceptions=True))
        if ended is not None:
            ended.result()
        elif not self._begun:
            raise shutting_down()
        else:
            await self._cut(shutting_down())

    async def _ask(self) -> None:
        try:
            async with asyncio.timeout(self._settings.total_timeout):
                await self._attempts()
        except ClientDisconnected:
            pass  # nobody is left to be answered
        except TimeoutError:
            problem = UpstreamTimeoutError("the agent took longer than it may")
            if not self._begun:
                raise problem from None
            await self._cut(problem)

    async def _attempts(self) -> None:
        # HTTP/2 needs no header for a body, and a middleware may have dropped it: then the body itself tells.
        said = has_body(self._scope)
        self._has_body = not await self._body.empty() if said is None else said
        tried: list[Upstream] = []
        while True:
            upstream = self._settings.upstreams.choose(tried)
            tried.append(upstream)
            trial = upstream.asked()
            try:
                response = await self._response(upstream)
                await self._answer(upstream, response)
            except httpx.LocalProtocolError:
                raise MalformedRequestError("the request cannot be handed on") from None
            except httpx.TransportError as error:
                # For a place in the pool nobody was asked, and for a slow client anybody hangs up.
                if not (isinstance(error, httpx.PoolTimeout) or self._body.outstanding):
                    upstream.failed()
                if len(tried) > self._settings.retries or not self._may_repeat(error):
                    raise as_problem(error) from None
            else:
                return
            finally:
                upstream.left(trial=trial)

    def _may_repeat(self, error: httpx.TransportError) -> bool:
        """Whether asking again cannot do anything twice: nothing was sent, or it may be done twice."""
        if self._body.begun:
            return False
        if isinstance(error, _NEVER_SENT):
            return True
        idempotent = self._scope["method"] in IDEMPOTENT and not self._has_body
        return idempotent and not isinstance(error, httpx.TimeoutException)

    async def _response(self, upstream: Upstream) -> httpx.Response:
        settings, address = self._settings, upstream.address
        headers = settings.request_headers(self._scope, address)
        if self._has_body and not any(name == b"content-length" for name, _ in headers):
            headers.append((b"transfer-encoding", b"chunked"))
        if self._takes_trailers:
            headers.extend(ASKING)
        request = httpx.Request(
            self._scope["method"],
            address.url,
            headers=headers,
            stream=self._body if self._has_body else None,
            extensions={"timeout": settings.timeouts, "target": request_target(self._scope, address.base)},
        )
        return await self._transport.handle_async_request(request)

    async def _answer(self, upstream: Upstream, response: httpx.Response) -> None:
        self._body.let_go()
        upstream.succeeded()
        status = response.status_code
        headers = relocated(response_headers(status, response.headers.raw), self._scope, upstream.address)
        self._events = whole_events(headers)
        async with closing(response):
            if not 200 <= status <= 599:
                raise UpstreamUnreachableError("the agent's answer has no meaning")
            self._begun = True
            start: Message = {"type": "http.response.start", "status": status, "headers": headers}
            if self._takes_trailers and (names := announced(response.headers.raw)):
                self._trailers = names
                headers = [*headers, (b"trailer", b", ".join(sorted(names)))]
                start = {**start, "headers": headers, "trailers": True}
            await self._send(start)
            await self._stream(upstream, response)

    async def _send(self, message: Message) -> None:
        try:
            await self._raw_send(message)
        except OSError as error:  # as ASGI 2.4 has it
            raise ClientDisconnected from error

    async def _stream(self, upstream: Upstream, response: httpx.Response) -> None:
        held = self._events
        assert isinstance(response.stream, httpx.AsyncByteStream)
        try:
            async for piece in response.stream:
                if body := piece if held is None else held.feed(piece):
                    await self._send({"type": "http.response.body", "body": body, "more_body": True})
        except httpx.TransportError as error:
            upstream.failed()
            await self._cut(as_problem(error))
            return
        if held is not None and held.half and "transfer-encoding" not in response.headers:
            # The end of the connection is that of such a body, so that only the events tell of a cut.
            await self._cut(UpstreamUnreachableError("the agent cannot be reached"))
            return
        last = b"" if held is None else held.close()
        await self._finish(last, trailers_of(response, self._trailers))

    async def _finish(self, last: bytes, trailers: list[tuple[bytes, bytes]]) -> None:
        await self._send({"type": "http.response.body", "body": last, "more_body": False})
        if self._trailers:
            await self._send({"type": "http.response.trailers", "headers": trailers, "more_trailers": False})

    async def _cut(self, problem: Problem) -> None:
        """End the answer where it is: with an event that says why, if it can have one."""
        events, request_id = self._events, self._scope.get(REQUEST_ID_KEY)
        last = None if events is None else events.cut(problem, request_id)
        if last is None:
            raise UpstreamCutError("the upstream broke off in the middle of a body") from None
        await self._finish(last, [])


@asynccontextmanager
async def closing(response: httpx.Response) -> AsyncIterator[None]:
    """Give the response's connection back at the end, in a task of its own.

    A client that leaves with the last byte cancels whoever has sent it. The transport, cut off there, would
    keep the connection for ever.
    """
    try:
        yield
    finally:
        await asyncio.shield(asyncio.ensure_future(response.aclose()))


def as_problem(error: httpx.TransportError) -> Problem:
    """What the client is told: that it failed, and not where or how."""
    if isinstance(error, httpx.TimeoutException):
        return UpstreamTimeoutError("the agent did not answer in time")
    return UpstreamUnreachableError("the agent cannot be reached")
