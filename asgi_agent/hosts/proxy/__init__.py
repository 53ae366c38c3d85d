"""The sidecar: an agent server behind a route of the host's."""

from __future__ import annotations

from asgi_agent.hosts.proxy.app import AgentProxy as AgentProxy

__all__ = ["AgentProxy"]
