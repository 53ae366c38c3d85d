from __future__ import annotations

import asyncio
import gzip
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from asgi_agent import PHIRedactionMiddleware
from asgi_agent.middleware.redaction.problems import ResponseCutError
from asgi_agent.testing import ASGIConnection, http_scope
from tests.middleware.redaction.apps import (
    NOTE,
    REDACTED,
    Recorder,
    ask,
    both_sides,
    encoded,
    get,
    no_value_in,
)
from tests.middleware.redaction.cuts import in_steps

if TYPE_CHECKING:
    from asgi_agent.testing import HTTPResult

EVENTS = (b"content-type", b"text/event-stream")
TEXT = (b"content-type", b"text/plain")
GZIPPED = (b"content-encoding", b"gzip")
WITHHELD = (502, "urn:asgi-agent:problem:unredactable-response")


def problem(result: HTTPResult) -> tuple[int | None, str]:
    """Status and type of a refusal."""
    assert result.header("content-type") == ["application/problem+json"]
    return result.status, result.json()["type"]


async def receive_nothing() -> Any:
    """The `receive` of a request without a body."""
    return {"type": "http.request", "body": b"", "more_body": False}


def length_of(result: HTTPResult) -> list[str]:
    """The length that a response declares; it must be right."""
    lengths = result.header("content-length")
    assert lengths in ([], [str(len(result.body))])
    return lengths


@pytest.mark.parametrize(
    ("content", "body", "expected"),
    [
        (b"application/json", encoded({"note": NOTE, "n": 1}), encoded({"note": REDACTED, "n": 1})),
        (b"application/problem+json", encoded({"detail": NOTE}), encoded({"detail": REDACTED})),
        (b"application/json", b'{ "a": 1.50,  "a": 1e400 }', b'{ "a": 1.50,  "a": 1e400 }'),
        (b"text/plain; charset=utf-8", NOTE.encode(), REDACTED.encode()),
        (b"text/plain; charset=latin-1", b"\xe9 SSN 219-09-9999 \xff", b"\xe9 SSN [SSN] \xff"),
        (b"text/html", f"<p>{NOTE}</p>".encode(), f"<p>{REDACTED}</p>".encode()),
        (None, NOTE.encode(), REDACTED.encode()),
        (b"application/x-www-form-urlencoded", b"ssn=219-09-9999", b"ssn=%5BSSN%5D"),
    ],
)
@pytest.mark.parametrize("step", [1, 10_000])
async def test_a_response_is_redacted(content: bytes | None, body: bytes, expected: bytes, step: int) -> None:
    """In whatever pieces it is sent; what has no identifiers passes byte for byte."""
    result = await get(Recorder(in_steps(body, step), content))
    assert result.body == expected
    length_of(result)


async def test_the_length_of_a_body_that_is_read_whole_is_recomputed() -> None:
    """And nothing else speaks of the old bytes."""
    app = Recorder(
        encoded({"note": NOTE}),
        b"application/json",
        (b"content-length", b"123"),
        (b"ETag", b'"x"'),
        (b"last-modified", b"Mon, 01 Jan 2024 00:00:00 GMT"),
        (b"content-md5", b"x"),
        (b"digest", b"x"),
        (b"content-digest", b"x"),
        (b"repr-digest", b"x"),
        (b"accept-ranges", b"bytes"),
        (b"cache-control", b"no-store"),
    )
    app.headers = [(name.lower(), value) for name, value in app.headers]
    result = await get(app)
    assert length_of(result) != []
    assert {name for name, _ in result.headers} == {b"content-type", b"content-length", b"cache-control"}


async def test_an_empty_body_of_any_type_passes() -> None:
    """Nothing is in it, as in the answer to what was stored; what comes all the same is left out."""
    for body in (b"", b"219-09-9999"):
        result = await get(Recorder(body, b"application/xml", (b"content-length", b"0"), status=201))
        assert (result.status, result.body) == (201, b"")


async def test_a_body_that_is_read_whole_is_said_to_be_framed_in_one_way() -> None:
    """A gateway hands on that it came in chunks; with a length beside it, proxies refuse the answer."""
    app = Recorder(encoded({"note": NOTE}), b"application/json", (b"transfer-encoding", b"chunked"))
    result = await get(app)
    assert result.header("content-length") == [str(len(result.body))]
    assert result.header("transfer-encoding") == []


async def test_a_stream_loses_its_length() -> None:
    """It is known at the end alone."""
    app = Recorder(b'data: {"text": "a"}\n\n', b"text/event-stream", (b"content-length", b"20"))
    result = await get(app)
    assert result.header("content-length") == []


