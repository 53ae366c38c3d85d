"""AgentMap: workflows of an existing project, run by AgentMap's own runtime.

For a project that relies on AgentMap's own agents and services. A CSV file alone is better served compiled,
by `asgi_agent.workflows`: faster, with its edges mended, and without this dependency.

Nothing here imports AgentMap before the first run, since that takes seconds.
"""

from __future__ import annotations

from asgi_agent.graphs.agentmap.adapter import AgentMapGraph

__all__ = ["AgentMapGraph"]
