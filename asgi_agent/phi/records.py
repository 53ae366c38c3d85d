"""What log records and spans are made of: texts, values under keys, and exceptions."""

from __future__ import annotations

import re
import traceback
from dataclasses import replace
from textwrap import indent
from typing import TYPE_CHECKING, Any

from asgi_agent.plain import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from asgi_agent.phi.redactor import Redactor
    from asgi_agent.phi.spans import Label

MAX_LENGTH = 32_000
"""Characters of one text that are looked at and kept; the rest is dropped."""

CUT = " ... (cut)"

_MOST_FRAMES = 20
_MOST_LINKS = 8
_MOST_IN_GROUP = 8
_says_something = re.compile(r"[\"'#]|\d{5}").search
_marks = re.compile(r"[\s~^]+").fullmatch
_CAUSED = "\nThe above exception was the direct cause of the following exception:\n\n"
_DURING = "\nDuring handling of the above exception, another exception occurred:\n\n"


class RecordRedaction:
    """Redacts one log record or span, whose parts share a memory: a name in a value is found in the message.

    Models and vaults have no part in it: they take their time, log by themselves, and may fail.

    Args:
        redactor: what to look for; its recognizers are left out, and so are its pseudonyms.
        max_length: characters of each text that are kept.
    """

    def __init__(self, redactor: Redactor, max_length: int = MAX_LENGTH) -> None:
        self._session = replace(redactor, recognizers=None, replace=None).session()
        self._max_length = max_length

    def text(self, text: str) -> str:
        """A text, redacted, with the documents that stand among its words; cut where it is too long."""
        if len(text) <= self._max_length:
            return str(self._session.redact_json([text])[0])
        # What a stream has not decided yet may be the half of an identifier; it goes with the rest.
        return self._session.stream().feed(text[: self._max_length]) + CUT

    def value(self, value: str, label: Label) -> str:
        """What stands for a value that is an identifier as a whole; itself where the policy keeps it."""
        return self._session.value(value, label) or value

    def values(self, values: Mapping[str, Any], keep: Collection[str] = ()) -> dict[str, Any]:
        """A copy with plain values, redacted by key and by content; what is under keys in `keep` stays.

        Bytes are read as the text that they are in UTF-8; others are written in base64.

        A key that holds an identifier changes as well, so the copy may have others.
        """
        looked_at = {
            key: self._shortened(plain(value, read_bytes=True))
            for key, value in values.items()
            if key not in keep
        }
        redacted: dict[str, Any] = self._session.redact_json(looked_at) if looked_at else {}
        kept = {key: values[key] for key in values if key in redacted or key in keep}
        return kept | redacted

    def error(self, error: BaseException) -> BaseException:
        """What stands for an exception: one of the same name, with its text redacted and no frames.

        Frames hold local variables, which some formatters print. The traceback is there as a note, which
        formatters print as well.
        """
        if isinstance(error, _StandIn):
            return error
        kind = type(error)
        names = {"__module__": kind.__module__, "__qualname__": kind.__qualname__}
        stand_in: _StandIn = type(kind.__name__, (_StandIn,), names)(self.text(_text(error)))
        stand_in.traceback = redacted_traceback(error, self.text)
        if error.__traceback__ is not None:
            stand_in.add_note(stand_in.traceback.rstrip("\n"))
        return stand_in

    def _shortened(self, value: Any) -> Any:
        if isinstance(value, str) and len(value) > self._max_length:
            return self.text(value)
        if isinstance(value, list):
            return [self._shortened(item) for item in value]
        if isinstance(value, dict):
            return {key: self._shortened(item) for key, item in value.items()}
        return value


class _StandIn(Exception):
    traceback: str


def redacted_traceback(error: BaseException, redact: Callable[[str], str]) -> str:
    """The traceback of an exception as Python writes it, with the texts of all its links redacted.

    Lines of source code stay, as they hold names of variables and not what they hold; but one that a text, a
    comment or a long number stands in is redacted like one.

    Args:
        redact: takes the text of an exception, one of its notes, or a line of source code.
    """
    if isinstance(error, _StandIn):
        return error.traceback
    return "".join(_lines(error, redact, set()))


def _lines(error: BaseException, redact: Callable[[str], str], seen: set[int]) -> Iterator[str]:
    seen.add(id(error))
    cause = error.__cause__
    earlier = cause if cause is not None or error.__suppress_context__ else error.__context__
    if earlier is not None and id(earlier) not in seen and len(seen) < _MOST_LINKS:
        yield from _lines(earlier, redact, seen)
        yield _DURING if cause is None else _CAUSED
    if error.__traceback__ is not None:
        yield "Traceback (most recent call last):\n"
        frames = traceback.format_tb(error.__traceback__, limit=-_MOST_FRAMES)
        yield from (_frame(frame, redact) for frame in frames)
    yield f"{_class(error)}: {redact(_text(error))}\n"
    notes = getattr(error, "__notes__", ())
    for note in notes if isinstance(notes, list | tuple) else (notes,):
        yield redact(str(note)) + "\n"
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions[:_MOST_IN_GROUP]:
            yield indent("".join(_lines(inner, redact, {*seen})), "  | ")


def _frame(frame: str, redact: Callable[[str], str]) -> str:
    place, *code = frame.splitlines(keepends=True)
    redacted = [redact(line) if _says_something(line) else line for line in code]
    if redacted != code:  # what marks a part of the code no longer stands below it
        redacted = [line for line in redacted if not _marks(line)]
    return "".join([place, *redacted])


def _class(error: BaseException) -> str:
    kind = type(error)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def _text(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # code of the exception's own class; that it cannot be written must not end a log
        return "<unprintable>"
