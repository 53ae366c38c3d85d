"""Records of the standard library and events of structlog, as real loggers and formatters write them."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import logging.handlers
import queue
import sys
import threading
from typing import TYPE_CHECKING, Any

import pytest
import structlog

from asgi_agent import configure_logging
from asgi_agent.phi.logs import WITHHELD, PHIRedactionFilter, redact_processor
from asgi_agent.phi.recognizers import Recognizers
from asgi_agent.phi.records import CUT
from asgi_agent.phi.redactor import Redactor
from asgi_agent.phi.spans import Label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from asgi_agent.phi.spans import Span

SECRET = "Quillbrook"
REDACTOR = Redactor(known={SECRET: Label.NAME, "Zedekiah Marsh": Label.NAME})


class Log:
    """A logger with one handler that writes to `text`."""

    def __init__(self, formatter: logging.Formatter | None = None) -> None:
        self.stream = io.StringIO()
        self.handler = logging.StreamHandler(self.stream)
        self.handler.setFormatter(formatter or logging.Formatter("%(levelname)s %(message)s"))
        self.logger = logging.getLogger("tests.phi.logs")
        self.records: list[logging.LogRecord] = []
        self.handler.addFilter(self._remember)

    def _remember(self, record: logging.LogRecord) -> bool:
        self.records.append(record)
        return True

    @property
    def text(self) -> str:
        return self.stream.getvalue()


@pytest.fixture
def log() -> Iterator[Log]:
    """With the filter on its handler; what a test adds to the logger is gone afterwards."""
    log = Log()
    log.handler.addFilter(PHIRedactionFilter(REDACTOR))
    log.logger.addHandler(log.handler)
    log.logger.propagate = False
    yield log
    log.logger.handlers.clear()
    log.logger.filters.clear()
    log.logger.propagate = True


class Chart:
    """A host's own object."""

    def __str__(self) -> str:
        return f"chart of {SECRET}"

    __repr__ = __str__


class Bed:
    """One that says more of itself to programs than to people."""

    def __str__(self) -> str:
        return "bed 4"

    def __repr__(self) -> str:
        return f"Bed({SECRET})"


HL7 = "MSH|^~\\&|A\rPID|1||771||ODE^XQAN"


class Unplaced(Exception):
    """An exception whose text does not tell its arguments."""

    def __str__(self) -> str:
        return "no such bed"


class Unwritable:
    """One that cannot be written out."""

    def __str__(self) -> str:
        raise ValueError(f"about {SECRET}")

    __repr__ = __str__


@pytest.mark.parametrize(
    ("message", "arguments", "written"),
    [
        (f"saw {SECRET} today", (), "saw [NAME] today"),
        ("saw %s today", (SECRET,), "saw [NAME] today"),
        ("saw %s %s today", ("Zedekiah", "Marsh"), "saw [NAME] today"),
        ("saw %(who)s today", ({"who": SECRET},), "saw [NAME] today"),
        ("the %r and %d", (Chart(), 3), "the chart of [NAME] and 3"),
        (Chart(), (), "chart of [NAME]"),
        (ValueError(SECRET), (), "[NAME]"),
        ("%s of %d", ("none", 2), "none of 2"),
        ("100% sure", (), "100% sure"),
        (f"100% {SECRET}", (), "100% [NAME]"),
        ("took %s", ({"first_name": "xqan", "n": 3},), "took {'first_name': '[NAME]', 'n': 3}"),
        ("took %s and %s", ([{"mrn": 77}], "none"), "took [{'mrn': '[MRN]'}] and none"),
        ("number %(mrn)d", ({"mrn": 4471209},), "number [MRN]"),
        ("of %(Ann Smith)s: %(n)s", ({"Ann Smith": 1, "n": 2},), "of 1: 2"),
        ("took %s", ({"at": 1, "to": ("x",)},), "took {'at': 1, 'to': ('x',)}"),
        ("took %s", (f"of {SECRET}".encode(),), "took of [NAME]"),
        (f"took {HL7}", (), "took MSH|^~\\&|A\rPID|1||[MRN]||[NAME]^[NAME]"),
    ],
)
def test_a_message_is_looked_at_as_it_reads(
    log: Log, message: Any, arguments: tuple[Any, ...], written: str
) -> None:
    """An identifier may stand in the message, in an argument, in an object, or across two of them."""
    log.logger.warning(message, *arguments)
    assert log.text == f"WARNING {written}\n"


