"""The README's code for an audit log, authentication, the sidecar and CSV workflows does what it says."""

from __future__ import annotations

import json
import re
import shlex
import time
from typing import TYPE_CHECKING, Any

import jwt
import pytest
import yaml
from fastapi import Depends, FastAPI, Request

from asgi_agent import AgentASGI, AuditLogMiddleware, CorrelationIdMiddleware
from asgi_agent.cli import main
from asgi_agent.middleware.auth import KeyFile, new_key
from asgi_agent.testing import http_scope, run_http
from tests.servers import ROOT, serve
from tests.test_readme import section

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def blocks(title: str, language: str) -> list[str]:
    """The code of a section, in that language."""
    return re.findall(rf"```{language}\n(.*?)```", section(title), re.DOTALL)


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the code writes is written to a directory of its own."""
    monkeypatch.chdir(tmp_path)


async def ask(app: Any, path: str, body: Any = None, headers: Sequence[tuple[bytes, bytes]] = ()) -> Any:
    """The answer to a GET, or to a POST of JSON."""
    content = b"" if body is None else json.dumps(body).encode()
    method = "GET" if body is None else "POST"
    pairs = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(content)), *headers]
    return await run_http(app, http_scope(path, method=method, headers=pairs), content)


async def test_the_audit_log(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is signed, verified, queried, exported and reported on by the commands that stand there."""
    here = {"/etc/agent": str(tmp_path), "/mnt/other": str(tmp_path)}

    def local(text: str) -> str:
        return re.sub("|".join(here), lambda found: here[found[0]], text)

    keygen, verify, *commands = local("".join(blocks("Audit log", "console"))).splitlines()
    main(shlex.split(keygen)[1:])
    api = FastAPI()
    space: dict[str, Any] = {"app": api, "AuditLogMiddleware": AuditLogMiddleware, "Request": Request}
    _, record, signed = blocks("Audit log", "python")
    exec(record, space)
    exec(local(signed), space)

    @api.get("/vitals/{mrn}", dependencies=[Depends(space["record"])])
    async def vitals(mrn: str) -> dict[str, int]:
        return {"pulse": 60}

    assert (await ask(space["app"], "/vitals/MRN-1234")).status == 200
    await space["app"].log.aclose()
    capsys.readouterr()
    with pytest.raises(SystemExit) as verdict:
        main(shlex.split(verify)[1:])
    assert verdict.value.code == 0, capsys.readouterr().out
    for line in commands:
        if "--follow" not in line and "…" not in line:
            main(shlex.split(line)[1:])
    assert "GET /vitals/{mrn}" in capsys.readouterr().out
    assert (tmp_path / "report.html").read_text().casefold().startswith("<!doctype html>")
    (event, *_) = (tmp_path / "events.ndjson").read_text().splitlines()
    assert json.loads(event)["resourceType"] == "AuditEvent"
    assert "MRN-1234" not in (tmp_path / "audit" / "000001.jsonl").read_text()


async def test_authentication() -> None:
    """The tokens and keys that stand there guard an app, and each graph by itself."""

    async def triage(text: str) -> str:
        return f"triage: {text}"

    key, entry = new_key("billing", scopes=("triage:run",))
    KeyFile("keys.json").add(entry)
    space: dict[str, Any] = {"AgentASGI": AgentASGI, "triage": triage, "coder": triage}
    (code,) = blocks("Authentication", "python")
    space["app"] = AgentASGI(triage)
    exec(code, space)
    body = {"input": "x"}
    assert (await ask(space["machines"], "/invoke", body)).status == 401
    assert (await ask(space["machines"], "/invoke", body, [(b"x-api-key", key.encode())])).status == 200
    token = jwt.encode({"sub": "u", "exp": int(time.time()) + 60}, "x" * 32, "HS256")
    refused = await ask(space["tokens"], "/invoke", body, [(b"authorization", f"Bearer {token}".encode())])
    assert refused.status in (401, 503)  # nobody answers for id.example here
    assert (await ask(space["guarded"], "/graphs/triage/invoke", body)).status == 200
    assert (await ask(space["guarded"], "/graphs/coding/invoke", body)).status == 401


async def test_the_sidecar(tmp_path: Path) -> None:
    """The agent serves by itself, the service hands requests on to it, and records them."""
    (code,) = blocks("Sidecar or embedded", "python")
    with serve("uvicorn", "tests.hosts.behind:app") as agent:
        space: dict[str, Any] = {}
        exec(code.replace("http://agent:8001", agent.url), space)
        answer = await ask(space["app"], "/agent/graphs/ask/invoke", {"input": {"key": "x"}})
        await space["api"].routes[-1].app.aclose()
    assert (answer.status, answer.json()["output"]) == (200, False)
    assert '"route":"/agent' in (tmp_path / "audit" / "000001.jsonl").read_text()


def test_the_containers() -> None:
    """The file is one that compose reads, and its command is one of ours."""
    (text,) = blocks("Sidecar or embedded", "yaml")
    services = yaml.safe_load(text)["services"]
    assert set(services) == {"api", "agent"}
    arguments = shlex.split(services["agent"]["command"])
    assert arguments[:2] == ["asgi-agent", "serve"]
    with pytest.raises(SystemExit) as caught:
        main([*arguments[1:], "--help"])
    assert caught.value.code == 0


async def test_csv_workflows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The file runs, asks, and is checked as it says there."""
    (table,) = blocks("CSV workflows", "csv")
    (tmp_path / "triage.csv").write_text(table)
    (code,) = blocks("CSV workflows", "python")
    space: dict[str, Any] = {"AgentASGI": AgentASGI, "classify": lambda inputs: "urgent"}
    exec(code, space)
    asked = (await ask(space["app"], "/invoke", {"input": {"message": "chest pain"}})).json()
    assert asked["status"] == "interrupted"
    assert asked["interrupts"][0]["value"]["prompt"] == "Send to urgent?"
    body = {"thread_id": asked["thread_id"], "resume": "approve"}
    answer = (await ask(space["app"], "/invoke", body)).json()
    assert answer["output"]["reply"] == "Sent as urgent"
    body = {"input": {"message": "cold"}}
    asked = (await ask(space["app"], "/invoke", body)).json()
    body = {"thread_id": asked["thread_id"], "resume": "reject"}
    assert (await ask(space["app"], "/invoke", body)).json()["output"]["reply"] == "A nurse will call you"
    (tmp_path / "triage.csv").write_text(table.replace("approved,Send", "approved,Sent"))
    command, told = blocks("CSV workflows", "console")[0].splitlines()
    with pytest.raises(SystemExit):
        main(shlex.split(command)[2:])
    assert capsys.readouterr().err.strip() == told


def test_the_first_example_is_an_app() -> None:
    """With each of the layers that it names."""
    text = (ROOT / "README.md").read_text()
    (code, *_) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    space: dict[str, Any] = {}
    exec(code.replace("from my_app.graph import graph", "graph = len"), space)
    assert isinstance(space["app"], CorrelationIdMiddleware)
