"""Messages that nothing follows, of applications that write in a task of their own."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from asgi_agent import PHIRedactionMiddleware
from asgi_agent.errors import ConfigurationError
from asgi_agent.phi import Redactor
from asgi_agent.phi.recognizers import Recognizers
from asgi_agent.testing import ASGIConnection, http_scope, polluted_context, websocket_scope
from tests.middleware.redaction.apps import both_sides

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

    from asgi_agent.middleware._types import Message, Receive, Scope, Send
    from asgi_agent.phi.spans import Span

WHOLE = '{"message":"seen by John"}'
SEEN = '{"message":"seen by [NAME]"}'
PIECE = '{"type": "delta", "text": "SSN 219-"}'


class Feed:
    """Writes what is put into its queue from a task of its own, while another reads."""

    def __init__(self) -> None:
        self.queue: asyncio.Queue[str] = asyncio.Queue()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.accept"})
            writer = asyncio.ensure_future(self._write(send, "websocket.send"))
        else:
            headers = [(b"content-type", b"text/event-stream")]
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            writer = asyncio.ensure_future(self._write(send, "http.response.body"))
        while not (await receive())["type"].endswith("disconnect"):
            pass
        writer.cancel()
        await asyncio.wait([writer])

    async def _write(self, send: Send, kind: str) -> None:
        while True:
            text = await self.queue.get()
            if kind == "websocket.send":
                await send({"type": kind, "text": text})
            else:
                await send({"type": kind, "body": f"data: {text}\n\n".encode(), "more_body": True})


@contextlib.asynccontextmanager
async def fed(kind: str, **options: Any) -> AsyncIterator[tuple[ASGIConnection, Feed]]:
    """A client that is told whatever is put into the queue."""
    feed = Feed()
    scope = websocket_scope() if kind == "websocket" else http_scope()
    app = both_sides(feed, **options)
    async with ASGIConnection(app, scope, context=polluted_context()) as connection:
        if kind == "websocket":
            await connection.put({"type": "websocket.connect"})
        await connection.get()
        yield connection, feed
        await connection.disconnect()
        await connection.wait()


def said(message: Message) -> str:
    """What a message or an event says."""
    if message["type"] == "websocket.send":
        return str(message["text"])
    return str(message["body"].decode().removeprefix("data: ").rstrip("\n"))


KINDS = pytest.mark.parametrize("kind", ["websocket", "http"])


@KINDS
async def test_a_message_that_nothing_follows_leaves_after_a_pause(kind: str) -> None:
    """It waited for the next one, and the last for ever."""
    async with fed(kind, pause=0.05) as (client, feed):
        for _ in range(2):
            feed.queue.put_nowait(WHOLE)
            assert said(await client.get()) == SEEN


@KINDS
async def test_an_identifier_in_two_messages_is_found_within_the_pause(kind: str) -> None:
    """However many pauses there were before."""
    async with fed(kind, pause=0.3) as (client, feed):
        feed.queue.put_nowait(WHOLE)
        assert said(await client.get()) == SEEN
        for text in ('{"message": "SSN 219-0"}', '{"message": "9-9999 was given"}'):
            feed.queue.put_nowait(text)
        heard = ""
        while "was given" not in heard:
            heard += said(await client.get())
        assert "219" not in heard
        assert "9999" not in heard


@KINDS
async def test_a_message_does_not_wait_while_others_come_that_it_cannot_go_on_with(kind: str) -> None:
    """Ticks, or who is typing, more often than there are pauses: it never got through."""
    async with fed(kind, pause=0.2) as (client, feed):
        feed.queue.put_nowait(WHOLE)
        heard = []
        for count in range(100):
            feed.queue.put_nowait(f'{{"type": "tick", "price": {count}}}')
            heard.append(said(await client.get()))
            if heard[-1] == SEEN:
                break
            await asyncio.sleep(0.02)
        assert SEEN in heard


@KINDS
async def test_what_is_called_a_piece_waits_longer(kind: str) -> None:
    """It says itself that it goes on."""
    async with fed(kind, pause=0.05) as (client, feed):
        feed.queue.put_nowait(PIECE)
        await asyncio.sleep(0.3)
        feed.queue.put_nowait('{"type": "delta", "text": "09-9999 was given "}')
        assert "[SSN]" in said(await client.get())


@KINDS
async def test_without_a_pause_it_waits_for_the_end(kind: str) -> None:
    """As who trusts no clock may want."""
    async with fed(kind, pause=None) as (client, feed):
        feed.queue.put_nowait(WHOLE)
        await asyncio.sleep(0.3)
        sent = len(client.sent)
        feed.queue.put_nowait('{"message": "Next one."}')
        assert said(await client.get()) == SEEN
        assert len(client.sent) == sent + 1


@KINDS
async def test_a_client_that_leaves_in_a_pause_is_in_nobodys_way(kind: str) -> None:
    """Nothing is sent when the connection is over, and no timer is left."""
    async with fed(kind, pause=0.05) as (client, feed):
        feed.queue.put_nowait(WHOLE)
        await asyncio.sleep(0)
        await client.disconnect()
        await client.wait()
        sent = len(client.sent)
    await asyncio.sleep(0.2)
    assert len(client.sent) == sent


@pytest.mark.parametrize("pause", [0, -1.0, float("inf"), float("nan"), "3"])
def test_a_pause_is_a_number_of_seconds(pause: Any) -> None:
    """An option that cannot work is found when it is given."""
    with pytest.raises(ConfigurationError, match="pause="):
        PHIRedactionMiddleware(Feed(), pause=pause)


@pytest.mark.parametrize("gone", [OSError, RuntimeError])
async def test_an_application_learns_that_its_client_left_in_a_pause(gone: type[Exception]) -> None:
    """One that only writes, and each time after a pause, would have gone on for ever."""
    tried = asyncio.Event()

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "websocket.accept"})
        await send({"type": "websocket.send", "text": WHOLE})
        await tried.wait()
        await asyncio.sleep(0)
        with pytest.raises(gone):
            await send({"type": "websocket.send", "text": WHOLE})
        await send({"type": "websocket.close"})

    async def receive() -> Message:
        return await asyncio.Future()

    async def send(message: Message) -> None:
        if message["type"] == "websocket.send":
            tried.set()
            raise gone

    await PHIRedactionMiddleware(app, pause=0.01)(websocket_scope(), receive, send)


async def test_a_stream_that_passes_unread_is_not_read_after_a_pause() -> None:
    """What had been read of it came again, in the middle of compressed bytes."""
    body = gzip.compress(b'data: {"message":"seen by John"}\n\ndata: {"note":1,"note":2,"delta":"x"}\n\n')
    headers = [(b"content-type", b"text/event-stream"), (b"content-encoding", b"gzip")]

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body, "more_body": True})
        await asyncio.sleep(0.1)
        await send({"type": "http.response.body", "body": b""})

    async with ASGIConnection(
        both_sides(app, pause=0.01, unreadable="pass"), http_scope(method="GET")
    ) as connection:
        await connection.wait()
    assert b"".join(message.get("body", b"") for message in connection.sent) == body


class Slow:
    """A model that takes its time, and notices when it is asked twice at once."""

    def __init__(self) -> None:
        self.asked = self.most = 0
        self.begun = threading.Event()

    def __call__(self, text: str) -> Iterable[Span]:
        self.asked += 1
        self.most = max(self.most, self.asked)
        self.begun.set()
        time.sleep(0.1)
        self.asked -= 1
        return []


async def test_an_application_that_ends_while_a_pause_does_is_read_once() -> None:
    """Two threads read one text."""
    model = Slow()

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        await send({"type": "websocket.send", "text": WHOLE})
        model.begun.clear()
        await asyncio.to_thread(model.begun.wait, 10)

    redactor = Redactor(recognizers=Recognizers(model))
    model.most = 0
    async with ASGIConnection(
        PHIRedactionMiddleware(app, pause=0.01, redactor=redactor), websocket_scope()
    ) as connection:
        await connection.put({"type": "websocket.connect"})
        await connection.wait()
    assert [said(message) for message in connection.sent[1:]] == [SEEN]
    assert model.most == 1
