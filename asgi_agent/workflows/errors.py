"""What is wrong with a workflow, and where.

ConfigurationError
└── WorkflowError      one fault or several, each with its file, line and column
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, NamedTuple

from asgi_agent.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterable


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


def did_you_mean(name: str, known: Iterable[str], *, likeness: float = 0.6) -> str:
    """`; did you mean 'x'?` if one of the known names is so much like it, else nothing."""
    by_folded = {each.casefold(): each for each in known}
    close = difflib.get_close_matches(name.casefold(), by_folded, n=1, cutoff=likeness)
    return f"; did you mean {by_folded[close[0]]!r}?" if close else ""
