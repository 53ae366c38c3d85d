from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from asgi_agent.phi.islands import Island
    from asgi_agent.phi.memory import Memory
    from asgi_agent.phi.spans import Span

GLUE: frozenset[str] = frozenset()
STICKY: dict[str, int] = {}


def words() -> frozenset[str]:
    return frozenset()


def find(island: Island, memory: Memory) -> Iterable[Span]:
    return ()
