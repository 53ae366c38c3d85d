"""The guide's profiles, database, tests, and way from old code to a workflow."""

from __future__ import annotations

import asyncio
import os
import re
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Annotated, Any

import pytest
from fastapi import Depends, FastAPI
from fastapi.testclient import TestClient
from httpx import ASGITransport, AsyncClient
from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver
from pydantic import BaseModel
from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase

from asgi_agent import AgentConfig
from asgi_agent.hosts.fastapi import include_agent_routes
from asgi_agent.middleware.auth import KeyFile, new_key
from asgi_agent.workflow_service import SettingsError
from asgi_agent.workflow_service.sql import SQLExecutions
from tests.guide.blocks import block, part, run, told
from tests.guide.host import HEAD, User, bearer, get_current_user, write

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PROFILES = "Development, staging, production"
ECHO = "Echo,Say,echo,,text,said,,,\n"
SAY = {"graph_name": "Echo", "initial_state": {"text": "hi"}}


@pytest.fixture
def workflows(tmp_path: Path) -> None:
    """A directory of workflows."""
    write(tmp_path / "workflows" / "echo.csv", ECHO)


def from_file(app: FastAPI) -> dict[str, Any]:
    """Run the guide's code for profiles with the file that it has for that."""
    of_environment, include = block(PROFILES).splitlines()
    of_file = re.findall(r"`(config = [^`]+)`", part(PROFILES))
    assert of_environment.startswith("config = ")
    return run("\n".join((*of_file, include)), {"app": app})


