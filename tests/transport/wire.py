"""The server's side of one exchange, for tests of the app's side."""

from __future__ import annotations

from typing import Any

from asgi_agent.scope import REQUEST_ID_KEY
from asgi_agent.testing import http_scope
from asgi_agent.transport.exchange import Exchange

LIMIT = 16
DISCONNECT = {"type": "http.disconnect"}


class Wire:
    """Hands out the request's messages, keeps the response's."""

    def __init__(self, *messages: dict[str, Any], fails: OSError | None = None) -> None:
        self.messages = list(messages)
        self.sent: list[Any] = []
        self.fails = fails

    async def receive(self) -> Any:
        return self.messages.pop(0)

    async def send(self, message: Any) -> None:
        if self.fails is not None:
            raise self.fails
        self.sent.append(message)

    @property
    def headers(self) -> dict[bytes, bytes]:
        pairs = self.sent[0]["headers"]
        assert len(dict(pairs)) == len(pairs), "a header stands twice"
        return dict(pairs)

    @property
    def body(self) -> bytes:
        return b"".join(message["body"] for message in self.sent[1:])


def pieces(*chunks: bytes, complete: bool = True) -> list[dict[str, Any]]:
    messages = [{"type": "http.request", "body": chunk, "more_body": True} for chunk in chunks]
    return [*messages, {"type": "http.request"} if complete else DISCONNECT]


def an_exchange(
    wire: Wire, *headers: tuple[bytes, bytes], method: str = "POST", query: bytes = b""
) -> Exchange:
    scope = http_scope("/", method=method, headers=headers, query_string=query) | {REQUEST_ID_KEY: "req-1"}
    return Exchange(scope, wire.receive, wire.send, max_body=LIMIT)
