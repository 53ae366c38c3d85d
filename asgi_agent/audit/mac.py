"""Keyed MACs of lines, with a key that only moves forward.

The key of an epoch of records makes the key of the next, which takes its place: HMAC-SHA-256 with the message
`next`. Whoever breaks in gets the key of that moment, and with it can forge what is written from then on, but
nothing of the epochs before (Bellare and Yee, forward-secure audit logs). To verify, one needs the first key,
which is kept away from the machine. The module is pure.
"""

from __future__ import annotations

import hmac

import msgspec

EPOCH = 1024
"""Records that share a key. The last ones before a break-in are as safe as this is small."""

KEY_BYTES = 32


class MacKey(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A key as a file holds it: of which epoch it is, and of which log, once one uses it."""

    key: str
    epoch: int = 0
    log: str | None = None
    v: int = 1

    @classmethod
    def parse(cls, data: bytes) -> MacKey:
        """The key that a file holds.

        Raises:
            ValueError: it holds none.
        """
        found = msgspec.json.decode(data, type=cls)
        if found.v != 1 or found.epoch < 0 or len(bytes.fromhex(found.key)) != KEY_BYTES:
            raise ValueError("no MAC key")
        return found

    def to_bytes(self) -> bytes:
        """The key as the content of a file: a secret."""
        return msgspec.json.encode(self) + b"\n"


class Ratchet:
    """The keys of a chain from some epoch on. It does not go back.

    Args:
        key: the first of them.
        epoch: its epoch.
    """

    def __init__(self, key: bytes, epoch: int = 0) -> None:
        self._key, self.epoch = key, epoch

    @property
    def key(self) -> bytes:
        """The key of the epoch."""
        return self._key

    def mac(self, seq: int, text: bytes) -> str:
        """The MAC of a line: of its bytes before `,"mac"`.

        Raises:
            ValueError: the record belongs to an epoch whose key is gone.
        """
        epoch = epoch_of(seq)
        if epoch < self.epoch:
            raise ValueError(f"the MAC key of epoch {epoch} is gone")
        while self.epoch < epoch:
            self._key, self.epoch = hmac.digest(self._key, b"next", "sha256"), self.epoch + 1
        return hmac.digest(self._key, text, "sha256").hex()


def epoch_of(seq: int) -> int:
    """The epoch that a record belongs to; the first is 0."""
    return (seq - 1) // EPOCH
