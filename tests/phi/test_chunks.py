"""What is known of a chunk at a glance says only where nothing can be, and keeps nothing of anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asgi_agent.phi import Redactor, scanner
from asgi_agent.phi.chunks import APART, KIND, OVERLONG, Chunks, chunks, pieces_of
from asgi_agent.phi.islands import LONGEST_CHUNK
from asgi_agent.phi.rules.detection import EVERYTHING, detect
from asgi_agent.phi.vocabulary import GLUE, INERT, LIVE, WEAK
from tests.clinical_text import KINDS, documents

if TYPE_CHECKING:
    from asgi_agent.phi.islands import Island
    from asgi_agent.phi.memory import Memory
    from asgi_agent.phi.spans import Span

SHOUTED, SMALL = str.upper, str.lower


def everything(island: Island, memory: Memory, holds: int) -> list[Span]:
    """Detection by all rules, whatever the chunks say."""
    return detect(island, memory, EVERYTHING)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("fhir", "hl7")])
def test_no_rule_finds_what_the_chunks_do_not_hold(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In documents as they are written, in capitals and in lower case."""
    texts = [document.text for document in documents(kind, seed=53, n=12)]
    texts += [*map(SHOUTED, texts), *map(SMALL, texts)]
    found = [Redactor().find(text) for text in texts]
    monkeypatch.setattr(scanner, "detect", everything)
    assert [Redactor().find(text) for text in texts] == found


@pytest.mark.parametrize(
    ("piece", "kind"),
    [("walks ", INERT), ("She ", INERT), ("of ", GLUE), ("12 ", WEAK), ("Zqwerty ", LIVE), ("-- ", GLUE)],
)
def test_a_chunk_has_a_kind(piece: str, kind: int) -> None:
    """Whatever space follows."""
    assert chunks()[piece] & KIND == kind
    assert chunks()[piece.rstrip()] & KIND == kind


def test_a_blank_line_after_a_chunk_is_seen() -> None:
    """It ends an island."""
    assert [chunks()[f"walks{gap}"] & APART > 0 for gap in (" ", "\n", "\n\n", "\r\n \r\n")] == [0, 0, 1, 1]


def test_a_chunk_too_long_to_be_read_is_of_its_own_kind() -> None:
    """However it begins."""
    assert chunks()["a" * (LONGEST_CHUNK + 1)] == OVERLONG


def test_a_common_word_holds_nothing() -> None:
    """Nor does one with a capital that is no name, once it was met."""
    Redactor().find("Dressings then")
    assert chunks()["walks "] & EVERYTHING == 0
    assert chunks()["Dressings "] & EVERYTHING == 0
    assert chunks()["Zqwerty "] & EVERYTHING > 0


@pytest.mark.parametrize("word", ["creatinine", "afebrile", "nontender", "sclerae", "echocardiogram"])
def test_everyday_words_of_notes_are_judged_once(word: str) -> None:
    """What is worked out each time costs fifty times as much."""
    met = Chunks()
    assert met[word] & KIND == INERT
    assert word in met


@pytest.mark.parametrize(
    "chunk",
    [
        *(
            "Qwxyzzia",
            "qwxyzzia",
            "QWXYZZIA",
            "Susan,",
            "Smith-Jones",
            "O'Brien's",
            "219-09-9999",
            "02/03/2011",
        ),
        *("4471209", "A-77-B", "12345", "qwx@example.org", "555-0142", "6789"),
    ],
)
def test_what_may_be_of_somebody_is_not_kept(chunk: str) -> None:
    """Neither a name, in a list or not, nor a number that is longer than an amount."""
    known = Chunks()
    assert known[f"{chunk} "] == known[f"{chunk} "]
    assert f"{chunk} " not in known


@pytest.mark.parametrize("chunk", ["walks", "Therapy,", "98.6", "10-14", "2019.", "60-year-old", "mg", "BP"])
def test_common_words_and_short_figures_are_kept(chunk: str) -> None:
    """They are of nobody."""
    known = Chunks()
    assert known[f"{chunk} "] == known.get(f"{chunk} ")


@pytest.mark.parametrize("text", ["a  b\n\nc", "", "one", "  two ", "x y " * 4000])
def test_pieces_are_the_text(text: str) -> None:
    """From the first chunk on, each with the space after it."""
    found, at = [], 0
    while (step := pieces_of(text, at))[1]:
        start, pieces = step
        assert text[at:start].isspace() or start == at
        found += pieces
        at = start + sum(map(len, pieces))
    assert "".join(found) == text.lstrip()
    assert [piece.strip() for piece in found] == text.split()


def test_scripts_without_spaces_are_read_a_character_at_a_time() -> None:
    """So that a stream need not hold a sentence."""
    assert pieces_of("\u5c71\u7530 Yamada\u592a", 0)[1] == ["\u5c71", "\u7530 ", "Yamada", "\u592a"]
