"""The detectors: ours, and its peers as far as they are installed."""

from __future__ import annotations

import importlib
import importlib.util
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from asgi_agent.phi import Redactor

if TYPE_CHECKING:
    from collections.abc import Callable

    Find = Callable[[str], list[tuple[int, int]]]

OURS = "asgi-agent"
PRESIDIO = "Presidio (patterns)"
SPACY_MODELS = ("en_core_web_lg", "en_core_web_sm")


class Detector(NamedTuple):
    """Finds identifiers: code point offsets, of any label and any score."""

    name: str
    find: Find


def detectors() -> tuple[list[Detector], list[str]]:
    """Whatever is installed, ours first, and what is left out and why."""
    found, left_out = [], []
    for name, load in LOADERS.items():
        try:
            found.append(Detector(name, load()))
        except ModuleNotFoundError as error:
            left_out.append(f"{name} (not installed: {error.name})")
    return found, left_out


def _ours() -> Find:
    redactor = Redactor()
    redactor.find("Mr. Nobody")  # lists are loaded when they are first needed
    return lambda text: [(span.start, span.end) for span in redactor.find(text)]


def _presidio_patterns() -> Find:
    return _analyzed(_presidio(importlib.import_module("spacy").blank("en")))


def _presidio_health() -> Find:
    """With the recognisers for US health data as well, which it ships but leaves out by default."""
    analyzer = _presidio(importlib.import_module("spacy").blank("en"))
    shipped = importlib.import_module("presidio_analyzer.predefined_recognizers")
    loaded = {type(each).__name__ for each in analyzer.registry.recognizers}
    for name in sorted(vars(shipped).keys() - loaded):
        if re.fullmatch(r"(?:Us|Aba)\w+Recognizer", name):
            analyzer.registry.add_recognizer(getattr(shipped, name)())
    return _analyzed(analyzer)


def _presidio_model() -> Find:
    spacy = importlib.import_module("spacy")
    for model in SPACY_MODELS:
        if importlib.util.find_spec(model) is not None:
            return _analyzed(_presidio(spacy.load(model)))
    raise ModuleNotFoundError(name=" or ".join(SPACY_MODELS))


def _presidio(model: Any) -> Any:
    """Presidio with its default recognisers around a spaCy pipeline, and without its network look-up."""
    presidio = importlib.import_module("presidio_analyzer")
    engines = importlib.import_module("presidio_analyzer.nlp_engine")
    importlib.import_module("tldextract.tldextract").TLD_EXTRACTOR.suffix_list_urls = ()
    engine = engines.SpacyNlpEngine(models=[{"lang_code": "en", "model_name": "given"}])
    engine.nlp = {"en": model}
    return presidio.AnalyzerEngine(nlp_engine=engine, supported_languages=["en"])


def _analyzed(analyzer: Any) -> Find:
    return lambda text: [(found.start, found.end) for found in analyzer.analyze(text, "en")]


def _datafog() -> Find:
    scan = importlib.import_module("datafog").scan
    return lambda text: [(found.start, found.end) for found in scan(text).entities]


def _scrubadub() -> Find:
    scrubber = importlib.import_module("scrubadub").Scrubber()
    return lambda text: [(found.beg, found.end) for found in scrubber.iter_filth(text)]


def _langchain() -> Find:
    """What `PIIMiddleware` of each built-in type runs."""
    middleware = importlib.import_module("langchain.agents.middleware")
    detect = [middleware.PIIMiddleware(kind).detector for kind in LANGCHAIN_TYPES]
    return lambda text: [(found["start"], found["end"]) for each in detect for found in each(text)]


LANGCHAIN_TYPES = ("email", "credit_card", "ip", "mac_address", "url")

LOADERS: dict[str, Callable[[], Find]] = {
    OURS: _ours,
    PRESIDIO: _presidio_patterns,
    "Presidio (all US patterns)": _presidio_health,
    "Presidio (spaCy model)": _presidio_model,
    "datafog": _datafog,
    "scrubadub": _scrubadub,
    "LangChain PIIMiddleware": _langchain,
}
