"""The wires by name: how clients may speak to an app."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from asgi_agent.errors import ConfigurationError
from asgi_agent.protocols.agentflow import AgentFlowProtocol
from asgi_agent.protocols.native import NativeProtocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asgi_agent.protocols.operation import Operations
    from asgi_agent.transport.routing import Route


class Wire(Protocol):
    """One way for clients to speak: its routes, and words about each."""

    @property
    def name(self) -> str:
        """What `protocols=` calls it."""
        ...

    @property
    def operations(self) -> Operations:
        """What is to be said of the routes."""
        ...

    def routes(self) -> Sequence[Route[Any]]:
        """Every route, with its endpoint."""
        ...


_KINDS = (NativeProtocol, AgentFlowProtocol)


def wires(names: Sequence[str], *arguments: Any, **options: Any) -> list[Wire]:
    """The wires of these names, made with the given arguments.

    Raises:
        ConfigurationError: there is none of a name, or none is asked for.
    """
    kinds: dict[str, type[NativeProtocol] | type[AgentFlowProtocol]] = {kind.name: kind for kind in _KINDS}
    known = ", ".join(repr(name) for name in kinds)
    wanted = (names,) if isinstance(names, str) else tuple(dict.fromkeys(names))
    if unknown := [name for name in wanted if name not in kinds]:
        raise ConfigurationError(f"protocols: no {unknown[0]!r} is known; there are {known}")
    if not wanted:
        raise ConfigurationError(f"protocols: at least one of {known}")
    return [kinds[name](*arguments, **options) for name in wanted]
