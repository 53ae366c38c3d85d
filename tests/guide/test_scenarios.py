"""The guide's shop, dashboard and clinic."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import ASGITransport, AsyncClient
from pydantic import BaseModel

from asgi_agent.audit.record import decode_entry
from asgi_agent.errors import NotFoundError
from asgi_agent.workflow_service import ExecutionRecord
from tests.guide.blocks import block, run
from tests.guide.host import User, bearer, get_current_user, require_role, write

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ORDERS = """\
OrderProcessing,Charge,charge,,order_id|amount,receipt,,Ship,Refuse
OrderProcessing,Ship,echo,Order {order_id} is on its way,order_id,said,,,
OrderProcessing,Refuse,echo,No money,,said,,,
"""


class OrderData(BaseModel):
    """What is ordered."""

    amount: int


class Placed(BaseModel):
    """An order of the shop's."""

    id: int
    user_id: str
    execution_id: str | None = None


class Orders:
    """The shop's orders."""

    def __init__(self) -> None:
        self.all: dict[int, Placed] = {}

    def create(self, data: OrderData, user_id: str) -> Placed:
        """A new one."""
        order = Placed(id=len(self.all) + 1, user_id=user_id)
        self.all[order.id] = order
        return order

    def get(self, order_id: int) -> Placed:
        """An order of whomever."""
        return self.all[order_id]


def charge(inputs: Mapping[str, Any]) -> str:
    """Charge a card, if there is that much on it."""
    if inputs["amount"] > 100:
        raise ValueError("not enough")
    return f"receipt {inputs['order_id']}"


def test_the_shop(tmp_path: Path) -> None:
    """An order is processed, its user may see how far it is, and the routes are for nobody outside."""
    write(tmp_path / "shop.csv", ORDERS)
    app = FastAPI()
    space = {"app": app, "charge": charge, "User": User, "get_current_user": get_current_user}
    run(block("A shop"), {**space, "OrderData": OrderData, "orders": Orders()})
    client = TestClient(app, headers=bearer("ada"))
    placed = client.post("/orders", json={"amount": 30}).json()
    assert placed["processing_status"] == "completed"
    assert placed["result"]["said"] == "Order 1 is on its way"
    refused = client.post("/orders", json={"amount": 300}).json()
    assert refused["result"]["said"] == "No money"
    status = client.get("/orders/1/status").json()
    assert status == {"workflow_status": "completed", "estimated_completion": None}
    assert client.get("/orders/1/status", headers=bearer("bob")).status_code == 404
    assert client.get("/internal/workflows/list", headers={"authorization": ""}).status_code == 401
    assert list(client.get("/openapi.json").json()["paths"]) == ["/orders", "/orders/{order_id}/status"]


async def test_a_failed_order_says_so(tmp_path: Path) -> None:
    """The result of a workflow that failed has its error, and what cannot be begun is raised."""
    write(tmp_path / "shop.csv", "OrderProcessing,Charge,charge,,order_id|amount,receipt,,,\n")
    host = {"app": FastAPI(), "charge": charge, "User": User, "get_current_user": get_current_user}
    space = run(block("A shop"), {**host, "OrderData": OrderData, "orders": Orders()})
    result = await space["service"].execute_workflow("OrderProcessing", {"order_id": 1, "amount": 300})
    assert (result["success"], result["error"]["exception"]) == (False, "ValueError")
    with pytest.raises(NotFoundError):
        await space["service"].execute_workflow("Refunds", {})


EARLIER = ExecutionRecord(
    execution_id="earlier",
    graph_name="OrderProcessing",
    owner="",
    state="completed",
    started_at=1e9,
    seconds=3600.0,
)


async def test_an_order_in_work_says_when_it_may_be_done(tmp_path: Path) -> None:
    """From how long those before it took, for one that was started and not waited for."""
    write(tmp_path / "shop.csv", ORDERS)
    app, shop, paid = FastAPI(), Orders(), asyncio.Event()

    async def charge(inputs: Mapping[str, Any]) -> str:
        await paid.wait()
        return "receipt"

    host = {"app": app, "charge": charge, "User": User, "get_current_user": get_current_user}
    space = run(block("A shop"), {**host, "OrderData": OrderData, "orders": shop})
    transport = ASGITransport(app=app)
    async with AsyncClient(transport=transport, base_url="http://test", headers=bearer("ada")) as client:
        await space["service"].store.add(EARLIER)
        order = shop.create(OrderData(amount=500), "ada")
        state = {"order_id": order.id, "amount": 500}
        execution = await space["service"].start_workflow("OrderProcessing", state, {"user_id": "ada"})
        order.execution_id = execution.execution_id
        status = (await client.get(f"/orders/{order.id}/status")).json()
        assert status["workflow_status"] == "running"
        assert datetime.fromisoformat(status["estimated_completion"]).tzinfo is not None
        paid.set()
        assert (await execution.result())["status"] == "completed"
        assert (await client.get(f"/orders/{order.id}/status")).json()["workflow_status"] == "completed"


