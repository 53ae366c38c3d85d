"""Recognizers: models that read whole texts beside the rules, in threads, for no longer than they may."""

from __future__ import annotations

import logging
import math
import threading
import time
from collections import Counter
from operator import index
from typing import TYPE_CHECKING, Literal, Protocol

from asgi_agent.errors import ConfigurationError, Problem
from asgi_agent.phi.spans import Label, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

logger = logging.getLogger("asgi_agent")

SAMPLE = "Jane Roe of 12 Elm Street, Springfield was seen on March 3, 2021."
_HIDDEN = "\u200b"
WARM_UP = 120.0
"""Seconds that a recognizer may take for its first text: models load what they need when it comes."""


class Recognizer(Protocol):
    """Any callable that finds identifiers; `asgi_agent.phi.models` makes some of Presidio, spaCy, GLiNER."""

    def __call__(self, text: str, /) -> Iterable[Span]:
        """The identifiers, at offsets into `text`, in any order."""
        ...


class RecognizerFailedError(Problem):
    """A recognizer raised or took too long, so that nobody knows what it would have found in the text."""

    status, slug, title = 503, "recognizer-failed", "Redaction is unavailable"


class Recognizers:
    """Runs recognizers over whole texts, at the same time, each in threads of its own.

    A call that takes too long cannot be stopped from outside. It is left alone, but its thread counts: while
    all threads of a recognizer are taken by such calls it fails at once, so that a recognizer that hangs
    holds `threads` threads and no more. They do not keep the process from ending.

    Each recognizer reads a sample when this is made. What is misconfigured fails there, at start-up.

    Args:
        recognizers: models, or anything else that finds spans in a text.
        timeout: seconds that one text may take, the wait for a free thread included.
        on_failure: what happens when a recognizer raises, takes too long or returns nonsense. "closed": the
            text counts as unread, and `RecognizerFailedError` is raised. "open": what the others and the
            rules find has to do; it is logged when it begins and when it ends, and counted in `failures`.
        threads: calls of one recognizer at the same time; more than 1 for those only that allow it.

    Raises:
        ConfigurationError: a value is out of its range, or a recognizer cannot read the sample.
    """

    def __init__(
        self,
        *recognizers: Recognizer,
        timeout: float = 5.0,
        on_failure: Literal["closed", "open"] = "closed",
        threads: int = 1,
    ) -> None:
        if not recognizers or timeout <= 0 or threads < 1:
            raise ConfigurationError(
                "Recognizers: one recognizer, timeout= above 0 and threads= of 1 at least"
            )
        if on_failure not in ("closed", "open"):
            raise ConfigurationError(f"on_failure: 'closed' or 'open', not {on_failure!r}")
        self.timeout = timeout
        self.on_failure = on_failure
        self.failures: Counter[str] = Counter()
        """How many texts each recognizer failed on, by its name."""
        self._workers = [_Worker(recognizer, threads) for recognizer in recognizers]
        self._failing: set[str] = set()
        self._lock = threading.Lock()
        self._check()

    def find(self, text: str) -> list[Span]:
        """What the recognizers find in a whole text, overlapping spans too. It blocks for `timeout` at most.

        They do not see zero-width spaces, which no model takes for the end of a word: where tags stood in
        markup, and where somebody has put them to hide a name.

        Raises:
            RecognizerFailedError: one failed, and `on_failure` is "closed". No text of it is in the error.
        """
        deadline = time.monotonic() + self.timeout
        shown = text.replace(_HIDDEN, "")
        calls = [_Call(worker, shown, deadline) for worker in self._workers]
        failures = [call.wait(deadline) for call in calls]
        for call, failure in zip(calls, failures, strict=True):
            self._note(call.worker.name, failure)
        if self.on_failure == "closed" and any(failures):
            raise RecognizerFailedError("the text was not read by everything that has to read it")
        found = [span for call in calls for span in call.spans]
        return found if len(shown) == len(text) else _placed(found, text)

    def _check(self) -> None:
        for worker in self._workers:
            deadline = time.monotonic() + WARM_UP
            call = _Call(worker, SAMPLE, deadline)
            if (failure := call.wait(deadline)) is not None:
                raise ConfigurationError(f"{worker.name} cannot read a sample: {failure}") from call.error

    def _note(self, name: str, failure: str | None) -> None:
        if failure is None and name not in self._failing:
            return
        with self._lock:
            new = (failure is not None) != (name in self._failing)
            if failure is None:
                self._failing.discard(name)
            else:
                self.failures[name] += 1
                self._failing.add(name)
        if new and failure is None:
            logger.warning("%s works again", name)
        elif new:
            logger.error("%s fails: %s; on_failure is %r", name, failure, self.on_failure)


