"""Chunks: what stands between two spaces, and what is known of each at a glance."""

from __future__ import annotations

import re
from functools import cache

from asgi_agent.phi.islands import BLANK_LINE, CAPITAL, CHUNK, LONGEST_CHUNK, PLAIN
from asgi_agent.phi.rules import proper
from asgi_agent.phi.rules.detection import EVERYTHING, HOLDS, MODULES
from asgi_agent.phi.rules.word_classes import is_common
from asgi_agent.phi.view import UNSPACED
from asgi_agent.phi.vocabulary import GLUE, INERT, LIVE, PUNCTUATION, WEAK, vocabulary

_ASCII = re.compile(r"\S++\s*+")
_ANY = re.compile(rf"(?:[{UNSPACED}]|[^\s{UNSPACED}]++)\s*+")
_SPACES = re.compile(r"\s*+")
_SPACE = re.compile(r"\s")
_BLOCK = 4096

KIND = 0x7F
"""Of what `Chunks` tells, the part that is the kind; above it are `APART` and the bits of `HOLDS`."""

APART = 0x80
"""A blank line follows."""

OVERLONG = KIND
"""The kind of a chunk that is too long to be read."""

# Figures and codes that are too short to tell of anybody.
_SHORT = re.compile(
    r"[^\w\s]*(?:[0-9]{1,3}(?:[-.,/:][0-9]{1,3})?(?:-?y|-?year)?(?:[-/]?old?)?|(?:19|20)[0-9]{2}"
    r"|[A-Za-z]{1,4}-?[0-9]{1,2}[a-z]?(?:-[A-Z]?[0-9]{1,2})?)[^\w\s]*"
)
# "mmHg", "mL/min": what stands behind a figure tells of nobody.
_UNIT = re.compile(
    r"(?:mmHg|cmH2O|mEq|mcg|m?IU|[mdunpk]?(?:g|mol)|[mdunpk]L|L(?=/))"
    r"(?:/(?:[mdu]?L|k?g|min|hr?|day|dose|m2))*[.,;:)?!]*"
)
_LETTERS = re.compile(r"[^\W_]+")
_DIGIT = re.compile(r"\d")
_AROUND = " \n" + PUNCTUATION
_MOST = 50_000
_OF_NAMES = LIVE | HOLDS[MODULES.index(proper)]


class Chunks(dict[str, int]):
    """The kind of every chunk (with the space after it, as it comes), and which rules it is of interest to.

    Those of common words and short numbers are kept once they are met. The rest may be somebody's, and
    theirs are worked out each time.
    """

    def __init__(self) -> None:
        super().__init__()
        self._vocabulary = vocabulary()
        self._modules = tuple((module.may_hold, bit) for module, bit in zip(MODULES, HOLDS, strict=True))

    def __missing__(self, piece: str) -> int:
        chunk = piece.rstrip()
        if len(chunk) > LONGEST_CHUNK:
            return OVERLONG
        match = CHUNK.match(chunk)
        assert match is not None
        common = _is_common(chunk, match)
        seen = self._vocabulary.kind(match, frozenset())
        if match.lastindex is None and _UNIT.fullmatch(chunk):
            common, seen = True, GLUE
        else:
            for may_hold, bit in self._modules:
                if may_hold(chunk, common=common):
                    seen |= bit
        if common and seen == _OF_NAMES and match.lastindex == CAPITAL and proper.is_part(match[CAPITAL]):
            seen -= LIVE - WEAK
        if len(piece) > len(chunk) + 1 and BLANK_LINE.search(piece, len(chunk)):
            seen |= APART
        if common and len(self) < _MOST:
            self[piece] = seen
        return seen

    def recall(self, piece: str, words: frozenset[str]) -> int:
        """What a chunk is where one of these words is somebody's, if it is more than it is otherwise."""
        if piece.isascii():
            lowered = piece.strip(_AROUND).lower()
            # Mostly it is one word, which is one of them or is not.
            if lowered.isalpha():
                if lowered not in words:
                    return INERT
            elif not any(map(lowered.replace("'", "").__contains__, words)):
                return INERT
        match = CHUNK.match(piece.rstrip())
        assert match is not None
        kind = self._vocabulary.kind(match, words)
        return kind | EVERYTHING | self[piece] & APART if kind >= LIVE else INERT


def _is_common(chunk: str, match: re.Match[str]) -> bool:
    if match.lastindex in (PLAIN, CAPITAL):
        return is_common(match[match.lastindex])
    if _DIGIT.search(chunk):
        return _SHORT.fullmatch(chunk) is not None
    return all(map(is_common, _LETTERS.findall(chunk)))


@cache
def chunks() -> Chunks:
    """One for all texts."""
    return Chunks()


def pieces_of(text: str, start: int) -> tuple[int, list[str]]:
    """The next chunks, up to some thousand characters, each with the space after it, and where they begin."""
    if text[start : start + 1].isspace():
        start = _SPACES.match(text, start).end()  # type: ignore[union-attr]  # it matches nothing, too
    stop = len(text)
    if stop - start > _BLOCK and (far := _SPACE.search(text, start + _BLOCK)):
        stop = far.end()
    return start, (_ASCII if text.isascii() else _ANY).findall(text, start, stop)
