"""So many requests from each caller, in a time and at once."""

from __future__ import annotations

import asyncio
import logging
import re
import socket
from typing import TYPE_CHECKING, Any

import pytest

from asgi_agent.errors import ConfigurationError, MissingDependencyError
from asgi_agent.identity import Principal
from asgi_agent.middleware.rate_limit import RateLimitMiddleware, caller_key
from asgi_agent.scope import PRINCIPAL_KEY
from asgi_agent.testing import (
    ASGIConnection,
    ASGIValidator,
    http_scope,
    lifespan_scope,
    polluted_context,
    run_http,
    websocket_scope,
)
from tests.middleware.auth.app import Recorder, handshake
from tests.servers import HOST, free_port

if TYPE_CHECKING:
    from asgi_agent.testing import HTTPResult


def known(caller: str) -> dict[str, Any]:
    """What an authentication puts into a scope."""
    return {PRINCIPAL_KEY: Principal(caller)}


async def ask(app: RateLimitMiddleware, caller: str | None = "u1", address: str = "192.0.2.1") -> HTTPResult:
    """A GET of a principal, or of an address."""
    scope = http_scope("/", client=(address, 1), **({} if caller is None else known(caller)))
    return await run_http(ASGIValidator(app), scope, context=polluted_context())


async def test_as_many_as_the_limit_says_and_no_more() -> None:
    """With what is left in each answer, and when to come back in the refusal."""
    app = RateLimitMiddleware(Recorder(), limit="3/minute")
    answers = [await ask(app) for _ in range(5)]
    assert [answer.status for answer in answers] == [200, 200, 200, 429, 429]
    left = [answer.header("ratelimit")[0] for answer in answers]
    assert [re.sub("t=.*", "t", said) for said in left] == [f'"0";r={n};t' for n in (2, 1, 0, 0, 0)]
    assert {answer.header("ratelimit-policy")[0] for answer in answers} == {'"0";q=3;w=60'}
    refused = answers[-1]
    assert 0 < int(refused.header("retry-after")[0]) <= 61
    assert refused.json()["type"] == "urn:asgi-agent:problem:rate-limited"


async def test_callers_are_counted_apart() -> None:
    """By principal, whatever the address; without one by address, an IPv6 one by its network."""
    app = RateLimitMiddleware(Recorder(), limit="1/minute")
    assert (await ask(app, "u1", "192.0.2.1")).status == 200
    assert (await ask(app, "u1", "192.0.2.2")).status == 429
    assert (await ask(app, "u2", "192.0.2.1")).status == 200
    assert (await ask(app, None, "192.0.2.1")).status == 200
    assert (await ask(app, None, "192.0.2.1")).status == 429
    assert (await ask(app, None, "2001:db8:1:2::1")).status == 200
    assert (await ask(app, None, "2001:db8:1:2:ffff::9")).status == 429
    assert (await ask(app, None, "2001:db8:1:3::1")).status == 200


async def test_the_key_names_nobody() -> None:
    """What a storage holds is a digest of the principal."""
    assert "jane" not in caller_key(http_scope("/", **known("jane")))
    assert caller_key(http_scope("/", client=None)) == "address:unknown"


async def test_several_limits_hold_at_once() -> None:
    """The answer speaks of the one that is nearest to its end."""
    app = RateLimitMiddleware(Recorder(), limit="100/minute; 3/hour")
    answers = [await ask(app) for _ in range(4)]
    assert [answer.status for answer in answers] == [200, 200, 200, 429]
    assert answers[0].header("ratelimit")[0][:7] == '"1";r=2'
    assert 3000 < int(answers[-1].header("retry-after")[0]) <= 3601


async def test_what_one_limit_refuses_uses_up_no_other() -> None:
    """Or a caller in a hurry for a moment would be shut out for long."""
    app = RateLimitMiddleware(Recorder(), limit="3/hour; 1/second")
    statuses = [(await ask(app)).status for _ in range(4)]
    assert statuses.count(429) >= 1
    while statuses.count(200) < 3:
        await asyncio.sleep(0.2)
        statuses.append((await ask(app)).status)
        assert len(statuses) < 100
    assert '"0";r=0;' in (await ask(app)).header("ratelimit")[0]


async def test_the_host_names_whom_a_request_is_counted_for() -> None:
    """Or that it is not counted."""
    app = RateLimitMiddleware(Recorder(), limit="1/minute", key=lambda scope: None)
    assert [(await ask(app)).status for _ in range(3)] == [200] * 3
    app = RateLimitMiddleware(Recorder(), limit="1/minute", key=lambda scope: "all")
    assert [(await ask(app, name)).status for name in ("a", "b")] == [200, 429]


