"""AgentFlow's wire, as its TypeScript client speaks it."""

from __future__ import annotations

from asgi_agent.protocols.agentflow.protocol import AgentFlowProtocol as AgentFlowProtocol
