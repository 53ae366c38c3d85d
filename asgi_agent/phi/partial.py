"""Patterns that know their own beginnings, so that a stream can tell what more text might still change.

`re` has no partial match. A pattern that is put together from parts gives two regular expressions: one for
the whole, and one for every text that is a beginning of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_GROUP_NAME = re.compile(r"\(\?P<\w+>")


class Part(NamedTuple):
    """A piece of a pattern.

    Attributes:
        whole: a regular expression for the piece.
        begun: one for each beginning of it that is not yet all of it, and for nothing.
        longest: characters that it takes at most.
    """

    whole: str
    begun: str
    longest: int


def words(*literals: str) -> Part:
    """One of these texts."""
    beginnings = [word[:length] for word in literals for length in range(len(word))]
    return Part(
        _one_of(map(re.escape, literals)), _one_of(map(re.escape, beginnings)), max(map(len, literals))
    )


def characters(kind: str, low: int, high: int) -> Part:
    """From `low` to `high` characters of a kind such as `[a-z]`."""
    return Part(f"{kind}{{{low},{high}}}", f"{kind}{{0,{high - 1}}}", high)


def behind(condition: str) -> Part:
    """What has to stand before this point, as a lookbehind."""
    return Part(condition, "", 0)


def ahead(condition: str) -> Part:
    """What has to follow this point, as a lookahead for one character; open while nothing follows."""
    return Part(condition, "", 1)


def optional(part: Part) -> Part:
    """The part or nothing."""
    return part._replace(whole=f"(?:{part.whole})?")


def named(name: str, part: Part) -> Part:
    """The part, as a group of the match."""
    return part._replace(whole=f"(?P<{name}>{part.whole})")


def sequence(*parts: Part) -> Part:
    """The parts one after another."""
    begun = parts[-1].begun
    for part in reversed(parts[:-1]):
        begun = _one_of((_GROUP_NAME.sub("(?:", part.whole) + begun, part.begun))
    return Part("".join(part.whole for part in parts), begun, sum(part.longest for part in parts))


def either(*parts: Part) -> Part:
    """The first of the parts that fits."""
    longest = max(part.longest for part in parts)
    return Part(_one_of(part.whole for part in parts), _one_of(part.begun for part in parts), longest)


class Pattern:
    """Finds a part in a text that may go on, whatever the case."""

    def __init__(self, part: Part) -> None:
        self.longest = part.longest
        self._whole = re.compile(part.whole, re.IGNORECASE)
        self._begun = re.compile(rf"(?:{part.begun})\Z", re.IGNORECASE)

    def matches(
        self, text: str, start: int, *, final: bool, take: Callable[[re.Match[str]], bool] | None = None
    ) -> tuple[list[re.Match[str]], int]:
        """The matches that no further text can change, in order, and where what is decided ends.

        The text that stands before `start` is seen, and not matched.

        Args:
            text: as far as it has come.
            start: where to begin.
            final: whether it does not go on.
            take: says of each match whether it is one; in what is none another may begin. None: all are.
        """
        found: list[re.Match[str]] = []
        undecided = len(text) if final else self._undecided(text, start)
        while True:
            match = self._whole.search(text, start, min(len(text), undecided + self.longest))
            if match is None or match.start() >= undecided:
                return found, max(start, undecided)
            if take is not None and not take(match):
                start = match.start() + 1
                continue
            found.append(match)
            start = match.end()
            if start > undecided and not final:
                undecided = self._undecided(text, start)

    def _undecided(self, text: str, start: int) -> int:
        begun = self._begun.search(text, max(start, len(text) - self.longest))
        return len(text) if begun is None else begun.start()


def _one_of(alternatives: Iterable[str]) -> str:
    return f"(?:{'|'.join(dict.fromkeys(alternatives))})"
