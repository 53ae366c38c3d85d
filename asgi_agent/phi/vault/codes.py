"""Codes: the part of a token that tells it from others of the same kind."""

from __future__ import annotations

import base64
import hmac
import secrets
from typing import TYPE_CHECKING, Protocol

from asgi_agent.errors import ConfigurationError, MissingDependencyError
from asgi_agent.phi.secrecy import Secretive
from asgi_agent.phi.vault.entries import Entry

if TYPE_CHECKING:
    from collections.abc import Callable

LETTERS = "abcdefghjkmnpqrstuvwxyz"
DIGITS = "23456789"
LENGTH = 4


class Codes(Protocol):
    """Makes the codes of one conversation."""

    @property
    def longest(self) -> int:
        """Characters of a code at most."""
        ...

    @property
    def stateless(self) -> bool:
        """Whether a code alone gives the value back, so that nothing needs to be stored."""
        ...

    def make(self, label: str, value: str, normal: str, attempt: int) -> Entry | None:
        """An entry with a code for the identifier, another at each attempt; None where none can be made."""
        ...

    def read(self, label: str, code: str) -> Entry | None:
        """What a code says by itself; None where that is nothing."""
        ...

    def plausible(self, code: str) -> bool:
        """Whether a code could be one of these."""
        ...


class RandomCodes:
    """Four characters by chance, such as `k7f3`.

    Neither derived from the identifier nor translatable without the vault: 45 CFR 164.514(c). Each has a
    letter and a digit, so that it is no word, year or count, and none of the characters that are easily
    taken for one another.
    """

    longest = LENGTH + 1
    stateless = False

    def make(self, label: str, value: str, normal: str, attempt: int) -> Entry:
        """An entry with a new code; one character longer when many in a row were taken."""
        length = LENGTH + (attempt >= 16)
        while not self.plausible(code := "".join(secrets.choice(LETTERS + DIGITS) for _ in range(length))):
            pass
        return Entry(label, code, value, normal)

    def read(self, label: str, code: str) -> Entry | None:
        """Nothing: chance tells nothing."""
        return None

    def plausible(self, code: str) -> bool:
        """Whether it is a mixture of the letters and digits in use."""
        mixed = not (code.isalpha() or code.isdigit())
        return mixed and len(code) >= LENGTH and not code.strip(LETTERS + DIGITS)


class HMACCodes(Secretive):
    """80 bits of HMAC-SHA256 of conversation, label and identifier: the same in every process.

    Derived from the identifier, so no code in the sense of 45 CFR 164.514(c): whoever has the key can test
    guesses.
    """

    __slots__ = ("_key", "_name")

    longest = 16
    stateless = False

    def __init__(self, key: bytes, name: str) -> None:
        self._key, self._name = key, name

    def make(self, label: str, value: str, normal: str, attempt: int) -> Entry:
        """An entry with the identifier's code."""
        told = f"{self._name}\0{label}\0{attempt}\0{normal}".encode("utf-8", "surrogatepass")
        digest = hmac.digest(self._key, told, "sha256")
        return Entry(label, base64.b32encode(digest[:10]).decode().lower(), value, normal)

    def read(self, label: str, code: str) -> Entry | None:
        """Nothing: a hash does not run backwards."""
        return None

    def plausible(self, code: str) -> bool:
        """Whether it has the length."""
        return len(code) == self.longest


class SIVCodes(Secretive):
    """The identifier itself, sealed with AES-SIV (RFC 5297) to the conversation and the label.

    Nothing is stored, and every spelling has its own code, as long as the identifier and 16 bytes in base 32.
    Derived from the identifier, so no code in the sense of 45 CFR 164.514(c).
    """

    __slots__ = ("_cipher", "_name")

    longest = 256
    stateless = True

    def __init__(self, key: bytes, name: str) -> None:
        try:
            from cryptography.hazmat.primitives.ciphers.aead import AESSIV
        except ImportError as error:
            message = 'codes="siv" needs cryptography: pip install asgi-agent[vault]'
            raise MissingDependencyError(message) from error
        self._cipher, self._name = AESSIV(key), name.encode()

    def make(self, label: str, value: str, normal: str, attempt: int) -> Entry | None:
        """An entry with the value's code; None for a value above some 140 bytes."""
        sealed = self._cipher.encrypt(value.encode("utf-8", "surrogatepass"), [self._name, label.encode()])
        code = base64.b32encode(sealed).decode().rstrip("=").lower()
        return Entry(label, code, value, normal) if len(code) <= self.longest else None

    def read(self, label: str, code: str) -> Entry | None:
        """The entry that was sealed into the code; None where this conversation made no such code."""
        from cryptography.exceptions import InvalidTag

        try:
            sealed = base64.b32decode(code.upper() + "=" * (-len(code) % 8))
            value = self._cipher.decrypt(sealed, [self._name, label.encode()])
        except (ValueError, InvalidTag):
            return None
        return Entry(label, code, value.decode("utf-8", "surrogatepass"), "")

    def plausible(self, code: str) -> bool:
        """Whether it is long enough to hold anything."""
        return len(code) >= 26


def codes_for(kind: str, key: bytes | None) -> Callable[[str], Codes]:
    """How codes of this kind are made for a conversation, given its name.

    Raises:
        ConfigurationError: there is no such kind, or its key is missing or of another length.
        MissingDependencyError: `siv` without `cryptography`.
    """
    if kind == "random" and key is None:
        return lambda _: RandomCodes()
    for name, length, derived in (("hmac", 32, HMACCodes), ("siv", 64, SIVCodes)):
        if kind == name:
            if not isinstance(key, bytes) or len(key) != length:
                raise ConfigurationError(f'code_key= for codes="{kind}" is {length} random bytes')
            checked, kind_of = key, derived
            kind_of(checked, "")  # fails here rather than at the first request
            return lambda scope: kind_of(checked, scope)
    raise ConfigurationError(f"codes= is random, without a key, or hmac or siv, not {kind!r}")
