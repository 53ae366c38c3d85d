"""What is looked for in free text once a key has said that it is an identifier."""

from __future__ import annotations

import pytest

from asgi_agent.phi import SAFE_HARBOR, Label, Policy, Redactor
from asgi_agent.phi.documents.known import kept, remember, settled
from asgi_agent.phi.memory import Memory


def found(value: str, label: Label, text: str) -> bool:
    session = Redactor().session()
    remember(session.memory, value, label)
    return session.redact(text) != text


@pytest.mark.parametrize(
    ("value", "label", "text"),
    [
        ("Zyrrwick", Label.NAME, "so zyrrwick left"),
        ("Quaife, Xanthe", Label.NAME, "seen with xanthe quaife"),
        ("Skiles927", Label.NAME, "then Skiles927 came"),
        ("QZ-77-41", Label.MRN, "the number is qz 77 41"),
        ("5551234567", Label.PHONE, "it was 5551234567"),
        ("Kirklandia", Label.LOCATION, "moved to kirklandia"),
        ("12 qro lane", Label.ADDRESS, "found at 12 qro lane today"),
    ],
)
def test_what_stood_under_a_key_is_found_in_text(value: str, label: Label, text: str) -> None:
    """Whatever its case and punctuation."""
    assert found(value, label, text)


@pytest.mark.parametrize(
    ("value", "label", "text"),
    [
        ("Will May", Label.NAME, "she will stay, and may walk"),
        ("Normal", Label.LOCATION, "breathing is normal"),
        ("Reading", Label.LOCATION, "reading is hard"),
        ("12", Label.ADDRESS, "take 12 of them"),
        ("7", Label.MRN, "on day 7"),
        ("1980", Label.DATE, "since 1980"),
        ("x" * 5000, Label.NAME, "x" * 40),
    ],
)
def test_what_means_something_else_as_well_is_not_looked_for(value: str, label: Label, text: str) -> None:
    """Towns and names are words of the language, house numbers are numbers."""
    assert not found(value, label, text)


def test_nothing_is_remembered_of_pictures() -> None:
    """Their text is no text."""
    memory = Memory()
    remember(memory, "iVBORw0KGgo1234567890", Label.PHOTO)
    assert not memory.words


def test_placeholders_and_tokens_are_settled() -> None:
    """What an earlier redaction has left stays, in the form that this policy has."""
    policy = Policy("own", placeholder="<{label}>")
    assert settled("<NAME>", Label.NAME, policy)
    assert settled("[NAME_k7f3]", Label.NAME, policy)
    assert not settled("[NAME]", Label.NAME, policy)
    assert not settled("NAME", Label.NAME, policy)


def test_what_is_left_of_a_zip_code_is_settled_where_it_may_be_left() -> None:
    """Three digits are a ZIP code's, or all that somebody wrote."""
    assert settled("021", Label.ZIP, SAFE_HARBOR)
    assert not settled("021", Label.ZIP, Policy("strict"))
    assert not settled("02139", Label.ZIP, SAFE_HARBOR)
    assert not settled("021", Label.MRN, SAFE_HARBOR)


def test_what_the_policy_keeps_is_read_where_it_may_hold_more() -> None:
    """A date or a few words of a town have no room for more, a line does."""
    assert kept("1980-03-04", Label.DATE)
    assert not kept("1980-03-04, when Mr. Smith of Ulm came to see us", Label.DATE)
    assert kept("Saint-Jean d'Ulm", Label.LOCATION)
    assert not kept("Ulm, c/o Smith", Label.LOCATION)
