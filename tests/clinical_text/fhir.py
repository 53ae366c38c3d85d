"""FHIR R4 bundles whose structure says what is an identifier."""

from __future__ import annotations

import json
from random import Random
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from asgi_agent.phi.spans import Label
from tests.clinical_text import dates, lookalikes, numbers, values
from tests.clinical_text.document import Document, Joined, Piece, assemble
from tests.clinical_text.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tests.clinical_text.pool import Pool

    # a bool is an int, and an int passes for a float
    Value: TypeAlias = "Piece | Joined | Number | str | float | Sequence[Value] | Mapping[str, Value] | None"


class Number(NamedTuple):
    """A number that says something about somebody."""

    piece: Piece


CORE = "http://hl7.org/fhir/us/core/StructureDefinition/"
STANDARD = "http://hl7.org/fhir/StructureDefinition/"


def document(pool: Pool, seed: str) -> Document:
    """A bundle of a patient, a practitioner, and what happened to the patient."""
    scene = Scene(Random(seed), pool)
    patient = _id(scene)
    resources = [
        _patient(scene, patient),
        _practitioner(scene),
        _encounter(scene, patient),
        _observation(scene, patient),
        _condition(scene, patient),
        _coverage(scene, patient),
        _device(scene, patient),
    ]
    entries: list[Value] = [{"fullUrl": _urn(scene), "resource": resource} for resource in resources]
    bundle: Value = {"resourceType": "Bundle", "id": _id(scene), "type": "collection", "entry": entries}
    return assemble(_written(bundle), "fhir", "bundle")


def _written(value: Value) -> Iterator[Piece]:
    """The value as JSON; what a string is made of keeps its label, without the quotes."""
    if isinstance(value, Number):
        yield value.piece
    elif isinstance(value, Piece | Joined):
        yield Piece('"')
        for piece in [value] if isinstance(value, Piece) else value.pieces:
            yield piece._replace(text=json.dumps(piece.text, ensure_ascii=False)[1:-1])
        yield Piece('"')
    elif isinstance(value, dict):
        for number, (key, each) in enumerate(value.items()):
            yield Piece(("," if number else "{") + json.dumps(key) + ":")
            yield from _written(each)
        yield Piece("}")
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield Piece("," if number else "[")
            yield from _written(each)
        yield Piece("]")
    else:
        yield Piece(json.dumps(value, ensure_ascii=False))


def _patient(scene: Scene, patient: Piece) -> Value:
    somebody, kin = scene.person("pt"), scene.person("kin")
    gone = scene.rng.random() < 0.3
    return {
        "resourceType": "Patient",
        "id": patient,
        "meta": {"lastUpdated": _instant(scene), "profile": [Piece(CORE + "us-core-patient", survives=True)]},
        "text": {"status": "generated", "div": _narrative(scene)},
        "extension": [
            {
                "url": Piece(CORE + "us-core-birthsex", survives=True),
                "valueCode": scene.person("pt").form("mf")[0].text,
            },
            {
                "url": STANDARD + "patient-mothersMaidenName",
                "valueString": Piece(scene.person("mother").family, Label.NAME),
            },
        ],
        "identifier": [
            _identifier("MR", Piece(scene.once("mrn", scene.shaped("mrn")), Label.MRN)),
            _identifier("SS", Piece(scene.once("ssn", numbers.ssn(scene.rng)), Label.SSN)),
            _identifier("DL", Piece(scene.shaped("license"), Label.LICENSE)),
        ],
        "active": True,
        "name": [
            {
                "use": "official",
                "family": Piece(somebody.family, Label.NAME),
                "given": [Piece(somebody.given, Label.NAME), Piece(somebody.middle, Label.NAME)],
            }
        ],
        "telecom": [
            {"system": "phone", "value": Piece(numbers.phone(scene), Label.PHONE), "use": "home"},
            {"system": "email", "value": _filled("email", scene)},
        ],
        "gender": Piece("female" if somebody.female else "male", survives=True),
        "birthDate": Piece(dates.birthday(scene.rng).isoformat(), Label.DATE),
        **({"deceasedDateTime": _day(scene)} if gone else {"deceasedBoolean": False}),
        "address": [{**_address(scene), "extension": [_geolocation(scene)]}],
        "contact": [
            {
                "name": {"text": Piece(f"{kin.given} {kin.family}", Label.NAME)},
                "telecom": [{"system": "phone", "value": Piece(numbers.phone(scene), Label.PHONE)}],
            }
        ],
    }


def _practitioner(scene: Scene) -> Value:
    doctor = scene.person("doc")
    return {
        "resourceType": "Practitioner",
        "id": _id(scene),
        "identifier": [
            {"system": "http://hl7.org/fhir/sid/us-npi", "value": Piece(numbers.npi(scene), Label.LICENSE)}
        ],
        "name": [{"text": Piece(f"{doctor.given} {doctor.family}", Label.NAME), "prefix": ["Dr."]}],
        "address": [_address(scene)],
    }


