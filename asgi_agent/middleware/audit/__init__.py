"""An audit record of every request and WebSocket, around any ASGI application."""

from __future__ import annotations

from asgi_agent.middleware.audit.middleware import AuditLogMiddleware

__all__ = ["AuditLogMiddleware"]
