"""How the routes are added to a host."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from fastapi import APIRouter, BackgroundTasks, FastAPI, Request
from openapi_spec_validator import validate

from asgi_agent import AgentConfig, WorkflowService
from asgi_agent.audit import AuditLog
from asgi_agent.audit.reading import entries, open_log
from asgi_agent.errors import ConfigurationError, ForbiddenError, MissingDependencyError
from asgi_agent.hosts.fastapi import include_agent_routes
from asgi_agent.middleware.auth.keys import new_key
from asgi_agent.testing import MemoryAudit
from asgi_agent.workflow_service import request_context
from tests.asking import ask
from tests.hosts.fastapi.apps import GREETING, GUARDED, ROUTES, Host
from tests.workflow_service.flows import ROWS, agents, service
from tests.workflows.csvs import write

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.responses import Response

    from asgi_agent.workflow_service import Execution


def paths(app: FastAPI) -> set[tuple[str, str]]:
    document = app.openapi()
    return {(method.upper(), path) for path, item in document["paths"].items() for method in item}


def test_the_routes_show_in_the_hosts_document(tmp_path: Path) -> None:
    """Which stays a valid one, with what each takes, gives and refuses with."""
    _key, entry = new_key("clinic")
    app = Host(tmp_path, enable_metrics=True, api_keys={entry.id: entry}, dependencies=GUARDED).app
    document = app.openapi()
    validate(document)
    assert {path for method, path in paths(app)} == {
        "/workflows" + path.replace("/x", "/{execution_id}").replace("/Greeting", "/{workflow_name}")
        for _, path, _ in ROUTES
    }
    execute = document["paths"]["/workflows/execute"]["post"]
    assert set(execute["responses"]) >= {"200", "400", "401", "403", "404", "409", "422", "500", "503", "504"}
    assert "graph_name" in execute["requestBody"]["content"]["application/json"]["schema"]["properties"]
    assert "APIKeyHeader" in document["components"]["securitySchemes"]
    assert execute["tags"] == ["workflows"]


def test_the_routes_can_be_hidden(tmp_path: Path) -> None:
    """By an argument, or by the settings, before which the argument goes."""
    assert paths(Host(tmp_path, enable_docs=False).app) == set()
    assert paths(Host(tmp_path, config={"enable_docs": False}).app) == set()
    assert paths(Host(tmp_path, config={"enable_docs": False}, enable_docs=True).app) != set()


async def test_several_sets_of_routes_stand_beside_each_other(tmp_path: Path) -> None:
    """Each with settings of its own, under its prefix; the host's routes are as they were."""
    app = FastAPI()

    @app.get("/users/{user_id}")
    async def user(user_id: int) -> dict[str, int]:
        return {"user_id": user_id}

    one = include_agent_routes(app, prefix="/one/", graph=len, config={"enable_docs": False})
    two = include_agent_routes(app, prefix="", graphs={"double": lambda value: value * 2})
    assert one.agents is not two.agents
    body = {"graph_name": "double", "initial_state": "ab"}
    assert (await ask(app, "POST", "/execute", body)).json()["result"] == "abab"
    assert (await ask(app, "POST", "/one/execute", body)).status == 404
    assert (await ask(app, "GET", "/users/7")).json() == {"user_id": 7}
    assert ("POST", "/one/execute") not in paths(app)


async def test_routes_of_a_router_are_guarded_wherever_it_is_included(tmp_path: Path) -> None:
    """Below one more prefix, with what guards them."""
    _key, entry = new_key("clinic")
    router, app = APIRouter(), FastAPI()
    include_agent_routes(router, prefix="/workflows", graph=len, api_keys={entry.id: entry})
    app.include_router(router, prefix="/api")
    refused = await ask(app, "POST", "/api/workflows/execute", GREETING)
    assert (refused.status, refused.header("content-type")) == (401, ["application/problem+json"])
    passed = [(b"x-api-key", _key.encode())]
    listed = await ask(app, "GET", "/api/workflows/list", headers=passed)
    assert listed.json()["workflows"][0]["name"] == "agent"


async def test_middleware_of_the_host_applies(tmp_path: Path) -> None:
    """It may leave words for the hooks, and sees the response."""
    seen: list[Any] = []

    class Listening(WorkflowService):
        """Hears what the middleware says."""

        def pre_workflow_execution(
            self, graph_name: str, initial_state: Any, context: dict[str, Any]
        ) -> None:
            """Take note."""
            seen.append((context["request_id"], context["ward"]))

    host = Host(tmp_path, service=service(tmp_path, kind=Listening))

    @host.app.middleware("http")
    async def marked(request: Request, call_next: Any) -> Response:
        request.state.workflow_context = {"request_id": "r-1", "ward": 7}
        response: Response = await call_next(request)
        response.headers["x-workflow-request-id"] = "r-1"
        return response

    for path in ("/execute", "/stream"):
        answer = await host.ask("POST", path, GREETING)
        assert (answer.status, answer.header("x-workflow-request-id")) == (200, ["r-1"])
    assert seen == [("r-1", 7)] * 2


