"""A drawer of the vault: the entries of one conversation, shared by all in this process that use it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from asgi_agent.phi.secrecy import Secretive
from asgi_agent.phi.vault.entries import Entries, Entry
from asgi_agent.phi.vault.errors import VaultBusyError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from asgi_agent.phi.vault.codes import Codes
    from asgi_agent.phi.vault.shelf import Shelf

# Each failed try means that somebody else's try went through, so this many need as many rivals.
MAX_TRIES = 100


class Drawer(Secretive):
    """The live entries of one conversation.

    What `entry` makes is in memory alone until `save` has stored it, and no text that holds its token may
    leave before. The store has the last word: where another process gave a code to another value first, or
    another code to the value, `save` says so and the text must be made again. Safe to use from many threads.

    Attributes:
        codes: makes and reads the codes of its tokens.
        shifts_dates: whether dates are moved rather than replaced.
        refused: identifiers that got no token because the drawer is full.
    """

    def __init__(
        self, shelf: Shelf, codes: Codes, *, max_entries: int, max_bytes: int, shifts_dates: bool = False
    ) -> None:
        self._shelf, self.codes, self.shifts_dates = shelf, codes, shifts_dates
        self._max_entries, self._max_bytes = max_entries, max_bytes
        self._lock = threading.RLock()  # around the entries; never held while a store is waited for
        self._turn = threading.Lock()  # one thread at the store; the next finds its entries stored already
        self._entries = Entries()
        self._stored = Entries()
        self._blob: bytes | None = None
        self.refused = 0

    def __len__(self) -> int:
        return len(self._entries)

    def find(self, label: str, code: str) -> Entry | None:
        """The entry of a token; None where this conversation has no such token."""
        entry = self._entries.of_code(code) or self.codes.read(label, code)
        return entry if entry is not None and entry.label == label else None

    def of_code(self, code: str) -> Entry | None:
        """The entry that is stored under a code, whatever its label."""
        return self._entries.of_code(code)

    def only(self, label: str) -> Entry | None:
        """The entry of this label, where there is exactly one."""
        with self._lock:
            found = [entry for entry in self._entries if entry.label == label]
        return found[0] if len(found) == 1 else None

    def entry(self, label: str, value: str, normal: str) -> Entry | None:
        """The entry of an identifier, made if it is new; None where the drawer is full."""
        if self.codes.stateless:
            return self.codes.make(label, value, normal, 0)
        with self._lock:
            if (entry := self._entries.of_value(label, normal)) is not None:
                return entry
            return self._made(label, value, normal)

    def put(self, entry: Entry) -> Entry | None:
        """Take in an entry whose code is given; returns the one that has the code, None for want of room."""
        with self._lock:
            if (standing := self._entries.of_code(entry.code)) is not None:
                return standing
            if self._full(entry.value):
                self.refused += 1
                return None
            self._entries.add(entry)
            return entry

    def refresh(self) -> None:
        """Read what other processes have stored since.

        Raises:
            VaultError: the store does not give it back, or not as it was.
        """
        with self._turn:
            self._refresh()

    def save(self, used: Iterable[Entry]) -> bool:
        """Store all entries that are new; says whether those that were used stand as they were.

        Raises:
            VaultError: nothing was stored.
        """
        # What a code says by itself needs no store.
        used = [entry for entry in used if self.codes.read(entry.label, entry.code) is None]
        with self._turn:
            for _ in range(MAX_TRIES):
                if not all(entry.same(self._entries.of_code(entry.code)) for entry in used):
                    return False
                if all(self._stored.of_code(entry.code) for entry in used) or self._stores():
                    return True
                self._refresh()
        raise VaultBusyError("others kept changing the conversation in the vault")

    def clear(self) -> None:
        """Forget everything, in the store too. A text that is being made meanwhile is made again."""
        with self._turn:
            self._shelf.delete()
            with self._lock:
                self._entries, self._stored, self._blob = Entries(), Entries(), None

    def _made(self, label: str, value: str, normal: str) -> Entry | None:
        if self._full(value):
            self.refused += 1
            return None
        attempt = 0
        made = self.codes.make(label, value, normal, attempt)
        while made is not None and not self._entries.add(made):
            attempt += 1
            made = self.codes.make(label, value, normal, attempt)
        return made

    def _full(self, value: str) -> bool:
        return len(self._entries) >= self._max_entries or self._entries.size + len(value) > self._max_bytes

    def _refresh(self) -> None:
        blob, stored = self._shelf.read(self._blob, self._stored)
        if stored is self._stored:
            return
        with self._lock:
            kept = [
                entry
                for entry in self._entries
                if self._stored.of_code(entry.code) is None and stored.of_value(*entry.identifier) is None
            ]
            self._blob, self._stored = blob, stored
            self._entries = Entries([*stored, *kept])

    def _stores(self) -> bool:
        with self._lock:
            entries = Entries(self._entries)
        blob = self._shelf.write(entries, self._blob)
        if blob is not None:
            self._blob, self._stored = blob, entries
        return blob is not None
