"""The end record of an HTTP request, whatever its end is."""

from __future__ import annotations

import asyncio
import gc
import tempfile
from typing import TYPE_CHECKING, Any

import pytest
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.routing import Route

from asgi_agent import AuditLogMiddleware
from asgi_agent.audit import RequestAudit
from asgi_agent.audit.record import Outcome
from asgi_agent.middleware.audit.http import HTTPRecording
from asgi_agent.testing import ASGIConnection, MemoryAudit, http_scope, run_http
from tests.middleware.audit.recorded import START, Recorded, answering, piece, sending

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from asgi_agent.audit.record import Entry, Traffic
    from asgi_agent.middleware._types import Receive, Scope, Send


class PatientNotFoundError(Exception):
    """What a host may raise, with words that name a patient."""


def traffic(entry: Entry) -> Traffic:
    assert entry.http is not None
    return entry.http


async def test_an_exception_after_the_start_cuts_the_response() -> None:
    """Its class is the reason, and its words stand nowhere; the server gets it as it was."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await send(START)
        await send(piece(b"half"))
        raise PatientNotFoundError("John Smith")

    recorded = Recorded(app)
    with pytest.raises(PatientNotFoundError):
        await recorded.ask()
    _, end = await recorded.pair()
    assert end.outcome == Outcome("aborted", 200, "PatientNotFoundError")
    assert (traffic(end).complete, traffic(end).cut_by, traffic(end).sent) == (False, "server", 4)


async def test_an_exception_before_the_start_leaves_an_end_alone() -> None:
    """It is durable before whoever is around it answers; there is no status that is ours to tell."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        raise PatientNotFoundError("John Smith")

    recorded = Recorded(app)
    with pytest.raises(PatientNotFoundError):
        await recorded.ask()
    (end,) = recorded.store.of("http.request")
    assert (end.phase, end.outcome) == ("end", Outcome("failure", None, "PatientNotFoundError"))
    assert (traffic(end).status, traffic(end).cut_by) == (None, "server")
    assert end.corr is not None
    assert end.corr.intent is None


async def test_a_return_without_an_answer_is_a_failure() -> None:
    """The server answers 500 or hangs, as each has it."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        """Forget to answer."""

    recorded = Recorded(app)
    with pytest.raises(Exception, match="not complete"):
        await recorded.ask()
    (end,) = recorded.store.of("http.request")
    assert end.outcome is not None
    assert end.outcome.status == "failure"


async def test_a_return_half_way_cuts_the_response() -> None:
    """By the server: nobody raised, and nobody left."""
    recorded = Recorded(sending(START, piece(b"half")))
    with pytest.raises(Exception, match="not complete"):
        await recorded.ask()
    _, end = await recorded.pair()
    assert (end.outcome, traffic(end).cut_by) == (Outcome("aborted", 200, "ASGIProtocolError"), "server")


async def test_a_client_that_leaves_cuts_the_response() -> None:
    """As the application learns of it by `receive`."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await send(START)
        await send(piece(b"half"))
        assert (await receive())["type"] == "http.disconnect"

    recorded = Recorded(app)
    await recorded.ask(disconnect_after=2)
    _, end = await recorded.pair()
    assert (end.outcome, traffic(end).cut_by) == (Outcome("aborted", 200), "client")
    assert traffic(end).sent == 4


