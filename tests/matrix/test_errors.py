"""What a failure tells its client: where and of which class, and never a word of what it was about."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from websockets.asyncio.client import connect

from tests.matrix.plain_graphs import SECRET
from tests.matrix.wire import JSON, as_event, check_stream, client, run_body

if TYPE_CHECKING:
    import httpx

    from tests.servers import Server

SSN = "078-05-1120"


async def failures(http: httpx.AsyncClient) -> dict[str, str]:
    """What each way of running gives back for a graph that raises, as text."""
    body = run_body(text="hello")
    url = str(http.base_url.join("graphs/boom/ws")).replace("http:", "ws:")
    async with connect(url) as socket:
        await socket.send(json.dumps(body))
        messages: list[str] = []
        while not messages or '"run.failed"' not in messages[-1]:
            messages.append(str(await socket.recv()))
    lines = {"accept": "application/x-ndjson"}
    return {
        "invoke": (await http.post("/graphs/boom/invoke", json=body)).text,
        "sse": (await http.post("/graphs/boom/stream", json=body)).text,
        "ndjson": (await http.post("/graphs/boom/stream", json=body, headers=lines)).text,
        "batch": (await http.post("/graphs/boom/batch", json={"inputs": [{}]})).text,
        "websocket": "\n".join(messages),
    }


async def test_error_text_never_leaves(main_server: Server) -> None:
    """By none of the five ways; the class of the exception and the node's name do."""
    async with client(main_server) as http:
        answers = await failures(http)
    for way, text in answers.items():
        assert "hunter2" not in text, way
        assert SSN not in text, way
        assert '"exception":"ValueError"' in text, way
        assert '"node":"boom"' in text, way


async def test_error_text_is_shown_where_that_is_wanted(main_server: Server) -> None:
    """With `expose_errors` a developer sees it, by each of the five ways."""
    async with client(main_server, "/exposed/agent") as http:
        answers = await failures(http)
    for way, text in answers.items():
        assert SECRET in text, way


async def test_failed_stream_ends_with_its_problem(main_server: Server) -> None:
    """What was said before stays said; the failure is the last event, and a whole one."""
    async with client(main_server) as http:
        lines = {"accept": "application/x-ndjson"}
        response = await http.post("/graphs/boom/stream", json=run_body(), headers=lines)
    events = [as_event(json.loads(line)) for line in response.text.splitlines() if line]
    check_stream(events, "run.failed")
    assert response.status_code == 200
    assert "so far so good" in [event.data.get("text") for event in events]
    assert events[-1].data["problem"]["type"] == "urn:asgi-agent:problem:graph-failed"
    assert events[-1].data["problem"]["request_id"] == response.headers["x-request-id"]


HOSTILE: dict[str, bytes] = {
    "SSN as value": b'{"input": {"patient": "a", "age": "078-05-1120"}}',
    "SSN as key": b'{"input": {"patient": "a", "age": 1, "078-05-1120": true}}',
    "SSN as key of the body": b'{"input": {}, "078-05-1120": {}}',
    "SSN as key and value": b'{"input": {"078-05-1120": "078-05-1120"}}',
    "SSN where an object stands": b'{"input": "078-05-1120"}',
    "SSN in a list": b'{"input": ["078-05-1120"]}',
    "SSN as a whole body": b'"078-05-1120"',
    "SSN as thread id": b'{"input": {"patient": "a", "age": 1}, "thread_id": "078-05-1120 of Anna"}',
    "SSN as granularity": b'{"input": {"patient": "a", "age": 1}, "granularity": "078-05-1120"}',
    "SSN as config": b'{"input": {"patient": "a", "age": 1}, "config": "078-05-1120"}',
    "SSN as limit": b'{"input": {"patient": "a", "age": 1}, "config": {"recursion_limit": "078-05-1120"}}',
    "SSN as context": b'{"input": {"patient": "a", "age": 1}, "context": ["078-05-1120"]}',
    "SSN in broken JSON": b'{"input": "078-05-1120"',
    "SSN after the end": b'{"input": {}} 078-05-1120',
    "SSN before a bad byte": b'{"input": "078-05-1120 \xff"}',
    "SSN in a lone surrogate's text": b'{"input": "078-05-1120 \\ud800"}',
    "SSN deep down": b'{"input": ' + b'{"078-05-1120": ' * 5000 + b"1" + b"}" * 5001,
    "SSN as a number's name": b'{"input": {"patient": "a", "age": 1e999999, "078-05-1120": 1}}',
}


@pytest.mark.parametrize("case", HOSTILE)
async def test_refusals_never_echo_the_body(main_server: Server, case: str) -> None:
    """Neither keys nor values of what was sent come back, on HTTP or on a WebSocket."""
    async with client(main_server) as http:
        for path in ("/graphs/intake/invoke", "/graphs/intake/stream"):
            response = await http.post(path, content=HOSTILE[case], headers=JSON)
            assert SSN not in response.text, path
            assert "Anna" not in response.text
            assert response.status_code in (400, 422) or "run.failed" in response.text
    async with connect(main_server.url.replace("http:", "ws:") + "/graphs/intake/ws") as socket:
        await socket.send(HOSTILE[case])
        answer: Any = {"type": ""}
        while answer["type"] not in ("error", "run.failed"):
            text = str(await socket.recv())
            assert SSN not in text
            answer = json.loads(text)


async def test_header_of_the_caller_is_not_echoed(main_server: Server) -> None:
    """Of an id that is none, and of an Origin that may not, nothing comes back."""
    headers = {"x-request-id": f"patient {SSN}", "origin": f"https://{SSN}.example"}
    async with client(main_server) as http:
        response = await http.post("/invoke", json={"inputs": 1}, headers=headers)
    assert response.status_code == 422
    assert SSN not in response.text + str(response.headers)


@pytest.mark.parametrize("path", ["/invoke", "/nowhere", "/health"])
async def test_refusal_of_a_large_body_is_read_by_its_sender(main_server: Server, path: str) -> None:
    """The whole 8 MB are taken before the answer: a server that closes half way resets the connection, and
    the client gets a broken pipe instead of its problem."""
    async with client(main_server) as http:
        response = await http.post(path, content=b"x" * 8_000_000, headers=JSON)
        assert response.status_code == {"/invoke": 413, "/nowhere": 404, "/health": 405}[path]
        assert response.headers["content-type"] == "application/problem+json"
        assert (await http.get("/health")).status_code == 200
