"""What a request and a WebSocket have in common."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from asgi_agent.scope import REQUEST_ID_KEY

if TYPE_CHECKING:
    from starlette.requests import HTTPConnection
    from starlette.types import Message, Receive, Scope, Send


class ClientDisconnected(Exception):
    """The client has left; there is nobody to answer."""


class Connection:
    """A scope that the correlation layer has marked, and a client at the other end.

    Attributes:
        params: values of the route's path parameters.
    """

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scope = scope
        self.receive = receive
        self.params: dict[str, str] = {}
        self._raw_send = send

    @property
    def request_id(self) -> str:
        """The correlation id of the request, or of the handshake."""
        request_id: str = self.scope[REQUEST_ID_KEY]
        return request_id

    @cached_property
    def connection(self) -> HTTPConnection:
        """The same as Starlette shows it, for the host's callables."""
        from starlette.requests import HTTPConnection

        return HTTPConnection(self.scope)

    async def _send(self, message: Message) -> None:
        try:
            await self._raw_send(message)
        except OSError as error:  # as ASGI 2.4 has it; today's servers say nothing
            raise ClientDisconnected from error
