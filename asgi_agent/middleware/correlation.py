"""`CorrelationIdMiddleware`: an id of our own for every request, and what the caller said about theirs."""

from __future__ import annotations

import logging
import re
import sys
from typing import TYPE_CHECKING, Any, Literal, get_args

from asgiref.compatibility import guarantee_single_callable

from asgi_agent.errors import ConfigurationError, MalformedRequestError
from asgi_agent.ids import random_id
from asgi_agent.middleware._refusal import refuse
from asgi_agent.middleware._request_id import (
    DEFAULT_HEADER,
    RequestIdFilter,
    add_request_id,
    current_request_id,
    forward_request_id,
    forward_request_id_sync,
    get_request_id,
)
from asgi_agent.middleware._trace_context import TraceContext, parse_trace_context
from asgi_agent.scope import PARENT_REQUEST_ID_KEY, REQUEST_ID_KEY, TRACE_CONTEXT_KEY, hand_down

if TYPE_CHECKING:
    from collections.abc import Callable

    from asgi_agent.middleware._types import ASGIApp, Message, Receive, Scope, Send

__all__ = [
    "CorrelationIdMiddleware",
    "RequestIdFilter",
    "TraceContext",
    "add_request_id",
    "forward_request_id",
    "forward_request_id_sync",
    "get_request_id",
]

Inbound = Literal["accept", "record", "ignore", "reject"]
Trace = Literal["public", "trusted", "ignore"]

logger = logging.getLogger(__name__)

# What an id may look like, on the raw bytes: it ends up in logs, headers and audit records. `uuid.UUID(...)`,
# which other packages ask, takes a line break (0x85), 10 KB of "urn:" and Arabic digits for part of a UUID.
default_validator = re.compile(rb"[A-Za-z0-9][A-Za-z0-9._-]{0,127}").fullmatch

# No validator of the host's may widen the rule beyond this: visible ASCII, of a length fit for a log line.
_visible = re.compile(rb"[\x21-\x7e]{1,256}").fullmatch
_header_name = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+").fullmatch

_TRACE_HEADERS = frozenset({b"traceparent", b"tracestate", b"baggage"})
_STARTS = frozenset({"http.response.start", "websocket.http.response.start"})
_STARTS_AND_ACCEPT = _STARTS | {"websocket.accept"}


def default_generator() -> str:
    """128 random bits as 32 hex digits, which is also what a W3C trace id looks like."""
    return random_id()


