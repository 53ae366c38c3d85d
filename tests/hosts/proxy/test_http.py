"""What goes through the proxy and what does not, in front of a real server."""

from __future__ import annotations

import asyncio
import json
import random
import re
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest

from asgi_agent import CorrelationIdMiddleware
from asgi_agent.errors import ConfigurationError
from asgi_agent.hosts.proxy import AgentProxy
from asgi_agent.testing import ASGIConnection, ASGIValidator, http_scope, polluted_context, run_http
from tests.servers import HOST, Server, free_port, serve

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from asgi_agent.testing import HTTPResult

UPSTREAM = "tests.hosts.proxy.upstream:app"
PATIENCE = 20.0


@pytest.fixture
async def proxy(upstream: Server) -> AsyncIterator[AgentProxy]:
    app = AgentProxy(f"{upstream.url}/base")
    yield app
    await app.aclose()


async def ask(
    app: Any, path: str = "/", body: bytes = b"", method: str = "GET", headers: Any = (), **changes: Any
) -> HTTPResult:
    """One request, validated on its way in and out."""
    pairs = [(name.encode(), value.encode()) for name, value in headers]
    if body:
        pairs.append((b"content-length", str(len(body)).encode()))
    target, _, query = path.partition("?")
    scope = http_scope(target, method=method, headers=pairs, query_string=query.encode(), **changes)
    return await run_http(ASGIValidator(app), scope, body, context=polluted_context())


async def _read(connection: ASGIConnection) -> None:
    """Ask, and take what comes to its end."""
    async with connection:
        await connection.put({"type": "http.request", "body": b"", "more_body": False})
        await connection.wait()


async def until(path: Path) -> None:
    """Wait for what the upstream notes."""
    deadline = time.monotonic() + PATIENCE
    while not await asyncio.to_thread(path.exists):
        assert time.monotonic() < deadline, f"{path.name} did not come"
        await asyncio.sleep(0.005)


async def test_a_request_goes_on_as_it_is(proxy: AgentProxy) -> None:
    """Method, path below the mount, query, headers and body; status and headers come back."""
    answer = await ask(
        proxy,
        "/agent/v1/graph/invoke?a=1&b=%20",
        b'{"x": 1}',
        "POST",
        [("authorization", "Bearer t"), ("content-type", "application/json"), ("cookie", "c=1")],
        root_path="/agent",
    )
    assert answer.status == 201
    assert answer.header("set-cookie") == ["a=1", "b=2"]
    got = answer.json()
    assert got["method"] == "POST"
    assert got["target"] == "/base/v1/graph/invoke?a=1&b=%20"
    assert got["body"] == '{"x": 1}'
    headers = dict(got["headers"])
    assert (headers["authorization"], headers["cookie"]) == ("Bearer t", "c=1")
    assert headers["content-length"] == "8"


@pytest.mark.parametrize("method", ["GET", "HEAD", "DELETE", "PATCH", "OPTIONS", "PROPFIND"])
async def test_every_method_goes_on(proxy: AgentProxy, method: str) -> None:
    """Known or not."""
    answer = await ask(proxy, "/x", method=method)
    assert answer.status == 201
    if method != "HEAD":
        assert answer.json()["method"] == method


async def test_headers_of_one_hop_stay_on_their_side(proxy: AgentProxy) -> None:
    """Those of RFC 9110, and those that `Connection` names, both ways."""
    sent = [
        ("connection", "close, X-Secret-Hop"),
        ("x-secret-hop", "1"),
        ("te", "trailers"),
        ("proxy-authorization", "Basic x"),
        ("upgrade", "h2c"),
        ("keep-alive", "1"),
    ]
    answer = await ask(proxy, headers=sent)
    got = {name for name, _ in answer.json()["headers"]}
    assert got.isdisjoint(name for name, _ in sent)
    assert {name for name, _ in answer.headers}.isdisjoint(
        {b"connection", b"x-hop", b"keep-alive", b"date", b"server"}
    )


async def test_connection_cannot_take_what_goes_from_end_to_end(proxy: AgentProxy) -> None:
    """Nobody talks a proxy out of the credentials."""
    answer = await ask(proxy, headers=[("connection", "authorization"), ("authorization", "Bearer t")])
    assert ["authorization", "Bearer t"] in answer.json()["headers"]


