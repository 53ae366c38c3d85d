"""InjectQ containers: where a graph finds its checkpointer, and why two graphs must not share one.

A graph reads its checkpointer, callbacks and publisher from the container that is current while it runs, not
from itself. Two graphs that were built without a container of their own share the process-wide one, which
hands both of them the checkpointer of whichever was compiled last: each then reads the other's threads.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

from asgi_agent.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager

    from asgi_agent.graphs.agentflow.adapter import AgentFlowAdapter


def container_of(graph: Any) -> Any:
    """The InjectQ container that a compiled graph was built with."""
    return getattr(getattr(graph, "_state_graph", None), "_container", None)


def check_isolated(adapters: Sequence[AgentFlowAdapter]) -> None:
    """Check that graphs which are to be served side by side do not share a container.

    One graph under several names is fine. Two graphs cannot be set apart afterwards: compiling the second
    has already replaced the first one's bindings in the shared container.

    Raises:
        ConfigurationError: two graphs share one; the message says how to build them.
    """
    first: dict[int, Any] = {}
    for adapter in adapters:
        graph = first.setdefault(id(container_of(adapter.graph)), adapter.graph)
        if graph is not adapter.graph:
            raise ConfigurationError(
                "two AgentFlow graphs share one InjectQ container, so each would read the other's threads; "
                "build each of them with a container of its own: StateGraph(container=InjectQ())"
            )


def active(graph: Any) -> AbstractContextManager[None]:
    """Make the graph's container the current one for the calling task and what it starts."""
    container = container_of(graph)
    context = getattr(sys.modules.get("injectq.core.context"), "ContainerContext", None)
    if container is None or context is None:
        return nullcontext()
    return _current(context._context_var, container)


@contextmanager
def _current(variable: Any, container: Any) -> Iterator[None]:
    # `container.context()` also sets a thread-local, which every task of the event loop shares: with two
    # runs in flight the later exit leaves one graph's container behind for the host's own code.
    token = variable.set(container)
    try:
        yield
    finally:
        variable.reset(token)
