"""The columns of AgentMap's format, under all the names that its documentation gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from asgi_agent.workflows.errors import Fault, closest

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


class Header(NamedTuple):
    """What each column is, None for one that is none of ours or in doubt, and what is wrong with them."""

    columns: list[str | None]
    faults: list[Fault]
    doubled: bool


def read_header(cells: Sequence[str], *, strict: bool) -> Header:
    """The columns of a file.

    An unknown column is left out; with `strict`, one that looks like one of ours misspelt is a fault, and is
    taken for that one, so that what else is wrong can be told. Of two with one meaning neither is taken.
    """
    columns = [_CANONICAL.get(cell.casefold()) for cell in cells]
    faults = []
    doubled = set()
    for place, (cell, name) in enumerate(zip(cells, columns, strict=True)):
        if name is not None and name in columns[:place]:
            faults.append(Fault(f"{cell!r} and {cells[columns.index(name)]!r} are both {name}", 1))
            doubled.add(name)
        if name is None and strict and cell and (meant := closest(cell, _NAMES, likeness=0.85)):
            faults.append(Fault(f"unknown column {cell!r}; did you mean {meant!r}?", 1))
            if _CANONICAL[meant.casefold()] not in columns:
                columns[place] = _CANONICAL[meant.casefold()]
    faults.extend(
        Fault(f"there is no column {name}, or {', '.join(COLUMNS[name])}", 1)
        for name in REQUIRED
        if name not in columns
    )
    return Header([None if name in doubled else name for name in columns], faults, bool(doubled))
