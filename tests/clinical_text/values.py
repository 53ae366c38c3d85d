"""What stands in the slots of the templates."""

from __future__ import annotations

import datetime
import unicodedata
import uuid
from typing import TYPE_CHECKING

from asgi_agent.phi.spans import Label
from tests.clinical_text import dates, lookalikes, numbers
from tests.clinical_text.document import Piece

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.clinical_text.scene import Scene


def fill(slot: str, scene: Scene) -> Sequence[Piece]:
    """What stands in this slot, which is a name or, as in `ID=A-###`, a label and the make of a value.

    Raises:
        KeyError: the slot has no name that anybody knows.
    """
    if slot in scene.pool.lookalikes:
        return [Piece(lookalikes.text(slot, scene), survives=True)]
    if slot in LABELLED:
        label, make = LABELLED[slot]
        return [Piece(make(scene), label)]
    if slot in COMPOSED:
        return COMPOSED[slot](scene)
    name, given, shape = slot.partition("=")
    if given:
        return [Piece(scene.fill(shape), Label[name])]
    role, _, form = slot.partition(".")
    return scene.person(role).form(form)


def _date(scene: Scene) -> str:
    formats = scene.pool.style.dates
    return formats[scene.rng.choice(sorted(formats))](dates.day(scene.rng))


def _bare_date(scene: Scene) -> str:
    return dates.BARE["day" if scene.rng.random() < 0.5 else "day zero"](dates.day(scene.rng))


def _range(scene: Scene) -> Sequence[Piece]:
    first = dates.day(scene.rng)
    last = first + datetime.timedelta(days=scene.rng.randint(1, 9))
    return scene.rng.choice(scene.pool.style.ranges)(first, last)


def _birthday(scene: Scene) -> str:
    day = datetime.date.fromisoformat(scene.once("dob", dates.birthday(scene.rng).isoformat()))
    style = scene.pool.style
    return style.dates[scene.rng.choice(style.births)](day)


def _personal(kind: str) -> Callable[[Scene], str]:
    def made(scene: Scene) -> str:
        person = scene.person("pt")
        first, last = plain(person.given), plain(person.family)
        shape = scene.rng.choice(scene.pool.shapes[kind])
        named = shape.replace("<first>", first).replace("<last>", last).replace("<initial>", first[0])
        return named.replace("<number>", scene.fill("%####")).replace("<two>", scene.fill("%#"))

    return made


def plain(name: str) -> str:
    """The letters of a name as they stand in an address."""
    decomposed = unicodedata.normalize("NFKD", name.replace("\u0131", "i").replace("ł", "l"))
    return "".join(char for char in decomposed.lower() if char.isascii() and char.isalpha())


def _zip(scene: Scene) -> str:
    _, _, prefix = scene.rng.choice(scene.pool.places.towns)
    return prefix + scene.fill(scene.rng.choice(("##", "##", "##-####")))


def _street(scene: Scene) -> str:
    number = scene.fill(scene.rng.choice(("%#", "%##", "%###", "%####")))
    street = f"{number} {scene.rng.choice(scene.pool.places.streets)}"
    return street + scene.rng.choice(scene.pool.style.units).format(scene.fill("%##"))


def _po_box(scene: Scene) -> str:
    return scene.fill(scene.rng.choice(scene.pool.style.boxes))


def _address(scene: Scene, separator: str) -> list[Piece]:
    town, state, prefix = scene.rng.choice(scene.pool.places.towns)
    street = Piece(_po_box(scene) if scene.rng.random() < 0.12 else _street(scene), Label.ADDRESS)
    code = Piece(prefix + scene.fill(scene.rng.choice(("##", "##-####"))), Label.ZIP)
    return [street, Piece(separator), Piece(town, Label.LOCATION), Piece(f", {state} "), code]


def _town_and_state(scene: Scene) -> list[Piece]:
    town, state, _ = scene.rng.choice(scene.pool.places.towns)
    return [Piece(town, Label.LOCATION), Piece(f", {state}")]


def _shaped(kind: str) -> Callable[[Scene], str]:
    return lambda scene: scene.shaped(kind)


