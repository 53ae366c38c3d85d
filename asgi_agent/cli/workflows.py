"""`asgi-agent workflows`: check, list, show and run the workflows of a CSV file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import msgspec

from asgi_agent.cli.conversation import converse
from asgi_agent.cli.table import print_table
from asgi_agent.counted import counted
from asgi_agent.errors import ConfigurationError
from asgi_agent.workflows.errors import WorkflowError, did_you_mean

if TYPE_CHECKING:
    import argparse

    from asgi_agent.workflows.loader import Loader
    from asgi_agent.workflows.model import Node, Targets, Workflow
    from asgi_agent.workflows.parse import Draft

COLUMNS = ("line", "node", "agent", "takes", "gives", "goes to")
INVALID = 1


def add_parser(commands: Any) -> None:
    """Add the command and its own."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "workflows", help="check, list, show and run CSV workflows", description=__doc__
    )
    inner = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    check = inner.add_parser("check", help="say all that is wrong with a file; exits with 1 if anything is")
    check.set_defaults(run=_check)
    listed = inner.add_parser("list", help="the workflows of a file")
    listed.set_defaults(run=_list)
    show = inner.add_parser("show", help="the nodes of a workflow, as a table or a Mermaid drawing")
    show.add_argument("--format", choices=("table", "mermaid"), default="table")
    show.set_defaults(run=_show)
    run = inner.add_parser("run", help="run a workflow and print its state; asks where a node waits")
    run.add_argument("--input", default="{}", metavar="JSON", help="the state to begin with (default: {})")
    run.set_defaults(run=_run)
    for command in (check, listed, show, run):
        command.add_argument("file", metavar="FILE")
        command.add_argument(
            "--lenient", action="store_true", help="take what AgentMap takes and drops without a word"
        )
    for command in (check, show, run):
        command.add_argument("--agents", metavar="FILE", help="an AgentMap custom_agents.yaml; runs its code")
        command.add_argument("--prompts", metavar="DIR", help="where file:, yaml: and prompt: are looked up")
        command.add_argument("--data", metavar="DIR", help="where readers and writers keep their files")
    for command in (show, run):
        command.add_argument("workflow", nargs="?", metavar="NAME", help="default: the first of the file")


def _check(options: argparse.Namespace) -> None:
    draft = _read(options)
    try:
        _loader(options, draft).graphs()
    except WorkflowError as error:
        for fault in error.faults:  # agents, tools and the like are given in code, and not known here
            print(f"{'note: ' if fault.missing else ''}{fault.text(error.file)}", file=sys.stderr)
        if not all(fault.missing for fault in error.faults):
            sys.exit(INVALID)
    nodes = sum(len(workflow.nodes) for workflow in draft.workflows.values())
    held = f"{counted(len(draft.workflows), 'workflow')}, {counted(nodes, 'node')}"
    print(f"{options.file}: {held}, nothing wrong")


def _list(options: argparse.Namespace) -> None:
    rows = [("workflow", "nodes", "begins with")]
    rows += [
        (each.name, str(len(each.nodes)), each.entry.name) for each in _sound(options).workflows.values()
    ]
    print_table(rows)


def _show(options: argparse.Namespace) -> None:
    draft = _sound(options)
    workflow = _chosen(options, draft)
    if options.format == "mermaid":
        print(_loader(options, draft).drawing(workflow.name).get_graph().draw_mermaid())
    else:
        print_table([COLUMNS, *map(_row, workflow.nodes.values())])


def _run(options: argparse.Namespace) -> None:
    try:
        given = msgspec.json.decode(options.input)
    except msgspec.DecodeError:
        raise ConfigurationError("--input is a JSON object") from None
    if not isinstance(given, dict):
        raise ConfigurationError("--input is a JSON object")
    draft = _sound(options)
    name = _chosen(options, draft).name
    try:
        graph = _loader(options, draft).graphs(only=name)[name]
    except WorkflowError as error:
        _refuse(error)
    state = converse(graph, given)
    print(msgspec.json.format(msgspec.json.encode(state, enc_hook=str), indent=2).decode())


def _read(options: argparse.Namespace) -> Draft:
    """What the file says. It is read once, as it may be a pipe."""
    from asgi_agent.workflows.parse import read_draft
    from asgi_agent.workflows.table import read_file

    path = Path(options.file)
    try:
        return read_draft(path.name, read_file(path), strict=not options.lenient)
    except WorkflowError as error:
        _refuse(error)
    except OSError as error:
        raise ConfigurationError(f"{options.file}: {error.strerror}") from None


def _sound(options: argparse.Namespace) -> Draft:
    draft = _read(options)
    if draft.faults:
        _refuse(WorkflowError(draft.file, draft.faults))
    return draft


def _loader(options: argparse.Namespace, draft: Draft) -> Loader:
    from asgi_agent.workflows.load import given_agents
    from asgi_agent.workflows.loader import Loader
    from asgi_agent.workflows.prompts import Prompts

    return Loader(
        draft,
        agents=given_agents(options.agents or {}),
        prompts=Prompts(Path(options.prompts) if options.prompts else None),
        data=Path(options.data) if options.data else None,
    )


def _chosen(options: argparse.Namespace, draft: Draft) -> Workflow:
    name = options.workflow or next(iter(draft.workflows))
    if name not in draft.workflows:
        hint = did_you_mean(name, draft.workflows)
        raise ConfigurationError(f"{options.file}: there is no workflow {name!r}{hint}")
    return draft.workflows[name]


def _refuse(error: WorkflowError) -> NoReturn:
    print(error, file=sys.stderr)
    sys.exit(INVALID)


def _row(node: Node) -> tuple[str, ...]:
    ways = [("", node.edge), ("success: ", node.success), ("failure: ", node.failure)]
    goes = ", ".join(f"{when}{_targets(targets)}" for when, targets in ways if targets)
    takes = ", ".join(each.key for each in node.inputs)
    gives = ", ".join(each.key for each in node.outputs)
    return str(node.line), node.name, node.agent, takes or "-", gives or "-", goes or "END"


def _targets(targets: Targets) -> str:
    return f"func:{targets.function}" if targets.function is not None else " | ".join(targets.nodes)