async def test_the_proxy_says_where_a_request_came_from(proxy: AgentProxy) -> None:
    """And not the client, whatever it says of itself."""
    forged = [
        ("host", "clinic.example"),
        ("x-forwarded-for", "10.0.0.1"),
        ("x-forwarded-proto", "https"),
        ("x-real-ip", "10.0.0.1"),
        ("forwarded", "for=10.0.0.1"),
    ]
    answer = await ask(proxy, "/a/x", headers=forged, root_path="/a", client=("203.0.113.9", 5000))
    got = dict(answer.json()["headers"])
    assert got["x-forwarded-for"] == "203.0.113.9"
    assert got["x-forwarded-proto"] == "http"
    assert got["x-forwarded-host"] == "clinic.example"
    assert got["x-forwarded-prefix"] == "/a"
    assert got["forwarded"] == "for=203.0.113.9;host=clinic.example;proto=http"
    assert "x-real-ip" not in got
    assert got["host"].startswith("127.0.0.1:")


async def test_what_a_trusted_proxy_said_is_carried_on(upstream: Server) -> None:
    """With its own address behind it."""
    app = AgentProxy(upstream.url, trusted_proxies=["2001:db8::1"])
    said = [("host", "h"), ("x-forwarded-for", "198.51.100.7"), ("x-forwarded-proto", "https")]
    got = dict((await ask(app, headers=said, client=("2001:db8::1", 1))).json()["headers"])
    assert got["x-forwarded-for"] == "198.51.100.7, 2001:db8::1"
    assert got["x-forwarded-proto"] == "https"
    assert got["forwarded"] == 'for="[2001:db8::1]";host=h;proto=http'
    await app.aclose()


@pytest.mark.parametrize(
    ("peer", "trusted"), [("10.1.2.3", True), ("::ffff:10.1.2.3", True), ("11.0.0.1", False), ("unix", False)]
)
async def test_a_network_of_proxies_may_be_trusted(upstream: Server, peer: str, trusted: bool) -> None:
    """In the notation that has its length behind a slash."""
    app = AgentProxy(upstream.url, trusted_proxies=["10.0.0.0/8"])
    said = [("host", "h"), ("x-forwarded-proto", "https")]
    got = dict((await ask(app, headers=said, client=(peer, 1))).json()["headers"])
    assert got["x-forwarded-proto"] == ("https" if trusted else "http")
    await app.aclose()


async def test_the_correlation_id_goes_on(proxy: AgentProxy) -> None:
    """Ours, and not the one that the client made up."""
    answer = await ask(CorrelationIdMiddleware(proxy), headers=[("x-request-id", "made-up")])
    (ours,) = answer.header("x-request-id")
    assert [value for name, value in answer.json()["headers"] if name == "x-request-id"] == [ours]


async def test_the_host_may_add_headers(upstream: Server) -> None:
    """They replace what the client says under that name."""
    app = AgentProxy(upstream.url, headers=lambda scope: {"X-User": scope["path"]})
    got = (await ask(app, "/u7", headers=[("x-user", "admin")])).json()["headers"]
    assert [value for name, value in got if name == "x-user"] == ["/u7"]
    await app.aclose()


@pytest.mark.parametrize(
    ("user", "sent"),
    [
        ("René 100%", "René 100%"),
        ("Łukasz", "UTF-8''%C5%81ukasz"),
        ("utf-8''%C5%81ukasz", "UTF-8''utf-8%27%27%25C5%2581ukasz"),
    ],
)
async def test_users_may_be_called_anything(upstream: Server, user: str, sent: str) -> None:
    """And no two of them are one to the upstream."""
    app = AgentProxy(upstream.url, headers=lambda scope: {"x-user": user})
    assert dict((await ask(app)).json()["headers"])["x-user"] == sent
    await app.aclose()


@pytest.mark.parametrize("path", ["/%2Fa/b%20c", "/a%2Fb", "/caf%C3%A9", "/a//b", "/a/", "/~u/:x@y"])
async def test_a_path_keeps_its_spelling(proxy: AgentProxy, path: str) -> None:
    """Escapes and double slashes mean something to the upstream."""
    raw = f"/agent{path}"
    answer = await ask(proxy, unquote(raw), root_path="/agent", raw_path=raw.encode())
    assert answer.json()["target"] == f"/base{path}"


