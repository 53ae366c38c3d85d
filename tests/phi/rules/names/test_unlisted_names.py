"""Names that no list has: surnames that are words of English, and names that nobody has met."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Label
from tests.phi.rules.marked import missed

WORDS = (
    "[[J. Pickle]] PA",
    "-[[H. Bowers]] RN",
    "offered 11:40 w/ [[J. Hollow]] PA",
    "signed [[R. Button]] MD",
    "Dr [[P. Turnip]] aware",
    "[[Jill Oyster]]\n207-555-0127",
    "[[Jill Oyster]] (aunt)",
    "[[Jill Oyster]] | 3/4 | MRI",
    "[[Jill Oyster]] RN",
    "[[Jill Oyster]], RN",
    "[[Jill Oyster]] DOB 3/4/50",
    "[[Jill Oyster]], 54, here for BP",
    "[[Jill Oyster]] 54F",
    "[[Jill Oyster]] MRN 448812",
    "[[Jill Oyster]]/[[Kamal Button]]",
    "cc: [[Jill Oyster]]; [[Kamal Button]]",
    "From: [[Jill Oyster]]",
    "To: [[Kamal Pickle]]",
    "Re: [[Dolores Lantern]]",
    "Dear [[Jill Oyster]],",
    "Dear Ms. [[Oyster]]:",
    "Mr. [[Pickle]] is here",
    "Mrs. [[Basket]] called",
    "Ms [[Lantern]] states",
    "Dr. [[Candle]] agrees",
    "Dr. [[Button]]'s nurse",
    "Dr [[Turnip]] paged",
    "Thanks,\n[[Jill Oyster]]",
    "Sincerely,\n[[Kamal Pickle]], LCSW",
    "Name: [[Jill Oyster]]",
    "Patient: [[Jill Oyster]]",
    "Pt [[Jill Oyster]] called",
    "Caller: [[Jill Oyster]] (daughter)",
    "Subscriber: [[JILL OYSTER]]",
    "Patient: [[KAMAL PICKLE]] (dependent)",
    "[[OYSTER, JILL]]",
    "Spoke with [[Jill Oyster]] re labs",
    "Spoke w/ [[Jill Oyster]], wife",
    "niece [[Jill Oyster]] en route",
    "niece [[Vernita Basket-Hall]] en route",
    "Emergency contact: [[Jill Oyster]] (brother)",
    "Employee: [[Jill Oyster]]",
    "Guarantor: [[Kamal Lantern]]",
    "[[Jill Oyster]] due for mammogram",
    "1. [[Jill Oyster]], due for mammogram",
    "* [[Jill Oyster]] 3/4",
    "• [[Jill Oyster]] \u2013 refill",
    "[[Jill Oyster]]: hi there",
    "I am [[Jill Oyster]] and I need",
    "My name is [[Jill Oyster]].",
    "this is [[Jill Oyster]] calling",
    "It's [[Jill Oyster]] again",
)
UNLISTED = (
    "[[Zvexla]] called re bill",
    "[[Zvexla Morrune]] here early",
    "Mr. [[Morrune]] has knee pain",
    "[[Tavrik Morrune]], 54, here for BP",
    "[[Tavrik Morrune]] 54F",
    "[[Tavrik Morrune]] DOB 3/4/50",
    "- [[Tavrik Morrune]] no show",
    "1. [[Tavrik Morrune]], due for mammogram",
    "3/4 [[Tavrik Morrune]] - f/u",
    "Dear [[Tavrik]],",
    "Hi [[Tavrik]]... sorry to hear it",
    "Those look good [[Tavrik]]... keep it",
    "That heel needs care, [[Tavrik]]. Float it",
    "Tell [[Tavrik]] labs are overdue",
    "[[Tavrik]], report attached",
    "asked [[Tavrik]] to visit",
    "my sister [[Tavrik]] told me",
    "My granddaughter [[Tavrik]] set it up",
    "First avail: 3/4 w/ [[Morrune]]",
    "Neighbor [[Tavrik]] will sit",
    "Paged [[Morrune]], returned call",
    "gave report to [[Tavrik]] RN",
    "counted w/ [[T. Morrune]]",
    "ask for [[Tavrik]]",
    "mom ([[Tavrik]], 559-555-0182)",
    "Mom: [[Tavrik Morrune]] / baby: [[Zvexla]]",
    "History of preeclampsia with [[Tavrik]] in 2021",
    "Tel of cousin [[Tavrik]]: 302-555-0188",
    "intake w/ Miss [[Tavrik]]",
    "Caller [[Tavrik]] / Lab",
    "[[Morrune]]'s and was hemolyzed",
    "your nurse [[Tavrik]] on 3/4",
    "your coordinator, [[Tavrik]], called",
    "daughter, [[Tavrik]], please call",
    "A Hmong interpreter, [[Tavrik]], will be there",
    "clinic: Hi [[Tavrik]], your INR",
    "thank you sister [[Tavrik]]",
    "Kim: [[Tavrik]] told me",
    "[[Morrune]], [[T.]] 54M",
    "Dr. [[Morrune]]: Can you see me",
    "Mrs. [[Morrune]]: Yes",
    "husband [[Tavrik]] and sons [[Zvexla]] and [[Orlik]]",
    "The boy, [[Tavrik]], is 4",
    "Baby [[Tavrik]] is gaining weight",
    "per [[Tavrik]] at front desk",
    "[[Tavrik]] at the front desk said",
    "the girl at the desk, [[Tavrik]], said",
    "[[Tavrik]] in billing",
)


@pytest.mark.parametrize("sentence", WORDS)
def test_a_surname_that_is_a_word_is_found_beside_a_given_name(sentence: str) -> None:
    """Wherever somebody is called by both, or by a title or an initial."""
    assert missed(sentence, Label.NAME) == []


@pytest.mark.parametrize("sentence", UNLISTED)
def test_a_name_that_no_list_has_is_found_by_its_place(sentence: str) -> None:
    """In greetings, on lists, and beside what people are to each other and do."""
    assert missed(sentence, Label.NAME) == []
