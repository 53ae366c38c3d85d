"""API keys: how they look, what is kept of them, and the file that keeps it.

A key reads `ak_<id>_<secret>`: the id finds its entry, the secret has 256 random bits. Kept is a SHA-256 of
the whole key. A slow hash would guard a secret that somebody chose; nobody can try out 256 random bits.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import os
import re
import secrets
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from asgi_agent.errors import ConfigurationError
from asgi_agent.whole_files import locked, replace

if TYPE_CHECKING:
    from collections.abc import Iterator

logger = logging.getLogger("asgi_agent")

PREFIX = "ak"
_form = re.compile(rf"{PREFIX}_([0-9a-z]{{12}})_([A-Za-z0-9_-]{{43}})").fullmatch
_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"
RECHECK = 1.0
"""Seconds between two looks at whether the file has changed."""


class APIKey(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What is kept of a key. Times are Unix time in seconds.

    `principal` is whose key it is; a principal may have several that are good at once, so that one can be put
    into place before the other is revoked.
    """

    id: str
    hash: str
    principal: str
    type: str = "service"
    scopes: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    tenant: str | None = None
    created: float = 0.0
    expires: float | None = None
    revoked: float | None = None

    def good(self, now: float) -> bool:
        """Whether it is neither revoked nor expired."""
        return (self.revoked is None or now < self.revoked) and (self.expires is None or now < self.expires)

    def matches(self, secret: str) -> bool:
        """Whether this is the entry of that key; takes as long for a wrong one as for the right one."""
        return hmac.compare_digest(self.hash.encode(), hash_key(secret).encode())


def new_key(
    principal: str,
    *,
    scopes: tuple[str, ...] = (),
    roles: tuple[str, ...] = (),
    type: str = "service",  # noqa: A002 - the word of `Principal`
    tenant: str | None = None,
    lifespan: float | None = None,
) -> tuple[str, APIKey]:
    """A new key, which is shown once, and what is kept of it.

    Args:
        principal: whose it is.
        scopes: what it may be used for.
        roles: of the principal.
        type: of the principal.
        tenant: of the principal.
        lifespan: seconds until it expires; None for never.

    Raises:
        ConfigurationError: the principal has no name.
    """
    if not principal.strip():
        raise ConfigurationError("a key is somebody's: the principal needs a name")
    key_id = "".join(secrets.choice(_ALPHABET) for _ in range(12))
    key = f"{PREFIX}_{key_id}_{secrets.token_urlsafe(32)}"
    now = time.time()
    entry = APIKey(
        id=key_id,
        hash=hash_key(key),
        principal=principal,
        type=type,
        scopes=scopes,
        roles=roles,
        tenant=tenant,
        created=now,
        expires=None if lifespan is None else now + lifespan,
    )
    return key, entry


def hash_key(key: str) -> str:
    """What is kept of a key."""
    return f"sha256:{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()}"


def id_of(key: str) -> str | None:
    """The id in a key; None if it is none of ours."""
    found = _form(key)
    return None if found is None else found[1]


class KeyFile:
    """API keys in a JSON file, one object for each, which may change while it is in use.

    A server notices a change within a second. What cannot be read then leaves the keys as they were; what
    cannot be read at the start is an error. The file is rewritten as a whole, under a lock, with mode 0600.

    Args:
        path: of the file.

    Raises:
        ConfigurationError: the file is there and holds no keys.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._state: tuple[int, int, int] | None = None
        self._looked = float("-inf")
        self._keys: dict[str, APIKey] = {}

    def __call__(self, key_id: str) -> APIKey | None:
        """The entry of that id."""
        if (now := time.monotonic()) - self._looked > RECHECK:
            self._looked = now
            self._look()
        return self._keys.get(key_id)

    def entries(self) -> list[APIKey]:
        """All of them, the oldest first."""
        if not self.path.exists():
            return []
        return _entries(self.path)

    def add(self, entry: APIKey) -> None:
        """Add an entry; makes the file if it is not there."""
        with self._rewriting() as entries:
            entries.append(entry)

    def revoke(self, key_id: str) -> APIKey:
        """End a key now.

        Raises:
            ConfigurationError: there is none of that id.
        """
        with self._rewriting() as entries:
            for place, entry in enumerate(entries):
                if entry.id == key_id:
                    ended = min(time.time(), float("inf") if entry.revoked is None else entry.revoked)
                    entries[place] = msgspec.structs.replace(entry, revoked=ended)
                    return entries[place]
            raise ConfigurationError(f"{self.path}: there is no key {key_id}")

    def _look(self) -> None:
        try:
            found = os.stat(self.path)
            state = (found.st_ino, found.st_size, found.st_mtime_ns)
            if state != self._state:
                self._keys = {entry.id: entry for entry in _entries(self.path)}
                self._state = state
        except (OSError, ConfigurationError) as error:
            if self._state is None:
                raise
            fault = {"exception": type(error).__name__}
            logger.warning("a file of API keys could not be read; the keys stay as they were", extra=fault)

    @contextmanager
    def _rewriting(self) -> Iterator[list[APIKey]]:
        with locked(self.path.with_name(f"{self.path.name}.lock")):
            entries = self.entries()
            yield entries
            replace(self.path, msgspec.json.format(msgspec.json.encode(entries), indent=2) + b"\n")


def _entries(path: Path) -> list[APIKey]:
    try:
        return msgspec.json.decode(path.read_bytes(), type=list[APIKey])
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise ConfigurationError(f"{path} holds no API keys") from None
