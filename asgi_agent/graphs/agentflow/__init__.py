"""Runs graphs of AgentFlow, under its old name (`agentflow`) and its new one (10xgraph, `tenxgraph`)."""

from __future__ import annotations

from asgi_agent.graphs.agentflow.adapter import AgentFlowAdapter
from asgi_agent.graphs.agentflow.framework import is_agentflow, is_uncompiled_agentflow
from asgi_agent.graphs.agentflow.isolation import check_isolated

__all__ = ["AgentFlowAdapter", "check_isolated", "is_agentflow", "is_uncompiled_agentflow"]
