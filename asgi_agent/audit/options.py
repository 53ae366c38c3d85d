"""What the options of an `AuditLog` come to."""

from __future__ import annotations

import hashlib
import os
import re
import socket
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from asgi_agent.audit.files import DirectoryStore
from asgi_agent.audit.own import signature
from asgi_agent.audit.places import is_database, store_at
from asgi_agent.audit.postgres import PostgresStore
from asgi_agent.audit.pseudonyms import Pseudonyms
from asgi_agent.audit.record import Source
from asgi_agent.audit.spool import Spool
from asgi_agent.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from asgi_agent.audit.checkpoints.running import Checkpointing, Checkpoints
    from asgi_agent.audit.store import AuditStore

MAX_SOURCE = 220
"""Bytes: with its boot, its process and its place in a chain, the longest record still fits a line."""

_url = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://").match

# Neither decides what is recorded, and one of them may be a secret.
_UNTOLD = ("checkpoints", "pseudonyms", "sinks")


def checked_place(store: object) -> None:
    """Refuse what is no place of a log.

    Raises:
        ConfigurationError: it is neither a directory, nor the URL of a PostgreSQL database, nor a store.
    """
    if isinstance(store, (str, os.PathLike)):
        place = os.fspath(store)
        if not isinstance(place, str) or not place.strip():
            raise ConfigurationError("log= names no directory: it is empty, or not text")
        if _url(place) and not is_database(place):
            raise ConfigurationError("log= is a directory or postgresql://..., and no other URL")
    elif not all(isinstance(getattr(store, name, None), str) for name in ("name", "place")):
        raise ConfigurationError(f"log= is a directory, a URL or a store, not {type(store).__qualname__}")


def check_values(options: Mapping[str, Any]) -> None:
    """Refuse values of the wrong kind, which would end up in records, or fail where nobody waits for it.

    Raises:
        ConfigurationError: an option has one.
    """
    for names, fits, wanted in _KINDS:
        for name in names:
            value = options[name]
            if not (fits(value) or (value is None and name in _OPTIONAL)):
                raise ConfigurationError(f"{name}= is {wanted}")


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _is_time(value: object) -> bool:
    number = value if isinstance(value, (int, float)) and not isinstance(value, bool) else 0
    return 0 < number < threading.TIMEOUT_MAX


def _is_path(value: object) -> bool:
    return isinstance(value, (str, os.PathLike)) and value != ""


def _are_sinks(value: object) -> bool:
    return isinstance(value, (list, tuple)) and all(map(callable, value))


_OPTIONAL = {"rotate_bytes", "name", "version", "instance", "spool", "mac_key", "pseudonyms"}
_KINDS: tuple[tuple[tuple[str, ...], Callable[[Any], bool], str], ...] = (
    (("queue", "spool_limit", "rotate_bytes"), _is_count, "a whole number above 0"),
    (("heartbeat", "timeout"), _is_time, "a number of seconds above 0"),
    (("name", "service", "version", "instance"), lambda value: isinstance(value, str), "a text"),
    (("spool", "mac_key"), _is_path, "the path of a file"),
    (
        ("pseudonyms",),
        lambda value: isinstance(value, Pseudonyms) or _is_path(value),
        "a Pseudonyms or the path of a file",
    ),
    (("sinks",), _are_sinks, "a list of what is called with each record and its line"),
)


def make_store(store: AuditStore | str | os.PathLike[str], **options: Any) -> AuditStore:
    """The store that is meant, with those of the options that are not None.

    Raises:
        ConfigurationError: it is one already, or cannot be made so.
    """
    checked_place(store)
    given = {name: value for name, value in options.items() if value is not None}
    if not isinstance(store, (str, os.PathLike)):
        if given:
            raise ConfigurationError(f"give {', '.join(f'{name}=' for name in given)} to the store")
        return store
    return store_at(os.fspath(store), **given)


def place_of(store: AuditStore | str | os.PathLike[str]) -> str:
    """Where a store is: the same text for the same place.

    Raises:
        ConfigurationError: it is none.
    """
    checked_place(store)
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
    """What makes the checkpoints of a log while it is written, if any are wanted.

    Raises:
        ConfigurationError: it is something else.
    """
    if checkpoints is None:
        return None
    from asgi_agent.audit.checkpoints.running import Checkpointing, Checkpoints

    if not isinstance(checkpoints, Checkpoints):
        raise ConfigurationError("checkpoints= is a Checkpoints, with a key and its anchors")
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
