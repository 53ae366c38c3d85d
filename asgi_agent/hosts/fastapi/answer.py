"""`Answer`: what a path operation returns; written when the host's dependencies have had their say."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from asgi_agent.redaction.request import claim_redaction
from asgi_agent.refusals import host_refusals, problem_of
from asgi_agent.telemetry import RequestSpan
from asgi_agent.transport.connection import ClientDisconnected
from asgi_agent.transport.exchange import Exchange
from asgi_agent.workflow_service.context import request_context

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request
    from starlette.types import Message, Receive, Scope, Send

    Context = dict[str, Any]
    Operation = Callable[[Exchange, Context], Awaitable[None]]


class Answer(Response):
    """Writes the answer of an operation, or the problem that came of it.

    Args:
        operation: what is to be done.
        request: as the path operation got it.
        principal: gives what a dependency has found the caller to be, or None.
        max_body: bytes of body that are read.
        redacts: whether the operation redacts what it says by itself, as runs do; what it does not, a
            middleware around it does.
    """

    def __init__(
        self,
        operation: Operation,
        request: Request,
        principal: Callable[[], Any],
        *,
        max_body: int,
        redacts: bool,
    ) -> None:
        self.status_code = 200
        self.background = None
        self._operation = operation
        self._request = request
        self._principal = principal
        self._max_body = max_body
        self._redacts = redacts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        exchange = Exchange(scope, _body_again(self._request, receive), send, max_body=self._max_body)
        exchange.params = dict(scope.get("path_params") or {})
        exchange.route = getattr(scope.get("route"), "path_format", None)
        with suppress(ClientDisconnected), RequestSpan(scope) as span:
            try:
                await self._answer(exchange)
            finally:
                span.answered(exchange.route, exchange.status)
        if self.background is not None:
            await self.background()

    async def _answer(self, exchange: Exchange) -> None:
        if self._redacts:
            claim_redaction(exchange.scope)
        try:
            with host_refusals():
                context = request_context(exchange.connection, self._principal())
                await self._operation(exchange, context)
        except ClientDisconnected:
            raise
        except Exception as error:
            if exchange.started:
                raise
            await exchange.respond_problem(await problem_of(error, exchange.scope))


def _body_again(request: Request, receive: Receive) -> Receive:
    """A `receive` that gives the body once more where a dependency has read it."""
    body: bytes | None = getattr(request, "_body", None)
    if body is None:
        return receive
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive_again() -> Message:
        return messages.pop() if messages else await receive()

    return receive_again
