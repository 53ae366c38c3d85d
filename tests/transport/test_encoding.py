"""JSON bytes and the two framings: one event is one block or one line, whatever it holds."""

from __future__ import annotations

import json
import math
import re
from typing import Any

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from asgi_agent.events import RunEvent
from asgi_agent.transport.encoding import LINES, SSE, Framing, encode_json, negotiate

# `st.text()` leaves surrogates out unless it is told otherwise.
any_text = st.text(st.characters())
awkward = "\r\n\n\r\u2028\u2029\x85\x00\ud800 data: x\n\nevent: run.finished\n\n"


def an_event(text: str, seq: int = 1) -> RunEvent:
    return RunEvent(
        "message.delta", "run-1", "thread-1", seq, 1.5, "node", ("a",), {"id": text, "text": text}
    )


def parse_sse(body: str) -> list[dict[str, str]]:
    """Event blocks as the HTML standard reads them: lines end in CR, LF or both, a blank line dispatches."""
    events, fields = [], {}
    for line in re.split("\r\n|\r|\n", body):
        if line:
            name, _, value = line.partition(":")
            assert name not in fields
            fields[name] = value.removeprefix(" ")
        elif fields:
            events.append(fields)
            fields = {}
    assert not fields
    return events


@given(any_text, st.integers(1, 10**9))
@example(awkward, 7)
def test_an_event_is_one_block_of_server_sent_events(text: str, seq: int) -> None:
    """No text that a model says can end the block early or begin another."""
    block = SSE.frame(an_event(text, seq)).decode()
    [fields] = parse_sse(block)
    assert list(fields) == ["event", "id", "data"]
    assert (fields["event"], fields["id"]) == ("message.delta", str(seq))
    assert json.loads(fields["data"])["data"]["text"] == text.encode("utf-8", "replace").decode()


@given(any_text)
@example(awkward)
def test_an_event_is_one_line_of_ndjson(text: str) -> None:
    """The line ends once, at its end."""
    line = LINES.frame(an_event(text))
    assert line.endswith(b"\n")
    assert not set(b"\r\n").intersection(line[:-1])
    assert json.loads(line)["data"]["text"] == text.encode("utf-8", "replace").decode()


@given(st.lists(any_text, max_size=5))
def test_events_and_heartbeats_follow_one_another(texts: list[str]) -> None:
    """A heartbeat between any two events is seen by nobody."""
    body = SSE.heartbeat.join(SSE.frame(an_event(text, n)) for n, text in enumerate(texts)).decode()
    without_comments = re.sub("(?m)^: ping\n", "", body)
    assert [fields["id"] for fields in parse_sse(without_comments)] == [str(n) for n in range(len(texts))]
    lines = LINES.heartbeat.join(LINES.frame(an_event(text, n)) for n, text in enumerate(texts)).split(b"\n")
    assert [json.loads(line)["seq"] for line in lines if line] == list(range(len(texts)))


def test_an_event_decodes_to_itself() -> None:
    """The JSON of an event has every field of it."""
    event = an_event("a")
    assert msgspec.json.decode(encode_json(event), type=RunEvent) == event


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"\udfff": "\ud800a"}, '{"?":"?a"}'),
        (["\U0001f600", "\ud83d"], '["\U0001f600","?"]'),
        ([math.nan, -math.inf], "[null,null]"),
        ([2**70], "[1180591620717411303424]"),
        ([10**5000, "\ud800", True], '[null,"?",true]'),
    ],
)
def test_what_json_cannot_hold_is_replaced(value: Any, text: str) -> None:
    """Bad text and numbers do not end a stream."""
    assert encode_json(value).decode() == text


@pytest.mark.parametrize(
    ("accept", "framing"),
    [
        ("", SSE),
        ("*/*", SSE),
        ("text/event-stream", SSE),
        ("application/json", SSE),
        ("application/x-ndjson", LINES),
        ("APPLICATION/X-NDJSON", LINES),
        ("application/x-ndjson; q=0.1", LINES),
        ("application/x-ndjson;q=0", SSE),
        ("application/x-ndjson;q=0, text/event-stream;q=0", SSE),
        ("text/event-stream, application/x-ndjson", SSE),
        ("application/x-ndjson, text/event-stream", LINES),
        ("application/x-ndjson, */*", LINES),
        ("*/*, application/x-ndjson", SSE),
        ("application/x-ndjson;q=0.5, */*", SSE),
        ("application/x-ndjson;q=0.5, */*;q=0.4", LINES),
        ("application/x-ndjson;q=0.9, text/event-stream;q=0.8", LINES),
        ("text/event-stream;q=0.8, application/x-ndjson;q=0.9", LINES),
        ("text/event-stream;q=0.9,application/x-ndjson;q=0.8", SSE),
        ("text/*;q=0.3, application/x-ndjson;q=0.4", LINES),
        ("application/x-ndjson;charset=utf-8;q=0.2, text/event-stream;q=0.1", LINES),
        ("application/x-ndjson;q=nan, text/event-stream;q=0.9", LINES),
        ("application/x-ndjson;q=inf, text/event-stream;q=1", LINES),
        ("text/event-stream, application/x-ndjson;q=inf", SSE),
        ("text/event-stream, application/x-ndjson;q=9", SSE),
        ("text/event-stream, application/x-ndjson;q=1_000", SSE),
        ("application/x-ndjson;q=-1, text/event-stream;q=0.5", LINES),
        ("application/x-ndjson;q=", LINES),
        (",;,;q=1,", SSE),
    ],
)
def test_the_accept_header_decides(accept: str, framing: Framing) -> None:
    """Server-Sent Events, unless NDJSON is wanted more; a weight that cannot be read counts as 1."""
    assert negotiate(accept) is framing


@given(st.text(st.sampled_from("aq/*=;,. 019-")))
def test_no_accept_header_is_too_strange(accept: str) -> None:
    """Any header gives one of the two framings."""
    assert negotiate(accept) in (SSE, LINES)
