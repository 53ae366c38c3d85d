from __future__ import annotations

import asyncio
import contextlib
import json
from typing import TYPE_CHECKING, Any

import pytest

from asgi_agent.testing import ASGIConnection, http_scope, polluted_context, websocket_scope
from tests.middleware.redaction.apps import NOTE, REDACTED, both_sides, no_value_in
from tests.middleware.redaction.cuts import at_random

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from asgi_agent.middleware._types import ASGIApp, Message, Receive, Scope, Send


class Socket:
    """An application that accepts, notes what it gets, and says what it was told to.

    Args:
        says: after each message of the client's.
        greets: before the first.
        close: how it closes when all is said, None for not at all.
    """

    def __init__(
        self,
        says: list[Any] | None = None,
        greets: list[Any] | None = None,
        close: dict[str, Any] | None = None,
    ) -> None:
        self.says = says or []
        self.greets = greets or []
        self.close = close
        self.got: list[Any] = []
        self.scope: Scope = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scope = scope
        await receive()
        await send({"type": "websocket.accept"})
        await self._say(send, self.greets)
        while self.close is None:
            message = await receive()
            if message["type"] == "websocket.disconnect":
                return
            self.got.append(message.get("text") or message.get("bytes"))
            await self._say(send, self.says)
        await send({"type": "websocket.close", **self.close})

    async def _say(self, send: Send, texts: list[Any]) -> None:
        for text in texts:
            kind = "bytes" if isinstance(text, bytes) else "text"
            await send({"type": "websocket.send", kind: text})


async def converse(app: ASGIApp, *messages: Any, scope: Scope | None = None, **options: Any) -> list[Message]:
    """Connect, say these things, wait for an answer after each, and leave."""
    asked = websocket_scope() if scope is None else scope
    async with ASGIConnection(both_sides(app, **options), asked, context=polluted_context()) as connection:
        await connection.put({"type": "websocket.connect"})
        first = await connection.get()
        if first["type"] == "websocket.accept":
            for message in messages:
                kind = "bytes" if isinstance(message, bytes) else "text"
                await connection.put({"type": "websocket.receive", kind: message})
            await settle(connection)
            await connection.disconnect()
        await connection.wait()
    return connection.sent


async def settle(connection: ASGIConnection) -> None:
    """Take what is sent until nothing more comes."""
    while True:
        try:
            async with asyncio.timeout(0.5):
                await connection.get()
        except (TimeoutError, EOFError):
            return


def frames(sent: list[Message]) -> list[Any]:
    """What was said."""
    return [
        message["text"] if message.get("text") is not None else message["bytes"]
        for message in sent
        if message["type"] == "websocket.send"
    ]


def closing(sent: list[Message]) -> int:
    """The code that the connection was closed with."""
    assert sent[-1]["type"] == "websocket.close"
    code: int = sent[-1]["code"]
    return code


async def test_a_message_of_the_client_is_redacted() -> None:
    """JSON where it stands, text as text; bytes that are JSON stay bytes."""
    app = Socket()
    await converse(app, f'{{"note": "{NOTE}", "n": 1.50}}', NOTE, b'{"ssn": "219-09-9999"}')
    assert app.got == [f'{{"note": "{REDACTED}", "n": 1.50}}', REDACTED, b'{"ssn": "[SSN]"}']


async def test_a_message_without_identifiers_passes_as_it_is() -> None:
    """Both ways."""
    message = '{ "a" : 1.50,  "b": null }'
    app = Socket(says=[message])
    assert frames(await converse(app, message)) == [message]
    assert app.got == [message]


@pytest.mark.parametrize(
    "message", [NOTE, json.dumps({"text": NOTE}), json.dumps({"type": "message", "content": NOTE})]
)
async def test_a_message_of_the_application_is_redacted(message: str) -> None:
    """One message remains one, and leaves when the application waits for the client again."""
    sent = frames(await converse(Socket(says=[message]), "hello"))
    assert len(sent) == 1
    assert sent[0].replace('":"', '": "').replace('","', '", "') == message.replace(NOTE, REDACTED)


