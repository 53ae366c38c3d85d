"""Log records without identifiers, for the standard library and for structlog.

    handler.addFilter(PHIRedactionFilter(redactor))
    structlog.configure(processors=[..., redact_processor(redactor), structlog.processors.JSONRenderer()])

`asgi_agent.configure_logging(redactor=...)` sets both up. The best protection is still not to log texts:
patterns and lists find what they know.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Mapping
from types import NoneType
from typing import TYPE_CHECKING, Any

from asgi_agent.phi.records import MAX_LENGTH, RecordRedaction, redacted_traceback
from asgi_agent.plain import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, MutableMapping

    from asgi_agent.phi.redactor import Redactor

KEPT = frozenset(
    {
        "_from_structlog",
        "_logger",
        "_name",
        "_record",
        "level",
        "level_number",
        "logger",
        "logger_name",
        "request_id",
        "span_id",
        "timestamp",
        "trace_id",
    }
)
"""Values that say where and when a record was made, and those that structlog passes on to itself."""

WITHHELD = "withheld: this record could not be redacted"

# What threads and tasks are called that nobody has named.
_unnamed = re.compile(
    r"MainThread|Task-\d+|Thread-\d+(?: \(\w+\))?|(?:asyncio|ThreadPoolExecutor-\d+)_\d+|AnyIO worker thread"
).fullmatch
_NUMBERS = (int, float, NoneType)
_HOLDING = (Mapping, list, tuple, set, frozenset, bytes, bytearray)

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"asctime", "message", "taskName"}


class PHIRedactionFilter(logging.Filter):
    """Removes identifiers from every part of a log record that is text or can become text.

    The message is looked at as it will read, with its arguments; `extra` fields by their name and by their
    content; tracebacks keep their places and lose the identifiers in the texts of their exceptions, and so do
    chained exceptions, groups and notes. A record that cannot be redacted keeps its place and its level, and
    nothing else. It raises nothing.

    On a handler it covers all that is handled; on a logger what is logged there, and not below it. Records
    are changed in place, so handlers that come later get them redacted too. To filter twice does no harm.

    It cannot know a number for an identifier that nothing around it says is one. The path of a request is
    such a place (`/charts/4711`), so a server's access log is better left off.

    Args:
        redactor: what to look for; its recognizers are left out, as they take time and log by themselves.
        keep: further names of `extra` fields that stay as they are.
        max_length: characters that are kept of each text.
    """

    def __init__(
        self, redactor: Redactor, *, keep: Collection[str] = (), max_length: int = MAX_LENGTH
    ) -> None:
        super().__init__()
        self._redactor = redactor
        self._keep = KEPT.union(keep)
        self._max_length = max_length

    def filter(self, record: logging.LogRecord) -> bool:
        """Redact the record; it always passes."""
        try:
            self._redact(record, RecordRedaction(self._redactor, self._max_length))
        except Exception as error:  # of the host's own objects, as they are written out
            _withhold(record, error, self._keep)
        return True

    def _redact(self, record: logging.LogRecord, redaction: RecordRedaction) -> None:
        # uvicorn's second, coloured copy of a message; a formatter that finds none takes the message.
        record.__dict__.pop("color_message", None)
        extra = {name: value for name, value in vars(record).items() if name not in _STANDARD}
        redacted = redaction.values(extra, self._keep)
        for name in extra.keys() - redacted.keys():
            delattr(record, name)
        vars(record).update(redacted)
        if isinstance(record.msg, dict) and not record.args:
            record.msg = _redacted_event(record.msg, redaction, self._keep)
        else:
            _redact_message(record, redaction)
        if record.exc_info is not None and record.exc_info[1] is not None:
            error = record.exc_info[1]
            record.exc_text = redacted_traceback(error, redaction.text).rstrip("\n")
            stand_in = redaction.error(error)
            record.exc_info = (type(stand_in), stand_in, None)
        elif record.exc_text:
            record.exc_text = redaction.text(record.exc_text)
        if record.stack_info:
            record.stack_info = redaction.text(record.stack_info)
        for name in ("threadName", "taskName"):
            value = getattr(record, name, None)
            if isinstance(value, str) and not _unnamed(value):
                setattr(record, name, redaction.text(value))


def redact_processor(
    redactor: Redactor, *, keep: Collection[str] = (), max_length: int = MAX_LENGTH
) -> Callable[[Any, str, MutableMapping[str, Any]], MutableMapping[str, Any]]:
    """A structlog processor that removes identifiers from all values of an event, nested ones too.

    It belongs behind whatever adds values or puts positional arguments into the event, and before
    `format_exc_info` and the renderer. An event that cannot be redacted loses its values.

    Args:
        redactor: what to look for; its recognizers are left out, as they take time and log by themselves.
        keep: further keys whose values stay as they are.
        max_length: characters that are kept of each text.
    """
    kept = KEPT.union(keep)

    def redact(logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        try:
            return _redacted_event(event, RecordRedaction(redactor, max_length), kept)
        except Exception as error:  # of the host's own objects, as they are written out
            rest = {key: value for key, value in event.items() if key in kept}
            return {**rest, "event": WITHHELD, "exception": type(error).__qualname__}

    return redact


def _redacted_event(
    event: MutableMapping[str, Any], redaction: RecordRedaction, keep: Collection[str]
) -> dict[str, Any]:
    values = dict(event)
    error = _exception(values.pop("exc_info", None))
    redacted = redaction.values(values, keep)
    if error is not None:
        redacted["exc_info"] = redaction.error(error)
    return redacted


def _exception(exc_info: Any) -> BaseException | None:
    if isinstance(exc_info, BaseException):
        return exc_info
    if isinstance(exc_info, tuple):
        return exc_info[1] if isinstance(exc_info[1], BaseException) else None
    return sys.exc_info()[1] if exc_info else None


def _redact_message(record: logging.LogRecord, redaction: RecordRedaction) -> None:
    message = record.getMessage()
    redacted = redaction.text(_read_by_key(record, redaction) or message)
    if redacted == message and _says_no_more(record, message):
        return
    if record.args and isinstance(record.args, tuple) and isinstance(record.msg, str):
        arguments = tuple(
            item if isinstance(item, _NUMBERS) else redaction.text(str(item)) for item in record.args
        )
        # Some group records by their message without its arguments. But one argument may say of another what
        # it is. uvicorn's formatter of its access log must have them; there each is about another thing.
        if record.msg % arguments == redacted or record.name == "uvicorn.access":
            record.args = arguments
            return
    record.msg, record.args = redacted, ()


def _read_by_key(record: logging.LogRecord, redaction: RecordRedaction) -> str | None:
    """The message with what its arguments hold under keys gone already, which no text says as well.

    None where they hold nothing, or where the message would not take what stands for it.
    """
    given = record.args if isinstance(record.args, tuple) else (record.args,)
    held = [item for item in given if isinstance(item, _HOLDING)]
    if not held:
        return None
    shown = plain(held, read_bytes=True)
    redacted = redaction.values({"": shown})[""]
    if redacted == shown:
        return None
    rest = iter(redacted)
    arguments = tuple(next(rest) if isinstance(item, _HOLDING) else item for item in given)
    try:
        return str(record.msg) % (arguments if isinstance(record.args, tuple) else arguments[0])
    except (TypeError, ValueError, LookupError):  # a number is asked for, or a key that is gone
        return None


def _says_no_more(record: logging.LogRecord, message: str) -> bool:
    """Whether nothing is in a record's message and arguments that the written message has not."""
    arguments = record.args.values() if isinstance(record.args, Mapping) else record.args or ()
    return isinstance(record.msg, str) and all(
        isinstance(item, _NUMBERS) or (type(item) is str and item in message) for item in arguments
    )


def _withhold(record: logging.LogRecord, error: Exception, keep: Collection[str]) -> None:
    record.msg, record.args = f"{WITHHELD} ({type(error).__qualname__})", ()
    record.exc_info = record.exc_text = record.stack_info = None
    for name in vars(record).keys() - _STANDARD:
        if name not in keep:
            setattr(record, name, WITHHELD)
