"""What redaction itself fails on: the client learns that it failed, and nothing leaves unread."""

from __future__ import annotations

import asyncio
import json
import secrets
from typing import TYPE_CHECKING, Any

import pytest

from asgi_agent.middleware.redaction.problems import ResponseCutError
from asgi_agent.phi import Redactor
from asgi_agent.phi.recognizers import Recognizers
from asgi_agent.phi.vault import FileStore, Vault
from asgi_agent.testing import ASGIConnection, http_scope, run_http, websocket_scope
from tests.middleware.redaction.apps import NOTE, Recorder, ask, both_sides, encoded, get, no_value_in
from tests.middleware.redaction.test_websocket import Socket, closing, converse

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from asgi_agent.middleware._types import Receive, Scope, Send
    from asgi_agent.phi.spans import Span
    from asgi_agent.testing import HTTPResult

JSON = (b"content-type", b"application/json")
PRESENT = "Zorblatt came"


def model(text: str) -> Iterable[Span]:
    """Reads anything but what it was not made for."""
    if PRESENT in text:
        raise RuntimeError(text)
    return []


def read_by_a_model() -> dict[str, Any]:
    """Options of a middleware whose model fails on some texts."""
    return {"redactor": Redactor(recognizers=Recognizers(model))}


def gone(directory: Path) -> dict[str, Any]:
    """Options of a middleware whose vault has lost its directory."""
    vault = Vault(FileStore(directory / "vault"), key=secrets.token_bytes(32))
    (directory / "vault").rmdir()
    return {"vault": vault, "inbound": "pseudonymise"}


def cannot_tell(principal: object, scope: object) -> bool:
    """A host's rule that fails, and quotes what it failed with."""
    raise LookupError(NOTE)


def failed(result: HTTPResult, status: int, slug: str) -> None:
    """It is a problem of this kind, and says nothing of any text."""
    assert (result.status, result.header("content-type")) == (status, ["application/problem+json"])
    assert result.json()["type"] == f"urn:asgi-agent:problem:{slug}"
    assert no_value_in(result.body)
    assert PRESENT.encode() not in result.body


async def test_a_model_that_fails_on_an_answer_withholds_it() -> None:
    """Or breaks it off, where its beginning has left."""
    failed(await get(Recorder(encoded({"note": PRESENT})), **read_by_a_model()), 503, "recognizer-failed")
    with pytest.raises(ResponseCutError):
        await get(Recorder(PRESENT.encode(), b"text/plain"), **read_by_a_model())


async def test_a_model_that_fails_on_a_request_lets_nothing_run() -> None:
    """The application never has it."""
    app = Recorder(b"{}")
    failed(
        await ask(app, encoded({"note": PRESENT}), JSON, options=read_by_a_model()), 503, "recognizer-failed"
    )
    assert app.bodies == []


async def test_a_vault_that_is_gone_is_no_fault_of_the_request(tmp_path: Path) -> None:
    """Frameworks take what `receive` raises for a body that nobody can parse, and would answer 400."""
    app = Recorder(b"{}")
    options = gone(tmp_path)
    failed(await ask(app, encoded({"note": NOTE}), JSON, options=options), 500, "internal-error")
    failed(await ask(app, query=b"q=SSN+219-09-9999", options=options), 500, "internal-error")
    assert app.bodies == []


async def test_a_host_that_cannot_tell_who_may_see_values_shows_nobody_any() -> None:
    """Nor does it show the answer."""
    options = {"outbound": "restore", "may_reveal": cannot_tell}
    failed(await get(Recorder(encoded({"note": NOTE})), **options), 500, "internal-error")


async def test_a_websocket_is_closed_for_a_fault_and_not_for_what_was_said(tmp_path: Path) -> None:
    """1011 on either way, and the application is told that the client has left."""
    app = Socket()
    assert closing(await converse(app, NOTE, **gone(tmp_path))) == 1011
    assert closing(await converse(Socket(greets=[PRESENT], close={}), **read_by_a_model())) == 1011
    assert app.got == []


async def test_a_websocket_that_cannot_be_asked_for_is_refused(tmp_path: Path) -> None:
    """Before the handshake, where its query could not be redacted."""
    sent = await converse(Socket(), scope=websocket_scope(query_string=b"ssn=219-09-9999"), **gone(tmp_path))
    assert sent[0]["type"] in ("websocket.close", "websocket.http.response.start")


async def test_what_is_said_to_all_closes_where_it_cannot_be_read() -> None:
    """It was lost, and the client none the wiser."""
    members: list[Send] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await members[0]({"type": "websocket.send", "text": json.dumps({"message": PRESENT})})
            await send({"type": "http.response.start", "status": 204, "headers": []})
            await send({"type": "http.response.body", "body": b""})
            return
        await receive()
        await send({"type": "websocket.accept"})
        members.append(send)
        await receive()

    room = both_sides(app, **read_by_a_model())
    async with ASGIConnection(room, websocket_scope()) as member:
        await member.put({"type": "websocket.connect"})
        await member.get()
        close, _ = await asyncio.gather(member.get(), run_http(room, http_scope()))
        assert close["code"] == 1011
        await member.disconnect()
