"""Grammars: what is looked for in a text that was read as classes of words, one letter each."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asgi_agent.phi.spans import Label


class Found(NamedTuple):
    """From which word to which, what it is, how sure, and by which rule."""

    first: int
    last: int
    label: Label
    score: float
    rule: str


class Form(NamedTuple):
    """A form of name.

    `beginnings` are the letters that the pattern can begin with. Its group `value` is the name, and the rest
    is context; without one, what matches is no name, and no further form may look at it. A group of another
    name is another name that stands beside it, of the kind that `beside` says.
    """

    rule: str
    label: Label
    score: float
    beginnings: str
    pattern: str
    beside: tuple[Label, float] | None = None


class _Compiled(NamedTuple):
    form: Form
    match: re.Pattern[str]
    groups: tuple[tuple[str, int], ...]


class Grammar:
    """Forms, of which at each word the first that matches counts, as in one pattern of them all.

    Nearly every word can begin only few of them, which makes this many times faster than that pattern.
    """

    def __init__(self, *forms: Form) -> None:
        self.forms = forms

    @cached_property
    def _by_letter(self) -> dict[str, list[_Compiled]]:
        by_letter: dict[str, list[_Compiled]] = {}
        for form in self.forms:
            pattern = re.compile(form.pattern)
            compiled = _Compiled(form, pattern, tuple(pattern.groupindex.items()))
            for letter in form.beginnings:
                by_letter.setdefault(letter, []).append(compiled)
        return by_letter

    def find(self, letters: str) -> Iterator[Found]:
        """What the forms find, from left to right, none overlapping."""
        by_letter = self._by_letter
        end = 0
        for place, letter in enumerate(letters):
            if place < end or letter not in by_letter:
                continue
            for form, pattern, groups in by_letter[letter]:
                match = pattern.match(letters, place)
                if match is not None:
                    end = match.end()
                    yield from _found(form, match, groups)
                    break


def _found(form: Form, match: re.Match[str], groups: tuple[tuple[str, int], ...]) -> Iterator[Found]:
    for name, group in groups:
        first, last = match.span(group)
        if first < last:
            label, score = (form.label, form.score) if name == "value" or form.beside is None else form.beside
            yield Found(first, last, label, score, form.rule)
