from __future__ import annotations

import pytest

from asgi_agent.middleware.redaction.content import Kind, content_type, kind_of
from asgi_agent.middleware.redaction.problems import UnreadableError


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        (b"application/json", Kind.JSON),
        (b"Application/JSON; charset=utf-8", Kind.JSON),
        (b"application/fhir+json", Kind.JSON),
        (b"application/problem+json", Kind.JSON),
        (b"text/json", Kind.JSON),
        (b"application/hl7-v2", Kind.HL7),
        (b"x-application/hl7-v2+er7", Kind.HL7),
        (b"text/event-stream; charset=utf-8", Kind.EVENTS),
        (b"application/x-ndjson", Kind.LINES),
        (b"application/ndjson", Kind.LINES),
        (b"application/fhir+ndjson", Kind.LINES),
        (b"application/jsonl", Kind.LINES),
        (b"application/stream+json", Kind.LINES),
        (b"application/json-seq", Kind.LINES),
        (b"text/plain", Kind.TEXT),
        (b"text/markdown", Kind.TEXT),
        (b"text/csv", Kind.TEXT),
        (b"text/html", Kind.MARKUP),
        (b"application/x-www-form-urlencoded", Kind.FORM),
        (b"multipart/form-data; boundary=x", Kind.MULTIPART),
        (None, Kind.TEXT),
        (b"", Kind.TEXT),
    ],
)
def test_a_content_type_says_how_a_body_is_read(header: bytes | None, kind: Kind) -> None:
    """In any case, with any parameters; without one it is text."""
    assert kind_of(content_type(header)) is kind


@pytest.mark.parametrize(
    "header",
    [
        b"image/png",
        b"image/svg+xml",
        b"application/pdf",
        b"application/dicom",
        b"application/octet-stream",
        b"application/xml",
        b"text/xml",
        b"application/fhir+xml",
        b"audio/mpeg",
        b"multipart/byteranges; boundary=x",
        b"application/vnd.amazon.eventstream",
        b"nonsense",
    ],
)
def test_what_nobody_reads_is_refused(header: bytes) -> None:
    """Pictures and recordings are identifiers themselves; XML names them in its tags."""
    with pytest.raises(UnreadableError):
        kind_of(content_type(header))


def test_parameters_are_read() -> None:
    """Quoted or not; of a repeated one, the first."""
    content = content_type(b'text/plain; Charset="UTF-8"; boundary=a-b; charset=x; q="a\\"b"')
    assert content.charset == "utf-8"
    assert content.parameters == {"charset": "UTF-8", "boundary": "a-b", "q": 'a"b'}
