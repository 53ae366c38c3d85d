"""Where a log in a database is, as one string: `postgresql://host/database#log`, or `...#table/log`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from asgi_agent.errors import ConfigurationError, MissingDependencyError

if TYPE_CHECKING:
    from types import ModuleType

TABLE = "asgi_agent_audit"

_plain_name = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,39}").fullmatch
_log_name = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}").fullmatch


class Place(NamedTuple):
    """A place taken apart. `log` is None where the string names none."""

    dsn: str
    table: str
    log: str | None


def parse_place(place: str) -> Place:
    """Take a URL apart; what is behind `#` is ours, the rest is what libpq takes.

    Raises:
        ConfigurationError: the table or the log has a name that none may have.
    """
    dsn, _, fragment = place.partition("#")
    table, separator, log = fragment.rpartition("/")
    return Place(dsn, checked_table(table if separator else TABLE), checked_log(log) if log else None)


def checked_table(table: str) -> str:
    """The name of a table, if it can be part of a statement.

    Raises:
        ConfigurationError: it cannot.
    """
    if not _plain_name(table):
        raise ConfigurationError("the table of an audit log has a plain SQL name of up to 40 characters")
    return table


def checked_log(name: str) -> str:
    """The name of a log, if a log may have it.

    Raises:
        ConfigurationError: none may.
    """
    if not _log_name(name):
        raise ConfigurationError("name= of a log is 1 to 64 of a-z, 0-9, '.', '_' and '-'")
    return name


def public_place(dsn: str, table: str, log: str) -> str:
    """The place as it may be shown: without user, password and further parameters."""
    given: dict[str, Any] = driver().conninfo.conninfo_to_dict(dsn)
    host = given.get("host") or given.get("hostaddr") or "localhost"
    port = f":{given['port']}" if given.get("port") else ""
    return f"postgresql://{quote(host, safe='')}{port}/{given.get('dbname') or ''}#{table}/{log}"


def driver() -> ModuleType:
    """The package `psycopg`, loaded when it is first needed.

    Raises:
        MissingDependencyError: it is not installed.
    """
    try:
        import psycopg
        import psycopg.conninfo
    except ImportError as error:
        raise MissingDependencyError(
            "an audit log in PostgreSQL needs psycopg: pip install 'asgi-agent[postgres]'"
        ) from error
    return psycopg