async def test_the_hosts_own_endpoints_and_tasks_use_the_service(tmp_path: Path) -> None:
    """For their caller; in the background as well."""
    host = Host(tmp_path, dependencies=GUARDED)

    @host.app.post("/orders")
    async def order(request: Request, tasks: BackgroundTasks) -> dict[str, Any]:
        context = request_context(request, request.headers["x-user"])
        result = await host.service.execute_workflow("Greeting", {"name": "Ada"}, context)
        tasks.add_task(host.service.execute_workflow, "Greeting", {"name": "Bob"}, context)
        return {"id": result["execution_id"]}

    placed = await ask(host.app, "POST", "/orders", headers=[(b"x-user", b"ann")])
    assert (await host.ask("GET", f"/executions/{placed.json()['id']}", user="ann")).status == 200
    assert (await host.ask("GET", f"/executions/{placed.json()['id']}", user="bob")).status == 404
    assert len(await host.service.store.durations("Greeting")) == 2


class Seen(WorkflowService):
    """Sees to what is executed by the method of AgentMap's guide."""

    async def execute_workflow(self, graph_name: str, initial_state: Any, context: Any = None) -> Any:
        """See to it first."""
        if initial_state.get("name") == "Eve":
            raise ForbiddenError("not for Eve")
        return await super().execute_workflow(graph_name, initial_state, context)


class SeenEverywhere(Seen):
    """The same, beside that method as well."""

    async def start_workflow(
        self, graph_name: str, initial_state: Any, context: Any = None, **more: Any
    ) -> Execution:
        """Refuse everybody."""
        raise ForbiddenError("not for anybody")

    async def resume_workflow(self, execution_id: str, answer: Any, context: Any = None) -> Any:
        """Refuse everybody."""
        raise ForbiddenError("not for anybody")