@pytest.mark.parametrize(
    "shape",
    [
        pytest.param(lambda piece: piece, id="text"),
        pytest.param(lambda piece: json.dumps({"type": "delta", "text": piece}), id="json"),
        pytest.param(lambda piece: json.dumps({"token": piece}).encode(), id="bytes"),
    ],
)
@pytest.mark.parametrize("seed", range(5))
async def test_a_text_in_many_messages_is_redacted_as_one(shape: Callable[[str], Any], seed: int) -> None:
    """Wherever it is cut; the last word leaves before the connection is closed."""
    app = Socket(greets=[shape(piece) for piece in at_random(NOTE, seed)], close={"code": 1000})
    sent = await converse(app)
    texts = [frame if isinstance(frame, str) else frame.decode() for frame in frames(sent)]
    if not isinstance(shape("a"), str) or shape("a") != "a":
        values = map(json.loads, texts)
        texts = [value.get("text", value.get("token")) for value in values]
    assert "".join(texts) == REDACTED
    assert closing(sent) == 1000


async def test_a_text_is_complete_when_the_application_returns() -> None:
    """The server closes the connection as if it had said so."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        await send({"type": "websocket.send", "text": "SSN 219-09-9999"})

    from asgi_agent.middleware.redaction import PHIRedactionMiddleware

    async with ASGIConnection(PHIRedactionMiddleware(app), websocket_scope()) as connection:
        await connection.put({"type": "websocket.connect"})
        await connection.wait()
    assert frames(connection.sent) == ["SSN [SSN]"]


async def test_a_look_for_messages_between_two_tokens_ends_no_text() -> None:
    """An application that lets its client interrupt it asks for messages without waiting for one."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        for piece in ("SSN 219", "-09-", "9999"):
            await send({"type": "websocket.send", "text": piece})
            try:
                async with asyncio.timeout(0.01):
                    await receive()
            except TimeoutError:
                pass
        await send({"type": "websocket.close"})

    assert "".join(frames(await converse(app))) == "SSN [SSN]"


async def test_another_task_that_waits_for_the_client_ends_no_text() -> None:
    """Most applications that stream read and write in two tasks."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        reader: asyncio.Task[Any] = asyncio.create_task(receive())  # type: ignore[arg-type]
        for piece in ("SSN 219", "-09-", "9999"):
            await send({"type": "websocket.send", "text": piece})
            await asyncio.sleep(0.06)
        await send({"type": "websocket.close"})
        reader.cancel()

    assert "".join(frames(await converse(app))) == "SSN [SSN]"


async def test_what_is_held_when_the_client_leaves_is_dropped() -> None:
    """There is nobody to get it, and it may be half an identifier."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        await send({"type": "websocket.send", "text": "SSN 219-09-"})
        while (await receive())["type"] != "websocket.disconnect":
            pass

    async with ASGIConnection(both_sides(app), websocket_scope()) as connection:
        await connection.put({"type": "websocket.connect"})
        await connection.get()
        await connection.disconnect()
        await connection.wait()
    assert frames(connection.sent) == []


@pytest.mark.parametrize("code", [1011, 1012])
async def test_what_is_held_when_the_application_fails_is_dropped(code: int) -> None:
    """It was cut off."""
    sent = await converse(Socket(greets=["SSN 219-09-"], close={"code": code}))
    assert frames(sent) == []
    assert closing(sent) == code


async def test_the_reason_of_a_close_is_redacted() -> None:
    """And keeps its length within what the protocol lets it have."""
    sent = await converse(Socket(close={"code": 1000, "reason": "SSN 219-09-9999 " + "\u00e9" * 60}))
    reason = sent[-1]["reason"]
    assert reason.startswith("SSN [SSN] \u00e9")
    assert len(reason.encode()) <= 123


async def test_headers_of_the_handshake_are_redacted() -> None:
    """On acceptance; the request's query as well."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        assert scope["query_string"] == b"ssn=%5BSSN%5D"
        await receive()
        await send({"type": "websocket.accept", "headers": [(b"x-patient-name", b"John Smith")]})
        await send({"type": "websocket.close"})

    sent = await converse(app, scope=websocket_scope(query_string=b"ssn=219-09-9999"))
    assert sent[0]["headers"] == [(b"x-patient-name", b"[NAME]")]


async def test_a_refused_handshake_is_redacted() -> None:
    """Its answer is a response like any other."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        headers = [(b"content-type", b"application/json"), (b"content-length", b"999")]
        await send({"type": "websocket.http.response.start", "status": 403, "headers": headers})
        body = json.dumps({"detail": NOTE}).encode()
        await send({"type": "websocket.http.response.body", "body": body[:20], "more_body": True})
        await send({"type": "websocket.http.response.body", "body": body[20:]})

    start, body = await converse(app)
    assert json.loads(body["body"]) == {"detail": REDACTED}
    assert dict(start["headers"])[b"content-length"] == b"%d" % len(body["body"])


