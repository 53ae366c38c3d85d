"""Held-out material, for figures only: nobody tunes a rule on these templates or reads its misses here."""

from __future__ import annotations

from tests.clinical_text import development, geography, people
from tests.clinical_text.pool import Pool

POOL = Pool(
    families=development.POOL.families,
    names=people.half(1),
    towns=geography.TOWNS[1::2],
    streets=geography.STREETS[1::2],
    facilities=geography.FACILITIES[1::2],
    shapes=development.SHAPES,
)