def test_what_needs_no_redaction_stays_as_it_was(log: Log) -> None:
    """Message and arguments, which others group records by."""
    log.logger.warning("%s of %d", "none", 2)
    [record] = log.records
    assert (record.msg, record.args) == ("%s of %d", ("none", 2))


def test_arguments_stay_arguments_where_they_can(log: Log) -> None:
    """Some formatters take them apart, as uvicorn's for its access log does; they hold nothing by then."""
    log.logger.warning('%s - "%s %s HTTP/%s" %d', "local", "GET", f"/charts?of={SECRET}", "1.1", 200)
    [record] = log.records
    assert isinstance(record.args, tuple)
    assert record.args == ("local", "GET", "/charts?of=[NAME]", "1.1", 200)
    assert log.text == 'WARNING local - "GET /charts?of=[NAME] HTTP/1.1" 200\n'


def test_arguments_that_are_one_identifier_together_become_text(log: Log) -> None:
    """A surname may be nobody's until a first name stands before it."""
    log.logger.warning("saw %s %s today", "Zedekiah", "Marsh")
    [record] = log.records
    assert (record.msg, record.args) == ("saw [NAME] today", ())


@pytest.mark.parametrize(
    ("message", "arguments"),
    [
        ("seen %s", (Bed(),)),
        (Bed(), ()),
        ("seen %s", (Unplaced(Bed()),)),
        ("seen %.3s", (SECRET,)),
        ("seen %(at)s", ({"at": 4, "by": SECRET},)),
    ],
)
def test_what_a_message_does_not_write_of_its_arguments_is_gone(
    log: Log, message: Any, arguments: tuple[Any, ...]
) -> None:
    """Others who take the record write arguments their own way, by `repr` say."""
    log.logger.warning(message, *arguments)
    assert SECRET not in repr((log.records[0].msg, log.records[0].args))
    assert log.text.startswith("WARNING ")


async def test_names_of_threads_and_tasks_are_redacted(log: Log) -> None:
    """Where a host has given them; formatters write them."""

    async def work() -> None:
        log.logger.warning("at work")

    await asyncio.create_task(work(), name=f"chart of {SECRET}")
    thread = threading.Thread(target=log.logger.warning, args=("at work",), name=f"chart of {SECRET}")
    thread.start()
    thread.join()
    in_task, in_thread = log.records
    if sys.version_info >= (3, 12):
        assert in_task.taskName == "chart of [NAME]"
    assert in_task.threadName == "MainThread"
    assert in_thread.threadName == "chart of [NAME]"


def test_uvicorns_access_log_is_written_without_identifiers() -> None:
    """By its own formatter, in colours too."""
    from uvicorn.logging import AccessFormatter, DefaultFormatter

    formatters = [AccessFormatter(use_colors=True), DefaultFormatter(use_colors=True)]
    arguments = ("local", "GET", f"/charts?of={SECRET}", "1.1", 200)
    for formatter in formatters:
        record = logging.LogRecord("uvicorn.access", 20, "x.py", 1, '%s "%s %s HTTP/%s" %d', arguments, None)
        record.color_message = f"\x1b[1m%s %s {SECRET}"
        assert PHIRedactionFilter(REDACTOR).filter(record)
        written = formatter.format(record)
        assert "/charts?of=[NAME]" in written
        assert SECRET not in written


def test_fields_are_redacted_by_content_and_by_name(log: Log) -> None:
    """Nested ones too; numbers stay numbers, objects become what they would be written as."""
    chart = {"notes": [f"saw {SECRET}"], "beds": 3}
    log.logger.warning("x", extra={"chart": chart, "object": Chart(), "count": 7, "ssn": "219-09-9999"})
    record = vars(log.records[0])
    assert record["chart"] == {"notes": ["saw [NAME]"], "beds": 3}
    assert (record["object"], record["count"], record["ssn"]) == ("chart of [NAME]", 7, "[SSN]")
    assert chart["notes"] == [f"saw {SECRET}"]


