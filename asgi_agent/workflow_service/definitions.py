"""A workflow in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from asgi_agent.graphs.base import GraphDescription
    from asgi_agent.workflows.model import Node, Workflow


def definition_of(name: str, graph: GraphDescription, workflow: Workflow | None) -> dict[str, Any]:
    """What `get_workflow_definition` gives: of a workflow in a CSV file, its rows as well; never its prompts.

    Args:
        name: that it is served under.
        graph: what its adapter says of it.
        workflow: how it is written, if it is.
    """
    if workflow is None:
        nodes = [{"name": node} for node in graph.nodes]
        entry = next((edge.target for edge in graph.edges if edge.source == "__start__"), None)
    else:
        nodes = [_row(node) for node in workflow.nodes.values()]
        entry = workflow.entry.name
    return {
        "name": name,
        "kind": graph.kind,
        "file": None if workflow is None else workflow.file,
        "entry_point": entry,
        "nodes": nodes,
        "edges": [msgspec.to_builtins(edge) for edge in graph.edges],
        "input_schema": graph.input_schema,
        "output_schema": graph.output_schema,
        "mermaid": graph.mermaid,
    }


def _row(node: Node) -> dict[str, Any]:
    return {
        "name": node.name,
        "agent_type": node.agent,
        "description": node.description,
        "inputs": [each.key for each in node.inputs],
        "outputs": [each.key for each in node.outputs],
    }
