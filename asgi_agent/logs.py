"""A logging set-up for services that have none: structlog and the standard library in one stream."""

from __future__ import annotations

import logging
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from asgi_agent.plain import plain

if TYPE_CHECKING:
    from structlog.typing import Processor

    from asgi_agent.phi.redactor import Redactor


def configure_logging(
    level: int | str = logging.INFO, *, json: bool | None = None, redactor: Redactor | None = None
) -> None:
    """Send structlog's and the standard library's records to stderr, each with its request's id.

    Tracebacks are reduced to the class of the exception and the places it passed, and an exception that is
    logged as a value to its class: the text of an exception quotes whatever it was about, which in a clinical
    service is a patient. Text that a caller has already put together is logged as it is, unless there is a
    redactor.

    Args:
        level: the least severe level that is logged.
        json: one JSON object a line, or coloured text; the default is text on a terminal and JSON elsewhere.
        redactor: removes identifiers from messages and values, as far as its rules find them.
    """
    import structlog

    from asgi_agent.middleware.correlation import add_request_id

    if json is None:
        json = not sys.stderr.isatty()
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        add_request_id,
        add_trace_id,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        without_exception_text,
        structlog.stdlib.PositionalArgumentsFormatter(),
        without_colours,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    if redactor is not None:
        from asgi_agent.phi.logs import redact_processor

        shared.append(redact_processor(redactor))
    renderer: Processor = structlog.processors.JSONRenderer(default=plain)
    if not json:
        renderer = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
    )
    handler = _Handler()
    handler.setFormatter(formatter)
    handler.addFilter(_without_exceptions)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


class _Handler(logging.StreamHandler[Any]):
    """Writes to stderr, and says of a record that it cannot write no more than where it was made."""

    def handleError(self, record: logging.LogRecord) -> None:
        """In the place of `logging`'s own, which prints the message and the arguments."""
        error = type(sys.exc_info()[1]).__qualname__
        with suppress(OSError, ValueError):  # stderr itself may be what is broken
            sys.stderr.write(f"a record of {record.pathname}:{record.lineno} was not logged: {error}\n")


def add_trace_id(logger: Any, method_name: str, event_dict: Any) -> Any:
    """structlog processor that adds the ids of the current OpenTelemetry span, if one is recording."""
    from opentelemetry import trace

    span = trace.get_current_span()
    if span.is_recording():
        context = span.get_span_context()
        event_dict.setdefault("trace_id", f"{context.trace_id:032x}")
        event_dict.setdefault("span_id", f"{context.span_id:016x}")
    return event_dict


def without_colours(logger: Any, method_name: str, event_dict: Any) -> Any:
    """structlog processor that drops the second, coloured copy of its messages that uvicorn adds."""
    event_dict.pop("color_message", None)
    return event_dict


def without_exception_text(logger: Any, method_name: str, event_dict: Any) -> Any:
    """structlog processor that puts the class and the places of an exception in place of its text."""
    exc_info = event_dict.pop("exc_info", None)
    if exc_info is True:
        exc_info = sys.exc_info()
    if isinstance(exc_info, tuple):
        exc_info = exc_info[1]
    for key, value in event_dict.items():
        event_dict[key] = tuple(map(_said, value)) if key == "positional_args" else _said(value)
    if isinstance(exc_info, BaseException):
        event_dict.update(exception_place(exc_info))
    if event_dict.get("logger") == "asyncio":
        # What follows the first line is the repr of a task, which quotes the exception that it ended with.
        event_dict["event"] = str(event_dict["event"]).partition("\n")[0]
    return event_dict


def _without_exceptions(record: logging.LogRecord) -> bool:
    """Filter that leaves the classes alone of exceptions which a message is made of, before it is made."""
    record.msg = _said(record.msg)
    if isinstance(record.args, tuple):
        record.args = tuple(map(_said, record.args))
    elif record.args:
        record.args = {key: _said(value) for key, value in record.args.items()}
    return True


def _said(value: Any) -> Any:
    return type(value).__qualname__ if isinstance(value, BaseException) else value


def exception_place(error: BaseException) -> dict[str, Any]:
    """What may be said of an exception: its class, and the innermost places that it passed."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)[-8:]
    return {
        "exception": type(error).__qualname__,
        "frames": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }
