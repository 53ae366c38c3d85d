"""Workflows in CSV files of AgentMap's format, compiled to ordinary LangGraph graphs.

from asgi_agent.workflows import load_csv

graphs = load_csv("triage.csv", agents={"classifier": classify})
app = AgentASGI(graphs)
"""

from __future__ import annotations

from asgi_agent.workflows.agents.step import Failed as Failed
from asgi_agent.workflows.errors import WorkflowError as WorkflowError
from asgi_agent.workflows.load import load_csv as load_csv
from asgi_agent.workflows.parse import parse_csv as parse_csv

__all__ = ["Failed", "WorkflowError", "load_csv", "parse_csv"]
