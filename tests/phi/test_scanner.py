"""What is decided stays decided: a text in pieces is redacted as the whole is, wherever it is cut."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asgi_agent.phi import Label, Redactor
from asgi_agent.phi.islands import CARRY, LONGEST_CHUNK, LONGEST_ISLAND
from asgi_agent.phi.stream import LONGEST_DOCUMENT

SSN = "219-09-9999"

PARTS = st.sampled_from(
    [
        SSN,
        "MRN: 4471209",
        "John Smith",
        "pt maria lopez",
        "Dr. O'Brien",
        "john.smith@example.org",
        "https://ehr.example.org/p/17?x=1",
        "(312) 555-0142",
        "March 5th, 2021",
        "02/03/1950",
        "93-year-old",
        "12 Elm Street, Springfield, IL 62704",
        "Patient",
        "denies chest pain",
        "the",
        "of",
        "is",
        "\n",
        "\n\n",
        "\r\n\r\n",
        ".",
        "219\u200b-09\u2011\uff19999",
        "Jose\u0301 Mun\u0303oz",
        "山田太郎",
        "\U0001f600",
        "\ud800",
        "x" * (LONGEST_CHUNK + 1),
        "Word " * 150,
    ]
)
TEXTS = st.lists(st.tuples(PARTS, st.sampled_from([" ", "", "\n", ", "])), max_size=12).map(
    lambda parts: "".join(part + gap for part, gap in parts)
)
KNOWN = ("Maria Lopez-Garcia", "A-77-B")


def in_pieces(redactor: Redactor, pieces: list[str]) -> str:
    """What a stream gives back for these pieces, joined."""
    stream = redactor.stream()
    return "".join([*(stream.feed(piece) for piece in pieces), stream.close()])


@given(TEXTS, st.data())
@settings(max_examples=150, deadline=None)
def test_a_stream_equals_the_whole_wherever_it_is_cut(text: str, data: st.DataObject) -> None:
    """Join of output equals redaction of the join of input."""
    redactor = Redactor(known=KNOWN)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pieces = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    assert in_pieces(redactor, pieces) == redactor.redact(text)


@given(TEXTS)
@settings(max_examples=40, deadline=None)
def test_a_stream_of_single_characters_equals_the_whole(text: str) -> None:
    """The finest cut of all."""
    redactor = Redactor(known=KNOWN)
    assert in_pieces(redactor, list(text)) == redactor.redact(text)


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_finds_are_what_redaction_replaces(text: str) -> None:
    """Replacing the spans of `find` by hand gives what `redact` gives; they are in order and apart."""
    redactor = Redactor(known=KNOWN)
    spans = redactor.find(text)
    parts, done = [], 0
    for span in spans:
        assert done <= span.start < span.end <= len(text)
        parts += [text[done : span.start], redactor.session().value(text[span.start : span.end], span.label)]
        done = span.end
    assert "".join([*map(str, parts), text[done:]]) == redactor.redact(text)


def test_no_prefix_of_a_stream_shows_a_part_of_an_identifier() -> None:
    """One character at a time, nothing of the number is out before it is known to be one."""
    stream = Redactor().stream()
    given_back = ""
    for character in f"the ssn is {SSN} as given ":
        given_back += stream.feed(character)
        assert "219" not in given_back
    assert given_back + stream.close() == "the ssn is [SSN] as given "


def test_plain_words_are_given_back_as_soon_as_they_end() -> None:
    """Text that no rule can touch is not held."""
    stream = Redactor().stream()
    assert stream.feed("the pain is gone, nothing hurts ") == "the pain is gone, nothing hurts "
    assert stream.held == 0
    assert stream.feed("tomorr") == ""
    assert stream.held == len("tomorr")


def test_what_is_held_is_bounded() -> None:
    """No text makes a stream hold more than an island and a chunk."""
    stream = Redactor().stream()
    most = 0
    for piece in ["Word "] * 2000 + ["9"] * 5000:
        stream.feed(piece)
        most = max(most, stream.held)
    assert most <= LONGEST_ISLAND + LONGEST_CHUNK + len("Word ")


def test_a_chunk_too_long_to_be_read_goes_as_a_whole() -> None:
    """One placeholder at once, and nothing of the rest up to the next space."""
    stream = Redactor().stream()
    out = stream.feed("see " + "x" * (LONGEST_CHUNK + 1))
    assert out == "see [ID]"
    assert stream.feed("yyy") == ""
    assert stream.feed("zzz then ") == " then "


@pytest.mark.parametrize("rest", ["\u0301", "\u200d\u0301 then", "\u0301b"])
def test_marks_behind_a_chunk_too_long_to_be_read_go_with_it(rest: str) -> None:
    """Whether they come in the same piece or later."""
    text = "x" * (LONGEST_CHUNK + 1) + rest
    stream = Redactor().stream()
    assert Redactor().redact(text) == "[ID]" + " then" * rest.endswith("then")
    assert "".join(map(stream.feed, text)) + stream.close() == Redactor().redact(text)


@pytest.mark.parametrize("padding", range(LONGEST_ISLAND - CARRY, LONGEST_ISLAND + 40, 7))
def test_an_identifier_where_two_full_islands_meet_is_found(padding: int) -> None:
    """The end of a full island is looked at again together with what follows."""
    words = "Zq " * (padding // 3)
    text = f"{words}{'Q' * (padding % 3)} MRN: 4471209, Zq {SSN} Zq Zq"
    redacted = Redactor().redact(text)
    assert "4471209" not in redacted
    assert "219-09" not in redacted


def test_an_identifier_does_not_reach_over_a_blank_line() -> None:
    """Paragraphs are apart."""
    spans = Redactor(known=["Elm Tree"]).find("Elm\n\nTree and Elm\nTree")
    assert [(span.start, span.end) for span in spans] == [(14, 22)]


def test_invisible_characters_hide_nothing_and_offsets_are_those_of_the_text() -> None:
    """Zero-width characters and full-width digits within a number."""
    text = "ssn 219\u200b-09-\uff19999 given"
    (span,) = Redactor().find(text)
    assert text[span.start : span.end] == "219\u200b-09-\uff19999"
    assert span.label is Label.SSN


def test_a_long_text_in_one_piece_is_read() -> None:
    """Only what must be held as a whole is bounded, not what is plain at once."""
    text = "nothing of note here " * (LONGEST_DOCUMENT // 20) + SSN
    assert in_pieces(Redactor(), [text]) == text.replace(SSN, "[SSN]")


def test_a_document_too_long_to_be_held_is_not_shown() -> None:
    """One placeholder for all of it, whatever comes after the bound."""
    pieces = ['["', "a" * LONGEST_DOCUMENT, f' {SSN}"]', " and more"]
    assert in_pieces(Redactor(), pieces) == "[ID]"
