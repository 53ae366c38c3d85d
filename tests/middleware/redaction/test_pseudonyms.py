from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from asgi_agent.identity import Principal
from asgi_agent.phi import Label
from asgi_agent.phi.vault import MemoryStore, Vault
from asgi_agent.scope import PRINCIPAL_KEY, REDACTION_KEY
from asgi_agent.testing import ASGIConnection, http_scope, run_http, websocket_scope
from tests.middleware.redaction.apps import JSON, Recorder, ask, both_sides, encoded
from tests.middleware.redaction.cuts import in_steps

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from asgi_agent.middleware._types import Receive, Scope, Send
    from asgi_agent.redaction import RequestRedaction

TOKEN = re.compile(r"\[[A-Z_]+_[a-z0-9]{4,}\]")
ASKED = {"note": "Mr. John Smith, SSN 219-09-9999, was seen", "n": 1.5}
ANN, BOB = Principal(id="ann"), Principal(id="bob")


def everybody(principal: Principal | None, scope: Mapping[str, Any]) -> bool:
    """For tests of what is seen by those who may see."""
    return True


class Echo:
    """Answers with what it was sent, in the form that it was told to.

    Attributes:
        got: the notes that it got.
    """

    def __init__(self, content_type: bytes = b"application/json", step: int = 10_000) -> None:
        self.content_type = content_type
        self.step = step
        self.got: list[str] = []
        self.policies: list[RequestRedaction] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.policies.append(scope[REDACTION_KEY])
        note = json.loads((await receive())["body"])["note"]
        self.got.append(note)
        headers = [(b"content-type", self.content_type)]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        for piece in self.pieces(note):
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    def pieces(self, note: str) -> list[bytes]:
        """The body of the response."""
        if self.content_type == b"text/event-stream":
            deltas = [{"type": "delta", "text": piece} for piece in in_steps(note, self.step)]
            return [b"data: " + encoded(delta) + b"\n\n" for delta in deltas]
        if self.content_type == b"application/json":
            return in_steps(encoded({"note": note}), self.step)
        return in_steps(note.encode(), self.step)


def restoring(**options: Any) -> dict[str, Any]:
    """Options of a middleware that pseudonymises and restores."""
    return {
        "inbound": "pseudonymise",
        "outbound": "restore",
        "vault": Vault(),
        "may_reveal": everybody,
        **options,
    }


async def test_the_application_sees_tokens() -> None:
    """In the place of identifiers, and every other value as it was."""
    app = Recorder(b"{}")
    await ask(app, encoded(ASKED), JSON, options=restoring())
    seen = json.loads(app.body)
    assert seen["n"] == 1.5
    assert [token.rpartition("_")[0] for token in TOKEN.findall(seen["note"])] == ["[NAME", "[SSN"]
    assert "Smith" not in seen["note"]
    assert "219" not in seen["note"]


@pytest.mark.parametrize("thread", [None, "t"])
async def test_a_conversation_that_nobody_can_go_on_with_is_not_kept(thread: str | None) -> None:
    """Requests without a thread would push those out of the memory that have one."""
    store = MemoryStore()
    options = restoring(vault=Vault(store), thread=lambda scope: thread)
    await ask(app := Echo(), encoded(ASKED), JSON, options=options)
    assert TOKEN.search(app.got[0])
    assert len(store) == (thread is not None)


@pytest.mark.parametrize("step", [1, 3, 10_000])
@pytest.mark.parametrize("content", [b"application/json", b"text/event-stream", b"text/plain"])
async def test_who_may_see_values_gets_them_back(content: bytes, step: int) -> None:
    """Whole and in a stream, however the tokens are cut; and each is counted."""
    app = Echo(content, step)
    result = await ask(app, encoded(ASKED), JSON, options=restoring())
    text = result.body.decode()
    if content == b"text/event-stream":
        events = [json.loads(event[6:])["text"] for event in text.split("\n\n") if event]
        text = "".join(events)
    assert "Mr. John Smith" in text or "John Smith" in text
    assert "219-09-9999" in text
    assert not TOKEN.search(text)
    (policy,) = app.policies
    assert policy.revealed == {Label.NAME: 1, Label.SSN: 1}
    assert policy.counts == {Label.NAME: 1, Label.SSN: 1}


@pytest.mark.parametrize("may_reveal", [None, lambda principal, scope: False])
async def test_who_may_not_see_values_gets_tokens(may_reveal: Any) -> None:
    """Nobody may, unless the host says so."""
    app = Echo()
    result = await ask(app, encoded(ASKED), JSON, options=restoring(may_reveal=may_reveal))
    assert result.json()["note"] == app.got[0]
    assert not app.policies[0].revealed


