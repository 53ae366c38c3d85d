"""Recognizers made of other packages: Presidio, spaCy and GLiNER.

    from asgi_agent.phi.models import SpacyRecognizer
    from asgi_agent.phi.recognizers import Recognizers

    redactor = Redactor(recognizers=Recognizers(SpacyRecognizer("en_core_web_lg")))

Nothing here reaches for the network: models have to be installed, or given as objects.

A model's label becomes a `Label` by a mapping, and what is not in it is not looked for. By default that
leaves out what identifies nobody under Safe Harbor: organisations, nationalities, ages. Of the dates and
places that a model finds, those are dropped that may stay: years, durations, states and countries.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Protocol

from asgi_agent.errors import ConfigurationError, MissingDependencyError
from asgi_agent.phi.spans import Label, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from presidio_analyzer import AnalyzerEngine
    from spacy.language import Language

SPACY_LABELS: Mapping[str, Label] = {
    "PERSON": Label.NAME,
    "PER": Label.NAME,
    "GPE": Label.LOCATION,
    "LOC": Label.LOCATION,
    "FAC": Label.LOCATION,
    "DATE": Label.DATE,
}
"""The labels of spaCy's English models (PERSON, GPE, ...) and of those that know PER and LOC."""

# Without EMAIL_ADDRESS: to check one, Presidio downloads the list of public suffixes when it meets the first.
# The rules find more of them. To have both, add it and provide tldextract's cache.
PRESIDIO_LABELS: Mapping[str, Label] = {
    "CREDIT_CARD": Label.CARD,
    "CRYPTO": Label.ACCOUNT,
    "DATE_TIME": Label.DATE,
    "IBAN_CODE": Label.ACCOUNT,
    "IP_ADDRESS": Label.IP,
    "LOCATION": Label.LOCATION,
    "MAC_ADDRESS": Label.DEVICE,
    "MEDICAL_LICENSE": Label.LICENSE,
    "PERSON": Label.NAME,
    "PHONE_NUMBER": Label.PHONE,
    "UK_NHS": Label.MRN,
    "URL": Label.URL,
    "US_BANK_NUMBER": Label.ACCOUNT,
    "US_DRIVER_LICENSE": Label.LICENSE,
    "US_ITIN": Label.ID,
    "US_MBI": Label.HEALTH_PLAN,
    "US_NPI": Label.LICENSE,
    "US_PASSPORT": Label.LICENSE,
    "US_SSN": Label.SSN,
}
"""What Presidio's recognizers call identifiers; those that an analyzer does not have are left out."""

GLINER_LABELS: Mapping[str, Label] = {
    "person": Label.NAME,
    "street address": Label.ADDRESS,
    "city": Label.LOCATION,
    "hospital": Label.LOCATION,
    "date": Label.DATE,
    "phone number": Label.PHONE,
    "email": Label.EMAIL,
    "social security number": Label.SSN,
    "medical record number": Label.MRN,
    "health insurance id number": Label.HEALTH_PLAN,
}
"""What to ask GLiNER for, in words; its models take any."""

_MAY_STAY = """
    alabama, alaska, arizona, arkansas, california, colorado, connecticut, delaware, florida, georgia, hawaii,
    idaho, illinois, indiana, iowa, kansas, kentucky, louisiana, maine, maryland, massachusetts, michigan,
    minnesota, mississippi, missouri, montana, nebraska, nevada, new hampshire, new jersey, new mexico,
    new york state, north carolina, north dakota, ohio, oklahoma, oregon, pennsylvania, puerto rico,
    rhode island, south carolina, south dakota, tennessee, texas, utah, vermont, virginia, washington state,
    west virginia, wisconsin, wyoming, america, canada, england, mexico, scotland, uk, u.k., united kingdom,
    united states, us, u.s., usa, u.s.a.
"""
_STATES = frozenset(name.strip() for name in _MAY_STAY.split(","))
_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?"
)
_DATED = re.compile(
    rf"(?i)\b(?:{_MONTH})\b|\b\d{{1,4}}[-/.]\d\d?[-/.]\d{{1,4}}\b|\b\d\d?/\d\d?\b|\b\d{{4}}-(?:0[1-9]|1[012])\b"
)
_SENTENCE_END = re.compile(r"[.!?]\s|\n")


class SpacyRecognizer:
    """Finds what a spaCy pipeline calls an entity.

    Args:
        pipeline: a loaded pipeline, or the name of an installed one ("en_core_web_lg"), which is loaded.
        labels: the entity labels to take, and what each is.
        score: how sure it is taken to be; spaCy does not say.

    Raises:
        MissingDependencyError: spaCy is to load a pipeline and is not installed.
        ConfigurationError: there is no pipeline of that name.
    """

    def __init__(
        self, pipeline: Language | str, *, labels: Mapping[str, Label] = SPACY_LABELS, score: float = 0.85
    ) -> None:
        self._pipeline = _loaded(pipeline) if isinstance(pipeline, str) else pipeline
        self._labels = dict(labels)
        self._score = score

    def __call__(self, text: str) -> Iterator[Span]:
        """The entities in a text."""
        for entity in self._pipeline(text).ents:
            label = self._labels.get(entity.label_)
            if label is not None and identifies(entity.text, label):
                name = f"spacy.{entity.label_}"
                yield Span(entity.start_char, entity.end_char, label, self._score, name)


