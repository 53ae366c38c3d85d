"""How the commands that read a log end: by exit status, with one sentence, and quietly on a closed pipe."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

from asgi_agent.audit.errors import AuditError, AuditWriteError
from asgi_agent.cli.files import FileError

if TYPE_CHECKING:
    from collections.abc import Iterator

FAILED, UNREADABLE, INTERRUPTED, PIPE_CLOSED = 2, 3, 130, 141


@contextmanager
def guarded(failed: int = FAILED) -> Iterator[None]:
    """Turn what can go wrong with a log, with an output or at the keyboard into an exit status.

    2 is what cannot be written, 3 a log that cannot be read, 130 Ctrl-C, 141 a pipe that nobody
    reads any more.

    Args:
        failed: in the place of 2, for a command that says something else with that.
    """
    try:
        yield
        sys.stdout.flush()
    except KeyboardInterrupt:
        raise SystemExit(INTERRUPTED) from None
    except BrokenPipeError:
        _let_go_of_output()
        raise SystemExit(PIPE_CLOSED) from None
    except (AuditWriteError, FileError) as error:
        fail(str(error), failed)
    except AuditError as error:
        fail(str(error), UNREADABLE)
    except OSError as error:
        _let_go_of_output()
        fail(f"{error.filename or 'the output'}: {error.strerror or type(error).__name__}", failed)


def _let_go_of_output() -> None:
    """Where it takes no more, Python would write what is left once more at its end, and fail again."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def fail(message: str, status: int) -> NoReturn:
    """Say what went wrong and end."""
    print(f"asgi-agent: {message}", file=sys.stderr)
    raise SystemExit(status)


class Damage:
    """Counts lines that are no records; a reader goes on behind them, and the command says so at its end."""

    def __init__(self) -> None:
        self.count = 0
        self._first = ""

    def __call__(self, place: str) -> None:
        self._first = self._first or place
        self.count += 1

    def report(self) -> None:
        """End with a sentence if there were any.

        Raises:
            SystemExit: there were.
        """
        if self.count:
            lines = (
                "1 line is no audit record:"
                if self.count == 1
                else f"{self.count} lines are no audit records, first"
            )
            fail(f"{lines} {self._first}; `asgi-agent audit verify` says more", UNREADABLE)
