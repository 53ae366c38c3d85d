"""What the routes do, and how they refuse."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from fastapi import HTTPException

from asgi_agent import WorkflowService
from asgi_agent.testing import ASGIConnection, http_scope
from tests.asking import sse, until
from tests.hosts.fastapi.apps import GREETING, GUARDED, Host
from tests.workflow_service.flows import Gate, service
from tests.workflows.csvs import write

if TYPE_CHECKING:
    from pathlib import Path

    from asgi_agent.testing import HTTPResult

PROBLEM = ["application/problem+json"]


def assert_problem(result: HTTPResult, status: int, slug: str) -> dict[str, Any]:
    problem: dict[str, Any] = result.json()
    assert (result.status, result.header("content-type")) == (status, PROBLEM)
    assert problem["type"] == f"urn:asgi-agent:problem:{slug}"
    assert [problem["request_id"]] == result.header("x-request-id")
    return problem


@pytest.mark.parametrize("field", ["graph_name", "workflow_name"])
async def test_a_workflow_is_executed(tmp_path: Path, field: str) -> None:
    """By either name of the field; the answer has what the guide promises."""
    result = await Host(tmp_path).ask(
        "POST", "/execute", {field: "Greeting", "initial_state": {"name": "Ada"}}
    )
    answer = result.json()
    assert (result.status, answer["success"], answer["graph_name"]) == (200, True, "Greeting")
    assert answer["result"]["letter"] == "Hello Ada, yours"
    assert answer["nodes_executed"] == ["Greet", "Sign"]
    assert answer["execution_time"] > 0


async def test_a_failure_is_a_problem_with_node_and_class(tmp_path: Path) -> None:
    """And with the id to look it up by."""
    host = Host(tmp_path)
    result = await host.execute("Failing")
    problem = assert_problem(result, 500, "graph-failed")
    assert (problem["node"], problem["exception"]) == ("Boom", "ValueError")
    status = (await host.ask("GET", f"/executions/{problem['execution_id']}")).json()
    assert (status["status"], status["error"]["node"]) == ("failed", "Boom")
    assert b"Smith" not in result.body


@pytest.mark.parametrize(
    ("body", "status", "slug"),
    [
        (b"{", 400, "malformed-request"),
        ({"graph_name": "Nope"}, 404, "not-found"),
        ({"initial_state": {}}, 422, "invalid-input"),
        ({"graph_name": "Greeting", "workflow_name": "Greeting"}, 422, "invalid-input"),
        ({"graph_name": "Greeting", "John Smith": 4711}, 422, "invalid-input"),
        ({"graph_name": 4711}, 422, "invalid-input"),
    ],
)
async def test_what_does_not_fit_is_refused(tmp_path: Path, body: Any, status: int, slug: str) -> None:
    """Without an echo of what was sent."""
    host = Host(tmp_path)
    for path in ("/execute", "/stream"):
        result = await host.ask("POST", path, body)
        assert_problem(result, status, slug)
        assert b"4711" not in result.body
        assert b"Smith" not in result.body


async def test_other_bodies_are_refused(tmp_path: Path) -> None:
    """Another media type; too many bytes; in a batch and in an answer."""
    host = Host(tmp_path, max_body=100)
    text = [(b"content-type", b"text/plain")]
    assert_problem(await host.ask("POST", "/execute", headers=text), 415, "unsupported-media-type")
    assert_problem(await host.ask("POST", "/execute", b" " * 101), 413, "body-too-large")
    batches: list[list[dict[str, Any]]] = [[], [{}], [GREETING | {"context": {}}]]
    for body in batches:
        assert_problem(await host.ask("POST", "/batch", {"executions": body}), 422, "invalid-input")
    answers: list[dict[str, Any]] = [{}, {"resume": 1, "action": "x"}]
    for answer in answers:
        assert_problem(await host.ask("POST", "/executions/x/resume", answer), 422, "invalid-input")


async def test_a_batch_is_answered_in_order(tmp_path: Path) -> None:
    """With a result for each."""
    body = {"executions": [GREETING, {"workflow_name": "Failing"}, {"graph_name": "Nope"}]}
    results = (await Host(tmp_path).ask("POST", "/batch", body)).json()["results"]
    assert [result["success"] for result in results] == [True, False, False]
    assert [result["error"] and result["error"]["status"] for result in results] == [None, 500, 404]


class Gathering(WorkflowService):
    """A service that executes a batch at once, as AgentMap's guide has it: with one parameter."""

    async def execute_workflow(self, graph_name: str, initial_state: Any, context: Any = None) -> Any:
        """Execute it, where it is not for the host to fail."""
        if graph_name == "Waiting":
            raise OSError("John Smith")
        return await super().execute_workflow(graph_name, initial_state, context)

    async def batch_execute_workflows(self, executions: Any) -> list[Any]:  # type: ignore[override]
        """Results, and exceptions in the place of some."""
        calls = [
            self.execute_workflow(each["graph_name"], each["initial_state"], each.get("context"))
            for each in executions
        ]
        return await asyncio.gather(*calls, return_exceptions=True)


