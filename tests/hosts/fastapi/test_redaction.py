"""Identifiers of patients do not pass the routes, nor into records, where a policy is in force."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from fastapi import HTTPException

from asgi_agent import PHIRedactionMiddleware, WorkflowService
from asgi_agent.phi import Redactor
from asgi_agent.phi.recognizers import Recognizers
from asgi_agent.workflow_service.keeping import keepable
from tests.asking import sse
from tests.hosts.fastapi.apps import Host
from tests.workflows.csvs import write

if TYPE_CHECKING:
    from pathlib import Path

    from asgi_agent import Run
    from asgi_agent.phi.spans import Span

SSN = "219-09-9999"
ROWS = (
    'Notes,Say,say,,,note,said\nAsk,Ask,human,Is {note} right?,"{""interaction_type"": ""approval""}",note,ok'
)


async def guarded(directory: Path, **policy: Any) -> tuple[Host, list[Any]]:
    """A host behind a redaction middleware, and what its agent was given."""
    given: list[Any] = []

    def say(inputs: dict[str, Any]) -> str:
        given.append(inputs["note"])
        return f"noted: {inputs['note']}, SSN {SSN}"

    host = Host(directory, csv_file=write(directory, ROWS), agents={"say": say})
    host.asgi = PHIRedactionMiddleware(host.app, **policy)
    return host, given


NOTE = {"note": f"SSN {SSN}"}


@pytest.mark.parametrize("inbound", ["redact", "pass", "pseudonymise"])
async def test_neither_answers_nor_records_hold_identifiers(tmp_path: Path, inbound: str) -> None:
    """Whatever the graph itself may see."""
    host, given = await guarded(tmp_path, inbound=inbound)
    answer = await host.execute("Notes", NOTE)
    assert answer.status == 200
    execution_id = answer.json()["execution_id"]
    status = await host.ask("GET", f"/executions/{execution_id}")
    record = await host.service.store.get(execution_id)
    for told in (answer.body.decode(), status.body.decode(), repr(record)):
        assert SSN not in told
    assert (given == [NOTE["note"]]) == (inbound == "pass")
    assert answer.json()["result"]["said"].startswith("noted:")


async def test_events_and_questions_hold_none_either(tmp_path: Path) -> None:
    """In a stream, and where an execution waits."""
    host, _ = await guarded(tmp_path, inbound="pass")
    body = {"graph_name": "Notes", "initial_state": NOTE}
    stream = await host.ask("POST", "/stream", body)
    assert sse(stream.body)[-1]["type"] == "run.finished"
    asked = await host.execute("Ask", NOTE)
    record = await host.service.store.get(asked.json()["execution_id"])
    assert record is not None
    assert asked.json()["status"] == record.state == "interrupted"
    for told in (stream.body.decode(), asked.body.decode(), repr(record)):
        assert SSN not in told


async def test_the_caller_may_see_what_the_record_does_not_hold(tmp_path: Path) -> None:
    """Where tokens are turned back for whom it is allowed."""
    host, _given = await guarded(
        tmp_path, inbound="pseudonymise", outbound="restore", may_reveal=lambda principal, run: True
    )
    answer = await host.execute("Notes", NOTE)
    record = await host.service.store.get(answer.json()["execution_id"])
    assert answer.json()["result"]["note"] == NOTE["note"]
    assert SSN not in repr(record)


@pytest.mark.parametrize("entitled", [True, False])
async def test_whoever_asks_later_sees_what_it_is_entitled_to(tmp_path: Path, entitled: bool) -> None:
    """Of an execution that waits, and of one that was cancelled; asked about with its thread, and counted."""
    about: list[tuple[str, str]] = []

    def may_reveal(principal: Any, run: Run) -> bool:
        about.append((run.graph, run.thread_id))
        return entitled

    host, _given = await guarded(tmp_path, inbound="pseudonymise", outbound="restore", may_reveal=may_reveal)
    execution_id = (await host.execute("Ask", NOTE)).json()["execution_id"]
    seen = [await host.ask("GET", f"/executions/{execution_id}")]
    seen.append(await host.ask("POST", f"/executions/{execution_id}/cancel"))
    for answer in seen:
        assert answer.json()["execution_id"] == execution_id
        assert (answer.json()["result"]["note"] == NOTE["note"]) == entitled
        assert (SSN in answer.body.decode()) == entitled
    assert about == [("Ask", execution_id)] * 3


async def test_a_record_of_the_hosts_own_code_is_redacted_where_it_is_asked_for(tmp_path: Path) -> None:
    """It was kept as it was, since no policy was in force there."""
    host, _given = await guarded(tmp_path)
    kept = await host.service.execute_workflow("Notes", NOTE)
    answer = await host.ask("GET", f"/executions/{kept['execution_id']}")
    assert SSN in kept["result"]["said"]
    assert answer.json()["initial_state"] == {"note": "SSN [SSN]"}
    assert answer.json()["result"]["said"] == "noted: SSN [SSN], SSN [SSN]"
    assert SSN not in answer.body.decode()


async def test_identifiers_may_be_rejected(tmp_path: Path) -> None:
    """And what is not one passes."""
    host, given = await guarded(tmp_path, inbound="reject")
    refused = await host.execute("Notes", NOTE)
    assert (refused.status, refused.json()["categories"]) == (422, ["SSN"])
    assert given == []
    assert (await host.execute("Notes", {"note": "all is well"})).status == 200


async def test_without_a_policy_what_is_kept_is_what_was_said() -> None:
    """As plain values."""
    assert await keepable({"note": ("SSN", SSN)}, None, said=False) == {"note": ["SSN", SSN]}


async def test_what_cannot_be_redacted_for_the_record_has_failed(tmp_path: Path) -> None:
    """And is told to nobody, though this policy would let it pass to the caller; the record says so."""

    def unreadable(text: str) -> list[Span]:
        if text.startswith("noted"):
            raise RuntimeError(text)
        return []

    policy = Redactor(recognizers=Recognizers(unreadable))
    host, _ = await guarded(tmp_path, redactor=policy, inbound="pass", outbound="pass")
    answer = await host.execute("Notes", {"note": "a cough"})
    record = await host.service.store.get(answer.json()["execution_id"])
    assert (answer.status, record is not None and record.state) == (503, "failed")
    assert b"cough" not in answer.body
    assert "noted" not in repr(record)
    assert not host.service._keeper.live


class Quoting(WorkflowService):
    """Refuses with what it was given."""

    def pre_workflow_execution(self, graph_name: str, initial_state: Any, context: Any) -> None:
        """As a host might that looks something up."""
        raise HTTPException(404, f"there is nobody of {initial_state['note']}")


@pytest.mark.parametrize("path", ["/execute", "/batch"])
async def test_a_hosts_refusal_holds_none_either(tmp_path: Path, path: str) -> None:
    """Of one execution, or of one in a batch."""
    made = Quoting(csv_file=write(tmp_path, ROWS), agents={"say": len})
    host = Host(tmp_path, service=made)
    host.asgi = PHIRedactionMiddleware(host.app, inbound="pass")
    body: dict[str, Any] = {"graph_name": "Notes", "initial_state": NOTE}
    answer = await host.ask("POST", path, {"executions": [body]} if path == "/batch" else body)
    assert b"there is nobody of" in answer.body
    assert SSN.encode() not in answer.body
