"""The tables of a log in PostgreSQL, who may do what with them, and how they are made."""

from __future__ import annotations

import errno
import logging
from typing import TYPE_CHECKING, Any

from asgi_agent.audit.postgres.place import TABLE, checked_table

if TYPE_CHECKING:
    from psycopg import Connection

logger = logging.getLogger("asgi_agent")

_TABLES = """\
CREATE TABLE IF NOT EXISTS {table} (
    log text NOT NULL,
    seq bigint NOT NULL CHECK (seq > 0),
    id text NOT NULL,
    prev bytea NOT NULL,
    line bytea NOT NULL,
    PRIMARY KEY (log, seq),
    UNIQUE (log, prev)
);
CREATE INDEX IF NOT EXISTS {table}_id ON {table} (log, id);
CREATE TABLE IF NOT EXISTS {table}_segments (
    log text NOT NULL,
    number integer NOT NULL CHECK (number > 0),
    first bigint NOT NULL,
    day date NOT NULL,
    seq bigint NOT NULL,
    hash bytea NOT NULL,
    size bigint NOT NULL,
    PRIMARY KEY (log, number)
) WITH (fillfactor = 50);
CREATE TABLE IF NOT EXISTS {table}_purged (
    log text PRIMARY KEY,
    last bigint NOT NULL CHECK (last > 0),
    hash bytea NOT NULL,
    segment integer NOT NULL CHECK (segment > 0),
    frontier bytea[] NOT NULL,
    time text NOT NULL
);
CREATE OR REPLACE FUNCTION {table}_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' OR NOT pg_has_role(
        current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE'
    ) THEN
        RAISE EXCEPTION 'records of an audit log stay as they are' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NULL;
END $$;
DROP TRIGGER IF EXISTS {table}_keep ON {table};
CREATE TRIGGER {table}_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_keep();
"""

_GRANTS = {
    "writer": """\
GRANT SELECT, INSERT ON {table} TO {role};
GRANT SELECT, INSERT, UPDATE ON {table}_segments TO {role};
GRANT SELECT ON {table}_purged TO {role};
""",
    "reader": "GRANT SELECT ON {table}, {table}_segments, {table}_purged TO {role};\n",
}

# Two writers that start at once must not both make the tables: CREATE ... IF NOT EXISTS alone can fail then.
_CREATING = 0x6175_6469_7420_6C6F


def ddl(table: str = TABLE, *, writer: str | None = None, reader: str | None = None) -> str:
    """The statements that make the tables, to be run by their owner. Running them again changes nothing.

    Records can be inserted and read. Nobody can update them, and only the table's owner can delete them, as
    `asgi-agent audit purge` does, so an application should connect as another role.

    Args:
        table: what the table of records is called; `<table>_segments` says where each chain ends, and
            `<table>_purged` what is left of records that were purged.
        writer: a role that applications connect as.
        reader: a role that auditors connect as.

    Raises:
        ConfigurationError: a name is no plain SQL name.
    """
    statements = _TABLES.format(table=checked_table(table))
    for kind, role in (("writer", writer), ("reader", reader)):
        if role is not None:
            statements += _GRANTS[kind].format(table=table, role=checked_table(role))
    return statements


def ensure_tables(connection: Connection[Any], table: str, *, known: bool = False) -> None:
    """Make the tables unless they are there, and say so if nothing is durable on that server.

    Args:
        connection: to the database.
        table: what the table of records is called.
        known: whether they were there before.

    Raises:
        OSError: they were, and are not any more. Whoever made new ones would hide that the records are gone.
    """
    if not _are_there(connection, table):
        if known:
            raise OSError(errno.ESTALE, "the tables of the log were removed or renamed", table)
        with connection.transaction():
            connection.execute("SELECT pg_advisory_xact_lock(%s)", (_CREATING,))
            if not _are_there(connection, table):
                connection.execute(ddl(table).encode())
    if connection.execute("SHOW fsync").fetchone() != ("on",):
        logger.warning("the PostgreSQL server of the audit log runs without fsync: nothing is durable there")


def _are_there(connection: Connection[Any], table: str) -> bool:
    # Not to_regclass(), which remembers within a transaction that a table was not there.
    query = "SELECT count(*) FROM pg_class WHERE relname = ANY(%s) AND pg_table_is_visible(oid)"
    return connection.execute(query, ([table, f"{table}_segments"],)).fetchone() == (2,)
