"""What a third half of documents is made from, written without sight of any rule or of the other halves.

It is for figures only, as the held-out half is: nobody tunes a rule on it, or reads what was missed in it.

`POOL` is the half in the shape of the others, with its families, names, places, look-alikes, shapes and
style. `documents` gives a sample: every family the same number of times, the same for the same seed.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from tests.clinical_text import (
    render,
    third_clean,
    third_desk,
    third_field,
    third_hospital,
    third_letters,
    third_machine,
    third_people,
    third_places,
    third_reports,
    third_talk,
)
from tests.clinical_text.pool import Pool
from tests.clinical_text.third_shapes import LOOKALIKES, SHAPES
from tests.clinical_text.third_style import STYLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.clinical_text.document import Document

POOL = Pool(
    families=(
        *third_hospital.FAMILIES,
        *third_reports.FAMILIES,
        *third_letters.FAMILIES,
        *third_desk.FAMILIES,
        *third_field.FAMILIES,
        *third_talk.FAMILIES,
        *third_machine.FAMILIES,
        *third_clean.FAMILIES,
    ),
    names=third_people.NAMES,
    places=third_places.PLACES,
    lookalikes=LOOKALIKES,
    shapes=SHAPES,
    style=STYLE,
)
EACH = 8
SEED = 20260


def documents(each: int = EACH, seed: int = SEED) -> Iterator[Document]:
    """A sample of this half.

    Args:
        each: how many documents there are of every family.
        seed: where chance begins; the same seed gives the same documents.
    """
    rng = Random(seed)
    for _ in range(each):
        for family in POOL.families:
            yield render.document(family, POOL, rng)
