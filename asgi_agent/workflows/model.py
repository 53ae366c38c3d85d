"""A workflow as it is written: its nodes, in the order of their rows."""

from __future__ import annotations

from typing import Any

import msgspec


class Input(msgspec.Struct, frozen=True):
    """A value that an agent takes: the key of the state, and the parameter that it becomes."""

    key: str
    parameter: str


class Output(msgspec.Struct, frozen=True):
    """A value that an agent gives: the name that it has in its result, and the key of the state."""

    name: str
    key: str


class Targets(msgspec.Struct, frozen=True):
    """Where to go: nodes, all at once, or what a registered function says."""

    nodes: tuple[str, ...] = ()
    function: str | None = None

    def __bool__(self) -> bool:
        return bool(self.nodes) or self.function is not None


class Node(msgspec.Struct, frozen=True):
    """One row."""

    name: str
    line: int
    agent: str = "default"
    prompt: str = ""
    description: str = ""
    context: dict[str, Any] = {}
    inputs: tuple[Input, ...] = ()
    outputs: tuple[Output, ...] = ()
    edge: Targets = Targets()
    success: Targets = Targets()
    failure: Targets = Targets()
    tools: tuple[str, ...] = ()

    @property
    def conditional(self) -> bool:
        """Whether where it goes depends on how it went."""
        return bool(self.success) or bool(self.failure)

    @property
    def ways(self) -> tuple[tuple[str, Targets], ...]:
        """Every way on, by its column."""
        return ("Edge", self.edge), ("Success_Next", self.success), ("Failure_Next", self.failure)

    @property
    def routes(self) -> tuple[Targets, ...]:
        """Every way that there is."""
        return tuple(targets for _, targets in self.ways if targets)


class Workflow(msgspec.Struct, frozen=True):
    """The nodes of one graph; the first is where it begins."""

    name: str
    file: str
    nodes: dict[str, Node]

    @property
    def entry(self) -> Node:
        """Where it begins."""
        return next(iter(self.nodes.values()))