async def test_a_streams_headers_leave_at_once() -> None:
    """Before its first byte, so that the client knows that it is being served."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send(
            {
                "type": "http.response.start",
                "status": 200,
                "headers": [(b"content-type", b"text/event-stream")],
            }
        )
        await receive()

    async with ASGIConnection(both_sides(app), http_scope()) as connection:
        assert (await connection.get())["status"] == 200
        await connection.put({"type": "http.disconnect"})


@pytest.mark.parametrize(
    ("content", "headers", "body"),
    [
        pytest.param(None, [], b"\x89PNG\r\n\x1a\n\0\0", id="no type"),
        pytest.param(b"text/plain", [GZIPPED], b"SSN 219-09-9999", id="not compressed"),
        pytest.param(b"text/event-stream", [GZIPPED], gzip.compress(bytes(10**7)), id="bomb"),
    ],
)
async def test_a_stream_whose_first_bytes_cannot_be_read_is_withheld(
    content: bytes | None, headers: list[tuple[bytes, bytes]], body: bytes
) -> None:
    """As nothing of it has left yet, the client learns why; or it passes by option, as it is."""
    app = Recorder(body, content, *headers)
    assert problem(await get(app)) == WITHHELD
    passed = await get(app, unreadable="pass")
    assert (passed.status, passed.body) == (200, body)


async def test_a_long_stream_of_small_pieces_lets_others_have_their_turn() -> None:
    """An application that has all its pieces at hand never waits, and the loop would stand still."""
    turns = 0

    async def others() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0)
            turns += 1

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [TEXT]})
        before = turns
        for _ in range(40):
            await send({"type": "http.response.body", "body": b"all is well\n" * 1000, "more_body": True})
        assert turns > before
        await send({"type": "http.response.body", "body": b""})

    async def send(message: Any) -> None:
        """A server that has room for all of it."""

    task = asyncio.create_task(others())
    await PHIRedactionMiddleware(app)(http_scope(), receive_nothing, send)
    task.cancel()


async def test_a_piece_that_is_decided_leaves_at_once() -> None:
    """And what may become an identifier waits for what comes next."""
    pieces: list[bytes] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [TEXT]})
        for piece in (b"the pain grew less and ", b"SSN 219-", b"09-9999", b" and so on\n"):
            before = len(connection.sent)
            await send({"type": "http.response.body", "body": piece, "more_body": True})
            pieces.append(b"".join(message.get("body", b"") for message in connection.sent[before:]))
        await send({"type": "http.response.body", "body": b""})

    async with ASGIConnection(both_sides(app), http_scope()) as connection:
        await connection.wait()
    assert pieces[0].startswith(b"the pain grew less")
    assert pieces[1] + pieces[2] in (b"", b" ")
    assert b"SSN [SSN] and" in pieces[3]


@pytest.mark.parametrize(
    "content", [b"image/png", b"application/pdf", b"application/xml", b"application/zip"]
)
async def test_what_cannot_be_read_is_withheld_or_passed_by_option(content: bytes) -> None:
    """By default with 502, before any of it has left."""
    result = await get(Recorder(in_steps(b"\x89PNG John Smith", 4), content))
    assert problem(result) == WITHHELD
    assert b"PNG" not in result.body
    passed = await get(Recorder(b"\x89PNG", content, (b"etag", b"x")), unreadable="pass")
    assert passed.body == b"\x89PNG"
    assert passed.header("etag") == ["x"]


@pytest.mark.parametrize(
    ("content", "body", "headers"),
    [
        (b"application/json", b'{"a":', []),
        (b"application/json", b"John Smith", []),
        (b"application/json; charset=utf-16", b"{}", []),
        (b"text/plain; charset=iso-2022-jp", b"text", []),
        (b"application/json", b"not gzip", [(b"content-encoding", b"gzip")]),
        (b"application/json", gzip.compress(b"{}")[:-1], [(b"content-encoding", b"gzip")]),
        (b"text/event-stream", b"data: a\n\n", [(b"content-encoding", b"aws-chunked")]),
        (b"application/json", gzip.compress(bytes(30_000_000)), [(b"content-encoding", b"gzip")]),
        (b"multipart/byteranges; boundary=x", b"--x", []),
        (b"application/json", b"{}", [(b"content-type", b"text/plain")]),
    ],
)
async def test_a_response_that_is_not_what_it_says_is_withheld(
    content: bytes, body: bytes, headers: list[tuple[bytes, bytes]]
) -> None:
    """Nobody can tell what is in it."""
    result = await get(Recorder(body, content, *headers))
    assert problem(result) == WITHHELD
    assert length_of(result) != []


async def test_a_response_above_the_limit_is_withheld_or_passed_by_option() -> None:
    """It cannot be held whole."""
    body = encoded({"note": "a" * 2000})
    app = Recorder(in_steps(body, 300))
    assert problem(await get(app, max_response=1000)) == WITHHELD
    assert (await get(Recorder(in_steps(body, 300)), max_response=1000, unreadable="pass")).body == body


async def test_a_part_of_a_body_is_withheld() -> None:
    """It may begin within an identifier."""
    app = Recorder(b"09-9999", b"text/plain", (b"content-range", b"bytes 4-10/11"), status=206)
    assert problem(await get(app)) == WITHHELD


async def test_the_application_is_asked_for_what_can_be_read() -> None:
    """All of it, not compressed, and whatever the client has already."""
    app = Recorder(b"{}")
    asked = [
        (b"accept-encoding", b"gzip, br"),
        (b"range", b"bytes=4-"),
        (b"if-range", b'"x"'),
        (b"if-none-match", b'"x"'),
        (b"if-modified-since", b"Mon, 01 Jan 2024 00:00:00 GMT"),
        (b"if-match", b'"y"'),
    ]
    await get(app, *asked)
    assert app.header(b"accept-encoding") == [b"identity"]
    assert app.header(b"if-match") == [b'"y"']
    assert not {b"range", b"if-range", b"if-none-match", b"if-modified-since"} & {
        name for name, _ in app.scope["headers"]
    }


@pytest.mark.parametrize("step", [1, 50])
async def test_a_compressed_response_is_decompressed(step: int) -> None:
    """If the application compresses although it was asked not to."""
    compressed = in_steps(gzip.compress(encoded({"note": NOTE})), step)
    result = await get(Recorder(compressed, b"application/json", (b"content-encoding", b"gzip")))
    assert result.body == encoded({"note": REDACTED})
    assert result.header("content-encoding") == []
    events = gzip.compress(f'data: {{"text": "{NOTE}"}}\n\n'.encode())
    result = await get(Recorder(in_steps(events, step), b"text/event-stream", (b"content-encoding", b"gzip")))
    assert result.body == f'data: {{"text":"{REDACTED}"}}\n\n'.encode()


@pytest.mark.parametrize("status", [204, 205, 304])
async def test_a_status_without_a_body_has_none(status: int) -> None:
    """Of whatever type it says it is."""
    result = await get(Recorder(b"", b"image/png", (b"etag", b"x"), status=status))
    assert (result.status, result.body) == (status, b"")
    assert result.header("etag") == []


async def test_the_headers_alone_are_answered_to_head() -> None:
    """Without the length, which would be that of the old body."""
    app = Recorder(b"", b"application/json", (b"content-length", b"500"), (b"x-patient-name", b"John Smith"))
    result = await ask(app, method="HEAD")
    assert (result.status, result.body) == (200, b"")
    assert result.header("content-length") == []
    assert result.header("x-patient-name") == ["[NAME]"]


EXTENSIONS: dict[str, dict[str, Any]] = {
    "http.response.debug": {},
    "http.response.pathsend": {},
    "http.response.push": {},
    "http.response.zerocopysend": {},
    "http.response.trailers": {},
    "http.response.early_hint": {},
}


async def test_extensions_that_bypass_redaction_are_not_offered() -> None:
    """A file that the server sends by itself is read by nobody here."""
    app = Recorder(b"{}")
    await ask(app, method="GET", scope={"extensions": EXTENSIONS})
    assert set(app.scope["extensions"]) == {"http.response.trailers", "http.response.early_hint"}


@pytest.mark.parametrize("begun", [False, True])
async def test_an_extension_that_is_used_all_the_same_sends_nothing(begun: bool) -> None:
    """It is refused, or breaks the response off."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        content = b"text/plain" if begun else b"application/json"
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", content)]})
        await send({"type": "http.response.pathsend", "path": "/etc/passwd"})

    from asgi_agent.middleware.redaction import PHIRedactionMiddleware

    connection = ASGIConnection(PHIRedactionMiddleware(app), http_scope(extensions=EXTENSIONS))
    if begun:
        with pytest.raises(ResponseCutError):
            async with connection:
                await connection.wait()
    else:
        async with connection:
            await connection.wait()
        assert connection.sent[0]["status"] == 502
    assert not [message for message in connection.sent if "path" in message]


