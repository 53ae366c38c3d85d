from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asgi_agent.middleware.redaction.content import ContentType, content_type
from asgi_agent.middleware.redaction.multipart import Multipart, Part, rewrite_filename
from asgi_agent.middleware.redaction.problems import MalformedError, UnreadableError
from asgi_agent.phi import Redactor

CONTENT = content_type(b"multipart/form-data; boundary=xYz")

FIELD = b'Content-Disposition: form-data; name="note"\r\n\r\nhello'
FILE = (
    b'content-disposition: form-data; name="scan"; filename="a.json"\r\n'
    b"Content-Type: application/json\r\n\r\n"
    b'{"a":1}'
)


def body_of(*parts: bytes, boundary: bytes = b"xYz") -> bytes:
    """A body with these parts."""
    inner = b"".join(b"--" + boundary + b"\r\n" + part + b"\r\n" for part in parts)
    return inner + b"--" + boundary + b"--\r\n"


def test_parts_are_found() -> None:
    """Fields and files, with their names and types."""
    field, file = Multipart(body_of(FIELD, FILE), CONTENT).parts
    assert (field.name, field.body, field.is_file, field.content.media) == (
        "note",
        b"hello",
        False,
        "text/plain",
    )
    assert (file.name, file.body, file.is_file, file.content.media) == (
        "scan",
        b'{"a":1}',
        True,
        "application/json",
    )


def test_a_file_without_a_type_is_bytes() -> None:
    """Nobody can tell what it is."""
    file = b'Content-Disposition: form-data; name="a"; filename="b"\r\n\r\nc'
    (part,) = Multipart(body_of(file), CONTENT).parts
    assert part.content.media == "application/octet-stream"


def test_a_body_is_put_together_as_it_was() -> None:
    """Byte for byte."""
    body = body_of(FIELD, FILE)
    form = Multipart(body, CONTENT)
    assert form.encode(form.parts) == body


@given(st.lists(st.tuples(st.text("abc", min_size=1), st.binary(max_size=30)), min_size=1, max_size=4))
def test_what_was_put_in_comes_out(fields: list[tuple[str, bytes]]) -> None:
    """Any names and any bytes, but the boundary itself."""
    parts = [f'Content-Disposition: form-data; name="{n}"\r\n\r\n'.encode() + v for n, v in fields]
    body = body_of(*parts)
    form = Multipart(body, CONTENT)
    assert [(part.name, part.body) for part in form.parts] == fields
    assert form.encode(form.parts) == body


@given(st.binary(max_size=60).map(lambda junk: junk.replace(b"-", b"--xYz")))
def test_any_bytes_are_read_or_refused(junk: bytes) -> None:
    """And what is read is put together as it was, but for the last line end, which may be missing."""
    try:
        form = Multipart(junk, CONTENT)
    except (MalformedError, UnreadableError):
        return
    assert form.encode(form.parts).removesuffix(b"\r\n") == junk.removesuffix(b"\r\n")


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"--xYz--\r\n", id="no part"),
        pytest.param(b"preamble\r\n" + body_of(FIELD), id="preamble"),
        pytest.param(body_of(FIELD) + b"epilogue", id="epilogue"),
        pytest.param(body_of(FIELD)[:-8], id="cut short"),
        pytest.param(body_of(FIELD).replace(b"\r\n", b"\n"), id="LF line ends"),
        pytest.param(body_of(FIELD).replace(b"--xYz\r\n", b"--xYz \r\n"), id="padding"),
        pytest.param(body_of(FIELD + b"--xYz"), id="boundary in a part"),
        pytest.param(body_of(FIELD + b"\n--xYz\r\n" + FILE), id="boundary after LF"),
        pytest.param(body_of(b"\r\n\r\nhello"), id="no headers"),
        pytest.param(body_of(b"Content-Disposition: form-data\r\n\r\nhello"), id="no name"),
        pytest.param(body_of(b'Content-Disposition: file; name="a"\r\n\r\nhello'), id="not form-data"),
        pytest.param(body_of(FIELD.replace(b"note", b'note"; name="b')), id="two names"),
        pytest.param(body_of(FILE.replace(b"filename", b"filename*0")), id="file name in pieces"),
        pytest.param(body_of(FIELD.replace(b"name", b'name="a"; name*1')), id="name in pieces"),
        pytest.param(body_of(b"Content-Type: text/plain\r\n" * 2 + FIELD), id="header twice"),
        pytest.param(body_of(FIELD.replace(b": form", b":\r\n form")), id="folded header"),
        pytest.param(body_of(b"Content Type: text/plain\r\n" + FIELD), id="space in a name"),
    ],
)
def test_what_can_be_read_in_two_ways_is_refused(body: bytes) -> None:
    """The application could find a field in it that was not seen here."""
    with pytest.raises(MalformedError):
        Multipart(body, CONTENT)