async def test_a_refused_handshake_that_cannot_be_read_is_withheld() -> None:
    """The client gets a problem in its place."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        headers = [(b"content-type", b"image/png")]
        await send({"type": "websocket.http.response.start", "status": 403, "headers": headers})
        await send({"type": "websocket.http.response.body", "body": b"\x89PNG"})

    start, body = await converse(app)
    assert start["status"] == 502
    assert b"PNG" not in body["body"]


@pytest.mark.parametrize(
    ("app", "message", "options", "reason"),
    [
        (Socket(), b"\x89PNG", {}, "a message is neither text nor JSON"),
        (Socket(), "a" * 11, {"max_body": 10}, "a message may hold 10 bytes"),
        (Socket(), NOTE, {"inbound": "reject"}, "the input holds identifiers of a patient"),
        (Socket(says=[b"\x89PNG"]), "hello", {}, "a message is neither text nor JSON"),
    ],
)
async def test_a_connection_that_is_closed_says_why(
    app: Socket, message: Any, options: dict[str, Any], reason: str
) -> None:
    """In words that hold nothing of what was said."""
    assert (await converse(app, message, **options))[-1]["reason"] == reason


async def test_a_message_of_no_bytes_passes() -> None:
    """Some clients send one to keep the connection open."""
    app = Socket(says=[b""])
    assert frames(await converse(app, b"")) == [b""]
    assert len(app.got) == 1


async def test_bytes_that_cannot_be_read_are_refused_or_passed_by_option() -> None:
    """Sound and pictures are identifiers as a whole: 1003 to the client, 1011 for the application."""
    app = Socket()
    assert closing(await converse(app, b"\x89PNG")) == 1003
    assert app.got == []
    assert closing(await converse(Socket(greets=[b"\x89PNG"]))) == 1011
    passing = Socket(says=[b"\x89PNG"])
    assert frames(await converse(passing, b"\x89PNG", unreadable="pass")) == [b"\x89PNG"]
    assert passing.got == [b"\x89PNG"]


async def test_a_message_above_the_limit_is_refused() -> None:
    """With 1009, and the application learns that its client is gone."""
    app = Socket()
    assert closing(await converse(app, "a" * 1001, max_body=1000)) == 1009
    assert app.got == []


async def test_a_message_above_the_limit_is_passed_by_option() -> None:
    """As one is that cannot be read."""
    app = Socket()
    await converse(app, "a" * 1001, max_body=1000, unreadable="pass")
    assert app.got == ["a" * 1001]


async def test_a_message_with_identifiers_is_rejected() -> None:
    """With 1008; one without passes as it is."""
    app = Socket(says=["ok"])
    sent = await converse(app, "what is hypertension?", '{"ssn": "219-09-9999"}', inbound="reject")
    assert app.got == ["what is hypertension?"]
    assert closing(sent) == 1008
    assert no_value_in(repr(sent))
    assert closing(await converse(app, '{"ssn": "219-09-9999", "ssn": ""}', inbound="reject")) == 1008
    assert app.got == ["what is hypertension?"]


async def test_a_handshake_with_identifiers_in_its_query_is_rejected() -> None:
    """As a response where the server can send one, else by a close."""
    app = Socket()
    query = b"ssn=219-09-9999"
    start, body = await converse(app, scope=websocket_scope(query_string=query), inbound="reject")
    assert start["status"] == 422
    assert no_value_in(body["body"])
    (close,) = await converse(app, scope=websocket_scope(query_string=query, denial=False), inbound="reject")
    assert close["code"] == 1008
    assert app.scope == {}


async def test_a_message_that_says_what_it_holds_back_is_held_both_ways() -> None:
    """A client that sends deltas is read as a stream too; one that types is not."""
    app = Socket()
    pieces = [json.dumps({"type": "input_delta", "delta": piece}) for piece in ("SSN 219-", "09-9999")]
    end = json.dumps({"type": "input_end"})
    await converse(app, *pieces, end)
    *texts, last = [json.loads(text) for text in app.got]
    assert "".join(text["delta"] for text in texts) == "SSN [SSN]"
    assert last == {"type": "input_end"}


async def test_nothing_changes_where_nothing_is_to_be_done() -> None:
    """With both directions off."""
    app = Socket(says=[NOTE, b"\x89PNG"])
    sent = await converse(app, NOTE, b"\x89PNG", inbound="pass", outbound="pass")
    assert app.got == [NOTE, b"\x89PNG"]
    assert frames(sent) == [NOTE, b"\x89PNG"] * 2


async def test_messages_of_several_tasks_keep_their_order() -> None:
    """Though a large one is read in a thread."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        large = json.dumps({"note": "all is well " * 8000, "n": 0})

        async def say(text: str) -> None:
            await send({"type": "websocket.send", "text": text})

        saying: list[Awaitable[None]] = [say(large), *(say(json.dumps({"n": n})) for n in range(1, 5))]
        await asyncio.gather(*saying)
        await send({"type": "websocket.close"})

    assert [json.loads(text)["n"] for text in frames(await converse(app))] == [0, 1, 2, 3, 4]


