from __future__ import annotations

import asyncio
import contextlib
import gzip
import threading
import zlib
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from asgiref.wsgi import WsgiToAsgi
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import Mount

from asgi_agent import PHIRedactionMiddleware
from asgi_agent.phi import Redactor
from asgi_agent.testing import ASGIConnection, http_scope, run_http
from tests.middleware.redaction.apps import (
    JSON,
    NOTE,
    REDACTED,
    Recorder,
    ask,
    both_sides,
    encoded,
    no_value_in,
)
from tests.middleware.redaction.cuts import in_steps

if TYPE_CHECKING:
    from collections.abc import Callable

    from asgi_agent.middleware._types import Receive, Scope, Send
    from asgi_agent.phi import Session

OK = b'{"ok":true}'
TEXT = (b"content-type", b"text/plain")
LINES = (b"content-type", b"application/x-ndjson")
FORM = (b"content-type", b"application/x-www-form-urlencoded")
HTML = (b"content-type", b"text/html")
MULTIPART = (b"content-type", b"multipart/form-data; boundary=xYz")


def problem(result: Any) -> tuple[int, str]:
    """Status and kind of a refusal."""
    assert result.header("content-type") == ["application/problem+json"]
    kind: str = result.json()["type"]
    return result.status, kind.removeprefix("urn:asgi-agent:problem:")


async def test_identifiers_in_json_do_not_reach_the_application() -> None:
    """By what is said and by the name that it has."""
    app = Recorder(OK)
    body = encoded({"note": NOTE, "patient": {"name": "Jane Doe", "mrn": "12345678"}, "n": 1.5})
    assert (await ask(app, body, JSON)).body == OK
    assert app.body == encoded({"note": REDACTED, "patient": {"name": "[NAME]", "mrn": "[MRN]"}, "n": 1.5})


async def test_a_body_without_identifiers_passes_byte_for_byte() -> None:
    """With odd spacing, big numbers, repeated names and escapes."""
    app = Recorder(OK)
    body = b'{ "a": 1.50, "b": 123456789012345678901234567890,\n "a": "\\u00e9" }'
    await ask(app, body, JSON)
    assert app.body == body


async def test_a_changed_body_keeps_every_other_value() -> None:
    """Character for character."""
    app = Recorder(OK)
    await ask(app, b'{"x": 1e400, "mail": "bob@example.org",  "y": 0.10, "x": [ ]}', JSON)
    assert app.body == b'{"x": 1e400, "mail": "[EMAIL]",  "y": 0.10, "x": [ ]}'


@pytest.mark.parametrize("step", [1, 7])
async def test_a_body_in_pieces_is_read_whole(step: int) -> None:
    """However the server hands it over; the application gets one message."""
    app = Recorder(OK)
    await ask(app, in_steps(encoded({"note": NOTE}), step), JSON)
    assert app.body == encoded({"note": REDACTED})


async def test_a_request_without_a_body_passes() -> None:
    """And the application still learns that the client has left."""
    app = Recorder(OK)
    assert (await ask(app, method="GET")).status == 200
    assert app.body == b""


async def test_after_the_body_the_application_learns_that_the_client_has_left() -> None:
    """From the server's own `receive`."""
    seen: list[str] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        seen.append((await receive())["type"])
        await send({"type": "http.response.start", "status": 200, "headers": [JSON]})
        seen.append((await receive())["type"])
        await send({"type": "http.response.body", "body": OK})

    async with ASGIConnection(
        both_sides(app), http_scope(method="POST", headers=[JSON, (b"content-length", b"2")])
    ) as connection:
        await connection.put({"type": "http.request", "body": b"{}", "more_body": False})
        await connection.disconnect()
        await connection.wait()
    assert seen == ["http.request", "http.disconnect"]


