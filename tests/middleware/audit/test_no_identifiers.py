"""No identifier of a patient gets into an audit log, by whatever way a request brings it."""

from __future__ import annotations

import contextlib
import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from fastapi import FastAPI, Request, WebSocket
from starlette.applications import Starlette
from starlette.routing import Mount

from asgi_agent import AgentASGI, AuditLogMiddleware, CorrelationIdMiddleware, Principal, current_run
from asgi_agent.audit.pseudonyms import machine_made
from asgi_agent.events import Interrupt, Outcome
from asgi_agent.graphs.base import GraphDescription
from asgi_agent.scope import AUDIT_KEY
from asgi_agent.testing import ASGIConnection, http_scope, run_http, websocket_scope
from tests.clinical_text import documents

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from asgi_agent.graphs.base import Emit
    from asgi_agent.run import Run

# What a log is full of and nobody has sent: hashes, ids, times, counts. A short number is in some of them by
# chance.
MADE_HERE = re.compile(
    rb"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{64}|[0-9a-f]{32}"
    rb'|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{15}Z|"(?:us|in|out|seq|pid|boot|last|offset)":"?[0-9a-f]+'
)

# A UUID says nothing of anybody by itself, and ids of that form are how requests and threads are found.
VALUES = sorted(
    {
        value
        for document in documents(seed=41, n=20)
        for value in document.values()
        if len(value) >= 4 and not machine_made(value)
    }
)


class PatientError(Exception):
    """An error of the host's, with words that name a patient."""


def broken(value: str) -> PatientError:
    error = PatientError(f"{value} is unknown")
    error.add_note(f"asked for {value}")
    error.__cause__ = KeyError(value)
    return error


class Graph:
    """Says its input in every kind of event, and ends in every way."""

    kind = "telling"

    async def run(self, run: Run, emit: Emit) -> Outcome:
        value = run.input["value"]
        audit = run.audit
        assert audit is not None
        assert audit is current_run().audit
        audit.subject(patient=value, encounter=value)
        audit.resource("Observation", value)
        audit.authz(consent=value)
        for wrong in (audit.purpose, audit.event):
            with contextlib.suppress(ValueError):
                wrong(value)
        for name in (value, "find_" + "_".join(value.split()), f"call{value.title()}"):
            await emit("tool.start", {"id": value, "name": name, "message_id": value}, node="node")
            await emit("tool.end", {"id": value, "name": name, "args": {value: value}}, node="node")
            await emit("tool.result", {"id": value, "name": name, "content": value, "error": True})
        await emit("usage", {"model": value, value: 3, "input_tokens": 1})
        if run.input["end"] == "error":
            raise broken(value)
        return Outcome({value: value}, (Interrupt(value, value, value),), {value: value})

    async def heal(self, run: Run) -> None:
        """Nothing is kept."""

    async def thread_owner(self, thread_id: str) -> str | None:
        return None

    def describe(self) -> GraphDescription:
        return GraphDescription(self.kind, (), (), {}, {}, "")


api = FastAPI()


@api.get("/patients/{mrn}/notes/{section:path}")
async def read(mrn: str, section: str, request: Request) -> str:
    """Who asks is a patient, who is asked about as well."""
    audit = request.scope[AUDIT_KEY]
    audit.subject(patient=mrn)
    child = Principal(section, type="patient", tenant=section)
    audit.actor(Principal(mrn, type="patient", roles=(section,)), on_behalf_of=child, reference=mrn)
    audit.event("note.read", patient=section, resource=("Note", mrn))
    return mrn + section


@api.get("/broken/{mrn}")
async def fail(mrn: str) -> None:
    """A host that puts identifiers into its errors."""
    raise broken(mrn)


@api.websocket("/live/{mrn}")
async def live(socket: WebSocket, mrn: str) -> None:
    """Says what it hears, and breaks."""
    offered = socket.scope["subprotocols"]
    await socket.accept(offered[0], [(b"x-patient", b"1")])
    await socket.send_text(await socket.receive_text())
    if mrn.startswith("broken"):
        raise broken(mrn)
    await socket.close(1008, mrn[:100])


api.mount("/agent/{ward}", AgentASGI({"agent": Graph()}, principal=lambda request: Principal("clinician-7")))


