"""The application that the tests on real servers talk to."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import json
from typing import TYPE_CHECKING, Any

from asgi_agent import PHIRedactionMiddleware

if TYPE_CHECKING:
    from asgi_agent.middleware._types import Receive, Scope, Send

JSON = (b"content-type", b"application/json")
EVENTS = (b"content-type", b"text/event-stream")
WORDS = ["we saw ", "Mr. John", " Smith, ", "SSN 219-", "09-99", "99, ", "and all ", "is well"]

heard = asyncio.Event()


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Whatever the path asks for."""
    if scope["type"] == "websocket":
        await _websocket(receive, send)
    elif scope["type"] == "http":
        await ROUTES[scope["path"]](receive, send)


async def _echo(receive: Receive, send: Send) -> None:
    body, more = b"", True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        body, more = body + message.get("body", b""), message.get("more_body", False)
    await _answer(send, json.dumps({"got": json.loads(body or b"null")}).encode(), JSON)


async def _events(receive: Receive, send: Send) -> None:
    """The last word not before somebody has heard another and says so."""
    heard.clear()
    await send({"type": "http.response.start", "status": 200, "headers": [EVENTS]})
    for word in WORDS:
        if word == WORDS[-1]:
            await heard.wait()
        event = f"data: {json.dumps({'type': 'delta', 'text': word})}\n\n".encode()
        await send({"type": "http.response.body", "body": event, "more_body": True})
    await send({"type": "http.response.body", "body": b"data: [DONE]\n\n"})


async def _heard(receive: Receive, send: Send) -> None:
    heard.set()
    await _answer(send, b"{}", JSON)


async def _endless(receive: Receive, send: Send) -> None:
    """Until the client leaves."""
    await send({"type": "http.response.start", "status": 200, "headers": [EVENTS]})
    while True:
        event = b'data: {"type": "delta", "text": "SSN 219-09-"}\n\n'
        await send({"type": "http.response.body", "body": event, "more_body": True})
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(0.01):
                if (await receive())["type"] == "http.disconnect":
                    return


async def _picture(receive: Receive, send: Send) -> None:
    await _answer(send, b"\x89PNG" * 1000, (b"content-type", b"image/png"))


async def _gzip(receive: Receive, send: Send) -> None:
    body = gzip.compress(json.dumps({"note": "SSN 219-09-9999"}).encode())
    await _answer(send, body, JSON, (b"content-encoding", b"gzip"))


async def _answer(send: Send, body: bytes, *headers: tuple[bytes, bytes]) -> None:
    length = (b"content-length", b"%d" % len(body))
    await send({"type": "http.response.start", "status": 200, "headers": [*headers, length]})
    await send({"type": "http.response.body", "body": body})


async def _websocket(receive: Receive, send: Send) -> None:
    await receive()
    await send({"type": "websocket.accept"})
    while True:
        message: Any = await receive()
        if message["type"] == "websocket.disconnect":
            return
        for word in [*WORDS, f" you said {message['text']}"]:
            await send({"type": "websocket.send", "text": word})


ROUTES = {
    "/echo": _echo,
    "/endless": _endless,
    "/events": _events,
    "/gzip": _gzip,
    "/heard": _heard,
    "/picture": _picture,
}

app = PHIRedactionMiddleware(application)
