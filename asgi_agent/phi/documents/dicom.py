"""DICOM JSON (PS3.18, annex F), as DICOMweb has it: data sets, whose keys are the tags of their elements.

What stays: tags, types, codes, numbers, and the year of a date, with its first day, as a date has one. What
no table names is read as free text.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from asgi_agent.phi.documents.verdict import KEEP, TEXT, Verdict, identifier
from asgi_agent.phi.replacement import generalised
from asgi_agent.phi.spans import Label

if TYPE_CHECKING:
    from asgi_agent.phi.documents.tree import Members, Tree

_tag = re.compile(r"[0-9A-Fa-f]{8}").fullmatch
_old = re.compile(r"(?:09[1-9]|1[0-3]\d)Y").fullmatch
_first_day = re.compile(r"\d{4}(?:0101)?").fullmatch


def is_element(key: str, value: Tree) -> bool:
    """Whether a member is an element of a data set: a tag, and a value that says its type."""
    return bool(_tag(key)) and isinstance(value, tuple) and any(name == "vr" for name, _ in value)


def is_dataset(members: Members) -> bool:
    """Whether an object is a data set."""
    return bool(members) and all(is_element(key, value) for key, value in members)


def verdict_on(tag: str, element: Tree) -> Verdict:
    """What is done with the value of an element, by its tag and its type."""
    kind = dict(element).get("vr") if isinstance(element, tuple) else None
    return _TAGS.get(tag.upper()) or _TYPES.get(str(kind), TEXT)


def _dated(value: str) -> bool:
    return not (_first_day(value) and generalised(value[:4], Label.DATE))


def _first(value: str, made: str) -> str | None:
    if re.fullmatch(r"\d{8,14}.*", made):  # moved, and a date still
        return made
    year = generalised(value[:4], Label.DATE)
    return year and f"{year}0101"


def _is_old(value: str) -> bool:
    return bool(_old(value))


def _oldest(value: str, made: str) -> str:
    return "090Y"


def _is(label: Label) -> Verdict:
    return identifier(label, f"dicom.{label.lower()}")


_DATE = identifier(Label.DATE, "dicom.date", _dated, KEEP, _first)
_TYPES = {"PN": _is(Label.NAME), "DA": _DATE, "DT": _DATE}
_TAGS = MappingProxyType(
    {
        **dict.fromkeys(("00100020", "00101000", "00101090"), _is(Label.MRN)),
        **dict.fromkeys(("00080050", "00200010", "00380010", "00380060", "00401001"), _is(Label.ID)),
        **dict.fromkeys(("00402016", "00402017"), _is(Label.ID)),
        **dict.fromkeys(("00101040", "00080081"), _is(Label.ADDRESS)),
        **dict.fromkeys(("00080080", "00102152"), _is(Label.LOCATION)),
        **dict.fromkeys(("00102154", "00080094"), _is(Label.PHONE)),
        "00181000": _is(Label.DEVICE),
        "00101010": identifier(Label.AGE, "dicom.age", _is_old, TEXT, _oldest),
    }
)
