"""Islands: the parts of a text that can hold an identifier, cut out of it from left to right."""

from __future__ import annotations

from typing import NamedTuple


class Island(NamedTuple):
    """A stretch of text that detection looks at alone.

    No identifier leaves its island. A rule may look left of it as far as `left`, at text that is already
    released, and right of it as far as `stop`, the end of the one chunk that ended the island.
    """

    text: str
    start: int
    end: int
    stop: int
    left: int
