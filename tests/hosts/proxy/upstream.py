"""An agent server of no framework, for a proxy to stand in front of: it says what it got."""

from __future__ import annotations

import asyncio
import json
import os
import tempfile
from pathlib import Path
from typing import Any

FIRST = asyncio.FIRST_COMPLETED

# What the server of this process has seen, for tests that look from outside.
SEEN = Path(os.environ.get("SEEN", tempfile.gettempdir()))


async def app(scope: Any, receive: Any, send: Any) -> None:
    """Answer by the last segment of the path."""
    if scope["type"] == "lifespan":
        while (message := await receive())["type"] != "lifespan.shutdown":
            await send({"type": f"{message['type']}.complete"})
        await send({"type": "lifespan.shutdown.complete"})
    elif scope["type"] == "websocket":
        await _talk(scope, receive, send)
    else:
        answer = _ANSWERS.get(scope["path"].rpartition("/")[2], _echo)
        await answer(scope, receive, send)


async def _echo(scope: Any, receive: Any, send: Any) -> None:
    """Everything of the request, as JSON."""
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    said = {
        "method": scope["method"],
        "target": (
            scope["raw_path"] + (b"?" + scope["query_string"] if scope["query_string"] else b"")
        ).decode(),
        "headers": [[name.decode(), value.decode("latin-1")] for name, value in scope["headers"]],
        "body": body.decode("latin-1"),
    }
    headers = [
        (b"content-type", b"application/json"),
        (b"set-cookie", b"a=1"),
        (b"set-cookie", b"b=2"),
        (b"connection", b"x-hop"),
        (b"x-hop", b"1"),
        (b"keep-alive", b"timeout=5"),
    ]
    await send({"type": "http.response.start", "status": 201, "headers": headers})
    await send({"type": "http.response.body", "body": json.dumps(said).encode()})


async def _stream(scope: Any, receive: Any, send: Any) -> None:
    """Five events, each when the test asks for it by a file; notes when the client has left."""
    key = scope["query_string"].decode()
    left = asyncio.create_task(_until_left(receive))
    await _start(send, b"text/event-stream")
    for number in range(5):
        await send({"type": "http.response.body", "body": b"data: %d\n\n" % number, "more_body": True})
        await asyncio.wait({left, asyncio.create_task(_until_told(key, number))}, return_when=FIRST)
        if left.done():
            (SEEN / f"{key}.left").touch()
            return
    await send({"type": "http.response.body", "body": b""})


async def _endless(scope: Any, receive: Any, send: Any) -> None:
    """As much as the reader takes; notes how much that was."""
    key, sent = scope["query_string"].decode(), 0
    left = asyncio.create_task(_until_left(receive))
    await _start(send, b"application/octet-stream")
    while not left.done():
        await send({"type": "http.response.body", "body": b"x" * 65536, "more_body": True})
        sent += 1
        (SEEN / f"{key}.sent").write_text(str(sent))
        await asyncio.sleep(0)


async def _die(scope: Any, receive: Any, send: Any) -> None:
    """Break off in the middle of the second event, with the whole server."""
    kind = scope["query_string"] or b"text/event-stream"
    await _start(send, kind)
    await send({"type": "http.response.body", "body": b'data: {"n": 1}\n\ndata: {"n":', "more_body": True})
    await asyncio.sleep(0.1)
    os._exit(1)


async def _early(scope: Any, receive: Any, send: Any) -> None:
    """Refuse a body before it was read."""
    await send({"type": "http.response.start", "status": 413, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})


async def _redirect(scope: Any, receive: Any, send: Any) -> None:
    """Point to another server."""
    headers = [(b"location", b"http://127.0.0.1:1/secret")]
    await send({"type": "http.response.start", "status": 307, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


async def _silent(scope: Any, receive: Any, send: Any) -> None:
    """Say nothing until the client leaves."""
    key = scope["query_string"].decode()
    (SEEN / f"{key}.here").touch()
    await _until_left(receive)
    (SEEN / f"{key}.left").touch()


async def _health(scope: Any, receive: Any, send: Any) -> None:
    """Be well."""
    await _start(send, b"application/json")
    await send({"type": "http.response.body", "body": b"{}"})


async def _talk(scope: Any, receive: Any, send: Any) -> None:
    """Refuse, or echo until `close` is said, or the client closes."""
    await receive()
    if scope["path"].endswith("/refuse"):
        await send({"type": "websocket.close", "code": 1008, "reason": ""})
        return
    chosen = scope["subprotocols"][-1] if scope["subprotocols"] else None
    await send({"type": "websocket.accept", "subprotocol": chosen})
    headers = {name.decode(): value.decode() for name, value in scope["headers"]}
    await send({"type": "websocket.send", "text": json.dumps(headers)})
    while (message := await receive())["type"] == "websocket.receive":
        if message.get("text") == "close":
            await send({"type": "websocket.close", "code": 4001, "reason": "as asked"})
            return
        await send({**message, "type": "websocket.send"})
    (SEEN / f"{scope['query_string'].decode()}.closed").write_text(str(message["code"]))


async def _start(send: Any, content_type: bytes) -> None:
    headers = [(b"content-type", content_type)]
    await send({"type": "http.response.start", "status": 200, "headers": headers})


async def _until_told(key: str, number: int) -> None:
    told = SEEN / f"{key}.{number}"
    while not await asyncio.to_thread(told.exists):  # noqa: ASYNC110 - another process tells
        await asyncio.sleep(0.005)


async def _until_left(receive: Any) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


_ANSWERS = {
    "stream": _stream,
    "endless": _endless,
    "die": _die,
    "early": _early,
    "redirect": _redirect,
    "silent": _silent,
    "health": _health,
}
