"""What an agent is given of the row that it stands in, and how it says that it failed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from asgi_agent.workflows.model import Node, Workflow


class Failed(msgspec.Struct, frozen=True):
    """A result that counts as a failure, without anything having gone wrong: `Failure_Next` is next."""

    value: Any = None


class Goto(msgspec.Struct, frozen=True):
    """A result that names the node to go to."""

    node: str
    value: Any = None


_FLAGS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}

Work = Callable[[Mapping[str, Any]], Any | Awaitable[Any]]
"""An agent at its row: takes the inputs by parameter, gives a value, `Failed` or `Goto`."""


class Surroundings(msgspec.Struct, frozen=True):
    """What built-in agents may use beyond their row.

    `workflows` are those of the file; `subgraph` gives one of them, compiled. `data` is the directory that
    files are read from and written to; None if there is none. `tools` and `models` are the host's.
    """

    workflow: Workflow
    node: Node
    prompt: str
    workflows: Mapping[str, Workflow]
    subgraph: Callable[[str], Any]
    tools: Mapping[str, Any] = {}
    data: Path | None = None


class InRow(msgspec.Struct, frozen=True):
    """An agent of the host's that is built for each row that it stands in."""

    build: Callable[[Surroundings], Work]


class CannotBuild(Exception):
    """A built-in agent cannot work in its row.

    Args:
        message: why.
        column: of the row.
        missing: whether that is for the host's code to give.
    """

    def __init__(self, message: str, column: str, *, missing: bool = False) -> None:
        super().__init__(message)
        self.column = column
        self.missing = missing


def flag(node: Node, name: str, *, default: bool) -> bool:
    """A setting of a row's context that is true or false, also as a text: `yes`, `no`, `1`, `0`.

    Raises:
        CannotBuild: it is none of these.
    """
    value = node.context.get(name, default)
    said = str(value).strip().casefold()
    if said not in _FLAGS:
        raise CannotBuild(f"{name} is true or false, not {value!r}", "Context")
    return _FLAGS[said]
