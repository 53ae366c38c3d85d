"""Presidio and spaCy as they are, around a blank pipeline; GLiNER by what it documents, as it needs torch."""

from __future__ import annotations

import socket
import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
import spacy

from asgi_agent.errors import ConfigurationError, MissingDependencyError
from asgi_agent.phi.models import (
    PRESIDIO_LABELS,
    SPACY_LABELS,
    GlinerRecognizer,
    PresidioRecognizer,
    SpacyRecognizer,
    presidio_analyzer,
)
from asgi_agent.phi.recognizers import Recognizers
from asgi_agent.phi.redactor import Redactor
from asgi_agent.phi.spans import Label
from tests.servers import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from presidio_analyzer import AnalyzerEngine
    from spacy.language import Language

    from asgi_agent.phi.spans import Span

# The blank pipeline finds what these say, with the labels of spaCy's English models.
PATTERNS = [
    {"label": "PERSON", "pattern": "Xanthe Quill"},
    {"label": "GPE", "pattern": "Brindleford"},
    {"label": "GPE", "pattern": "Ohio"},
    {"label": "GPE", "pattern": "the United States"},
    {"label": "ORG", "pattern": "Acme"},
    {"label": "DATE", "pattern": "early March"},
    {"label": "DATE", "pattern": "two weeks"},
    {"label": "DATE", "pattern": "2019"},
]
TEXT = (
    "Xanthe Quill came from Brindleford, Ohio, to the United States in 2019, and to Acme in early March for "
    "two weeks."
)


@cache
def pipeline() -> Language:
    """Blank, with an entity ruler: no model is downloaded."""
    blank = spacy.blank("en")
    ruler: Any = blank.add_pipe("entity_ruler")
    ruler.add_patterns(PATTERNS)
    return blank


@cache
def analyzer() -> AnalyzerEngine:
    """Presidio's own patterns around it."""
    return presidio_analyzer(pipeline())


def found(text: str, spans: Any) -> set[tuple[str, Label]]:
    """What the spans cover, with their labels."""
    every: list[Span] = list(spans)
    assert all(0 <= span.score <= 1 and "." in span.rule for span in every)
    return {(text[span.start : span.end], span.label) for span in every}


NAMED = {
    ("Xanthe Quill", Label.NAME),
    ("Brindleford", Label.LOCATION),
    ("early March", Label.DATE),
}


def test_spacy_finds_its_entities() -> None:
    """But for states, countries, years and durations, which may stay, and labels that are not asked for."""
    assert found(TEXT, SpacyRecognizer(pipeline())(TEXT)) == NAMED


def test_spacys_labels_can_be_chosen() -> None:
    """What is added is found, what is left out is not."""
    recognizer = SpacyRecognizer(pipeline(), labels={"ORG": Label.LOCATION}, score=0.4)
    [span] = recognizer(TEXT)
    assert (TEXT[span.start : span.end], span.label, span.score) == ("Acme", Label.LOCATION, 0.4)


def test_presidio_finds_entities_and_patterns() -> None:
    """Its own, and those of the pipeline in it."""
    text = f"{TEXT} Card 4111 1111 1111 1111, phone 212-555-0188, 10.20.30.40, 00:1B:44:11:3A:B7."
    assert found(text, PresidioRecognizer(analyzer())(text)) == {
        *NAMED,
        ("4111 1111 1111 1111", Label.CARD),
        ("212-555-0188", Label.PHONE),
        ("10.20.30.40", Label.IP),
        ("00:1B:44:11:3A:B7", Label.DEVICE),
    }


def test_presidios_threshold_leaves_out_guesses() -> None:
    """A phone number is one with 0.4."""
    recognizer = PresidioRecognizer(analyzer(), threshold=0.5)
    assert found("call 212-555-0188", recognizer("call 212-555-0188")) == set()


