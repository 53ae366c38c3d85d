"""A stream that does not say whether its messages are pieces of one text is read both ways."""

from __future__ import annotations

import json

import pytest

from asgi_agent.middleware.redaction.meetings import Meeting, may_be_whole, meeting
from asgi_agent.middleware.redaction.messages import Messages
from asgi_agent.middleware.redaction.rewriters import Redaction
from asgi_agent.phi import Redactor

REDACTOR = Redactor()

ENDS = (
    "Call [[312-555-0142]]",
    "SSN [[219-09-9999]]",
    "DOB [[3/5/1951]]",
    "mail [[j.smith@example.org]]",
    "Patient is [[John Smith]]",
    "MRN [[4471209]]",
    "lives at [[12 Elm Street]]",
    "born in [[Chicago]]",
    "IP [[10.20.30.40]]",
    "seen on [[March 5]]",
)
BEGINNINGS = ("Seen by nurse", "7 days left", "bring your card", "Next visit is due", "90 bpm", "the end")


def passed(messages: list[str]) -> list[str]:
    """What becomes of messages that are text alone."""
    stream: Messages[None] = Messages(Redaction(REDACTOR.session()))
    decided = [one for message in messages for one in stream.take(None, message)]
    return [one.payload for one in [*decided, *stream.close()]]


@pytest.mark.parametrize("beginning", BEGINNINGS)
@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("kind", ["text", "JSON"])
def test_a_message_hides_what_it_would_hide_alone(kind: str, end: str, beginning: str) -> None:
    """Whatever the next one begins with."""
    value = end[end.index("[[") + 2 : -2]
    texts = [end.replace("[[", "").replace("]]", ""), beginning]
    if kind == "JSON":
        texts = [json.dumps({"id": place, "text": text}) for place, text in enumerate(texts)]
    given = "".join(passed(texts))
    assert not any(part in given for part in value.split())


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("beginning", ["Seen by nurse", "Next visit is due"])
def test_a_message_that_begins_like_a_sentence_is_one(end: str, beginning: str) -> None:
    """Nothing of it goes with what the last one ends with."""
    assert passed([end.replace("[[", "").replace("]]", ""), beginning])[1] == beginning


@pytest.mark.parametrize(
    "pieces", [["SSN 219-", "09-99", "99 is mine"], ["I saw John Smi", "th at the store"]]
)
def test_what_lies_in_two_messages_is_hidden_as_well(pieces: list[str]) -> None:
    """They may be pieces all the same."""
    given = "".join(passed(pieces))
    assert given == REDACTOR.redact("".join(pieces))


SHAPES = (
    '{"results":[{"generated_text":%s,"stop_reason":"not_finished"}]}',
    '{"generation":%s,"stop_reason":null}',
    '{"choices":[{"index":0,"text":%s}]}',
    '{"outputs":[{"text":%s}]}',
)


@pytest.mark.parametrize("shape", SHAPES)
def test_pieces_that_hardly_anything_tells_of(shape: str) -> None:
    """As the streams of some models are, and of home-made servers."""
    given = "".join(passed([shape % json.dumps(piece) for piece in ("SSN 219-", "09-", "9999", " is mine")]))
    assert "[SSN]" in given
    assert not any(part in given for part in ("219", "09-", "9999"))


@pytest.mark.parametrize(
    ("before", "after", "how"),
    [
        ("I saw him ", "today", Meeting.CUT),
        ("I saw him", " today", Meeting.CUT),
        ("hosp", "ital stay", Meeting.CUT),
        ("Okon", "kwo", Meeting.CUT),
        ("Mr. Mc", "Donald", Meeting.CUT),
        ("219-", "09", Meeting.CUT),
        ("call 555", "0142", Meeting.EITHER),
        ("in Chicago", "the end", Meeting.EITHER),
        ("Elm Street", "7 days", Meeting.EITHER),
        ("John Smith", "Seen by nurse", Meeting.APART),
        ("0142", "Next visit", Meeting.APART),
        ("all done.", "Next visit", Meeting.APART),
        ("see example.", "org", Meeting.CUT),
        ("JOHN", "SMITH", Meeting.EITHER),
    ],
)
def test_how_two_messages_meet(before: str, after: str, how: Meeting) -> None:
    """By the white space between them, and by the words that they would make."""
    assert meeting(before, after) is how


@pytest.mark.parametrize("step", [1, 3, 10])
@pytest.mark.parametrize("kind", ["text", "JSON"])
def test_messages_that_say_all_so_far_show_no_part_of_an_identifier(kind: str, step: int) -> None:
    """Each is hidden as far as it is decided, and the last as a whole."""
    text = "The patient is John Smith, SSN 219-09-9999, mail j.smith@example.org, seen on March 5."
    said = [text[:end] for end in range(12, len(text), step)] + [text]
    given = passed([json.dumps({"text": each}) for each in said] if kind == "JSON" else said)
    last = json.loads(given[-1])["text"] if kind == "JSON" else given[-1]
    assert last == REDACTOR.redact(text)
    assert not any(part in each for each in given for part in ("Smi", "219", "j.s", "March"))


def test_a_word_alone_is_no_message() -> None:
    """As tokens are; what a model says of it would be judged without its context."""
    assert not may_be_whole(" Jordan")
    assert not may_be_whole("an l")
    assert may_be_whole("born in Chicago")
