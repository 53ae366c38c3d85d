"""`ASGIValidator`: a middleware that changes nothing and lets no invalid ASGI message pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asgi_agent.testing._checks import ASGIProtocolError, check_scope
from asgi_agent.testing._conversations import CONVERSATIONS

if TYPE_CHECKING:
    from collections.abc import Collection

    from asgi_agent.middleware._types import ASGIApp, Receive, Scope, Send

__all__ = ["ASGIProtocolError", "ASGIValidator"]


class ASGIValidator:
    """Raises on whatever breaks ASGI, in either direction; put it on both sides of a middleware under test.

        app = ASGIValidator(MyMiddleware(ASGIValidator(application)))

    Sees to required keys and types of scope and messages, header pairs (bytes, lower-case names, no control
    characters), the order of messages, extensions that the server did not offer, an answer that stays
    incomplete, and `receive` awaited by two consumers at once. Follows ASGI 3.0 with HTTP and WebSocket
    messages 2.5 and lifespan 2.0. Connections of other types pass unseen.

    A fault is raised where it happens, and once more when the application has swallowed it.

    Args:
        app: the application to watch.
        check_scope: False for servers whose scopes are known to differ; granian's ports are text, say.
        extra_types: message types to let pass besides those of the specification.

    Raises:
        ASGIProtocolError: from the call, from `receive` or from `send`.
    """

    def __init__(self, app: ASGIApp, *, check_scope: bool = True, extra_types: Collection[str] = ()) -> None:
        self.app = app
        self.check_scope = check_scope
        self.extra_types = frozenset(extra_types)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in CONVERSATIONS:
            await self.app(scope, receive, send)
            return
        if self.check_scope:
            check_scope(scope)
        conversation = CONVERSATIONS[scope["type"]](scope, self.extra_types)
        try:
            await self.app(scope, *conversation.watch(receive, send))
        finally:
            if conversation.fault is not None:
                raise conversation.fault
        conversation.check_return()
