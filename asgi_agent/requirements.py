"""What a caller must have to use a graph, by the name of the graph."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from asgi_agent.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Collection

    from asgi_agent.identity import Principal


class Requirement(Protocol):
    """What a caller must have: `asgi_agent.middleware.auth.require` makes them."""

    def check(self, principal: Principal | None) -> None:
        """Let the caller pass, or raise a `Problem`."""
        ...


def requirements_of(
    require: Requirement | Mapping[str, Requirement] | None, graphs: Collection[str]
) -> dict[str, Requirement]:
    """The requirement of each graph that has one.

    Raises:
        ConfigurationError: a graph is named that is not there, so that one that is would stand open, or what
            is given is no requirement.
    """
    if require is None:
        return {}
    by_graph = require if isinstance(require, Mapping) else dict.fromkeys(graphs, require)
    if unknown := set(by_graph) - set(graphs):
        raise ConfigurationError(f"require= names graphs that are not there: {', '.join(sorted(unknown))}")
    for requirement in by_graph.values():
        if not callable(getattr(requirement, "check", None)):
            raise ConfigurationError(
                f"a graph is guarded by require(scopes=[...]), not {type(requirement).__qualname__}"
            )
    return dict(by_graph)
