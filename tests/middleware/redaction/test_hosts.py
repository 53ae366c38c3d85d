"""The middleware around frameworks, and frameworks around it."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Body, FastAPI, Request, WebSocket
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, StreamingResponse
from starlette.applications import Starlette
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount

from asgi_agent import AgentASGI, CorrelationIdMiddleware, PHIRedactionMiddleware
from asgi_agent.phi import Label
from asgi_agent.scope import REDACTION_KEY
from asgi_agent.testing import ASGIConnection, ASGIValidator, http_scope, run_http, websocket_scope
from tests.asking import sse
from tests.middleware.redaction.apps import JSON, NOTE, REDACTED, ask, encoded, no_value_in
from tests.middleware.redaction.cuts import at_random

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from starlette.middleware.base import RequestResponseEndpoint
    from starlette.responses import Response

api = FastAPI()


@api.post("/echo")
async def echo(body: Annotated[dict[str, Any], Body()]) -> dict[str, Any]:
    """What was sent."""
    return {"got": body}


@api.get("/stream")
async def stream() -> StreamingResponse:
    """A note, token by token."""

    async def tokens() -> AsyncIterator[str]:
        for piece in at_random(NOTE, 1):
            yield f"data: {json.dumps({'token': piece})}\n\n"

    return StreamingResponse(tokens(), media_type="text/event-stream")


@api.get("/page", response_class=HTMLResponse)
async def page() -> str:
    """A page."""
    return f"<h1>Note</h1><p>{NOTE}</p>"


@api.get("/broken")
async def broken() -> JSONResponse:
    """A failure that tells too much."""
    return JSONResponse({"detail": NOTE}, 500)


@api.websocket("/chat")
async def chat(socket: WebSocket) -> None:
    """Repeats what it hears, word by word."""
    await socket.accept()
    heard = await socket.receive_json()
    for piece in at_random(heard["text"] + " and SSN 219-09-1111", 2):
        await socket.send_json({"type": "token", "text": piece})
    await socket.send_json({"type": "end"})
    await socket.close()


async def test_fastapi_gets_and_gives_redacted_json() -> None:
    """Its own validation and encoding are between."""
    result = await ask(api, encoded({"note": NOTE}), JSON, scope={"path": "/echo"})
    assert result.json() == {"got": {"note": REDACTED}}


async def test_a_streaming_response_is_redacted() -> None:
    """Token by token."""
    result = await ask(api, method="GET", scope={"path": "/stream"})
    events = [json.loads(event[6:]) for event in result.body.decode().split("\n\n") if event]
    assert "".join(event["token"] for event in events) == REDACTED
    assert len(events) > 10


async def test_a_file_is_read_although_the_server_could_send_it(tmp_path: Path) -> None:
    """Its name is redacted as well, and ranges of it are not served."""
    note = tmp_path / "note.txt"
    note.write_text(NOTE)
    app = Starlette()
    app.add_route("/", lambda request: FileResponse(note, filename="Mr_John_Smith.txt"))
    scope: dict[str, Any] = {"extensions": {"http.response.pathsend": {}}}
    result = await ask(app, b"", (b"range", b"bytes=10-20"), method="GET", scope=scope)
    assert (result.status, result.body) == (200, REDACTED.encode())
    assert no_value_in(repr(result.headers))
    assert result.header("accept-ranges") == result.header("etag") == []


async def test_a_page_and_a_failure_are_redacted() -> None:
    """Whatever the status is."""
    result = await ask(api, method="GET", scope={"path": "/page"})
    assert result.body.decode() == f"<h1>Note</h1><p>{REDACTED}</p>"
    result = await ask(api, method="GET", scope={"path": "/broken"})
    assert (result.status, result.json()) == (500, {"detail": REDACTED})


async def test_a_websocket_of_fastapi_is_redacted() -> None:
    """Both ways."""
    app = ASGIValidator(PHIRedactionMiddleware(ASGIValidator(api)))
    async with ASGIConnection(app, websocket_scope("/chat")) as connection:
        await connection.put({"type": "websocket.connect"})
        await connection.put({"type": "websocket.receive", "text": json.dumps({"text": NOTE})})
        await connection.wait()
    said = [json.loads(message["text"]) for message in connection.sent if "text" in message]
    assert said[-1] == {"type": "end"}
    assert "".join(message["text"] for message in said[:-1]) == REDACTED + " and SSN [SSN]"


async def test_compression_inside_is_asked_not_to() -> None:
    """And outside it compresses what was redacted."""
    asked = (b"accept-encoding", b"gzip")
    inside = PHIRedactionMiddleware(GZipMiddleware(api, minimum_size=1))
    scope = http_scope("/page", headers=[asked])
    assert (await run_http(inside, scope)).header("content-encoding") == []
    outside = GZipMiddleware(PHIRedactionMiddleware(api), minimum_size=1)
    result = await run_http(outside, scope)
    assert result.header("content-encoding") == ["gzip"]
    assert REDACTED in gzip.decompress(result.body).decode()


class Nothing(BaseHTTPMiddleware):
    """A middleware of the kind that most hosts have."""

    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        return await call_next(request)


async def test_it_composes_with_other_middlewares() -> None:
    """Around them, between them, within them, and mounted below a path."""
    for app in (
        PHIRedactionMiddleware(Nothing(api)),
        Nothing(PHIRedactionMiddleware(Nothing(api))),
        CorrelationIdMiddleware(PHIRedactionMiddleware(api)),
        Starlette(routes=[Mount("/", PHIRedactionMiddleware(api))]),
    ):
        result = await run_http(ASGIValidator(app), http_scope("/stream"))
        assert no_value_in(result.body)
        assert b"[SSN]" in result.body


def said_by(graph_input: str) -> AgentASGI:
    """An agent that repeats what it hears, a few characters at a time."""

    async def graph(text: str) -> AsyncIterator[str]:
        for piece in at_random(f"{text} {graph_input}", 3):
            yield piece

    return AgentASGI(graph)


async def test_an_agent_redacts_by_itself() -> None:
    """On its events; the middleware lets its bytes pass, and both count in one place."""
    policies: list[Any] = []

    async def noting(scope: Any, receive: Any, send: Any) -> None:
        policies.append(scope[REDACTION_KEY])
        await agent(scope, receive, send)

    agent = said_by("and SSN 219-09-1111")
    app = CorrelationIdMiddleware(PHIRedactionMiddleware(noting))
    scope = http_scope("/stream", method="POST", headers=[JSON])
    result = await run_http(ASGIValidator(app), scope, encoded({"input": NOTE}))
    deltas = [event["data"]["text"] for event in sse(result.body) if event["type"] == "message.delta"]
    assert "".join(deltas) == REDACTED + " and SSN [SSN]"
    assert no_value_in(result.body)
    (policy,) = policies
    assert policy.claimed
    assert not policy.begun
    assert policy.counts[Label.SSN]
