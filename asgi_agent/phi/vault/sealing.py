"""Sealing: AES-256-GCM around what leaves the process's memory."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, NamedTuple

from asgi_agent.errors import ConfigurationError, MissingDependencyError
from asgi_agent.phi.secrecy import Secretive
from asgi_agent.phi.vault.errors import VaultDamagedError, VaultKeyError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
_MAGIC = b"AAV1"
_ID_BYTES = 8
_NONCE_BYTES = 12  # NIST SP 800-38D, 8.2.2: random nonces of 96 bits, for at most 2**32 blobs under one key
_HEAD = len(_MAGIC) + _ID_BYTES


class _Key(NamedTuple):
    id: bytes
    cipher: AESGCM


class Sealer(Secretive):
    """Seals blobs with AES-256-GCM (NIST SP 800-38D), each to the name that it is stored under.

    Args:
        key: 32 random bytes, or a callable that gives them; it is called once, here.
        old_keys: keys that blobs may still be sealed with; what is stored anew gets `key`.

    Raises:
        ConfigurationError: a key is not 32 bytes.
        MissingDependencyError: `cryptography` is not installed.
    """

    def __init__(self, key: bytes | Callable[[], bytes], old_keys: Sequence[bytes] = ()) -> None:
        self._key = _ready(key() if callable(key) else key)
        self._keys = dict([self._key, *map(_ready, old_keys)])

    def seal(self, blob: bytes, name: str) -> bytes:
        """The blob, readable with the key and under this name alone."""
        head, nonce = _MAGIC + self._key.id, os.urandom(_NONCE_BYTES)
        return head + nonce + self._key.cipher.encrypt(nonce, blob, head + name.encode())

    def open(self, sealed: bytes, name: str) -> bytes:
        """What was sealed.

        Raises:
            VaultKeyError: it was sealed with a key that this sealer does not have.
            VaultDamagedError: it was changed, cut short, or sealed to another name.
        """
        from cryptography.exceptions import InvalidTag

        head, nonce = sealed[:_HEAD], sealed[_HEAD : _HEAD + _NONCE_BYTES]
        if not head.startswith(_MAGIC) or len(nonce) < _NONCE_BYTES:
            raise VaultDamagedError("what is stored was not sealed by a vault")
        cipher = self._keys.get(head[len(_MAGIC) :])
        if cipher is None:
            raise VaultKeyError(
                "what is stored was sealed with another key; give that one, in old_keys= at least"
            )
        try:
            return cipher.decrypt(nonce, sealed[_HEAD + _NONCE_BYTES :], head + name.encode())
        except InvalidTag:
            raise VaultDamagedError("what is stored was changed after it was sealed") from None


def _ready(key: object) -> _Key:
    if not isinstance(key, bytes) or len(key) != KEY_BYTES:  # the message does not show it
        raise ConfigurationError(f"a key is {KEY_BYTES} random bytes: `secrets.token_bytes({KEY_BYTES})`")
    try:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    except ImportError as error:
        raise MissingDependencyError(
            "a sealed vault needs cryptography: pip install asgi-agent[vault]"
        ) from error
    # Names the key without telling anything of it: 64 bits of a one-way function of 256 random ones.
    return _Key(hashlib.sha256(b"asgi-agent vault key\0" + key).digest()[:_ID_BYTES], AESGCM(key))
