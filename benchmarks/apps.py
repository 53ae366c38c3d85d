"""The contenders: one graph behind each of several ASGI apps."""

from __future__ import annotations

import importlib.util
import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from starlette.applications import Starlette
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from asgi_agent import AgentASGI
from asgi_agent.ids import uuid7
from asgi_agent.plain import plain
from benchmarks.graphs import GRAPHS, agentflow_root

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request
    from starlette.types import ASGIApp

STREAM_MODES = ["values", "messages", "custom", "tasks"]
"""What `AgentASGI` asks LangGraph for when a stream wants no granularity in particular."""

SHAPES = {"invoke": "echo", "stream": "tokens", "turn": "agent"}
"""Which graph each shape runs."""

OURS = ("bare Starlette", "asgi-agent")

AGENTFLOW_MESSAGE = {"role": "user", "content": [{"type": "text", "text": "hello"}]}


class Contender(msgspec.Struct, frozen=True):
    """One app with one graph, and the request that it takes.

    `needs` are the modules without which it is left out.
    """

    app: str
    graph: str
    path: str
    body: dict[str, Any]
    needs: tuple[str, ...]

    @property
    def missing(self) -> list[str]:
        """Which of `needs` are not installed."""
        return [name for name in self.needs if importlib.util.find_spec(name) is None]


def contenders(framework: str, shape: str) -> list[Contender]:
    """Who serves this: a hand-written Starlette route first, against which the others are measured.

    Args:
        framework: `langgraph` or `agentflow`.
        shape: `invoke`, which runs the echo graph, `stream`, which runs the one that says tokens, or `turn`,
            which invokes an agent that calls a tool and remembers.
    """
    graph = f"{framework}_{SHAPES[shape]}"
    if shape == "turn":
        turn = {"input": {"messages": [{"role": "user", "content": "What is the dose?"}]}}
        return [Contender(app, graph, "/invoke", turn, ("langgraph",)) for app in OURS]
    if framework == "langgraph":
        needs: tuple[str, ...] = ("langgraph",)
        body: dict[str, Any] = {"input": {"text": "hello"}}
        # LangServe's /stream passes on whole states; token by token is what /stream_events gives.
        path = "/invoke" if shape == "invoke" else "/stream_events"
        peer = Contender("LangServe", graph, path, body, ("langgraph", "langserve"))
    else:
        needs, body = (agentflow_root(),), {"input": {"messages": [AGENTFLOW_MESSAGE]}}
        request: dict[str, Any] = {"messages": [AGENTFLOW_MESSAGE]}
        peer = Contender("AgentFlow's server", graph, f"/v1/graph/{shape}", request, (agentflow_api(),))
    return [*(Contender(app, graph, f"/{shape}", body, needs) for app in OURS), peer]


def build(app: str, graph: str) -> ASGIApp:
    """The app of a contender; once a process, since AgentFlow's graphs and server share global state."""
    if app == "AgentFlow's server":
        return agentflow_server(graph)
    compiled = GRAPHS[graph]()
    if app == "asgi-agent":
        return AgentASGI(compiled)
    if app == "LangServe":
        return langserve(compiled)
    bare = {"langgraph": bare_langgraph, "agentflow": bare_agentflow, "waiting": bare_waiting}
    return bare[graph.partition("_")[0]](compiled)


def bare_langgraph(graph: Any) -> ASGIApp:
    """What one writes by hand: no ids, no threads, no errors, no disconnects, no back-pressure.

    The stream asks the graph for what `AgentASGI` asks it for, and sends of a message what a chat shows.
    """

    async def invoke(request: Request) -> Response:
        body = msgspec.json.decode(await request.body())
        thread = {"configurable": {"thread_id": uuid7()}} if graph.checkpointer else None
        return _json(plain(await graph.ainvoke(body["input"], thread)))

    async def frames(given: Any) -> AsyncIterator[bytes]:
        async for namespace, mode, payload in graph.astream(given, stream_mode=STREAM_MODES, subgraphs=True):
            if mode == "messages":
                message, metadata = payload
                payload = {
                    "id": message.id,
                    "text": message.content,
                    "node": metadata["langgraph_node"],
                    "path": namespace,
                }
            yield b"event: %b\ndata: %b\n\n" % (mode.encode(), msgspec.json.encode(payload))

    async def stream(request: Request) -> Response:
        body = msgspec.json.decode(await request.body())
        return StreamingResponse(frames(body["input"]), media_type="text/event-stream")

    return _routes(invoke, stream)


def bare_agentflow(graph: Any) -> ASGIApp:
    """The same for AgentFlow."""
    message_class = importlib.import_module(f"{agentflow_root()}.core.state").Message

    async def given(request: Request) -> tuple[dict[str, Any], dict[str, Any]]:
        body = msgspec.json.decode(await request.body())
        messages = [message_class.model_validate(each) for each in body["input"]["messages"]]
        return {"messages": messages}, {"thread_id": uuid7()}

    async def invoke(request: Request) -> Response:
        result = await graph.ainvoke(*await given(request))
        return _json({"messages": [each.model_dump(mode="json") for each in result["messages"]]})

    async def frames(messages: Any, config: Any) -> AsyncIterator[bytes]:
        async for chunk in graph.astream(messages, config):
            yield b"data: %b\n\n" % chunk.model_dump_json().encode()

    async def stream(request: Request) -> Response:
        return StreamingResponse(frames(*await given(request)), media_type="text/event-stream")

    return _routes(invoke, stream)


def bare_waiting(function: Any) -> ASGIApp:
    """A stream of what an async function returns, once it does."""

    async def frames() -> AsyncIterator[bytes]:
        yield b": open\n\n"
        yield b"data: %b\n\n" % (await function("")).encode()

    async def stream(request: Request) -> Response:
        return StreamingResponse(frames(), media_type="text/event-stream")

    return _routes(stream, stream)


def langserve(graph: Any) -> ASGIApp:
    """LangServe's routes on a FastAPI app, as its documentation has it."""
    app: ASGIApp = importlib.import_module("fastapi").FastAPI()
    importlib.import_module("langserve").add_routes(app, graph)
    return app


def agentflow_api() -> str:
    """The package of AgentFlow's own server, under the new name or the old."""
    return "tenxgraph_api" if agentflow_root() == "tenxgraph" else "agentflow_cli"


def agentflow_server(graph: str) -> ASGIApp:
    """AgentFlow's own server at its fastest: production mode, no authentication, no rate limit, few logs."""
    config = Path(tempfile.mkdtemp(), "agentflow.json")
    config.write_text(json.dumps({"agent": f"benchmarks.graphs:served_{graph}", "env": None}))
    # In production mode it refuses to start while every origin is allowed.
    settings = {"MODE": "production", "LOG_LEVEL": "WARNING", "ORIGINS": "https://example.org"}
    os.environ.update(settings, GRAPH_PATH=str(config))
    app: ASGIApp = importlib.import_module(f"{agentflow_api()}.src.app.main").app
    return app


def _routes(invoke: Any, stream: Any) -> ASGIApp:
    return Starlette(
        routes=[Route("/invoke", invoke, methods=["POST"]), Route("/stream", stream, methods=["POST"])]
    )


def _json(value: Any) -> Response:
    return Response(msgspec.json.encode(value), media_type="application/json")
