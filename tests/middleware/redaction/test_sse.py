from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asgi_agent.middleware.redaction import sse
from asgi_agent.middleware.redaction.problems import TooLargeError, UnreadableError
from asgi_agent.middleware.redaction.sse import Event, EventParser
from tests.middleware.redaction.cuts import at, in_steps

ENDS = ("\n", "\r\n", "\r")


def parsed(pieces: list[bytes]) -> list[bytes]:
    """The events of a stream, and what is left at its end."""
    parser = EventParser()
    events = [event for piece in pieces for event in parser.feed(piece)]
    left = parser.close()
    return [*events, left] if left else events


@pytest.mark.parametrize("end", ENDS)
def test_events_end_at_a_blank_line(end: str) -> None:
    """In each of the three line ends of the standard."""
    body = f"data: a{end}{end}event: x{end}data: b{end}{end}".encode()
    events = parsed([body])
    assert b"".join(events) == body
    assert [(Event(event).name, Event(event).data) for event in events] == [("", "a"), ("x", "b")]


def test_data_lines_are_joined() -> None:
    """By line feeds, and one space after the colon is not part of the data."""
    event = Event(b"data: a\ndata:  b\ndata\n:comment\nid: 7\n\n")
    assert event.data == "a\n b\n"


def test_an_event_without_data_has_none() -> None:
    """A comment, or an id alone."""
    assert Event(b": ping\n\n").data is None
    assert Event(b"id: 7\n\n").data is None


def test_unchanged_data_leaves_as_the_very_bytes_that_came() -> None:
    """With odd spacing, comments and fields of any kind."""
    raw = b":c\nid:7\ndata:a\r\nretry: 10\n\n"
    assert Event(raw).encode("a") == raw


@pytest.mark.parametrize("end", ENDS)
def test_changed_data_leaves_in_the_same_framing(end: str) -> None:
    """With the event's own line ends, its other fields where they stood, and a data line for each line."""
    raw = f"event: x{end}data: a{end}data: b{end}id: 7{end}{end}".encode()
    assert Event(raw).encode("c\nd") == f"event: x{end}data: c{end}data: d{end}id: 7{end}{end}".encode()


def test_a_line_end_in_changed_data_makes_no_field_of_its_own() -> None:
    """A carriage return would end the line for a client."""
    assert Event(b"data: a\n\n").encode("b\rid: 9") == b"data: b\ndata: id: 9\n\n"


def test_a_byte_order_mark_hides_no_data() -> None:
    """The client takes it off, so what stands behind it is data."""
    assert Event(b"\xef\xbb\xbfdata: a\n\n").data == "a"


def test_bytes_that_are_no_text_come_back() -> None:
    """In a field that stays while the data changes."""
    assert Event(b"id: \xff\ndata: a\n\n").encode("b") == b"id: \xff\ndata: b\n\n"


def test_comments_and_unknown_fields_are_rewritten() -> None:
    """No client reads them, but they leave with the event; names and ids of events stay."""
    event = Event(b": secret\nsecret: secret\nevent: secret\nid: secret\ndata: secret\n\n")
    event.rewrite(lambda text: text.replace("secret", "x\ny"))
    assert event.encode("d") == b": x y\nx y: x y\nevent: secret\nid: secret\ndata: d\n\n"


@pytest.mark.parametrize("comment", [":", ": ping", ":keepalive", ": ping - 2024-11-21 05:42:00.12+00:00"])
def test_heartbeats_stay(comment: str) -> None:
    """With the time that some servers put into theirs."""
    raw = f"{comment}\n\n".encode()
    event = Event(raw)
    event.rewrite(lambda text: "x")
    assert event.encode(None) == raw


def test_an_unfinished_event_is_given_at_the_end() -> None:
    """Some senders leave the last blank line out."""
    assert parsed([b"data: a\n\ndata: [DONE]"]) == [b"data: a\n\n", b"data: [DONE]"]


def test_an_event_that_does_not_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The buffer has a limit."""
    monkeypatch.setattr(sse, "MAX_EVENT", 100)
    parser = EventParser()
    parser.feed(b"data: " + b"a" * 90)
    with pytest.raises(TooLargeError):
        parser.feed(b"a" * 10)


LINES = st.sampled_from(
    ["data: a", "data:b", "data", "event: e", "id: 1", ": c", "x", "", "", "", "data: \u00e9\U0001f600"]
)
STREAMS = st.lists(st.tuples(LINES, st.sampled_from(ENDS)), max_size=20).map(
    lambda lines: "".join(line + end for line, end in lines).encode()
)


@given(STREAMS, st.lists(st.integers(0, 400), max_size=8))
def test_the_same_events_however_the_stream_is_cut(body: bytes, places: list[int]) -> None:
    """Cut anywhere, within a line end and a character too; and no byte is lost or added."""
    whole = parsed([body])
    assert b"".join(whole) == body
    assert parsed(at(body, places)) == whole
    assert parsed(in_steps(body, 1)) == whole


@given(STREAMS)
def test_an_event_is_read_as_the_standard_has_it(body: bytes) -> None:
    """Compared with the algorithm of the standard, taken literally."""
    expected, data = [], None
    text = body.decode().replace("\r\n", "\n").replace("\r", "\n")
    for line in text.split("\n")[:-1]:
        if line == "":
            if data is not None:
                expected.append(data)
            data = None
        elif line.partition(":")[0] == "data":
            value = line.partition(":")[2].removeprefix(" ")
            data = value if data is None else f"{data}\n{value}"
    found = [Event(event).data for event in parsed([body])]
    assert [data for data in found if data is not None][: len(expected)] == expected


def test_another_encoding_is_refused() -> None:
    """Identifiers in UTF-16 look like none."""
    with pytest.raises(UnreadableError):
        EventParser().feed("data: a\n\n".encode("utf-16-le"))