async def test_no_route_leads_around_a_hosts_own_execute_workflow(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """What would is left out, and the log says so and what to do."""
    host = Host(tmp_path, service=service(tmp_path, kind=Seen))
    eve = {"graph_name": "Greeting", "initial_state": {"name": "Eve"}}
    assert (await host.ask("POST", "/execute", eve)).status == 403
    assert (await host.ask("POST", "/execute", GREETING)).status == 200
    (told,) = (await host.ask("POST", "/batch", {"executions": [eve]})).json()["results"]
    assert told["error"]["status"] == 403
    assert (await host.ask("POST", "/stream", eve)).status == 405
    assert (await host.ask("POST", "/executions/x/resume", {"resume": True})).status == 404
    stream = {("POST", f"/workflows/{path}") for path in ("stream", "executions/{execution_id}/resume")}
    assert not stream & paths(host.app)
    stated = [message for message in caplog.messages if "Seen has an execute_workflow of its own" in message]
    assert ["resume_workflow as well" in message for message in stated] == [True, False]
    assert "override start_workflow as well, or pre_workflow_execution" in stated[1]


async def test_routes_stay_whose_methods_the_host_overrides_too(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """They go through those."""
    host = Host(tmp_path, service=service(tmp_path, kind=SeenEverywhere))
    assert (await host.ask("POST", "/stream", GREETING)).status == 403
    assert (await host.ask("POST", "/executions/x/resume", {"resume": True})).status == 403
    assert not caplog.messages


async def test_numbers_are_served_where_they_are_asked_for(tmp_path: Path) -> None:
    """By an argument or by the settings; elsewhere `metrics` is the name of a workflow like others."""
    for options in ({"enable_metrics": True}, {"config": {"enable_metrics": True}}):
        host = Host(tmp_path, **options)
        await host.execute("Greeting")
        await host.execute("Failing")
        page = (await host.ask("GET", "/metrics")).body.decode()
        assert 'asgi_agent_workflow_runs_total{graph="Greeting",status="completed"} 1.0' in page
        assert 'asgi_agent_workflow_runs_total{graph="Failing",status="failed"} 1.0' in page
        assert 'asgi_agent_workflow_runs_in_flight{graph="Greeting"} 0.0' in page
    assert (await Host(tmp_path).ask("GET", "/metrics")).status == 404


async def test_requests_and_runs_are_recorded_in_an_audit_log(tmp_path: Path) -> None:
    """In the directory that is named; refusals as well, with the caller, and without what was said."""
    place = tmp_path / "audit"
    config = {"enable_audit_logging": True, "audit_log": place}
    host = Host(tmp_path, config=config, dependencies=GUARDED)
    assert (await host.execute("Greeting", user="ann")).status == 200
    assert (await host.execute("Greeting")).status == 401
    await AuditLog.shared(place).aclose()
    found = [entry for entry in entries(open_log(str(place))) if not entry.event.type.startswith("audit.")]
    runs = [entry for entry in found if entry.event.type == "agent.run"]
    assert [entry.phase for entry in runs] == ["intent", "end"]
    assert {entry.actor.id for entry in runs if entry.actor} == {"ann"}
    ends = [entry for entry in found if entry.event.type == "http.request" and entry.phase == "end"]
    assert [entry.outcome.code for entry in ends if entry.outcome] == [200, 401]
    assert {entry.http.route for entry in ends if entry.http} == {"/workflows/execute"}
    assert "Ada" not in b"".join(file.read_bytes() for file in place.glob("*.jsonl")).decode()


async def test_what_cannot_be_recorded_is_not_answered(tmp_path: Path) -> None:
    """As behind the middleware itself."""
    store = MemoryAudit()
    store.failure = OSError("disk is full")
    host = Host(tmp_path, audit_log=AuditLog(store, pseudonyms=store.pseudonyms))
    assert (await host.execute("Greeting")).status == 503


def test_contradictions_are_refused(tmp_path: Path) -> None:
    """When the routes are added."""
    made = service(tmp_path)
    cases: list[tuple[dict[str, Any], str]] = [
        ({"service": made, "graph": len}, "service= has its own graph"),
        ({"service": made, "agents": {}}, "service= has its own agents"),
        ({"service": made, "enable_metrics": True}, "counts nothing"),
        ({"graph": len, "prefix": "workflows"}, "begins with a slash"),
        ({"graph": len, "on_disconnect": "explode"}, "on_disconnect"),
        (
            {"graph": len, "api_keys": {}, "require_api_key": False},
            "api_keys= is given, and require_api_key= is off",
        ),
        ({"graph": len, "audit_log": "x", "enable_audit_logging": False}, "audit_log= is given"),
        ({"graph": len, "require_api_key": True}, "asgi-agent keys new"),
        ({"graphs": {"list": len}}, "no workflow may be called list"),
        ({}, "needs a graph"),
        ({"graph": len, "heartbeat": -1}, "heartbeat= is not negative"),
        ({"graph": len, "send_timeout": 0}, "send_timeout= is above 0, not 0"),
        ({"graph": len, "max_body": 0}, "max_body= is above 0, not 0"),
        ({"graph": len, "config": "workflows.toml"}, "config= is an AgentConfig or a mapping .* not str"),
    ]
    for options, told in cases:
        with pytest.raises(ConfigurationError, match=told):
            include_agent_routes(FastAPI(), **options)


@pytest.mark.parametrize("prefix", ["/workflows", "/workflows/"])
def test_one_place_takes_one_set_of_routes(prefix: str) -> None:
    """Since nobody would reach a second one; of an application, or of a router with a prefix."""
    router = APIRouter(prefix="/api")
    for host, place in ((FastAPI(), "/workflows"), (router, "/api/workflows")):
        include_agent_routes(host, graph=len)
        with pytest.raises(ConfigurationError, match=f"routes of workflows at {place}: choose another"):
            include_agent_routes(host, graph=len, prefix=prefix)
        include_agent_routes(host, graph=len, prefix="/others")


def test_without_what_an_option_needs_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """And without FastAPI, that."""
    import sys

    monkeypatch.setitem(sys.modules, "prometheus_client", None)
    with pytest.raises(MissingDependencyError, match=r"asgi-agent\[metrics\]"):
        include_agent_routes(FastAPI(), graph=len, enable_metrics=True)
    monkeypatch.setitem(sys.modules, "fastapi", None)
    with pytest.raises(MissingDependencyError, match="pip install fastapi"):
        include_agent_routes(FastAPI(), graph=len)


async def test_a_config_says_all(tmp_path: Path) -> None:
    """Nothing else is needed."""
    config = AgentConfig(csv_path=write(tmp_path, ROWS.replace("sign", "echo").replace("boom", "echo")))
    with pytest.raises(ConfigurationError, match="there is no agent 'wait'"):
        include_agent_routes(FastAPI(), config=config)
    app = FastAPI()
    include_agent_routes(app, config=config, agents=agents())
    assert (await ask(app, "POST", "/workflows/execute", GREETING)).json()["success"]
