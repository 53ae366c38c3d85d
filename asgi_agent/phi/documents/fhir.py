"""FHIR R4 and R5 resources (and STU3), read by path: wherever an object has a `resourceType`.

What stays: codes and their displays, systems, units, numbers, states and countries, prefixes of names.

What is replaced so that its type stays valid, where the policy says that it goes:

- dates by their year; instants by the first moment of it; both go with their key where the year is more
  than 89 years ago;
- ids of resources, and the references to them, by tokens that are the same for the same id in all documents
  of the session, so that references still hold. The server in a URL stays, the query of a search goes;
- ages above 89 by 90.

What goes with its key: data of attachments and signatures, coordinates. Everything else that identifies is
text, and becomes its placeholder, ZIP codes three digits. Narratives and other text are read as free text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from asgi_agent.phi.documents import fhir_forms, looks
from asgi_agent.phi.documents.fhir_tables import (
    CANONICAL,
    CANONICALS,
    CODES,
    CONTACTS,
    DROPPED,
    ELEMENTS,
    IDENTIFIED,
    IDENTIFIER_SYSTEMS,
    IDENTIFIERS_OF,
    INSTANTS,
    INSTANTS_OF,
    NAMED,
    NAMES_OF,
    PEOPLE,
    PLACES,
    SAID_OF_ALL,
    STRINGS,
    TO_PEOPLE,
    TO_PLACES,
)
from asgi_agent.phi.documents.hl7_tables import IDENTIFIER_TYPES
from asgi_agent.phi.documents.keys import Needs, folded, meaning
from asgi_agent.phi.documents.tree import Number
from asgi_agent.phi.documents.verdict import KEEP, MARKUP, TEXT, Kind, Verdict, identifier
from asgi_agent.phi.rules.listed import listed
from asgi_agent.phi.spans import OVERFLOW, Label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from asgi_agent.phi.documents.fhir_forms import Ids as Ids
    from asgi_agent.phi.documents.tree import Members, Tree
    from asgi_agent.phi.documents.walk import Context

# Of what no FHIR element is called, but a member that somebody added may be.
_FOREIGN = frozenset(
    [
        *(
            Label.SSN,
            Label.MRN,
            Label.PHONE,
            Label.FAX,
            Label.EMAIL,
            Label.ACCOUNT,
            Label.CARD,
            Label.LICENSE,
        ),
        *(Label.HEALTH_PLAN, Label.VEHICLE, Label.IP, Label.BIOMETRIC),
    ]
)


def _is(label: Label) -> Verdict:
    return identifier(label, f"fhir.{label.lower()}")


_READ = KEEP._replace(test=fhir_forms.year_alone, otherwise=TEXT)
_DATE = identifier(Label.DATE, "fhir.date", fhir_forms.date, _READ, fhir_forms.year)
_INSTANT = _DATE._replace(form=fhir_forms.instant)
# Where a year alone may as well be a result.
_STRING = _DATE._replace(test=fhir_forms.dated)
_BORN = _DATE._replace(otherwise=identifier(Label.DATE, "fhir.date", fhir_forms.born, _READ))
_AGE = identifier(Label.AGE, "fhir.age", fhir_forms.older, KEEP, fhir_forms.oldest)
_DEFINED = KEEP._replace(test=fhir_forms.defined, otherwise=_DATE)
# No vault has a use for files, so that they count as what is too long to be read.
_ENCODED = identifier(Label.ID, OVERFLOW, form=fhir_forms.encoded)
_AGED = identifier(Label.AGE, "fhir.age", fhir_forms.older, _STRING)
_POINT = _is(Label.ADDRESS)._replace(kind=Kind.DROP)
_NAME, _PLACE, _URL, _PHONE = _is(Label.NAME), _is(Label.LOCATION), _is(Label.URL), _is(Label.PHONE)
_ELEMENTS = {
    **{key: _is(label) for key, label in ELEMENTS.items()},
    **{key: Verdict(Kind.DROP, label, "fhir.drop") for key, label in DROPPED.items()},
    **dict.fromkeys(CODES, KEEP),
    **dict.fromkeys(INSTANTS, _INSTANT),
    **dict.fromkeys(CANONICALS, _DEFINED),
    **dict.fromkeys(STRINGS, _STRING),
    "birthDate": _BORN,
    **dict.fromkeys(("ageString", "onsetString", "deceasedString"), _AGED),
    "div": MARKUP,
    "valueBase64Binary": _ENCODED,
}


def resource(kind: str, members: Members, ids: Ids, of_policy: Mapping[str, Verdict]) -> Context:
    """The context of a resource of this kind."""
    within = Resource(kind, ids, of_policy)
    for key, value in members:
        if key in ("entry", "contained") and isinstance(value, list):
            _index(value, ids)
    return within.element("")


def _index(items: list[Tree], ids: Ids) -> None:
    """Note what kinds of resources a bundle or a resource contains, for the references to them."""
    for item in items:
        if isinstance(item, tuple):
            entry = dict(item)
            inner = entry.get("resource", item)
            found = dict(inner) if isinstance(inner, tuple) else {}
            kind = found.get("resourceType")
            if isinstance(kind, str):
                if isinstance(url := entry.get("fullUrl"), str):
                    ids.types[str(url)] = kind
                if isinstance(name := found.get("id"), str):
                    ids.types[f"#{name}"] = kind


class Resource:
    """A resource, and what is the same all over it."""

    def __init__(self, kind: str, ids: Ids, of_policy: Mapping[str, Verdict]) -> None:
        self.kind = kind
        self.ids = ids
        self.of_policy = of_policy
        self.reference = identifier(Label.ID, "fhir.id", ids.fresh, KEEP, ids.form, part=fhir_forms.id_part)
        self.link = self.reference._replace(test=lambda url: fhir_forms.refers(url) and ids.fresh(url))
        self._elements: dict[tuple[str, Verdict | None], Element] = {}

    def element(self, name: str, values: Verdict | None = None) -> Element:
        """The context of the objects in an element.

        Args:
            name: the element; `""` for the resource itself.
            values: what is known of what is under `value` and the like in them.
        """
        key = (name, values)
        if key not in self._elements:
            self._elements[key] = Element(self, name, values)
        return self._elements[key]


class Element:
    """The context of the objects in an element of a resource."""

    def __init__(self, resource: Resource, name: str, values: Verdict | None) -> None:
        self._resource = resource
        self._name = name
        self._values = values
        self._judged: dict[str, tuple[Verdict, Context]] = {}

    def judge(self, members: Members) -> Iterator[tuple[Verdict, Context]]:
        """For each member what is done with its value, and the context of an object in it."""
        special = self._special(dict(members))
        for key, _ in members:
            judged = self._judged.get(key)
            if judged is None:
                # What a CodeableReference refers to is what its own element says.
                within = self._name if key == "reference" else key
                judged = self._judged[key] = self._static(key), self._resource.element(within)
            if special and (verdict := special.get(key)) is not None:
                yield verdict, self._resource.element(key, verdict) if key in _CARRIERS else judged[1]
            else:
                yield judged

    def _static(self, key: str) -> Verdict:
        """The verdict by the key alone, its element and its resource."""
        resource, name = self._resource, self._name
        if (verdict := resource.of_policy.get(folded(key))) is not None:
            return verdict
        if self._values is not None and key.startswith(("value", "answer")):
            return self._values
        if key in ("text", "prefix", "suffix") and (name == "name" or name.endswith("HumanName")):
            return _NAME if key != "prefix" else KEEP
        if key == "text" and (name == "address" or name.endswith("Address")):
            return _is(Label.ADDRESS)
        if key in ("name", "alias"):
            label = NAMES_OF.get(resource.kind) if not name else Label.NAME if name in NAMED else None
            return _is(label) if label is not None else _DATE
        if key in INSTANTS_OF.get(resource.kind, ()) or key.endswith("Instant"):
            return _INSTANT
        if key == "when" and name.lower().endswith("signature"):
            return _INSTANT
        if key == "query" and resource.kind == "AuditEvent":
            return _ENCODED
        if key.endswith("Canonical"):
            return _DEFINED
        if key == "criteria" and resource.kind == "Subscription":
            return resource.link
        if key == "url" and not name and resource.kind in CANONICAL:
            return KEEP
        if key == "uid":
            return resource.reference
        if (verdict := _ELEMENTS.get(key)) is not None:
            return verdict
        return self._foreign(key)

    def _foreign(self, key: str) -> Verdict:
        meant = meaning(key)
        if meant is not None and meant.needs is Needs.NOTHING and meant.verdict.label in _FOREIGN:
            return meant.verdict
        return _DATE

    def _special(self, found: dict[str, Tree]) -> dict[str, Verdict]:
        """What depends on more than the key."""
        resource, name = self._resource, self._name
        if "resourceType" in found:
            drop = {"position": _POINT} if resource.kind == "Location" else {}
            data = {"data": _file(found, name)} if resource.kind == "Binary" else {}
            observed = _observed(found.get("code"), found) if resource.kind == "Observation" else {}
            return {"id": resource.reference, **drop, **data, **observed}
        if "reference" in found or "display" in found:
            return self._reference(found)
        if "url" in found and name.lower().endswith("extension"):
            return self._extension(found)
        if isinstance(found.get("data"), str) or ("contentType" in found and "url" in found):
            return self._attachment(found)
        if "value" in found:
            return self._value(found)
        if "coding" in found:
            text = found.get("text")
            return {"text": KEEP} if isinstance(text, str) and text in _displays(found["coding"]) else {}
        if "fullUrl" in found:
            return {"fullUrl": resource.reference}
        if name in ("request", "response", "link"):
            return {"url": resource.link, "location": resource.link, "ifNoneExist": resource.link}
        if name in ("parameter", "part", "item", "detail"):
            return _asked(found)
        if name == "component" and resource.kind == "Observation":
            return _observed(found.get("code"), found)
        if name in ("input", "output") and resource.kind == "Task":
            return _observed(found.get("type"), found)
        return {"address": _is(Label.IP)} if name == "network" else {}

    def _reference(self, found: dict[str, Tree]) -> dict[str, Verdict]:
        kind = found.get("type") or self._resource.ids.types.get(str(found.get("reference")))
        if not isinstance(kind, str):
            parts = str(found.get("reference", "")).rsplit("/", 2)
            kind = parts[-2] if len(parts) > 1 else ""
        if "reference" not in found and ("code" in found or "system" in found):
            shown = KEEP
        elif kind in PEOPLE or (not kind and self._name in TO_PEOPLE):
            shown = _NAME
        elif kind in PLACES or (not kind and self._name in TO_PLACES):
            shown = _PLACE
        else:
            shown = KEEP if self._name in ("coding", "class", "valueCoding") else TEXT
        return {"reference": self._resource.reference, "display": shown}

    def _value(self, found: dict[str, Tree]) -> dict[str, Verdict]:
        value, name = found["value"], self._name
        system = str(found.get("system", "")).lower()
        number = isinstance(value, Number)
        if number and not looks.YEARS.isdisjoint([str(found.get("unit")), str(found.get("code"))]):
            return {"value": _AGE}
        if system in CONTACTS or name == "telecom" or name.endswith("ContactPoint"):
            return {"value": _is(CONTACTS.get(system, Label.PHONE))}
        if name in ELEMENTS:
            return {"value": _is(ELEMENTS[name])}
        if (
            name in IDENTIFIED
            or name.lower().endswith("identifier")
            or (system and "code" not in found and not number)
        ):
            return {"value": _is(self._identifier(found, system))}
        coverage = self._resource.kind == "Coverage" and name in ("class", "grouping")
        return {"value": _is(Label.HEALTH_PLAN)} if coverage else {}

    def _identifier(self, found: dict[str, Tree], system: str) -> Label:
        """What an identifier identifies, by its type, its system, or whose it is."""
        kind = found.get("type")
        for said in _said(kind) if isinstance(kind, tuple) else ():
            if (label := IDENTIFIER_TYPES.get(said)) is not None:
                return label
            if (meant := meaning(said)) is not None and meant.verdict.label is not None:
                return meant.verdict.label
        for part, label in IDENTIFIER_SYSTEMS:
            if part in system:
                return label
        return IDENTIFIERS_OF.get(self._resource.kind, Label.ID) if self._name == "identifier" else Label.ID

    def _extension(self, found: dict[str, Tree]) -> dict[str, Verdict]:
        tail = str(found["url"]).rsplit("/", 1)[-1]
        verdict = self._values
        if tail in SAID_OF_ALL:
            verdict = KEEP
        elif tail in ("latitude", "longitude"):
            verdict = _POINT
        elif tail.startswith("iso21090-ADXP"):
            verdict = _is(Label.ADDRESS)
        elif (
            (meant := meaning(tail)) is not None
            and meant.needs is Needs.NOTHING
            and meant.verdict is not KEEP
        ):
            verdict = meant.verdict if meant.verdict.label is not Label.DATE else None
        special = {"url": KEEP}
        if verdict is not None:
            special |= {key: verdict for key in found if key.startswith("value") or key == "extension"}
        return special

    def _attachment(self, found: dict[str, Tree]) -> dict[str, Verdict]:
        if self._name == "valueSampledData":
            return {"data": KEEP}
        url = str(found.get("url", ""))
        return {
            "data": _file(found, self._name),
            "url": self._resource.reference if "://" not in url else _URL,
        }


def _file(found: dict[str, Tree], name: str) -> Verdict:
    content = str(found.get("contentType", ""))
    pictured = name == "photo" or content.startswith(("image/", "video/"))
    label = Label.PHOTO if pictured else Label.BIOMETRIC if content.startswith("audio/") else Label.ID
    return Verdict(Kind.DROP, label, "fhir.data")


def _displays(codings: Tree) -> set[str]:
    """What codes are called, which a text beside them may repeat."""
    found: set[str] = set()
    for coding in codings if isinstance(codings, list) else ():
        if isinstance(coding, tuple):
            found |= {value for key, value in coding if key == "display" and isinstance(value, str)}
    return found


def _said(kind: Members) -> Iterator[str]:
    """The codes, their displays and the words of a CodeableConcept."""
    for key, value in kind:
        if key == "coding" and isinstance(value, list):
            for coding in value:
                if isinstance(coding, tuple):
                    yield from (
                        item for name, item in coding if name in ("code", "display") and isinstance(item, str)
                    )
    yield from (value for key, value in kind if key == "text" and isinstance(value, str))


def _asked(found: dict[str, Tree]) -> dict[str, Verdict]:
    """What a parameter's name or a question says about its values."""
    for key in ("name", "text", "linkId", "type"):
        asked = found.get(key)
        if not isinstance(asked, str):
            continue
        verdict = _PARAMETERS.get(asked) or _answering(asked)
        if verdict is None and key == "text" and folded(asked) == "name":
            verdict = _SOMEBODY
        if verdict is not None:
            return {name: verdict for name in found if name.startswith("value") or name == "answer"}
    return {}


def _observed(code: Tree, found: dict[str, Tree]) -> dict[str, Verdict]:
    """What a code says about the value beside it."""
    verdicts = (_answering(said) for said in _said(code)) if isinstance(code, tuple) else ()
    verdict = next((verdict for verdict in verdicts if verdict is not None), None)
    return {key: verdict for key in found if key.startswith("value")} if verdict is not None else {}


def _answering(asked: str) -> Verdict | None:
    """What a question says about its answers."""
    if "how old" in asked.lower():
        return _AGE
    meant = meaning(asked)
    if meant is None or meant.needs is not Needs.NOTHING or (label := meant.verdict.label) is None:
        return None
    return _TYPED.get(label, meant.verdict)


# Of a question for an age or a day of birth: the types of the answers stay valid.
_TYPED = {Label.AGE: _AGE, Label.DATE: _DATE._replace(otherwise=_BORN.otherwise)}
# Of a search by them, as `$match` has it.
_PARAMETERS = {"identifier": _is(Label.ID), **{key: _is(label) for key, label in ELEMENTS.items()}}
_SOMEBODY = identifier(Label.NAME, "fhir.name", looks.somebody)
_CARRIERS = listed("extension answer value")
