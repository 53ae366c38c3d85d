"""Applications with a proxy in them, for real servers to run: the upstream is named by the environment."""

from __future__ import annotations

import os

from fastapi import FastAPI

from asgi_agent import CorrelationIdMiddleware
from asgi_agent.hosts.proxy import AgentProxy

app = FastAPI()
app.mount("/agent", CorrelationIdMiddleware(AgentProxy(os.environ["UPSTREAM"].split(","), read_timeout=20)))
