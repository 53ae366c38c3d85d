"""Options that say which records of a log a command is about."""

from __future__ import annotations

import os
from argparse import Action as Option
from argparse import ArgumentError, ArgumentTypeError
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from asgi_agent.audit.codes import PURPOSES
from asgi_agent.audit.keyfile import load_pseudonyms
from asgi_agent.audit.moments import EXPECTED, end_of, moment
from asgi_agent.audit.query import Query
from asgi_agent.audit.record import Action, Phase, Status
from asgi_agent.errors import ConfigurationError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from asgi_agent.audit.pseudonyms import Pseudonyms

KEY_FILE = "pseudonyms.key"
MAX_DIGITS = 15
MAX_SECONDS = 366 * 86_400.0

_TEXTS = {
    "actor": "who did it, or on whose behalf",
    "patient": "on whom",
    "encounter": "in which encounter",
    "request": "in which request, by our id or by the client's",
    "run": "in which run",
    "thread": "in which thread",
    "trace": "in which W3C trace",
    "type": "type of the event; * stands for anything: 'audit.*'",
    "purpose": "why, by HL7 code: TREAT",
    "resource": "what was touched: Observation, or Observation/ID",
    "route": "template of the route",
}


class _Once(Option):
    """Stores a value; a second one would take the place of the first without a word."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: Any, option: Any = None
    ) -> None:
        if getattr(namespace, self.dest) is not None:
            raise ArgumentError(self, "give it once; what is wanted of several is a search for each")
        setattr(namespace, self.dest, values)


def text(value: str) -> str:
    """A text to look for. An empty one, such as a variable that is not set, is no wish for everything.

    Raises:
        ArgumentTypeError: it is empty.
    """
    if not value.strip():
        raise ArgumentTypeError("it is empty; leave the option out to look for all")
    return value


def count(value: str) -> int:
    """A number of records.

    Raises:
        ArgumentTypeError: it is none.
    """
    if not (value.isascii() and value.isdigit()) or len(value) > MAX_DIGITS:
        raise ArgumentTypeError(f"a whole number from 0 up, of up to {MAX_DIGITS} digits")
    return int(value)


def seconds(value: str) -> float:
    """A time that something takes.

    Raises:
        ArgumentTypeError: it is none, or one that has no end.
    """
    try:
        number = float(value)
    except ValueError:
        number = 0.0
    if not 0 < number <= MAX_SECONDS:
        raise ArgumentTypeError(f"a number of seconds above 0, of up to {MAX_SECONDS:.0f}")
    return number


def add_place(parser: argparse.ArgumentParser) -> None:
    """Add the log."""
    parser.add_argument(
        "place", metavar="DIR", help="directory of the log, or postgresql://... of a database"
    )


def add_selection(parser: argparse.ArgumentParser) -> None:
    """Add the options that `query_of` and `pseudonyms_of` read."""
    which = parser.add_argument_group("which records", "those that meet all that is given")
    for name, meaning in _TEXTS.items():
        metavar = "ID" if name in _IDS else "X"
        which.add_argument(
            f"--{name}", dest=f"of_{name}", metavar=metavar, type=text, action=_Once, help=meaning
        )
    which.add_argument("--outcome", choices=get_args(Status), action=_Once, help="how it ended")
    which.add_argument(
        "--action", choices=get_args(Action), action=_Once, help="create, read, update, delete, execute"
    )
    which.add_argument("--phase", choices=get_args(Phase), action=_Once, help="of the record")
    which.add_argument(
        "--break-glass", action="store_true", default=None, help="only where the usual rules were overridden"
    )
    add_time(which)
    add_key(which)


def add_time(parser: argparse._ActionsContainer) -> None:
    """Add `--since` and `--until`."""
    parser.add_argument("--since", metavar="TIME", action=_Once, help=f"not before: {EXPECTED}")
    parser.add_argument("--until", metavar="TIME", action=_Once, help="before; a date is up to its end")


def add_key(parser: argparse._ActionsContainer) -> None:
    """Add `--key`."""
    parser.add_argument(
        "--key",
        metavar="FILE",
        type=text,
        action=_Once,
        help="pseudonym keys, to find ids that are pseudonyms in the log (default: those in DIR, if any)",
    )


def query_of(options: argparse.Namespace, now: datetime | None = None) -> Query:
    """What the options look for.

    Raises:
        ConfigurationError: a time is none, or no record can be of such a time or purpose.
    """
    now = now or datetime.now(UTC)
    names = {f"of_{name}": name for name in _TEXTS} | {name: name for name in _CODES}
    query = Query(
        since=_time("--since", options.since, moment, now),
        until=_time("--until", options.until, end_of, now),
        **{name: getattr(options, option, None) for option, name in names.items()},
    )
    if query.since is not None and query.until is not None and query.since >= query.until:
        raise ConfigurationError("--since is not before --until, so that no record is between them")
    if query.purpose is not None and query.purpose not in PURPOSES:
        raise ConfigurationError("--purpose is a code of HL7 v3 PurposeOfUse, such as TREAT")
    return query


def pseudonyms_of(options: argparse.Namespace) -> Pseudonyms | None:
    """The keys to find ids with: those that were given, else those that the log's directory has.

    Raises:
        ConfigurationError: they cannot be read; or there are none, and a patient or an encounter is looked
            for, which a log never holds in plain.
    """
    if options.key is not None:
        return load_pseudonyms(options.key)
    own = Path(options.place, KEY_FILE)
    if os.path.isfile(own):  # unlike the method, it takes every name
        return load_pseudonyms(own)
    for name in ("patient", "encounter"):
        if not (getattr(options, f"of_{name}", None) or "hmac:").startswith("hmac:"):
            raise ConfigurationError(
                f"--{name} needs --key FILE: the log holds pseudonyms, which only its key can make of an id. "
                "The pseudonym itself (hmac:...) can be looked for without"
            )
    return None


def _time(option: str, given: str | None, read: Callable[[str, datetime], str], now: datetime) -> str | None:
    if given is None:
        return None
    try:
        return read(given, now)
    except ValueError as error:
        raise ConfigurationError(f"{option}: {error}") from None


_CODES = ("outcome", "action", "phase", "break_glass")
_IDS = ("actor", "patient", "encounter", "request", "run", "thread", "trace")