async def test_a_client_that_leaves_before_the_start_aborts_it() -> None:
    """There was no answer, and nobody's fault but the client's."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass

    recorded = Recorded(app)
    await recorded.ask(disconnect_after=0)
    (end,) = await recorded.records()
    assert (end.outcome, traffic(end).cut_by) == (Outcome("aborted"), "client")


async def test_a_send_that_fails_means_that_the_client_has_left() -> None:
    """As ASGI 2.4 has it; the application gets the error, and what it makes of it is its own."""

    async def send(message: Any) -> None:
        if message["type"] == "http.response.body":
            raise BrokenPipeError

    async def receive() -> Any:
        return {"type": "http.request"}

    recorded = Recorded(sending(START, piece(b"half")))
    with pytest.raises(BrokenPipeError):
        await recorded.middleware(http_scope("/"), receive, send)
    _, end = await recorded.pair()
    assert end.outcome == Outcome("aborted", 200, "BrokenPipeError")
    assert (traffic(end).cut_by, traffic(end).sent) == ("client", 0)


@pytest.mark.parametrize("sends", [0, 1, 2])
async def test_a_cancellation_is_told_apart(sends: int) -> None:
    """The server stops, or a timeout around the request does it."""
    waiting = asyncio.Event()

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        for message in [START, piece(b"half")][:sends]:
            await send(message)
        waiting.set()
        await asyncio.Event().wait()

    recorded = Recorded(app)
    async with ASGIConnection(recorded.app, http_scope("/")) as connection:
        for _ in range(sends):
            await connection.get()
        await waiting.wait()
        await connection.cancel()
    end = await recorded.end()
    assert (end.phase, traffic(end).cut_by) == ("end", "cancellation")
    assert end.outcome == Outcome("aborted", 200 if sends else None, "CancelledError")


async def test_what_goes_wrong_after_the_end_is_a_failure_of_a_complete_response() -> None:
    """A background task of Starlette's, say."""

    def task() -> None:
        raise PatientNotFoundError("John Smith")

    def endpoint(request: Any) -> PlainTextResponse:
        return PlainTextResponse("done", background=BackgroundTask(task))

    recorded = Recorded(Starlette(routes=[Route("/", endpoint)]))
    with pytest.raises(PatientNotFoundError):
        await recorded.ask()
    _, end = await recorded.pair()
    assert end.outcome == Outcome("failure", 200, "PatientNotFoundError")
    assert (traffic(end).complete, traffic(end).cut_by) == (True, None)


async def test_a_streaming_response_of_starlette_that_is_cut() -> None:
    """It ends in silence when its client leaves; the record does not take that for its end."""

    async def tokens() -> AsyncIterator[bytes]:
        while True:
            yield b"token"

    recorded = Recorded(Starlette(routes=[Route("/", lambda _: StreamingResponse(tokens()))]))
    scope = http_scope("/", asgi={"version": "3.0", "spec_version": "2.3"})
    await run_http(recorded.app, scope, disconnect_after=3)
    _, end = await recorded.pair()
    assert end.outcome is not None
    assert (end.outcome.status, traffic(end).cut_by, traffic(end).complete) == ("aborted", "client", False)


@pytest.mark.parametrize(("method", "status"), [("HEAD", 200), ("GET", 204), ("GET", 304), ("OPTIONS", 204)])
async def test_a_response_without_a_body_is_complete(method: str, status: int) -> None:
    """Its body message is empty."""
    recorded = Recorded(answering(status, b""))
    await recorded.ask(method)
    end = await recorded.end()
    assert (traffic(end).status, traffic(end).sent, traffic(end).complete) == (status, 0, True)


TRAILERS: dict[str, Any] = {"extensions": {"http.response.trailers": {}}}


@pytest.mark.parametrize("whole", [True, False])
async def test_a_response_with_trailers_ends_with_them(whole: bool) -> None:
    """Not with its body."""
    trailers = {"type": "http.response.trailers", "headers": [(b"x-digest", b"1")]}
    messages = [{**START, "trailers": True}, piece(b"all", more=False), *([trailers] if whole else [])]
    recorded = Recorded(sending(*messages))
    if whole:
        result = await recorded.ask(scope=TRAILERS)
        assert result.messages[-1] == trailers
    else:
        with pytest.raises(Exception, match="not complete"):
            await recorded.ask(scope=TRAILERS)
    _, end = await recorded.pair()
    assert (traffic(end).complete, traffic(end).cut_by) == (whole, None if whole else "server")


