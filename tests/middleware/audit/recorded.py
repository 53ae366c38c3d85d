"""An application behind the audit middleware, and what is recorded of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asgi_agent import AuditLogMiddleware
from asgi_agent.testing import ASGIValidator, MemoryAudit
from tests.asking import ask

if TYPE_CHECKING:
    from asgi_agent.audit.record import Entry
    from asgi_agent.middleware._types import Message, Receive, Scope, Send
    from asgi_agent.testing import HTTPResult

JSON = (b"content-type", b"application/json")


class Recorded:
    """The middleware around an application, between two validators, with a log in memory."""

    def __init__(self, app: Any, **options: Any) -> None:
        self.store = MemoryAudit()
        self.middleware = AuditLogMiddleware(ASGIValidator(app), log=self.store, **options)
        self.app = ASGIValidator(self.middleware)

    async def ask(self, method: str = "GET", path: str = "/", body: Any = None, **options: Any) -> HTTPResult:
        """Send one request in a context that a foreign one has left behind."""
        return await ask(self.app, method, path, body, **options)

    async def records(self) -> list[Entry]:
        """What stands in the log when all is written, without what the log says of itself."""
        await self.middleware.log.aclose()
        return [record for record in self.store.records if not record.event.type.startswith("audit.")]

    async def pair(self) -> tuple[Entry, Entry]:
        """The two records of the only request."""
        intent, end = await self.records()
        assert (intent.phase, end.phase) == ("intent", "end")
        assert end.corr is not None
        assert end.corr.intent == intent.id
        return intent, end

    async def end(self) -> Entry:
        """The end record of the only request."""
        return (await self.records())[-1]


def answering(status: int = 200, body: bytes = b"hello", *headers: tuple[bytes, bytes]) -> Any:
    """An application that answers so."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": status, "headers": list(headers)})
        await send({"type": "http.response.body", "body": body})

    return app


def sending(*messages: Message) -> Any:
    """An application that sends these."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        for message in messages:
            await send(message)

    return app


START = {"type": "http.response.start", "status": 200, "headers": []}


def piece(body: bytes, *, more: bool = True) -> Message:
    """A piece of a response body."""
    return {"type": "http.response.body", "body": body, "more_body": more}
