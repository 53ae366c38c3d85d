"""Where a chain is kept: the protocol that the directory of files and PostgreSQL both follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from asgi_agent.audit.chain import Head


class Appended(NamedTuple):
    """What became of records: their lines as they stand in the chain, and the head after the last of them."""

    head: Head
    lines: Sequence[bytes]


class AuditStore(Protocol):
    """Keeps one chain that several processes append to. Its methods block: they are for threads.

    What it takes is encoded records; it gives each its place, `seq` and `prev`, in one critical section over
    all writers, and orders by `seq`, never by time.
    """

    @property
    def name(self) -> str:
        """Name of the log, which each line repeats."""
        ...

    @property
    def place(self) -> str:
        """Where it is, for messages and to tell whether two stores are one: no secret."""
        ...

    def append(self, bodies: Sequence[bytes]) -> Appended:
        """Append encoded records, all or none, one behind the other. When it returns, they are durable.

        Returns:
            Their lines without line breaks, and the head of the chain after the last of them. What the store
            put in front of them on its own account, such as a new segment or a gap, is not among the lines.

        Raises:
            OSError: they could not be made durable. None of them is in the chain, or a later append reports
                and mends what is left of them.
        """
        ...

    def head(self) -> Head:
        """Where the chain ends now."""
        ...

    def lines(self, after: int = 0) -> Iterator[bytes]:
        """The lines with a `seq` above `after` in order, without line breaks, up to the end as it is now."""
        ...

    def close(self) -> None:
        """Let go of files and connections; a later append opens them again."""
        ...
