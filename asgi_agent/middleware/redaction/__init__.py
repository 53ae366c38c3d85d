"""Redaction on the wire, around any ASGI application."""

from __future__ import annotations

from asgi_agent.middleware.redaction.middleware import PHIRedactionMiddleware
from asgi_agent.middleware.redaction.target import redacted_target

__all__ = ["PHIRedactionMiddleware", "redacted_target"]