@pytest.mark.usefixtures("workflows")
@pytest.mark.parametrize(("profile", "metrics"), [("development", 404), ("staging", 200)])
def test_a_profile_is_chosen_by_the_environment(
    profile: str, metrics: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Staging has metrics, development has none, and both show their routes."""
    monkeypatch.setenv("ENVIRONMENT", profile)
    app = FastAPI()
    run(block(PROFILES), {"os": os, "app": app})
    client = TestClient(app)
    assert client.post("/workflows/execute", json=SAY).json()["result"]["said"] == "hi"
    assert client.get("/workflows/metrics").status_code == metrics
    assert "/workflows/execute" in client.get("/openapi.json").json()["paths"]


@pytest.mark.usefixtures("workflows")
def test_production_by_a_file(tmp_path: Path) -> None:
    """It wants keys, records what is asked, and shows no documentation."""
    (tmp_path / "agent.toml").write_text(block(PROFILES, language="toml"))
    key, entry = new_key("billing")
    KeyFile("keys.json").add(entry)
    app = FastAPI()
    from_file(app)
    with TestClient(app) as client:
        assert client.post("/workflows/execute", json=SAY).status_code == 401
        answer = client.post("/workflows/execute", json=SAY, headers={"x-api-key": key})
        assert answer.json()["result"]["said"] == "hi"
        assert client.get("/openapi.json").json()["paths"] == {}
    assert (tmp_path / "audit" / "000001.jsonl").stat().st_size > 0


@pytest.mark.usefixtures("workflows")
def test_the_environment_goes_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the variable that the guide names; and what is unknown is refused."""
    text = block(PROFILES, language="toml")
    (tmp_path / "agent.toml").write_text("\n".join(text.splitlines()[:-1]))
    ((name, value),) = re.findall(r"`(ASGI_AGENT_\w+)=(\w+)`", part(PROFILES))
    monkeypatch.setenv(name, value)
    assert from_file(FastAPI())["config"].profile == "staging"
    (tmp_path / "agent.toml").write_text(text.replace("csv_path", "cvs_path"))
    with pytest.raises(SettingsError) as caught:
        from_file(FastAPI())
    assert "did you mean csv_path" in str(caught.value)


def test_the_profiles_are_told() -> None:
    """Each sets what stands beside it."""
    rows = told("profile |")
    real = {
        name: ", ".join(f"`{key}={value!r}`".replace("'", '"') for key, value in values.items())
        for name, values in AgentConfig.PROFILES.items()
    }
    assert rows == real


def test_the_database(tmp_path: Path) -> None:
    """Records stand in the host's own table, which its migrations make."""

    class Base(DeclarativeBase):
        """The host's tables."""

    (tmp_path / "workflows.csv").write_text(HEAD + ECHO)
    engine = create_engine(f"sqlite:///{tmp_path}/host.db")
    app = FastAPI()
    space = run(block("Your database"), {"app": app, "Base": Base, "engine": engine})
    Base.metadata.create_all(engine)
    answer = TestClient(app).post("/workflows/execute", json=SAY).json()
    with engine.connect() as connection:
        (row,) = connection.execute(select(space["executions"])).mappings()
    engine.dispose()
    assert (row["execution_id"], row["state"]) == (answer["execution_id"], "completed")


def test_a_question_outlives_a_restart(tmp_path: Path) -> None:
    """With its record and its state in databases; the routes of before have made room."""
    write(tmp_path / "approvals.csv", "Ask,Well,input,Well?,,ok,Say,,\nAsk,Say,echo,,text|ok,said,,,\n")
    names = {"AsyncSqliteSaver": AsyncSqliteSaver, "asynccontextmanager": asynccontextmanager}
    store = SQLExecutions(f"sqlite:///{tmp_path}/records.db")
    space = run(block("Your database", 1), {**names, "store": store, "guards": [Depends(get_current_user)]})
    body = {"graph_name": "Ask", "initial_state": {"text": "hi"}}
    with TestClient(space["app"], headers=bearer("ada")) as client:
        asked = client.post("/approvals/execute", json=body).json()
    with TestClient(space["app"], headers=bearer("ada")) as client:
        path = f"/approvals/executions/{asked['execution_id']}"
        assert client.get(path).json()["status"] == "interrupted"
        answer = client.post(f"{path}/resume", json={"resume": "yes"}).json()
        assert answer["result"]["said"] == {"text": "hi", "ok": "yes"}
        assert client.post("/approvals/execute", json=body, headers={"authorization": ""}).status_code == 401


class Item(BaseModel):
    """What somebody has made."""

    name: str
    status: str = "new"
    id: int = 1


class Login(BaseModel):
    """Who comes."""

    username: str


def app_to_test(tmp_path: Path) -> FastAPI:
    """A host that has a workflow to process items, for users who are logged in."""
    write(tmp_path / "items.csv", "ItemProcessing,Process,process,,item_id,status,,,\n")
    app = FastAPI()
    items = {1: Item(name="there already")}

    @app.post("/auth/login")
    async def login(body: Login) -> dict[str, str]:
        return {"access_token": body.username}

    @app.post("/items", status_code=201)
    async def create(item: Item, user: Annotated[User, Depends(get_current_user)]) -> Item:
        made = item.model_copy(update={"id": len(items) + 1})
        items[made.id] = made
        return made

    @app.get("/items/{item_id}")
    async def read(item_id: int, user: Annotated[User, Depends(get_current_user)]) -> Item:
        return items[item_id]

    def process(inputs: Mapping[str, Any]) -> str:
        items[inputs["item_id"]].status = "processed"
        return "processed"

    guards = [Depends(get_current_user)]
    include_agent_routes(app, csv_file="items.csv", agents={"process": process}, dependencies=guards)
    return app


async def test_the_hosts_own_tests(tmp_path: Path) -> None:
    """Those that stand there pass, and fail where the workflow does."""
    app = app_to_test(tmp_path)
    names = {"TestClient": TestClient, "AsyncClient": AsyncClient, "ASGITransport": ASGITransport}
    host = {"app": app, "get_current_user": get_current_user, "User": User}
    space = run(block("Your tests"), {**host, **names})
    await asyncio.to_thread(space["test_workflows_want_a_user"])
    await space["test_an_item_is_processed"]()
    app.dependency_overrides[get_current_user] = lambda: User(id="ada")
    with pytest.raises(AssertionError):
        await asyncio.to_thread(space["test_workflows_want_a_user"])


class OrderData(BaseModel):
    """What is ordered."""

    amount: int


ORDERS = """\
OrderProcessing,Price,price,,amount,total,,,
"""


def shop(tmp_path: Path, flags: set[str]) -> tuple[FastAPI, dict[str, Any]]:
    """A shop with old code for orders, and a workflow beside it that cannot price more than 100."""
    write(tmp_path / "shop.csv", ORDERS)
    app = FastAPI()

    def price(inputs: Mapping[str, Any]) -> int:
        if inputs["amount"] > 100:
            raise ValueError("too much")
        return int(inputs["amount"]) * 2

    service = include_agent_routes(app, csv_file="shop.csv", agents={"price": price})
    space = {
        "app": app,
        "service": service,
        "process_order_legacy": lambda data: {"total": data["amount"] * 2},
        "feature_flag": lambda name, user: user in flags,
        "get_current_user": get_current_user,
        "User": User,
        "OrderData": OrderData,
    }
    return app, space


MIGRATION = "From old code to a workflow"


async def test_the_first_phase_runs_both(tmp_path: Path) -> None:
    """The old code answers, and what the workflow does is compared with it."""
    app, space = shop(tmp_path, set())
    space = run(block(MIGRATION), space)
    transport = ASGITransport(app=app)
    async with AsyncClient(transport=transport, base_url="http://test", headers=bearer("ada")) as client:
        for amount, total in ((1, 2), (500, 1000)):
            answer = (await client.post("/orders", json={"amount": amount})).json()
            assert answer == {"total": total, "source": "fallback"}
        assert (await client.post("/orders", json={"amount": 1}, headers=bearer("x"))).status_code == 401
    await space["first"].aclose()
    counts = space["first"].counts
    assert counts["OrderProcessing", "agreed"] == 1
    assert counts["OrderProcessing", "broken"] == 1


def test_the_second_phase_falls_back(tmp_path: Path) -> None:
    """For users of the flag the workflow answers, and where it fails the old code."""
    app, space = shop(tmp_path, {"ada"})
    run(block(MIGRATION), space)
    client = TestClient(app, headers=bearer("ada"))
    assert client.post("/orders", json={"amount": 1}).json()["source"] == "workflow"
    assert client.post("/orders", json={"amount": 500}).json() == {"total": 1000, "source": "fallback"}


def test_the_third_phase_is_the_workflow_alone(tmp_path: Path) -> None:
    """It answers, and there is nothing behind it."""
    app, space = shop(tmp_path, set())
    run(block(MIGRATION, 1), space)
    client = TestClient(app, headers=bearer("ada"))
    assert client.post("/orders", json={"amount": 4}).json()["total"] == 8
    refused = client.post("/orders", json={"amount": 500})
    assert (refused.status_code, refused.json()) == (500, {"detail": "The graph failed"})
