"""Applications with a proxy in them, for real servers to run: the upstream is named by the environment."""

from __future__ import annotations

import os

from fastapi import FastAPI

from asgi_agent import CorrelationIdMiddleware
from asgi_agent.hosts.proxy import AgentProxy

# On a machine that is busy with other things, nobody is to be given up for it.
proxy = AgentProxy(os.environ["UPSTREAM"].split(","), connect_timeout=120, read_timeout=120)

app = FastAPI()
app.mount("/agent", CorrelationIdMiddleware(proxy))
