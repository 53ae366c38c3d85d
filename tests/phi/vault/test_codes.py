from __future__ import annotations

import re
import secrets
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asgi_agent.errors import MissingDependencyError
from asgi_agent.phi.vault.codes import Codes, HMACCodes, RandomCodes, SIVCodes, codes_for

KEY, LONG_KEY = secrets.token_bytes(32), secrets.token_bytes(64)


def code(codes: Codes, value: str = "John Smith", label: str = "NAME", attempt: int = 0) -> str:
    entry = codes.make(label, value, value.casefold(), attempt)
    assert entry is not None
    assert (entry.label, entry.value) == (label, value)
    return entry.code


def test_random_codes_are_mixed_and_easy_to_read() -> None:
    """No code is a word or a number, and none has a character that looks like another."""
    for _ in range(500):
        assert re.fullmatch(r"(?=.*[a-z])(?=.*[2-9])[a-hjkmnp-z2-9]{4}", code(RandomCodes()))


def test_random_codes_tell_nothing_of_the_identifier() -> None:
    """The same identifier has another code each time that it is asked for."""
    assert len({code(RandomCodes()) for _ in range(50)}) > 45


def test_random_codes_use_all_there_is() -> None:
    """Chance is not narrowed: in a thousand codes each place has seen every character."""
    codes = [code(RandomCodes()) for _ in range(2000)]
    assert all(len({made[place] for made in codes}) == 31 for place in range(4))


def test_random_codes_grow_when_many_are_taken() -> None:
    """A conversation that has nearly all short codes gets longer ones, which are still found."""
    assert len(code(RandomCodes(), attempt=16)) == 5 == RandomCodes().longest


def test_hmac_codes_are_the_same_everywhere() -> None:
    """Processes that share a key agree, and nobody else does."""
    first = code(HMACCodes(KEY, "a"))
    assert first == code(HMACCodes(KEY, "a")) == code(HMACCodes(KEY, "a"), "JOHN SMITH")
    others = [
        code(HMACCodes(secrets.token_bytes(32), "a")),
        code(HMACCodes(KEY, "b")),
        code(HMACCodes(KEY, "a"), "Ann Lee"),
        code(HMACCodes(KEY, "a"), label="LOCATION"),
        code(HMACCodes(KEY, "a"), attempt=1),
    ]
    assert first not in others
    assert all(re.fullmatch("[a-z2-7]{16}", made) for made in others)


@given(st.text(st.characters(codec=None), min_size=1, max_size=30))
def test_siv_codes_give_the_value_back(value: str) -> None:
    """A code alone says what it stands for, in any case."""
    codes = SIVCodes(LONG_KEY, "a")
    made = code(codes, value)
    for written in (made, made.upper()):
        entry = codes.read("NAME", written)
        assert entry is not None
        assert entry.value == value


def test_siv_codes_belong_to_their_conversation_and_label() -> None:
    """A code of another conversation, label or key says nothing."""
    made = code(SIVCodes(LONG_KEY, "a"))
    assert SIVCodes(LONG_KEY, "b").read("NAME", made) is None
    assert SIVCodes(LONG_KEY, "a").read("SSN", made) is None
    assert SIVCodes(secrets.token_bytes(64), "a").read("NAME", made) is None


@pytest.mark.parametrize("made", ["", "k7f3", "k" * 26, "8" * 32, "a" * 256, "\u00e9" * 30, "=shift"])
def test_siv_codes_read_only_their_own(made: str) -> None:
    """What is no code says nothing."""
    assert SIVCodes(LONG_KEY, "a").read("NAME", made) is None


def test_siv_codes_have_an_end() -> None:
    """A value that would make an endless token gets none."""
    codes = SIVCodes(LONG_KEY, "a")
    assert codes.make("ADDRESS", "x" * 144, "", 0) is not None
    assert codes.make("ADDRESS", "x" * 145, "", 0) is None


@pytest.mark.parametrize(
    ("codes", "length"), [(RandomCodes(), 4), (HMACCodes(KEY, "a"), 16), (SIVCodes(LONG_KEY, "a"), 42)]
)
def test_own_codes_are_plausible(codes: Codes, length: int) -> None:
    """Every kind knows its own, and takes no word for one."""
    made = code(codes)
    assert len(made) == length <= codes.longest
    assert codes.plausible(made)
    assert not codes.plausible("smith")


def test_siv_names_the_extra_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without `cryptography` the message says what to install."""
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.ciphers.aead", None)
    with pytest.raises(MissingDependencyError, match=r"asgi-agent\[vault\]"):
        codes_for("siv", LONG_KEY)
