"""Workflows as path operations of a FastAPI application."""

from __future__ import annotations

from asgi_agent.hosts.fastapi.include import include_agent_routes as include_agent_routes

__all__ = ["include_agent_routes"]
