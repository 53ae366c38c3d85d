"""The README's code for an audit log, authentication, the sidecar and CSV workflows does what it says."""

from __future__ import annotations

import json
import re
import shlex
import time
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import httpx
import jwt
import pytest
import yaml
from fastapi import Depends, FastAPI, Request

from asgi_agent import AgentASGI, AuditLogMiddleware, CorrelationIdMiddleware
from asgi_agent.cli import main
from asgi_agent.middleware.auth import KeyFile, new_key
from asgi_agent.testing import http_scope, run_http
from tests.cli.process import serving
from tests.servers import ROOT, serve
from tests.test_readme import section

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SECRET = "a-shared-secret-of-sufficient-length-for-HS256"


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


GRAPH = """
async def graph(text: str, run) -> str:
    return f"{run.principal.id}: {text}"
"""


@pytest.mark.parametrize("embedded", [False, True], ids=["sidecar", "embedded"])
def test_the_agent_beside_the_service_and_in_it(tmp_path: Path, *, embedded: bool) -> None:
    """Each started by its own commands: a user is known by the token, to the agent as well, and recorded."""
    sidecar, agent, whole = blocks("Sidecar or embedded", "python")
    (tmp_path / "my_app").mkdir()
    (tmp_path / "my_app" / "graph.py").write_text(GRAPH)
    (tmp_path / "my_app" / "agent.py").write_text(agent)
    api = (whole if embedded else sidecar).replace("audit/", str(tmp_path / "audit"))
    (tmp_path / "api.py").write_text(api)
    serving_agent, serving_api = blocks("Sidecar or embedded", "console")[0].splitlines()
    with ExitStack() as stack:
        environment = {"JWT_KEY": SECRET}
        if not embedded:
            words = shlex.split(serving_agent)
            assert words[0::3] == ["asgi-agent", "--port"]
            process = stack.enter_context(serving(*words[1:3], cwd=tmp_path, log=tmp_path / "log"))
            environment["AGENT_URL"] = process.url
        server, app = shlex.split(serving_api)[2:4]
        options: dict[str, Any] = {"args": ["--app-dir", str(tmp_path)], "env": environment}
        service = stack.enter_context(serve(server, app, **options))  # type: ignore[arg-type]
        url = f"{service.url}/agent/invoke"
        assert httpx.post(url, json={"input": "hi"}, timeout=30).status_code == 401
        token = jwt.encode({"sub": "ann", "exp": int(time.time()) + 300}, SECRET, "HS256")
        forged = {"authorization": f"Bearer {token}", "x-user": "bob"}
        assert httpx.post(url, json={"input": "hi"}, headers=forged, timeout=30).json()["output"] == "ann: hi"
    assert '"id":"ann"' in (tmp_path / "audit" / "000001.jsonl").read_text()


def test_the_containers() -> None:
    """The files are such as compose reads, and run the commands that stand beside them."""
    sidecar, embedded = (yaml.safe_load(text)["services"] for text in blocks("Sidecar or embedded", "yaml"))
    assert (set(sidecar), set(embedded)) == ({"api", "agent"}, {"api"})
    assert "ports" not in sidecar["agent"]
    plain = blocks("Sidecar or embedded", "console")[0].replace(" --port", " --host 0.0.0.0 --port")
    assert sidecar["agent"]["command"] in plain
    assert sidecar["api"]["command"] == embedded["api"]["command"]
    assert sidecar["api"]["command"] in plain
    arguments = shlex.split(sidecar["agent"]["command"])
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
    command, *told = blocks("CSV workflows", "console")[0].splitlines()
    with pytest.raises(SystemExit):
        main(shlex.split(command)[2:])
    assert capsys.readouterr().err.splitlines() == told


def test_the_first_example_is_an_app() -> None:
    """With each of the layers that it names."""
    text = (ROOT / "README.md").read_text()
    (code, *_) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    space: dict[str, Any] = {}
    exec(code.replace("from my_app.graph import graph", "graph = len"), space)
    assert isinstance(space["app"], CorrelationIdMiddleware)
