"""The gate says only where nothing can be: results are the same with it and without."""

from __future__ import annotations

import importlib.util
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asgi_agent.phi import Redactor, scanner
from asgi_agent.phi.chunks import KIND, chunks, pieces_of
from asgi_agent.phi.gate import WORTH, Gate, gate
from asgi_agent.phi.islands import LONGEST_CHUNK
from asgi_agent.phi.vocabulary import WEAK
from tests.clinical_text import documents

PLAIN = "the pain was gone after some days, and nothing else was found on examination. "
CHUNKS = st.one_of(
    st.sampled_from(
        [
            *(
                "the",
                "The",
                "THE",
                "tHE",
                "I",
                "I.",
                "There",
                "Ther",
                "However,",
                "e.g.",
                "pt",
                "dr",
                "susan",
            ),
            *("Susan", "JANE", "4", "98.6", "219-09-9999", "it's", "(see", "--", ".", "?!", "eGFR", "Mr."),
            *("a\x0bb", "a\x1cb", "caf\u00e9", "\u5c71\u7530", "x" * 400, "may", "May", "named", "mrn"),
        ]
    ),
    st.text("abcdefghinorstTHWI.,;:'\x0b\n", min_size=1, max_size=6),
)
TEXTS = st.lists(st.tuples(CHUNKS, st.sampled_from([" ", "\n", "\n\n", "\t", "  ", ", "])), max_size=30).map(
    lambda parts: "".join(chunk + gap for chunk, gap in parts)
)


@pytest.fixture(scope="module")
def passing() -> Gate:
    """The gate of the package that is installed with the tests."""
    found = gate()
    assert found is not None
    return found


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_what_is_passed_begins_no_island(text: str) -> None:
    """Every chunk of it is known to the scanner as one that begins none, and is whole."""
    found = gate()
    assert found is not None
    start = 0
    while (end := found.skip(text, start)) > start:
        _, passed = pieces_of(text[start:end], 0)
        assert [piece for piece in passed if chunks()[piece] & KIND >= WEAK] == []
        start = end


@given(TEXTS, st.integers(0, 3))
@settings(max_examples=100, deadline=None)
def test_redaction_is_the_same_without_the_gate(text: str, times: int) -> None:
    """Whatever stands between stretches that are passed."""
    text = f"{text}{PLAIN * (times * WORTH // len(PLAIN) + 1)}{text}{PLAIN * (WORTH // len(PLAIN) + 1)}"
    with_gate = Redactor().find(text)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(scanner, "gate", lambda: None)
        assert Redactor().find(text) == with_gate


@pytest.mark.parametrize("seed", range(4))
def test_long_clinical_text_is_redacted_the_same_without_the_gate(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Documents of all kinds, with plain text around them."""
    made = [PLAIN * (len(document.text) % 90) + document.text for document in documents(seed=seed, n=40)]
    texts = [*made, "\n\n".join(made)]
    with_gate = [Redactor().redact(text) for text in texts]
    monkeypatch.setattr(scanner, "gate", lambda: None)
    assert [Redactor().redact(text) for text in texts] == with_gate


def test_plain_text_is_passed_up_to_its_last_chunk(passing: Gate) -> None:
    """Which may not be whole yet."""
    assert passing.skip(PLAIN, 0) == len(PLAIN)
    assert passing.skip(PLAIN + "tomorr", 0) == len(PLAIN)


def test_it_stops_before_the_first_chunk_that_may_begin_an_island(passing: Gate) -> None:
    """At its beginning, whatever of it tells."""
    assert passing.skip(f"{PLAIN}given-to x", 0) == len(PLAIN)
    assert passing.skip(f"{PLAIN}Whitfield", 0) == len(PLAIN)


def test_a_chunk_too_long_to_be_read_is_not_passed(passing: Gate) -> None:
    """It goes as a whole, and only the scanner does that."""
    text = f"{PLAIN}{'x' * (LONGEST_CHUNK + 1)} {PLAIN}"
    assert passing.skip(text, 0) == 0
    assert Redactor().redact(text + PLAIN * 60) == f"{PLAIN}[ID] {PLAIN}{PLAIN * 60}"


def test_names_seen_before_are_found_in_what_would_be_passed() -> None:
    """A surname in lower case is a plain word to the gate, which is not asked any more."""
    session = Redactor().session()
    session.redact("Name: Adaeze Oyelaran")
    assert session.redact(f"{PLAIN * 60}oyelaran").endswith("[NAME]")


def test_there_is_none_without_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing else changes."""
    path = [place for place in sys.path if "site-packages" not in place]
    gate.cache_clear()
    with monkeypatch.context() as patched:
        patched.setattr(sys, "path", path)
        patched.delitem(sys.modules, "re2", raising=False)
        importlib.invalidate_caches()
        assert importlib.util.find_spec("re2") is None
        assert gate() is None
    gate.cache_clear()
    assert gate() is not None
