"""Ed25519 keys that sign checkpoints, and what is given to others to check them with."""

from __future__ import annotations

import os
import re
from base64 import b64encode
from typing import TYPE_CHECKING

from asgi_agent.audit.checkpoints.note import (
    ED25519,
    Note,
    Signature,
    decoded,
    key_id,
    key_name,
    parse_checkpoint,
    parse_note,
)
from asgi_agent.errors import ConfigurationError, MissingDependencyError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

    from asgi_agent.audit.checkpoints.note import Checkpoint

# The form in which Go's golang.org/x/mod/sumdb/note writes private keys, so that its tools take ours.
_private = re.compile(r"PRIVATE\+KEY\+([^\s+]{1,256})\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)").fullmatch
_public = re.compile(r"([^\s+]{1,256})\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)").fullmatch


class UnknownKeyError(ValueError):
    """A note has signatures, and none of a key that is known."""


class PublicKey:
    """Checks signatures of one key.

    Args:
        name: name of the key.
        public_key: the 32 bytes of an Ed25519 public key.

    Raises:
        MissingDependencyError: `cryptography` is not installed.
        ValueError: that is no key, or no name for one.
    """

    def __init__(self, name: str, public_key: bytes) -> None:
        if not key_name(name) or len(public_key) != 32:
            raise ValueError("no key")
        self.name = name
        self.key_id = key_id(name, public_key)
        self._bytes = public_key
        self._key = _ed25519_public(public_key)

    @classmethod
    def parse(cls, vkey: str) -> PublicKey:
        """The key that a verifier key (c2sp.org/signed-note) stands for.

        Raises:
            ValueError: it is no verifier key of the type Ed25519.
        """
        match = _public(vkey)
        material = decoded(match[3]) if match else b""
        if match is None or material[:1] != ED25519:
            raise ValueError("no Ed25519 verifier key")
        key = cls(match[1], material[1:])
        if key.key_id.hex() != match[2]:
            raise ValueError("the key does not fit its id")
        return key

    @property
    def vkey(self) -> str:
        """The key as text, for others."""
        return f"{self.name}+{self.key_id.hex()}+{b64encode(ED25519 + self._bytes).decode()}"

    def signed(self, note: Note) -> bool:
        """Whether the note has a signature that says it is of this key.

        Raises:
            ValueError: it says so, and is not.
        """
        from cryptography.exceptions import InvalidSignature

        found = [s.value for s in note.signatures if (s.name, s.key_id) == (self.name, self.key_id)]
        for value in found:
            try:
                self._key.verify(value, note.text.encode())
            except InvalidSignature:
                raise ValueError("the signature does not fit the text") from None
        return bool(found)


class SigningKey:
    """Signs notes.

    Args:
        name: name of the key; that of a log's key should be its origin.
        seed: the 32 bytes of an Ed25519 private key.

    Raises:
        MissingDependencyError: `cryptography` is not installed.
        ValueError: that is no key, or no name for one.
    """

    def __init__(self, name: str, seed: bytes) -> None:
        if len(seed) != 32:
            raise ValueError("no key")
        self._key = _ed25519_private(seed)
        self._seed = seed
        self.public = PublicKey(name, self._key.public_key().public_bytes_raw())

    @classmethod
    def read(cls, path: Path) -> SigningKey:
        """The key in a file that `asgi-agent audit keygen` wrote.

        Raises:
            ConfigurationError: it cannot be read, holds no key, or everybody may read it.
        """
        try:
            if path.stat().st_mode & 0o007:
                raise ConfigurationError(f"{path}: everybody may read it, so its signatures prove nothing")
            match = _private(path.read_text(encoding="utf-8").strip())
            if match is None:
                raise ValueError("no private key")
            key = cls(match[1], decoded(match[3])[1:])
        except (OSError, ValueError) as error:
            raise ConfigurationError(f"{path}: no signing key ({type(error).__name__})") from None
        if key.public.key_id.hex() != match[2]:
            raise ConfigurationError(f"{path}: the key does not fit its id")
        return key

    @classmethod
    def generate(cls, name: str) -> SigningKey:
        """A new key."""
        return cls(name, os.urandom(32))

    def to_text(self) -> str:
        """The key as the text of a file: a secret."""
        material = b64encode(ED25519 + self._seed).decode()
        return f"PRIVATE+KEY+{self.public.name}+{self.public.key_id.hex()}+{material}"

    def sign(self, text: str) -> bytes:
        """The text as a note with a signature of this key."""
        signature = Signature(self.public.name, self.public.key_id, self._key.sign(text.encode()))
        return Note(text, (signature,)).to_bytes()


def read_public_keys(path: Path) -> list[PublicKey]:
    """The verifier keys in a file, one a line: more than one where a key took the place of another.

    Raises:
        ConfigurationError: the file cannot be read, or holds something else.
    """
    try:
        lines = path.read_text(encoding="utf-8").split()
        keys = [PublicKey.parse(line) for line in lines]
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"{path}: no verifier key ({type(error).__name__})") from None
    if not keys:
        raise ConfigurationError(f"{path}: no verifier key")
    return keys


def open_checkpoint(data: bytes, keys: Iterable[PublicKey]) -> Checkpoint:
    """The checkpoint in a note that one of the keys signed.

    Raises:
        UnknownKeyError: none of them did.
        ValueError: a signature of one of them does not fit, or it is no checkpoint.
    """
    note = parse_note(data)
    signed = [key.signed(note) for key in keys]
    if not any(signed):
        raise UnknownKeyError("no signature of a key that is known")
    return parse_checkpoint(note.text)


def _ed25519_private(seed: bytes) -> Ed25519PrivateKey:
    try:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    except ImportError as error:
        raise _missing() from error
    return Ed25519PrivateKey.from_private_bytes(seed)


def _ed25519_public(public_key: bytes) -> Ed25519PublicKey:
    try:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError as error:
        raise _missing() from error
    return Ed25519PublicKey.from_public_bytes(public_key)


def _missing() -> MissingDependencyError:
    return MissingDependencyError("signed checkpoints need cryptography: pip install 'asgi-agent[audit]'")
