"""The native wire over a WebSocket."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from asgi_agent import AgentASGI, Principal, Run, UnauthenticatedError
from asgi_agent.middleware.auth import require
from asgi_agent.protocols.native.websocket import MAX_RUNS
from asgi_agent.testing import ASGIConnection, ASGIValidator, polluted_context, websocket_scope
from tests.asking import until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


async def words(given: Any, run: Run) -> Any:
    """What it was given, in pieces."""
    for word in str(given).split():
        yield word


async def wait(_: Any) -> None:
    """Runs until it is cancelled."""
    await asyncio.sleep(60)


def make_app(**options: Any) -> AgentASGI:
    return AgentASGI({"words": words, "wait": wait}, **options)


class Client:
    """One end of a WebSocket."""

    def __init__(self, connection: ASGIConnection) -> None:
        self.connection = connection

    async def send(self, message: Any) -> None:
        text = message if isinstance(message, str) else msgspec.json.encode(message).decode()
        await self.connection.put({"type": "websocket.receive", "text": text})

    async def receive(self) -> Any:
        message = await self.connection.get()
        assert message["type"] == "websocket.send", message
        return msgspec.json.decode(message["text"])

    async def until_end(self) -> list[Any]:
        """Events up to the next terminal one."""
        events = [await self.receive()]
        while events[-1]["type"] not in ("run.finished", "run.failed", "run.cancelled"):
            events.append(await self.receive())
        return events


@asynccontextmanager
async def connect(app: AgentASGI, path: str = "/ws", **scope: Any) -> AsyncIterator[Client]:
    connection = ASGIConnection(
        ASGIValidator(app), websocket_scope(path, **scope), context=polluted_context()
    )
    async with connection:
        await connection.put({"type": "websocket.connect"})
        accepted = await connection.get()
        assert accepted["type"] == "websocket.accept", accepted
        yield Client(connection)
        await connection.disconnect()


async def test_a_message_in_gives_the_events_of_a_run() -> None:
    """From start to end, then the connection takes the next."""
    async with connect(make_app()) as client:
        for _ in range(2):
            await client.send({"input": "a b"})
            events = await client.until_end()
            assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
            assert events[-1]["data"]["output"] == "ab"


async def test_a_named_graph_has_a_socket_of_its_own() -> None:
    """As it has the other routes."""
    async with connect(make_app(), "/graphs/wait/ws") as client:
        await client.send({"input": 1})
        assert (await client.receive())["data"]["graph"] == "wait"


async def test_a_run_is_cancelled_by_a_message() -> None:
    """And says so itself, as its last event."""
    async with connect(make_app(), "/graphs/wait/ws") as client:
        await client.send({"input": 1})
        started = await client.receive()
        await client.send({"type": "cancel", "run_id": started["run_id"]})
        last = (await client.until_end())[-1]
        assert (last["type"], last["data"]) == ("run.cancelled", {"reason": "request"})


async def test_several_runs_share_the_connection() -> None:
    """Their events are told apart by the run's id."""
    async with connect(make_app()) as client:
        await client.send({"input": "a"})
        await client.send({"input": "b"})
        events = await client.until_end() + await client.until_end()
        outputs = {
            event["run_id"]: event["data"].get("output") for event in events if "output" in event["data"]
        }
        assert sorted(map(str, outputs.values())) == ["a", "b"]


@pytest.mark.parametrize(
    ("message", "problem"),
    [
        ("{", "malformed-request"),
        ("[]", "invalid-input"),
        ("{}", "invalid-input"),
        ('{"input": 1, "123-45-6789": 1}', "invalid-input"),
        ('{"type": "123-45-6789"}', "invalid-input"),
        ('{"type": "cancel", "run_id": "123-45-6789"}', "not-found"),
        ('{"type": "cancel"}', "not-found"),
        ('{"input": 1, "thread_id": "no spaces"}', "invalid-input"),
    ],
)
async def test_a_bad_message_is_answered_and_the_connection_goes_on(message: str, problem: str) -> None:
    """With a problem that does not repeat what came."""
    async with connect(make_app()) as client:
        await client.send(message)
        answer = await client.receive()
        assert answer["type"] == "error"
        assert answer["problem"]["type"].endswith(problem)
        assert "123-45-6789" not in str(answer)
        await client.send({"input": "still here"})
        assert (await client.until_end())[-1]["type"] == "run.finished"


async def test_json_in_a_binary_message_is_taken_as_well() -> None:
    """Some clients know nothing else."""
    async with connect(make_app()) as client:
        await client.connection.put({"type": "websocket.receive", "bytes": b'{"input": "a"}'})
        assert (await client.until_end())[-1]["data"]["output"] == "a"


async def test_a_message_above_the_limit_closes_the_connection() -> None:
    """With the code that RFC 6455 has for it."""
    async with connect(make_app(max_body=50)) as client:
        await client.send({"input": "x" * 100})
        assert await client.connection.get() == {"type": "websocket.close", "code": 1009, "reason": ""}


async def test_the_limit_is_of_bytes_whichever_way_they_come() -> None:
    """A character may take four."""
    async with connect(make_app(max_body=100)) as client:
        await client.send('{"input": "' + "\U0001f600" * 40 + '"}')
        assert (await client.connection.get())["code"] == 1009


async def test_nothing_is_sent_after_the_connection_was_closed() -> None:
    """Runs that stream meanwhile end with it, and say no more."""
    app = make_app(max_body=50)
    async with connect(app, "/graphs/wait/ws") as client:
        await client.send({"input": 1})
        await client.receive()
        await client.send({"input": "x" * 100})
        while (message := await client.connection.get())["type"] != "websocket.close":
            pass
        assert message["code"] == 1009
        await until(lambda: app.service.live_runs == 0)


