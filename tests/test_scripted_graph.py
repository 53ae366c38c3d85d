"""The graph that does what a test tells it, served as users serve it."""

from __future__ import annotations

from typing import Any

from asgi_agent import AgentASGI
from asgi_agent.testing import ASGIConnection, ScriptedGraph, http_scope
from tests.asking import JSON, ask, sse, until


async def test_it_says_its_lines_and_remembers_what_it_was_asked() -> None:
    """Enough to test a host's authentication and mapping of threads."""
    graph = ScriptedGraph("Hello ", "world")
    app = AgentASGI(graph, principal=lambda request: "ann")
    result = await ask(app, "POST", "/stream", {"input": {"text": "hi"}})
    deltas = [event["data"]["text"] for event in sse(result.body) if event["type"] == "message.delta"]
    assert deltas == ["Hello ", "world"]
    assert sse(result.body)[-1]["data"]["output"] == {"text": "Hello world"}
    run = graph.runs[0]
    assert (run.input, run.principal and run.principal.id) == ({"text": "hi"}, "ann")


async def test_it_asks_and_takes_the_answer_once() -> None:
    """As an interrupt of a real graph."""
    app = AgentASGI(ScriptedGraph(question={"approve": True}))
    asked = (await ask(app, "POST", "/invoke", {"input": 1})).json()
    assert (asked["status"], asked["interrupts"][0]["value"]) == ("interrupted", {"approve": True})
    answer = {"thread_id": asked["thread_id"], "resume": "yes"}
    assert (await ask(app, "POST", "/invoke", answer)).json()["output"] == {"answer": "yes"}
    assert (await ask(app, "POST", "/invoke", answer)).status == 409


async def test_it_fails_when_told_to() -> None:
    """With the class of the exception and without its text."""
    app = AgentASGI(ScriptedGraph(error=ValueError("John Smith")))
    result = await ask(app, "POST", "/invoke", {"input": 1})
    assert (result.status, result.json()["exception"]) == (500, "ValueError")
    assert b"Smith" not in result.body


async def test_it_counts_the_runs_that_were_cut() -> None:
    """So that a test can tell that a disconnect reached the graph."""
    graph = ScriptedGraph("never", delay=60)
    app: Any = AgentASGI(graph)
    async with ASGIConnection(app, http_scope("/invoke", method="POST", headers=JSON)) as connection:
        await connection.put({"type": "http.request", "body": b'{"input": 1}'})
        await until(lambda: len(graph.runs) == 1)
        await connection.disconnect()
        await until(lambda: graph.stopped == 1)
