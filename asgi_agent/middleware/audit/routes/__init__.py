"""Which route took a request, as a template: a path may name a patient, a template is code."""

from __future__ import annotations

from asgi_agent.middleware.audit.routes.finding import route_of as route_of
