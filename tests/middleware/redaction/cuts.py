"""Ways to cut a text or a body into pieces."""

from __future__ import annotations

import itertools
import random
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Cuttable = TypeVar("Cuttable", str, bytes)


def two_ways(whole: Cuttable) -> Iterator[list[Cuttable]]:
    """Every way to cut it in two."""
    for place in range(1, len(whole)):
        yield [whole[:place], whole[place:]]


def in_steps(whole: Cuttable, step: int) -> list[Cuttable]:
    """Pieces of one length."""
    return [whole[place : place + step] for place in range(0, len(whole), step)]


def at(whole: Cuttable, places: Sequence[int]) -> list[Cuttable]:
    """Cut at these places."""
    cuts = [0, *sorted({place % (len(whole) + 1) for place in places}), len(whole)]
    return [whole[start:end] for start, end in itertools.pairwise(cuts)]


def at_random(whole: Cuttable, seed: int, longest: int = 8) -> list[Cuttable]:
    """Pieces of random lengths, the same for the same seed."""
    chance, pieces, place = random.Random(seed), [], 0
    while place < len(whole):
        step = chance.randint(1, longest)
        pieces.append(whole[place : place + step])
        place += step
    return pieces
