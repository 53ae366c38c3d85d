"""What is wrong with a workflow, and where.

ConfigurationError
└── WorkflowError              one fault or several, each with its file, line and column
    └── MissingPackageError    all of them are packages that agents need (also a MissingDependencyError)
"""

from __future__ import annotations

import difflib
import heapq
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import takewhile
from operator import eq
from typing import TYPE_CHECKING, NamedTuple

from asgi_agent.errors import ConfigurationError, MissingDependencyError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MAX_GUESSES = 20
MAX_COMPARED = 50
MAX_NAME = 100

_guesses: ContextVar[Iterator[object] | None] = ContextVar("asgi_agent.workflow_guesses", default=None)


class Fault(NamedTuple):
    """One thing that is wrong; `line` counts from 1, the header included.

    `missing` says that nothing is wrong with the file, and the host's code has to give something to it.
    """

    message: str
    line: int | None = None
    column: str | None = None
    missing: bool = False

    def text(self, file: str) -> str:
        """As `file:line: column: message`."""
        place = file if self.line is None else f"{file}:{self.line}"
        return (
            f"{place}: {self.message}" if self.column is None else f"{place}: {self.column}: {self.message}"
        )


class WorkflowError(ConfigurationError):
    """A workflow cannot be read or compiled; the message lists every fault, a line for each.

    Attributes:
        file: which file.
        faults: what is wrong with it.
    """

    def __init__(self, file: str, faults: Iterable[Fault]) -> None:
        self.file = file
        self.faults = tuple(faults)
        super().__init__("\n".join(fault.text(file) for fault in self.faults))


class MissingPackageError(WorkflowError, MissingDependencyError):
    """Nothing is wrong but that packages are not installed which agents of the file need."""


@contextmanager
def few_guesses(most: int = MAX_GUESSES) -> Iterator[None]:
    """Guess within it only so often what was meant: each guess is a search, and faults may be many."""
    token = _guesses.set(iter(range(most)))
    try:
        yield
    finally:
        _guesses.reset(token)


def did_you_mean(name: str, known: Iterable[str], *, likeness: float = 0.6) -> str:
    """`; did you mean 'x'?` if one of the known names is so much like it, else nothing."""
    meant = closest(name, known, likeness=likeness)
    return "" if meant is None else f"; did you mean {meant!r}?"


def closest(name: str, known: Iterable[str], *, likeness: float = 0.6) -> str | None:
    """The known name that is most like one that is not, if it is so much like it."""
    guesses = _guesses.get()
    if len(name) > MAX_NAME or (guesses is not None and next(guesses, None) is None):
        return None
    folded, by_folded = name.casefold(), {each.casefold(): each for each in known if len(each) <= MAX_NAME}
    close = difflib.get_close_matches(folded, _likest(folded, list(by_folded)), n=1, cutoff=likeness)
    return by_folded[close[0]] if close else None


def _likest(name: str, known: Sequence[str]) -> Sequence[str]:
    """Those that begin and end most like it, as one with a slip does; to compare all in full takes long."""
    if len(known) <= MAX_COMPARED:
        return known
    return heapq.nlargest(MAX_COMPARED, known, key=lambda each: _shared(name, each))


def _shared(name: str, other: str) -> int:
    return _begun_alike(name, other) + _begun_alike(name[::-1], other[::-1])


def _begun_alike(name: str, other: str) -> int:
    return sum(takewhile(bool, map(eq, name, other)))
