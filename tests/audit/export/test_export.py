"""Exports of several entries."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from fhir.resources.bundle import Bundle
from fhir.resources.R4B.bundle import Bundle as R4BBundle

from asgi_agent.audit.export import FORMATS, export
from tests.audit.visits import entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asgi_agent.audit.record import Entry

OTHER = "0197a0b4-5a00-7000-8000-000000000008"


@pytest.mark.parametrize("form", ["fhir-r5", "fhir-r4b", "ocsf"])
def test_json_is_one_object_a_line(form: str) -> None:
    """As FHIR's bulk data and log collectors read it."""
    text = "".join(export([entry(), entry(id=OTHER)], form))
    assert len([json.loads(line) for line in text.splitlines()]) == 2
    assert text.endswith("}\n")


@pytest.mark.parametrize(("form", "model"), [("fhir-r5", Bundle), ("fhir-r4b", R4BBundle)])
def test_a_bundle_holds_all_events(form: str, model: type[Bundle] | type[R4BBundle]) -> None:
    """A collection, each by its id; an empty one has no entries at all."""
    for entries in ([], [entry()], [entry(), entry(id=OTHER)]):
        document = json.loads("".join(export(entries, form, bundle=True)))
        model.model_validate(document)
        assert document["type"] == "collection"
        assert [one["fullUrl"] for one in document.get("entry", [])] == [
            f"urn:uuid:{one.id}" for one in entries
        ]


def test_an_id_that_is_no_uuid_is_not_passed_off_as_one() -> None:
    """The place in the log says as well which event it is."""
    document = json.loads("".join(export([entry(id="a-7")], "fhir-r5", bundle=True)))
    assert document["entry"][0]["fullUrl"] == "urn:asgi-agent:audit:audit#7"


def test_csv_begins_with_its_columns() -> None:
    """Also where there is nothing below them."""
    assert "".join(export([], "csv")).startswith("seq,time,")
    assert len(list(export([entry()], "csv"))) == 2


def test_nothing_is_made_before_it_is_asked_for() -> None:
    """A log of any length fits."""
    taken: list[int] = []

    def entries() -> Iterator[Entry]:
        for number in range(5):
            taken.append(number)
            yield entry()

    for form in FORMATS:
        taken.clear()
        pieces = export(entries(), form)
        next(pieces)
        assert len(taken) <= 1


def test_a_format_that_there_is_not_is_refused() -> None:
    """And a bundle of what has none."""
    with pytest.raises(ValueError, match="no format 'xml'"):
        export([], "xml")
    with pytest.raises(ValueError, match="only FHIR"):
        export([], "ocsf", bundle=True)
