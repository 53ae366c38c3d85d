"""Grammars: what is looked for in a text that was read as classes of words, one letter each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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


_NAMED = re.compile(r"\(\?P<(\w+)>")


class _Match(NamedTuple):
    """What it says that a form has matched: the form, and the names in it as groups of the whole pattern."""

    form: Form
    groups: tuple[tuple[str, int], ...]


class _Beginning:
    """All forms that begin with one letter, as one pattern: the last group that it closes says which."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self.said: dict[int | None, _Match] = {}
        alternatives, closed = [], 0
        for form in forms:
            named = re.compile(form.pattern)
            self.said[closed + named.groups + 1] = _Match(
                form, tuple((name, closed + group) for name, group in named.groupindex.items())
            )
            closed += named.groups + 1
            alternatives.append(f"(?:{_NAMED.sub('(', form.pattern)})()")
        self.match = re.compile("|".join(alternatives)).match


class Grammar:
    """Forms, of which at each word the first that matches counts, as in one pattern of them all.

    Nearly every word can begin only few of them, which makes this many times faster than that pattern.
    """

    def __init__(self, *forms: Form) -> None:
        self.forms = forms
        self._beginnings: dict[str, _Beginning | None] = {}

    def find(self, letters: str) -> Iterator[Found]:
        """What the forms find, from left to right, none overlapping."""
        beginnings = self._beginnings
        end = 0
        for place, letter in enumerate(letters):
            if place < end:
                continue
            beginning = beginnings[letter] if letter in beginnings else self._beginning(letter)
            match = beginning and beginning.match(letters, place)
            if beginning and match:
                end = match.end()
                yield from _found(match, *beginning.said[match.lastindex])

    def _beginning(self, letter: str) -> _Beginning | None:
        """Put together when a text has the letter."""
        forms = [form for form in self.forms if letter in form.beginnings]
        self._beginnings[letter] = beginning = _Beginning(forms) if forms else None
        return beginning


def _found(match: re.Match[str], form: Form, groups: tuple[tuple[str, int], ...]) -> Iterator[Found]:
    for name, group in groups:
        first, last = match.span(group)
        if first < last:
            label, score = (form.label, form.score) if name == "value" or form.beside is None else form.beside
            yield Found(first, last, label, score, form.rule)
