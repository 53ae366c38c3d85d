"""HL7 v2 messages whose segments and fields say what is an identifier."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from asgi_agent.phi.spans import Label
from tests.clinical_text import dates, lookalikes, numbers, values
from tests.clinical_text.document import Document, Joined, Piece, assemble
from tests.clinical_text.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.clinical_text.pool import Pool
    from tests.clinical_text.scene import Person

    Field = str | Piece | Joined | list[str | Piece]


def document(pool: Pool, seed: str) -> Document:
    """An admission or a result, with patient, next of kin, guarantor, insurance and free text."""
    scene = Scene(Random(seed), pool)
    segments = [_head(scene), _patient(scene), _kin(scene), _visit(scene)]
    segments += [_guarantor(scene), _insurance(scene), *_results(scene)]
    pieces = (piece for segment in segments for piece in _written(segment))
    return assemble(pieces, "hl7", "message")


def _written(segment: list[Field]) -> Iterator[Piece]:
    """Fields with bars between them, components with carets, and the end of a segment."""
    for number, field in enumerate(segment):
        yield Piece("|" if number else "")
        for place, component in enumerate(field if isinstance(field, list) else [field]):
            yield Piece("^" if place else "")
            if isinstance(component, Joined):
                yield from component.pieces
            else:
                yield component if isinstance(component, Piece) else Piece(component)
    yield Piece("\r")


def _head(scene: Scene) -> list[Field]:
    time = dates.day(scene.rng).strftime("%Y%m%d") + "081500"
    kind: list[str | Piece] = [Piece("ADT", survives=True), Piece("A01", survives=True)]
    return [
        "MSH",
        "^~\\&",
        "EHR",
        "SITE",
        "LAB",
        "SITE",
        Piece(time, Label.DATE),
        "",
        kind,
        scene.fill("######"),
        "P",
        "2.5.1",
    ]


def _patient(scene: Scene) -> list[Field]:
    patient = scene.person("pt")
    mrn = Piece(scene.once("mrn", scene.shaped("mrn").replace("^", "")), Label.MRN)
    return [
        "PID",
        "1",
        "",
        [mrn, "", "", "SITE", "MR"],
        "",
        _name(patient),
        [Piece(scene.person("mother").family, Label.NAME)],
        Piece(dates.birthday(scene.rng).strftime("%Y%m%d"), Label.DATE),
        Piece(patient.form("mf")[0].text, survives=True),
        "",
        "",
        _address(scene),
        "",
        Piece(numbers.phone(scene), Label.PHONE),
        Piece(numbers.phone(scene), Label.PHONE),
        "",
        Piece("M", survives=True),
        "",
        Piece(scene.shaped("account"), Label.ACCOUNT),
        Piece(scene.once("ssn", numbers.ssn(scene.rng)), Label.SSN),
        Piece(scene.shaped("license"), Label.LICENSE),
    ]


def _kin(scene: Scene) -> list[Field]:
    kin = scene.person("kin")
    relation: list[str | Piece] = [Piece("CHD", survives=True), "Child"]
    return ["NK1", "1", _name(kin), relation, _address(scene), Piece(numbers.phone(scene), Label.PHONE)]


def _visit(scene: Scene) -> list[Field]:
    doctor = scene.person("doc")
    attending: list[str | Piece] = [Piece(numbers.npi(scene), Label.LICENSE), *_name(doctor)]
    filler: list[Field] = [""] * 11
    visit = Piece(scene.shaped("visit"), Label.ID)
    return ["PV1", "1", Piece("I", survives=True), ["ICU", "01", "A"], "R", "", "", attending, *filler, visit]


def _guarantor(scene: Scene) -> list[Field]:
    account = Piece(scene.shaped("account"), Label.ACCOUNT)
    return ["GT1", "1", account, _name(scene.person("guarantor")), "", _address(scene)]


def _insurance(scene: Scene) -> list[Field]:
    filler: list[Field] = [""] * 31
    plan = Piece(scene.shaped("plan"), Label.HEALTH_PLAN)
    return ["IN1", "1", "PPO", "0012", "PAYER", *filler, plan]


def _results(scene: Scene) -> Iterator[list[Field]]:
    code: list[str | Piece] = [Piece("4548-4", survives=True), Piece("Hemoglobin A1c", survives=True), "LN"]
    time = Piece(dates.day(scene.rng).strftime("%Y%m%d") + "0930", Label.DATE)
    value: list[Field] = [Piece("6.5", survives=True), "%", "4.0-5.6", "H", "", "", "F", "", ""]
    yield ["OBX", "1", "NM", code, "", *value, time]
    drug = Piece(lookalikes.text("drug", scene), survives=True)
    yield [
        "NTE",
        "1",
        "",
        Joined([Piece("Seen with "), *scene.person("pt").form("titled"), Piece(" for "), drug]),
    ]


def _name(person: Person) -> list[str | Piece]:
    return [
        Piece(person.family, Label.NAME),
        Piece(person.given, Label.NAME),
        Piece(person.middle, Label.NAME),
    ]


def _address(scene: Scene) -> list[str | Piece]:
    town, state, prefix = scene.rng.choice(scene.pool.places.towns)
    street = values.fill("street", scene)[0]
    return [
        street,
        "",
        Piece(town, Label.LOCATION),
        Piece(state, survives=True),
        Piece(prefix + scene.fill("##"), Label.ZIP),
    ]
