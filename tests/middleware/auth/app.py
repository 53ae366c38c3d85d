"""An application behind authentication, and requests to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asgi_agent.testing import ASGIConnection, ASGIValidator, http_scope, polluted_context, run_http

if TYPE_CHECKING:
    from asgi_agent.middleware._types import ASGIApp, Message, Receive, Scope, Send
    from asgi_agent.testing import HTTPResult


class Recorder:
    """Notes the scopes that come in, and answers 200 or accepts."""

    def __init__(self) -> None:
        self.scopes: list[Scope] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scopes.append(scope)
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.accept"})
            await send({"type": "websocket.close", "code": 1000, "reason": ""})
        else:
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b"in"})

    @property
    def scope(self) -> Scope:
        """The scope of the only request that came in."""
        (scope,) = self.scopes
        return scope


async def ask(app: ASGIApp, *headers: tuple[str, str], path: str = "/") -> HTTPResult:
    """A GET, validated on the way, in a context that another request has left things in."""
    pairs = [(name.encode(), value.encode("latin-1")) for name, value in headers]
    scope = http_scope(path, headers=pairs)
    return await run_http(ASGIValidator(app), scope, context=polluted_context())


async def ask_with(app: ASGIApp, token: str) -> HTTPResult:
    """A GET with a bearer token."""
    return await ask(app, ("authorization", f"Bearer {token}"))


async def handshake(app: ASGIApp, scope: dict[str, Any]) -> Message:
    """The application's first word in answer to a WebSocket handshake."""
    async with ASGIConnection(ASGIValidator(app), scope, context=polluted_context()) as connection:
        await connection.put({"type": "websocket.connect"})
        return await connection.get()
