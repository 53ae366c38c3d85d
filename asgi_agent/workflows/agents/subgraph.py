"""The agent that runs another workflow of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asgi_agent.workflows.agents.step import CannotBuild, Failed
from asgi_agent.workflows.errors import did_you_mean
from asgi_agent.workflows.nesting import inside
from asgi_agent.workflows.state import ERRORS, FAILED, WAITING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from asgi_agent.workflows.agents.step import Surroundings, Work

_INTERNAL = frozenset({WAITING, ERRORS, FAILED})


def subgraph_name(around: Surroundings) -> str:
    """The workflow that a `graph` row runs: `{workflow=::Name}`, `{"workflow": "Name"}`, or its prompt.

    Raises:
        CannotBuild: it is none of the file, or said to be of another.
    """
    said = around.node.context.get("workflow") or around.node.context.get("context") or around.prompt
    file, _, name = (part.strip() for part in str(said).rpartition("::"))
    own = around.workflow.file
    if file and file not in (own, own.removesuffix(".csv")):
        why = f"{file!r} is another file; a row runs workflows of its own, as '::{name}'"
        raise CannotBuild(why, "Context")
    if name not in around.workflows:
        raise CannotBuild(f"there is no workflow {name!r}{did_you_mean(name, around.workflows)}", "Context")
    return name


def graph(around: Surroundings) -> Work:
    """What the other workflow's state is at its end.

    Its inputs are this row's: `child=parent` gives it a value under another name. Where the row's output is
    `parent=child`, that value alone is taken. Where a branch of it ended with a node that failed, such as a
    rejection with no way on, the row has failed.
    """
    name, outputs = subgraph_name(around), around.node.outputs

    async def work(inputs: Mapping[str, Any]) -> Any:
        with inside():
            found = await around.subgraph(name).ainvoke(dict(inputs)) or {}
        state = {key: value for key, value in found.items() if key not in _INTERNAL}
        whole = len(outputs) != 1 or outputs[0].name == outputs[0].key
        value = state if whole else state.get(outputs[0].name)
        return Failed(value) if found.get(FAILED) else value

    return work
