"""The words that no public list has."""

from __future__ import annotations

import pytest

from asgi_agent.phi import lexicon
from asgi_agent.phi.lexicon import medicine


@pytest.mark.parametrize("word", ["mann-whitney", "hologic", "hmong", "melan-a"])
def test_they_are_words_and_no_names(word: str) -> None:
    """Whatever the tables of names say."""
    assert lexicon.is_word(word)
    assert word not in lexicon.names()


@pytest.mark.parametrize("name", ["maria", "smith", "karen", "thomas", "murphy", "nguyen", "edwards"])
def test_common_names_stay_names(name: str) -> None:
    """A language, a test or a maker of that name changes nothing."""
    assert lexicon.names()[name] in "GFS"


def test_no_word_is_told_two_ways() -> None:
    """A word is none of a name, or it is a surname that means something else at times."""
    assert not medicine.WORDS & (medicine.BETTER_KNOWN | medicine.SCORED | medicine.GRADED)
    assert not medicine.SCORED & medicine.GRADED


def test_phrases_have_several_words() -> None:
    """In lower case, as the lists have them."""
    assert all(len(phrase.split()) > 1 and phrase == phrase.lower() for phrase in medicine.PHRASES)
