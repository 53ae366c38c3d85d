"""What one conversation has in the vault: its entries, and how they are written down."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from asgi_agent.phi.secrecy import Secretive
from asgi_agent.phi.vault.errors import VaultDamagedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_VERSION = 1


class Entry(Secretive):
    """A token and what it stands for.

    Attributes:
        label: what kind of identifier it is.
        code: what tells its token from others of the conversation.
        value: the identifier as it was first written.
        normal: what all spellings of the identifier have in common.
    """

    __slots__ = ("code", "label", "normal", "value")

    def __init__(self, label: str, code: str, value: str, normal: str) -> None:
        self.label, self.code, self.value, self.normal = label, code, value, normal

    @property
    def identifier(self) -> tuple[str, str]:
        """What it is known by: one identifier has one entry."""
        return self.label, self.normal

    def same(self, other: Entry | None) -> bool:
        """Whether the other restores to the same text."""
        return other is not None and (self.label, self.value) == (other.label, other.value)


class Entries(Secretive):
    """The entries of one conversation, by code and by identifier. Not safe to change from two threads."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.size = 0
        self._by_code: dict[str, Entry] = {}
        self._by_normal: dict[tuple[str, str], Entry] = {}
        for entry in entries:
            self.add(entry)

    def __len__(self) -> int:
        return len(self._by_code)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._by_code.values())

    def add(self, entry: Entry) -> bool:
        """Take an entry in unless its code is taken; says whether it stands."""
        standing = self._by_code.setdefault(entry.code, entry)
        if standing is not entry:
            return entry.same(standing)
        self._by_normal.setdefault(entry.identifier, entry)
        self.size += len(entry.value.encode("utf-8", "surrogatepass")) + len(entry.code)
        return True

    def of_code(self, code: str) -> Entry | None:
        """The entry whose token has this code."""
        return self._by_code.get(code)

    def of_value(self, label: str, normal: str) -> Entry | None:
        """The entry of this identifier."""
        return self._by_normal.get((label, normal))

    def encode(self) -> bytes:
        """All entries as bytes."""
        rows = [[entry.label, entry.code, entry.value, entry.normal] for entry in self]
        return json.dumps({"version": _VERSION, "entries": rows}, separators=(",", ":")).encode()

    @classmethod
    def decode(cls, blob: bytes) -> Entries:
        """Read what `encode` wrote.

        Raises:
            VaultDamagedError: it did not write this.
        """
        try:
            document = json.loads(blob)
            if document["version"] == _VERSION:
                return cls(Entry(*row) for row in document["entries"])
        except (ValueError, TypeError, KeyError, AttributeError):
            # Without the cause: it quotes what it could not read.
            pass
        raise VaultDamagedError("what the vault's store gave back is not what was stored there")
