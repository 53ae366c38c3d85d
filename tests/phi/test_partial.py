from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asgi_agent.phi.partial import (
    Part,
    Pattern,
    ahead,
    behind,
    characters,
    either,
    named,
    optional,
    sequence,
    words,
)

PARTS = {
    "words": words("cat", "category", "dog"),
    "characters": characters("[a-c]", 2, 4),
    "sequence": sequence(words("a"), optional(words("bc")), characters("[a-c]", 1, 2), words("c")),
    "optional end": sequence(words("ab"), optional(words("ca"))),
    "either": either(sequence(words("ab"), words("cab")), words("a")),
    "bounded": sequence(behind("(?<![a-c])"), characters("[a-c]", 1, 3), ahead("(?![a-c])")),
    "nested": sequence(optional(sequence(words("a"), optional(words("b")))), words("ca", "bb")),
}


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS)
@given(text=st.text("abcdogtery ", max_size=12), more=st.text("abcdogtery ", max_size=12))
def test_what_is_decided_stays(part: Part, text: str, more: str) -> None:
    """Whatever follows, every match that was decided is one of the whole text, and none before was missed."""
    pattern = Pattern(part)
    decided, place = matches(pattern, text, final=False)
    whole, _ = matches(pattern, text + more, final=True)
    assert whole[: len(decided)] == decided
    assert all(start >= place for start, _ in whole[len(decided) :])


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS)
@given(text=st.text("abcdogtery ", max_size=20))
def test_a_whole_text_is_matched_as_re_does(part: Part, text: str) -> None:
    """At the end of the text, the matches are those of the plain regular expression."""
    found, place = matches(Pattern(part), text, final=True)
    assert found == [match.span() for match in re.finditer(part.whole, text)]
    assert place == len(text)


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS)
@given(text=st.text("abcdogtery ", max_size=40))
def test_holds_no_more_than_its_longest(part: Part, text: str) -> None:
    """The bound of a part bounds what a stream holds."""
    _, place = matches(Pattern(part), text, final=False)
    assert len(text) - place <= part.longest


def test_holds_nothing_that_is_complete() -> None:
    """A match that nothing can lengthen is given at once."""
    pattern = Pattern(sequence(words("["), characters("[a-z]", 1, 9), words("]")))
    assert matches(pattern, "x [abc]", final=False) == ([(2, 7)], 7)


def test_holds_a_match_that_may_become_longer() -> None:
    """What is a match already waits while a longer one may come."""
    pattern = Pattern(words("cat", "category"))
    assert matches(pattern, "a cat", final=False) == ([], 2)


def test_holds_nothing_that_cannot_become_a_match() -> None:
    """Text in which no match can begin is given at once."""
    assert matches(Pattern(words("cat")), "a dog", final=False) == ([], 5)


def test_names_groups() -> None:
    """A named part can be read off the match."""
    pattern = Pattern(sequence(words("["), named("inside", characters("[a-z]", 1, 9)), words("]")))
    (match,), _ = pattern.matches("[abc]", 0, final=True)
    assert match["inside"] == "abc"


def test_sees_what_stands_before_its_start() -> None:
    """A match may depend on what was given back already."""
    pattern = Pattern(sequence(behind("(?<!a)"), words("b")))
    assert [len(pattern.matches(text, 1, final=True)[0]) for text in ("ab", "cb")] == [0, 1]


def test_finds_another_match_in_what_is_none_after_all() -> None:
    """Whoever looks at a match closer may find that it begins later."""
    pattern = Pattern(characters("[a-z]", 3, 3))
    found, place = pattern.matches("xabcd", 0, final=True, take=lambda match: match.group() != "xab")
    assert ([match.group() for match in found], place) == (["abc"], 5)


def matches(pattern: Pattern, text: str, *, final: bool) -> tuple[list[tuple[int, int]], int]:
    found, place = pattern.matches(text, 0, final=final)
    return [match.span() for match in found], place
