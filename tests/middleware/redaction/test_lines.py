from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asgi_agent.middleware.redaction import lines
from asgi_agent.middleware.redaction.lines import Line, LineParser
from asgi_agent.middleware.redaction.problems import TooLargeError
from tests.middleware.redaction.cuts import at, in_steps


def parsed(pieces: list[bytes]) -> list[bytes]:
    """The lines of a body, and what is left at its end."""
    parser = LineParser()
    found = [line for piece in pieces for line in parser.feed(piece)]
    left = parser.close()
    return [*found, left] if left else found


def test_a_line_is_given_with_its_end() -> None:
    """A last line without one comes at the end."""
    assert parsed([b'{"a":1}\r\n\n{"b":2}']) == [b'{"a":1}\r\n', b"\n", b'{"b":2}']


def test_a_carriage_return_alone_ends_no_line() -> None:
    """It is white space of JSON."""
    assert parsed([b'{"a":\r1}\n']) == [b'{"a":\r1}\n']


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b'{"a":1}\n', '{"a":1}'),
        (b'\x1e{"a":1}\n', '{"a":1}'),
        (b'\xef\xbb\xbf{"a":1}\n', '{"a":1}'),
        (b'  {"a":1} \r\n', '{"a":1}'),
        (b'0:"text"\n', '"text"'),
        (b'e:{"finishReason":"stop"}\n', '{"finishReason":"stop"}'),
        (b"7:30 at the door\n", "7:30 at the door"),
        (b"\n", ""),
        (b"\xff\n", "\udcff"),
    ],
)
def test_a_line_is_taken_apart_and_put_together(raw: bytes, text: str) -> None:
    """With a byte order mark, a record separator (RFC 7464) or a code of the Vercel AI SDK's first stream."""
    line = Line.read(raw)
    assert line.text == text
    assert line.encode(text) == raw


def test_a_changed_line_stays_one_line() -> None:
    """A line feed in what was put in would make two of it."""
    assert Line.read(b"a\r\n").encode("b\nc") == b"b c\r\n"


def test_a_line_that_does_not_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The buffer has a limit; long lines that end are no matter."""
    monkeypatch.setattr(lines, "MAX_LINE", 100)
    parser = LineParser()
    parser.feed(b"a" * 150 + b"\n" + b"a" * 100)
    with pytest.raises(TooLargeError):
        parser.feed(b"a")


@given(st.text("ab\r\n \u00e9", max_size=40).map(str.encode), st.lists(st.integers(0, 60), max_size=6))
def test_the_same_lines_however_the_body_is_cut(body: bytes, places: list[int]) -> None:
    """And no byte is lost or added."""
    whole = parsed([body])
    assert b"".join(whole) == body
    assert parsed(at(body, places)) == whole
    assert parsed(in_steps(body, 1)) == whole