async def test_the_principal_of_an_inner_layer_is_asked() -> None:
    """What authentication inside the middleware puts in the scope is known when the answer begins."""
    seen: list[Principal | None] = []

    async def may_reveal(principal: Principal | None, scope: Mapping[str, Any]) -> bool:
        seen.append(principal)
        return True

    echo = Echo()

    async def app(scope: Any, receive: Receive, send: Send) -> None:
        scope[PRINCIPAL_KEY] = ANN
        await echo(scope, receive, send)

    result = await ask(app, encoded(ASKED), JSON, options=restoring(may_reveal=may_reveal))
    assert seen == [ANN]
    assert "219-09-9999" in result.json()["note"]


async def conversation(app: Any, principal: Principal, note: str) -> Any:
    """One request of somebody's in a thread."""
    scope = http_scope(
        method="POST",
        headers=[JSON, (b"x-thread", b"t1"), (b"content-length", b"99")],
    )
    scope[PRINCIPAL_KEY] = principal
    return (await run_http(app, scope, encoded({"note": note}))).json()["note"]


async def test_tokens_are_remembered_in_a_thread() -> None:
    """Of the same caller; another who names the same thread gets none of its values."""
    echo = Echo()
    thread = {"thread": lambda scope: dict(scope["headers"])[b"x-thread"].decode()}
    app = both_sides(echo, **restoring(**thread))
    await conversation(app, ANN, "SSN 219-09-9999")
    token = TOKEN.findall(echo.got[0])[0]

    class Repeats(Echo):
        def pieces(self, note: str) -> list[bytes]:
            return [encoded({"note": f"it was {token}"})]

    app.app.app.app = repeats = Repeats()  # type: ignore[attr-defined]
    assert await conversation(app, ANN, "and again?") == "it was 219-09-9999"
    assert await conversation(app, BOB, "and mine?") == f"it was {token}"
    assert not repeats.policies[1].revealed


async def test_a_request_without_a_thread_is_one_of_its_own() -> None:
    """Its tokens mean nothing in the next."""
    vault, first = Vault(), Echo()
    await ask(first, encoded(ASKED), JSON, options=restoring(vault=vault))
    token = TOKEN.findall(first.got[0])[1]
    second = Recorder(encoded({"note": token}))
    result = await ask(second, b"", method="GET", options=restoring(vault=vault))
    assert result.json() == {"note": token}


async def test_what_looks_like_a_token_is_no_token() -> None:
    """A caller who types one gets it back as it was typed, and nobody's value."""
    echo = Echo()
    app = both_sides(echo, **restoring(thread=lambda scope: "t1"))
    await conversation(app, ANN, "SSN 219-09-9999")
    token = TOKEN.findall(echo.got[0])[0]
    assert await conversation(app, ANN, f"what is {token} now?") == f"what is {token} now?"
    assert token not in echo.got[1]


async def test_values_are_escaped_where_they_are_put() -> None:
    """A quote in a name does not end a string."""
    note = 'Mr. John "Jack" Smith was seen'
    result = await ask(Echo(), encoded({"note": note}), JSON, options=restoring())
    assert result.json() == {"note": note}


async def test_what_is_new_in_the_answer_is_redacted() -> None:
    """Only what the caller sent is given back."""
    app = Recorder(encoded({"note": "also seen: Mrs. Jane Brown, SSN 219-09-1111"}))
    result = await ask(app, encoded(ASKED), JSON, options=restoring())
    assert "Brown" not in result.json()["note"]
    assert "219-09-1111" not in result.json()["note"]


async def test_forms_and_queries_are_pseudonymised() -> None:
    """Tokens survive the escapes of a URL."""
    app = Recorder(b"{}")
    content = (b"content-type", b"application/x-www-form-urlencoded")
    await ask(app, b"ssn=219-09-9999&x=1", content, query=b"mrn=12345678", options=restoring())
    assert re.fullmatch(rb"ssn=%5BSSN_[a-z0-9]+%5D&x=1", app.body)
    assert re.fullmatch(rb"mrn=%5BMRN_[a-z0-9]+%5D", app.scope["query_string"])


async def test_a_websocket_is_pseudonymised_and_restored() -> None:
    """The same value has the same token in every message."""
    got: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        for _ in range(2):
            got.append((await receive())["text"])
            await send({"type": "websocket.send", "text": f"you said {got[-1]}"})
        await send({"type": "websocket.close"})

    async with ASGIConnection(both_sides(app, **restoring()), websocket_scope()) as connection:
        await connection.put({"type": "websocket.connect"})
        for text in ("SSN 219-09-9999", "again 219-09-9999"):
            await connection.put({"type": "websocket.receive", "text": text})
        await connection.wait()
    first, second = (TOKEN.findall(text) for text in got)
    assert first == second != []
    said = [message["text"] for message in connection.sent if message["type"] == "websocket.send"]
    assert "".join(said) == "you said SSN 219-09-9999you said again 219-09-9999"