class _Worker:
    """One recognizer, and how many of its calls are under way."""

    def __init__(self, recognizer: Recognizer, threads: int) -> None:
        self.recognizer = recognizer
        self.name = getattr(recognizer, "__name__", type(recognizer).__qualname__)
        self.lock = threading.Lock()
        self.left_alone = 0
        self.threads = threads
        self.free = threading.Semaphore(threads)

    @property
    def stuck(self) -> bool:
        """Whether every thread is taken by a call that nobody waits for any more."""
        return self.left_alone >= self.threads


class _Call:
    """One recognizer reading one text.

    Each call has a thread of its own, which ends with it. Threads that wait for work would be missing after a
    fork, as servers do it that load the application first; to start one costs far less than any model.
    """

    def __init__(self, worker: _Worker, text: str, deadline: float) -> None:
        self.worker = worker
        self.spans: list[Span] = []
        self.error: BaseException | None = None
        self._text = text
        self._done = threading.Event()
        self._abandoned = False
        self._started = not worker.stuck and worker.free.acquire(timeout=_left(deadline))
        if self._started:
            self._start()

    def wait(self, deadline: float) -> str | None:
        """What went wrong, in words that give nothing of the text away; None once it is read."""
        if not self._started:
            return "busy for too long"
        if not self._done.wait(_left(deadline)) and self._abandon():
            return "took too long"
        return None if self.error is None else type(self.error).__qualname__

    def _start(self) -> None:
        try:
            threading.Thread(target=self._run, name=f"recognizer {self.worker.name}", daemon=True).start()
        except RuntimeError as error:  # the system gives no further thread
            self._end([], error)

    def _run(self) -> None:
        try:
            found = [_checked(span, self._text) for span in self.worker.recognizer(self._text)]
        except BaseException as error:  # whatever it is, the text was not read; who waits says so
            self._end([], error)
        else:
            self._end(found, None)

    def _end(self, spans: list[Span], error: BaseException | None) -> None:
        with self.worker.lock:
            if self._abandoned:
                self.worker.left_alone -= 1
            else:
                self.spans, self.error = spans, error
            self._done.set()
        self.worker.free.release()

    def _abandon(self) -> bool:
        """Leave the call alone, unless it has just ended after all."""
        with self.worker.lock:
            self._abandoned = not self._done.is_set()
            self.worker.left_alone += self._abandoned
        return self._abandoned


def _placed(found: list[Span], text: str) -> list[Span]:
    """Spans of a text without its zero-width spaces, at their places in it."""
    places = [index for index, character in enumerate(text) if character != _HIDDEN]
    return [span._replace(start=places[span.start], end=places[span.end - 1] + 1) for span in found]


def _left(deadline: float) -> float:
    return max(0.0, deadline - time.monotonic())


def _checked(span: Span, text: str) -> Span:
    if not isinstance(span, Span) or not 0 <= span.start < span.end <= len(text):
        raise ValueError("a recognizer returned something other than spans of the text")
    score = float(span.score)
    if math.isnan(score):  # neither above nor below what the policy asks for
        raise ValueError("a recognizer returned a score that is no number")
    return span._replace(start=index(span.start), end=index(span.end), label=Label(span.label), score=score)
