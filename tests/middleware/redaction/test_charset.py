from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asgi_agent.middleware.redaction.charset import codec, require_utf8
from asgi_agent.middleware.redaction.problems import MalformedError, UnreadableError
from tests.middleware.redaction.cuts import at


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252", "utf-16", "utf-16-le", "gb18030"])
def test_text_of_a_charset_comes_back_as_the_same_bytes(charset: str) -> None:
    """Byte for byte, in pieces of one byte."""
    body = "caf\u00e9 \u2013 na\u00efve".encode(charset, "replace")
    coding = codec(charset)
    text = [coding.decode(body[place : place + 1]) for place in range(len(body))]
    assert b"".join(map(coding.encode, [*text, coding.decode(b"", final=True)])) == body


@given(
    st.binary(max_size=40).map(lambda body: body.replace(b"\0", b"a")),
    st.lists(st.integers(0, 40), max_size=5),
)
@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252", "us-ascii"])
def test_bytes_that_are_no_text_come_back(charset: str, body: bytes, places: list[int]) -> None:
    """However they are cut: nothing is dropped, which could join the digits on both sides."""
    coding = codec(charset)
    pieces = [*map(coding.decode, at(body, places)), coding.decode(b"", final=True)]
    assert coding.encode("".join(pieces)) == body


def test_zero_characters_are_refused() -> None:
    """UTF-16 that is not declared hides every identifier behind them."""
    with pytest.raises(MalformedError):
        codec("").decode("SSN".encode("utf-16-le"))


def test_bytes_that_are_no_text_are_refused_where_nothing_says_that_they_are() -> None:
    """A picture without a content type, say."""
    with pytest.raises(MalformedError):
        codec("", strict=True).decode(b"\x89PNG")


def test_a_character_that_is_cut_waits_for_its_end() -> None:
    """Its first byte is no text yet."""
    coding = codec("")
    assert coding.decode(b"\xc3") == ""
    assert coding.decode(b"\xa9") == "\u00e9"


def test_latin_1_is_read_as_browsers_read_it() -> None:
    """So that the dash of Windows in a number is a dash."""
    assert codec("iso-8859-1").decode(b"219\x9609") == "219\u201309"


def test_a_character_that_the_charset_lacks_becomes_a_question_mark() -> None:
    """A real value may hold one; the text around it stays."""
    coding = codec("windows-1252")
    assert coding.encode(coding.decode(b"\xe9") + "\u0142" + "\udc81") == b"\xe9?\x81"


@pytest.mark.parametrize(
    "charset", ["utf-7", "iso-2022-jp", "iso-8859-12", "hex", "unicode_escape", "nonsense"]
)
def test_a_charset_that_readers_may_disagree_on_is_refused(charset: str) -> None:
    """And Python's codecs that are none."""
    with pytest.raises(UnreadableError):
        codec(charset)


def test_bytes_that_cannot_be_kept_are_refused() -> None:
    """Half a character of UTF-16 at the end has no place in a text."""
    with pytest.raises(MalformedError):
        codec("utf-16-le").decode(b"a", final=True)


@pytest.mark.parametrize("charset", ["utf-16", "utf-16le", "utf-32", "iso-8859-1"])
def test_json_in_another_charset_is_refused(charset: str) -> None:
    """It is UTF-8 by definition, and read as such."""
    require_utf8("utf-8")
    with pytest.raises(UnreadableError):
        require_utf8(charset)
