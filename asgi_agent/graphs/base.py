"""What an adapter offers to `AgentService`: one way to run a graph, and words about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import msgspec

if TYPE_CHECKING:
    from asgi_agent.events import Outcome
    from asgi_agent.run import Run


class Emit(Protocol):
    """Hands one event to the run's stream; waits while the reader is behind.

    `data` must be plain JSON values (see `asgi_agent.plain`): it is kept until the reader takes it.
    """

    async def __call__(
        self, event_type: str, data: dict[str, Any], *, node: str | None = None, path: tuple[str, ...] = ()
    ) -> None: ...


class Edge(msgspec.Struct, frozen=True, omit_defaults=True):
    """A step from one node to another; `label` says when it is taken, if it is `conditional`."""

    source: str
    target: str
    conditional: bool = False
    label: str | None = None


class GraphDescription(msgspec.Struct, frozen=True):
    """A graph in words: nodes, edges, JSON schemas of what goes in and out, a Mermaid drawing."""

    kind: str
    nodes: tuple[str, ...]
    edges: tuple[Edge, ...]
    input_schema: dict[str, Any]
    output_schema: dict[str, Any]
    mermaid: str


class GraphAdapter(Protocol):
    """One framework's way of running a graph.

    An adapter keeps no state of a run on itself: several runs of one adapter are in flight at once. It may
    have `tools`, the names of the tools that its graph declares: an audit log takes only those as they are,
    and others that look like no person's name.
    """

    kind: str

    async def run(self, run: Run, emit: Emit) -> Outcome:
        """Run the graph once, to its end or to an interrupt.

        Cancelling the task that awaits this must stop the graph, nested graphs included. Emits the events
        of the families in `run.include`, each as soon as it happens; `usage` when the model reports it.
        `run.started`, `interrupt` and the terminal event are the service's to send.

        Raises:
            InvalidInputError: the graph cannot take this input.
            NothingToResumeError: `run.resuming`, and no interrupt is pending on the thread.
            RecursionLimitError: more than `run.recursion_limit` steps.
            GraphFailedError: a node raised and its name is known. Anything else that the graph raises
                may pass through as it is; the service names its class and hides its text.
        """
        ...

    async def heal(self, run: Run) -> None:
        """After a run was cut: leave the thread so that its next run starts rightly."""
        ...

    async def thread_owner(self, thread_id: str) -> str | None:
        """Who owns a stored thread.

        Returns:
            The `Principal.owner` digest that the thread was stored with, `""` when it is stored without
            an owner, None when nothing is stored.
        """
        ...

    def describe(self) -> GraphDescription:
        """Nodes, edges and schemas. May be slow; the service asks once and keeps the answer."""
        ...