def _kept(kind: str) -> Callable[[Scene], str]:
    return lambda scene: scene.once(kind, scene.shaped(kind))


def _uuid(scene: Scene) -> str:
    return str(uuid.UUID(int=scene.rng.getrandbits(128), version=4))


LABELLED: dict[str, tuple[Label, Callable[[Scene], str]]] = {
    "date": (Label.DATE, _date),
    "day": (Label.DATE, _bare_date),
    "digits date": (Label.DATE, lambda scene: dates.BARE["digits"](dates.day(scene.rng))),
    "month": (Label.DATE, lambda scene: dates.BARE["month of year"](dates.day(scene.rng))),
    "dob": (Label.DATE, _birthday),
    "age90": (Label.AGE, lambda scene: str(scene.rng.choice((90, 91, 92, 93, 94, 95, 97, 99, 101, 104)))),
    "phone": (Label.PHONE, numbers.phone),
    "fax": (Label.FAX, numbers.phone),
    "email": (Label.EMAIL, _personal("email")),
    "url": (Label.URL, _personal("url")),
    "ip": (Label.IP, numbers.ip),
    "ssn": (Label.SSN, lambda scene: scene.once("ssn", numbers.ssn(scene.rng))),
    "ssn bare": (Label.SSN, lambda scene: numbers.ssn(scene.rng).replace("-", scene.rng.choice(("", " ")))),
    "ssn end": (Label.SSN, lambda scene: scene.fill("%###")),
    "mrn": (Label.MRN, _kept("mrn")),
    "mrn2": (Label.MRN, _shaped("mrn")),
    "plan": (Label.HEALTH_PLAN, _shaped("plan")),
    "mbi": (Label.HEALTH_PLAN, numbers.mbi),
    "account": (Label.ACCOUNT, _shaped("account")),
    "iban": (Label.ACCOUNT, numbers.iban),
    "card": (Label.CARD, numbers.card),
    "card end": (Label.CARD, lambda scene: scene.fill("%###")),
    "license": (Label.LICENSE, _shaped("license")),
    "npi": (Label.LICENSE, numbers.npi),
    "dea": (Label.LICENSE, numbers.dea),
    "vin": (Label.VEHICLE, numbers.vin),
    "plate": (Label.VEHICLE, _shaped("plate")),
    "serial": (Label.DEVICE, _shaped("serial")),
    "udi": (Label.DEVICE, numbers.udi),
    "mac": (Label.DEVICE, lambda scene: ":".join(f"{scene.rng.randint(0, 255):02X}" for _ in range(6))),
    "biometric": (Label.BIOMETRIC, _shaped("biometric")),
    "photo": (Label.PHOTO, _shaped("photo")),
    "visit": (Label.ID, _shaped("visit")),
    "claim": (Label.ID, _shaped("claim")),
    "rx": (Label.ID, _shaped("rx")),
    "accession": (Label.ID, _shaped("accession")),
    "subject": (Label.ID, _shaped("subject")),
    "uuid": (Label.ID, _uuid),
    "street": (Label.ADDRESS, _street),
    "pobox": (Label.ADDRESS, _po_box),
    "town": (Label.LOCATION, lambda scene: scene.rng.choice(scene.pool.places.towns)[0]),
    "county": (Label.LOCATION, lambda scene: scene.rng.choice(scene.pool.places.counties)),
    "facility": (Label.LOCATION, lambda scene: scene.rng.choice(scene.pool.places.facilities)),
    "zip": (Label.ZIP, _zip),
}

COMPOSED: dict[str, Callable[[Scene], Sequence[Piece]]] = {
    "address": lambda scene: _address(scene, ", "),
    "address lines": lambda scene: _address(scene, "\n"),
    "town, state": _town_and_state,
    "dates": _range,
    "weekday": lambda scene: [
        Piece(scene.rng.choice(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")))
    ],
    "clock": lambda scene: [Piece(f"{scene.rng.randint(0, 23):02}:{scene.rng.randint(0, 59):02}")],
    "years": lambda scene: [Piece(str(scene.rng.randint(19, 89)), survives=True)],
}