async def test_a_batch_of_the_hosts_own_may_hold_exceptions(tmp_path: Path) -> None:
    """Which are told as any other failure, and nothing of their words."""
    host = Host(tmp_path, service=service(tmp_path, kind=Gathering), dependencies=GUARDED)
    body = {"executions": [GREETING, {"graph_name": "Nope"}, {"graph_name": "Waiting"}]}
    result = await host.ask("POST", "/batch", body, user="ann")
    done, unknown, failed = result.json()["results"]
    assert done["result"]["letter"] == "Hello Ada, yours"
    assert (unknown["graph_name"], unknown["error"]["status"]) == ("Nope", 404)
    assert (failed["status"], failed["error"]["status"]) == ("failed", 500)
    assert b"Smith" not in result.body
    found = await host.ask("GET", f"/executions/{done['execution_id']}", user="bob")
    assert found.status == 404


class Picky(WorkflowService):
    """Refuses some executions, and has no words for others."""

    def pre_workflow_execution(self, graph_name: str, initial_state: Any, context: Any) -> None:
        """As a host on FastAPI refuses, or fails."""
        if initial_state["name"] == "Bob":
            raise HTTPException(403, "not for Bob")
        if initial_state["name"] == "Eve":
            raise OSError("John Smith")

    def format_execution_response(self, result: dict[str, Any], request_context: dict[str, Any]) -> Any:
        """Fail for one name."""
        if result["result"] and result["result"]["name"] == "Cid":
            raise KeyError("John Smith")
        return result


async def test_one_refusal_fails_no_other_in_a_batch(tmp_path: Path) -> None:
    """Each has its own error; what could not be worded has ended, and can be found."""
    host = Host(tmp_path, service=service(tmp_path, kind=Picky))
    names = ["Ada", "Bob", "Cid", "Eve", "Dan"]
    body = {"executions": [GREETING | {"initial_state": {"name": name}} for name in names]}
    answer = await host.ask("POST", "/batch", body)
    results = answer.json()["results"]
    assert [each["success"] for each in results] == [True, False, False, False, True]
    statuses = [each["error"]["status"] for each in results if each["error"]]
    assert statuses == [403, 500, 500]
    assert results[1]["error"]["detail"] == "not for Bob"
    assert (results[2]["status"], results[2]["result"]) == ("completed", None)
    found = await host.ask("GET", f"/executions/{results[2]['execution_id']}")
    assert found.json()["status"] == "completed"
    assert b"Smith" not in answer.body


async def test_events_are_streamed(tmp_path: Path) -> None:
    """As they are on other wires; their thread is the execution."""
    host = Host(tmp_path)
    result = await host.ask("POST", "/stream", GREETING)
    events = sse(result.body)
    nodes = [event["node"] for event in events if event["type"] == "node.finished"]
    assert (events[-1]["type"], nodes) == ("run.finished", ["Greet", "Sign"])
    status = (await host.ask("GET", f"/executions/{events[0]['thread_id']}")).json()
    assert status["status"] == "completed"
    lines = await host.ask("POST", "/stream", GREETING, headers=[(b"accept", b"application/x-ndjson")])
    assert lines.header("content-type") == ["application/x-ndjson"]


@pytest.mark.parametrize(
    "answer", [{"resume": True}, {"action": "approve"}, {"action": "approve", "data": {}}]
)
async def test_a_question_is_answered_once(tmp_path: Path, answer: dict[str, Any]) -> None:
    """As it is or as an action; the second answer conflicts."""
    host = Host(tmp_path)
    asked = (await host.execute("Asking")).json()
    assert (asked["status"], asked["interrupts"][0]["value"]["type"]) == ("interrupted", "approval")
    path = f"/executions/{asked['execution_id']}"
    first = await host.ask("POST", f"{path}/resume", answer)
    assert (first.status, first.json()["result"]["way"]) == (200, "sent")
    assert_problem(await host.ask("POST", f"{path}/resume", answer), 409, "nothing-to-resume")
    assert_problem(await host.ask("POST", f"{path}/cancel"), 409, "conflict")


async def test_an_execution_is_cancelled(tmp_path: Path) -> None:
    """Whoever waits for it learns of that."""
    gate = Gate()
    host = Host(tmp_path, gate)
    waiting = asyncio.create_task(host.execute("Waiting"))
    await gate.entered.wait()
    (execution_id,) = host.service._keeper.live
    cancelled = await host.ask("POST", f"/executions/{execution_id}/cancel")
    assert (cancelled.status, cancelled.json()["status"]) == (200, "cancelled")
    problem = assert_problem(await waiting, 409, "run-cancelled")
    assert problem["execution_id"] == execution_id


