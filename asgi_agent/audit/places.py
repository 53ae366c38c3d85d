"""Where logs are: a directory, or a PostgreSQL database by its URL."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from asgi_agent.audit.store import AuditStore

_database = re.compile(r"postgres(ql)?://").match


def is_database(place: str | Path) -> bool:
    """Whether that is the URL of a PostgreSQL database rather than a path."""
    return isinstance(place, str) and _database(place) is not None


def store_at(place: str | Path, **options: Any) -> AuditStore:
    """The store for a place; what it does is said where it is defined.

    Args:
        place: a directory, or `postgresql://...`.
        options: of the store.
    """
    if is_database(place):
        from asgi_agent.audit.postgres import PostgresStore

        return PostgresStore(str(place), **options)
    from asgi_agent.audit.files import DirectoryStore

    return DirectoryStore(place, **options)
