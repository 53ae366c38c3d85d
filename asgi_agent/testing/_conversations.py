"""What may be said when: one class for each kind of ASGI connection, one instance for each connection."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asgi_agent.testing._checks import (
    ASGIProtocolError,
    check_headers,
    check_text_or_bytes,
    fail,
    field,
    require,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from asgi_agent.middleware._types import Message, Receive, Scope, Send

    Handlers = Mapping[str, Callable[[Message], None]]


class Conversation:
    """Watches both directions of one connection, and remembers the first fault.

    The fault is kept because an application may well swallow it: to a framework it is an exception in
    `send` like any other.
    """

    from_server: Handlers
    from_app: Handlers

    def __init__(self, scope: Scope, extra_types: Collection[str]) -> None:
        self.fault: ASGIProtocolError | None = None
        self.disconnected = False
        self._scope = scope
        self._extensions = scope.get("extensions") or {}
        self._extra_types = extra_types
        self._receiving = False

    def check_return(self) -> None:
        """The application returned; may it?"""

    def watch(self, receive: Receive, send: Send) -> tuple[Receive, Send]:
        async def checked_receive() -> Any:
            if self._receiving:
                self._note(ASGIProtocolError("receive() is awaited by two consumers at once"))
            self._receiving = True
            try:
                message = await receive()
            finally:
                self._receiving = False
            self._judge(message, self.from_server)
            return message

        async def checked_send(message: Any) -> None:
            self._judge(message, self.from_app)
            await send(message)

        return checked_receive, checked_send

    def _judge(self, message: Any, handlers: Handlers) -> None:
        try:
            require(isinstance(message, dict), f"{message!r} is not a message")
            message_type = message.get("type")
            require(type(message_type) is str, f"{message!r} has no type")
            if message_type in handlers:
                handlers[message_type](message)
            elif message_type not in self._extra_types:
                fail(
                    f"{message_type} is unknown, or goes the other way, on a {self._scope['type']} connection"
                )
        except ASGIProtocolError as fault:
            self._note(fault)

    def _note(self, fault: ASGIProtocolError) -> None:
        self.fault = self.fault or fault
        raise fault

    def _require_extension(self, name: str) -> None:
        require(name in self._extensions, f"the server does not offer the extension {name}")


class HTTPConversation(Conversation):
    """start, body, trailers if announced, nothing more."""

    def __init__(self, scope: Scope, extra_types: Collection[str]) -> None:
        super().__init__(scope, extra_types)
        self._state = "new"
        self._trailers = False
        self._request_complete = False
        self.from_server = {"http.request": self._request, "http.disconnect": self._disconnect}
        self.from_app = {
            "http.response.start": self._start,
            "http.response.body": self._body,
            "http.response.trailers": self._trailer,
            "http.response.zerocopysend": self._zero_copy,
            "http.response.pathsend": self._path_send,
            "http.response.push": self._push,
            "http.response.early_hint": self._before_start,
            "http.response.debug": self._before_start,
        }

    def check_return(self) -> None:
        complete = self._state == "done" or self.disconnected
        require(complete, f"the application returned in state {self._state!r}: the response is not complete")

    def _request(self, message: Message) -> None:
        require(not self.disconnected, "http.request after http.disconnect")
        require(not self._request_complete, "http.request after the last one")
        field(message, "body", bytes, b"")
        self._request_complete = not field(message, "more_body", bool, False)

    def _disconnect(self, message: Message) -> None:
        self.disconnected = True

    def _start(self, message: Message) -> None:
        self._require_state("new", message)
        status = field(message, "status", int)
        require(200 <= status <= 599, f"{status} is not the status of a final response")
        check_headers(message)
        self._trailers = field(message, "trailers", bool, False)
        if self._trailers:
            self._require_extension("http.response.trailers")
        self._state = "body"

    def _body(self, message: Message) -> None:
        self._require_state("body", message)
        field(message, "body", bytes, b"")
        self._end_body(more=field(message, "more_body", bool, False))

    def _zero_copy(self, message: Message) -> None:
        self._require_extension(message["type"])
        self._require_state("body", message)
        require("file" in message, "http.response.zerocopysend: 'file' is missing")
        self._end_body(more=field(message, "more_body", bool, False))

    def _path_send(self, message: Message) -> None:
        self._require_extension(message["type"])
        self._require_state("body", message)
        field(message, "path", str)
        self._end_body(more=False)

    def _trailer(self, message: Message) -> None:
        self._require_extension(message["type"])
        self._require_state("trailers", message)
        check_headers(message)
        if not field(message, "more_trailers", bool, False):
            self._state = "done"

    def _push(self, message: Message) -> None:
        self._require_extension(message["type"])
        require(self._state != "done", "http.response.push after the end of the response")
        field(message, "path", str)
        check_headers(message)

    def _before_start(self, message: Message) -> None:
        self._require_extension(message["type"])
        self._require_state("new", message)

    def _end_body(self, *, more: bool) -> None:
        if not more:
            self._state = "trailers" if self._trailers else "done"

    def _require_state(self, state: str, message: Message) -> None:
        require(self._state == state, f"{message['type']} in state {self._state!r}")


class WebSocketConversation(Conversation):
    """connect, then accept and frames and close, or close at once, or a denial response."""

    def __init__(self, scope: Scope, extra_types: Collection[str]) -> None:
        super().__init__(scope, extra_types)
        self._state = "new"
        self.from_server = {
            "websocket.connect": self._connect,
            "websocket.receive": self._frame,
            "websocket.disconnect": self._disconnect,
        }
        self.from_app = {
            "websocket.accept": self._accept,
            "websocket.send": self._frame,
            "websocket.close": self._close,
            "websocket.http.response.start": self._denial_start,
            "websocket.http.response.body": self._denial_body,
        }

    def check_return(self) -> None:
        complete = self._state == "done" or self.disconnected
        require(complete, f"the application returned in state {self._state!r}: the connection is not closed")

    def _connect(self, message: Message) -> None:
        self._require_state(message, "new")
        self._state = "connecting"

    def _frame(self, message: Message) -> None:
        self._require_state(message, "open")
        if message["type"] == "websocket.receive":
            require(not self.disconnected, "websocket.receive after websocket.disconnect")
        check_text_or_bytes(message)

    def _disconnect(self, message: Message) -> None:
        field(message, "code", int, 1005)
        field(message, "reason", str, None)
        self.disconnected = True

    def _accept(self, message: Message) -> None:
        self._require_state(message, "connecting")
        field(message, "subprotocol", str, None)
        check_headers(message)
        if message.get("headers"):
            version = self._scope.get("asgi", {}).get("spec_version", "2.0")
            require(
                version not in ("2.0", "1.0"),
                f"headers on websocket.accept need 2.1, the server has {version}",
            )
        self._state = "open"

    def _close(self, message: Message) -> None:
        self._require_state(message, "connecting", "open")
        field(message, "code", int, 1000)
        field(message, "reason", str, None)
        self._state = "done"

    def _denial_start(self, message: Message) -> None:
        self._require_extension("websocket.http.response")
        self._require_state(message, "connecting")
        status = field(message, "status", int)
        require(200 <= status <= 599, f"{status} is not the status of a final response")
        check_headers(message)
        self._state = "denying"

    def _denial_body(self, message: Message) -> None:
        self._require_state(message, "denying")
        field(message, "body", bytes, b"")
        if not field(message, "more_body", bool, False):
            self._state = "done"

    def _require_state(self, message: Message, *states: str) -> None:
        require(self._state in states, f"{message['type']} in state {self._state!r}")


class LifespanConversation(Conversation):
    """startup and its answer, shutdown and its answer."""

    def __init__(self, scope: Scope, extra_types: Collection[str]) -> None:
        super().__init__(scope, extra_types)
        self._state = "new"
        self.from_server = {
            "lifespan.startup": self._step("new", "starting"),
            "lifespan.shutdown": self._step("started", "stopping"),
        }
        self.from_app = {
            "lifespan.startup.complete": self._step("starting", "started"),
            "lifespan.startup.failed": self._step("starting", "done"),
            "lifespan.shutdown.complete": self._step("stopping", "done"),
            "lifespan.shutdown.failed": self._step("stopping", "done"),
        }

    def check_return(self) -> None:
        require(self._state not in ("starting", "stopping"), f"the application returned while {self._state}")

    def _step(self, before: str, after: str) -> Callable[[Message], None]:
        def step(message: Message) -> None:
            require(self._state == before, f"{message['type']} in state {self._state!r}")
            field(message, "message", str, "")
            self._state = after

        return step


CONVERSATIONS: dict[str, type[Conversation]] = {
    "http": HTTPConversation,
    "websocket": WebSocketConversation,
    "lifespan": LifespanConversation,
}
