"""One JSON object a line from both logging worlds, with ids and without the text of exceptions."""

from __future__ import annotations

import asyncio
import contextvars
import gc
import json
import logging
import re
import sys
from typing import TYPE_CHECKING, Any

import pytest
import structlog
from opentelemetry import trace

from asgi_agent import configure_logging, get_request_id
from asgi_agent.logs import exception_place
from asgi_agent.middleware._request_id import current_request_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

SECRET = "zq7secret"


class Stderr:
    """What has been written to stderr."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self._text = ""

    @property
    def text(self) -> str:
        self._text += self._capsys.readouterr().err
        return self._text

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text.splitlines()]

    @property
    def line(self) -> dict[str, Any]:
        [line] = self.lines
        return line


@pytest.fixture
def stderr(capsys: pytest.CaptureFixture[str]) -> Iterator[Stderr]:
    """What is logged in the test; afterwards both logging worlds are as they were before."""
    root, config = logging.getLogger(), structlog.get_config()
    level, handlers = root.level, list(root.handlers)
    yield Stderr(capsys)
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.configure(**config)


def both(name: str = "shop") -> list[Any]:
    """A logger of each world."""
    return [logging.getLogger(name), structlog.get_logger(name)]


def test_both_worlds_write_the_same_line(stderr: Stderr) -> None:
    """Event, level, logger, time, request id."""
    configure_logging()
    context = contextvars.copy_context()
    context.run(current_request_id.set, "req-1")
    for logger in both():
        context.run(logger.warning, "hello %s", "there")
    for line in stderr.lines:
        assert line.pop("timestamp").endswith("Z")
        assert line == {"event": "hello there", "level": "warning", "logger": "shop", "request_id": "req-1"}
    assert len(stderr.lines) == 2


def test_outside_a_request_there_is_no_id(stderr: Stderr) -> None:
    """Rather than one of somebody else's."""
    assert get_request_id() is None
    configure_logging()
    for logger in both():
        logger.warning("hello")
    assert not any("request_id" in line for line in stderr.lines)


def test_values_come_along(stderr: Stderr) -> None:
    """`extra` of the standard library, keywords and bound values of structlog, whatever they are."""
    configure_logging()
    structlog.contextvars.bind_contextvars(bound=1)
    standard, structured = both()
    standard.warning("a", extra={"count": {3}})
    structured.bind(more="x").warning("b", count={3})
    structlog.contextvars.clear_contextvars()
    first, second = stderr.lines
    assert (first["count"], second["count"], second["more"]) == ([3], [3], "x")
    assert (first["bound"], second["bound"]) == (1, 1)


def raise_chained() -> None:
    try:
        raise KeyError(SECRET)
    except KeyError as error:
        raise ValueError(SECRET) from error


def test_a_traceback_becomes_a_class_and_its_places(stderr: Stderr) -> None:
    """Chained or not: the places of the innermost frames, and no text of any link."""
    configure_logging()
    for logger in both():
        try:
            raise_chained()
        except ValueError:
            logger.exception("failed")
    assert SECRET not in stderr.text
    for line in stderr.lines:
        assert (line["event"], line["level"], line["exception"]) == ("failed", "error", "ValueError")
        assert [frame.rpartition(" ")[2] for frame in line["frames"]] == [
            "test_a_traceback_becomes_a_class_and_its_places",
            "raise_chained",
        ]


