"""How the app describes itself: a descriptor, an OpenAPI document, a page to read and try it on."""

from __future__ import annotations

from asgi_agent.protocols.description.routes import Documentation as Documentation
