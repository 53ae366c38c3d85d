"""Workflows as path operations of a FastAPI application."""

from __future__ import annotations

from asgi_agent.hosts.fastapi.include import include_agent_routes as include_agent_routes
from asgi_agent.workflow_service.config import AgentConfig as AgentConfig
from asgi_agent.workflow_service.service import WorkflowService as WorkflowService

__all__ = ["AgentConfig", "WorkflowService", "include_agent_routes"]