def header_values(value: str) -> list[tuple[bytes, bytes]]:
    """Every header that something here looks at, and some that nothing should.

    A proxy adds the address that it sees to what the client says of its own.
    """
    raw = re.sub(r"[^\x21-\x7e]", "-", value).encode()
    names = (
        b"x-request-id",
        b"forwarded",
        b"traceparent",
        b"tracestate",
        b"authorization",
        b"cookie",
        b"user-agent",
        b"referer",
        b"x-patient-id",
    )
    digits = (re.sub(r"\D", "", value) or "1").rjust(16, "a")[-16:].encode()
    trace = b"00-" + b"0af7651916cd43dd8448eb211c80319c-" + digits + b"-01"
    pairs = [(name, trace if name == b"traceparent" else raw) for name in names]
    return [*pairs, (b"x-forwarded-for", raw + b", 198.51.100.7")]


@pytest.fixture
def logged(tmp_path: Path) -> Iterator[Any]:
    """The application with a log in a directory; what is below that is read when the test is over."""
    place = tmp_path / "audit"
    mounted = Starlette(routes=[Mount("/tenants/{tenant}", app=api)])
    audited = AuditLogMiddleware(mounted, log=place, sync=False, trusted_proxies=["127.0.0.1"])
    yield CorrelationIdMiddleware(audited)
    audited.log.close()
    lines = b"".join(path.read_bytes() for path in place.rglob("*") if path.is_file())
    assert lines.count(b"\n") > 20
    text = MADE_HERE.sub(b"", lines)
    found = [value for value in VALUES if value.encode() in text or json.dumps(value).encode() in text]
    assert found == []


async def request(app: Any, path: str, value: str, method: str = "GET", body: Any = None) -> int | None:
    """A request with the value in its path, its query, its headers and its body."""
    scope = http_scope(
        path,
        method=method,
        headers=[(b"content-type", b"application/json"), *header_values(value)],
        query_string=f"q={quote(value)}&{quote(value)}=1".encode(),
    )
    with contextlib.suppress(PatientError):
        result = await run_http(app, scope, b"" if body is None else json.dumps(body).encode())
        return result.status
    return None


async def test_paths_queries_headers_and_exceptions(logged: Any) -> None:
    """Behind parameters of mounts and routes, where there is a route and where there is none."""
    for value in VALUES:
        below = f"/tenants/{quote(value, safe='')}"
        assert await request(logged, f"{below}/patients/{value}/notes/{value}/{value}", value) in (200, 404)
        await request(logged, f"{below}/broken/{value}", value)
        await request(logged, f"/{value}", value)
        method = re.sub("[^A-Z]", "", value.upper()) or "GET"
        await request(logged, f"{below}/{value}", value, method, {value: value})


async def test_runs_and_their_tools(logged: Any) -> None:
    """Names and arguments of tools, results, questions, ids of threads, contexts, usage, failures."""
    for value in VALUES:
        for end in ("error", "question"):
            config = {"metadata": {value: value}, "configurable": {value: value}}
            thread = re.sub(r"[^A-Za-z0-9._:@-]", "-", value).strip("-._:@")
            body = {"input": {"value": value, "end": end}, "config": config, "context": {value: value}}
            path = f"/tenants/t/agent/{quote(value, safe='')}/invoke"
            status = await request(logged, path, value, "POST", {**body, "thread_id": thread})
            assert status in (200, 404, 500)
        await request(
            logged, "/tenants/t/agent/w/invoke", value, "POST", {"input": {"value": value}, value: 1}
        )
        await request(logged, f"/tenants/t/agent/w/graphs/{quote(value, safe='')}", value)


async def test_websockets(logged: Any) -> None:
    """Messages, subprotocols, reasons of closing, and what is raised in one."""
    for value in VALUES:
        for start in ("", "broken "):
            path = f"/tenants/t/live/{quote(start + value, safe='')}"
            scope = websocket_scope(path, headers=header_values(value), subprotocols=[value])
            with contextlib.suppress(PatientError):
                async with ASGIConnection(logged, scope) as connection:
                    await connection.put({"type": "websocket.connect"})
                    await connection.put({"type": "websocket.receive", "text": value})
                    await connection.wait()
