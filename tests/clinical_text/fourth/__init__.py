"""The fourth part of the documents."""

from __future__ import annotations

from tests.clinical_text.fourth import (
    abroad,
    agent,
    allied,
    clean,
    community,
    desk,
    lookalikes,
    machine,
    mail,
    money,
    people,
    pharmacy,
    places,
    reports,
    research,
    shapes,
    spoken,
    street,
    style,
    theatre,
    ward,
)
from tests.clinical_text.pool import Pool

POOL = Pool(
    families=(
        *ward.FAMILIES,
        *theatre.FAMILIES,
        *reports.FAMILIES,
        *spoken.FAMILIES,
        *desk.FAMILIES,
        *money.FAMILIES,
        *machine.FAMILIES,
        *mail.FAMILIES,
        *agent.FAMILIES,
        *pharmacy.FAMILIES,
        *street.FAMILIES,
        *community.FAMILIES,
        *allied.FAMILIES,
        *research.FAMILIES,
        *abroad.FAMILIES,
        *clean.FAMILIES,
    ),
    names=people.NAMES,
    places=places.PLACES,
    lookalikes=lookalikes.LOOKALIKES,
    shapes=shapes.SHAPES,
    style=style.STYLE,
)