def test_names_of_fields_are_redacted(log: Log) -> None:
    """One may be a patient's."""
    log.logger.warning("x", extra={f"bed of {SECRET}": 3, "n": 1})
    record = vars(log.records[0])
    assert (record["bed of [NAME]"], record["n"]) == (3, 1)
    assert SECRET not in str(record)


def test_bytes_in_fields_are_read(log: Log) -> None:
    """As the text that they are, wherever they lie; what is no text is written in base64."""
    log.handler.setFormatter(logging.Formatter("%(body)s %(parts)s %(picture)s"))
    parts = {"one": [bytearray(b"two " + SECRET.encode()), memoryview(SECRET.encode())]}
    log.logger.error("x", extra={"body": f"for {SECRET}".encode(), "parts": parts, "picture": b"\xff\xd8"})
    assert log.text == "for [NAME] {'one': ['two [NAME]', '[NAME]']} /9g=\n"


def test_fields_that_are_to_be_kept_are_kept(log: Log) -> None:
    """The ids of the request and the trace, and what the caller names; the caller answers for those."""
    log.handler.addFilter(PHIRedactionFilter(REDACTOR, keep={"tenant"}))
    fresh = logging.makeLogRecord({"request_id": SECRET, "tenant": SECRET, "other": SECRET})
    PHIRedactionFilter(REDACTOR, keep={"tenant"}).filter(fresh)
    values = vars(fresh)
    assert (values["request_id"], values["tenant"], values["other"]) == (SECRET, SECRET, "[NAME]")


def raise_chained() -> None:
    secret = SECRET  # a local variable, which some formatters print
    try:
        raise KeyError(f"chart of {secret}")
    except KeyError as error:
        raised = ValueError(f"cannot read {secret}")
        raised.add_note(f"while {secret} waited")
        raise raised from error


def test_a_traceback_keeps_its_places(log: Log) -> None:
    """And loses the identifiers in the texts and notes of its links."""
    try:
        raise_chained()
    except ValueError:
        log.logger.exception("failed")
    assert SECRET not in log.text
    assert "KeyError: 'chart of [NAME]'" in log.text
    assert "The above exception was the direct cause of the following exception" in log.text
    assert "ValueError: cannot read [NAME]\nwhile [NAME] waited" in log.text
    assert 'raise KeyError(f"chart of {secret}")' in log.text


def test_a_value_in_a_line_of_code_is_redacted(log: Log) -> None:
    """As a test or a script may have one; lines that hold names of variables alone stay."""

    def admit(check: Callable[[str], None]) -> None:
        check("Quillbrook")  # raises below

    def check(app: str) -> None:
        raise LookupError(app)

    try:
        admit(check)
    except LookupError:
        log.logger.exception("failed")
    assert SECRET not in log.text
    assert 'check("[NAME]")  # raises below' in log.text
    assert "raise LookupError(app)" in log.text
    assert "^" not in log.text.partition("[NAME]")[2].partition("raise")[0]


def test_an_exception_handed_on_has_no_frames(log: Log) -> None:
    """Its class has the same name, its text is redacted; local variables are out of reach of formatters."""
    try:
        raise_chained()
    except ValueError:
        log.logger.exception("failed")
    [record] = log.records
    assert record.exc_info is not None
    kind, error, frames = record.exc_info
    assert kind is not None
    assert error is not None
    assert (kind.__name__, str(error), frames, error.__traceback__) == (
        "ValueError",
        "cannot read [NAME]",
        None,
        None,
    )
    assert error.__cause__ is error.__context__ is None
    formatted = logging.Formatter().formatException(record.exc_info)
    assert "in raise_chained" in formatted
    assert SECRET not in formatted


