"""One conversation's place in a store: reads and writes its entries there, sealed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asgi_agent.phi.secrecy import Secretive
from asgi_agent.phi.vault.entries import Entries

if TYPE_CHECKING:
    from asgi_agent.phi.vault.sealing import Sealer
    from asgi_agent.phi.vault.stores import VaultStore


class Shelf(Secretive):
    """Where the entries of one conversation are stored.

    Args:
        store: keeps the blob.
        name: the conversation's name there, and what its blob is sealed to.
        sealer: None for a volatile store.
    """

    __slots__ = ("_name", "_sealer", "_store")

    def __init__(self, store: VaultStore, name: str, sealer: Sealer | None) -> None:
        self._store, self._name, self._sealer = store, name, sealer

    def read(self, blob: bytes | None, entries: Entries) -> tuple[bytes | None, Entries]:
        """What is stored now; `entries` is given back where `blob`, which they were read from, still stands.

        Raises:
            VaultKeyError: it was sealed with another key.
            VaultDamagedError: it is not what was stored there.
        """
        stored = self._store.get(self._name)
        if stored is None:
            return None, Entries()
        if stored == blob:
            return stored, entries
        return stored, Entries.decode(self._sealer.open(stored, self._name) if self._sealer else stored)

    def write(self, entries: Entries, previous: bytes | None) -> bytes | None:
        """Store the entries in place of `previous`; the new blob, or None where something else stands."""
        blob = entries.encode()
        if self._sealer is not None:
            blob = self._sealer.seal(blob, self._name)
        return blob if self._store.put(self._name, blob, previous) else None

    def delete(self) -> None:
        """Remove what is stored."""
        self._store.delete(self._name)