@pytest.mark.parametrize("boundary", [b"", b'"a b "', b"\xe9", b"a" * 71])
def test_a_boundary_that_is_none_is_refused(boundary: bytes) -> None:
    """Empty, ending in a space, not ASCII, too long (RFC 2046)."""
    with pytest.raises(MalformedError):
        Multipart(body_of(FIELD), content_type(b"multipart/form-data; boundary=" + boundary))


def test_a_part_in_a_transfer_encoding_is_refused() -> None:
    """Nobody sends one (RFC 7578, 4.7), and base64 hides everything."""
    with pytest.raises(UnreadableError):
        Multipart(body_of(b"Content-Transfer-Encoding: base64\r\n" + FIELD), CONTENT)


def test_what_else_headers_of_a_part_say_is_rewritten() -> None:
    """Applications are given them; those that say nothing stay as they are."""
    session = Redactor().session()
    described = b"Content-ID: <1>\r\nContent-Description: scan of John Smith\r\n" + FILE
    (part,) = Multipart(body_of(described), CONTENT).parts
    head = part.with_filename(session.redact).headers[:2]
    assert head == (b"Content-ID: <1>", b"Content-Description: scan of [NAME]")


def test_a_part_may_not_grow_into_the_boundary() -> None:
    """A value that is put in could hold it."""
    form = Multipart(body_of(FIELD), CONTENT)
    part = form.parts[0]
    hostile = Part(part.headers, b"a\r\n--xYz\r\nb", part.name, part.is_file, ContentType("text/plain", {}))
    with pytest.raises(MalformedError):
        form.encode([hostile])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('form-data; name="a"; filename="Bob_Smith.pdf"', 'form-data; name="a"; filename="[NAME].pdf"'),
        ("attachment; filename=Bob-Smith.tar.gz", 'attachment; filename="[NAME].gz"'),
        ("attachment; filename*=UTF-8''Bob%20Smith.pdf", "attachment; filename*=UTF-8''%5BNAME%5D.pdf"),
        ('attachment; filename="report_1.pdf"', 'attachment; filename="report_1.pdf"'),
        ("inline", "inline"),
        ('form-data; name="Bob Smith"', 'form-data; name="Bob Smith"'),
    ],
)
def test_file_names_are_rewritten(before: str, after: str) -> None:
    """Read with spaces for what joins their words; one in which nothing is found stays as it is."""

    def rewrite(text: str) -> str:
        return "[NAME]" if text.startswith("Bob Smith") else text

    assert rewrite_filename(before, rewrite) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("DOB-1962-03-12.pdf", "DOB [DATE].pdf"),
        ("scan_1962_03_12.pdf", "scan [DATE].pdf"),
        ("scan_03_12_1962.pdf", "scan [DATE].pdf"),
        ("SSN-219-09-9999.pdf", "SSN [SSN].pdf"),
        ("app-1.4.2_b7.zip", "app-1.4.2_b7.zip"),
    ],
)
def test_dates_and_numbers_in_file_names_keep_what_joins_their_parts(before: str, after: str) -> None:
    """By which they are known."""
    rewritten = rewrite_filename(f'attachment; filename="{before}"', Redactor().redact)
    assert rewritten == f'attachment; filename="{after}"'