async def test_trailers_and_early_hints_are_redacted() -> None:
    """They leave with the response."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.early_hint", "links": [b'</x?ssn=219-09-9999>; rel="preload"']})
        await send(
            {
                "type": "http.response.start",
                "status": 200,
                "headers": [(b"content-type", b"text/plain")],
                "trailers": True,
            }
        )
        await send({"type": "http.response.body", "body": b"ok"})
        trailers = [(b"x-patient-name", b"John Smith"), (b"content-digest", b"x")]
        await send({"type": "http.response.trailers", "headers": trailers})

    async with ASGIConnection(both_sides(app), http_scope(extensions=EXTENSIONS)) as connection:
        await connection.wait()
    hint, _, *bodies, trailers = connection.sent
    assert hint["links"] == [b'</x?ssn=%5BSSN%5D>; rel="preload"']
    assert b"".join(message["body"] for message in bodies) == b"ok"
    assert trailers["headers"] == [(b"x-patient-name", b"[NAME]")]


async def test_logprobs_are_dropped_from_a_whole_completion() -> None:
    """They hold the text once more, token by token."""
    choice = {
        "message": {"content": NOTE},
        "logprobs": {"content": [{"token": "John"}, {"token": " Smith"}]},
    }
    result = await get(Recorder(encoded({"object": "chat.completion", "choices": [choice]})))
    assert result.json()["choices"] == [{"message": {"content": REDACTED}, "logprobs": None}]


async def test_the_first_data_stream_of_vercel_is_read_as_lines() -> None:
    """It says that it is plain text, and each line begins with a code."""
    lines = [b"0:" + encoded(piece) + b"\n" for piece in in_steps(NOTE, 5)]
    end = b'd:{"finishReason":"stop"}\n'
    header = (b"x-vercel-ai-data-stream", b"v1")
    result = await get(Recorder([*lines, end], b"text/plain; charset=utf-8", header))
    *texts, last = result.body.splitlines(keepends=True)
    assert "".join(msgspec.json.decode(text[2:]) for text in texts) == REDACTED
    assert last == end


async def test_lines_of_json_that_are_declared_as_json_are_read_as_lines() -> None:
    """Several servers send them so."""
    body = encoded({"note": NOTE}) + b"\n" + encoded({"n": 1}) + b"\n"
    assert (await get(Recorder(body))).body == encoded({"note": REDACTED}) + b"\n" + encoded({"n": 1}) + b"\n"


async def test_nothing_changes_where_nothing_is_to_be_done() -> None:
    """With `outbound="pass"` not even the headers."""
    app = Recorder(in_steps(NOTE.encode(), 5), b"image/png", (b"etag", b"x"), (b"content-length", b"99"))
    result = await ask(app, method="GET", options={"outbound": "pass"}, scope={"extensions": EXTENSIONS})
    assert result.body == NOTE.encode()
    assert result.headers == app.headers
    assert app.scope["extensions"] == EXTENSIONS


async def test_what_is_held_when_the_application_fails_is_dropped() -> None:
    """It may be half an identifier."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send(
            {
                "type": "http.response.start",
                "status": 200,
                "headers": [(b"content-type", b"text/event-stream")],
            }
        )
        for piece in ("all is well, SSN 219-09-", "99"):
            body = b'data: {"delta": "%b"}\n\n' % piece.encode()
            await send({"type": "http.response.body", "body": body, "more_body": True})
        raise RuntimeError("the application failed")

    connection = ASGIConnection(both_sides(app), http_scope())
    with pytest.raises(RuntimeError):
        async with connection:
            await connection.wait()
    assert b"219" not in b"".join(message.get("body", b"") for message in connection.sent)


