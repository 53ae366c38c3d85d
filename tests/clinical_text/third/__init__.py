"""The third part of the documents."""

from __future__ import annotations

from tests.clinical_text.pool import Pool
from tests.clinical_text.third import (
    clean,
    desk,
    field,
    hospital,
    letters,
    machine,
    people,
    places,
    reports,
    shapes,
    style,
    talk,
)

POOL = Pool(
    families=(
        *hospital.FAMILIES,
        *reports.FAMILIES,
        *letters.FAMILIES,
        *desk.FAMILIES,
        *field.FAMILIES,
        *talk.FAMILIES,
        *machine.FAMILIES,
        *clean.FAMILIES,
    ),
    names=people.NAMES,
    places=places.PLACES,
    lookalikes=shapes.LOOKALIKES,
    shapes=shapes.SHAPES,
    style=style.STYLE,
)
