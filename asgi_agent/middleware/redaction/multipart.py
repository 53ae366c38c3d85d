"""The parts of a `multipart/form-data` body (RFC 7578; RFC 2046, 5.1.1), read strictly.

What two readers might take apart in two ways is refused: the application could find a field in it that was
not seen here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from asgi_agent.middleware.redaction.content import ContentType, content_type
from asgi_agent.middleware.redaction.problems import MalformedError, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_PARTS = 1000

_HEADERS = frozenset({b"content-disposition", b"content-type", b"content-transfer-encoding"})

_boundary = re.compile(r"[0-9A-Za-z'()+_,./:=? -]{1,70}(?<! )").fullmatch
_header = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\r\n\x00]*)").fullmatch
_NAME = re.compile(r'(;\s*name\s*=\s*)("(?:[^"\\]|\\.)*"|[^\s;"]+)', re.IGNORECASE)
_FILENAME = re.compile(
    r"(?P<before>;\s*filename(?P<extended>\*)?\s*=\s*)"
    r"(?P<value>\"(?:[^\"\\]|\\.)*\"|(?:UTF-8''|utf-8'')?[^\s;\"]*)",
    re.IGNORECASE,
)
# RFC 2231, 3: `filename*0="John "; filename*1="Smith.txt"`, which some readers put together.
_in_pieces = re.compile(r";\s*(?:file)?name\*\d", re.IGNORECASE).search
# Between two digits a dash or a point is part of a date or of a number.
_joint = re.compile(r"(?:[\s_,\\]|(?<!\d)[.-]|[.-](?!\d))+")
_dated = re.compile(r"(?<!\d)(\d{4}|\d\d)_(\d\d)_(\d{4}|\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Part:
    """One part.

    Attributes:
        headers: its header lines.
        body: its content.
        name: of the field.
        is_file: whether it has a file name.
        content: its content type.
    """

    headers: tuple[bytes, ...]
    body: bytes
    name: str
    is_file: bool
    content: ContentType

    def with_filename(self, rewrite: Callable[[str], str]) -> Part:
        """The part with its file's name rewritten, and what else its headers say."""
        return self._disposed(lambda line: rewrite_filename(line, rewrite))._described(rewrite)

    def with_name(self, name: str) -> Part:
        """The part as a field of another name."""
        quoted = _quoted(name)
        return self._disposed(lambda line: _NAME.sub(lambda match: match[1] + quoted, line))

    def _disposed(self, rewrite: Callable[[str], str]) -> Part:
        headers = tuple(
            rewrite(line.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
            if line.lower().startswith(b"content-disposition:")
            else line
            for line in self.headers
        )
        return self if headers == self.headers else replace(self, headers=headers)

    def _described(self, rewrite: Callable[[str], str]) -> Part:
        """The part with those headers rewritten that forms have no use for (RFC 7578, 4.8)."""
        headers = []
        for line in self.headers:
            name, _, value = line.partition(b":")
            text = value.decode("utf-8", "surrogateescape")
            if name.lower() not in _HEADERS and (said := rewrite(text)) != text:
                line = name + b":" + " ".join(said.splitlines()).encode("utf-8", "surrogateescape")
            headers.append(line)
        return replace(self, headers=tuple(headers))


class Multipart:
    """A body taken apart.

    Args:
        body: all of it.
        content: its content type, with the boundary.

    Raises:
        MalformedError: it is not as the standard has it, or can be read in more than one way.
        UnreadableError: a part is in a transfer encoding.

    Attributes:
        parts: what is in it.
    """

    def __init__(self, body: bytes, content: ContentType) -> None:
        boundary = content.parameters.get("boundary", "")
        if not _boundary(boundary):
            raise MalformedError("a multipart body needs a boundary")
        self._delimiter = b"--" + boundary.encode("ascii")
        before, *parts = body.split(self._delimiter)
        if before or not 2 <= len(parts) <= MAX_PARTS or parts.pop() not in (b"--", b"--\r\n"):
            raise MalformedError("the multipart body is not well-formed")
        self.parts = [_part(raw) for raw in parts]

    def encode(self, parts: list[Part]) -> bytes:
        """The body with these parts.

        Raises:
            MalformedError: one of them holds the boundary.
        """
        written = []
        for part in parts:
            raw = b"\r\n".join([*part.headers, b"", part.body])
            if self._delimiter in raw:
                raise MalformedError("a part of the body holds its boundary")
            written += [self._delimiter, b"\r\n", raw, b"\r\n"]
        return b"".join([*written, self._delimiter, b"--\r\n"])


def rewrite_filename(disposition: str, rewrite: Callable[[str], str]) -> str:
    """A `Content-Disposition` (RFC 6266) with the file names in it rewritten.

    Words in a file name are joined by underscores, dashes and dots as often as by spaces, so it is read with
    spaces, and a date with dashes.
    """

    def rewritten(match: re.Match[str]) -> str:
        written = match["value"]
        name = (
            unquote(written.removeprefix("UTF-8''").removeprefix("utf-8''")) if match["extended"] else written
        )
        stem, dot, suffix = name.strip('"').rpartition(".")
        words = _joint.sub(" ", _dated.sub(r"\1-\2-\3", stem if dot else suffix))
        if (changed := rewrite(words)) == words:
            return match.group()
        name = changed + (dot + suffix if dot else "")
        value = "UTF-8''" + quote(name) if match["extended"] else _quoted(name)
        return match["before"] + value

    return _FILENAME.sub(rewritten, disposition)


def _quoted(text: str) -> str:
    return '"' + re.sub(r'["\\\r\n]', "", text) + '"'


def _part(raw: bytes) -> Part:
    head, blank, body = raw.removeprefix(b"\r\n").partition(b"\r\n\r\n")
    if not (raw.startswith(b"\r\n") and blank and body.endswith(b"\r\n")):
        raise MalformedError("a part of the body is not well-formed")
    lines = tuple(head.split(b"\r\n"))
    headers = dict(map(_read_header, lines))
    if len(headers) < len(lines):
        raise MalformedError("a part of the body has two headers of one name")
    if headers.get(b"content-transfer-encoding", b"binary").lower() not in (b"7bit", b"8bit", b"binary"):
        raise UnreadableError("a part of the body is in a transfer encoding")
    disposition = headers.get(b"content-disposition", b"").decode("utf-8", "surrogateescape")
    names = _NAME.findall(disposition)
    if not disposition.lower().startswith("form-data") or len(names) != 1:
        raise MalformedError("a part of the body has no name")
    if _in_pieces(disposition):
        raise MalformedError("a part of the body has a name in pieces")
    is_file = _FILENAME.search(disposition) is not None
    default = b"application/octet-stream" if is_file else b"text/plain"
    content = content_type(headers.get(b"content-type", default))
    return Part(lines, body[:-2], names[0][1].strip('"'), is_file, content)


def _read_header(line: bytes) -> tuple[bytes, bytes]:
    match = _header(line)
    if match is None:
        raise MalformedError("a header of a part cannot be read")
    return match[1].lower(), match[2].strip()