@pytest.mark.parametrize(
    "path",
    [
        "/../admin",
        "/a/../../admin",
        "/%2e%2e/admin",
        "/a/%2E./admin",
        "/..%2fadmin",
        "/..%5cadmin",
        "/a/.",
        "/..",
    ],
)
async def test_no_path_leads_out_of_the_base(proxy: AgentProxy, path: str) -> None:
    """However it is spelt."""
    answer = await ask(proxy, unquote(path), raw_path=path.encode())
    assert answer.status == 400
    answer = await ask(proxy, unquote(path), omit=["raw_path"])
    assert answer.status == 400


@pytest.mark.parametrize("query", [b"a b", b"a\r\nx: y", b"\xff"])
async def test_no_query_breaks_the_request_line(proxy: AgentProxy, query: bytes) -> None:
    """As far as a server lets it come this far."""
    answer = await run_http(proxy, http_scope("/x", query_string=query))
    assert answer.status == 400


@pytest.mark.parametrize(
    "headers",
    [
        [("content-length", "3"), ("transfer-encoding", "chunked")],
        [("content-length", "3"), ("content-length", "4")],
        [("content-length", "+3")],
        [("content-length", "3, 3")],
        [("content-length", "0x3")],
        [("transfer-encoding", "gzip, chunked")],
        [("transfer-encoding", "xchunked")],
        [("transfer-encoding", "chunked"), ("transfer-encoding", "identity")],
    ],
    ids=str,
)
async def test_a_body_of_unclear_length_is_refused(proxy: AgentProxy, headers: Any) -> None:
    """Two servers that see two ends of it are what request smuggling is made of."""
    pairs = [(name.encode(), value.encode()) for name, value in headers]
    answer = await run_http(proxy, http_scope("/x", method="POST", headers=pairs), b"abc")
    assert answer.status == 400


async def test_a_body_goes_on_in_pieces(proxy: AgentProxy) -> None:
    """Chunked, where its length was not said."""
    scope = http_scope("/x", method="POST", headers=[(b"transfer-encoding", b"chunked")])
    answer = await run_http(ASGIValidator(proxy), scope, [b"one ", b"", b"two"])
    assert answer.json()["body"] == "one two"


async def test_a_body_that_is_not_as_long_as_it_said_reaches_nobody_as_whole(proxy: AgentProxy) -> None:
    """The client's fault, or a cut: the upstream sees no complete request."""
    scope = http_scope("/x", method="POST", headers=[(b"content-length", b"9")])
    assert (await run_http(proxy, scope, b"abc")).status == 400
    assert (await run_http(proxy, scope, b"abcdefghijkl")).status == 400
    assert (await ask(proxy)).status == 201


async def test_an_upstream_may_answer_before_it_has_read_all(proxy: AgentProxy) -> None:
    """Its refusal comes through."""
    answer = await ask(proxy, "/early", b"x" * 100, "POST")
    assert answer.status == 413


async def test_a_redirect_is_for_the_client(proxy: AgentProxy) -> None:
    """The proxy asks the upstream that was configured, and nobody else."""
    answer = await ask(proxy, "/redirect")
    assert (answer.status, answer.header("location")) == (307, ["http://127.0.0.1:1/secret"])


