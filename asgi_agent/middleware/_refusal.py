"""Refusing a request or a handshake in place of the application."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from asgi_agent.scope import REQUEST_ID_KEY

if TYPE_CHECKING:
    from asgi_agent.errors import Problem
    from asgi_agent.middleware._types import Receive, Scope, Send

POLICY_VIOLATION = 1008  # RFC 6455, 7.4.1


async def refuse(scope: Scope, receive: Receive, send: Send, problem: Problem) -> None:
    """Answer with the problem: as a response, as a denied handshake, or by closing it with 1008.

    Follows RFC 9457. The request's id comes from the scope, if a correlation layer has put one there.
    """
    if scope["type"] == "http":
        await _respond(scope, send, "http.response", problem)
    elif (await receive())["type"] == "websocket.connect":
        if "websocket.http.response" in (scope.get("extensions") or {}):
            await _respond(scope, send, "websocket.http.response", problem)
        else:
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})


async def _respond(scope: Scope, send: Send, prefix: str, problem: Problem) -> None:
    body = msgspec.json.encode(problem.to_dict(scope.get(REQUEST_ID_KEY)))
    headers = [
        (b"content-type", b"application/problem+json"),
        (b"content-length", str(len(body)).encode()),
        *((name.lower().encode(), value.encode("latin-1")) for name, value in problem.headers.items()),
    ]
    await send({"type": f"{prefix}.start", "status": problem.status, "headers": headers})
    sent = b"" if scope.get("method") == "HEAD" else body
    await send({"type": f"{prefix}.body", "body": sent, "more_body": False})
