from __future__ import annotations

import itertools
import json
import re
from random import Random
from typing import TYPE_CHECKING

import pytest

from asgi_agent.phi.spans import Label
from tests.clinical_text import (
    DEVELOPMENT,
    HELD_OUT,
    HELD_OUT_KINDS,
    KINDS,
    documents,
    held_out_documents,
    numbers,
)
from tests.clinical_text.document import Document, Gold, Piece, assemble
from tests.clinical_text.pool import Family, Some
from tests.clinical_text.render import document
from tests.clinical_text.scene import Scene
from tests.clinical_text.score import score

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.clinical_text.pool import Part, Pool

PARTS = (*DEVELOPMENT, HELD_OUT)
SOURCES = [documents, held_out_documents]
KINDS_OF = {documents: KINDS, held_out_documents: HELD_OUT_KINDS}


@pytest.fixture(scope="module", params=SOURCES, ids=["development", "held out"])
def sample(request: pytest.FixtureRequest) -> list[Document]:
    """Some documents of every kind from one source."""
    return [made for kind in KINDS_OF[request.param] for made in request.param(kind, seed=5, n=40)]


def test_the_same_seed_makes_the_same_documents() -> None:
    """Figures are only worth something if they can be had again."""
    for made in SOURCES:
        assert made(seed=3, n=40) == made(seed=3, n=40)
        assert made(seed=3, n=40) != made(seed=4, n=40)


def test_more_documents_begin_with_the_fewer() -> None:
    """So that a larger run holds the smaller one."""
    assert documents(seed=3, n=40)[:15] == documents(seed=3, n=15)


def test_an_unknown_kind_is_refused() -> None:
    """Rather than taken for no documents."""
    with pytest.raises(ValueError, match="'poem' is none of"):
        documents("poem")


def test_spans_are_in_order_apart_and_inside(sample: list[Document]) -> None:
    """Gold and look-alikes never overlap, and none is empty."""
    for made in sample:
        end = 0
        for start, stop in sorted([*made.survivors, *((span.start, span.end) for span in made.spans)]):
            assert end <= start < stop <= len(made.text)
            end = stop


def test_identifiers_neither_begin_nor_end_with_white_space(sample: list[Document]) -> None:
    """A span is the identifier and nothing else."""
    for made in sample:
        assert [value.strip() for value in made.values()] == made.values()


def test_every_mention_of_the_people_in_a_document_is_labelled(sample: list[Document]) -> None:
    """A surname that is labelled once is labelled wherever it stands as a word."""
    for made in sample:
        labelled = [range(span.start, span.end) for span in made.spans]
        for name in {span_text for span_text, label in _values(made) if label == Label.NAME}:
            if len(name) < 4 or made.kind in ("fhir", "hl7"):
                continue
            for mention in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", made.text):
                assert any(mention.start() in each for each in labelled), (name, made.text)


def test_shapes_that_can_be_nothing_else_are_labelled(sample: list[Document]) -> None:
    """An address of e-mail, a social security number or a telephone number is never left unlabelled."""
    sure = re.compile(r"[\w.+-]+@[\w.-]+\.\w+|\b\d{3}-\d{2}-\d{4}\b|\(\d{3}\) ?\d{3}-\d{4}|https?://\S+")
    for made in sample:
        if made.kind == "fhir":
            continue
        labelled = [range(span.start, span.end) for span in made.spans]
        for found in sure.finditer(made.text):
            middle = (found.start() + found.end()) // 2
            assert any(middle in each for each in labelled), (found[0], made.text)


def _values(made: Document) -> list[tuple[str, str]]:
    return [(made.text[span.start : span.end], span.label) for span in made.spans]


def test_every_category_is_there_in_many_forms(sample: list[Document]) -> None:
    """Each label of the rule, and each with a number of different values."""
    values: dict[str, set[str]] = {}
    for made in sample:
        for value, label in _values(made):
            values.setdefault(label, set()).add(value)
    assert set(values) == set(Label)
    assert min(len(each) for each in values.values()) >= 4


def test_no_two_parts_share_a_template() -> None:
    """Or the held-out figures would be those of the development documents."""
    for here, there in itertools.combinations(PARTS, 2):
        assert not {family.name for family in here.families} & {family.name for family in there.families}
        assert not _sentences(here.families) & _sentences(there.families)


def test_parts_share_few_names_and_no_facility() -> None:
    """Those whom nobody saw the others' names of have some in common, but most are their own."""
    for here, there in itertools.combinations(PARTS, 2):
        assert 4 * len(_names(here) & _names(there)) < len(_names(there))
        assert not {*here.places.facilities} & {*there.places.facilities}


def _names(pool: Pool) -> set[str]:
    return {name for names in pool.names.values() for each in names for name in each}


def _sentences(families: Sequence[Family]) -> set[str]:
    """Whatever says more than a field's name."""
    texts = [text for family in families for part in family.parts for text in _texts(part)]
    return {text for text in texts if len(re.findall(r"[a-z]+", re.sub(r"\{.*?\}", "", text))) > 3}


def _texts(part: Part) -> Sequence[str]:
    if isinstance(part, str):
        return [part]
    return part.sentences if isinstance(part, Some) else part


def test_lists_hold_nothing_twice() -> None:
    """What is listed twice would be drawn twice as often."""
    for pool in PARTS:
        lists = (*pool.lookalikes.values(), *pool.places, *pool.shapes.values())
        for values in (*lists, *(each for names in pool.names.values() for each in names)):
            assert len({*values}) == len(values)


