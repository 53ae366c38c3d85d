"""Text in base64 within documents, and what only looks like it."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode

import pytest

from asgi_agent.phi import Label, Redactor
from asgi_agent.phi.documents import TooDeepError
from asgi_agent.phi.documents.encoded import decoded
from asgi_agent.plain import plain
from tests.phi.rules.finding import spans

NOTE = "SSN 219-09-9999 f\xfcr"
CLEAN = "SSN [SSN] f\xfcr"


def encoded(text: str) -> str:
    return b64encode(text.encode()).decode()


def test_text_in_base64_is_redacted_and_encoded_again() -> None:
    """As bytes in the output of a graph are."""
    redacted = Redactor().redact_json(plain({"note": NOTE.encode(), "n": [bytearray(b"SSN 219-09-9999")]}))
    assert b64decode(redacted["note"]).decode() == CLEAN
    assert b64decode(redacted["n"][0]) == b"SSN [SSN]"


def test_a_document_in_base64_is_read_by_its_keys() -> None:
    """A note of another program, as its bytes; what its keys say is found beside it."""
    inner = json.dumps({"patient_name": "Zebulon Quist"})
    redacted = Redactor().redact_json({"raw": encoded(inner), "free": "zebulon was seen"})
    assert json.loads(b64decode(redacted["raw"])) == {"patient_name": "[NAME]"}
    assert redacted["free"] == "[NAME] was seen"


def test_it_is_found_as_a_whole() -> None:
    """No part of it stands for the identifier alone."""
    text = json.dumps({"note": encoded("SSN 219-09-9999")})
    [span] = spans(text)
    assert span.label is Label.SSN
    assert text[span.start : span.end] == encoded("SSN 219-09-9999")


@pytest.mark.parametrize(
    "value",
    [
        encoded("nothing of note was seen"),
        b64encode(b"SSN 219-09-9999\x00").decode(),
        "Hypertension",
        "AAAAAAAAAAAA",
        "=" * 16,
        encoded("SSN 219-09-9999")[:-1],
    ],
)
def test_what_holds_no_identifier_stays(value: str) -> None:
    """Pictures, digests, words, and base64 that was cut."""
    assert Redactor().redact_json({"value": value}) == {"value": value}


def test_a_number_that_happens_to_be_base64_is_read_as_it_stands() -> None:
    """What it would be decoded says nothing."""
    value = "2642" * 4
    assert decoded(value) is not None
    assert Redactor(known=[value]).redact_json({"value": value}) == {"value": "[ID]"}
    assert Redactor(known=[value]).find(json.dumps({"value": value}))


def test_a_file_of_megabytes_is_known_by_its_beginning() -> None:
    """It is not decoded as a whole."""
    assert decoded(b64encode(b"\x00\xff" + b"a" * 3_000_001).decode()) is None
    assert decoded(encoded("a" * 300)) == "a" * 300


def test_base64_within_base64_is_read_as_far_as_documents_are() -> None:
    """Then it is refused, as what is not read cannot be redacted."""
    value = NOTE
    for _ in range(4):
        value = encoded(value)
    redacted = Redactor().redact_json({"value": value})["value"]
    for _ in range(4):
        redacted = b64decode(redacted).decode()
    assert redacted == CLEAN
    with pytest.raises(TooDeepError):
        Redactor().redact_json({"value": encoded(value)})