def test_presidio_needs_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor for an e-mail address, whose domain it would check against a list that it downloads."""

    def refuse(*arguments: Any, **options: Any) -> Any:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    text = "Xanthe Quill, xanthe.quill@brindleford.example.org, https://brindleford.example.org/x"
    labels = {label for _, label in found(text, PresidioRecognizer(presidio_analyzer(pipeline()))(text))}
    assert labels == {Label.NAME, Label.URL}
    assert "EMAIL_ADDRESS" not in PRESIDIO_LABELS


def test_an_analyzer_that_finds_nothing_of_use_is_refused() -> None:
    """It would find nothing in every text, and nobody would know."""
    with pytest.raises(ConfigurationError, match="finds none of them in 'en'"):
        PresidioRecognizer(analyzer(), labels={"NOTHING": Label.NAME})


@pytest.mark.parametrize("make", [SpacyRecognizer, presidio_analyzer])
def test_a_pipeline_that_is_not_installed_is_refused(make: Any) -> None:
    """And not downloaded."""
    with pytest.raises(ConfigurationError, match="there is no spaCy pipeline 'en_nowhere' here; install one"):
        make("en_nowhere")


def test_a_pipeline_is_loaded_by_its_name(tmp_path: Path) -> None:
    """Or by the directory that it was saved to."""
    pipeline().to_disk(tmp_path / "saved")
    recognizer = SpacyRecognizer(str(tmp_path / "saved"))
    assert found(TEXT, recognizer(TEXT)) == NAMED
    assert found(TEXT, PresidioRecognizer(presidio_analyzer(str(tmp_path / "saved")))(TEXT)) == NAMED


@pytest.mark.parametrize(
    ("module", "call", "named"),
    [
        ("spacy", "SpacyRecognizer('en')", "spaCy"),
        ("presidio_analyzer", "presidio_analyzer('en')", "Presidio"),
    ],
)
def test_what_is_missing_is_named_with_its_extra(
    monkeypatch: pytest.MonkeyPatch, module: str, call: str, named: str
) -> None:
    """When it is asked for, and not when this package is imported."""
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingDependencyError, match=rf"{named} is not installed: .*asgi-agent\[presidio\]"):
        eval(call)


def test_importing_the_adapters_imports_no_model_library() -> None:
    """They are heavy: a second and a hundred megabytes."""
    program = (
        "import sys, asgi_agent.phi.models, asgi_agent.phi.recognizers;"
        "print({'spacy', 'presidio_analyzer', 'gliner', 'torch'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"


def test_models_go_with_the_rules() -> None:
    """What both find is replaced once, under the label of the surer."""
    recognizers = Recognizers(SpacyRecognizer(pipeline()), PresidioRecognizer(analyzer()))
    redacted = Redactor(known={"Ward 9": Label.LOCATION}, recognizers=recognizers).redact(
        "saw Xanthe Quill of Brindleford on Ward 9"
    )
    assert redacted == "saw [NAME] of [LOCATION] on [LOCATION]"


class Gliner:
    """An object of the shape that `gliner.GLiNER.predict_entities` documents."""

    KNOWN = (("Xanthe Quill", "person", 0.9), ("Ohio", "city", 0.7), ("maybe", "person", 0.4))

    def __init__(self) -> None:
        self.pieces: list[str] = []

    def predict_entities(
        self, text: str, labels: list[str], *, flat_ner: bool, threshold: float
    ) -> list[dict[str, Any]]:
        assert flat_ner
        self.pieces.append(text)
        entities = []
        for name, label, score in [
            ("Xanthe Quill", "person", 0.9),
            ("Ohio", "city", 0.7),
            ("maybe", "person", 0.4),
        ]:
            start = text.find(name)
            if start >= 0 and label in labels and score >= threshold:
                end = start + len(name)
                entities.append({"start": start, "end": end, "text": name, "label": label, "score": score})
        return entities


def test_gliner_finds_what_it_is_asked_for() -> None:
    """Above the threshold; a state may stay, whatever the model takes it for."""
    text = "maybe Xanthe Quill of Ohio"
    assert found(text, GlinerRecognizer(Gliner())(text)) == {("Xanthe Quill", Label.NAME)}
    lower = GlinerRecognizer(Gliner(), labels={"person": Label.ID}, threshold=0.3)
    assert found(text, lower(text)) == {("Xanthe Quill", Label.ID), ("maybe", Label.ID)}


def test_gliner_reads_something_at_a_time() -> None:
    """Pieces of nothing would never come to an end."""
    with pytest.raises(ConfigurationError, match="piece= is a number of characters above 0"):
        GlinerRecognizer(Gliner(), piece=0)


@pytest.mark.parametrize("gap", [" lorem ipsum dolor.\n", " lorem", "x"])
def test_gliner_reads_long_texts_in_pieces(gap: str) -> None:
    """It ignores what is beyond its window; pieces end where a sentence, a line or at least a word does."""
    model = Gliner()
    text = gap * 40 + " Xanthe Quill" + gap * 40 + " Xanthe Quill"
    spans = list(GlinerRecognizer(model, piece=100)(text))
    assert "".join(model.pieces) == text
    assert max(map(len, model.pieces)) <= 100
    assert [text[span.start : span.end] for span in spans] == ["Xanthe Quill"] * 2


@pytest.mark.parametrize(
    ("text", "identifies"),
    [
        ("March 3", True),
        ("Sept. 2021", True),
        ("3/14", True),
        ("2021-03", True),
        ("03.05.21", True),
        ("May", True),
        ("2021", False),
        ("3-4 weeks", False),
        ("1.5 years", False),
        ("daily", False),
        ("the past decade", False),
        ("45 years old", False),
    ],
)
def test_a_date_is_one_that_says_more_than_a_year(text: str, identifies: bool) -> None:
    """All elements of dates except the year, by 164.514(b)(2)(i)(C); models call durations dates too."""
    blank = spacy.blank("en")
    ruler: Any = blank.add_pipe("entity_ruler")
    tokens = [{"TEXT": token.text} for token in blank.make_doc(text)]
    ruler.add_patterns([{"label": "DATE", "pattern": tokens}])
    assert bool(list(SpacyRecognizer(blank)(text))) is identifies
    assert SPACY_LABELS["DATE"] is Label.DATE
