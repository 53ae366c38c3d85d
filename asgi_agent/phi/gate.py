"""A gate before the scanner: with `google-re2`, stretches that can begin no island are passed at once.

It says only where nothing can be, by the same vocabulary as the scanner, and the scanner reads on from the
first chunk of which that is not sure. What it passes would have changed nothing: outside of an island, a
chunk that begins none leaves no trace. So the results are the same with and without.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from itertools import groupby
from typing import TYPE_CHECKING, Any

from asgi_agent.phi.rules.listed import any_of
from asgi_agent.phi.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

WORTH = 4096
"""Characters from which on asking is worth its price."""

_WINDOW = 16_384

# RE2 counts no further, and no word of a language is as long: such a chunk is the scanner's to judge.
_LONGEST = 1000
_MEMORY = 64 << 20
_SPACES = " \t\n\f\r"  # to RE2


class Gate:
    """Finds the first chunk that may begin an island; a chunk that it does not know may."""

    def __init__(self) -> None:
        self._waking = _compiled(_waking())
        self._long = _compiled(rf"\S{{{_LONGEST}}}")

    def skip(self, text: str, start: int) -> int:
        """Where reading must go on from `start`, which is where a chunk begins.

        At the latest at the last chunk, which may not be whole; at once where not all is ASCII.
        """
        # With the space before, by which the pattern knows that a chunk begins.
        first = max(0, start - 1)
        window = text[first : start + _WINDOW]
        if not window or not window.isascii():
            return start
        data = window.encode("ascii")
        found = self._waking.search(data)
        end = found.start() if found else len(window) - 1
        end += window[end] in _SPACES
        while end and not window[end - 1].isspace():
            end -= 1
        return start if self._long.search(data, 0, end) else max(start, first + end)


@cache
def gate() -> Gate | None:
    """One for all texts; None where `google-re2` is not installed."""
    return None if find_spec("re2") is None else Gate()


def _compiled(pattern: str) -> Any:
    re2 = import_module("re2")
    options = re2.Options()
    options.max_mem = _MEMORY
    options.never_capture = True
    return re2.compile(pattern.encode("ascii"), options)


def _waking() -> str:
    """A pattern for whatever the scanner does not surely pass.

    It passes words in lower case that wake nothing and common words with a capital, with a sign after them.
    """
    known = vocabulary()
    waking = [word for word, kind in known.words.items() if kind > 1 and word.isascii() and word.isalpha()]
    common = {word.capitalize() for word in known.capitals if word.isalpha()}
    common |= {word.upper() for word in common}
    return (
        r"[^A-Za-z\s.,;:?!]"
        r"|[.,;:?!]\S"
        r"|(?:^|\s)(?:[a-z]+[A-Z]|[A-Z][A-Za-z]*\."
        rf"|{any_of(waking)}(?:[.,;:?!\s]|$)|{_other(common)})"
    )


def _other(words: Iterable[str], ends: str = r"(?:[,;:?!\s]|$)", first: str = "A-Z") -> str:
    """A pattern for any word with a capital that is none of these: a trie whose branches all lead away."""
    words = sorted(set(words))
    branches = {
        letter: [word[1:] for word in those] for letter, those in groupby(filter(None, words), lambda w: w[0])
    }
    away = "".join(letter for letter in _LETTERS[first] if letter not in branches)
    patterns = [f"[{away}][A-Za-z]*{ends}"] if away else []
    patterns += [letter + _other(rest, ends, "A-Za-z") for letter, rest in branches.items()]
    if first != "A-Z" and "" not in words:
        patterns.append(ends)
    return f"(?:{'|'.join(patterns)})"


_LETTERS = {
    "A-Z": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "A-Za-z": "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
}