class Analytics:
    """Counts."""

    def __init__(self) -> None:
        self.tracked: list[tuple[str, str, dict[str, Any]]] = []

    def track(self, event: str, workflow: str, **more: Any) -> None:
        """One event."""
        self.tracked.append((event, workflow, more))


class Report(BaseModel):
    """Which report is wanted."""

    type: str
    output_format: str = "pdf"


def test_the_dashboard(tmp_path: Path) -> None:
    """A report is made after the answer, on behalf of the user, and both hooks hear of it."""
    write(tmp_path / "reports.csv", "ReportGeneration,Render,render,,type|output_format,report,,,\n")
    app, analytics, rendered = FastAPI(), Analytics(), []

    async def render(inputs: Mapping[str, Any]) -> str:
        await asyncio.sleep(0)
        rendered.append(dict(inputs))
        return "done"

    space = {"app": app, "analytics": analytics, "render": render, "Report": Report, "User": User}
    run(block("A dashboard"), {**space, "require_admin": require_role("admin")})
    client = TestClient(app, headers=bearer("ada"))
    assert client.post("/reports", json={"type": "sales"}, headers=bearer("bob")).status_code == 403
    answer = client.post("/reports", json={"type": "sales"})
    assert (answer.status_code, answer.json()) == (202, {"status": "processing"})
    assert rendered == [{"type": "sales", "output_format": "pdf"}]
    assert analytics.tracked == [
        ("workflow_started", "ReportGeneration", {"user": "ada"}),
        ("workflow_ended", "ReportGeneration", {"status": "completed"}),
    ]
    assert client.get("/workflows/list", headers=bearer("bob")).status_code == 403


class Visit(BaseModel):
    """Why somebody comes."""

    reason: str


NOTE = "John Smith, 312-555-0142, has chest pain"


def test_the_clinic(tmp_path: Path) -> None:
    """The graph, its record and the answer have no identifiers; the audit log has a pseudonym."""
    write(tmp_path / "care.csv", "CareCoordination,Plan,echo,Plan for: {reason},reason,plan,,,\n")
    api = FastAPI()
    host: dict[str, Any] = {
        "api": api,
        "Annotated": Annotated,
        "User": User,
        "Visit": Visit,
        "require_role": require_role,
    }
    space = run(block("A clinic"), host)
    with TestClient(space["app"], headers=bearer("ada")) as client:
        url = "/patients/MRN-4471/appointments"
        assert client.post(url, json={"reason": NOTE}, headers=bearer("bob")).status_code == 403
        answer = client.post(url, json={"reason": NOTE})
        assert answer.json() == {"plan": "Plan for: [NAME], [PHONE], has chest pain"}
        body = {"graph_name": "CareCoordination", "initial_state": {"reason": NOTE}}
        answer = client.post("/care/workflows/execute", json=body, headers={"x-patient": "MRN-4471"})
        assert answer.json()["result"]["plan"] == "Plan for: [NAME], [PHONE], has chest pain"
        kept = client.get(f"/care/workflows/executions/{answer.json()['execution_id']}").json()
        assert kept["initial_state"] == {"reason": "[NAME], [PHONE], has chest pain"}
        assert client.get("/care/workflows/list", headers={"authorization": ""}).status_code == 401
    text = (tmp_path / "audit" / "000001.jsonl").read_bytes()
    assert not any(said in text for said in (b"MRN-4471", b"Smith", b"chest pain", b"312-555"))
    records = [decode_entry(line) for line in text.splitlines()]
    patients = [r.subject.patient for r in records if r.phase == "end" and r.subject and r.subject.patient]
    assert len(patients) >= 2
    assert len(set(patients)) == 1
    assert sum(r.event.type == "agent.run" and r.phase == "intent" for r in records) == 2
    assert any(record.actor is not None and record.actor.id == "ada" for record in records)