async def test_a_redirect_to_the_upstream_itself_is_one_to_the_proxy() -> None:
    """Below the mount, where the client can follow it."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host = re.search(rb"host: *([^\r]+)", await reader.readuntil(b"\r\n\r\n"))
        assert host is not None
        writer.write(b"HTTP/1.1 307 No\r\nlocation: http://%s/y\r\ncontent-length: 0\r\n\r\n" % host[1])
        writer.close()

    async with await asyncio.start_server(answer, HOST, 0) as server:
        app = AgentProxy(f"http://{HOST}:{server.sockets[0].getsockname()[1]}")
        got = await run_http(app, http_scope("/agent/x", root_path="/agent"))
        assert (got.status, got.header("location")) == (307, ["/agent/y"])
        await app.aclose()


async def test_cookies_of_one_client_never_go_to_another(proxy: AgentProxy) -> None:
    """There is no jar."""
    await ask(proxy, headers=[("cookie", "a=1")])
    assert "cookie" not in dict((await ask(proxy)).json()["headers"])


async def test_proxies_of_the_environment_are_not_used(
    upstream: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the variables say is for other clients."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    app = AgentProxy(upstream.url)
    assert (await ask(app)).status == 201
    await app.aclose()


async def test_events_come_one_by_one(proxy: AgentProxy, seen: Path) -> None:
    """Each is at the client before the upstream says the next."""
    async with ASGIConnection(proxy, http_scope("/stream", query_string=b"one")) as connection:
        await connection.put({"type": "http.request", "body": b"", "more_body": False})
        assert (await connection.get())["status"] == 200
        for number in range(5):
            assert (await connection.get())["body"] == b"data: %d\n\n" % number
            (seen / f"one.{number}").touch()
        assert (await connection.get())["more_body"] is False


async def test_a_client_that_leaves_ends_the_upstreams_work(proxy: AgentProxy, seen: Path) -> None:
    """In the middle of a stream, before the first byte, and when the server cancels."""
    async with ASGIConnection(proxy, http_scope("/stream", query_string=b"two")) as connection:
        await connection.put({"type": "http.request", "body": b"", "more_body": False})
        await connection.get()
        await connection.get()
        await connection.disconnect()
        await connection.wait()
    await until(seen / "two.left")
    async with ASGIConnection(proxy, http_scope("/silent", query_string=b"three")) as connection:
        await connection.put({"type": "http.request", "body": b"", "more_body": False})
        await until(seen / "three.here")
        await connection.disconnect()
        await connection.wait()
        assert connection.sent == []
    await until(seen / "three.left")
    async with ASGIConnection(proxy, http_scope("/silent", query_string=b"four")) as connection:
        await connection.put({"type": "http.request", "body": b"", "more_body": False})
        await until(seen / "four.here")
    await until(seen / "four.left")


async def test_clients_that_leave_anywhen_leave_no_task_behind(proxy: AgentProxy) -> None:
    """Before the first byte, in the middle, and where the server cancels in the place of saying so."""
    before, chance = asyncio.all_tasks(), random.Random(11)

    async def listen(number: int) -> None:
        async with ASGIConnection(proxy, http_scope("/endless", query_string=b"tasks")) as connection:
            await connection.put({"type": "http.request"})
            for _ in range(chance.randrange(4)):
                await connection.get()
            if number % 2:
                await connection.disconnect()
                await connection.wait()

    for _ in range(8):
        await asyncio.gather(*(listen(number) for number in range(25)))
    deadline = time.monotonic() + PATIENCE
    while left := asyncio.all_tasks() - before:
        assert time.monotonic() < deadline, left
        await asyncio.sleep(0.02)
    assert (await proxy.ready())[0]["in_flight"] == 0


async def test_a_client_that_leaves_while_it_sends_is_no_request(proxy: AgentProxy) -> None:
    """And its connection to the upstream is not used again."""
    scope = http_scope("/x", method="POST", headers=[(b"content-length", b"10")])
    async with ASGIConnection(proxy, scope) as connection:
        await connection.put({"type": "http.request", "body": b"abc", "more_body": True})
        await asyncio.sleep(0.05)
        await connection.disconnect()
        await connection.wait()
        assert connection.sent == []
    assert (await ask(proxy)).status == 201


async def test_a_slow_reader_slows_the_upstream(proxy: AgentProxy, seen: Path) -> None:
    """What nobody reads is not fetched: memory stays as it is."""
    async with ASGIConnection(proxy, http_scope("/endless", query_string=b"slow")) as connection:
        await connection.put({"type": "http.request", "body": b"", "more_body": False})
        await connection.get()
        await connection.get()
        await until(seen / "slow.sent")
        count = -1
        while (now := int((seen / "slow.sent").read_text() or 0)) != count:
            count = now
            await asyncio.sleep(0.3)
        assert count < 400  # 25 MiB in the buffers of two sockets would already be many
        await connection.disconnect()
        await connection.wait()


@pytest.mark.parametrize(
    ("kind", "event"),
    [("text/event-stream", b"event: error\ndata: "), ("application/x-ndjson", b'{"type":"error","data":')],
)
async def test_an_upstream_that_dies_ends_the_stream_with_an_event(kind: str, event: bytes) -> None:
    """Whole events before it, none of them in half, and the stream ends as it should."""
    with serve("uvicorn", UPSTREAM) as server:
        app = CorrelationIdMiddleware(AgentProxy(server.url))
        answer = await ask(app, f"/die?{kind}")
    first, rest = answer.body.split(b'{"n": 1}\n')
    assert first == b"data: "
    last = rest.lstrip(b"\n")
    assert last.startswith(event)
    said = json.loads(last.partition(b"data: ")[2] or last)
    problem = said.get("problem") or said["data"]["problem"]
    assert problem["type"] == "urn:asgi-agent:problem:upstream-unreachable"
    assert problem["request_id"] == answer.header("x-request-id")[0]
    assert answer.messages[-1]["more_body"] is False


async def test_another_body_that_breaks_off_is_broken_off() -> None:
    """A client must not take half a document for a whole one."""
    with serve("uvicorn", UPSTREAM) as server:
        scope = http_scope("/die", query_string=b"text/plain")
        connection = ASGIConnection(AgentProxy(server.url), scope)
        with pytest.raises(ConnectionError, match="broke off"):
            await _read(connection)
    assert connection.sent[-1]["more_body"] is True


async def test_an_upstream_that_is_not_there() -> None:
    """502; after some failures 503 without asking."""
    app = AgentProxy(f"http://{HOST}:{free_port()}", retries=0, failures=2, cooldown=3600.0)
    assert [(await ask(app)).status for _ in range(3)] == [502, 502, 503]
    refused = await ask(app)
    assert refused.json()["type"] == "urn:asgi-agent:problem:upstream-unavailable"
    assert 3500 < int(refused.header("retry-after")[0]) <= 3600
    assert (await ask(app, "/ready")).status == 503
    await app.aclose()


async def test_an_upstream_that_comes_back_is_asked_again() -> None:
    """When the time has come in which it is left alone."""
    port = free_port()
    app = AgentProxy(f"http://{HOST}:{port}", retries=0, failures=1, cooldown=0.1)
    assert (await ask(app)).status == 502
    with serve("uvicorn", UPSTREAM, port=port):
        deadline = time.monotonic() + PATIENCE
        while (await ask(app)).status != 201:
            assert time.monotonic() < deadline
            await asyncio.sleep(0.05)
    await app.aclose()


async def test_an_upstream_that_is_silent_for_too_long() -> None:
    """504, before its answer; with a limit for the whole as well."""
    with serve("uvicorn", UPSTREAM) as server:
        for limits in ({"read_timeout": 0.2}, {"total_timeout": 0.2}):
            app = AgentProxy(server.url, **limits)  # type: ignore[arg-type]
            assert (await ask(app, "/silent?x")).status == 504
            await app.aclose()


async def test_several_upstreams_take_turns_and_stand_in_for_one_another(upstream: Server) -> None:
    """The one with the fewest requests in flight is asked; one that is gone costs its requests a retry."""
    gone = f"http://{HOST}:{free_port()}"
    app = AgentProxy([gone, upstream.url])
    answers = [(await ask(app, "/x", b"abc", "POST")).status for _ in range(8)]
    assert set(answers) == {201}
    ready = (await ask(app, "/ready")).json()
    assert [each["status"] for each in ready["upstreams"]] == ["down", "up"]
    assert ready["upstreams"][0]["circuit"] == "open"
    await app.aclose()


async def test_where_the_upstreams_are_is_for_the_host_alone(proxy: AgentProxy, upstream: Server) -> None:
    """Whoever may ask whether they are ready learns no address of the inner network."""
    answer = await ask(proxy, "/ready")
    assert set(answer.json()["upstreams"][0]) == {"status", "circuit", "in_flight", "ms"}
    assert [each["url"] for each in await proxy.ready()] == [upstream.url]


async def test_readiness_may_be_the_upstreams_own(upstream: Server) -> None:
    """With `health=None` the path is like any other."""
    app = AgentProxy(upstream.url, health=None)
    assert (await ask(app, "/ready")).json()["target"] == "/ready"
    await app.aclose()


@pytest.mark.parametrize(
    ("url", "options"),
    [
        ("agent:8001", {}),
        ("ftp://agent", {}),
        ("http://", {}),
        ("http://u:p@agent", {}),
        ("http://agent/?q", {}),
        ("http://agent:0", {}),
        ("http://agent:99999", {}),
        ([], {}),
        ("http://agent", {"connect_timeout": 0}),
        ("http://agent", {"retries": -1}),
        ("http://agent", {"health": "health"}),
        ("http://agent", {"trusted_proxies": "10.0.0.1"}),
        ("http://agent", {"trusted_proxies": ["10.0.0.1/8"]}),
        ("http://agent", {"trusted_proxies": ["proxy"]}),
        ("http://agent", {"read_timeout": float("nan")}),
        ("http://agent", {"failures": "5"}),
        ("http://[::1", {}),
        ("http://[::g]", {}),
    ],
)
def test_what_cannot_work_is_refused_at_start(url: Any, options: dict[str, Any]) -> None:
    """Not when the first request comes."""
    with pytest.raises(ConfigurationError):
        AgentProxy(url, **options)
