"""The middlewares stacked on real servers with several processes, and processes that are killed."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

import httpx
import pytest
from websockets.sync.client import connect

from asgi_agent.audit import verify
from asgi_agent.audit.reading import entries, open_log
from tests.environments import ROOT, child_environment
from tests.servers import ServerName, serve

if TYPE_CHECKING:
    from pathlib import Path

    from asgi_agent.audit.record import Entry

ROUNDS = 20
SSN = "219-09-99"


class Asked(NamedTuple):
    """One request, and what a client knows of it."""

    request_id: str
    path: str
    identifiers: int
    sent: int
    received: int


def everything(place: Path) -> list[Entry]:
    """Every record of a log in a directory, which may be written to."""
    return list(entries(open_log(str(place))))


def ask(client: httpx.Client, number: int) -> Asked:
    """Send a note with a number of identifiers, to the agent and to the foreign application in turn."""
    identifiers = number % 4
    note = " and ".join(f"SSN {SSN}{10 + index}" for index in range(identifiers)) or "nothing"
    path, body = ("/agent/invoke", {"input": note}) if number % 2 else ("/api/notes/12345", {"note": note})
    response = client.post(path, json=body)
    assert response.status_code == 200
    assert SSN not in response.text
    assert response.text.count("[SSN]") == identifiers
    sent = len(response.request.content)
    return Asked(response.headers["x-request-id"], path, identifiers, sent, len(response.content))


def ask_both_workers(url: str, place: Path) -> list[Asked]:
    """Send requests until both workers have answered some: one of them may still be starting."""
    asked: list[Asked] = []
    boots: set[str | None] = set()
    client = httpx.Client(base_url=url, headers={"connection": "close"})
    with client, ThreadPoolExecutor(8) as threads:
        while len(boots) < 2:
            assert len(asked) < 2000
            asked += threads.map(lambda number: ask(client, number), range(64))
            boots = {record.source.boot for record in everything(place) if record.source} - {None}
    return asked


@pytest.mark.parametrize("server", ["uvicorn", "hypercorn"])
def test_all_that_is_known_of_a_request_agrees(server: ServerName, tmp_path: Path) -> None:
    """Its id, its pair of records and its counts, for every request, whichever of two workers served it."""
    place = tmp_path / "audit"
    stacked = "tests.middleware.audit.stacked:app"
    with serve(server, stacked, args=["--workers", "2"], env={"AUDIT_LOG": str(place)}) as running:
        asked = ask_both_workers(running.url, place)
        with connect(running.url.replace("http", "ws") + "/agent/ws") as socket:
            socket.send('{"input": "SSN 219-09-9999"}')
            while "run.finished" not in (said := str(socket.recv(timeout=10))):
                assert SSN not in said
    found = everything(place)
    for one in asked:
        records = [record for record in found if record.corr and record.corr.request == one.request_id]
        check(one, [r for r in records if r.event.type == "http.request"])
        runs = [r for r in records if r.event.type == "agent.run"]
        assert len(runs) == (2 if one.path == "/agent/invoke" else 0)
        if runs:
            phi = runs[-1].phi
            assert phi is not None
            assert (phi.received or {}).get("SSN", 0) == one.identifiers
    assert len([record for record in found if record.event.type == "ws.session"]) == 2
    verdict = verify(place)
    assert (verdict.integrity, verdict.completeness) == ("intact", "complete")
    assert SSN.encode() not in b"".join(path.read_bytes() for path in place.iterdir())


def check(one: Asked, records: list[Entry]) -> None:
    """The pair of a request says what its client knows."""
    intent, end = records
    assert (intent.phase, end.phase) == ("intent", "end")
    assert end.corr is not None
    assert end.corr.intent == intent.id
    assert end.outcome is not None
    assert (end.outcome.status, end.outcome.code) == ("success", 200)
    for record in records:
        assert record.http is not None
        assert record.http.route == one.path.replace("12345", "{mrn}")
        assert (record.subject is not None) == ("notes" in one.path)
    assert end.http is not None
    assert (end.http.received, end.http.sent, end.http.complete) == (one.sent, one.received, True)
    assert end.phi is not None
    assert (end.phi.found or {}).get("SSN", 0) == one.identifiers


def test_every_response_that_has_begun_is_on_record_whoever_is_killed(tmp_path: Path) -> None:
    """Four workers under load, killed one after the other, twenty times."""
    place = tmp_path / "audit"
    done = subprocess.run(
        [sys.executable, "-m", "tests.middleware.audit.killed", str(place), str(ROUNDS)],
        cwd=ROOT,
        env=child_environment(),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answered = done.stdout.split()
    assert len(set(answered)) == len(answered) > ROUNDS
    intents = {
        record.corr.request
        for record in everything(place)
        if record.corr and record.event.type == "http.request" and record.phase == "intent"
    }
    assert set(answered) <= intents
    verdict = verify(place, now=datetime.now(UTC) + timedelta(hours=1))
    assert verdict.integrity == "intact"
    assert verdict.counts["crash"] > ROUNDS
