"""What the shutdown tests serve: the agent as the root, mounted, and with a long patience."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.routing import Mount

from asgi_agent import AgentASGI
from tests.matrix.plain_graphs import silent, steps, whoami

if TYPE_CHECKING:
    from typing import Any

GRAPHS: dict[str, Any] = {"steps": steps, "silent": silent, "whoami": whoami}

root = AgentASGI(GRAPHS, drain_timeout=1.0)
mounted = Starlette(routes=[Mount("/agent", AgentASGI(GRAPHS, drain_timeout=1.0))])
patient = AgentASGI(GRAPHS, drain_timeout=30.0)
