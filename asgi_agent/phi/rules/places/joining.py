"""Places that several words are together: cities, chains with their towns, practices, schools by number."""

from __future__ import annotations

import re

from asgi_agent.phi.rules.places.classes import (
    AMAZON,
    CAPITALS,
    SCHOOLS,
    TYPED,
    WARDS,
    beginnings,
    last_words,
    long_names,
    scored,
)
from asgi_agent.phi.rules.places.facilities import (
    ANYWHERE,
    BRANCHED,
    BRANCHED_TOO,
    ENDINGS,
    INCORPORATED,
    NO_TOWNS,
    OF_TOWNS,
    SHELTERED,
    SHELTERS,
    SIDES,
    TOWNLIKE,
)
from asgi_agent.phi.rules.reading import folded

_LONGEST_NAME = 5
_AROUND = " \t\r\n.,;:?!)\"'"
_LONG = 4
_BRANCHES = BRANCHED | BRANCHED_TOO
_IN_LOWER_CASE = {"K": "q", "k": "q", "W": "x", "3": "1"}
_WAREHOUSE = re.compile("[A-Za-z]{3}[0-9]{1,2}")
_PROPER = frozenset("WwKkQRXD")
_CALLED = frozenset("CWwQrX")
_ENDS = frozenset([*",.;)-/\n", "Billing", "Scheduling", "Admissions", "Front", "Referrals"])
_SCORE = re.compile(
    r"[0-9]{1,3}(?:\.[0-9])?|[0-9]{1,3}/(?:[4-9][0-9]|1[0-9]{2})|[IV]{1,3}[ABab]?|[0-9][ABab]"
)
_SURE_SCORE = re.compile(r"[0-9]{1,2}\.[0-9]|I?V|III?[ABab]?|[0-9][ABab]")
# Before and after one, what says that it is somebody's age or number after all.
_OF_PEOPLE = frozenset("GFfhTtRYLIMAU9")
_AGED = frozenset("o9I/-(")


def joined(words: list[str], letters: str, after: str) -> str:
    """The classes, with that of a place of several words at its first, and `j` at each further one.

    `letters` has two for each word, of which the second is for places. For names, its words are common ones.
    So they are where they are no place, and their last word is what comes `after` the island.
    """
    after = after.strip(_AROUND).lower()
    goes_on = after in last_words()
    starts, known, scores = beginnings(), long_names(), scored()
    classes = list(letters)
    for index, word in enumerate(words):
        if word not in starts or classes[2 * index + 1] == "j":
            continue
        if word == "ms" and _is_unit(words, index):
            classes[2 * index] = "x"
            continue
        if word in scores and _is_score(words, letters, index, rare=scores[word]):
            classes[2 * index : 2 * index + 2] = "Cx"
        if word in WARDS and index and letters[2 * index - 1] == "9":
            classes[2 * index] = "C"
        if _is_branch(words, letters, index):
            classes[2 * index + 1] = "A"
            if letters[2 * index + 3] in "as":
                classes[2 * index + 3] = "j"
            continue
        if further := _numbered(word, words[index + 1 : index + 3]):
            classes[2 * index + 1 : 2 * (index + further) + 2 : 2] = "A" + "j" * further
            continue
        if word in SHELTERS:
            if index and classes[2 * index - 1] in _CALLED and words[index - 1].lower() not in SHELTERED:
                classes[2 * index - 1 : 2 * index + 2 : 2] = "WH"
            continue
        if word in ENDINGS and (letter := _ending(words, classes, index)):
            classes[2 * index + 1] = letter
            continue
        name, last = folded(word), index
        for further in range(index + 1, min(len(words), index + _LONGEST_NAME)):
            if words[further] in ".\n'":
                continue
            name += " " + folded(words[further])
            if name in known and (known[name] != CAPITALS if word.islower() else known[name] not in TYPED):
                last = further
                letter = "A" if known[name] == CAPITALS else known[name]
                classes[2 * index + 1] = _IN_LOWER_CASE.get(letter, letter) if word.islower() else letter
        for place in range(index + 1, last + 1):
            classes[2 * place + 1] = "j"
        if last > index and classes[2 * last] != "4":
            classes[2 * index : 2 * last + 1 : 2] = "C" * (last - index + 1)
        elif goes_on and last == index and _is_nothing(words[index:], after):
            classes[2 * index :] = "Cx" * (len(words) - index)
    return "".join(classes)


