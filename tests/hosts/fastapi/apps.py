"""A host with users, and workflows among its routes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Depends, FastAPI, Header, HTTPException

from asgi_agent.hosts.fastapi import include_agent_routes
from tests.asking import ask
from tests.workflow_service.flows import ROWS, agents
from tests.workflows.csvs import write

if TYPE_CHECKING:
    from pathlib import Path

    from asgi_agent import WorkflowService
    from asgi_agent.testing import HTTPResult
    from tests.workflow_service.flows import Gate

# Every route, with a body that it takes.
GREETING = {"graph_name": "Greeting", "initial_state": {"name": "Ada"}}
ROUTES: list[tuple[str, str, Any]] = [
    ("POST", "/execute", GREETING),
    ("POST", "/stream", GREETING),
    ("POST", "/batch", {"executions": [GREETING]}),
    ("GET", "/list", None),
    ("GET", "/metrics", None),
    ("GET", "/Greeting", None),
    ("GET", "/executions/x", None),
    ("POST", "/executions/x/resume", {"resume": True}),
    ("POST", "/executions/x/cancel", None),
]


class User:
    """What the host calls a user."""

    def __init__(self, name: str) -> None:
        self.id = name
        self.scopes = ["letters"] if name == "ann" else []


async def current_user(x_user: Annotated[str | None, Header()] = None) -> User:
    """Whoever the header names; nobody is let in without it."""
    if x_user is None:
        raise HTTPException(401, "say who you are", headers={"www-authenticate": "Header"})
    return User(x_user)


GUARDED = [Depends(current_user)]


class Host:
    """An application with the workflows of `tests.workflow_service.flows`."""

    def __init__(self, directory: Path, gate: Gate | None = None, **options: Any) -> None:
        self.app = FastAPI()
        if options.keys().isdisjoint({"service", "csv_file"}):
            options = {"csv_file": write(directory, ROWS), "agents": agents(gate), **options}
        self.service: WorkflowService = include_agent_routes(self.app, **options)
        self.asgi: Any = self.app

    async def ask(
        self, method: str, path: str, body: Any = None, *, user: str | None = None, **more: Any
    ) -> HTTPResult:
        """One request to a path below the prefix."""
        headers = [*more.pop("headers", []), *([(b"x-user", user.encode())] if user else [])]
        return await ask(self.asgi, method, f"/workflows{path}", body, headers=headers, **more)

    async def execute(self, name: str, state: Any = None, **more: Any) -> HTTPResult:
        """Execute a workflow."""
        body = {"graph_name": name, "initial_state": {"name": "Ada"} if state is None else state}
        return await self.ask("POST", "/execute", body, **more)
