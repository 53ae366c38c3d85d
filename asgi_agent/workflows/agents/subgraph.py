"""The agent that runs another workflow of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asgi_agent.workflows.agents.step import CannotBuild
from asgi_agent.workflows.errors import did_you_mean
from asgi_agent.workflows.state import ERRORS, WAITING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from asgi_agent.workflows.agents.step import Surroundings, Work

_INTERNAL = frozenset({WAITING, ERRORS})


def subgraph_name(around: Surroundings) -> str:
    """The workflow that a `graph` row runs: `{workflow=::Name}`, `{"workflow": "Name"}`, or its prompt.

    Raises:
        CannotBuild: it is none of the file.
    """
    said = around.node.context.get("workflow") or around.node.context.get("context") or around.prompt
    name = str(said).rpartition("::")[2].strip()
    if name not in around.workflows:
        raise CannotBuild(f"there is no workflow {name!r}{did_you_mean(name, around.workflows)}", "Context")
    return name


def graph(around: Surroundings) -> Work:
    """What the other workflow's state is at its end.

    Its inputs are this row's: `child=parent` gives it a value under another name. Where the row's output is
    `parent=child`, that value alone is taken.
    """
    name, outputs = subgraph_name(around), around.node.outputs

    async def work(inputs: Mapping[str, Any]) -> Any:
        state = await around.subgraph(name).ainvoke(dict(inputs))
        state = {key: value for key, value in (state or {}).items() if key not in _INTERNAL}
        return state if len(outputs) != 1 or outputs[0].name == outputs[0].key else state.get(outputs[0].name)

    return work