async def test_an_application_that_waits_for_so_long_only_misses_no_message() -> None:
    """It may give up while a large one is read, and ask again."""
    got: list[Any] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        await send({"type": "websocket.send", "text": "hello"})
        while len(got) < 3:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(0.005):
                    got.append(json.loads((await receive())["text"])["n"])
        await send({"type": "websocket.close"})

    messages = [json.dumps({"n": n, "note": "SSN 219-09-9999 " * 5_000}) for n in range(3)]
    async with ASGIConnection(both_sides(app), websocket_scope()) as connection:
        await connection.put({"type": "websocket.connect"})
        for message in messages:
            await connection.put({"type": "websocket.receive", "text": message})
        await connection.wait()
    assert got == [0, 1, 2]


async def test_a_text_in_many_messages_of_socket_io_is_redacted_as_one() -> None:
    """Each message keeps its packet, and a ping passes them by."""
    opening = '0{"sid":"lv_VI97HAXpY6yYWAAAB","upgrades":[],"pingInterval":25000}'
    pieces = ["SSN 219-0", "9-99", "99 is ", "known "]
    said = [f'42["answer",{json.dumps({"token": piece})}]' for piece in pieces]
    app = Socket(greets=[opening, *said[:1], "2", *said[1:]], close={"code": 1000})
    sent = frames(await converse(app, scope=websocket_scope(query_string=b"EIO=4&transport=websocket")))
    assert sent[:2] == [opening, "2"]
    assert [json.loads(text.removeprefix("42")) for text in sent[2:]] == [
        ["answer", {"token": piece}] for piece in ("SSN [SSN]", "", " is ", "known ")
    ]


async def test_messages_of_socket_io_are_redacted_one_by_one() -> None:
    """They ran into each other where an identifier seemed to lie in two."""
    app = Socket(
        greets=['0{"sid":"a"}', '42["met",{"name":"Ann Lee","x":1}]', '430[{"ok":true,"mrn":"4471209"}]'],
    )
    scope = websocket_scope(query_string=b"EIO=4&transport=websocket")
    sent = await converse(app, "40", '421["see",{"name":"Ann Lee","mrn":4471209}]', "3", scope=scope)
    assert frames(sent) == [
        '0{"sid":"a"}',
        '42["met",{"name":"[NAME]","x":1}]',
        '430[{"ok":true,"mrn":"[MRN]"}]',
    ]
    assert app.got == ["40", '421["see",{"name":"[NAME]","mrn":"[MRN]"}]', "3"]


async def test_who_asks_for_socket_io_gets_no_other_text_unread() -> None:
    """Its pings are digits; those of a number that is said one by one are not."""
    app = Socket(greets=list("SSN 219-09-9999 "), close={"code": 1000})
    sent = await converse(app, scope=websocket_scope(query_string=b"EIO=4"))
    assert "".join(frames(sent)) == "SSN [SSN] "


async def test_records_of_signalr_are_redacted_one_by_one() -> None:
    """However many come in one message."""
    record = '{"type":1,"target":"met","arguments":[{"name":"Ann Lee"}]}\x1e'
    app = Socket(greets=['{"type":6}\x1e' + record])
    sent = await converse(app, record + record)
    redacted = record.replace("Ann Lee", "[NAME]")
    assert frames(sent) == ['{"type":6}\x1e', redacted]
    assert app.got == [redacted, redacted]


class Room:
    """Says what one client says to all, and to all what a request asks for."""

    def __init__(self, patience: float | None = None) -> None:
        self.members: list[Send] = []
        self.patience = patience

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._say("seen by John")
            await send({"type": "http.response.start", "status": 204, "headers": []})
            await send({"type": "http.response.body", "body": b""})
            return
        await receive()
        await send({"type": "websocket.accept"})
        self.members.append(send)
        while (message := await receive())["type"] == "websocket.receive":
            for piece in str(message["text"]).split("|"):
                await self._say(piece)

    async def _say(self, text: str) -> None:
        for member in list(self.members):
            try:
                async with asyncio.timeout(self.patience):
                    await member({"type": "websocket.send", "text": text})
            except TimeoutError:
                pass
            except (OSError, RuntimeError):  # it has left
                self.members.remove(member)


