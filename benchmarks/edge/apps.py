"""The upstream and the proxies in front of it, as applications that a server loads."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import httpx
from fastapi import FastAPI, Request
from fastapi.responses import StreamingResponse

from asgi_agent.hosts.proxy import AgentProxy
from benchmarks.graphs import FIRST_TOKEN, TOKENS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

UPSTREAM = os.environ.get("UPSTREAM", "")
ANSWER = b'{"data": "%s"}' % (FIRST_TOKEN.encode() + b"x" * 2000)


async def upstream(scope: Any, receive: Any, send: Any) -> None:
    """An agent that does nothing but answer, with a document or with events."""
    if scope["type"] != "http":
        return
    while (await receive()).get("more_body"):
        pass
    if not scope["path"].endswith("/stream"):
        headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(ANSWER))]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": ANSWER})
        return
    headers = [(b"content-type", b"text/event-stream")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    for token in TOKENS:
        event = b'event: message.delta\ndata: {"text": "%s"}\n\n' % token.encode()
        await send({"type": "http.response.body", "body": event, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


ours = AgentProxy(UPSTREAM or "http://127.0.0.1:1")

guide = FastAPI()
"""What AgentFlow's guide shows: a client for each request, an answer decoded and encoded again."""


@guide.post("/agent/invoke")
async def proxy_invoke(request: Request) -> Any:
    body = await request.body()
    async with httpx.AsyncClient() as client:
        answer = await client.post(f"{UPSTREAM}/agent/invoke", content=body)
        return answer.json()


@guide.post("/agent/stream")
async def proxy_stream(request: Request) -> StreamingResponse:
    body = await request.body()

    async def pieces() -> AsyncIterator[bytes]:
        async with (
            httpx.AsyncClient(timeout=None) as client,
            client.stream("POST", f"{UPSTREAM}/agent/stream", content=body) as answer,
        ):
            async for piece in answer.aiter_bytes():
                yield piece

    return StreamingResponse(pieces(), media_type="text/event-stream")


_client: httpx.AsyncClient | None = None


async def bare(scope: Any, receive: Any, send: Any) -> None:
    """As little as a streaming proxy on a pooled httpx client can do, and no more."""
    global _client
    if scope["type"] != "http":
        return
    if _client is None:
        _client = httpx.AsyncClient(base_url=UPSTREAM, timeout=None, limits=httpx.Limits())
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    async with _client.stream("POST", scope["path"], content=body) as answer:
        await send(
            {"type": "http.response.start", "status": answer.status_code, "headers": answer.headers.raw}
        )
        async for piece in answer.aiter_raw():
            await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body", "body": b""})