async def test_a_client_that_leaves_before_the_body_is_complete_is_seen() -> None:
    """By the application, which is told so and nothing else."""
    app = Recorder(OK)
    scope = http_scope(method="POST", headers=[JSON, (b"content-length", b"100")])
    async with ASGIConnection(both_sides(app), scope) as connection:
        await connection.put({"type": "http.request", "body": b'{"a":', "more_body": True})
        await connection.put({"type": "http.disconnect"})
        await connection.wait()
    assert app.left
    assert connection.sent == []


class EarlyReader(Recorder):
    """Looks at its headers before it reads."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.early = list(scope["headers"])
        await super().__call__(scope, receive, send)


async def test_the_length_of_a_changed_body_is_not_claimed_before_it_is_known() -> None:
    """It is sent on in chunks; over HTTP/2 no header says so."""
    app, second = EarlyReader(OK), EarlyReader(OK)
    await ask(app, encoded({"note": NOTE}), JSON)
    await ask(second, encoded({"note": NOTE}), JSON, scope={"http_version": "2"})
    for early, coding in ((dict(app.early), b"chunked"), (dict(second.early), None)):
        assert b"content-length" not in early
        assert early.get(b"transfer-encoding") == coding


async def test_who_looks_when_the_body_has_come_is_told_its_length() -> None:
    """Django REST framework and hosts of WSGI applications take a body of no length for none."""
    app = Recorder(OK)
    await ask(app, encoded({"note": NOTE}), JSON)
    assert app.header(b"content-length") == [b"%d" % len(encoded({"note": REDACTED}))]
    assert app.header(b"transfer-encoding") == []


async def test_the_length_is_told_through_two_layers() -> None:
    """The inner one learns of it when it has the body itself."""
    app = Recorder(OK)
    await ask(PHIRedactionMiddleware(app), encoded({"note": NOTE}), JSON)
    assert app.header(b"content-length") == [b"%d" % len(app.body)]
    assert app.header(b"transfer-encoding") == []


async def test_a_wsgi_application_gets_its_body() -> None:
    """Wherever in a host it is mounted, and although a middleware there has looked at the headers."""
    seen: list[tuple[str, bytes]] = []

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        length = environ.get("CONTENT_LENGTH", "")
        seen.append((length, environ["wsgi.input"].read(int(length or 0))))
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"ok"]

    async def lifted(scope: Scope, receive: Receive, send: Send) -> None:
        hosted: Any = WsgiToAsgi(application)  # type: ignore[no-untyped-call]
        await hosted({**scope, "path": "/"}, receive, send)

    host = Starlette(routes=[Mount("/old", lifted)], middleware=[Middleware(CORSMiddleware)])
    changed = encoded({"note": REDACTED})
    assert (await ask(host, encoded({"note": NOTE}), JSON, scope={"path": "/old/"})).status == 200
    assert seen == [(str(len(changed)), changed)]


async def test_digests_of_the_old_body_are_taken_out() -> None:
    """They would not fit what the application gets."""
    app = Recorder(OK)
    digests = [(b"content-md5", b"x"), (b"digest", b"x"), (b"content-digest", b"x"), (b"repr-digest", b"x")]
    await ask(app, b"{}", JSON, *digests)
    assert not {name for name, _ in app.scope["headers"]} & {name for name, _ in digests}


async def test_the_callers_scope_is_left_alone() -> None:
    """Its headers and its extensions as well."""
    scope = http_scope(method="POST", headers=[JSON, (b"content-length", b"2")], query_string=b"mrn=12345678")
    scope["extensions"] = {"http.response.pathsend": {}}
    before = repr(scope)
    async with ASGIConnection(both_sides(Recorder(OK)), scope) as connection:
        await connection.put({"type": "http.request", "body": b"{}", "more_body": False})
        await connection.wait()
    assert repr(scope) == before


@pytest.mark.parametrize(
    ("content", "body", "expected"),
    [
        (b"text/plain", NOTE.encode(), REDACTED.encode()),
        (b"application/x-ndjson", encoded({"note": NOTE}) + b"\n1\n", encoded({"note": REDACTED}) + b"\n1\n"),
        (b"application/fhir+json", encoded({"note": NOTE}), encoded({"note": REDACTED})),
        (b"text/plain", encoded({"mrn": "12345678"}), encoded({"mrn": "[MRN]"})),
        (b"application/x-www-form-urlencoded", encoded({"note": NOTE}), encoded({"note": REDACTED})),
        (b"text/html", b"<b>SSN</b> 219-09-9999", b"<b>SSN</b> [SSN]"),
    ],
)
async def test_bodies_of_every_readable_type_are_redacted(
    content: bytes, body: bytes, expected: bytes
) -> None:
    """Also JSON that is declared as something else, as `curl -d` does."""
    app = Recorder(OK)
    assert (await ask(app, body, (b"content-type", content))).status == 200
    assert app.body == expected


async def test_hl7_is_redacted_by_its_segments() -> None:
    """A name in PID-5 has no other context than its place."""
    app = Recorder(OK)
    message = "MSH|^~\\&|A|B|C|D|20240101||ADT^A01|1|P|2.5\rPID|1||12345678^^^H^MR||SMITH^JOHN||19620312|M\r"
    await ask(app, message.encode(), (b"content-type", b"application/hl7-v2"))
    assert b"SMITH" not in app.body
    assert b"12345678" not in app.body
    assert app.body.startswith(b"MSH|^~\\&|")


async def test_a_body_without_a_content_type_is_read_as_text() -> None:
    """One that is no text is refused: it may be a picture."""
    app = Recorder(OK)
    await ask(app, NOTE.encode())
    assert app.body == REDACTED.encode()
    assert problem(await ask(Recorder(OK), b"\x89PNG")) == (400, "malformed-request")


async def test_a_body_of_two_content_types_is_refused() -> None:
    """Nobody knows which of them the application reads."""
    result = await ask(Recorder(OK), b"{}", JSON, (b"content-type", b"image/png"))
    assert problem(result) == (415, "unsupported-media-type")


async def test_a_coding_that_cannot_be_undone_is_kept_by_option() -> None:
    """The application gets the body as it came, and is told so."""
    app = Recorder(OK)
    await ask(app, b"\x1f\x9d", JSON, (b"content-encoding", b"compress"), options={"unreadable": "pass"})
    assert app.body == b"\x1f\x9d"
    assert app.header(b"content-encoding") == [b"compress"]


async def test_what_is_passed_unread_is_in_no_coding_that_was_undone() -> None:
    """The application is told of none; what cannot be had without it is refused."""
    options = {"unreadable": "pass"}
    picture, gzipped = (b"content-type", b"image/png"), (b"content-encoding", b"gzip")
    app = Recorder(OK)
    await ask(app, gzip.compress(b"\x89PNG"), picture, gzipped, options=options)
    assert app.body == b"\x89PNG"
    assert app.header(b"content-encoding") == []
    assert problem(await ask(app, b"\x89PNG", picture, gzipped, options=options)) == (
        400,
        "malformed-request",
    )


@pytest.mark.parametrize("content", [JSON, FORM])
@pytest.mark.parametrize("declared", [True, False])
async def test_what_is_too_large_is_passed_by_option(content: tuple[bytes, bytes], declared: bool) -> None:
    """Whole, and without being held."""
    app, body = Recorder(OK), b"a" * 5000
    length = [(b"content-length", b"5000")] if declared else [(b"transfer-encoding", b"chunked")]
    scope = http_scope(method="POST", headers=[content, *length])
    middleware = PHIRedactionMiddleware(app, unreadable="pass", max_body=1000)
    assert (await run_http(middleware, scope, in_steps(body, 300))).status == 200
    assert app.body == body
    assert app.header(b"content-length") == ([b"5000"] if declared else [])
    outer = PHIRedactionMiddleware(middleware, unreadable="pass", max_body=1000)
    assert (await run_http(outer, scope, in_steps(body, 300))).status == 200
    assert app.bodies == [body, body]


async def test_text_in_another_charset_is_read_in_it() -> None:
    """And written in it: the dash of Windows is part of the number."""
    app = Recorder(OK)
    content = (b"content-type", b"text/plain; charset=windows-1252")
    await ask(app, b"caf\xe9, SSN 219\x9609\x969999 please", content)
    assert app.body == b"caf\xe9, SSN [SSN] please"


async def test_a_form_is_redacted_field_by_field() -> None:
    """Each by what its name says; its length is known, since some frameworks read no form without it."""
    app = Recorder(OK)
    await ask(app, b"mrn=12345678&note=SSN+219-09-9999&x=%C3%A9+1&empty=", FORM)
    assert app.body == b"mrn=%5BMRN%5D&note=SSN+%5BSSN%5D&x=%C3%A9+1&empty="
    assert app.header(b"content-length") == [b"%d" % len(app.body)]


def multipart(*parts: bytes) -> bytes:
    """A multipart body."""
    return b"".join(b"--xYz\r\n" + part + b"\r\n" for part in parts) + b"--xYz--\r\n"


async def test_a_multipart_form_is_redacted_part_by_part() -> None:
    """Fields by their names, files by their types, file names as text."""
    app = Recorder(OK)
    field = b'Content-Disposition: form-data; name="mrn"\r\n\r\n%b'
    file = (
        b'Content-Disposition: form-data; name="f"; filename="%b.json"\r\n'
        b"Content-Type: application/json\r\n\r\n%b"
    )
    before = multipart(field % b"12345678", file % (b"Mr_John_Smith", encoded({"note": NOTE})))
    await ask(app, before, MULTIPART)
    assert app.body == multipart(field % b"[MRN]", file % (b"[NAME]", encoded({"note": REDACTED})))
    assert app.header(b"content-length") == [b"%d" % len(app.body)]


async def test_a_file_that_cannot_be_read_is_refused_or_passed_by_option() -> None:
    """A picture is an identifier as a whole; the fields beside it are redacted in any case."""
    picture = (
        b'Content-Disposition: form-data; name="f"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n\x89'
    )
    field = b'Content-Disposition: form-data; name="ssn"\r\n\r\n'
    body = multipart(picture, field + b"219-09-9999")
    assert problem(await ask(Recorder(OK), body, MULTIPART)) == (415, "unsupported-media-type")
    app = Recorder(OK)
    await ask(app, body, MULTIPART, options={"unreadable": "pass"})
    assert app.body == multipart(picture, field + b"[SSN]")


@pytest.mark.parametrize(
    "content",
    [b"image/png", b"application/pdf", b"application/octet-stream", b"application/xml", b"nonsense"],
)
async def test_what_cannot_be_read_is_refused_or_passed_by_option(content: bytes) -> None:
    """By default it is answered with 415, and the application does not see it."""
    app = Recorder(OK)
    result = await ask(app, b"\x89PNG", (b"content-type", content))
    assert problem(result) == (415, "unsupported-media-type")
    assert app.bodies == []
    await ask(passing := Recorder(OK), b"\x89PNG", (b"content-type", content), options={"unreadable": "pass"})
    assert passing.body == b"\x89PNG"


@pytest.mark.parametrize(
    ("body", "headers", "expected"),
    [
        (b'{"a":', [JSON], (400, "malformed-request")),
        (b"not JSON", [JSON], (400, "malformed-request")),
        (b"\xff\xfe{\x00}\x00", [JSON], (400, "malformed-request")),
        (b"{\x00}\x00", [JSON], (400, "malformed-request")),
        ("SSN 219-09-9999".encode("utf-16-le"), [TEXT], (400, "malformed-request")),
        ('{"a": 1}\n'.encode("utf-16-le"), [LINES], (415, "unsupported-media-type")),
        (b"[" * 100_000 + b"]" * 100_000, [JSON], (400, "malformed-request")),
        (b"{}", [(b"content-type", b"application/json; charset=utf-16")], (415, "unsupported-media-type")),
        (b"text", [(b"content-type", b"text/plain; charset=utf-7")], (415, "unsupported-media-type")),
        (b"--xYz\r\n", [MULTIPART], (400, "malformed-request")),
        (b"{}", [JSON, (b"content-encoding", b"gzip")], (400, "malformed-request")),
        (b"{}", [JSON, (b"content-encoding", b"compress")], (415, "unsupported-media-type")),
    ],
)
async def test_a_body_that_is_not_what_it_is_declared_to_be_is_refused(
    body: bytes, headers: list[tuple[bytes, bytes]], expected: tuple[int, str]
) -> None:
    """Nobody knows what the application would make of it."""
    app = Recorder(OK)
    assert problem(await ask(app, body, *headers)) == expected
    assert app.bodies == []


@pytest.mark.parametrize(
    ("coding", "compress"), [(b"gzip", gzip.compress), (b"deflate", zlib.compress), (b"GZIP", gzip.compress)]
)
async def test_a_compressed_body_is_read_and_sent_on_as_it_is(
    coding: bytes, compress: Callable[[bytes], bytes]
) -> None:
    """Without the header that said so."""
    app = Recorder(OK)
    await ask(app, compress(encoded({"note": NOTE})), JSON, (b"content-encoding", coding))
    assert app.body == encoded({"note": REDACTED})
    assert app.header(b"content-encoding") == []


async def test_a_zip_bomb_is_refused() -> None:
    """With 413, whatever its own length says."""
    bomb = gzip.compress(bytes(50_000_000))
    app = Recorder(OK)
    result = await ask(app, bomb, JSON, (b"content-encoding", b"gzip"))
    assert problem(result) == (413, "body-too-large")
    assert app.bodies == []


@pytest.mark.parametrize("declared", [True, False])
async def test_a_body_above_the_limit_is_refused(declared: bool) -> None:
    """Before it is held, where its length is declared; the client gets to read why."""
    app = Recorder(OK)
    scope = http_scope(method="POST", headers=[JSON, *([(b"content-length", b"5000")] if declared else [])])
    async with ASGIConnection(both_sides(app, max_body=1000), scope) as connection:
        for more in (True, True, True, True, False):
            await connection.put({"type": "http.request", "body": b" " * 1000, "more_body": more})
        await connection.wait()
    assert connection.sent[0]["status"] == 413
    assert app.left


async def test_a_query_string_is_redacted() -> None:
    """Values by their names; what protocols put there stays."""
    app = Recorder(OK)
    await ask(app, query=b"mrn=12345678&q=SSN%20219-09-9999&page=2&thread_id=5558675309&flag", method="GET")
    assert app.scope["query_string"] == b"mrn=%5BMRN%5D&q=SSN+%5BSSN%5D&page=2&thread_id=5558675309&flag"


async def test_nothing_changes_where_nothing_is_to_be_done() -> None:
    """With `inbound="pass"` the request is not even read."""
    app = Recorder(OK)
    body, query = encoded({"note": NOTE}), b"mrn=12345678"
    await ask(app, in_steps(body, 9), JSON, (b"etag", b"x"), query=query, options={"inbound": "pass"})
    assert app.body == body
    assert app.scope["query_string"] == query
    assert app.header(b"content-length") == [b"%d" % len(body)]


REJECTED = [
    pytest.param(
        JSON,
        encoded({"input": {"messages": [{"content": NOTE}]}}),
        "body.input.messages[0].content",
        id="json",
    ),
    pytest.param(TEXT, NOTE.encode(), "body", id="text"),
    pytest.param(FORM, b"a=1&ssn=219-09-9999", "body.ssn", id="form"),
    pytest.param(
        MULTIPART,
        multipart(b'Content-Disposition: form-data; name="ssn"\r\n\r\n219-09-9999'),
        "body.ssn",
        id="multipart",
    ),
    pytest.param(
        (b"content-type", b"application/x-ndjson"), b'1\n{"ssn":"219-09-9999"}\n', "body[1].ssn", id="lines"
    ),
    pytest.param(JSON, b'{"a":1}\n{"ssn":"219-09-9999"}\n', "body[1].ssn", id="lines declared as JSON"),
    pytest.param(JSON, b'{"a":{"ssn":"219-09-9999","ssn":""}}', "body.a.ssn[0]", id="repeated name"),
    pytest.param(
        (b"content-type", b"application/x-ndjson"),
        b'{"ssn":"219-09-9999","ssn":""}',
        "body[0].ssn[0]",
        id="repeated name in a line",
    ),
    pytest.param(FORM, b"ssn=219-09-9999&ssn=", "body.ssn[0]", id="repeated field"),
    pytest.param(
        MULTIPART,
        multipart(
            b'Content-Disposition: form-data; name="f"; filename="SSN_219-09-9999.txt"\r\n'
            b"Content-Type: text/plain\r\n\r\nhello"
        ),
        "body.f[1]",
        id="file name",
    ),
    pytest.param(
        MULTIPART,
        multipart(
            b'Content-Disposition: form-data; name="f"\r\nContent-Description: SSN 219-09-9999\r\n\r\nhello'
        ),
        "body.f[1]",
        id="header of a part",
    ),
    pytest.param(HTML, b"<p>SSN &#50;19-<b>09</b>-9999</p>", "body[0]", id="markup"),
    pytest.param(HTML, b'<input name="ssn" value="219-09-9999">', "body[0].ssn", id="attribute"),
    pytest.param(
        (b"content-type", b"text/event-stream"),
        b'data: {"type":"delta","text":"219-0"}\n\ndata: {"type":"delta","text":"9-9999"}\n\n',
        "body[0]",
        id="events",
    ),
]


@pytest.mark.parametrize(("content", "body", "place"), REJECTED)
async def test_a_body_with_identifiers_is_rejected(
    content: tuple[bytes, bytes], body: bytes, place: str
) -> None:
    """With their kinds and places and none of them; one without passes as it is."""
    app = Recorder(OK)
    result = await ask(app, body, content, options={"inbound": "reject"})
    assert problem(result) == (422, "invalid-input")
    assert place in [fault["loc"] for fault in result.json()["errors"]]
    assert "SSN" in result.json()["categories"]
    assert no_value_in(result.body)
    assert app.bodies == []


async def test_a_query_with_identifiers_is_rejected() -> None:
    """Before the application is called."""
    app = Recorder(OK)
    result = await ask(app, query=b"ssn=219-09-9999", method="GET", options={"inbound": "reject"})
    assert problem(result) == (422, "invalid-input")
    assert result.json()["errors"][0]["loc"] == "query.ssn"
    assert app.scopes == []


async def test_every_value_of_a_repeated_query_parameter_is_read() -> None:
    """An application may take the first or the last of them."""
    app = Recorder(OK)
    query = b"q=SSN+219-09-9999&q=ok"
    result = await ask(app, query=query, method="GET", options={"inbound": "reject"})
    assert problem(result) == (422, "invalid-input")
    assert app.scopes == []


async def test_a_field_whose_name_is_an_identifier_is_renamed() -> None:
    """In both kinds of form, and its value is kept."""
    app = Recorder(OK)
    await ask(app, b"Mr.+John+Smith=on&a=1", FORM)
    await ask(app, multipart(b'Content-Disposition: form-data; name="Mr. John Smith"\r\n\r\non'), MULTIPART)
    assert app.bodies[0] == b"%5BNAME%5D=on&a=1"
    assert b'name="[NAME]"\r\n\r\non\r\n' in app.bodies[1]


async def test_what_has_no_identifiers_is_not_rejected() -> None:
    """And reaches the application byte for byte."""
    app = Recorder(OK)
    body = b'{ "input":  "What is hypertension?", "score": NaN }'
    assert (await ask(app, body, JSON, query=b"page=2", options={"inbound": "reject"})).status == 200
    assert app.body == body


class Noting(Redactor):
    """Notes in which threads it is asked for a session."""

    threads: ClassVar[list[threading.Thread]] = []

    def session(self, known: Any = ()) -> Session:
        self.threads.append(threading.current_thread())
        return super().session(known)


async def test_a_large_body_is_redacted_off_the_event_loop() -> None:
    """While it is read, the loop turns; a small one is not worth a thread."""
    redactor = Noting()
    await ask(Recorder(OK), encoded({"note": NOTE}), JSON, options={"redactor": redactor})
    assert set(Noting.threads) == {threading.main_thread()}
    await ask(Recorder(OK), encoded({"note": "all is well. " * 8000}), JSON, options={"redactor": redactor})
    assert set(Noting.threads) > {threading.main_thread()}


@pytest.mark.parametrize("length", [50, 200_000])
async def test_an_application_that_waits_for_so_long_only_gets_a_redacted_body(length: int) -> None:
    """It may give up while the body is read, and ask again."""
    got: list[Any] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        while not got:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(0.005):
                    got.append(await receive())
        await send({"type": "http.response.start", "status": 200, "headers": [JSON]})
        await send({"type": "http.response.body", "body": OK})

    body = encoded({"note": NOTE, "rest": "all is well. " * (length // 13)})
    scope = http_scope(method="POST", headers=[JSON, (b"content-length", b"%d" % len(body))])
    async with ASGIConnection(both_sides(app), scope) as connection:
        for place in range(0, len(body), len(body) // 3):
            await asyncio.sleep(0.01)
            piece = body[place : place + len(body) // 3]
            more = place + len(piece) < len(body)
            await connection.put({"type": "http.request", "body": piece, "more_body": more})
        await connection.wait()
    (message,) = got
    assert message["body"] == body.replace(NOTE.encode(), REDACTED.encode())


async def test_a_client_that_leaves_while_a_form_is_read_is_let_go() -> None:
    """The application is not called for it."""
    app = Recorder(OK)
    scope = http_scope(method="POST", headers=[FORM, (b"content-length", b"100")])
    async with ASGIConnection(both_sides(app), scope) as connection:
        await connection.put({"type": "http.disconnect"})
        await connection.wait()
    assert app.scopes == []


async def test_an_application_that_gives_up_leaves_nothing_running() -> None:
    """What was being read for it is not read for nobody."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(0.01):
                await receive()
        await send({"type": "http.response.start", "status": 503, "headers": [JSON]})
        await send({"type": "http.response.body", "body": OK})

    body = encoded({"note": "SSN 219-09-9999 " * 6_000})
    before = asyncio.all_tasks()
    assert (await ask(app, body, JSON)).status == 503
    assert asyncio.all_tasks() == before


async def test_an_event_stream_of_the_client_is_redacted() -> None:
    """Nobody sends one; it could be read all the same."""
    app = Recorder(OK)
    await ask(app, b'data: {"ssn": "219-09-9999"}\n\n', (b"content-type", b"text/event-stream"))
    assert app.body == b'data: {"ssn": "[SSN]"}\n\n'


async def test_a_form_with_a_file_that_cannot_be_read_is_rejected_for_its_fields() -> None:
    """Where such files may pass."""
    picture = b'Content-Disposition: form-data; name="f"; filename="a.png"\r\n\r\n\x89'
    field = b'Content-Disposition: form-data; name="ssn"\r\n\r\n219-09-9999'
    options = {"inbound": "reject", "unreadable": "pass"}
    assert problem(await ask(Recorder(OK), multipart(picture, field), MULTIPART, options=options))[0] == 422
    assert (await ask(Recorder(OK), multipart(picture), MULTIPART, options=options)).status == 200
    options = {"inbound": "reject"}
    assert problem(await ask(Recorder(OK), multipart(picture), MULTIPART, options=options))[0] == 415
