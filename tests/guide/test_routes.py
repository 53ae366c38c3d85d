"""The guide's routes, with the host's authentication, services, middleware and form of answers."""

from __future__ import annotations

import json
import re
import shlex
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.pool import NullPool

from asgi_agent.hosts.fastapi.include import ROUTES
from asgi_agent.workflow_service import WorkflowService
from tests.guide.blocks import block, part, run, told
from tests.guide.host import TRIAGE, Base, Order, bearer, classify, get_current_user, write

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

USERS = """\
Welcome,Greet,welcome,,user_id,greeting,Count,,
Welcome,Count,count_orders,,user_id,orders,,,
"""

TRIAGED = {"graph_name": "Triage", "initial_state": {"message": "chest pain"}}


@pytest.fixture
def workflows(tmp_path: Path) -> None:
    """The file that the guide has."""
    write(tmp_path / "workflows.csv", TRIAGE)


@pytest.mark.usefixtures("workflows")
def test_the_first_routes() -> None:
    """They execute, list and describe, and the host's own document has them."""
    space = run(block("Routes"), {"classify": classify})
    with TestClient(space["app"]) as client:
        answer = client.post("/workflows/execute", json=TRIAGED).json()
        assert (answer["success"], answer["result"]["reply"]) == (True, "This is urgent")
        assert client.get("/workflows/list").json()["workflows"][0]["name"] == "Triage"
        assert client.get("/workflows/Triage").json()["entry_point"] == "Classify"
        assert "/workflows/execute" in client.get("/openapi.json").json()["paths"]


@pytest.mark.usefixtures("workflows")
def test_the_command() -> None:
    """What is asked at the console is answered as it stands there."""
    command, _, output = block("Routes", language="console").partition("\n{")
    words = shlex.split(command.removeprefix("$ "))
    body = json.loads(words[words.index("-d") + 1])
    space = run(block("Routes"), {"classify": classify})
    answer = TestClient(space["app"]).post("/workflows/execute", json=body)
    expected = output.split("{…}")[0]
    assert answer.text.startswith("{" + expected)


def test_every_route_is_told() -> None:
    """What is served stands in the table, and what stands there is served."""
    assert set(told("below the prefix")) == {f"{method} {path}" for method, path, _ in ROUTES}


@pytest.mark.usefixtures("workflows")
def test_what_an_execution_answers_is_told() -> None:
    """The fields of the answer are those of the table."""
    space = run(block("Routes"), {"classify": classify})
    answer = TestClient(space["app"]).post("/workflows/execute", json=TRIAGED).json()
    row = next(line for line in part("Routes").splitlines() if "`POST /execute`" in line)
    names = row.split("→")[1].split("}")[0]
    assert list(answer) == [name.strip(' `{"') for name in names.split(",")]


def test_the_host_authenticates(tmp_path: Path) -> None:
    """Nobody is refused by the host's dependency, and executions belong to its users."""
    write(tmp_path / "workflows.csv", "Triage,Answer,echo,A nurse will call,,reply,,,\n")
    app = FastAPI()
    run(block("Routes", 1), {"app": app, "get_current_user": get_current_user})
    client = TestClient(app)
    for method, path in (("POST", "execute"), ("GET", "list"), ("GET", "Triage"), ("POST", "batch")):
        assert client.request(method, f"/api/workflows/{path}", json=TRIAGED).status_code == 401
    answer = client.post("/api/workflows/execute", json=TRIAGED, headers=bearer("ada")).json()
    assert answer["result"]["reply"] == "A nurse will call"
    found = f"/api/workflows/executions/{answer['execution_id']}"
    assert client.get(found, headers=bearer("ada")).json()["status"] == "completed"
    assert client.get(found, headers=bearer("bob")).status_code == 404


class UserService:
    """A service of the host's."""

    def __init__(self, sessions: Any) -> None:
        self._sessions = sessions

    async def name_of(self, user_id: str) -> str:
        """From the host's database."""
        async with self._sessions() as session:
            known = await session.scalar(select(func.count()).where(Order.user_id == user_id))
        return user_id.title() if known else "stranger"


def test_agents_get_the_services_of_the_host(tmp_path: Path) -> None:
    """They come from what the lifespan has made, and sessions are closed with their run."""
    write(tmp_path / "workflows" / "users.csv", USERS)
    opened: list[AsyncSession] = []

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        engine = create_async_engine(f"sqlite+aiosqlite:///{tmp_path}/host.db", poolclass=NullPool)
        async with engine.begin() as connection:
            await connection.run_sync(Base.metadata.create_all)
        sessions = async_sessionmaker(engine)
        async with sessions.begin() as session:
            session.add_all([Order(user_id="ada"), Order(user_id="ada"), Order(user_id="bob")])

        def counted() -> AsyncSession:
            opened.append(sessions())
            return opened[-1]

        app.state.sessions, app.state.cache = counted, {}
        yield
        await engine.dispose()

    app = FastAPI(lifespan=lifespan)
    space = {"app": app, "select": select, "func": func, "Order": Order, "UserService": UserService}
    run(block("Services"), {**space, "get_current_user": get_current_user})
    body = {"graph_name": "Welcome", "initial_state": {"user_id": "ada"}}
    with TestClient(app, headers=bearer("ada")) as client:
        answer = client.post("/workflows/execute", json=body).json()
        assert answer["result"]["greeting"] == "Welcome, Ada"
        assert answer["result"]["orders"] == 2
        assert app.state.cache == {"welcomed": "ada"}
    assert len(opened) >= 2
    assert not any(session.in_transaction() for session in opened)


def test_what_the_service_does_is_told() -> None:
    """Each method that the guide names is there."""
    names = re.findall(r"`(\w+)`", part("Services").rsplit("```", 1)[1].split("`max_concurrency`:")[1])
    assert len(names) == 7
    assert all(callable(getattr(WorkflowService, name)) for name in names)


@pytest.mark.usefixtures("workflows")
def test_the_hosts_middleware_and_its_form_of_answers() -> None:
    """What the middleware says stands in the answer, in the form that the service gives it."""
    app = FastAPI()
    heading = "Middleware and the form of answers"
    run(block(heading), {"app": app, "uuid4": uuid4, "classify": classify})
    client = TestClient(app)
    answer = client.post("/api/v1/workflows/execute", json=TRIAGED)
    body = answer.json()
    assert body["status"] == "success"
    assert body["data"]["workflow_name"] == "Triage"
    assert body["data"]["result"]["reply"] == "This is urgent"
    assert body["metadata"] == {"ticket": answer.headers["x-workflow-ticket"], "api_version": "v1"}
    assert client.get(body["links"]["self"]).json()["status"] == "completed"
    failed = client.post("/api/v1/workflows/execute", json={**TRIAGED, "initial_state": {}})
    assert (failed.status_code, failed.json()["status"]) == (500, "error")