def _is_nothing(words: list[str], after: str) -> bool:
    """Whether these words, the last of an island, are no place with the one after them: "Bristol stool"."""
    if len(words) >= _LONGEST_NAME:
        return False
    return long_names().get(" ".join((*map(folded, words), after))) == "x"


def _numbered(word: str, after: list[str]) -> int:
    """How many words are the number of a school of New York, PS 89, or the code of a warehouse: BFI4.

    A status of performance is in tens, and a pressure is lower.
    """
    if word in AMAZON:
        return 2 if _WAREHOUSE.fullmatch("".join(after)) else 0
    number = after[0] if word in SCHOOLS and after else ""
    high = number.isdecimal() and 20 < int(number) < 500
    return int(high and number[-1] != "0" and after[1:] != ["%"])


def _is_branch(words: list[str], letters: str, index: int) -> bool:
    """Whether a chain's or a system's name is that of one of its houses: Mercy South, Quest Florence."""
    if index + 1 == len(words) or letters[2 * index + 1] == "3":
        return False
    if words[index] not in _BRANCHES:
        return False
    after = words[index + 1]
    if words[index] in TOWNLIKE and letters[2 * index + 3] in "as" and 1 < len(after) < _LONG:
        return after.isupper() and after not in NO_TOWNS
    towns = "KkWwqQ" if words[index] in BRANCHED else "K"
    return letters[2 * index + 3] in towns or after in SIDES


def _ending(words: list[str], classes: list[str], index: int) -> str:
    """Its class if the name of a practice or a school ends with it: Piedmont Eye, Mayfield HS."""
    if not index:
        return ""
    word, before = words[index], "".join(classes[2 * index - 1 : 0 : -2][:2])
    if before[:1] in "xq":
        # "Y78-ZWS" is a plate.
        coded = len(word) == 1 and any(after[0].isdigit() for after in words[index + 1 : index + 2])
        return "y" if not coded and words[max(index - 2, 0)] in ("at", "@", "from") else ""
    proper = before[0] in "WwKkQSXj" or (before[0] == "C" and before[1:] in _PROPER)
    if word in INCORPORATED:
        return "r" if proper or before[0] in "Mr" else ""
    if word in OF_TOWNS:
        return "r" if before[0] == "K" else ""
    ended = index + 1 == len(words) or words[index + 1] in _ENDS
    return "r" if proper and (ended or word in ANYWHERE) else ""


def _is_unit(words: list[str], index: int) -> bool:
    """Whether `ms` are milliseconds: after a decimal number, or after one and before a full stop."""
    amount = words[index - 1] if index else ""
    ended = index + 1 == len(words) or words[index + 1] in ".,;)\n"
    return amount.replace(".", "").isdecimal() and ("." in amount or (len(amount) > 1 and ended))


def _is_score(words: list[str], letters: str, index: int, *, rare: bool) -> bool:
    """Whether a score follows its name, and neither the age nor the room of somebody."""
    if index + 1 == len(words) or not _SCORE.fullmatch(words[index + 1]):
        return False
    before = letters[2 * index - 2] if index else ""
    if before == "." and index > 1 and letters[2 * index - 4] != "9":
        before = letters[2 * index - 4]
    if before in _OF_PEOPLE:
        return False
    after = letters[2 * index + 4 : 2 * index + 5]
    sure = rare or after in (".", ";", ")") or _SURE_SCORE.fullmatch(words[index + 1]) is not None
    return sure and after not in _AGED