async def test_one_limit_holds_for_all(tmp_path: Path) -> None:
    """What comes beyond it is told when to come again."""
    gate = Gate()
    host = Host(tmp_path, gate, max_concurrency=1)
    waiting = asyncio.create_task(host.execute("Waiting"))
    await gate.entered.wait()
    refused = await host.execute("Greeting")
    assert_problem(refused, 503, "overloaded")
    assert refused.header("retry-after") == ["1"]
    gate.open.set()
    assert (await waiting).status == 200


@pytest.mark.parametrize("path", ["/execute", "/stream", "/batch"])
@pytest.mark.parametrize("on_disconnect", ["cancel", "continue"])
async def test_a_client_that_leaves(tmp_path: Path, path: str, on_disconnect: str) -> None:
    """Takes its execution with it, or leaves it to its end; both are on record."""
    gate = Gate()
    host = Host(tmp_path, gate, on_disconnect=on_disconnect)
    wanted: dict[str, Any] = {"graph_name": "Waiting", "initial_state": {"name": "Ada"}}
    body = msgspec.json.encode({"executions": [wanted]} if path == "/batch" else wanted)
    scope = http_scope(f"/workflows{path}", method="POST", headers=[(b"content-type", b"application/json")])
    async with ASGIConnection(host.app, scope) as connection:
        await connection.put({"type": "http.request", "body": body, "more_body": False})
        if path == "/stream":
            await connection.get()
        await gate.entered.wait()
        (execution_id,) = host.service._keeper.live
        await connection.disconnect()
        if on_disconnect == "continue":
            await asyncio.sleep(0.05)  # more than it takes to notice
            gate.open.set()
        await until(lambda: not host.service._keeper.live)
    status = await host.service.get_execution_status(execution_id)
    assert status["status"] == ("cancelled" if on_disconnect == "cancel" else "completed")


async def test_workflows_are_listed_and_described(tmp_path: Path) -> None:
    """An unknown one is not found."""
    host = Host(tmp_path)
    found = (await host.ask("GET", "/list")).json()
    assert found["total_count"] == 4
    described = (await host.ask("GET", "/Asking")).json()
    assert (described["entry_point"], described["nodes"][0]["agent_type"]) == ("Ask", "human")
    assert_problem(await host.ask("GET", "/Nope"), 404, "not-found")
    assert_problem(await host.ask("GET", "/executions/nope"), 404, "not-found")


class Worded(WorkflowService):
    """Answers in the host's own form."""

    async def format_execution_response(
        self, result: dict[str, Any], request_context: dict[str, Any]
    ) -> dict[str, Any]:
        """As the host's other routes have it."""
        return {
            "status": "success" if result.get("success") else "error",
            "data": result.get("result"),
            "metadata": {name: request_context.get(name) for name in ("request_id", "marked")},
        }

    def pre_workflow_execution(self, graph_name: str, initial_state: Any, context: dict[str, Any]) -> None:
        """Leave a mark; refuse one name as the host does."""
        context["marked"] = True
        if initial_state == {"name": "Bob"}:
            raise HTTPException(402, "pay first")


async def test_a_service_may_word_the_answers(tmp_path: Path) -> None:
    """Failures as well, under their status; it sees what the hooks have left."""
    host = Host(tmp_path, service=service(tmp_path, kind=Worded))
    good = await host.execute("Greeting")
    assert good.json()["status"] == "success"
    assert good.json()["metadata"] == {"request_id": good.header("x-request-id")[0], "marked": True}
    bad = await host.execute("Failing")
    assert (bad.status, bad.json()["status"]) == (500, "error")
    assert bad.header("content-type") == ["application/json"]
    refused = await host.execute("Greeting", {"name": "Bob"})
    assert (refused.status, refused.json()["detail"]) == (402, "pay first")


class Broken(WorkflowService):
    """Fails in a hook."""

    def pre_workflow_execution(self, graph_name: str, initial_state: Any, context: dict[str, Any]) -> None:
        """Fail."""
        raise RuntimeError("John Smith")


async def test_a_hook_that_fails_is_no_secret_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The class stands in the log; the client learns nothing."""
    result = await Host(tmp_path, service=service(tmp_path, kind=Broken)).execute("Greeting")
    assert_problem(result, 500, "internal-error")
    assert b"Smith" not in result.body
    assert "Smith" not in caplog.text


async def test_files_that_change_are_taken(tmp_path: Path) -> None:
    """By the list as well."""
    host = Host(tmp_path, config={"enable_hot_reload": True})
    write(tmp_path, "Other,A,echo,,,name,out")
    assert [each["name"] for each in (await host.ask("GET", "/list")).json()["workflows"]] == ["Other"]
    assert (await host.ask("GET", "/Greeting")).status == 404