class Streamer:
    """Answers with a stream that ends when it is told to."""

    def __init__(self) -> None:
        self.end = asyncio.Event()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.accept"})
            await self.end.wait()
            await send({"type": "websocket.close", "code": 1000, "reason": ""})
            return
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"x", "more_body": True})
        await self.end.wait()
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def test_as_many_streams_at_once_as_may_be() -> None:
    """A stream counts until its last byte, a socket until it is closed; then others may come."""
    streamer = Streamer()
    app = RateLimitMiddleware(streamer, limit=None, concurrency=2)
    caller = known("u1")
    async with (
        ASGIConnection(app, http_scope("/", **caller)) as first,
        ASGIConnection(app, websocket_scope("/", **caller)) as second,
    ):
        await first.get()
        await second.put({"type": "websocket.connect"})
        await second.get()
        refused = await ask(app)
        assert (refused.status, refused.header("retry-after")) == (429, ["1"])
        assert (await handshake(app, websocket_scope("/", **caller)))["status"] == 429
        async with ASGIConnection(app, http_scope("/", **known("u2"))) as other:
            assert (await other.get())["status"] == 200
        streamer.end.set()
        await first.wait()
        await second.wait()
    assert (await ask(app)).status == 200


async def test_a_stream_that_is_cut_no_longer_counts() -> None:
    """Cancelled by the server, or broken by the application."""
    app = RateLimitMiddleware(Streamer(), limit=None, concurrency=1)
    for _ in range(3):
        async with ASGIConnection(app, http_scope("/")) as connection:
            assert (await connection.get())["status"] == 200

    async def broken(scope: Any, receive: Any, send: Any) -> None:
        raise RuntimeError

    app = RateLimitMiddleware(broken, limit=None, concurrency=1)
    for _ in range(3):
        with pytest.raises(RuntimeError):
            await run_http(app, http_scope("/"))


async def test_a_handshake_is_a_request() -> None:
    """Refused as one; a lifespan is none."""
    app = RateLimitMiddleware(Recorder(), limit="1/minute")
    assert (await handshake(app, websocket_scope("/")))["type"] == "websocket.accept"
    assert (await handshake(app, websocket_scope("/")))["status"] == 429
    passed = []

    async def inner(scope: Any, receive: Any, send: Any) -> None:
        passed.append(scope["type"])

    for _ in range(3):
        await RateLimitMiddleware(inner, limit="1/minute")(lifespan_scope(), None, None)  # type: ignore[arg-type]
    assert passed == ["lifespan"] * 3


@pytest.mark.parametrize(("on_failure", "status"), [("open", 200), ("closed", 503)])
async def test_a_storage_that_is_out_of_reach(
    on_failure: Any, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    """Lets requests in or not, as the host says, and is logged."""
    uri = f"redis://{HOST}:{free_port()}"
    app = RateLimitMiddleware(Recorder(), storage=uri, on_failure=on_failure)
    with caplog.at_level(logging.ERROR):
        assert (await ask(app)).status == status
    assert "rate limiter out of reach" in caplog.text


@pytest.mark.parametrize(
    ("options", "fault"),
    [
        ({"limit": "lots"}, ConfigurationError),
        ({"limit": ""}, ConfigurationError),
        ({"concurrency": 0}, ConfigurationError),
        ({"storage": "nowhere://"}, ConfigurationError),
        ({"storage": "memcached://x"}, MissingDependencyError),
        ({"on_failure": "maybe"}, ConfigurationError),
        ({"app": 7}, ConfigurationError),
    ],
    ids=str,
)
def test_what_cannot_work_is_refused_at_start(options: dict[str, Any], fault: type[Exception]) -> None:
    """Not when the first request comes."""
    with pytest.raises(fault):
        RateLimitMiddleware(**{"app": Recorder(), **options})


def test_addresses_of_version_4_stay_apart_on_a_socket_for_both() -> None:
    """Which shows them as addresses of version 6, all of one network."""
    keys = {caller_key({"client": (address, 1)}) for address in ("::ffff:192.0.2.1", "::ffff:192.0.2.2")}
    assert keys == {"address:192.0.2.1", "address:192.0.2.2"}


async def test_a_storage_that_says_nothing_is_out_of_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    """A request does not wait for it for ever."""
    monkeypatch.setattr("asgi_agent.middleware.rate_limit.STORAGE_TIMEOUT", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        storage = f"redis://127.0.0.1:{silent.getsockname()[1]}"
        app = RateLimitMiddleware(Recorder(), limit="5/minute", storage=storage, on_failure="closed")
        got = await asyncio.wait_for(run_http(ASGIValidator(app), http_scope("/x")), 10)
    assert got.status == 503
