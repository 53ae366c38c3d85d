"""The second part of the development documents."""

from __future__ import annotations

from tests.clinical_text.pool import Pool
from tests.clinical_text.second import (
    clean,
    forms,
    letters,
    lookalikes,
    notes,
    patients,
    people,
    places,
    queries,
    reports,
    shapes,
    style,
)

POOL = Pool(
    families=(
        *queries.FAMILIES,
        *notes.FAMILIES,
        *reports.FAMILIES,
        *letters.FAMILIES,
        *patients.FAMILIES,
        *forms.FAMILIES,
        *clean.FAMILIES,
    ),
    names=people.NAMES,
    places=places.PLACES,
    lookalikes=lookalikes.LOOKALIKES,
    shapes=shapes.SHAPES,
    style=style.STYLE,
)