def test_notes_that_are_no_list_are_redacted(log: Log) -> None:
    """As one text and not letter by letter."""
    error = ValueError("no")
    error.__notes__ = f"about {SECRET}"  # type: ignore[assignment]
    log.logger.error("failed", exc_info=error)
    assert "about [NAME]" in log.text


def test_groups_of_exceptions_are_redacted(log: Log) -> None:
    """Each of the exceptions in them."""
    group = ExceptionGroup(f"all of {SECRET}", [ValueError(SECRET), ExceptionGroup("in", [KeyError(SECRET)])])
    log.logger.error("failed", exc_info=group)
    assert SECRET not in log.text
    assert "ExceptionGroup: all of [NAME] (2 sub-exceptions)" in log.text
    assert "  | ValueError: [NAME]\n" in log.text
    assert "  |   | KeyError: '[NAME]'" in log.text


def test_a_chain_without_end_is_cut(log: Log) -> None:
    """Also one that leads back to itself."""
    first, second = ValueError(SECRET), ValueError(SECRET)
    first.__cause__, second.__cause__ = second, first
    log.logger.error("failed", exc_info=first)
    assert log.text.count("ValueError: [NAME]") == 2
    long = ValueError(SECRET)
    for _ in range(1000):
        following = ValueError(SECRET)
        following.__context__, long = long, following
    log.logger.error("failed", exc_info=long)
    assert log.text.count("ValueError: [NAME]") < 20


def test_formatted_exceptions_and_stacks_are_texts(log: Log) -> None:
    """An earlier handler may have written the traceback into the record."""
    log.logger.warning("here", stack_info=True)
    assert "test_formatted_exceptions_and_stacks_are_texts" in log.text
    record = logging.makeLogRecord({"exc_text": f"ValueError: {SECRET}", "stack_info": f"Stack of {SECRET}"})
    PHIRedactionFilter(REDACTOR).filter(record)
    assert (record.exc_text, record.stack_info) == ("ValueError: [NAME]", "Stack of [NAME]")


@pytest.mark.parametrize(
    "log_it",
    [
        lambda logger: logger.error("%s", Unwritable()),
        lambda logger: logger.error("%d", SECRET),
        lambda logger: logger.error(f"{SECRET} %s %s", "one"),
        lambda logger: logger.error(SECRET, extra={"chart": [Unwritable()], "note": SECRET}),
        lambda logger: logger.error(Unwritable(), exc_info=ValueError(SECRET), stack_info=True),
    ],
)
def test_a_record_that_cannot_be_written_is_withheld(
    log: Log, log_it: Callable[[logging.Logger], None], capsys: pytest.CaptureFixture[str]
) -> None:
    """Its place and its level stay. `logging` itself would print message and arguments to stderr."""
    log_it(log.logger)
    assert SECRET not in log.text + capsys.readouterr().err
    assert log.text.startswith(("ERROR " + WITHHELD, "ERROR [NAME]"))
    assert SECRET not in str([value for name, value in vars(log.records[0]).items() if name != "args"])


def test_the_text_of_an_exception_that_cannot_be_written_is_left_out(log: Log) -> None:
    """The rest of the record stays."""

    class Broken(Exception):
        def __str__(self) -> str:
            raise ValueError(SECRET)

    log.logger.error("failed", exc_info=Broken())
    assert log.text == f"ERROR failed\n{Broken.__module__}.{Broken.__qualname__}: <unprintable>\n"


def test_long_texts_are_cut_and_not_within_an_identifier() -> None:
    """What would be its first half goes with the rest."""
    for length in range(90, 110):
        record = logging.makeLogRecord({"msg": "word " * 19 + "of Zedekiah Marsh " + "word " * 1000})
        vars(record)["note"] = record.msg
        PHIRedactionFilter(REDACTOR, max_length=length).filter(record)
        assert record.getMessage().endswith(CUT)
        assert len(record.getMessage()) <= length + len(CUT)
        assert "Zed" not in record.getMessage() + vars(record)["note"]


