"""The first part of the development documents."""

from __future__ import annotations

from tests.clinical_text import dates, lookalikes, numbers
from tests.clinical_text.first import (
    forms,
    geography,
    messages,
    more_messages,
    more_notes,
    notes,
    people,
    records,
    shapes,
)
from tests.clinical_text.pool import Pool, Style

POOL = Pool(
    families=(
        *notes.FAMILIES,
        *messages.FAMILIES,
        *forms.FAMILIES,
        *records.FAMILIES,
        *more_notes.FAMILIES,
        *more_messages.FAMILIES,
    ),
    names=people.NAMES,
    places=geography.PLACES,
    lookalikes=lookalikes.LOOKALIKES,
    shapes=shapes.SHAPES,
    style=Style(
        dates=dates.FORMATS,
        births=dates.BIRTHS,
        ranges=dates.RANGES,
        phones=numbers.PHONES,
        units=("", "", "", " Apt {}", ", Unit {}", " #{}", ", Suite {}"),
        boxes=("P.O. Box %###", "PO Box %##", "P. O. Box ####", "Post Office Box %###"),
    ),
)
