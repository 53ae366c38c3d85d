"""The columns of AgentMap's format, under all the names that its documentation gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asgi_agent.workflows.errors import Fault, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

COLUMNS: dict[str, tuple[str, ...]] = {
    "GraphName": ("graph_name", "Graph", "WorkflowName", "workflow_name", "workflow"),
    "Node": ("node_name", "NodeName", "Step", "StepName", "name"),
    "AgentType": ("agent_type", "Agent", "Type"),
    "Prompt": ("Instructions", "Template", "prompt_template"),
    "Description": ("desc", "Details"),
    "Context": ("Config", "Configuration"),
    "Input_Fields": ("Inputs", "InputFields"),
    "Output_Field": ("Output", "OutputField"),
    "Edge": ("next_node", "NextNode", "Target", "next"),
    "Success_Next": ("next_on_success", "SuccessTarget", "on_success"),
    "Failure_Next": ("next_on_failure", "FailureTarget", "on_failure"),
    "Tool_Source": ("ToolSource", "ToolFile", "ToolModule"),
    "Available_Tools": ("AvailableTools", "Tools", "ToolList"),
}
REQUIRED = ("GraphName", "Node")

_NAMES = [alias for name, aliases in COLUMNS.items() for alias in (name, *aliases)]
_CANONICAL = {alias.casefold(): name for name, aliases in COLUMNS.items() for alias in (name, *aliases)}


def read_header(cells: Sequence[str], *, strict: bool) -> tuple[list[str | None], list[Fault]]:
    """What each column is, None for one that is none of ours, and what is wrong with the header.

    An unknown column is left out; with `strict`, one that looks like one of ours misspelt is a fault.
    """
    columns: list[str | None] = []
    faults = []
    for cell in cells:
        name = _CANONICAL.get(cell.casefold())
        if name is not None and name in columns:
            first = cells[columns.index(name)]
            faults.append(Fault(f"{cell!r} and {first!r} are both {name}", 1))
        if name is None and strict and cell and (hint := did_you_mean(cell, _NAMES, likeness=0.85)):
            faults.append(Fault(f"unknown column {cell!r}{hint}", 1))
        columns.append(name)
    faults.extend(
        Fault(f"there is no column {name}, or {', '.join(COLUMNS[name])}", 1)
        for name in REQUIRED
        if name not in columns
    )
    return columns, faults
