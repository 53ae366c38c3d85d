"""Which chunks of text begin an island, which continue it, and which end it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from asgi_agent.phi.islands import CAPITAL, NUMBER, PLAIN
from asgi_agent.phi.lexicon.terms import CONTRACTIONS
from asgi_agent.phi.rules.detection import MODULES
from asgi_agent.phi.rules.reading import folded as unaccented
from asgi_agent.phi.rules.word_classes import may_sign

if TYPE_CHECKING:
    from collections.abc import Collection

PUNCTUATION = ".,;:!?()[]{}<>\"'`*_~|-"
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_PARTS = re.compile(r"['-]")
_POSSESSIVE = "'s"
# "51763 stagecoach trl": words that no vocabulary has may follow the number of a house. 1300 is an hour.
_HOUSE = re.compile("[0-9]{5}|(?![01][0-9][0-5]|2[0-3][0-5])[0-9]{4}")
_STREET = 3
# "L4-L5", "T12", "40-60": too little to be anybody's by what stands before it. "3-31" is a day, maybe.
_LEVEL = re.compile(
    "[A-Z][0-9]{1,2}(?:-[A-Z][0-9]{1,2})?"
    "|(?!(?:[1-9]|1[0-2])-(?:[1-9]|[12][0-9]|3[01])$)[1-8]?[0-9]-[1-8]?[0-9]"
)
_INITIAL = re.compile(r"\b[A-Z]\.")

# Words that sentences begin with, and what an ALL-CAPS report is full of. None is a name.
_COMMON_CAPITALS = """
a about above after again all also although always an and any are as at be because been before being below
between both but by can could did do does during each either every few following for from further had has
have he hence her here hers him his how however i if in into is it its just least less many me might more
most must my neither never no nor not of off often on once only onto or other out over own per please
rather same several shall she should similarly since so some such than that the their them then there
therefore these they this those through thus to too under until up upon us very was we were what when where
whereas whether which while who whom whose why with within without would yes yet you your best considering
current currently effectiveness evidence given guidelines how latest management recommended
recommendation recommendations standard updated
"""


_COMMON = frozenset(_COMMON_CAPITALS.split()) | CONTRACTIONS

# "She is 94": no other short number is an identifier by what stands before it.
_HIGH_AGES = frozenset(map(str, range(90, 130)))

INERT, GLUE, WEAK, LIVE = range(4)
"""What a chunk does to an island: ends it, continues it, begins it.

An island of one weak chunk, and glue, holds nothing. What is above `LIVE` is live as well, and takes that
many more chunks with it, whatever they are.
"""


class Vocabulary(NamedTuple):
    """The words of all rules."""

    words: dict[str, int]
    """By the word in lower case; any other is inert in lower case, and live with a capital."""
    capitals: frozenset[str]
    """Those that are inert with a capital, too."""

    def kind(self, chunk: re.Match[str], remembered: Collection[str]) -> int:
        """What a chunk is, given the words of names and known identifiers."""
        if chunk.lastindex == PLAIN:
            return self._plain(chunk[PLAIN], remembered)
        if chunk.lastindex == CAPITAL:
            return self._capital(chunk[CAPITAL].casefold(), remembered)
        if chunk.lastindex == NUMBER:
            return LIVE if chunk[NUMBER] in _HIGH_AGES or chunk[NUMBER] in remembered else WEAK
        return self._other(chunk[0], remembered)

    def _plain(self, word: str, remembered: Collection[str]) -> int:
        """A word in lower case."""
        kind = self.words.get(word)
        if kind is None:
            kind = GLUE if may_sign(word) else INERT
        return LIVE if kind < LIVE and word in remembered else kind

    def _capital(self, word: str, remembered: Collection[str]) -> int:
        """A word that begins with a capital, folded."""
        if word in self.capitals and word not in remembered:
            return self.words.get(word, INERT)
        return max(LIVE, self.words.get(word, LIVE))

    def _other(self, chunk: str, remembered: Collection[str]) -> int:
        """Anything else between two spaces: with digits, quotes, brackets, hyphens, accents."""
        word = chunk.strip(PUNCTUATION)
        if not word:
            return GLUE
        if _LEVEL.fullmatch(word):
            return WEAK
        if not _WORD.fullmatch(word) or _INITIAL.search(chunk):
            return LIVE + _STREET if _HOUSE.fullmatch(chunk) else LIVE
        lowered = word.lower()
        folded = lowered if lowered in self.words or lowered in self.capitals else unaccented(word)
        if not word.islower():
            return self._capital(folded, remembered)
        if word.isalpha() or folded in self.words:
            return self._plain(folded, remembered)
        if word.endswith(_POSSESSIVE):
            folded = unaccented(word.removesuffix(_POSSESSIVE))
        parts = [self._plain(part, remembered) for part in _PARTS.split(folded)]
        return LIVE if max(parts) >= LIVE else INERT


@cache
def vocabulary() -> Vocabulary:
    """The words of the rules, put together once."""
    words = {word: GLUE for module in MODULES for word in module.GLUE}
    words |= {word: WEAK for module in MODULES for word in module.weak()}
    words |= {word: LIVE for module in MODULES for word in module.words()}
    for module in MODULES:
        for word, chunks in module.sticky().items():
            words[word] = max(LIVE + chunks, words.get(word, LIVE))
    live = frozenset(word for word, kind in words.items() if kind >= WEAK)
    return Vocabulary(words, _COMMON - live)
