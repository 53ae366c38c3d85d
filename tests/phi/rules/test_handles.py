"""Names that people go by on the net."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Label
from tests.phi.rules.finding import found, spans
from tests.phi.rules.marked import missed


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("texted from @sk8er327 again", "@sk8er327"),
        ("instagram @mary.lopez for updates", "@mary.lopez"),
        ("your user name is 8UB61A92 now", "8UB61A92"),
        ("username: jdoe_1980", "jdoe_1980"),
        ("login klopez7 was locked", "klopez7"),
    ],
)
def test_names_on_the_net_are_found(text: str, name: str) -> None:
    """By their sign and their form, or by what is said of them."""
    assert (name, Label.ID) in found(text)


@pytest.mark.parametrize(
    "text", ["seen @clinic today", "0.75 V @ 0.4 ms", "the user guide 2.0", "covid19 tests"]
)
def test_other_words_are_no_such_names(text: str) -> None:
    """Places, amounts and versions."""
    assert not [label for _, label in found(text) if label is Label.ID]


@pytest.mark.parametrize(
    ("text", "initials"),
    [
        ("984-038 | BFF | Jul 16 '24 | enrolled", "BFF"),
        ("S-694-587 | T-N | 04/09/2017 | enrolled, arm B", "T-N"),
        ("NX915522 | D.P. | 2023/10/13 |", "D.P."),
    ],
)
def test_initials_in_a_table_of_subjects_are_found(text: str, initials: str) -> None:
    """Between the subject's number and a date."""
    assert (initials, Label.NAME) in found(text)


def test_other_short_words_in_a_table_stay() -> None:
    """A result follows them, or no number is before."""
    assert ("WBC", Label.NAME) not in found("8 | WBC | high | ok")
    assert ("LAD", Label.NAME) not in found("vessel | LAD | stent")


@pytest.mark.parametrize(
    "text",
    [
        "user [[hmwangi]] locked out",
        "username: [[rdelacruz]]",
        "unlock user [[tokafor]] please",
        "my login is [[jbaptiste]]",
    ],
)
def test_a_name_to_log_in_with_needs_no_figure(text: str) -> None:
    """It is put together from somebody's."""
    assert missed(text, Label.ID) == []


@pytest.mark.parametrize(
    "text",
    [
        "the user reported an error",
        "user interface is slow",
        "drug user fentanyl daily",
        "login screen freezes",
        "username field is empty",
        "user admin locked",
    ],
)
def test_who_uses_something_is_not_named(text: str) -> None:
    """By any word after it."""
    assert spans(text) == []


def test_a_name_to_log_in_with_may_end_in_figures() -> None:
    """Whatever it is put together from."""
    assert missed("MyChart user [[mochoa61]] has no access", Label.ID) == []