def _encounter(scene: Scene, patient: Piece) -> Value:
    return {
        "resourceType": "Encounter",
        "id": _id(scene),
        "identifier": [{"value": Piece(scene.shaped("visit"), Label.ID)}],
        "status": Piece("finished", survives=True),
        "subject": _reference(scene, patient),
        "period": {"start": _instant(scene), "end": _instant(scene)},
        "location": [
            {"location": {"display": Piece(scene.rng.choice(scene.pool.places.facilities), Label.LOCATION)}}
        ],
    }


def _observation(scene: Scene, patient: Piece) -> Value:
    drug = Piece(lookalikes.text("drug", scene), survives=True)
    note = [Piece("Spoke with "), *scene.person("pt").form("titled"), Piece(" about "), drug, Piece(".")]
    return {
        "resourceType": "Observation",
        "id": _id(scene),
        "status": Piece("final", survives=True),
        "code": {"coding": [_coding("http://loinc.org", "4548-4", "Hemoglobin A1c")]},
        "subject": _reference(scene, patient),
        "effectiveDateTime": _day(scene),
        "valueQuantity": {"value": 6.5, "unit": "%", "system": "http://unitsofmeasure.org"},
        "note": [{"text": Joined(note)}],
    }


def _condition(scene: Scene, patient: Piece) -> Value:
    eponym = lookalikes.text("eponym", scene)
    return {
        "resourceType": "Condition",
        "id": _id(scene),
        "code": {"coding": [_coding("http://snomed.info/sct", "44054006", eponym)]},
        "subject": _reference(scene, patient),
        "onsetDateTime": _day(scene),
    }


def _coverage(scene: Scene, patient: Piece) -> Value:
    return {
        "resourceType": "Coverage",
        "id": _id(scene),
        "status": Piece("active", survives=True),
        "subscriberId": Piece(scene.shaped("plan"), Label.HEALTH_PLAN),
        "beneficiary": _reference(scene, patient),
    }


def _device(scene: Scene, patient: Piece) -> Value:
    return {
        "resourceType": "Device",
        "id": _id(scene),
        "udiCarrier": [{"carrierHRF": Piece(numbers.udi(scene), Label.DEVICE)}],
        "serialNumber": Piece(scene.shaped("serial"), Label.DEVICE),
        "patient": _reference(scene, patient),
    }


def _geolocation(scene: Scene) -> Value:
    latitude, longitude = (
        Number(Piece(scene.fill(shape), Label.LOCATION)) for shape in ("4#.###%", "-8#.###%")
    )
    parts = [{"url": "latitude", "valueDecimal": latitude}, {"url": "longitude", "valueDecimal": longitude}]
    return {"url": STANDARD + "geolocation", "extension": parts}


def _numbered(system: str, value: Piece) -> Value:
    return {"system": Piece(system, survives=True), "value": value}


def _address(scene: Scene) -> dict[str, Value]:
    town, state, prefix = scene.rng.choice(scene.pool.places.towns)
    return {
        "line": [_filled("street", scene)],
        "city": Piece(town, Label.LOCATION),
        "state": Piece(state, survives=True),
        "postalCode": Piece(prefix + scene.fill("##"), Label.ZIP),
        "country": Piece("US", survives=True),
    }


def _narrative(scene: Scene) -> Joined:
    """XHTML, with the patient's name in it and a look-alike."""
    drug = Piece(lookalikes.text("drug", scene), survives=True)
    return Joined([Piece("<div>"), *scene.person("pt").form("full"), Piece(" takes "), drug, Piece("</div>")])


def _identifier(kind: str, value: Piece) -> Value:
    coding = _coding("http://terminology.hl7.org/CodeSystem/v2-0203", kind, kind)
    return {"type": {"coding": [coding]}, "value": value}


def _coding(system: str, code: str, display: str) -> Value:
    return {
        "system": Piece(system, survives=True),
        "code": Piece(code, survives=True),
        "display": Piece(display, survives=True),
    }


def _reference(scene: Scene, patient: Piece) -> Value:
    somebody = scene.person("pt")
    return {
        "reference": Joined([Piece("Patient/"), patient]),
        "display": Piece(f"{somebody.given} {somebody.family}", Label.NAME),
    }


def _filled(slot: str, scene: Scene) -> Piece:
    return values.fill(slot, scene)[0]


def _id(scene: Scene) -> Piece:
    return _filled("uuid", scene)


def _urn(scene: Scene) -> Joined:
    return Joined([Piece("urn:uuid:"), _id(scene)])


def _day(scene: Scene) -> Piece:
    return Piece(dates.day(scene.rng).isoformat(), Label.DATE)


def _instant(scene: Scene) -> Piece:
    return Piece(dates.FORMATS["offset"](dates.day(scene.rng)), Label.DATE)
