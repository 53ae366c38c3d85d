"""Run an ASGI application in this process, message by message, as a server would."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable
    from contextvars import Context
    from types import TracebackType

    from asgi_agent.middleware._types import ASGIApp, Message, Scope


class HTTPResult(NamedTuple):
    """What an application sent in answer to one HTTP request: `messages`, as they were sent."""

    messages: list[Message]

    @property
    def status(self) -> int | None:
        """The status, or None when no response was started."""
        return next((m["status"] for m in self.messages if m["type"] == "http.response.start"), None)

    @property
    def headers(self) -> list[tuple[bytes, bytes]]:
        """The header pairs of the response."""
        starts = [m for m in self.messages if m["type"] == "http.response.start"]
        return [(name, value) for m in starts for name, value in m.get("headers", ())]

    @property
    def body(self) -> bytes:
        """All that was sent of the body."""
        return b"".join(m.get("body", b"") for m in self.messages if m["type"] == "http.response.body")

    def header(self, name: str) -> list[str]:
        """The values of all header fields of that name, in any case."""
        wanted = name.lower().encode()
        return [value.decode("latin-1") for key, value in self.headers if key.lower() == wanted]

    def json(self) -> Any:
        """The body, decoded."""
        return msgspec.json.decode(self.body)


class ASGIConnection:
    """One connection to an application that runs in a task of its own.

        async with ASGIConnection(app, websocket_scope("/ws")) as connection:
            await connection.put({"type": "websocket.connect"})
            assert (await connection.get())["type"] == "websocket.accept"

    Each `send` of the application waits until the test has taken the message, as with a client that reads
    no further: so the test decides how far the application gets. When the response is complete, and after
    `disconnect`, the application receives the disconnect message, over and over. Leaving the block cancels
    the application if it still runs, and raises what it raised.

    Args:
        app: the application.
        scope: its scope; handed over as it is.
        context: the context to run it in, such as `polluted_context()`; else a copy of the current one.
        timeout: seconds after which a wait gives up with `TimeoutError`.

    Attributes:
        sent: every message that the application sent so far.
    """

    def __init__(
        self, app: ASGIApp, scope: Scope, *, context: Context | None = None, timeout: float = 10.0
    ) -> None:
        self.sent: list[Message] = []
        self._app, self._scope, self._context, self._timeout = app, scope, context, timeout
        self._inbox: asyncio.Queue[Message] = asyncio.Queue()
        self._outbox: asyncio.Queue[Message] = asyncio.Queue()
        self._news = asyncio.Event()
        self._left = False

    async def __aenter__(self) -> ASGIConnection:
        self._task = asyncio.create_task(self._run(), context=self._context)
        self._task.add_done_callback(lambda _: self._news.set())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.cancel()
        failure = None if self._task.cancelled() else self._task.exception()
        if failure is not None and error is None:
            raise failure

    async def put(self, message: Message) -> None:
        """Hand the application its next message."""
        await self._inbox.put(message)

    async def get(self) -> Message:
        """The next message that the application sends.

        Raises:
            EOFError: the application has ended. What it raised, it raises here.
            TimeoutError: it neither sent anything nor ended.
        """
        async with asyncio.timeout(self._timeout):
            while self._outbox.empty() and not self._task.done():
                self._news.clear()
                await self._news.wait()
        if not self._outbox.empty():
            self._outbox.task_done()
            return self._outbox.get_nowait()
        if not self._task.cancelled():
            self._task.result()
        raise EOFError("the application has ended")

    async def disconnect(self, code: int = 1005) -> None:
        """The client leaves: what the application sends from now on is dropped without an error."""
        self._left = True
        while not self._outbox.empty():
            self._outbox.get_nowait()
            self._outbox.task_done()
        await self._inbox.put(self._farewell(code))

    async def cancel(self) -> None:
        """Cancel the application, as a server does when it stops, and wait until it has ended."""
        self._task.cancel()
        _, running = await asyncio.wait([self._task], timeout=self._timeout)
        if running:
            raise TimeoutError("the application does not end when it is cancelled")

    async def wait(self) -> None:
        """Take all that the application sends until it ends; raises what it raises.

        Raises:
            TimeoutError: it neither sent anything nor ended.
        """
        while True:
            try:
                await self.get()
            except EOFError:
                return

    async def _run(self) -> None:
        await self._app(self._scope, self._receive, self._send)

    async def _receive(self) -> Message:
        message = await self._inbox.get()
        if message["type"].endswith(".disconnect"):
            self._inbox.put_nowait(message)  # a closed connection stays closed
        return message

    async def _send(self, message: Message) -> None:
        self.sent.append(message)
        if message["type"] == "http.response.body" and not message.get("more_body"):
            self._inbox.put_nowait(self._farewell())
        if self._left:
            await asyncio.sleep(0)  # whoever watches for the disconnect gets a turn
            return
        self._outbox.put_nowait(message)
        self._news.set()
        await self._outbox.join()

    def _farewell(self, code: int = 1005) -> Message:
        if self._scope["type"] == "websocket":
            return {"type": "websocket.disconnect", "code": code, "reason": None}
        return {"type": "http.disconnect"}


async def run_http(
    app: ASGIApp,
    scope: Scope,
    body: bytes | Iterable[bytes] = b"",
    *,
    disconnect_after: int | None = None,
    cancel_after: int | None = None,
    context: Context | None = None,
    timeout: float = 10.0,
) -> HTTPResult:
    """Send one HTTP request to an application and wait until it returns.

    Args:
        app: the application.
        scope: the request's scope.
        body: the request's body, or its pieces, one message each.
        disconnect_after: the client leaves when so many messages were sent; 0 is before the first. The
            request body has been handed over by then.
        cancel_after: the application is cancelled when so many messages were sent; a cancelled application
            is no error here.
        context: the context to run it in.
        timeout: seconds to wait for each message, and for the end.

    Raises:
        TimeoutError: the application did not go on. What it raises passes through.
    """
    connection = ASGIConnection(app, scope, context=context, timeout=timeout)
    for message in _request_messages(body):
        await connection.put(message)
    async with connection:
        if cancel_after is not None:
            await _take(connection, cancel_after)
            await connection.cancel()
        if disconnect_after is not None:
            await _take(connection, disconnect_after)
            await connection.disconnect()
        await connection.wait()
    return HTTPResult(connection.sent)


async def _take(connection: ASGIConnection, limit: int) -> None:
    for _ in range(limit):
        try:
            await connection.get()
        except EOFError:
            return


def _request_messages(body: bytes | Iterable[bytes]) -> list[Message]:
    pieces = [body] if isinstance(body, bytes) else list(body) or [b""]
    messages: list[Message] = [{"type": "http.request", "body": piece, "more_body": True} for piece in pieces]
    messages[-1] = {**messages[-1], "more_body": False}
    return messages
