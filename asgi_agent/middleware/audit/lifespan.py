"""The end of a server's life, which is the end of what it writes to the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asgi_agent.audit.log import AuditLog
    from asgi_agent.middleware._types import Message, Send

_ENDS = frozenset({"lifespan.shutdown.complete", "lifespan.shutdown.failed"})


def closing(log: AuditLog, send: Send) -> Send:
    """A `send` that closes the log when the application has shut down."""

    async def send_closing(message: Message) -> None:
        if message["type"] in _ENDS:
            await log.aclose()
        await send(message)

    return send_closing
