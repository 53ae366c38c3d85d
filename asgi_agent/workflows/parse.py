"""From rows to workflows: everything that can be seen without running anything is seen here."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from asgi_agent.workflows import cells
from asgi_agent.workflows.columns import REQUIRED, read_header
from asgi_agent.workflows.errors import Fault, WorkflowError, did_you_mean, few_guesses
from asgi_agent.workflows.model import Node, Targets, Workflow
from asgi_agent.workflows.routing import count_ways
from asgi_agent.workflows.table import Row, read_file, read_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from asgi_agent.workflows.columns import Header

RESERVED = frozenset("|:")  # LangGraph parts the names of nodes by them where one runs inside another
MAX_WAYS = 250_000


class Draft(NamedTuple):
    """The workflows of a file as far as they can be read; where there are faults, not to be run.

    Attributes:
        workflows: by name. Of rows with the same name the first.
        again: the other rows of such a name, each with the name of its workflow.
        unread: lines whose settings are not known, since they cannot be read.
        faults: what is wrong so far.
    """

    file: str
    workflows: dict[str, Workflow]
    again: list[tuple[str, Node]]
    unread: set[int]
    faults: list[Fault]


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
    draft = read_draft(path.name, read_file(path), strict=strict)
    if draft.faults:
        raise WorkflowError(draft.file, draft.faults)
    return draft.workflows


def read_draft(file: str, data: bytes, *, strict: bool = True) -> Draft:
    """The same of what has been read already, with its faults, so that others can be told with them.

    Raises:
        WorkflowError: it is no table of nodes at all, or one that is too large.
    """
    first, *rows = read_rows(file, data)
    header = read_header(first.cells, strict=strict)
    if any(name not in header.columns for name in REQUIRED):
        raise WorkflowError(file, header.faults)
    draft = Draft(file, {}, [], set(), header.faults)
    for row in rows:
        _add(draft, row, header, strict=strict)
    if not draft.workflows:
        draft.faults.append(Fault("the file holds no nodes"))
    if _many_ways(draft):
        raise WorkflowError(file, [Fault(f"the file has more than {MAX_WAYS} ways from node to node")])
    with few_guesses():
        draft.faults.extend(_lost(draft))
    draft.faults.sort(key=lambda fault: fault.line or 0)
    return draft


def _add(draft: Draft, row: Row, header: Header, *, strict: bool) -> None:
    """A row becomes a node whatever is wrong with it, lest every way to it is called wrong as well."""
    record = {name: cell for name, cell in zip(header.columns, row.cells, strict=False) if name is not None}
    if any(row.cells[len(header.columns) :]):
        wide = (
            f"{len(row.cells)} cells under {len(header.columns)} columns; a comma inside a cell needs quotes"
        )
        draft.faults.append(Fault(wide, row.line))
        draft.unread.add(row.line)
        record = {name: record.get(name, "") for name in REQUIRED}
    elif header.doubled:
        draft.unread.add(row.line)
    node = _node(draft, record, row.line, strict=strict)
    name = record.get("GraphName", "")
    nodes = draft.workflows.setdefault(name, Workflow(name, draft.file, {})).nodes
    if (first := nodes.setdefault(node.name, node)) is not node:
        draft.again.append((name, node))
        if node.name:
            message = f"the node {node.name!r} is in line {first.line} as well"
            draft.faults.append(Fault(message, row.line, "Node"))


def _node(draft: Draft, record: Mapping[str, str], line: int, *, strict: bool) -> Node:
    name = record.get("Node", "")
    draft.faults.extend(Fault("the cell is empty", line, each) for each in REQUIRED if not record.get(each))
    if name == cells.END or name.startswith("__"):
        draft.faults.append(Fault(f"{name!r} means something else and cannot name a node", line, "Node"))
    elif reserved := sorted(RESERVED & set(name)):
        message = f"{name!r} has a {reserved[0]!r}, which no node of LangGraph may have"
        draft.faults.append(Fault(message, line, "Node"))
    context = {}
    try:
        context = cells.read_context(record.get("Context", ""))
    except ValueError as error:
        draft.faults.append(Fault(str(error), line, "Context"))
        draft.unread.add(line)
    edge, success, failure = _ways(draft, record, line, strict=strict)
    return Node(
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


def _ways(draft: Draft, record: Mapping[str, str], line: int, *, strict: bool) -> Sequence[Targets]:
    edge, success, failure = (
        cells.read_targets(record.get(column, "")) for column in ("Edge", "Success_Next", "Failure_Next")
    )
    if edge and success and strict:
        draft.faults.append(Fault("a row has an Edge or a Success_Next, not both", line, "Edge"))
    elif edge and success:
        success = failure = Targets()
    elif edge and failure:
        edge, success = Targets(), edge
    return edge, success, failure


def _many_ways(draft: Draft) -> bool:
    more = sum(len(targets.nodes) for _, node in draft.again for targets in node.routes)
    return sum(map(count_ways, draft.workflows.values())) + more > MAX_WAYS


def _lost(draft: Draft) -> Iterator[Fault]:
    """Targets that are none."""
    rows = [(name, node) for name, workflow in draft.workflows.items() for node in workflow.nodes.values()]
    for name, node in (*rows, *draft.again):
        known = draft.workflows[name].nodes
        for column, targets in node.ways:
            for target in targets.nodes:
                if target not in known and target not in (cells.END, "__end__"):
                    hint = did_you_mean(target, chain(known, (cells.END,)))
                    yield Fault(f"there is no node {target!r}{hint}", node.line, column)
