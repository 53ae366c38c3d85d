from __future__ import annotations

import re
from random import Random
from typing import TYPE_CHECKING

import pytest

from asgi_agent.phi import Redactor
from tests.clinical_text import documents, held_out_documents

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.clinical_text import Document

PLACEHOLDER = re.compile(r"\[[A-Z_]+\]")
REDACTOR = Redactor()
SHORT = 200
PIECE = 4


@pytest.fixture(scope="module")
def texts() -> list[Document]:
    """500 documents of every kind, of both halves, structured ones among them."""
    made = [*documents(seed=31, n=240), *held_out_documents(seed=31, n=240)]
    return [*made, *documents("fhir", seed=31, n=10), *documents("hl7", seed=31, n=10)]


def _assert_same(text: str, whole: str, pieces: Iterable[str]) -> None:
    """Whatever is given back must be what whole redaction has in that place, and in the end all of it.

    Since what was given back cannot be taken back, that alone keeps every raw character of an identifier
    that whole redaction hides out of every prefix.
    """
    stream = REDACTOR.stream()
    given = 0
    for piece in pieces:
        part = stream.feed(piece)
        assert whole.startswith(part, given), (text, whole[given : given + 60], part)
        given += len(part)
    assert whole[given:] == stream.close(), text
    assert stream.held == 0


def test_one_character_at_a_time_gives_what_the_whole_gives(texts: list[Document]) -> None:
    """The finest way of cutting, of 500 texts."""
    assert len(texts) == 500
    for document in texts:
        _assert_same(document.text, REDACTOR.redact(document.text), document.text)


def test_every_cut_in_two_gives_what_the_whole_gives(texts: list[Document]) -> None:
    """At every place of the beginnings of 100 texts."""
    for document in texts[::5]:
        text = document.text[:SHORT]
        whole = REDACTOR.redact(text)
        for cut in range(len(text) + 1):
            _assert_same(text, whole, (text[:cut], text[cut:]))


def test_random_cuts_give_what_the_whole_gives(texts: list[Document]) -> None:
    """Pieces of 1 to 7 characters as models send them, and of up to 300 as sockets do, of 500 texts."""
    rng = Random(31)
    for document in texts:
        whole = REDACTOR.redact(document.text)
        for longest in (7, 300):
            _assert_same(document.text, whole, _cut(document.text, rng, longest))


def _cut(text: str, rng: Random, longest: int) -> list[str]:
    pieces, end = [], 0
    while end < len(text):
        start, end = end, end + rng.randint(1, longest)
        pieces.append(text[start:end])
    return pieces


def test_no_raw_piece_of_what_is_hidden_is_anywhere_in_the_output(texts: list[Document]) -> None:
    """Not four characters of it, unless they stand elsewhere in the text that is clear."""
    hidden = 0
    for document in texts:
        if document.kind in ("fhir", "hl7"):
            continue  # their clear text holds names of fields, and the figures' tests look at their values
        covered = bytearray(len(document.text))
        for span in REDACTOR.find(document.text):
            covered[span.start : span.end] = b"\1" * (span.end - span.start)
        clear = "".join(" " if gone else char for char, gone in zip(document.text, covered, strict=True))
        output = PLACEHOLDER.sub(" ", REDACTOR.redact(document.text))
        for start, end, _ in document.spans:
            if all(covered[start:end]):
                hidden += 1
                value = document.text[start:end]
                pieces = {value[at : at + PIECE] for at in range(max(1, len(value) - PIECE + 1))}
                shown = [piece for piece in pieces if len(piece) == PIECE and piece in output]
                assert [piece for piece in shown if piece not in clear] == [], (value, output)
    assert hidden > 3000


def test_what_is_fed_after_the_end_is_another_text() -> None:
    """Read from its beginning, as a JSON document say; the names of the first are remembered."""
    session = REDACTOR.session()
    stream = session.stream()
    assert stream.feed("Pt Zork Mblat, MRN 4471209") + stream.close() == "Pt [NAME], MRN [MRN]"
    assert stream.feed('{"mrn": "A1", "said": ') + stream.feed('"Mblat"}') == ""
    assert stream.close() == '{"mrn": "[MRN]", "said": "[NAME]"}'
    assert stream.close() == ""