def test_filtering_twice_changes_nothing_more(log: Log) -> None:
    """On the logger and on the handler, say."""
    log.logger.addFilter(PHIRedactionFilter(REDACTOR))
    try:
        raise_chained()
    except ValueError:
        log.logger.exception("for %s", SECRET, extra={"note": SECRET})
    once = log.text
    record = log.records[0]
    before = {name: value for name, value in vars(record).items() if name != "exc_info"}
    PHIRedactionFilter(REDACTOR).filter(record)
    assert {name: value for name, value in vars(record).items() if name != "exc_info"} == before
    assert log.handler.format(record) + "\n" == once
    assert SECRET not in once


def test_on_a_logger_it_covers_every_handler(log: Log) -> None:
    """Those that it does not know of too, and a queue that other processes read."""
    records: queue.Queue[logging.LogRecord] = queue.Queue()
    log.logger.addFilter(PHIRedactionFilter(REDACTOR))
    log.logger.addHandler(logging.handlers.QueueHandler(records))
    try:
        raise_chained()
    except ValueError:
        log.logger.exception("for %s", SECRET, extra={"note": SECRET})
    assert SECRET not in str(vars(records.get_nowait()))


def test_models_have_no_part_in_it() -> None:
    """They take their time, and log by themselves: a record would wait for a record."""
    texts: list[str] = []

    def remembers(text: str) -> list[Span]:
        texts.append(text)
        return []

    recognizers = Recognizers(remembers)
    record = logging.makeLogRecord({"msg": f"saw {SECRET}"})
    PHIRedactionFilter(Redactor(known=(SECRET,), recognizers=recognizers)).filter(record)
    assert record.getMessage() == "saw [ID]"
    assert len(texts) == 1  # the sample at start-up


# --- structlog


def rendered(*before: Any, **options: Any) -> tuple[Any, io.StringIO]:
    """A structlog logger that writes JSON to a text."""
    written = io.StringIO()
    processors = [*before, redact_processor(REDACTOR, **options), structlog.processors.JSONRenderer()]
    factory = structlog.WriteLoggerFactory(written)
    return structlog.wrap_logger(factory(), processors=processors, context_class=dict), written


def test_all_values_of_an_event_are_redacted() -> None:
    """The event itself, values under any key, and those within others."""
    logger, written = rendered()
    logger.warning(f"saw {SECRET}", chart={"of": [SECRET]}, ssn="219-09-9999", count=3, object=Chart())
    assert json.loads(written.getvalue()) == {
        "event": "saw [NAME]",
        "chart": {"of": ["[NAME]"]},
        "ssn": "[SSN]",
        "count": 3,
        "object": "chart of [NAME]",
    }


def test_bytes_of_an_event_are_read() -> None:
    """A body that is logged as it came is as readable as its text."""
    event = redact_processor(REDACTOR)(None, "info", {"event": "x", "body": b"SSN 219-09-9999"})
    assert event["body"] == "SSN [SSN]"


def test_times_and_ids_of_an_event_are_kept() -> None:
    """A time stamp is a date, but nobody's."""
    logger, written = rendered(structlog.processors.TimeStamper(), structlog.processors.add_log_level)
    logger.bind(request_id="r-1", tenant=SECRET).warning("x")
    line = json.loads(written.getvalue())
    assert isinstance(line["timestamp"], float)
    assert (line["level"], line["request_id"], line["tenant"]) == ("warning", "r-1", "[NAME]")


@pytest.mark.parametrize("way", ["true", "exception", "tuple"])
@pytest.mark.parametrize(
    "formatter",
    [structlog.processors.format_exc_info, structlog.processors.dict_tracebacks],
    ids=["text", "dicts"],
)
def test_an_exception_of_an_event_is_redacted(way: str, formatter: Any) -> None:
    """Whatever formats it afterwards, with local variables or without."""
    written = io.StringIO()
    logger = structlog.wrap_logger(
        structlog.WriteLoggerFactory(written)(),
        processors=[redact_processor(REDACTOR), formatter, structlog.processors.JSONRenderer()],
    )
    try:
        raise_chained()
    except ValueError as error:
        given = {"true": True, "exception": error, "tuple": sys.exc_info()}
        logger.error("failed", exc_info=given[way])
    assert SECRET not in written.getvalue()
    assert "ValueError" in written.getvalue()
    assert "in raise_chained" in written.getvalue()
    assert "cannot read [NAME]" in written.getvalue()