async def test_pages_are_pseudonymised_and_restored() -> None:
    """Between their tags."""
    html = (b"content-type", b"text/html")
    app = Recorder(b"{}")
    await ask(app, b"<b>SSN</b> 219-09-9999", html, options=restoring())
    assert re.fullmatch(rb"<b>SSN</b> \[SSN_[a-z0-9]+\]", app.body)

    async def echo(scope: Scope, receive: Receive, send: Send) -> None:
        body = (await receive())["body"]
        await send({"type": "http.response.start", "status": 200, "headers": [html]})
        await send({"type": "http.response.body", "body": body})

    result = await ask(echo, b"<b>SSN</b> 219-09-9999", html, options=restoring())
    assert result.body == b"<b>SSN</b> 219-09-9999"


@pytest.mark.parametrize("step", [1, 4])
async def test_a_document_that_is_streamed_is_restored_as_one(step: int) -> None:
    """Structured output comes as a text, piece by piece; a quote in a name does not end its strings."""

    class Structured(Echo):
        def pieces(self, note: str) -> list[bytes]:
            document = json.dumps([{"note": note}])
            deltas = [{"type": "delta", "text": piece} for piece in in_steps(document, step)]
            return [b"data: " + encoded(delta) + b"\n\n" for delta in deltas]

    note = 'Mr. John "Jack" Smith was seen'
    result = await ask(Structured(b"text/event-stream"), encoded({"note": note}), JSON, options=restoring())
    events = [json.loads(event[6:])["text"] for event in result.body.decode().split("\n\n") if event]
    assert json.loads("".join(events)) == [{"note": note}]


@pytest.mark.parametrize(
    "written",
    [
        lambda token: encoded({"arguments": json.dumps({"name": token})}),
        lambda token: encoded({"name": token}) + b"\n" + encoded({"n": token}) + b"\n",
    ],
    ids=["JSON in JSON", "lines declared as JSON"],
)
async def test_values_are_escaped_where_their_tokens_stand(written: Callable[[str], bytes]) -> None:
    """A quote in a name does not end the string that it is in."""
    name = 'Zork "Zed" Quill'
    options = restoring(thread=lambda scope: "t", known=lambda scope: [name])
    await ask(echo := Echo(), encoded({"note": f"the {name} it is"}), JSON, options=options)
    (token,) = TOKEN.findall(echo.got[0])
    result = await ask(Recorder(written(token)), b"", options=options)
    for line in result.body.splitlines():
        value = json.loads(line)
        value = json.loads(value["arguments"]) if "arguments" in value else value
        assert list(value.values()) == [name]


async def test_an_event_of_plain_text_is_read_as_two_texts_and_tokens_are_made_once() -> None:
    """Nothing says whether it is a piece: what was made of it for the one is no look-alike for the other."""
    options = restoring(thread=lambda scope: "t")
    events = (b"content-type", b"text/event-stream")
    app = Recorder(b"", b"text/event-stream")
    await ask(app, b"data: SSN 219-09-9999\n\n", events, options=options)
    (token,) = TOKEN.findall(app.bodies[0].decode())
    assert token.startswith("[SSN_")
    app = Recorder(b"", b"text/event-stream")
    await ask(app, f"data: SSN {token}\n\n".encode(), events, options=options)
    (typed,) = TOKEN.findall(app.bodies[0].decode())
    answer = Recorder(f"data: a {token}\n\ndata: {{}}\n\ndata: a {typed}\n\n".encode(), b"text/event-stream")
    result = await ask(answer, b"", options=options)
    assert result.body.decode().replace("data: {}\n\n", "") == f"data: a 219-09-9999\n\ndata: a {token}\n\n"


@pytest.mark.parametrize("begin", ["[1] As ", "[ ] ", "{as} ", "[2021] "])
async def test_an_answer_that_only_begins_like_json_is_streamed(begin: str) -> None:
    """It is known after a few characters to be none; JSON itself waits for its end."""
    words = [begin, *(["well "] * 20)]
    deltas = [encoded({"type": "delta", "text": word}) for word in words]
    app = Recorder([b"data: " + delta + b"\n\n" for delta in deltas], b"text/event-stream")
    async with ASGIConnection(both_sides(app, **restoring()), http_scope()) as connection:
        await connection.put({"type": "http.request", "body": b"", "more_body": False})
        await connection.wait()
    bodies = [message["body"] for message in connection.sent[1:] if message["body"]]
    assert len(bodies) > 15
    said = [json.loads(line[6:])["text"] for line in b"".join(bodies).splitlines() if line]
    assert "".join(said) == "".join(words)
