"""What detection finds: labelled spans of text."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Label(StrEnum):
    """The identifiers of 45 CFR 164.514(b)(2)(i), in its order (A) to (R).

    Geography is split three ways, since a limited data set (164.514(e)) keeps towns and ZIP codes but no
    street, and ages above 89 stand apart from the dates that (C) names them with. Payment cards stand apart
    from other account numbers.
    """

    NAME = "NAME"
    ADDRESS = "ADDRESS"
    LOCATION = "LOCATION"
    ZIP = "ZIP"
    DATE = "DATE"
    AGE = "AGE"
    PHONE = "PHONE"
    FAX = "FAX"
    EMAIL = "EMAIL"
    SSN = "SSN"
    MRN = "MRN"
    HEALTH_PLAN = "HEALTH_PLAN"
    ACCOUNT = "ACCOUNT"
    CARD = "CARD"
    LICENSE = "LICENSE"
    VEHICLE = "VEHICLE"
    DEVICE = "DEVICE"
    URL = "URL"
    IP = "IP"
    BIOMETRIC = "BIOMETRIC"
    PHOTO = "PHOTO"
    ID = "ID"


class Span(NamedTuple):
    """One identifier in a text: half-open offsets in code points, its kind, how sure, and by which rule."""

    start: int
    end: int
    label: Label
    score: float
    rule: str


OVERFLOW = "overflow"
"""The rule of what is too long to be read: all of it goes."""


def resolve(spans: Iterable[Span]) -> list[Span]:
    """Merge overlapping spans, so that no covered character is lost and none is covered twice.

    What overlaps becomes one span under the label of the most certain, then the longest, of its parts.
    """
    merged: list[Span] = []
    best: Span | None = None
    for span in sorted(spans):
        if best is None or span.start >= merged[-1].end:
            merged.append(span)
            best = span
            continue
        best = max(best, span, key=_weight)
        last = merged[-1]
        merged[-1] = best._replace(start=last.start, end=max(last.end, span.end))
    return merged


def _weight(span: Span) -> tuple[float, int]:
    return span.score, span.end - span.start
