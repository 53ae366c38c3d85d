"""Every route of the native wire, under every server, in every host."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import pytest
from websockets.asyncio.client import connect

from asgi_agent.events import TERMINAL_TYPES
from tests.matrix.wire import (
    JSON,
    Event,
    as_event,
    ask,
    check_stream,
    client,
    count,
    ndjson,
    new_key,
    run_body,
    sse,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import httpx

    from tests.matrix.conftest import Site
    from tests.servers import Server

CHAT = {"input": "hello"}


def check_problem(response: httpx.Response, status: int, slug: str) -> None:
    """RFC 9457, with the id that the header has."""
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert problem["type"] == f"urn:asgi-agent:problem:{slug}"
    assert problem["status"] == status
    assert problem["request_id"] == response.headers["x-request-id"]


async def test_invoke_answers_with_the_output(site: Site) -> None:
    """A LangGraph graph gets its message and its answer comes back whole."""
    async with client(*site) as http:
        response = await http.post("/invoke", json=CHAT)
    reply = response.json()
    assert response.status_code == 200
    assert reply["status"] == "success"
    assert [message["content"] for message in reply["output"]["messages"]] == ["hello", "echo hello"]
    assert response.headers["x-request-id"]


async def listen(http: httpx.AsyncClient, accept: str) -> list[Event]:
    """Stream three words, asking for each only when the one before has arrived."""
    key = new_key()
    heard: list[Event] = []
    body = run_body(key=key, count=3)
    async with http.stream("POST", "/graphs/gated/stream", json=body, headers={"accept": accept}) as response:
        assert response.status_code == 200
        assert response.headers["content-type"].startswith(accept)
        events: AsyncIterator[Event] = (sse if accept == "text/event-stream" else ndjson)(response)
        async for event in events:
            heard.append(event)
            if event.type == "message.delta":
                await ask(http, key)
    assert await count(http, f"{key}:finished") == 1
    return heard


@pytest.mark.parametrize("accept", ["text/event-stream", "application/x-ndjson"], ids=["sse", "ndjson"])
async def test_stream_arrives_event_by_event(site: Site, accept: str) -> None:
    """The graph waits for its listener before each word: a stream that is held back anywhere never ends."""
    async with client(*site) as http:
        heard = await listen(http, accept)
    check_stream(heard, "run.finished")
    words = [event.data["text"] for event in heard if event.type == "message.delta"]
    assert words == ["word-0 ", "word-1 ", "word-2 "]


async def test_cancel_stops_a_stream(site: Site) -> None:
    """Another request cancels the run, and the stream ends there with one terminal event."""
    heard: list[Event] = []
    async with client(*site) as http:
        body = run_body(key=new_key(), count=100)
        async with http.stream("POST", "/graphs/gated/stream", json=body) as response:
            async for event in sse(response):
                heard.append(event)
                if event.type == "message.delta":
                    cancelled = await http.post(f"/runs/{event.run_id}/cancel")
                    assert cancelled.json() == {"run_id": event.run_id, "status": "cancelled"}
        gone = await http.post(f"/runs/{heard[0].run_id}/cancel")
    check_stream(heard, "run.cancelled")
    assert heard[-1].data == {"reason": "request"}
    check_problem(gone, 404, "not-found")


async def test_batch_keeps_the_order(site: Site) -> None:
    """Results stand where their inputs stood, a failure among them as its problem."""
    inputs = [{"patient": "a", "age": 1}, {"age": "unknown"}, {"patient": "c", "age": 3}]
    async with client(*site) as http:
        response = await http.post("/graphs/intake/batch", json={"inputs": inputs})
    first, second, third = response.json()["results"]
    assert (first["output"], third["output"]) == ("age 1", "age 3")
    assert second["type"] == "urn:asgi-agent:problem:invalid-input"


async def test_websocket_carries_runs_and_cancels(site: Site) -> None:
    """Two runs of one connection, one of them cancelled over it, each with its own ordered events."""
    url = site.server.url.replace("http:", "ws:") + site.mount + "/graphs/gated/ws"
    streams: dict[str, list[Event]] = {}
    async with connect(url) as socket:
        await socket.send(json.dumps(run_body(key=new_key(), count=1)))
        await socket.send(json.dumps(run_body(key=new_key(), count=100)))
        while sum(events[-1].type in TERMINAL_TYPES for events in streams.values()) < 2:
            event = as_event(json.loads(await socket.recv()))
            streams.setdefault(event.run_id, []).append(event)
            if event.type == "run.started" and len(streams) == 2:
                await socket.send(json.dumps({"type": "cancel", "run_id": event.run_id}))
    finished, cancelled = streams.values()
    check_stream(finished, "run.finished")
    check_stream(cancelled, "run.cancelled")


ERRORS: list[tuple[str, str, dict[str, Any], int, str]] = [
    ("POST", "/nowhere", {"json": CHAT}, 404, "not-found"),
    ("POST", "/graphs/nowhere/invoke", {"json": CHAT}, 404, "not-found"),
    ("DELETE", "/invoke", {}, 405, "method-not-allowed"),
    ("POST", "/invoke", {"content": b"{", "headers": JSON}, 400, "malformed-request"),
    ("POST", "/invoke", {"json": {"input": "x" * 1_100_000}}, 413, "body-too-large"),
    ("POST", "/invoke", {"data": {"input": "x"}}, 415, "unsupported-media-type"),
    ("POST", "/invoke", {"json": {"inputs": "x"}}, 422, "invalid-input"),
    ("POST", "/graphs/intake/invoke", {"json": {"input": {"patient": 1}}}, 422, "invalid-input"),
]


async def test_errors_are_problems_with_an_id(site: Site) -> None:
    """What cannot be served is answered in `application/problem+json`."""
    async with client(*site) as http:
        for method, path, request, status, slug in ERRORS:
            check_problem(await http.request(method, path, **request), status, slug)
        refused = await http.delete("/invoke")
    assert refused.headers["allow"] == "OPTIONS, POST"


async def test_head_is_get_without_a_body(site: Site) -> None:
    """The headers are the same, the length too, and nothing follows them."""
    async with client(*site, headers={"accept-encoding": "identity"}) as http:
        head, get = await http.head("/health"), await http.get("/health")
    assert (head.status_code, get.status_code) == (200, 200)
    assert head.content == b""
    assert head.headers["content-length"] == get.headers["content-length"] == str(len(get.content))
    assert head.headers["x-request-id"] != get.headers["x-request-id"]


async def test_options_tells_the_methods(site: Site) -> None:
    """Without a CORS layer around, OPTIONS answers with `Allow` and an id."""
    async with client(*site) as http:
        response = await http.options("/health")
    assert response.status_code == 204
    assert response.headers["allow"] == "GET, HEAD, OPTIONS"
    assert response.headers["x-request-id"]


async def test_trailing_slash_is_the_same_route(site: Site) -> None:
    """`/invoke/` is answered, not redirected: a redirect would lose the body of some clients."""
    async with client(*site) as http:
        response = await http.post("/invoke/", json=CHAT)
    assert response.status_code == 200
    assert response.json()["status"] == "success"


async def test_descriptor_links_lead_to_what_they_name(site: Site) -> None:
    """The links of the descriptor, taken relative to it as any client would, all answer."""
    async with client(*site) as http:
        descriptor = await http.get("/")
        links = [urljoin(str(descriptor.url), link) for link in descriptor.json()["links"].values()]
        answers = [await http.get(link) for link in links]
    assert len(links) >= 3
    assert {answer.status_code for answer in answers} == {200}
    assert all(link.startswith(site.server.url + site.mount + "/") for link in links)


async def test_openapi_servers_is_the_mount_point(site: Site) -> None:
    """A path of the document, put behind its server, is a URL that works."""
    async with client(*site) as http:
        document = await http.get("/openapi.json")
        base = urljoin(str(document.url), document.json()["servers"][0]["url"])
        assert base.rstrip("/") == site.server.url + site.mount
        response = await http.post(base.rstrip("/") + "/invoke", json=CHAT)
    assert "/invoke" in document.json()["paths"]
    assert response.status_code == 200


async def test_hosts_keep_their_own_routes(server: Server) -> None:
    """What is not below the mount point is the host's, Django's included."""
    async with client(server) as http:
        starlette, django = await http.get("/starlette/hello"), await http.get("/django/hello")
    assert (starlette.text, django.text) == ("host", "django")


async def test_two_agents_in_one_host_are_two(server: Server) -> None:
    """Each mount has its own graphs, and describes its own place."""
    async with client(server, "/twice") as http:
        one, two = await http.get("/one/"), await http.get("/two/")
        chat = await http.post("/one/invoke", json=CHAT)
        whoami = await http.post("/two/invoke", json=run_body(echo="x"))
    assert (one.json()["name"], two.json()["name"]) == ("one", "two")
    assert chat.json()["output"]["messages"][-1]["content"] == "echo hello"
    assert whoami.json()["output"]["echo"] == "x"


async def test_request_id_of_the_caller_is_kept_as_the_parent(server: Server) -> None:
    """Our own id answers, on each response another; the caller's is handed to the graph beside it."""
    async with client(server, headers={"x-request-id": "from-the-caller"}) as http:
        responses = [await http.post("/graphs/whoami/invoke", json=run_body()) for _ in range(2)]
    ids = [response.headers["x-request-id"] for response in responses]
    known = [response.json()["output"]["after"] for response in responses]
    assert len({*ids, "from-the-caller"}) == 3
    assert [run["request_id"] for run in known] == ids
    assert [run["parent_request_id"] for run in known] == ["from-the-caller"] * 2
