"""`asgi-agent workflows`: check, list, show and run the workflows of a CSV file."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import msgspec

from asgi_agent.cli.table import print_table
from asgi_agent.counted import counted
from asgi_agent.errors import ConfigurationError
from asgi_agent.workflows.errors import WorkflowError, did_you_mean

if TYPE_CHECKING:
    import argparse

    from asgi_agent.workflows.model import Node, Targets, Workflow

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
    workflows = _parsed(options)
    try:
        _loaded(options)
    except WorkflowError as error:
        if faults := [fault for fault in error.faults if not fault.missing]:
            _refuse(WorkflowError(error.file, faults))
        for fault in error.faults:  # agents, tools and the like are given in code, and not known here
            print(f"note: {fault.text(error.file)}", file=sys.stderr)
    nodes = sum(len(workflow.nodes) for workflow in workflows.values())
    held = f"{counted(len(workflows), 'workflow')}, {counted(nodes, 'node')}"
    print(f"{options.file}: {held}, nothing wrong")


def _list(options: argparse.Namespace) -> None:
    rows = [("workflow", "nodes", "begins with")]
    rows += [(each.name, str(len(each.nodes)), each.entry.name) for each in _parsed(options).values()]
    print_table(rows)


def _show(options: argparse.Namespace) -> None:
    workflow = _chosen(options, _parsed(options))
    if options.format == "mermaid":
        try:
            print(_loaded(options)[workflow.name].get_graph().draw_mermaid())
        except WorkflowError as error:
            _refuse(error)
        return
    print_table([COLUMNS, *map(_row, workflow.nodes.values())])


def _run(options: argparse.Namespace) -> None:
    try:
        given = msgspec.json.decode(options.input)
    except msgspec.DecodeError:
        raise ConfigurationError("--input is a JSON object") from None
    if not isinstance(given, dict):
        raise ConfigurationError("--input is a JSON object")
    workflow = _chosen(options, _parsed(options))
    try:
        graph = _loaded(options)[workflow.name]
    except WorkflowError as error:
        _refuse(error)
    state = asyncio.run(_conversation(graph, given))
    print(msgspec.json.format(msgspec.json.encode(state, enc_hook=str), indent=2).decode())


async def _conversation(graph: Any, given: dict[str, Any]) -> dict[str, Any]:
    from langgraph.types import Command

    config = {"configurable": {"thread_id": "command-line"}}
    state = await graph.ainvoke(given, config)
    while questions := state.pop("__interrupt__", ()):
        answers = {question.id: await asyncio.to_thread(_ask, question.value) for question in questions}
        state = await graph.ainvoke(Command(resume=answers), config)
    return dict(state)


def _ask(question: Any) -> str:
    shown = question if isinstance(question, dict) else {"prompt": question}
    for name in ("error", "prompt", "options"):
        if shown.get(name):
            print(f"{shown[name]}", file=sys.stderr)
    try:
        return input("> ")
    except EOFError:
        raise ConfigurationError(
            f"{shown.get('node', 'a node')} waits for an answer, and there is none"
        ) from None


def _parsed(options: argparse.Namespace) -> dict[str, Workflow]:
    from asgi_agent.workflows.parse import parse_csv

    try:
        return parse_csv(Path(options.file), strict=not options.lenient)
    except WorkflowError as error:
        _refuse(error)
    except OSError as error:
        raise ConfigurationError(f"{options.file}: {error.strerror}") from None


def _loaded(options: argparse.Namespace) -> dict[str, Any]:
    from asgi_agent.workflows import load_csv

    try:
        return load_csv(
            options.file,
            options.agents or {},
            prompts=options.prompts,
            data=options.data,
            strict=not options.lenient,
        )
    except OSError as error:
        raise ConfigurationError(f"{error.filename}: {error.strerror}") from None


def _chosen(options: argparse.Namespace, workflows: dict[str, Workflow]) -> Workflow:
    name = options.workflow or next(iter(workflows))
    if name not in workflows:
        hint = did_you_mean(name, workflows)
        raise ConfigurationError(f"{options.file}: there is no workflow {name!r}{hint}")
    return workflows[name]


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