@pytest.mark.parametrize("source", SOURCES)
def test_each_source_has_every_kind_of_its_own(source: Callable[..., list[Document]]) -> None:
    """A figure for a kind needs documents of it."""
    kinds = KINDS_OF[source]
    assert len(kinds) > 12
    assert {source(kind, n=1)[0].kind for kind in kinds} == set(kinds)


@pytest.mark.parametrize("source", SOURCES)
def test_fhir_is_json_and_its_identifiers_are_values_of_it(source: Callable[..., list[Document]]) -> None:
    """Offsets point into the text of strings and numbers, never at the punctuation between them."""
    for made in source("fhir", n=5):
        leaves = set(_leaves(json.loads(made.text)))
        joined = "\n".join(leaves)
        assert all(json.loads(f'"{value}"') in joined for value in made.values())
        assert json.loads(made.text)["resourceType"] == "Bundle"


def _leaves(value: object) -> list[str]:
    if isinstance(value, dict):
        return [leaf for each in value.values() for leaf in _leaves(each)]
    if isinstance(value, list):
        return [leaf for each in value for leaf in _leaves(each)]
    return [str(value)]


def test_hl7_has_its_fields_where_the_standard_puts_them() -> None:
    """PID-3, PID-5, PID-7, PID-19, PV1-19 and IN1-36 by number."""
    (made,) = documents("hl7", seed=2, n=1)
    segments = {line.partition("|")[0]: line.split("|") for line in made.text.split("\r")}
    by_label = {label: value for value, label in reversed(_values(made))}
    assert segments["PID"][3].startswith(by_label[Label.MRN] + "^")
    assert segments["PID"][5].split("^")[0] in made.values()
    assert segments["PID"][19] == by_label[Label.SSN]
    assert segments["PV1"][19] == by_label[Label.ID]
    assert segments["IN1"][36] == by_label[Label.HEALTH_PLAN]
    assert re.fullmatch(r"\d{8}", segments["PID"][7])


def _scene() -> Scene:
    return Scene(Random(11), DEVELOPMENT[0])


def test_numbers_with_check_digits_have_the_right_ones() -> None:
    """Detection may trust a checksum, so that the generator must get it right."""
    scene = _scene()
    for _ in range(50):
        digits = re.sub(r"\D", "", numbers.card(scene))
        assert numbers.luhn(digits[:-1]) == digits[-1]
        account = numbers.iban(scene).replace(" ", "")
        assert int(account[4:] + "1314" + account[2:4]) % 97 == 1
    # examples from ISO/IEC 7812-1, 45 CFR 162.406's standard, and 49 CFR 565
    assert numbers.luhn("7992739871") == "3"
    assert numbers.luhn("80840123456789") == "3"
    assert numbers.checked("1M8GDM9A_KP042788") == "1M8GDM9AXKP042788"


def test_chat_mistypes_words_but_no_identifier_and_no_look_alike() -> None:
    """What is labelled stays as it was made, in lower case."""
    family = Family("k", "n", ("{!Remains Unchanged} " + "elsewhere " * 300,), manner="chat")
    text = document(family, DEVELOPMENT[0], Random(1)).text
    assert text.startswith("remains unchanged ")
    assert 0 < len([word for word in text.split()[2:] if word != "elsewhere"]) < 60


def test_lines_break_at_a_width_and_nothing_moves() -> None:
    """A space becomes the end of a line, so that offsets stay right."""
    family = Family("k", "n", ("{pt.full} and {date} " * 20,), width=30)
    made = document(family, DEVELOPMENT[0], Random(1))
    unbroken = document(family._replace(width=0), DEVELOPMENT[0], Random(1))
    assert made.text.replace("\n", " ") == unbroken.text
    assert made.spans == unbroken.spans
    assert max(map(len, made.text.splitlines())) < 60


def test_pieces_keep_their_places() -> None:
    """Offsets are those of the joined text."""
    made = assemble([Piece("ab"), Piece("cd", Label.NAME), Piece("ef", survives=True)], "k", "f")
    assert made == Document("abcdef", [Gold(2, 4, Label.NAME)], [(4, 6)], "k", "f")
    assert made.values() == ["cd"]


def test_a_score_counts_what_leaks_and_what_is_touched() -> None:
    """White space does not count; half an identifier is a leak."""
    made = assemble([Piece("a b", Label.NAME), Piece(" "), Piece("7/10", survives=True)], "k", "f")
    clean = assemble([Piece("nothing here")], "k", "f")
    half = score([made, clean], lambda text: [(0, 2), (5, 6)] if text.startswith("a") else [])
    tally = half.labels["NAME"]
    assert (tally.spans, tally.covered, tally.characters, tally.leaked) == (1, 0, 2, 1)
    assert (half.survivors, half.surviving) == (1, 0)
    assert half.documents == {"all": 2, "with identifiers": 1, "leaking": 1, "clean": 1, "untouched": 1}
    assert half.missed == [("NAME", "a b", "a b 7/10")]
    assert half.touched == [("7/10", "a b 7/10")]
    whole = score([made], lambda text: [(0, 1), (2, 3)])
    assert (whole.total.covered, whole.total.leaked, whole.surviving) == (1, 0, 1)
