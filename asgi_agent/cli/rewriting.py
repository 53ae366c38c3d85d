"""Redact the text of a file by what it is: running text, JSON, JSON by the line, HL7 v2 messages."""

from __future__ import annotations

import json
import re
from collections import Counter
from contextlib import nullcontext
from functools import partial
from itertools import chain, count
from pathlib import PurePath
from typing import TYPE_CHECKING

from asgi_agent.cli.files import FileError
from asgi_agent.errors import ConfigurationError
from asgi_agent.phi.documents import JSONPrefix, NotJSONError, TooDeepError, redact_json_text
from asgi_agent.phi.documents.grammar import share_ids
from asgi_agent.phi.head import Head, head_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager

    from asgi_agent.phi.pseudonyms import Pseudonymiser
    from asgi_agent.phi.redactor import Redactor
    from asgi_agent.phi.session import Session
    from asgi_agent.phi.spans import Label
    from asgi_agent.phi.stream import StreamRedactor

FORMATS = ("text", "json", "ndjson", "hl7")

_SUFFIXES = {
    ".json": "json",
    ".jsonl": "ndjson",
    ".ndjson": "ndjson",
    ".hl7": "hl7",
}
_BOM = "\ufeff"
_BEFORE_MESSAGE = f"{_BOM}\x0b\r\n"  # MLLP's start block, and the end of the line before
_AFTER_MESSAGE = "\x0b\x1c\r\n"
_MESSAGE = re.compile(rf"[{_BEFORE_MESSAGE}]*MSH[^\w\s]")
_SEGMENT = re.compile(r"(?<=[\r\n])")
_LINE = re.compile(r"(?<=\n)")


class Rewriter:
    """Redacts files, one after the other.

    Running text has one session from end to end. Messages and lines of JSON have one each: they are about
    different people, and a name in one says nothing about the next. But ids of FHIR resources have the same
    tokens in all lines and files, as bulk data refers from one to the other.

    Args:
        redactor: what to look for and what to put in its place.
        pseudonyms: makes the redactor's tokens, if it has any.
        alone: gives a context in which no other process makes tokens of the same conversation.
        ids: a session whose tokens for ids of resources are those of all files; its own if None.

    Attributes:
        counts: how many identifiers of each kind were found in all files so far.
    """

    def __init__(
        self,
        redactor: Redactor,
        pseudonyms: Pseudonymiser | None = None,
        alone: Callable[[], AbstractContextManager[object]] = nullcontext,
        ids: Session | None = None,
    ) -> None:
        self._redactor = redactor
        self._pseudonyms = pseudonyms
        self._alone = alone
        self._ids = redactor.session() if ids is None else ids
        self.counts: Counter[Label] = Counter()

    def rewritten(self, name: str, kind: str, pieces: Iterable[str]) -> Iterator[str]:
        """The text of a file, redacted, piece by piece.

        Args:
            name: what messages call the file.
            kind: one of `FORMATS`.

        Raises:
            FileError: it is not of that kind.
        """
        match kind:
            case "json":
                yield self._json(name, "".join(pieces))
            case "ndjson":
                yield from self._ndjson(name, pieces)
            case "hl7":
                yield from self._hl7(pieces)
            case _:
                yield from self._text(pieces)

    def _text(self, pieces: Iterable[str]) -> Iterator[str]:
        session = self._redactor.session()
        stream = session.stream()
        for piece in pieces if self._pseudonyms is None else _by_lines(pieces):
            yield self._stored(partial(self._fed, stream, piece))
        yield self._stored(stream.close)
        self.counts += session.counts

    def _fed(self, stream: StreamRedactor, piece: str) -> str:
        return stream.feed(piece if self._pseudonyms is None else self._pseudonyms.neutralise(piece))

    def _json(self, name: str, text: str) -> str:
        try:
            return self._document(text)
        except NotJSONError:
            raise FileError(f"{name}: not JSON{_place(text)}") from None
        except (TooDeepError, RecursionError):
            raise FileError(f"{name}: nested too deeply to be read") from None

    def _ndjson(self, name: str, pieces: Iterable[str]) -> Iterator[str]:
        for number, line in enumerate(_cut(pieces, _LINE), 1):
            try:
                yield self._document(line) if line.strip() else line
            except (NotJSONError, TooDeepError, RecursionError):
                raise FileError(f"{name}: line {number} is not JSON, or nested too deeply") from None

    def _hl7(self, pieces: Iterable[str]) -> Iterator[str]:
        for message in _messages(pieces):
            start = len(message) - len(message.lstrip(_BEFORE_MESSAGE))
            end = max(start, len(message.rstrip(_AFTER_MESSAGE)))
            yield message[:start] + self._whole(message[start:end]) + message[end:]

    def _document(self, text: str) -> str:
        mark = _BOM if text.startswith(_BOM) else ""
        return mark + self._whole(text.removeprefix(_BOM), as_json=True)

    def _whole(self, text: str, *, as_json: bool = False) -> str:
        session = self._redactor.session()
        share_ids(session, self._ids)

        def work() -> str:
            if self._pseudonyms is None:
                return redact_json_text(text, session) if as_json else session.redact(text)
            if as_json:
                return redact_json_text(self._pseudonyms.neutralise_json_text(text), session)
            return session.redact(self._pseudonyms.neutralise(text))

        redacted = self._stored(work)
        self.counts += session.counts
        return redacted

    def _stored(self, work: Callable[[], str]) -> str:
        """Do some work and store the tokens that it makes."""
        if self._pseudonyms is None:
            return work()
        with self._alone():
            return self._pseudonyms.apply(_once(work))


