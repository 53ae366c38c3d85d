"""Tests of the AgentFlow adapter against the real framework, whichever of its two distributions is here.

`ASGI_AGENT_AGENTFLOW_ROOT` chooses the import name; without it, `tenxgraph` goes before `agentflow`.
"""

from __future__ import annotations
