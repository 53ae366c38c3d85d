"""An app with AgentFlow's wire in its documentation."""

from __future__ import annotations

from asgi_agent import AgentASGI
from tests.protocols.described import echo, words

app = AgentASGI({"echo": echo, "words": words}, protocols=("agentflow",))
