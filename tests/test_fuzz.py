"""Arbitrary requests and clients that leave at any moment: no hang, one end, no invalid message."""

from __future__ import annotations

import asyncio
from typing import Any

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asgi_agent import AgentASGI, Run
from asgi_agent.errors import GraphFailedError
from asgi_agent.events import TERMINAL_TYPES
from asgi_agent.testing import ASGIConnection, ASGIValidator, http_scope, run_http, websocket_scope
from tests.asking import until

SETTINGS = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.differing_executors],
)


async def obedient(given: Any, run: Run) -> Any:
    """Does what it is told: say, emit, wait, fail, give back."""
    for order in given if isinstance(given, list) else [given]:
        match order:
            case "say":
                yield "word "
            case "emit":
                await run.emit("note", {"n": 1})
            case "wait":
                await asyncio.sleep(0.002)
            case "fail":
                raise ValueError("John Smith")
            case "problem":
                raise GraphFailedError("safe")
            case "cancel":
                raise asyncio.CancelledError
            case _:
                yield {"given": order}


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
orders = st.lists(st.sampled_from(["say", "emit", "wait", "fail", "problem", "cancel", 1]), max_size=6)
run_bodies = st.fixed_dictionaries(
    {},
    optional={
        "input": orders | json_values,
        "resume": json_values,
        "thread_id": st.sampled_from(["t", "u", "bad id"]) | st.text(max_size=5),
        "config": st.dictionaries(st.text(max_size=12), json_values, max_size=3),
        "context": json_values,
        "granularity": st.sampled_from(["low", "partial", "full", "other"]),
        "inputs": st.lists(orders, max_size=4),
    },
)
raw_bodies = st.binary(max_size=60) | run_bodies.map(lambda body: msgspec.json.encode(body))
paths = st.sampled_from(
    ["/invoke", "/stream", "/batch", "/graphs/g/stream", "/graphs/x/invoke", "/runs/r/cancel", "/", "/ready"]
) | st.text(max_size=12).map(lambda path: "/" + path)
methods = st.sampled_from(["GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "\x7f"])
visible = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), max_size=30).map(str.encode)
header_pairs = st.lists(
    st.tuples(
        st.sampled_from([b"accept", b"content-type", b"content-length", b"x-request-id", b"x"]),
        visible | st.sampled_from([b"application/json", b"application/x-ndjson", b"5"]),
    ),
    max_size=4,
)


def pieces(body: bytes, cut: int) -> list[bytes]:
    cut = min(cut, len(body))
    return [body[:cut], body[cut:]]


@given(paths, methods, header_pairs, raw_bodies, st.integers(0, 40), st.none() | st.integers(0, 12))
@SETTINGS
def test_any_request_is_answered_by_valid_messages(
    path: str, method: str, headers: list[tuple[bytes, bytes]], body: bytes, cut: int, leave: int | None
) -> None:
    """Whatever comes, and whenever the client leaves, the app returns and leaves nothing running."""

    async def check() -> None:
        app = AgentASGI({"g": obedient})
        scope = http_scope(path, method=method, headers=[(b"content-type", b"application/json"), *headers])
        result = await run_http(ASGIValidator(app), scope, pieces(body, cut), disconnect_after=leave)
        if leave is None:
            assert result.status is not None
            assert result.status != 500 or b"graph-failed" in result.body
        assert b"John Smith" not in result.body
        await until(lambda: app.service.live_runs == 0)

    asyncio.run(check())


@given(
    orders, st.sampled_from([b"text/event-stream", b"application/x-ndjson"]), st.sampled_from(["low", "full"])
)
@SETTINGS
def test_a_stream_has_exactly_one_end_and_it_comes_last(
    given_orders: list[Any], accept: bytes, granularity: str
) -> None:
    """Whatever the graph does."""

    async def check() -> None:
        headers = [(b"content-type", b"application/json"), (b"accept", accept)]
        scope = http_scope("/stream", method="POST", headers=headers)
        body = msgspec.json.encode({"input": given_orders, "granularity": granularity})
        result = await run_http(ASGIValidator(AgentASGI(obedient)), scope, body)
        lines = [line.removeprefix(b"data: ") for line in result.body.splitlines()]
        events = [msgspec.json.decode(line) for line in lines if line.startswith(b"{")]
        assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
        assert [event["type"] in TERMINAL_TYPES for event in events] == [False] * (len(events) - 1) + [True]

    asyncio.run(check())


@given(
    st.lists(st.binary(max_size=40) | run_bodies.map(lambda body: msgspec.json.encode(body)), max_size=5),
    st.booleans(),
)
@SETTINGS
def test_any_websocket_conversation_keeps_to_the_protocol(messages: list[bytes], leave_early: bool) -> None:
    """Bad messages are answered, runs end, and a client that leaves leaves nothing running."""

    async def check() -> None:
        app = AgentASGI({"g": obedient})
        async with ASGIConnection(ASGIValidator(app), websocket_scope("/ws")) as connection:
            await connection.put({"type": "websocket.connect"})
            assert (await connection.get())["type"] == "websocket.accept"
            for message in messages:
                await connection.put({"type": "websocket.receive", "bytes": message})
            if messages and not leave_early:
                assert (await connection.get())["type"] == "websocket.send"
            await connection.disconnect()
            await connection.wait()
        await until(lambda: app.service.live_runs == 0)

    asyncio.run(check())
