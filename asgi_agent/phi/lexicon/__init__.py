"""The word lists that names and places are told by: see `build.py` for what they were made from.

They are read when the first text is, not at import, and kept from then on.
"""

from __future__ import annotations

import re
import zlib
from functools import cache
from importlib.resources import files

from asgi_agent.phi.lexicon import clinical, english, medicine
from asgi_agent.phi.lexicon.towns import TOWNS
from asgi_agent.phi.rules.listed import listed

_GZIP = 31
_OURS = medicine.WORDS | clinical.WORDS
# What only words of medicine are put together from.
_BEFORE = tuple(
    listed(
        """
        hyper hypo supra infra intra retro pseudo micro macro normo neuro cardio gastro hepato nephro osteo
        arthro chondro thrombo leuko erythro immuno lympho adeno cyto histo
        """
    )
)
_AFTER = tuple(
    listed(
        """
        virus viruses bacter bacterium coccus cocci monas myces globulin globulins albumin cyte cytes cytic
        itides reflexia angiectasia plakia dynia oscopic ometry ographic enzyme zyme peptide kinase protein
        steroid
        """
    )
)
_MEDICAL = re.compile(rf"(?:{'|'.join(_BEFORE)})[a-z]{{5,}}|[a-z]{{3,}}(?:{'|'.join(_AFTER)})")
_ENDINGS = ("s", "es", "ed", "ing", "ly", "er", "est", "ness", "ment", "al")


@cache
def names() -> dict[str, str]:
    """The class of each name, by the name in lower case without accents.

    `G` a given name that can stand alone, `F` another one, `f` one that is a common word or a month as well;
    `S` a surname, `s` one that is a common word as well, `p` one that is better known from diseases, signs
    and instruments.
    """
    classes: dict[str, str] = {}
    for letter, words in _lists("names.txt.gz").items():
        if letter != "y":
            classes |= dict.fromkeys(words, letter)
    classes |= dict.fromkeys(medicine.BETTER_KNOWN, "p")
    return {word: letter for word, letter in classes.items() if word not in _OURS}


@cache
def plain_names() -> frozenset[str]:
    """Given names that are nothing but names, so that they count in lower case, too."""
    return frozenset(_lists("names.txt.gz")["y"]) - _OURS


@cache
def words() -> frozenset[str]:
    """Common and medical words of English that are no names, of three letters and more."""
    return _OURS.union(english.WORDS, _lists("words.txt.gz")["C"])


@cache
def cities() -> dict[str, str]:
    """`K` for a city whatever stands around it, `k` for one whose name is something else as well."""
    lists = _lists("places.txt.gz")
    listed = {word.replace("_", " "): letter for letter, words in lists.items() for word in words}
    return {word: letter for word, letter in (TOWNS | listed).items() if word not in _OURS}


def is_word(word: str) -> bool:
    """Whether this is a common or medical word of English, or a form of one."""
    known = words()
    if word in known:
        return True
    # Most words neither begin nor end like this, which is known sooner than what they are made of.
    if word.endswith(_ENDINGS) and any(
        base in known or not known.isdisjoint(bases(base)) for base in bases(word)
    ):
        return True
    # "Organised" is of organise, which America spells with a z.
    for american in english.american(word):
        if american in known or not known.isdisjoint(bases(american)):
            return True
    return (word.startswith(_BEFORE) or word.endswith(_AFTER)) and _MEDICAL.fullmatch(word) is not None


def bases(word: str) -> list[str]:
    """What a word may be a form of: "stopped" of stop, "testing" of test, "severely" of severe."""
    found: list[str] = []
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > 2:
            stem = word[: -len(ending)]
            found += [stem, stem + "e"]
            if stem[-1] == stem[-2]:
                found.append(stem[:-1])
            if stem[-1] == "i":
                found.append(stem[:-1] + "y")
    return found


def _lists(name: str) -> dict[str, list[str]]:
    text = zlib.decompress(files(__package__).joinpath(name).read_bytes(), _GZIP).decode()
    lines = (line.split() for line in text.splitlines())
    return {words[0]: words[1:] for words in lines}
