"""Numbers of things in sentences."""

from __future__ import annotations


def counted(count: int, one: str, several: str | None = None) -> str:
    """A number of things: `1 line`, `2 lines`, `1,000 entries`."""
    return f"{count:,} {one if count == 1 else several or one + 's'}"