ERROR = ValueError(SECRET)
WAYS: dict[str, Callable[[Any], None]] = {
    "exc_info": lambda logger: logger.error("failed", exc_info=ERROR),
    "exc_info tuple": lambda logger: logger.error("failed", exc_info=(ValueError, ERROR, None)),
    "argument": lambda logger: logger.error("failed: %s", ERROR),
    "argument by repr": lambda logger: logger.error("failed: %r", ERROR),
    "message": lambda logger: logger.error(ERROR),
    "group": lambda logger: logger.error("failed", exc_info=ExceptionGroup(SECRET, [ERROR])),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("as_json", [True, False])
def test_an_exception_is_its_class_however_it_is_logged(stderr: Stderr, way: str, as_json: bool) -> None:
    """As a traceback, as an argument of the message, as the message itself."""
    configure_logging(json=as_json)
    for logger in both():
        WAYS[way](logger)
    assert SECRET not in stderr.text
    assert stderr.text.count("ExceptionGroup" if way == "group" else "ValueError") >= 2


@pytest.mark.parametrize("as_json", [True, False])
def test_an_exception_as_a_value_is_its_class(stderr: Stderr, as_json: bool) -> None:
    """In `extra` and in keywords; within other values where they are written as JSON."""
    configure_logging(json=as_json)
    standard, structured = both()
    standard.error("a", extra={"error": ERROR})
    structured.error("b", error=ERROR)
    standard.error("%(error)s", {"error": ERROR})
    if as_json:
        structured.error("c", errors=[ERROR])
    assert SECRET not in stderr.text
    assert stderr.text.count("ValueError") == 3 + as_json


def test_a_record_that_cannot_be_written_is_named_by_its_place(stderr: Stderr) -> None:
    """`logging` itself would print the message and its arguments."""
    configure_logging()
    logging.getLogger("shop").warning("%d and %s", SECRET)
    assert SECRET not in stderr.text
    assert re.fullmatch(r"a record of \S+test_logs\.py:\d+ was not logged: TypeError\n", stderr.text)


async def test_a_task_that_nobody_waited_for_is_reported_without_its_text(stderr: Stderr) -> None:
    """asyncio writes the repr of the task into its message."""
    configure_logging()

    async def fail() -> None:
        raise ValueError(SECRET)

    task = asyncio.ensure_future(fail())
    await asyncio.wait([task])
    del task
    gc.collect()
    line = stderr.line
    assert line["event"] == "Task exception was never retrieved"
    assert line["exception"] == "ValueError"
    assert SECRET not in stderr.text


def test_the_ids_of_the_current_span_are_added(stderr: Stderr, spans: InMemorySpanExporter) -> None:
    """So that a line leads to its trace."""
    configure_logging()
    with trace.get_tracer("host").start_as_current_span("work") as span:
        for logger in both():
            logger.warning("hello")
    context = span.get_span_context()
    for line in stderr.lines:
        assert line["trace_id"] == f"{context.trace_id:032x}"
        assert line["span_id"] == f"{context.span_id:016x}"


def test_the_second_copy_of_uvicorns_messages_is_dropped(stderr: Stderr) -> None:
    """It is the same text with escape codes."""
    configure_logging()
    logging.getLogger("uvicorn.error").warning("up", extra={"color_message": "\x1b[1mup"})
    assert "color_message" not in stderr.line


@pytest.mark.parametrize("level", ["WARNING", logging.WARNING])
def test_what_is_less_severe_than_the_level_is_not_logged(stderr: Stderr, level: int | str) -> None:
    """For both worlds alike."""
    configure_logging(level)
    for logger in both():
        logger.info("quiet")
        logger.warning("loud")
    assert [line["event"] for line in stderr.lines] == ["loud", "loud"]


def test_a_terminal_gets_text(stderr: Stderr, monkeypatch: pytest.MonkeyPatch) -> None:
    """And anything else JSON."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    configure_logging()
    for logger in both():
        logger.warning("hello")
    lines = stderr.text.splitlines()
    assert len(lines) == 2
    assert all("hello" in line and not line.startswith("{") for line in lines)


def test_configuring_again_does_not_double_the_lines(stderr: Stderr) -> None:
    """The handlers that were there before are replaced."""
    configure_logging()
    configure_logging()
    logging.getLogger("shop").warning("once")
    assert stderr.line["event"] == "once"


def test_the_places_of_an_exception_are_bounded() -> None:
    """A recursion does not fill the log."""

    def deeper(left: int) -> None:
        if left:
            deeper(left - 1)
        raise LookupError(SECRET)

    with pytest.raises(LookupError) as caught:
        deeper(50)
    place = exception_place(caught.value)
    assert place["exception"] == "LookupError"
    assert len(place["frames"]) == 8
    assert SECRET not in str(place)
