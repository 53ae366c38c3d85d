"""Redaction around an agent: on the input of its runs and on their events, before anything else sees them."""

from __future__ import annotations

from asgi_agent.redaction.request import Inbound as Inbound
from asgi_agent.redaction.request import Outbound as Outbound
from asgi_agent.redaction.request import RequestRedaction as RequestRedaction
