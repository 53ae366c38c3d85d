"""What the words around a number say."""

from __future__ import annotations

from asgi_agent.phi import Label
from asgi_agent.phi.rules import context
from asgi_agent.phi.rules.context import Context


def before(text: str) -> Context | None:
    """What is said of a number at the end of the text."""
    return context.before(text, 0, len(text))


def test_the_nearest_word_decides() -> None:
    """Of two that name identifiers."""
    assert before("MRN noted, SSN: ") == Context(Label.SSN, True)
    assert before("patient account number ") == Context(Label.ACCOUNT, True)


def test_links_and_signs_are_passed_over() -> None:
    """Between the word and its number."""
    for text in ("MRN#", "MRN is ", "mrn (old): ", "MRN no. ", "MRN = ", "MRN:\n", "the MRN on file is "):
        assert before(text) == Context(Label.MRN, True), text


def test_any_other_word_ends_the_search() -> None:
    """So does another number."""
    assert before("MRN reviewed with ") is None
    assert before("MRN 12345678, BP 120/80, ") is None


def test_a_thing_is_named_only_with_a_number() -> None:
    """A policy number is one; a policy may be followed by anything."""
    assert before("policy number ") == Context(Label.HEALTH_PLAN, True)
    assert before("policy ") == Context(Label.HEALTH_PLAN, False)


def test_any_word_may_have_a_number() -> None:
    """It is then somebody's, unless it has the form of a code."""
    assert before("questionnaire no. ") == Context(Label.ID, False)
    assert before("protocol no. ") == Context(None, True)


def test_a_soft_word_gives_way_to_a_better_one() -> None:
    """A card of an insurance is no payment card."""
    assert before("insurance card number ") == Context(Label.HEALTH_PLAN, True)
    assert before("card number ") == Context(Label.CARD, True)
    assert before("ID: ") == Context(Label.ID, True)


def test_codes_are_of_no_one() -> None:
    """Unless the code is somebody's."""
    assert before("SNOMED ") == Context(None, True)
    assert before("code ") == Context(None, True)
    assert before("authorization code ") == Context(Label.HEALTH_PLAN, False)


def test_the_end_of_a_number_is_told() -> None:
    """Four digits are then enough."""
    assert before("card ending in ") == Context(Label.CARD, True, tail=True)


def test_four_is_a_number_but_after_last() -> None:
    """A fourth case is not the end of anything."""
    assert before("case 4, in ") is None
    assert before("case, last 4: ") == Context(Label.ID, True, tail=True)


def test_a_word_that_is_cut_is_none() -> None:
    """What is left of the reach may leave the end of a word."""
    text = "the permission " + "of the " * 6 + "a "
    assert before(text) is None


def test_nothing_left_of_the_island_reach_counts() -> None:
    """A rule may look back only so far."""
    assert context.before("MRN 123", 4, 4) is None


def test_short_numbers_need_their_word_right_before() -> None:
    """A dose after a chart is a dose."""
    assert context.near("MRN ", 0, 4) == Context(Label.MRN, True)
    assert context.near("MRN reviewed, ", 0, 14) is None
    assert context.near("", 0, 0) is None


def test_a_name_may_stand_further_off() -> None:
    """Other words between make it less sure, and results and numbers end it."""
    text = "MRN for Ms. Lee: "
    assert context.before(text, 0, len(text)) is None
    assert context.before(text, 0, len(text), far=True) == Context(Label.MRN, False)
    for other in ("MRN 12345678, seen ", "MRN seen, platelets ", "nothing of the kind "):
        assert context.before(other, 0, len(other), far=True) in (None, Context(None, True)), other


def test_words_after_a_number_count_within_sight() -> None:
    """And no further."""
    assert context.after("12345 (SSN)", 5, 11) == Context(Label.SSN, True)
    assert context.after("12345 is his MRN", 5, 16) == Context(Label.MRN, True)
    assert context.after("12345 (SSN)", 5, 7) is None
    assert context.after("12345 and more", 5, 14) is None