async def test_what_is_held_when_the_client_leaves_is_dropped() -> None:
    """And the application learns of it."""
    seen: list[str] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await receive()
        await send({"type": "http.response.start", "status": 200, "headers": [TEXT]})
        await send({"type": "http.response.body", "body": b"SSN 219-09-", "more_body": True})
        seen.append((await receive())["type"])

    async with ASGIConnection(both_sides(app), http_scope()) as connection:
        await connection.put({"type": "http.request", "body": b"", "more_body": False})
        await connection.get()
        await connection.disconnect()
        await connection.wait()
    assert seen == ["http.disconnect"]
    assert b"219" not in b"".join(message.get("body", b"") for message in connection.sent)


async def test_a_stream_that_cannot_be_read_any_further_is_broken_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The server closes the connection, so that the client knows that this was not the end."""
    from asgi_agent.middleware.redaction import sse

    monkeypatch.setattr(sse, "MAX_EVENT", 100)
    went_on = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send(
            {
                "type": "http.response.start",
                "status": 200,
                "headers": [(b"content-type", b"text/event-stream")],
            }
        )
        for _ in range(50):
            await send({"type": "http.response.body", "body": b"data: John Smith", "more_body": True})
            went_on.append(1)

    connection = ASGIConnection(both_sides(app), http_scope())
    with pytest.raises(ResponseCutError):
        async with connection:
            await connection.wait()
    assert len(went_on) < 10
    assert no_value_in(b"".join(message.get("body", b"") for message in connection.sent))


async def test_an_application_whose_response_was_withheld_is_ended() -> None:
    """What it would go on to send, nobody would get; its failure is none of the server's."""
    sent = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send(
            {"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"video/mp4")]}
        )
        while True:
            sent.append(1)
            await send({"type": "http.response.body", "body": b"x", "more_body": True})

    async with ASGIConnection(both_sides(app), http_scope()) as connection:
        await connection.wait()
    assert connection.sent[0]["status"] == 502
    assert sent == [1]


async def test_a_slow_reader_slows_the_application() -> None:
    """Nothing is sent ahead of what the server takes."""
    sent = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [TEXT]})
        for _ in range(10):
            await send({"type": "http.response.body", "body": b"a word ", "more_body": True})
            sent.append(1)
        await send({"type": "http.response.body", "body": b""})

    async with ASGIConnection(both_sides(app), http_scope()) as connection:
        await connection.get()
        await connection.get()
        assert len(sent) <= 3
        await connection.wait()


