from __future__ import annotations

import json

import pytest

from asgi_agent.middleware.redaction.rewriters import Redaction
from asgi_agent.middleware.redaction.streams import EventStream, LineStream
from asgi_agent.phi import Redactor

TEXT = ("data: the note of Jo\n\n", "data: hn Smith\n\n")
HIDDEN = "data: the note of [NAME]\n\ndata: \n\n"


def redacted(kind: type[EventStream | LineStream], *pieces: str) -> list[str]:
    """What leaves when each of these has come, and at the end."""
    stream = kind([Redaction(Redactor().session())])
    return [stream.feed(piece.encode()).decode() for piece in pieces] + [stream.close().decode()]


@pytest.mark.parametrize("last", ["event: end\n\n", "event: done\ndata:\n\n", "event: close\ndata: [ok]\n\n"])
def test_a_text_ends_before_an_event_that_says_so_by_its_name(last: str) -> None:
    """Clients leave at that event, and never saw what came after; what it says itself may be anything."""
    *_, ended, rest = redacted(EventStream, *TEXT, last)
    assert ended == HIDDEN + last
    assert rest == ""


def test_what_was_being_said_is_dropped_by_an_event_that_is_named_a_failure() -> None:
    """It may have been cut off within an identifier; as where the event says so in JSON."""
    *_, failed, rest = redacted(EventStream, *TEXT, "event: error\ndata: no more\n\n")
    assert failed == "event: error\ndata: no more\n\n"
    assert rest == ""


def test_an_event_without_its_end_does_not_run_into_one_that_waited() -> None:
    """The server left within it; both are events of their own."""
    assert "".join(redacted(EventStream, *TEXT, 'data: {"a":1}')) == 'data: {"a":1}\n\n' + HIDDEN


def test_a_line_without_its_end_does_not_run_into_one_that_waited() -> None:
    """Both are lines of their own."""
    assert "".join(redacted(LineStream, 'the note of John Smith\n{"a":1}')) == '{"a":1}\nthe note of [NAME]\n'


def test_a_document_over_several_lines_stays_one() -> None:
    """Each line keeps what stands in it, so that strings do not get line ends."""
    document = '[{"name":"John Smith"},\n{"mrn":4471209},\n{"ssn":"219-09-9999"}]\n'
    found = "".join(redacted(LineStream, document))
    assert json.loads(found) == [{"name": "[NAME]"}, {"mrn": "[MRN]"}, {"ssn": "[SSN]"}]
    assert found.count("\n") == document.count("\n")


@pytest.mark.parametrize(
    ("kind", "said", "sign"),
    [
        (EventStream, 'data: {"message": "seen by John"}\n\n', ": ping\n\n"),
        (EventStream, "data: seen by John\n\n", ":\n\n"),
        (LineStream, '{"message": "seen by John"}\n', "\n"),
    ],
)
def test_a_message_leaves_when_two_signs_of_life_follow_it(
    kind: type[EventStream | LineStream], said: str, sign: str
) -> None:
    """It may be whole; without an event after it, its reader never saw it."""
    given = redacted(kind, said, sign, sign, sign)
    assert given == ["", sign, sign + said.replace("John", "[NAME]").replace(': "', ':"'), sign, ""]


def test_a_piece_is_held_whatever_signs_of_life_follow_it() -> None:
    """It is called one, so that more will come."""
    said = [f'data: {{"type":"delta","text":"{piece}"}}\n\n' for piece in ("SSN 219-0", "9-9999 ok ")]
    given = redacted(EventStream, said[0], ":\n\n", ":\n\n", ":\n\n", said[1])
    assert given[:4] == ["", ":\n\n", ":\n\n", ":\n\n"]
    assert "SSN [SSN]" in "".join(given)


@pytest.mark.parametrize(
    ("kind", "thought", "said"),
    [
        (LineStream, "g:{}\n", "0:{}\n"),
        (EventStream, "event: thinking\ndata: {}\n\n", "event: answer\ndata: {}\n\n"),
        (EventStream, 'data: {{"type":"thinking","content":{}}}\n\n', 'data: {{"content":{}}}\n\n'),
    ],
)
def test_what_is_thought_and_what_is_said_are_two_texts(
    kind: type[EventStream | LineStream], thought: str, said: str
) -> None:
    """A thought ran into the answer, and an identifier at its end was not found; or the answer parted it."""
    pieces = [thought.format(json.dumps(text)) for text in ("he lives in IL 62", "704.")]
    given = "".join(redacted(kind, pieces[0], said.format('"ok "'), pieces[1], said.format('"ok "')))
    assert "04" not in given
    assert given.count("ok ") == 2


@pytest.mark.parametrize(
    ("kind", "said", "passing"),
    [
        (EventStream, 'data: {"type":"delta","text":"Jo"}\n\n', 'data: {"n":1}\n\n'),
        (LineStream, '{"type":"delta","text":"Jo"}\n', '{"n":1}\n'),
        (LineStream, '{"type":"delta","text":"Jo"}\n', "\n"),
    ],
)
def test_a_byte_order_mark_stays_at_the_beginning(
    kind: type[EventStream | LineStream], said: str, passing: str
) -> None:
    """What came first may have to wait; a mark within a stream is one that nobody can read."""
    assert redacted(kind, "\ufeff" + said, passing)[:2] == ["\ufeff", passing]
    assert "".join(redacted(kind, "\ufeff" + passing)) == "\ufeff" + passing
