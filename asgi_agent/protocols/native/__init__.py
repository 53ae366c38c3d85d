"""The native wire: invoke, stream, batch, a websocket, and words about the graphs."""

from __future__ import annotations

from asgi_agent.protocols.native.http import NativeProtocol as NativeProtocol
