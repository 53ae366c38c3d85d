"""`PHIRedactionMiddleware`: identifiers of patients do not pass, whatever the transport."""

from __future__ import annotations

import inspect
import math
from typing import TYPE_CHECKING, Any, get_args

from asgiref.compatibility import guarantee_single_callable

from asgi_agent.errors import ConfigurationError
from asgi_agent.middleware.redaction.bodies import Unreadable
from asgi_agent.middleware.redaction.conversation import Conversation, Limits
from asgi_agent.middleware.redaction.http import HTTPConversation
from asgi_agent.middleware.redaction.websocket import WebSocketConversation
from asgi_agent.middleware.redaction.wire import WireRedaction
from asgi_agent.phi.policy import SAFE_HARBOR, Policy
from asgi_agent.phi.redactor import Redactor
from asgi_agent.redaction.memory import ThreadMemory
from asgi_agent.redaction.request import Inbound, Outbound, RequestRedaction
from asgi_agent.scope import REDACTION_KEY, hand_down

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from asgi_agent.middleware._types import ASGIApp, Receive, Scope, Send
    from asgi_agent.phi.spans import Label
    from asgi_agent.phi.vault import Vault

MIB = 1024 * 1024


class PHIRedactionMiddleware:
    """Redacts what goes into an application and what comes out of it.

    Around `AgentASGI` it hands its policy down in the scope (`asgi_agent.redaction`), and the agent redacts
    the input and the events of its runs itself, before any buffer, store or encoder has them. Around any
    other application it works on the wire: JSON by key and content, FHIR and HL7 v2 by structure, event
    streams, NDJSON, text, HTML, forms, WebSocket messages, query strings, and response headers. A text that
    comes in pieces is held back as far as a later piece may change what it is, and no further. What nobody
    here can read is refused: 415 for a request, 502 for a response, 1003 or 1011 for a WebSocket.

    Not read are request headers, paths, and cookies, which applications sign; `redacted_target` gives a
    target that may be logged. Where redaction itself fails, as when a vault is gone, the answer is a problem
    of status 500 or 503, and 1011 on a WebSocket.

    It is a floor, not a certificate: see `asgi_agent.phi.Redactor`. Follows ASGI 3.0, RFC 9110 and RFC 9457.

    Args:
        app: the application to wrap; ASGI 2 applications are adapted.
        inbound: what becomes of identifiers in what the client sends. `redact` puts placeholders in their
            place. `pseudonymise` puts tokens there, which `vault` can turn back. `reject` answers 422 with
            their kinds and places, or closes a WebSocket with 1008. `pass` does not look.
        outbound: what becomes of them in what the application answers. `redact` puts placeholders in their
            place. `restore` does that, and turns tokens back into values for whom `may_reveal` lets see them.
            `pass` does not look.
        policy: what is removed, kept or generalised, or the name of a preset; None: `SAFE_HARBOR`.
        redactor: finds and replaces, with recognizers say; in place of `policy`.
        vault: keeps what tokens stand for; by default, where tokens are asked for, in this process's memory.
        may_reveal: `(principal, run)`, or `(principal, scope)` on the wire, sync or async: whether the
            caller may see what tokens stand for. None: nobody may.
        thread: `(scope)` names the conversation of a request on the wire, so that its tokens and its names
            are remembered in the next; trusted to name one that the caller may use. None: each request
            is one of its own.
        known: `(scope)` gives identifiers that the host knows of, found wherever they stand; a mapping gives
            each its label.
        tools_may_reveal: whether code in a graph may see what tokens stand for, by `Run.reveal`.
        exempt: `(scope)` says of a request that it passes unread, as static files may.
        unreadable: what becomes of bodies and messages that cannot be read, such as pictures, or are too
            large: `refuse`, or `pass` as they are.
        max_body: bytes that a request's body or a WebSocket message may have, also once decompressed.
        max_response: bytes that a response may have which has to be read whole, as JSON has.
        pause: seconds of silence after which a message of an event stream, a line or a WebSocket counts as
            whole of which nothing says whether it is a piece. None: it waits for the next or for the end,
            so that an application which pauses within an identifier gives nothing of it away.

    Raises:
        ConfigurationError: an option has a value that cannot work.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        inbound: Inbound = "redact",
        outbound: Outbound = "redact",
        policy: Policy | str | None = None,
        redactor: Redactor | None = None,
        vault: Vault | None = None,
        may_reveal: Callable[..., Any] | None = None,
        thread: Callable[[Scope], str | None] | None = None,
        known: Callable[[Scope], Iterable[str] | Mapping[str, Label] | None] | None = None,
        tools_may_reveal: bool = False,
        exempt: Callable[[Scope], object] | None = None,
        unreadable: Unreadable = "refuse",
        max_body: int = MIB,
        max_response: int = 16 * MIB,
        pause: float | None = 3.0,
    ) -> None:
        _check_options(app, inbound, outbound, unreadable, max_body, max_response)
        if pause is not None and not (isinstance(pause, int | float) and 0 < pause < math.inf):
            raise ConfigurationError(f"pause= is a number of seconds above 0, or None, not {pause!r}")
        _check_parts(policy, redactor, vault)
        _check_hooks(may_reveal=may_reveal, thread=thread, known=known, exempt=exempt)
        self.app: ASGIApp = guarantee_single_callable(app)  # type: ignore[no-untyped-call]
        self.inbound = inbound
        self.outbound = outbound
        self.redactor = redactor or Redactor(SAFE_HARBOR if policy is None else policy)
        self.vault = vault
        if vault is None and (inbound == "pseudonymise" or outbound == "restore"):
            self.vault = _vault_in_memory()
        self.may_reveal = may_reveal
        self.thread = thread
        self.known = known
        self.tools_may_reveal = tools_may_reveal
        self.exempt = exempt
        self.limits = Limits(max_body, max_response, unreadable, pause)
        self.memory = ThreadMemory()
        # Now rather than in the first request: the rules and their lists are read, and options found wrong.
        self.redactor.redact("Warm up")
        self._policy({})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        kind: type[Conversation] | None = _CONVERSATIONS.get(scope["type"])
        if kind is None or (self.exempt is not None and self.exempt(scope)):
            await self.app(scope, receive, send)
            return
        policy = self._policy(scope)
        inner = {**scope, REDACTION_KEY: policy}
        hand_down(inner)
        wire = WireRedaction(policy, inner)
        try:
            await kind(wire, scope, receive, send, self.limits).run(self.app, inner)
        finally:
            wire.close()

    def _policy(self, scope: Scope) -> RequestRedaction:
        return RequestRedaction(
            self.redactor,
            inbound=self.inbound,
            outbound=self.outbound,
            vault=self.vault,
            may_reveal=self.may_reveal,
            thread=self.thread,
            known=self.known(scope) if self.known is not None and scope else (),
            tools_may_reveal=self.tools_may_reveal,
            memory=self.memory,
            outer=scope.get(REDACTION_KEY),
        )


def _vault_in_memory() -> Vault:
    from asgi_agent.phi.vault import Vault

    return Vault()


_CONVERSATIONS: dict[str, type[Conversation]] = {
    "http": HTTPConversation,
    "websocket": WebSocketConversation,
}


def _check_options(
    app: object, inbound: str, outbound: str, unreadable: str, max_body: int, max_response: int
) -> None:
    if not callable(app):
        raise ConfigurationError(f"an ASGI application is a callable, not {type(app).__qualname__}")
    for name, value, choices in (
        ("inbound", inbound, get_args(Inbound)),
        ("outbound", outbound, get_args(Outbound)),
        ("unreadable", unreadable, get_args(Unreadable)),
    ):
        if value not in choices:
            raise ConfigurationError(f"{name}= is one of {', '.join(choices)}, not {value!r}")
    for name, limit in (("max_body", max_body), ("max_response", max_response)):
        if not isinstance(limit, int) or limit <= 0:
            raise ConfigurationError(f"{name}= is a number of bytes above 0, not {limit!r}")


def _check_parts(policy: object, redactor: object, vault: object) -> None:
    if redactor is not None and not isinstance(redactor, Redactor):
        raise ConfigurationError(f"redactor= is a Redactor, not {type(redactor).__qualname__}")
    if redactor is not None and policy is not None:
        raise ConfigurationError("policy= and redactor= are given; a redactor has a policy of its own")
    if vault is None:
        return
    from asgi_agent.phi.vault import Vault

    if not isinstance(vault, Vault):
        raise ConfigurationError(f"vault= is a Vault, not {type(vault).__qualname__}")


def _check_hooks(**hooks: Callable[..., Any] | None) -> None:
    for name, hook in hooks.items():
        if hook is None:
            continue
        if not callable(hook):
            raise ConfigurationError(f"{name}= is a callable, not {type(hook).__qualname__}")
        # A coroutine is true, whatever it would come to: all requests would be exempt, say.
        if name != "may_reveal" and any(map(inspect.iscoroutinefunction, (hook, type(hook).__call__))):
            raise ConfigurationError(f"{name}= is called and not awaited; give a plain function")
