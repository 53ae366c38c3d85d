"""A chain in a PostgreSQL database, for writers on several machines. Needs the extra `postgres`."""

from __future__ import annotations

from asgi_agent.audit.postgres.reader import PostgresReader as PostgresReader
from asgi_agent.audit.postgres.store import PostgresStore as PostgresStore
