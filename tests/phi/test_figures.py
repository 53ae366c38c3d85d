from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from asgi_agent.phi import Redactor
from asgi_agent.phi.spans import Label
from tests.clinical_text import held_out_documents
from tests.clinical_text.score import Score, Tally, score
from tests.clinical_text.written import written_documents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.clinical_text import Document, Gold

BARE_DATE = re.compile(r"\d{1,2}/\d{1,2}|\d{8}|\d\d/\d{4}")
PLACEHOLDER = re.compile(r"\[[A-Z_]+\]")


def _find(text: str) -> Iterator[tuple[int, int]]:
    return ((span.start, span.end) for span in Redactor().find(text))


@pytest.fixture(scope="module")
def held_out() -> list[Document]:
    """The documents that figures are taken from."""
    return held_out_documents(seed=2025, n=1620)


@pytest.fixture(scope="module")
def figures(held_out: list[Document]) -> Score:
    """What the redactor does with them."""
    return score(held_out, _find)


def _share(tally: Tally) -> str:
    return f"{tally.covered} of {tally.spans} covered whole"


@pytest.mark.parametrize(
    "label", [Label.SSN, Label.EMAIL, Label.PHONE, Label.FAX, Label.CARD, Label.IP, Label.URL]
)
def test_identifiers_that_have_a_form_are_found(figures: Score, label: Label) -> None:
    """Each whole, in at least 99.5 % of its mentions."""
    tally = figures.labels[label]
    assert tally.spans > 120
    assert tally.covered >= 0.995 * tally.spans, _share(tally)


@pytest.mark.parametrize(
    ("label", "least"),
    [
        (Label.MRN, 0.99),
        (Label.HEALTH_PLAN, 0.995),
        (Label.ACCOUNT, 0.995),
        (Label.BIOMETRIC, 0.995),
        (Label.PHOTO, 0.995),
        (Label.ZIP, 0.995),
        (Label.LICENSE, 0.995),
        (Label.DEVICE, 0.995),
        (Label.LOCATION, 0.955),
        (Label.ADDRESS, 0.95),
        (Label.VEHICLE, 0.985),
        (Label.ID, 0.995),
        (Label.AGE, 0.985),
    ],
)
def test_identifiers_that_words_tell_of_are_found(figures: Score, label: Label, least: float) -> None:
    """Each whole, in at least this share of its mentions."""
    tally = figures.labels[label]
    assert tally.spans > 120
    assert tally.covered >= least * tally.spans, _share(tally)


def test_dates_are_found_in_every_format_that_is_a_date_on_its_own(held_out: list[Document]) -> None:
    """A bare 4/11 or eight digits are no date without words around them, and are not counted here."""
    only = [document._replace(spans=list(_dates(document))) for document in held_out]
    tally = score(only, _find).labels[Label.DATE]
    assert tally.spans > 2000
    assert tally.covered >= 0.995 * tally.spans, _share(tally)


def _dates(document: Document) -> Iterator[Gold]:
    for span in document.spans:
        if span.label == Label.DATE and not BARE_DATE.fullmatch(document.text[span.start : span.end]):
            yield span


def test_names_are_found(figures: Score) -> None:
    """Of people of many cultures, in notes, tables, capitals and chat; few of them are in any list."""
    tally = figures.labels[Label.NAME]
    assert tally.spans > 5000
    assert tally.covered >= 0.955 * tally.spans, _share(tally)


def test_look_alikes_survive(figures: Score) -> None:
    """Years, ages, doses, scores, codes, drugs, eponyms and agencies are left as they are."""
    assert figures.survivors > 15_000
    assert figures.surviving >= 0.995 * figures.survivors, f"{figures.surviving} of {figures.survivors}"


def test_what_people_write_every_day_is_found() -> None:
    """In documents that nobody who works on the rules has read."""
    figures = score(written_documents(held_out=True), _find)
    total, names = figures.total, figures.labels[Label.NAME]
    assert total.covered >= 0.915 * total.spans, _share(total)
    assert total.leaked <= 0.055 * total.characters, f"{total.leaked} of {total.characters} in clear"
    assert names.covered >= 0.925 * names.spans, _share(names)
    assert figures.surviving >= 0.955 * figures.survivors, f"{figures.surviving} of {figures.survivors}"


@pytest.mark.parametrize("kind", ["fhir", "hl7"])
def test_structure_leaves_no_identifier_in_its_place(kind: str) -> None:
    """Every identifier that a path names is gone, and every look-alike beside them is where it was."""
    for document in held_out_documents(kind, seed=2025, n=40):
        given, values = PARSERS[kind](document.text), set(document.values())
        redacted = PARSERS[kind](Redactor().redact(document.text))
        words = "|".join(re.escape(value) for value in values if len(value) > 1)
        shown = re.compile(rf"(?<!\w)(?:{words})(?!\w)")
        for place, leaf in redacted.items():
            assert not shown.search(PLACEHOLDER.sub("", leaf)), (place, leaf)
        assert redacted[INITIAL[kind]] != given[INITIAL[kind]]
        for place, leaf in given.items():
            for look in _looks(document):
                # A doctor's middle initial may be what another's sex is.
                if leaf not in values and (leaf == look or (len(look) > 3 and look in leaf)):
                    assert look in redacted[place], (place, leaf)


def _looks(document: Document) -> set[str]:
    return {document.text[start:end] for start, end in document.survivors}


def _json(text: str) -> dict[str, str]:
    return dict(_leaves(json.loads(text), ""))


def _leaves(value: object, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _leaves(each, f"{path}.{key}")
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _leaves(each, f"{path}[{number}]")
    else:
        yield path, str(value)


def _hl7(text: str) -> dict[str, str]:
    return {
        f"{segment[:3]} {row}-{field}.{place}": component
        for row, segment in enumerate(text.split("\r"))
        for field, whole in enumerate(segment.split("|"))
        for place, component in enumerate(whole.split("^"))
    }


PARSERS = {"fhir": _json, "hl7": _hl7}
INITIAL = {"fhir": ".entry[0].resource.name[0].given[1]", "hl7": "PID 1-5.2"}
