"""FHIR resources: everything that identifies goes by its path, and what is left is still FHIR."""

from __future__ import annotations

import json
import re
from collections import Counter
from copy import deepcopy
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asgi_agent.phi import LIMITED_DATA_SET, Action, Label, Policy, Redactor, Span
from asgi_agent.phi.documents import find_json, redact_json_text, redact_json_value
from tests.clinical_text import documents, held_out_documents
from tests.phi.documents.bundle import ADDRESS, BUNDLE, GONE, PATIENT, STAYS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

TEXT = json.dumps(BUNDLE, indent=1)
INSTANT = re.compile(r"\d{4}-01-01T00:00:00Z")
DATED = re.compile(r"\d{4}-\d\d(-\d\d)?")


def redacted(value: Any, policy: Policy | None = None) -> Any:
    redactor = Redactor(policy) if policy is not None else Redactor()
    text = redact_json_text(json.dumps(value), redactor.session())
    assert json.loads(text) == redact_json_value(value, redactor.session())
    return json.loads(text)


def strings(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every string in a value, with its key."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from strings(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item, key)
    elif isinstance(value, str):
        yield key, value


RESULT = redacted(BUNDLE)
SHOWN = json.dumps(RESULT)


@pytest.mark.parametrize("value", sorted({value for _, value in strings(BUNDLE) if value.startswith("gone")}))
def test_what_identifies_by_its_path_goes(value: str) -> None:
    """Names, addresses, numbers, contacts: no rule for free text would find these."""
    assert value not in [value for _, value in strings(RESULT)]


@pytest.mark.parametrize("value", GONE)
def test_what_identifies_goes_wherever_it_stands(value: str) -> None:
    """In ids, references, narratives, notes, coordinates and files."""
    assert value not in SHOWN


@pytest.mark.parametrize("value", sorted({value for _, value in strings(BUNDLE) if value.startswith("stay")}))
def test_what_does_not_identify_stays(value: str) -> None:
    """Codes and their displays, systems, states, models, questions."""
    before, after = ([value for _, value in strings(each)] for each in (BUNDLE, RESULT))
    assert after.count(value) == before.count(value)


@pytest.mark.parametrize("value", STAYS)
def test_what_says_nothing_about_somebody_stays(value: str) -> None:
    """Codes, systems, profiles, numbers, prefixes, servers."""
    assert value in SHOWN


def test_dates_become_valid_years() -> None:
    """A date and a dateTime may be a year, an instant is the first moment of one."""
    assert not [value for _, value in strings(RESULT) if DATED.match(value) and not INSTANT.fullmatch(value)]
    found = dict(strings(RESULT))
    assert found["birthDate"] == "1990"
    assert found["occurrenceDateTime"] == "2021"
    instants = ("lastUpdated", "issued", "recorded", "timestamp", "when")
    assert all(INSTANT.fullmatch(found[key]) for key in instants)


def test_references_still_resolve() -> None:
    """The same token for the same id, of the form that the id had."""
    patient = RESULT["entry"][0]["resource"]
    assert patient["id"] != PATIENT
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", patient["id"])
    assert RESULT["entry"][0]["fullUrl"] == "urn:uuid:" + patient["id"]
    assert patient["link"][0]["other"]["reference"] == "Patient/" + patient["id"]
    practitioner = RESULT["entry"][1]
    assert patient["generalPractitioner"][0]["reference"] == "Practitioner/" + practitioner["resource"]["id"]
    assert (
        practitioner["fullUrl"]
        == "https://ehr.example.org/fhir/Practitioner/" + practitioner["resource"]["id"]
    )
    coverage = next(e["resource"] for e in RESULT["entry"] if e["resource"]["resourceType"] == "Coverage")
    assert coverage["beneficiary"]["reference"] == "#" + coverage["contained"][0]["id"]
    document = next(
        e["resource"] for e in RESULT["entry"] if e["resource"]["resourceType"] == "DocumentReference"
    )
    source = document["context"]["sourcePatientInfo"]["reference"]
    assert source == f"https://ehr.example.org/fhir/Patient/{patient['id']}/_history/2"


def test_tokens_hold_in_all_documents_of_a_session() -> None:
    """Bulk data has one resource a line."""
    session = Redactor().session()
    lines = [
        {"resourceType": "Patient", "id": "abc"},
        {"resourceType": "Observation", "subject": {"reference": "Patient/abc"}},
    ]
    patient, observation = (redact_json_value(line, session) for line in lines)
    assert observation["subject"]["reference"] == "Patient/" + patient["id"]
    other = redact_json_value({"resourceType": "Patient", "id": "xyz"}, session)
    assert other["id"] != patient["id"]
    again = redact_json_value([patient, {"resourceType": "Patient", "id": "new"}], session)
    assert again[0] == patient
    assert again[1]["id"] not in (patient["id"], other["id"])


def test_a_search_loses_its_query() -> None:
    """The server and the type stay."""
    [link] = RESULT["entry"][-1]["resource"]["link"]
    assert link == {"relation": "self", "url": "https://ehr.example.org/fhir/Patient?[ID]"}


def test_ages_above_89_are_90_and_other_quantities_stay() -> None:
    """As numbers, since their type is one."""
    assert SHOWN.count('"value": 90') == 3
    assert '"value": 93, "unit": "kg"' in SHOWN


@pytest.mark.parametrize(("years", "expected"), [(40, "year"), (88, "year"), (90, None), (120, None)])
def test_a_birth_date_that_tells_an_age_above_89_goes(years: int, expected: str | None) -> None:
    """With its key: no valid date says nothing."""
    born = datetime.now(UTC).year - years
    for value in (f"{born}-03-04", f"{born}-03", str(born)):
        result = redacted({"resourceType": "Patient", "birthDate": value, "active": True})
        assert result == {
            "resourceType": "Patient",
            **({"birthDate": str(born)} if expected else {}),
            "active": True,
        }


def test_what_has_no_other_value_goes_with_its_key() -> None:
    """Files, signatures, coordinates."""
    keys = Counter(key for key, _ in strings(RESULT))
    assert not {"data", "carrierAIDC"} & set(keys)
    assert "position" not in SHOWN
    assert "valueDecimal" not in SHOWN


def test_a_narrative_keeps_its_tags() -> None:
    """What is between them is read, with what it says in entities."""
    div = RESULT["entry"][0]["resource"]["text"]["div"]
    assert re.findall("<[^>]*>", div) == re.findall("<[^>]*>", BUNDLE["entry"][0]["resource"]["text"]["div"])
    assert "aspirin" in div
    assert "[PHONE]" in div


def test_a_text_that_repeats_what_its_code_is_called_stays() -> None:
    """Any other text beside a code is read."""
    coding = {"system": "http://snomed.info/sct", "code": "1", "display": "Seen by Dr. John Smith"}
    for text in (coding["display"], "Was seen by Dr. John Smith"):
        given = {"resourceType": "Condition", "code": {"coding": [coding, 5], "text": text}}
        assert (redacted(given) == given) is (text == coding["display"])


def test_labels_say_what_was_found() -> None:
    """By type and by system of an identifier, by system of a contact."""
    found = {TEXT[span.start : span.end]: span.label for span in find_json(TEXT, Redactor().session())}
    expected = {
        "gone mrn": Label.MRN,
        "gone ssn": Label.SSN,
        "gone ssn 2": Label.SSN,
        "gone license": Label.LICENSE,
        "gone npi": Label.LICENSE,
        "gone plain": Label.MRN,
        "gone visit": Label.ID,
        "gone group": Label.HEALTH_PLAN,
        "gone serial": Label.DEVICE,
        "gone fax": Label.FAX,
        "gone email": Label.EMAIL,
        "gone unsaid": Label.PHONE,
        "gone ward": Label.LOCATION,
        "gone Hospital": Label.LOCATION,
        "gone agent": Label.LOCATION,
        "gone by urn": Label.NAME,
        "gone beneficiary": Label.NAME,
        "02139-4307": Label.ZIP,
        PATIENT: Label.ID,
    }
    assert {value: found.get(value) for value in expected} == expected


def test_a_limited_data_set_keeps_dates_and_towns() -> None:
    """45 CFR 164.514(e)."""
    result = redacted(
        {"resourceType": "Patient", "birthDate": "1972-03-04", "address": [ADDRESS]}, LIMITED_DATA_SET
    )
    assert result["birthDate"] == "1972-03-04"
    assert result["address"][0]["city"] == "gone city"
    assert result["address"][0]["postalCode"] == "02139-4307"
    assert result["address"][0]["line"] == ["[ADDRESS]", "[ADDRESS]"]


def test_what_the_policy_keeps_is_not_dropped() -> None:
    """Coordinates and files as well."""
    policy = Policy("own", {Label.ADDRESS: Action.KEEP, Label.ID: Action.KEEP})
    given = {"resourceType": "Location", "position": {"latitude": 1.5, "longitude": 2.5}, "id": "loc-77"}
    assert redacted(given, policy) == given


def test_pseudonyms_take_the_place_of_tokens_and_dates() -> None:
    """A vault's token for an id; a date that was moved, since that is a date still."""

    def replace(value: str, span: Span) -> str:
        return "1999-12-31" if span.label is Label.DATE else f"[{span.label}_k7f3]"

    session = Redactor(replace=replace).session()
    given = {"resourceType": "Patient", "id": "abc", "birthDate": "1972-03-04", "name": [{"family": "Ode"}]}
    assert redact_json_value(given, session) == {
        "resourceType": "Patient",
        "id": "[ID_k7f3]",
        "birthDate": "1999-12-31",
        "name": [{"family": "[NAME_k7f3]"}],
    }


def test_keys_of_the_policy_come_first() -> None:
    """In resources as elsewhere."""
    policy = Policy("own", json_keys={"status": Label.ID})
    assert redacted({"resourceType": "Patient", "status": "odd"}, policy)["status"] == "[ID]"


def test_members_that_are_no_fhir_are_read_by_their_keys() -> None:
    """A site adds what it likes."""
    given = {"resourceType": "Patient", "ssn": "987-65-4320", "homePhone": "617 555 0182", "mrn": 12345}
    assert redacted(given) == {
        "resourceType": "Patient",
        "ssn": "[SSN]",
        "homePhone": "[PHONE]",
        "mrn": "[MRN]",
    }


def test_a_resource_within_anything_is_a_resource() -> None:
    """A tool's result, a message, a string."""
    inner = {"resourceType": "Person", "name": [{"family": "gone inner"}]}
    for outer in ({"result": inner}, [[inner]], {"text": json.dumps(inner)}):
        assert "gone" not in json.dumps(redacted(outer))


@pytest.mark.parametrize(
    "given",
    [
        {
            "resourceType": "Patient",
            "name": "gone",
            "address": "x",
            "telecom": 5,
            "identifier": None,
            "id": 7,
        },
        {
            "resourceType": "Bundle",
            "entry": [None, 1, "x", {"resource": []}, {"fullUrl": None}],
            "contained": {},
        },
        {"resourceType": 5, "name": []},
        {"resourceType": "Observation", "subject": {"reference": None, "display": 5, "type": []}},
        {"resourceType": "", "extension": [{"url": None, "valueString": 1}, {"url": "x"}]},
        {
            "resourceType": "Patient",
            "identifier": [{"type": {"coding": [1, {"code": None}]}, "value": "gone"}],
        },
    ],
)
def test_malformed_resources_are_read_as_far_as_they_go(given: Any) -> None:
    """Whoever sends nonsense gets no exception."""
    redacted(given)


@given(st.randoms(use_true_random=False), st.integers(1, 12))
def test_no_mutilated_bundle_raises(random: Random, wounds: int) -> None:
    """Parts of it replaced by anything, and moved to where they do not belong."""
    bundle = json.loads(TEXT)
    spares: list[Any] = [
        None,
        5,
        -1.5,
        True,
        "x",
        "",
        [],
        {},
        [[]],
        {"resourceType": "Patient"},
        *bundle["entry"],
    ]
    for _ in range(wounds):
        place = bundle
        while isinstance(place, dict | list) and place:
            key = random.choice(list(place) if isinstance(place, dict) else range(len(place)))
            if random.random() < 0.2 or not isinstance(place[key], dict | list):
                place[key] = deepcopy(random.choice(spares))
                break
            place = place[key]
    redacted(bundle)


def test_redacting_twice_is_redacting_once() -> None:
    """What is left is no identifier."""
    once = redact_json_text(TEXT, Redactor().session())
    assert redact_json_text(once, Redactor().session()) == once
    assert find_json(once, Redactor().session()) == []


@pytest.mark.parametrize("made", [documents, held_out_documents])
def test_every_value_on_a_path_is_found(made: Any) -> None:
    """Of bundles that nobody wrote a rule for; and everything that must stay stays."""
    for document in made("fhir", seed=5, n=40):
        covered = {
            place
            for span in find_json(document.text, Redactor().session())
            for place in range(span.start, span.end)
        }
        for gold in document.spans:
            assert covered.issuperset(range(gold.start, gold.end)), document.text[gold.start : gold.end]
        for start, end in document.survivors:
            assert covered.isdisjoint(range(start, end)), document.text[start:end]


@pytest.mark.parametrize("number", [1200, 1850, 1930, 5000])
def test_results_of_four_digits_stay(number: int) -> None:
    """A volume of 1200 mL is no year of long ago, as a number or as text."""
    observation = {
        "resourceType": "Observation",
        "valueQuantity": {"value": number, "unit": "mL"},
        "referenceRange": [{"low": {"value": number}}],
        "component": [{"valueInteger": number}, {"valueString": str(number)}],
    }
    assert redacted(observation) == observation


def test_a_birth_year_of_long_ago_goes() -> None:
    """As text of the type, and as the answer to a question for it."""
    item = [{"linkId": "1", "text": "Year of birth", "answer": [{"valueDate": "1930"}]}]
    assert redacted({"resourceType": "Patient", "birthDate": "1930"}) == {"resourceType": "Patient"}
    assert redacted({"resourceType": "QuestionnaireResponse", "item": item}) == {
        "resourceType": "QuestionnaireResponse",
        "item": [{"linkId": "1", "text": "Year of birth", "answer": [{}]}],
    }


@pytest.mark.parametrize(
    ("resource", "rest"),
    [
        (
            {"resourceType": "Patient", "identifier": [{"value": 812345}], "telecom": [{"value": 5550133}]},
            {"identifier": [{"value": "[MRN]"}], "telecom": [{"value": "[PHONE]"}]},
        ),
        ({"resourceType": "Patient", "birthDate": 19741225}, {"birthDate": "[DATE]"}),
        (
            {"resourceType": "Parameters", "parameter": [{"part": [{"name": "mrn", "valueInteger": 48112}]}]},
            {"parameter": [{"part": [{"name": "mrn", "valueInteger": "[MRN]"}]}]},
        ),
        (
            {"resourceType": "Task", "input": [{"type": {"text": "MRN"}, "valueString": "8812"}]},
            {"input": [{"type": {"text": "MRN"}, "valueString": "[MRN]"}]},
        ),
        (
            {"resourceType": "Questionnaire", "url": "https://q.example.org/who"},
            {"url": "https://q.example.org/who"},
        ),
        (
            {"resourceType": "Coverage", "class": [{"value": {"value": "CB135"}}]},
            {"class": [{"value": {"value": "[HEALTH_PLAN]"}}]},
        ),
        (
            {"resourceType": "Coverage", "subscriberId": [{"value": "5551"}]},
            {"subscriberId": [{"value": "[HEALTH_PLAN]"}]},
        ),
        (
            {"resourceType": "Observation", "code": {"text": "Age"}, "valueInteger": 97},
            {"code": {"text": "Age"}, "valueInteger": 90},
        ),
        (
            {
                "resourceType": "Observation",
                "component": [{"code": {"coding": [{"display": "ZIP code"}]}, "valueString": "03060"}],
            },
            {"component": [{"code": {"coding": [{"display": "ZIP code"}]}, "valueString": "030"}]},
        ),
        (
            {
                "resourceType": "QuestionnaireResponse",
                "item": [{"text": "Birth date", "valueDate": "1974-12-25"}],
            },
            {"item": [{"text": "Birth date", "valueDate": "1974"}]},
        ),
        (
            {"resourceType": "Subscription", "criteria": "Observation?subject=Patient/4711"},
            {"criteria": "Observation?[ID]"},
        ),
        (
            {"resourceType": "Bundle", "link": [{"url": "https://h.example/Patient/77/Observation?code=1"}]},
            {"link": [{"url": "[ID]"}]},
        ),
        (
            {"resourceType": "Bundle", "link": [{"url": "Patient/77/$everything"}]},
            {"link": [{"url": "Patient/redacted-1/$everything"}]},
        ),
        (
            {"resourceType": "Bundle", "entry": [{"request": {"url": "/metadata", "ifNoneExist": "_id=77"}}]},
            {"entry": [{"request": {"url": "/metadata", "ifNoneExist": "[ID]"}}]},
        ),
        (
            {"resourceType": "Parameters", "parameter": [{"name": "identifier", "valueString": "77"}]},
            {"parameter": [{"name": "identifier", "valueString": "[ID]"}]},
        ),
        (
            {"resourceType": "Parameters", "parameter": [{"name": "name", "valueString": "LOINC"}]},
            {"parameter": [{"name": "name", "valueString": "LOINC"}]},
        ),
        (
            {
                "resourceType": "QuestionnaireResponse",
                "item": [
                    {"text": "Name:", "answer": [{"valueString": "Xqan"}]},
                    {"text": "What is your name?", "answer": [{"valueString": "Xqor"}]},
                    {"text": "How old are you?", "answer": [{"valueInteger": 93}]},
                ],
            },
            {
                "item": [
                    {"text": "Name:", "answer": [{"valueString": "[NAME]"}]},
                    {"text": "What is your name?", "answer": [{"valueString": "[NAME]"}]},
                    {"text": "How old are you?", "answer": [{"valueInteger": 90}]},
                ]
            },
        ),
        (
            {"resourceType": "FamilyMemberHistory", "ageString": "93", "deceasedString": "at home"},
            {"ageString": "90+", "deceasedString": "at home"},
        ),
        (
            {"resourceType": "Claim", "related": [{"reference": {"value": "R1"}}]},
            {"related": [{"reference": {"value": "[ID]"}}]},
        ),
        (
            {"resourceType": "ServiceRequest", "requisition": {"value": "R1"}},
            {"requisition": {"value": "[ID]"}},
        ),
        (
            {"resourceType": "Claim", "accident": {"locationAddress": {"text": "by the old mill"}}},
            {"accident": {"locationAddress": {"text": "[ADDRESS]"}}},
        ),
        (
            {"resourceType": "Patient", "link": [{"other": {"display": "gone"}, "type": "seealso"}]},
            {"link": [{"other": {"display": "[NAME]"}, "type": "seealso"}]},
        ),
        (
            {"resourceType": "DeviceRequest", "performer": {"reference": {"display": "gone"}}},
            {"performer": {"reference": {"display": "[NAME]"}}},
        ),
        (
            {"resourceType": "AuditEvent", "entity": [{"query": "R0VUIFBhdGllbnQ/ZmFtaWx5PW9kZQ=="}]},
            {"entity": [{"query": "W0lEXQ=="}]},
        ),
        (
            {"resourceType": "Task", "input": [{"type": {"text": "scan"}, "valueBase64Binary": "Z29uZQ=="}]},
            {"input": [{"type": {"text": "scan"}, "valueBase64Binary": "W0lEXQ=="}]},
        ),
        (
            {"resourceType": "Consent", "provision": {"data": [{"meaning": "related"}]}},
            {"provision": {"data": [{"meaning": "related"}]}},
        ),
        (
            {"resourceType": "DeviceMetric", "calibration": [{"time": "2020-03-04T10:11:12Z"}]},
            {"calibration": [{"time": "2020-01-01T00:00:00Z"}]},
        ),
        (
            {"resourceType": "MeasureReport", "measure": "https://m.example.org/Measure/screening|1.0"},
            {"measure": "https://m.example.org/Measure/screening|1.0"},
        ),
        (
            {"resourceType": "MessageHeader", "eventUri": "https://m.example.org/search?patient=4711"},
            {"eventUri": "[URL]"},
        ),
        (
            {"resourceType": "Bundle", "entry": [{"response": {"lastModified": "2020-03-04T10:11:12Z"}}]},
            {"entry": [{"response": {"lastModified": "2020-01-01T00:00:00Z"}}]},
        ),
    ],
)
def test_what_a_path_or_a_question_names_goes(resource: Any, rest: Any) -> None:
    """As a number, nested, in the forms of R5, and under a code; and keeps its type where that can be."""
    assert redacted(resource) == {"resourceType": resource["resourceType"], **rest}
