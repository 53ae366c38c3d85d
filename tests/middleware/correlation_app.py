"""The application that the correlation tests serve on real servers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from asgi_agent.middleware.correlation import CorrelationIdMiddleware, get_request_id

if TYPE_CHECKING:
    from asgi_agent.middleware._types import ASGIApp, Receive, Scope, Send


async def report(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with what the middleware left in the scope and the context; fail on `/fail`."""
    if scope["type"] == "websocket":
        await _websocket(scope, receive, send)
        return
    while (await receive()).get("more_body"):
        pass
    if scope["path"] == "/fail":
        raise RuntimeError("the application failed")
    ours = {key: value for key, value in scope.items() if key.startswith("asgi_agent.")}
    body = msgspec.json.encode({**ours, "context": get_request_id(), "inherited": scope["test.inherited"]})
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _websocket(scope: Scope, receive: Receive, send: Send) -> None:
    await receive()
    if scope["path"] == "/deny" and "websocket.http.response" not in (scope.get("extensions") or {}):
        await send({"type": "websocket.close"})
        return
    if scope["path"] == "/deny":
        headers = [(b"content-length", b"6")]
        await send({"type": "websocket.http.response.start", "status": 418, "headers": headers})
        await send({"type": "websocket.http.response.body", "body": b"denied"})
        return
    await send({"type": "websocket.accept"})
    await send({"type": "websocket.send", "text": scope["asgi_agent.request_id"]})
    await send({"type": "websocket.close"})


def outside(app: ASGIApp) -> ASGIApp:
    """Note, before the middleware runs, which request id the server's context already holds."""

    async def noting(scope: Scope, receive: Receive, send: Send) -> None:
        await app({**scope, "test.inherited": get_request_id()}, receive, send)

    return noting


app = outside(CorrelationIdMiddleware(report))
rejecting = outside(CorrelationIdMiddleware(report, inbound="reject"))
