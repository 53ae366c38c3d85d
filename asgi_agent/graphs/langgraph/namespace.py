"""Where in a graph of graphs something happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def subgraph_path(namespace: Iterable[str]) -> tuple[str, ...]:
    """Names of the nodes around a subgraph: LangGraph's namespace without task ids and call numbers."""
    return tuple(part.partition(":")[0] for part in namespace if ":" in part)
