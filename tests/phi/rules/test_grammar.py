"""Grammars over classes of words."""

from __future__ import annotations

import re
from itertools import permutations
from random import Random

import pytest

from asgi_agent.phi import Label
from asgi_agent.phi.rules.grammar import Form, Found, Grammar
from asgi_agent.phi.rules.names.grammar import NAMES
from asgi_agent.phi.rules.places.grammar import NAMED, SITUATED
from tests.timing import seconds

GRAMMARS = {"names": NAMES, "named": NAMED, "situated": SITUATED}
FORMS = [
    pytest.param(form, id=f"{name}-{index}-{form.rule}")
    for name, grammar in GRAMMARS.items()
    for index, form in enumerate(grammar.forms)
]
LETTERS = "ABCDEFGHIJKLMNPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789,.:;()'\"&/|\n-#?!"

TALL = Form("tall", Label.NAME, 0.9, "A", "A(?P<value>B+)")
SHORT = Form("short", Label.NAME, 0.4, "AB", "(?P<value>A|B)")
NOTHING = Form("nothing", Label.NAME, 0, "C", "CB")
TWO = Form("two", Label.ADDRESS, 0.8, "D", "(?P<value>D)(?P<town>E)?", beside=(Label.LOCATION, 0.6))


def test_the_first_form_that_matches_at_a_word_counts() -> None:
    """And the words that it took are not looked at again."""
    assert list(Grammar(TALL, SHORT).find("ABBA")) == [
        Found(1, 3, Label.NAME, 0.9, "tall"),
        Found(3, 4, Label.NAME, 0.4, "short"),
    ]


def test_a_form_without_a_value_keeps_others_away() -> None:
    """Such as the eponym of a disease."""
    assert list(Grammar(NOTHING, SHORT).find("CBB")) == [Found(2, 3, Label.NAME, 0.4, "short")]


def test_a_form_may_hold_two_names() -> None:
    """A street and its town are of two kinds."""
    assert list(Grammar(TWO).find("DEXD")) == [
        Found(0, 1, Label.ADDRESS, 0.8, "two"),
        Found(1, 2, Label.LOCATION, 0.6, "two"),
        Found(3, 4, Label.ADDRESS, 0.8, "two"),
    ]


def test_nothing_is_found_in_no_words() -> None:
    """An island of spaces has none."""
    assert list(Grammar(TALL).find("")) == []


@pytest.mark.parametrize("form", FORMS)
def test_a_form_begins_with_a_letter_that_it_names(form: Form) -> None:
    """It is not tried at any other, so a match there would be lost."""
    pattern = re.compile(form.pattern)
    random = Random(form.rule + form.pattern)
    near = sorted({*LETTERS} & {*form.pattern}) or [*LETTERS]
    for _ in range(3000):
        letters = "".join(random.choices(near, k=7))
        for place in range(4):
            if pattern.match(letters, place):
                assert letters[place] in form.beginnings


@pytest.mark.parametrize("name", GRAMMARS)
def test_a_grammar_takes_little_time_whatever_stands_in_an_island(name: str) -> None:
    """An island holds at most 512 characters, and so no more words."""
    grammar = GRAMMARS[name]
    used = sorted({letter for form in grammar.forms for letter in form.beginnings})
    for unit in [*used, *map("".join, permutations(used[::3], 2))]:
        letters = (unit * 512)[:512]
        assert seconds(lambda letters=letters: list(grammar.find(letters))) < 0.25, unit  # type: ignore[misc]
