"""Text in any charset, in pieces cut anywhere, and back to the same bytes."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from asgi_agent.middleware.redaction.problems import MalformedError, UnreadableError

# Charsets whose text reads the same whoever reads it. Not those with shift sequences (`iso-2022-*`, `utf-7`):
# what one reader takes for two letters is an identifier to another.
_KNOWN = re.compile(
    r"utf[-_]?(?:8|16|32)(?:[-_]?[lb]e)?|us[-_]ascii|ascii|iso[-_]?8859[-_]?\d{1,2}|latin[-_]?\d{1,2}"
    r"|(?:windows|cp)[-_]?125\d|koi8[-_][ru]|shift[-_]?jis|euc[-_](?:jp|kr)|big5|gb(?:k|2312|18030)"
)

# As browsers have it (WHATWG Encoding): what is called latin-1 is windows-1252, ASCII is read as more.
_READ_AS = {"iso8859-1": "cp1252", "ascii": "utf-8"}


class Codec(NamedTuple):
    """Turns the bytes of one body into text, and its text into bytes.

    Bytes that are no text of the charset come back as they were.
    """

    decoder: codecs.IncrementalDecoder
    encoder: codecs.IncrementalEncoder

    def decode(self, data: bytes, *, final: bool = False) -> str:
        """The text of the next bytes; a character that is cut off waits for its end.

        Raises:
            MalformedError: there are bytes that cannot even be kept as they are, or no text has.
        """
        try:
            text = self.decoder.decode(data, final)
        except UnicodeError:
            raise MalformedError("the body is not text of its charset") from None
        if "\0" in text:  # UTF-16 that is not declared has one in every other place
            raise MalformedError("the body is not text of its charset")
        return text

    def encode(self, text: str) -> bytes:
        """The bytes of the next text; what the charset has no character for becomes `?`."""
        return self.encoder.encode(text)


def _keep(error: UnicodeError) -> tuple[str | bytes, int]:
    """Carry bytes that are no text through it, as `surrogateescape` does, and stop at no character."""
    if isinstance(error, UnicodeEncodeError):
        code = ord(error.object[error.start])
        kept = bytes([code - 0xDC00]) if 0xDC80 <= code <= 0xDCFF else b"?"
        return kept, error.start + 1
    return _surrogateescape(error)


_surrogateescape = codecs.lookup_error("surrogateescape")
codecs.register_error(_KEEP := "asgi_agent.keep", _keep)


def codec(charset: str, *, strict: bool = False) -> Codec:
    """For one body of that charset; UTF-8 where none is declared.

    Args:
        charset: in lower case.
        strict: refuse bytes that are no text of it, rather than keep them.

    Raises:
        UnreadableError: the charset is unknown, or not read the same by everybody.
    """
    name = charset or "utf-8"
    if not _KNOWN.fullmatch(name):
        raise UnreadableError("the charset of the body is not supported")
    try:
        found = codecs.lookup(name)
    except LookupError:
        raise UnreadableError("the charset of the body is not supported") from None
    found = codecs.lookup(_READ_AS.get(found.name, found.name))
    decoder, encoder = found.incrementaldecoder, found.incrementalencoder
    assert decoder is not None
    assert encoder is not None  # every charset of `_KNOWN` has both
    return Codec(decoder("strict" if strict else _KEEP), encoder(_KEEP))


def require_utf8(charset: str) -> None:
    """Refuse JSON that is declared to be in anything but UTF-8 (RFC 8259, 8.1).

    Raises:
        UnreadableError: it is.
    """
    if charset not in ("", "utf-8", "utf8", "us-ascii", "ascii"):
        raise UnreadableError("JSON is read in UTF-8 alone")