async def test_headers_that_tell_of_people_are_redacted() -> None:
    """And those of protocols, cookies and ids are not touched."""
    kept = [
        (b"x-request-id", b"219-09-9999"),
        (b"set-cookie", b"session=2190999995558675309; Path=/"),
        (b"x-ratelimit-reset", b"5558675309"),
        (b"date", b"Mon, 01 Jan 2024 00:00:00 GMT"),
    ]
    changed = [
        (b"location", b"https://ehr.test/patients/John%20Smith?ssn=219-09-9999"),
        (b"content-disposition", b'attachment; filename="Mr_John_Smith.txt"'),
        (b"link", b'<https://ehr.test/a?ssn=219-09-9999>; rel="next"; title="Mr John Smith"'),
        (b"x-patient-name", b"John Smith"),
        (b"warning", b"199 - SSN 219-09-9999"),
    ]
    result = await get(Recorder(b"{}", b"application/json", *kept, *changed))
    assert [pair for pair in result.headers if pair in kept] == kept
    headers = dict(result.headers)
    assert headers[b"location"] == b"https://ehr.test/patients/%5BNAME%5D?ssn=%5BSSN%5D"
    assert headers[b"content-disposition"] == b'attachment; filename="[NAME].txt"'
    assert headers[b"link"] == b'<https://ehr.test/a?ssn=%5BSSN%5D>; rel="next"; title="[NAME]"'
    assert headers[b"x-patient-name"] == b"[NAME]"
    assert headers[b"warning"] == b"199 - SSN [SSN]"


async def test_what_came_in_is_remembered_in_what_goes_out() -> None:
    """A surname that stands alone is found once the full name has been seen."""

    app = Recorder(encoded({"text": "then Quillfeather was sent home"}))
    body = encoded({"patient": {"name": "Anna Quillfeather"}})
    result = await ask(app, body, (b"content-type", b"application/json"))
    assert result.json() == {"text": "then [NAME] was sent home"}


async def test_the_target_of_a_refresh_is_redacted() -> None:
    """As a location is."""
    result = await get(Recorder(b"{}", b"application/json", (b"refresh", b"5; url=/x?ssn=219-09-9999")))
    assert result.header("refresh") == ["5; url=/x?ssn=%5BSSN%5D"]


async def test_json_that_is_nested_too_deeply_is_withheld() -> None:
    """What is below is not read."""
    assert problem(await get(Recorder(b"[" * 200 + b'"SSN 219-09-9999"' + b"]" * 200))) == WITHHELD


async def test_text_that_turns_out_to_be_unreadable_is_broken_off() -> None:
    """After a part of it has left, there is no other way to say so."""
    document = b"[" * 200 + b'"SSN 219-09-9999"' + b"]" * 200
    with pytest.raises(ResponseCutError):
        await get(Recorder(document, b"text/plain"))