async def joined(connection: ASGIConnection) -> ASGIConnection:
    """A client that has come in."""
    await connection.put({"type": "websocket.connect"})
    assert (await connection.get())["type"] == "websocket.accept"
    return connection


async def test_what_is_said_to_all_does_not_wait_for_more() -> None:
    """Those who did not speak themselves got each message when the next was said, and never the last."""
    room = both_sides(Room())
    async with ASGIConnection(room, websocket_scope()) as one, ASGIConnection(room, websocket_scope()) as two:
        await joined(one)
        await joined(two)
        for said in ("how are you", "SSN 219-|09-9999"):
            await one.put({"type": "websocket.receive", "text": said})
            for member in (one, two):
                heard = "".join([(await member.get())["text"] for _ in said.split("|")])
                assert heard == said or not ("219" in heard or "9999" in heard)
        async with ASGIConnection(room, http_scope()) as request:
            heard_by_all = await asyncio.gather(one.get(), two.get(), request.wait())
        assert [message["text"] for message in heard_by_all[:2]] == ["seen by [NAME]"] * 2
        await one.disconnect()
        await two.disconnect()


@pytest.mark.parametrize("gone", [OSError, RuntimeError])
async def test_a_member_that_has_left_is_in_nobodys_way(gone: type[Exception]) -> None:
    """Its server may say so when what it was told is complete, while another is served; it learns so."""
    members, arrived = Room(), asyncio.Event()
    room = both_sides(members)

    async def receive() -> Message:
        if not arrived.is_set():
            arrived.set()
            return {"type": "websocket.connect"}
        return await asyncio.Future()

    async def send(message: Message) -> None:
        if message["type"] == "websocket.send":
            raise gone

    leaver = asyncio.ensure_future(room(websocket_scope(), receive, send))
    await arrived.wait()
    async with ASGIConnection(room, websocket_scope()) as member:
        await joined(member)
        for said in ("how are you", "fine"):
            await member.put({"type": "websocket.receive", "text": said})
            assert (await member.get())["text"] == said
        assert len(members.members) == 1
        await member.disconnect()
    leaver.cancel()
    await asyncio.wait([leaver])


async def test_a_member_that_takes_nothing_does_not_silence_another() -> None:
    """Who speaks was not heard again before all had taken what was said last."""
    room, never, blocked = both_sides(Room(patience=0.05)), asyncio.Event(), asyncio.Event()
    arriving: list[Message] = [{"type": "websocket.connect"}]

    async def receive() -> Message:
        if arriving:
            return arriving.pop()
        never_comes: asyncio.Future[Message] = asyncio.Future()
        return await never_comes

    async def send(message: Message) -> None:
        blocked.set()
        if message["type"] == "websocket.send":
            await never.wait()

    async with ASGIConnection(room, websocket_scope(), timeout=2) as member:
        await joined(member)
        stalled = asyncio.ensure_future(room(websocket_scope(), receive, send))
        await blocked.wait()
        for said in ("how are you", "fine"):
            await member.put({"type": "websocket.receive", "text": said})
            assert (await member.get())["text"] == said
            await asyncio.sleep(0.1)
    stalled.cancel()
    never.set()
    await asyncio.wait([stalled])


async def test_what_is_said_to_all_when_one_fails_is_dropped() -> None:
    """It was cut off."""
    members: list[Send] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            for member in members:
                await member({"type": "websocket.send", "text": "SSN 219-09-"})
            raise RuntimeError
        await receive()
        await send({"type": "websocket.accept"})
        members.append(send)
        await receive()

    room = both_sides(app)
    async with ASGIConnection(room, websocket_scope()) as member:
        await joined(member)
        with pytest.raises(RuntimeError):
            async with ASGIConnection(room, http_scope()) as request:
                await request.wait()
        await member.disconnect()
        await member.wait()
    assert frames(member.sent) == []


async def test_what_one_task_says_on_socket_io_does_not_wait_for_ever() -> None:
    """Its servers write in a task of their own, and ping."""
    said = '42["told",{"message":"seen by John"}]'

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        for text in ('0{"sid":"a"}', said, "2", "2"):
            await send({"type": "websocket.send", "text": text})
        await receive()

    async with ASGIConnection(
        both_sides(app), websocket_scope(query_string=b"EIO=4&transport=websocket")
    ) as connection:
        await joined(connection)
        heard = [(await connection.get())["text"] for _ in range(4)]
        await connection.disconnect()
    assert heard == ['0{"sid":"a"}', "2", "2", said.replace("John", "[NAME]")]
