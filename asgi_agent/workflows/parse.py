"""From rows to workflows: everything that can be seen without running anything is seen here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asgi_agent.workflows import cells
from asgi_agent.workflows.columns import read_header
from asgi_agent.workflows.errors import Fault, WorkflowError, did_you_mean
from asgi_agent.workflows.model import Node, Targets, Workflow
from asgi_agent.workflows.table import Row, read_file, read_rows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

RESERVED = frozenset("|:")  # LangGraph parts the names of nodes by them where one runs inside another


def parse_csv(path: Path, *, strict: bool = True) -> dict[str, Workflow]:
    """The workflows of a file, by name.

    Args:
        path: of the file.
        strict: refuse what AgentMap takes and drops without a word: a `Success_Next` beside an `Edge`, and
            columns that look like misspelt ones. A `Failure_Next` beside an `Edge` is no contradiction.

    Raises:
        WorkflowError: with every fault of the file.
        OSError: it cannot be read.
    """
    return parse(path.name, read_file(path), strict=strict)


def parse(file: str, data: bytes, *, strict: bool = True) -> dict[str, Workflow]:
    """The same of what has been read already.

    Raises:
        WorkflowError: with every fault of the file.
    """
    header, *rows = read_rows(file, data)
    columns, faults = read_header(header.cells, strict=strict)
    if faults:
        raise WorkflowError(file, faults)
    graphs: dict[str, dict[str, Node]] = {}
    named: dict[str, set[str]] = {}
    for row in rows:
        record, found = _record(row, columns)
        # Also of a row that is wrong, lest every way to it is called wrong as well.
        named.setdefault(record.get("GraphName", ""), set()).add(record.get("Node", ""))
        faults.extend(found or _add(graphs, record, row.line, strict=strict))
    for name, nodes in graphs.items():
        faults.extend(_check_targets(nodes, named[name]))
    if not faults and not graphs:
        faults.append(Fault("the file holds no nodes"))
    if faults:
        raise WorkflowError(file, sorted(faults, key=lambda fault: fault.line or 0))
    return {name: Workflow(name, file, nodes) for name, nodes in graphs.items()}


def _record(row: Row, columns: list[str | None]) -> tuple[dict[str, str], list[Fault]]:
    """The cells of our columns by name; a row may be shorter than the header, not longer."""
    record = {name: cell for name, cell in zip(columns, row.cells, strict=False) if name is not None}
    if any(row.cells[len(columns) :]):
        message = f"{len(row.cells)} cells under {len(columns)} columns; a comma inside a cell needs quotes"
        return record, [Fault(message, row.line)]
    missing = [name for name in ("GraphName", "Node") if not record.get(name)]
    return record, [Fault("the cell is empty", row.line, name) for name in missing]


def _add(
    graphs: dict[str, dict[str, Node]], record: dict[str, str], line: int, *, strict: bool
) -> Iterable[Fault]:
    nodes = graphs.setdefault(record["GraphName"], {})
    name = record["Node"]
    if name in nodes:
        return [Fault(f"the node {name!r} is in line {nodes[name].line} as well", line, "Node")]
    if name == cells.END or name.startswith("__"):
        return [Fault(f"{name!r} means something else and cannot name a node", line, "Node")]
    if reserved := sorted(RESERVED & set(name)):
        return [Fault(f"{name!r} has a {reserved[0]!r}, which no node of LangGraph may have", line, "Node")]
    try:
        context = cells.read_context(record.get("Context", ""))
    except ValueError as error:
        return [Fault(str(error), line, "Context")]
    edge, success, failure = (
        cells.read_targets(record.get(column, "")) for column in ("Edge", "Success_Next", "Failure_Next")
    )
    faults = []
    if edge and success:
        if strict:
            faults.append(Fault("a row has an Edge or a Success_Next, not both", line, "Edge"))
        success = failure = Targets()
    elif edge and failure:
        edge, success = Targets(), edge
    nodes[name] = Node(
        name=name,
        line=line,
        agent=record.get("AgentType", "") or "default",
        prompt=record.get("Prompt", ""),
        description=record.get("Description", ""),
        context=context,
        inputs=cells.read_inputs(record.get("Input_Fields", "")),
        outputs=cells.read_outputs(record.get("Output_Field", "")),
        edge=edge,
        success=success,
        failure=failure,
        tools=cells.read_tools(record.get("Available_Tools", "")),
    )
    return faults


def _check_targets(nodes: dict[str, Node], named: set[str]) -> Iterable[Fault]:
    for node in nodes.values():
        ways = (("Edge", node.edge), ("Success_Next", node.success), ("Failure_Next", node.failure))
        for column, targets in ways:
            for target in targets.nodes:
                if target not in named and target not in (cells.END, "__end__"):
                    hint = did_you_mean(target, [*named, cells.END])
                    yield Fault(f"there is no node {target!r}{hint}", node.line, column)
