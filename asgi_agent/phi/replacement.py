"""What stands in the place of an identifier."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from asgi_agent.phi.policy import Action
from asgi_agent.phi.spans import Label

if TYPE_CHECKING:
    from asgi_agent.phi.policy import Policy

_YEAR = re.compile(r"(?<!\d)(?:18|19|20)\d\d(?!\d)")
_ZIP = re.compile(r"(?<!\d)\d{3}(?=\d\d(?:\d{4})?(?!\d))|^\d{3}$")

# Three-digit ZIP areas of 20,000 people or fewer, by the census of 2000 (HHS guidance of 2012) or of 2010.
SPARSE_ZIP = frozenset(
    [
        "036",
        "059",
        "063",
        "102",
        "203",
        "205",
        "369",
        "556",
        "692",
        "753",
        "772",
        "790",
        "821",
        "823",
        "830",
        "831",
        "878",
        "879",
        "884",
        "890",
        "893",
    ]
)

# 164.514(b)(2)(i)(C): no year that gives away an age above 89.
_OLDEST_YEAR = 89


def replacement(value: str, label: Label, policy: Policy) -> str:
    """What a policy puts in the place of this identifier: a generalisation of it, or its placeholder."""
    if policy.action(label) is Action.GENERALISE and (general := generalised(value, label)) is not None:
        return general
    return policy.placeholder.format(label=label)


def generalised(value: str, label: Label) -> str | None:
    """What Safe Harbor lets stay of this identifier; None where that is nothing.

    Follows 45 CFR 164.514(b)(2)(i): (B) the first three digits of a ZIP code, 000 where 20,000 people or
    fewer live; (C) the year of a date, unless it is more than 89 years ago, and "90+" for an age above 89.
    """
    if label is Label.AGE:
        return "90+"
    if label is Label.ZIP and (digits := _ZIP.search(value)):
        return "000" if digits.group() in SPARSE_ZIP else digits.group()
    if label is Label.DATE and (year := _YEAR.search(value)):
        recent = datetime.now(UTC).year - int(year.group()) <= _OLDEST_YEAR
        return year.group() if recent else None
    return None
