"""What the options of an `AuditLog` come to."""

from __future__ import annotations

import hashlib
import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from asgi_agent.audit.files import DirectoryStore
from asgi_agent.audit.own import signature
from asgi_agent.audit.places import is_database, store_at
from asgi_agent.audit.postgres import PostgresStore
from asgi_agent.audit.record import Source
from asgi_agent.audit.spool import Spool
from asgi_agent.errors import ConfigurationError

if TYPE_CHECKING:
    from asgi_agent.audit.checkpoints.running import Checkpointing, Checkpoints
    from asgi_agent.audit.store import AuditStore

MAX_SOURCE = 220
"""Bytes: with its boot, its process and its place in a chain, the longest record still fits a line."""

# Neither decides what is recorded, and one of them may be a secret.
_UNTOLD = ("checkpoints", "pseudonyms", "sinks")


def make_store(store: AuditStore | str | os.PathLike[str], **options: Any) -> AuditStore:
    """The store that is meant, with those of the options that are not None.

    Raises:
        ConfigurationError: it is one already, or cannot be made so.
    """
    given = {name: value for name, value in options.items() if value is not None}
    if not isinstance(store, (str, os.PathLike)):
        if given:
            raise ConfigurationError(f"give {', '.join(f'{name}=' for name in given)} to the store")
        return store
    return store_at(os.fspath(store), **given)


def place_of(store: AuditStore | str | os.PathLike[str]) -> str:
    """Where a store is: the same text for the same place."""
    if not isinstance(store, (str, os.PathLike)):
        return store.place
    path = os.fspath(store)
    return store_at(path).place if is_database(path) else os.path.realpath(path)


def make_source(service: str, version: str | None, instance: str | None) -> Source:
    """Who writes.

    Raises:
        ConfigurationError: that is too long.
    """
    source = Source(service, version, instance or socket.gethostname()[:64])
    if len(signature(source)) > MAX_SOURCE:
        raise ConfigurationError(f"service=, version= and instance= together are above {MAX_SOURCE} bytes")
    return source


def make_spool(path: str | os.PathLike[str] | None, store: AuditStore, limit: int) -> Spool | None:
    """Where records wait while the store does not work, if a file is given.

    Raises:
        ConfigurationError: it goes where the log does.
    """
    if path is None:
        return None
    if isinstance(store, DirectoryStore) and store.holds(path):
        raise ConfigurationError("spool= is to be on another disk than the log, not in its directory")
    return Spool(path, store.name, limit=limit)


def make_checkpointing(checkpoints: Checkpoints | None, store: AuditStore) -> Checkpointing | None:
    """What makes the checkpoints of a log while it is written, if any are wanted."""
    if checkpoints is None:
        return None
    from asgi_agent.audit.checkpoints.running import Checkpointing

    if isinstance(store, DirectoryStore):
        maker = checkpoints.maker(store, Path(store.place), store.purged)
    elif isinstance(store, PostgresStore):
        maker = checkpoints.maker(store, purged=store.purged)
    else:
        maker = checkpoints.maker(store)
    return Checkpointing(maker, checkpoints)


def comparable(value: Any) -> Any:
    """An option in a form in which two that mean the same are equal."""
    if isinstance(value, list):
        return tuple(value)
    return os.fspath(value) if isinstance(value, os.PathLike) else value


def digest_of(options: dict[str, Any]) -> str:
    """SHA-256 of the settings, to see from the log that they changed. No secret is among them."""
    told = {key: value for key, value in options.items() if key not in _UNTOLD}
    return hashlib.sha256(msgspec.json.encode(told, order="sorted")).hexdigest()
