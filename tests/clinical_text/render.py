"""From a template to a document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.clinical_text import values
from tests.clinical_text.document import Piece, assemble
from tests.clinical_text.pool import Some
from tests.clinical_text.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

    from tests.clinical_text.document import Document
    from tests.clinical_text.pool import Family, Part, Pool

SLOT = re.compile(r"\{(!?)([^{}]*)\}")
LONG_WORD = re.compile(r"[a-z]{5,}")
TYPING_ERRORS = 0.05


def document(family: Family, pool: Pool, rng: Random) -> Document:
    """One document of this family."""
    scene = Scene(rng, pool)
    pieces = [piece for part in family.parts for text in _texts(part, rng) for piece in expand(text, scene)]
    change = _MANNERS[family.manner]
    made = assemble((change(piece, rng) for piece in pieces), family.kind, family.name)
    return made._replace(text=_wrapped(made.text, family.width)) if family.width else made


def expand(text: str, scene: Scene) -> Iterator[Piece]:
    """The pieces of one part, with its slots filled in."""
    end = 0
    for slot in SLOT.finditer(text):
        yield Piece(text[end : slot.start()])
        end = slot.end()
        if slot[1]:
            yield Piece(slot[2], survives=True)
        else:
            yield from values.fill(slot[2], scene)
    yield Piece(text[end:])


def _texts(part: Part, rng: Random) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, Some):
        count = rng.randint(part.least, min(part.most, len(part.sentences)))
        yield part.separator.join(rng.sample(part.sentences, count))
    else:
        yield rng.choice(part)


def _chat(piece: Piece, rng: Random) -> Piece:
    text = piece.text.lower()
    if piece.label is None and not piece.survives:
        text = LONG_WORD.sub(lambda word: _mistyped(word[0], rng), text)
    return piece._replace(text=text)


def _mistyped(word: str, rng: Random) -> str:
    if rng.random() > TYPING_ERRORS:
        return word
    at = rng.randrange(1, len(word) - 1)
    return rng.choice((word[:at] + word[at + 1 :], word[: at + 1] + word[at] + word[at + 1 :]))


_MANNERS: dict[str, Callable[[Piece, Random], Piece]] = {
    "plain": lambda piece, rng: piece,
    "upper": lambda piece, rng: piece._replace(text=piece.text.upper()),
    "lower": lambda piece, rng: piece._replace(text=piece.text.lower()),
    "chat": _chat,
}


def _wrapped(text: str, width: int) -> str:
    """The same characters, with the last space before the width of each line made its end."""
    characters = list(text)
    line, space = 0, -1
    for at, char in enumerate(characters):
        if char == "\n":
            line, space = at + 1, -1
        elif char == " ":
            if at - line >= width and space >= 0:
                characters[space] = "\n"
                line = space + 1
            space = at
    return "".join(characters)