class CorrelationIdMiddleware:
    """Gives each HTTP request and WebSocket an id, and puts it in the scope, the context and the response.

    Make it the outermost layer (`app = CorrelationIdMiddleware(app)`, not `app.add_middleware`), so that a
    framework's own 500 response carries the id as well. Mounted twice, the inner one changes nothing.

    The wrapped application finds in its copy of the scope:

    - `asgi_agent.request_id`: the id. It is never a trace id, since one trace may hold many requests.
    - `asgi_agent.parent_request_id`: the valid id that the caller sent, unless it became the id; else None.
    - `asgi_agent.traceparent`: the caller's `TraceContext`, or None.

    The response header, on WebSocket handshakes too, replaces any of the same name. Of what the caller sends
    nothing is trusted: an id is taken over only when it is valid and came once, and an invalid one is neither
    echoed nor logged. Follows ASGI 3.0 (WebSocket messages up to 2.5), W3C Trace Context level 2, RFC 9457.

    Args:
        app: the ASGI application to wrap; ASGI 2 applications are adapted.
        header: name of the request and the response header.
        inbound: what becomes of the caller's id. `record` keeps it as the parent of our own. `accept` makes
            it the id, which lets the caller choose the same id twice: for trusted peers. `ignore` does not
            look. `reject` is `record`, but answers 400 to an invalid or repeated header.
        trace: what becomes of `traceparent`, `tracestate` and `baggage`. `public` keeps the trace context as
            something to link to and takes the three headers out of the request, since tracing inside would
            let the caller choose trace id and sampling, and write baggage. `trusted` marks it as the parent
            and leaves the headers. `ignore` leaves the headers to others and reads nothing.
        generator: makes ids; text of visible ASCII. Called once here to see that.
        validator: judges an inbound id by its raw bytes. Beyond its verdict an id is visible ASCII of at
            most 256 bytes.
        clear_log_context: forget structlog's context variables at entry, as servers leak them from one
            request into the next. Turn it off only if a layer outside this one binds some for the request.

    Raises:
        ConfigurationError: an option has a value that cannot work.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        header: str = DEFAULT_HEADER,
        inbound: Inbound = "record",
        trace: Trace = "public",
        generator: Callable[[], str] = default_generator,
        validator: Callable[[bytes], object] = default_validator,
        clear_log_context: bool = True,
    ) -> None:
        _check_options(app, header, inbound, trace, generator, validator)
        self.app: ASGIApp = guarantee_single_callable(app)  # type: ignore[no-untyped-call]
        self.header = header
        self.inbound = inbound
        self.trace = trace
        self.generator = generator
        self.validator = validator
        self.clear_log_context = clear_log_context
        self._name = header.lower().encode("ascii")
        wanted = {self._name} if inbound != "ignore" else set()
        self._wanted = frozenset(wanted | _TRACE_HEADERS if trace != "ignore" else wanted)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        if REQUEST_ID_KEY in scope:  # mounted twice; a layer between may have lost the context
            current_request_id.set(scope[REQUEST_ID_KEY])
            await self.app(scope, receive, send)
            return

        found = self._find(scope)
        request_id, parent_id, fault = self._identify(found)
        self._enter_context(request_id)
        send = self._stamped(scope, send, request_id)
        if fault is not None:
            logger.warning("request %s came with %s in %s", request_id, fault, self.header)
            if self.inbound == "reject":
                problem = MalformedRequestError(f"The {self.header} header has {fault}.")
                await refuse({**scope, REQUEST_ID_KEY: request_id}, receive, send, problem)
                return
        inner = self._inner_scope(scope, found, request_id, parent_id)
        hand_down(inner)
        await self.app(inner, receive, send)

    def _find(self, scope: Scope) -> dict[bytes, list[bytes]]:
        wanted = self._wanted
        found: dict[bytes, list[bytes]] = {}
        for name, value in scope.get("headers") or ():
            if (lowered := name.lower()) in wanted:
                found.setdefault(lowered, []).append(value)
        return found

    def _identify(self, found: dict[bytes, list[bytes]]) -> tuple[str, str | None, str | None]:
        """The request's id, its parent's, and what is wrong with what came."""
        values = found.get(self._name)
        if values is None:
            return self.generator(), None, None
        if len(values) > 1:
            return self.generator(), None, "several values"
        if not (_visible(values[0]) and self.validator(values[0])):
            return self.generator(), None, "an invalid value"
        inbound_id = values[0].decode("ascii")
        if self.inbound == "accept":
            return inbound_id, None, None
        return self.generator(), inbound_id, None

    def _enter_context(self, request_id: str) -> None:
        # Set whatever stood there, and never reset: the next request on this connection may start in this
        # context before a reset would run, and a layer outside may want the id for its own last words.
        current_request_id.set(request_id)
        if self.clear_log_context and (log_context := sys.modules.get("structlog.contextvars")) is not None:
            log_context.clear_contextvars()

    def _stamped(self, scope: Scope, send: Send, request_id: str) -> Send:
        name = self._name
        stamp = (name, request_id.encode("ascii"))
        stamped_types = _STARTS_AND_ACCEPT if _accept_takes_headers(scope) else _STARTS

        async def send_stamped(message: Message) -> None:
            if message["type"] in stamped_types:
                headers = [pair for pair in message.get("headers") or () if pair[0].lower() != name]
                headers.append(stamp)
                message = {**message, "headers": headers}
            await send(message)

        return send_stamped

    def _inner_scope(
        self, scope: Scope, found: dict[bytes, list[bytes]], request_id: str, parent_id: str | None
    ) -> dict[str, Any]:
        inner = {
            **scope,
            REQUEST_ID_KEY: request_id,
            PARENT_REQUEST_ID_KEY: parent_id,
            TRACE_CONTEXT_KEY: None,
        }
        if found and self.trace != "ignore":
            inner[TRACE_CONTEXT_KEY] = parse_trace_context(
                found.get(b"traceparent", ()), found.get(b"tracestate", ()), trusted=self.trace == "trusted"
            )
            if self.trace == "public" and not _TRACE_HEADERS.isdisjoint(found):
                inner["headers"] = [
                    pair for pair in scope["headers"] if pair[0].lower() not in _TRACE_HEADERS
                ]
        return inner


def _check_options(
    app: object, header: str, inbound: str, trace: str, generator: Callable[[], str], validator: object
) -> None:
    if not callable(app):
        raise ConfigurationError(f"an ASGI application is a callable, not {type(app).__qualname__}")
    if inbound not in get_args(Inbound):
        raise ConfigurationError(f"inbound= is one of {', '.join(get_args(Inbound))}, not {inbound!r}")
    if trace not in get_args(Trace):
        raise ConfigurationError(f"trace= is one of {', '.join(get_args(Trace))}, not {trace!r}")
    if not _header_name(header) or header.lower().encode() in _TRACE_HEADERS:
        raise ConfigurationError(f"header= is not a name that the request id may have: {header!r}")
    if not callable(validator):
        raise ConfigurationError("validator= is a callable that takes the id's bytes")
    if not callable(generator) or not isinstance(made := generator(), str) or not _visible(made.encode()):
        raise ConfigurationError("generator= must return text of 1 to 256 visible ASCII characters")


def _accept_takes_headers(scope: Scope) -> bool:
    """Whether `websocket.accept` may have headers: since 2.1, and a server that says nothing speaks 2.0."""
    if scope["type"] != "websocket":
        return False
    version = scope.get("asgi", {}).get("spec_version", "2.0")
    return version != "2.0" and not version.startswith("1")