@pytest.mark.parametrize("error", [BrokenPipeError(), RuntimeError("John Smith")])
@pytest.mark.parametrize("policy", ["cancel", "continue"])
async def test_a_send_that_fails_leaves_no_run_waiting(
    policy: Any, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    """The run is cancelled or goes on unheard, and no text of the fault is logged."""
    app = make_app(on_disconnect=policy)
    inbox: asyncio.Queue[Any] = asyncio.Queue()
    inbox.put_nowait({"type": "websocket.connect"})
    inbox.put_nowait({"type": "websocket.receive", "text": '{"input": "a b c"}'})

    async def send(message: Any) -> None:
        if message["type"] == "websocket.send":
            raise error

    serving = asyncio.create_task(app(websocket_scope("/ws"), inbox.get, send))
    await until(lambda: inbox.empty())
    await asyncio.sleep(0.02)
    await until(lambda: app.service.live_runs == 0)
    inbox.put_nowait({"type": "websocket.disconnect", "code": 1006})
    await asyncio.wait_for(serving, 30)
    assert "Smith" not in caplog.text


@pytest.mark.parametrize("policy", ["cancel", "continue"])
async def test_a_client_that_leaves_takes_its_runs_along_or_not(policy: Any) -> None:
    """As `on_disconnect` says."""
    app = make_app(on_disconnect=policy, drain_timeout=0.01)
    async with connect(app, "/graphs/wait/ws") as client:
        await client.send({"input": 1})
        await client.send({"input": 2})
        await until(lambda: app.service.live_runs == 2)
        await client.connection.disconnect()
        if policy == "cancel":
            await until(lambda: app.service.live_runs == 0)
        else:
            await asyncio.sleep(0.02)
            assert app.service.live_runs == 2
    await app.service.drain()


async def test_a_connection_may_have_so_many_runs_and_no_more() -> None:
    """One client cannot take every slot by one handshake."""
    app = make_app()
    async with connect(app, "/graphs/wait/ws") as client:
        for _ in range(MAX_RUNS + 1):
            await client.send({"input": 1})
        while (message := await client.receive())["type"] != "error":
            pass
        assert message["problem"]["status"] == 503
        assert app.service.live_runs == MAX_RUNS


@pytest.mark.parametrize("denial", [True, False])
@pytest.mark.parametrize(("path", "status"), [("/ws", 401), ("/graphs/nope/ws", 404), ("/nowhere", 404)])
async def test_a_handshake_is_refused_with_a_status_where_the_server_can(
    path: str, status: int, denial: bool
) -> None:
    """Else it is closed before it is accepted, which servers turn into a 403."""

    def nobody(request: Any) -> None:
        raise UnauthenticatedError

    app = ASGIValidator(make_app(principal=nobody))
    async with ASGIConnection(app, websocket_scope(path, denial=denial)) as connection:
        await connection.put({"type": "websocket.connect"})
        answer = await connection.get()
        if denial:
            assert (answer["type"], answer["status"]) == ("websocket.http.response.start", status)
        else:
            assert (answer["type"], answer["code"]) == ("websocket.close", 1008)


@pytest.mark.parametrize(
    ("origin", "allowed", "accepted"),
    [
        (b"https://app.example", (), False),
        (b"null", (), False),
        (b"http://testserver", (), True),
        (b"https://app.example", ("https://app.example",), True),
        (b"https://app.example.evil", ("https://app.example",), False),
        (b"https://app.example", ("*",), True),
        (None, (), True),
    ],
)
async def test_another_sites_page_cannot_connect_with_the_users_cookies(
    origin: bytes | None, allowed: tuple[str, ...], accepted: bool
) -> None:
    """Browsers send cookies along and ask nobody; programs send no origin."""
    headers = [(b"host", b"testserver"), *([(b"origin", origin)] if origin else [])]
    app = ASGIValidator(make_app(allowed_origins=allowed))
    async with ASGIConnection(app, websocket_scope("/ws", headers=headers)) as connection:
        await connection.put({"type": "websocket.connect"})
        assert ((await connection.get())["type"] == "websocket.accept") is accepted


@pytest.mark.parametrize(
    ("forwarded", "accepted"),
    [
        ([b"clinic.example"], True),
        ([b"inner.example, Clinic.Example"], True),
        ([b"inner.example", b"clinic.example"], True),
        ([b"other.example"], False),
        ([b""], False),
    ],
)
async def test_a_page_of_the_host_behind_a_proxy_may_connect(forwarded: list[bytes], accepted: bool) -> None:
    """The proxy says which host the browser has asked."""
    headers = [(b"host", b"agent:8001"), (b"origin", b"https://clinic.example")]
    headers += [(b"x-forwarded-host", value) for value in forwarded]
    async with ASGIConnection(
        ASGIValidator(make_app()), websocket_scope("/ws", headers=headers)
    ) as connection:
        await connection.put({"type": "websocket.connect"})
        assert ((await connection.get())["type"] == "websocket.accept") is accepted


async def test_who_may_not_use_the_graph_gets_no_connection() -> None:
    """As with a request: a handshake that is accepted would be on record as a success."""
    app = ASGIValidator(make_app(require=require(scopes=["run"]), principal=lambda request: Principal("ann")))
    extensions: dict[str, Any] = {"websocket.http.response": {}}
    async with ASGIConnection(app, websocket_scope("/ws", extensions=extensions)) as connection:
        await connection.put({"type": "websocket.connect"})
        assert (await connection.get())["status"] == 403
        await connection.wait()