def format_of(name: str, pieces: Iterator[str]) -> tuple[str, Iterator[str]]:
    """What a file is, by its suffix, then by how it begins; and its pieces, of which some may have been read.

    What begins like JSON, but is none, is text: a log with its times in brackets say.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix], pieces
    read = [next(pieces, "")]
    kind = {Head.HL7: "hl7", Head.JSON: "json"}.get(head_of(read[0]) or Head.TEXT, "text")
    if kind == "json":
        kind = _kind_of_json(read, pieces)
    return kind, chain(["".join(read)], pieces)


def _kind_of_json(read: list[str], pieces: Iterator[str]) -> str:
    """Which one, by as much of the text as it takes to know, which is added to `read`."""
    prefix = JSONPrefix()
    prefix.feed(read[0])
    while prefix.state != "broken" and (piece := next(pieces, "")):
        read.append(piece)
        prefix.feed(piece)
    if prefix.state != "broken":
        return "json" if prefix.state == "complete" else "text"
    first, _, second = "".join(read).lstrip(f"{_BOM}\r\n ").partition("\n")
    alone = JSONPrefix()
    alone.feed(first)
    return "ndjson" if alone.state == "complete" and second.lstrip()[:1] in ("{", "[") else "text"


def _place(text: str) -> str:
    try:
        json.loads(text.removeprefix(_BOM))
    except json.JSONDecodeError as error:
        return f" from line {error.lineno}, column {error.colno}"
    except (ValueError, RecursionError):  # numbers beyond what Python reads
        pass
    return ""


def _cut(pieces: Iterable[str], after: re.Pattern[str]) -> Iterator[str]:
    """The text cut after each match instead, wherever the pieces end."""
    parts: list[str] = []
    for piece in pieces:
        *whole, rest = after.split(piece)
        for part in whole:
            yield "".join([*parts, part])
            parts.clear()
        parts.append(rest)
    yield "".join(parts)


def _messages(pieces: Iterable[str]) -> Iterator[str]:
    """The text message by message; what comes before the first is one by itself."""
    segments: list[str] = []
    for segment in _cut(pieces, _SEGMENT):
        if segments and _MESSAGE.match(segment):
            yield "".join(segments)
            segments.clear()
        segments.append(segment)
    yield "".join(segments)


def _by_lines(pieces: Iterable[str]) -> Iterator[str]:
    """The text in pieces that end with a line, so that no token is in two of them."""
    parts: list[str] = []
    for piece in pieces:
        lines, end, rest = piece.rpartition("\n")
        if end:
            yield "".join([*parts, lines, end])
            parts.clear()
        parts.append(rest)
    yield "".join(parts)


def _once(work: Callable[[], str]) -> Callable[[], str]:
    """What has been read from a file is gone, so no work on it can be done a second time."""
    attempts = count()

    def guarded() -> str:
        if next(attempts):
            raise ConfigurationError("the vault is in use by another process, which made the same tokens")
        return work()

    return guarded