class PresidioRecognizer:
    """Finds what Presidio's analyzer finds.

    Args:
        analyzer: an `AnalyzerEngine`; `presidio_analyzer` here makes one of any spaCy pipeline.
        language: the language of the texts, one of the analyzer's.
        labels: the entities to look for, and what each is.
        threshold: the score below which a find is left out.

    Raises:
        ConfigurationError: the analyzer finds none of the entities in that language.
    """

    def __init__(
        self,
        analyzer: AnalyzerEngine,
        *,
        language: str = "en",
        labels: Mapping[str, Label] = PRESIDIO_LABELS,
        threshold: float = 0.35,
    ) -> None:
        supported = set(analyzer.get_supported_entities(language))
        self._analyzer = analyzer
        self._language = language
        self._labels = {entity: label for entity, label in labels.items() if entity in supported}
        self._threshold = threshold
        if not self._labels:
            raise ConfigurationError(f"labels: the analyzer finds none of them in {language!r}")

    def __call__(self, text: str) -> Iterator[Span]:
        """The entities in a text."""
        found = self._analyzer.analyze(
            text, self._language, entities=list(self._labels), score_threshold=self._threshold
        )
        for entity in found:
            label = self._labels[entity.entity_type]
            if identifies(text[entity.start : entity.end], label):
                score = min(1.0, max(0.0, entity.score))
                yield Span(entity.start, entity.end, label, score, f"presidio.{entity.entity_type}")


class _Gliner(Protocol):
    """What is used of `gliner.GLiNER`."""

    def predict_entities(
        self, text: str, labels: list[str], *, flat_ner: bool, threshold: float
    ) -> Iterable[Mapping[str, Any]]: ...


class GlinerRecognizer:
    """Finds what a GLiNER model finds under the names that are asked for.

    A model reads some 380 words at a time and ignores the rest, so a text goes to it in pieces, which end
    with a sentence or a line where they can.

    Args:
        model: what `GLiNER.from_pretrained` gave.
        labels: the names to ask for, and what each is.
        threshold: the score below which a find is left out.
        piece: characters that the model reads at a time.

    Raises:
        ConfigurationError: `piece` is not above 0.
    """

    def __init__(
        self,
        model: _Gliner,
        *,
        labels: Mapping[str, Label] = GLINER_LABELS,
        threshold: float = 0.5,
        piece: int = 1200,
    ) -> None:
        if piece < 1:
            raise ConfigurationError("piece= is a number of characters above 0")
        self._model = model
        self._labels = dict(labels)
        self._threshold = threshold
        self._piece = piece

    def __call__(self, text: str) -> Iterator[Span]:
        """The entities in a text."""
        names = list(self._labels)
        for offset, piece in _pieces(text, self._piece):
            for entity in self._model.predict_entities(
                piece, names, flat_ner=True, threshold=self._threshold
            ):
                label = self._labels[entity["label"]]
                start, end = offset + entity["start"], offset + entity["end"]
                if identifies(text[start:end], label):
                    yield Span(start, end, label, float(entity["score"]), f"gliner.{entity['label']}")


def presidio_analyzer(pipeline: Language | str, *, language: str = "en") -> AnalyzerEngine:
    """An `AnalyzerEngine` with Presidio's own recognizers around a spaCy pipeline.

    Presidio downloads a pipeline that is not installed; this does not.

    Args:
        pipeline: a loaded pipeline, or the name of an installed one. `spacy.blank("en")` finds no entities
            by itself, and leaves the patterns.
        language: the language that the pipeline reads.

    Raises:
        MissingDependencyError: Presidio is not installed.
        ConfigurationError: there is no pipeline of that name.
    """
    try:
        from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
        from presidio_analyzer.nlp_engine import SpacyNlpEngine
    except ModuleNotFoundError:
        raise _missing("Presidio") from None
    loaded = _loaded(pipeline) if isinstance(pipeline, str) else pipeline
    engine = SpacyNlpEngine(models=[{"lang_code": language, "model_name": loaded.meta["name"]}])
    vars(engine)["nlp"] = {language: loaded}  # declared as None in its constructor
    registry = RecognizerRegistry(supported_languages=[language])
    registry.load_predefined_recognizers(languages=[language], nlp_engine=engine)
    return AnalyzerEngine(registry=registry, nlp_engine=engine, supported_languages=[language])


def identifies(found: str, label: Label) -> bool:
    """Whether a date or a place that a model found is one that Safe Harbor removes."""
    if label is Label.DATE:
        return _DATED.search(found) is not None
    if label is Label.LOCATION:
        return " ".join(found.split()).casefold().removeprefix("the ") not in _STATES
    return True


def _pieces(text: str, size: int) -> Iterator[tuple[int, str]]:
    """The text in pieces of `size` at most, with their offsets; an entity is cut only where no space is."""
    start = 0
    while start < len(text):
        stop = start + size
        if stop < len(text):
            ends = [match.end() for match in _SENTENCE_END.finditer(text, start, stop)]
            stop = ends[-1] if ends else text.rfind(" ", start + 1, stop) + 1 or stop
        yield start, text[start:stop]
        start = stop


def _loaded(name: str) -> Language:
    try:
        import spacy
    except ModuleNotFoundError:
        raise _missing("spaCy") from None
    try:
        return spacy.load(name)
    except OSError:
        raise ConfigurationError(
            f"there is no spaCy pipeline {name!r} here; install one with: python -m spacy download {name}"
        ) from None


def _missing(what: str) -> MissingDependencyError:
    return MissingDependencyError(f"{what} is not installed: pip install 'asgi-agent[presidio]'")