async def test_files_that_the_server_sends_are_counted(tmp_path: Path) -> None:
    """By their size, or by what of them is sent."""
    file = tmp_path / "file"
    file.write_bytes(b"x" * 100)
    names = ("http.response.pathsend", "http.response.zerocopysend")
    scope: dict[str, Any] = {"extensions": {key: {} for key in names}}
    pathsend = {"type": names[0], "path": str(file)}
    recorded = Recorded(sending(START, pathsend))
    await recorded.ask(scope=scope)
    end = await recorded.end()
    assert (traffic(end).sent, traffic(end).complete) == (100, True)
    with tempfile.TemporaryFile() as opened:
        opened.write(b"x" * 100)
        opened.flush()
        first = {"type": names[1], "file": opened, "count": 30, "more_body": True}
        rest = {"type": names[1], "file": opened, "offset": 30}
        recorded = Recorded(sending(START, first, rest))
        await recorded.ask(scope=scope)
        end = await recorded.end()
    assert (traffic(end).sent, traffic(end).complete) == (100, True)


async def test_messages_that_are_no_part_of_the_body_pass() -> None:
    """Early hints leave when there is an intent record; a push does not end anything."""
    hint = {"type": "http.response.early_hint", "links": [b"</a.css>; rel=preload"]}
    push = {"type": "http.response.push", "path": "/a.css", "headers": []}
    extensions: dict[str, Any] = {"extensions": {"http.response.early_hint": {}, "http.response.push": {}}}
    recorded = Recorded(sending(hint, START, push, piece(b"x", more=False)))
    result = await recorded.ask(scope=extensions)
    assert [message["type"] for message in result.messages][:3] == [hint["type"], START["type"], push["type"]]
    intent, end = await recorded.pair()
    assert traffic(intent).status is None
    assert (traffic(end).status, traffic(end).complete) == (200, True)


async def test_a_body_does_not_overtake_the_intent_of_its_start() -> None:
    """Where two tasks of an application send at once."""
    order: list[str] = []

    async def send(message: Any) -> None:
        order.append(message["type"])

    async def receive() -> Any:
        return {"type": "http.request"}

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await asyncio.gather(send(START), send(piece(b"x", more=False)))

    recorded = Recorded(app)
    await recorded.middleware(http_scope("/"), receive, send)
    assert order == ["http.response.start", "http.response.body"]
    await recorded.pair()


async def test_what_a_request_sends_is_counted_as_it_is_taken() -> None:
    """Piece by piece; what nobody reads is not counted."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await receive()
        await answering()(scope, receive, send)

    recorded = Recorded(app)
    await run_http(recorded.app, http_scope("/", method="POST"), [b"12", b"345", b"6789"])
    assert traffic(await recorded.end()).received == 5


async def test_nothing_is_kept_on_what_all_requests_share() -> None:
    """Requests at the same time do not meet."""
    recorded = Recorded(answering())
    before = dict(vars(recorded.middleware))
    await asyncio.gather(*(recorded.ask(path=f"/{number}") for number in range(20)))
    assert vars(recorded.middleware) == before
    ends = [record for record in await recorded.records() if record.phase == "end"]
    intents = {record.id for record in await recorded.records() if record.phase == "intent"}
    assert {end.corr.intent for end in ends if end.corr} == intents
    assert len(intents) == 20
    assert HTTPRecording._trailers is False


async def test_nothing_of_a_request_is_left_behind_for_the_collector() -> None:
    """The scope holds the audit and the audit knows the scope: they are parted at the end."""
    app = AuditLogMiddleware(answering(), log=MemoryAudit())
    gc.collect()
    before = held()
    gc.disable()
    try:
        for _ in range(20):
            await run_http(app, http_scope("/"))
        assert held() == before
    finally:
        gc.enable()


def held() -> int:
    return sum(type(thing) is RequestAudit for thing in gc.get_objects())