def test_an_exception_that_is_text_already_is_redacted() -> None:
    """Behind `format_exc_info`."""
    logger, written = rendered(structlog.processors.format_exc_info)
    logger.error("failed", exc_info=ValueError(SECRET))
    assert json.loads(written.getvalue())["exception"] == "ValueError: [NAME]"


def test_no_exception_is_none() -> None:
    """`exc_info=True` where there is none."""
    logger, written = rendered()
    logger.error("fine", exc_info=True)
    logger.error("fine", exc_info=(None, None, None))
    assert [json.loads(line) for line in written.getvalue().splitlines()] == [{"event": "fine"}] * 2


def test_an_event_that_cannot_be_redacted_is_withheld(monkeypatch: pytest.MonkeyPatch) -> None:
    """The logger's caller learns nothing of it, the log that there was something."""
    monkeypatch.setattr("asgi_agent.phi.session.Session.redact_json", lambda session, value: 1 / 0)
    logger, written = rendered()
    logger.error(SECRET, request_id="r-1", chart=SECRET)
    assert json.loads(written.getvalue()) == {
        "request_id": "r-1",
        "event": WITHHELD,
        "exception": "ZeroDivisionError",
    }


def test_the_filter_leaves_structlogs_own_records_whole() -> None:
    """They hold an event instead of a message, for structlog's formatter."""
    log = Log(
        structlog.stdlib.ProcessorFormatter(
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                structlog.processors.JSONRenderer(),
            ]
        )
    )
    log.handler.addFilter(PHIRedactionFilter(REDACTOR))
    logger = logging.Logger("alone")
    logger.addHandler(log.handler)
    structured = structlog.wrap_logger(
        logger, processors=[structlog.stdlib.ProcessorFormatter.wrap_for_formatter]
    )
    structured.error("saw", who=SECRET, exc_info=ValueError(SECRET))
    logger.error("saw %s", SECRET, exc_info=ValueError(SECRET))
    first, second = map(json.loads, log.text.splitlines())
    assert first == {"event": "saw", "who": "[NAME]", "exception": "ValueError: [NAME]"}
    assert second == {"event": "saw [NAME]", "exception": "ValueError: [NAME]"}


# --- configure_logging


@pytest.fixture
def stderr(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[[], str]]:
    """What was written there; afterwards both logging worlds are as they were before."""
    root, config = logging.getLogger(), structlog.get_config()
    level, handlers = root.level, list(root.handlers)
    yield lambda: capsys.readouterr().err
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.configure(**config)


@pytest.mark.parametrize("as_json", [True, False])
def test_configure_logging_redacts_both_worlds(stderr: Callable[[], str], as_json: bool) -> None:
    """Messages, arguments, fields and bound values; time stamps and the logger's name stay."""
    configure_logging(json=as_json, redactor=REDACTOR)
    standard, structured = logging.getLogger("tests.phi"), structlog.get_logger("tests.phi")
    standard.warning("saw %s", SECRET, extra={"chart": {"of": SECRET}})
    structured.bind(ward=SECRET).warning("saw %s", SECRET, chart={"of": SECRET})
    for logger in (standard, structured):
        try:
            raise_chained()
        except ValueError:
            logger.exception("failed for %s", SECRET)
    written = stderr()
    assert SECRET not in written
    assert written.count("saw [NAME]") == 2
    assert written.count("failed for [NAME]") == 2
    if as_json:
        for line in map(json.loads, written.splitlines()):
            assert line["timestamp"].startswith("20")
            assert line["logger"] == "tests.phi"


def test_without_a_redactor_texts_are_logged_as_they_are(stderr: Callable[[], str]) -> None:
    """Who reads the log has to know; the text of exceptions is left out all the same."""
    configure_logging(json=True)
    logging.getLogger("tests.phi").warning("saw %s", SECRET)
    assert SECRET in stderr()
