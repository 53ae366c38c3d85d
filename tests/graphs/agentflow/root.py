"""Which distribution the tests run against."""

from __future__ import annotations

import importlib.util
import os

ROOT_VARIABLE = "ASGI_AGENT_AGENTFLOW_ROOT"


def find_root() -> str | None:
    """The framework's import name, or None where neither distribution is installed."""
    for name in (os.environ.get(ROOT_VARIABLE), "tenxgraph", "agentflow"):
        if name and importlib.util.find_spec(name) is not None:
            return name
    return None


ROOT = find_root()
