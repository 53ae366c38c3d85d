"""What it costs to write a graph as CSV: against LangGraph by hand, and AgentMap's own runtime."""

from __future__ import annotations
