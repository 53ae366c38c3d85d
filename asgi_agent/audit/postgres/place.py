"""Where a log in a database is, as one string: `postgresql://host/database#log`, or `...#table/log`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from asgi_agent.errors import ConfigurationError, MissingDependencyError

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from psycopg import Connection

TABLE = "asgi_agent_audit"

_plain_name = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,39}").fullmatch
_log_name = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}").fullmatch


class Place(NamedTuple):
    """A place taken apart. `log` is None where the string names none."""

    dsn: str
    table: str
    log: str | None


class Way(NamedTuple):
    """How to get to a log: what connects, in which table it is, and which one, if that was said."""

    connect: Callable[[], Connection[Any]]
    dsn: str
    table: str
    log: str | None

    def place(self, log: str) -> str:
        """Where a log in that table is, as it may be shown."""
        return public_place(self.dsn, self.table, log)


def way_to(
    dsn_or_connect: str | Callable[[], Connection[Any]], name: str | None, table: str | None, timeout: float
) -> Way:
    """How to get to a log.

    Args:
        dsn_or_connect: `postgresql://...`, which may name the log and its table, or a function that connects.
        name: of the log; goes before the one that the URL names.
        table: the same of the table.
        timeout: seconds.

    Raises:
        ConfigurationError: the table or the log has a name that none may have.
        MissingDependencyError: `psycopg` is not installed.
    """
    if isinstance(dsn_or_connect, str):
        dsn, named_table, named_log = parse_place(dsn_or_connect)
        name, table, connect = name or named_log, table or named_table, connector(dsn, timeout)
    else:
        dsn, connect = "", dsn_or_connect
    return Way(connect, dsn, checked_table(table or TABLE), None if name is None else checked_log(name))


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


def connector(dsn: str, timeout: float) -> Callable[[], Connection[Any]]:
    """A function that connects, and on whose connections a network that is cut is noticed in time."""
    psycopg, seconds = driver(), max(2, round(timeout))
    bounds = {
        "connect_timeout": seconds,
        "keepalives_idle": seconds,
        "tcp_user_timeout": 1000 * seconds,
        "application_name": "asgi-agent audit",
    }
    given = psycopg.conninfo.conninfo_to_dict(dsn)
    conninfo = psycopg.conninfo.make_conninfo(dsn, **{k: v for k, v in bounds.items() if k not in given})
    return lambda: psycopg.connect(conninfo)


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
