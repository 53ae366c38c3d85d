"""LangGraph: compiled graphs of this process, and `RemoteGraph`, which stands for one on another server.

Nothing here imports LangGraph. Whoever has a graph to serve has imported it, so the few classes that are
needed are found in `sys.modules`.
"""

from __future__ import annotations

from asgi_agent.graphs.langgraph.adapter import LangGraphAdapter
from asgi_agent.graphs.langgraph.shape import is_langgraph, is_remote_graph, is_uncompiled_langgraph

__all__ = ["LangGraphAdapter", "is_langgraph", "is_remote_graph", "is_uncompiled_langgraph"]
