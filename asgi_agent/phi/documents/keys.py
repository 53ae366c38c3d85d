"""The key policy: which keys of JSON objects say that their values are identifiers.

A key is read as words, whatever their case and what stands between them: `patientSSN`, `Patient SSN` and
`patient-ssn` are the same. The last words count (`home_phone` is a phone), and a number after them does not
(`address2`). Words after them do: `phone_type` is no phone.

Decided, where a key alone could be either:

- `name` and its kin count where the words before them are said of people (`patient_name`, `lastName`), and
  alone where the object looks like a person: see `people`. `file_name`, `host_name`, `event_name`,
  `tool_name`, `model_name` and `drug_name` are no identifiers; a facility's name is, as geography.
- `username` and `login` are identifiers: they are given to one person (164.514(b)(2)(i)(R)).
- Dates of what happened to a person go (`dob`, `admission_date`, any `*_date`); technical timestamps
  (`created_at`, `updated_at`) stay where the value has a time of day, and are read as text where it is a date
  alone. `time` and `timestamp` are technical unless a patient, a visit or the like stands beside them.
  `json_keys` of the policy says otherwise.
- Ages stay up to 89.
- Where the value can be something else entirely it is looked at as well: a `license` of `Apache-2.0` stays.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from asgi_agent.phi.documents import looks
from asgi_agent.phi.documents.key_tables import (
    BEFORE_NAME,
    BY,
    DATES,
    FACILITY,
    KEYS,
    NO_PLURALS,
    NOT_BEFORE,
    NUMBERING,
    OF_ADDRESSES,
    OF_PERSONS,
    PARTS,
    PEOPLE,
    PLACES,
    ROLES,
    TECHNICAL_TIMES,
    TIMESTAMPS,
)
from asgi_agent.phi.documents.verdict import KEEP, TEXT, Verdict, identifier
from asgi_agent.phi.rules.listed import listed
from asgi_agent.phi.spans import Label

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+|[^\W\d_A-Za-z]+")
_LONGEST = 80


class Needs(Enum):
    """What else must be there before a key means what it says."""

    NOTHING = auto()
    PERSON = auto()
    """The object looks like a person."""
    ADDRESS = auto()
    """The object looks like an address."""


class Meaning(NamedTuple):
    """What a key says about its value."""

    verdict: Verdict
    needs: Needs = Needs.NOTHING


@lru_cache(4096)
def words_of(key: str) -> tuple[str, ...]:
    """The words of a key, folded to lower case and to plain letters; none of a placeholder."""
    if len(key) > _LONGEST or key.startswith(("[", "<", "{")):
        return ()
    if not key.isascii():
        decomposed = unicodedata.normalize("NFKD", key)
        key = "".join(character for character in decomposed if not unicodedata.combining(character))
    return tuple(word.lower() for word in _WORD.findall(key))


@lru_cache(4096)
def folded(key: str) -> str:
    """The words of a key without anything between them."""
    return "".join(words_of(key))


@lru_cache(4096)
def meaning(key: str) -> Meaning | None:
    """What a key says about its value; None where that is nothing."""
    words = words_of(key)
    while len(words) > 1 and (words[-1].isdigit() or words[-1] in NUMBERING):
        if (found := _meaning(words)) is not None:
            return found
        words = words[:-1]
    return _meaning(words) if words else None


def looks_like_a_person(keys: Iterable[str]) -> bool:
    """Whether an object with these (folded) keys is a person, so that its `name` is one's name."""
    return not OF_PERSONS.isdisjoint(keys)


def looks_like_an_address(keys: Iterable[str]) -> bool:
    """Whether an object with these (folded) keys is a postal address."""
    return len(OF_ADDRESSES.intersection(keys)) > 1


@lru_cache(4096)
def is_person(key: str) -> bool:
    """Whether a key is said of people: `patient`, `nextOfKin`, `members`."""
    words = words_of(key)
    return any(_singular("".join(words[index:])) in PEOPLE for index in range(len(words)))


def _meaning(words: tuple[str, ...]) -> Meaning | None:
    return _date(words) or _known(words) or _name(words) or _role(words)


def _known(words: tuple[str, ...]) -> Meaning | None:
    for index in range(len(words)):
        noun = "".join(words[index:])
        for form in (noun,) if noun in NO_PLURALS else (noun, _singular(noun)):
            if form in _KNOWN and not (index and words[index - 1] in NOT_BEFORE.get(form, ())):
                return _KNOWN[form]
    return _compound(words[-1])


def _compound(word: str) -> Meaning | None:
    """`homephone` and `patientmrn`, which nothing separates."""
    for noun in PARTS:
        if word.endswith(noun) and (word[: -len(noun)] in PEOPLE or word[: -len(noun)] in PLACES):
            return _KNOWN[noun]
    return None


def _name(words: tuple[str, ...]) -> Meaning | None:
    last = words[-1]
    if last in ("name", "names"):
        before = words[-2] if len(words) > 1 else ""
    elif last.endswith("name") and len(words) == 1:
        before = last.removesuffix("name")
    else:
        return None
    if not before:
        return _OWN_NAME
    if before in BEFORE_NAME or _singular(before) in BEFORE_NAME or "".join(words[:-1]) in BEFORE_NAME:
        return _NAME
    return _FACILITY_NAME if before in FACILITY else _OWN_NAME if before == "display" else None


def _role(words: tuple[str, ...]) -> Meaning | None:
    """`attending_physician`, `mother`, `signed_by`: a person's name, if the value looks like one."""
    if words[-1] == "by":
        return _ROLE if len(words) > 1 and words[-2] in BY else None
    return _ROLE if _singular("".join(words)) in ROLES or _singular(words[-1]) in ROLES else None


def _date(words: tuple[str, ...]) -> Meaning | None:
    last = words[-1]
    if (len(words) == 1 and last in TIMESTAMPS) or (
        last in _TIMES and not TECHNICAL_TIMES.isdisjoint(words[:-1])
    ):
        return _TECHNICAL_TIME
    if last in ("date", "dates") and len(words) > 1:
        return _EVENT
    if last in _TIMES and len(words) > 1 and not DATES.isdisjoint(words[:-1]):
        return _EVENT
    return None


def _singular(word: str) -> str:
    if word.endswith("sses"):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


_TIMES = listed("date dates time datetime timestamp dt ts on at day")
_NAME = Meaning(identifier(Label.NAME, "key.name", looks.name))
_OWN_NAME = Meaning(_NAME.verdict, Needs.PERSON)
_FACILITY_NAME = Meaning(identifier(Label.LOCATION, "key.facility", looks.place))
_ROLE = Meaning(identifier(Label.NAME, "key.role", looks.somebody))
_EVENT = Meaning(identifier(Label.DATE, "key.date", looks.dated))
_TECHNICAL_TIME = Meaning(KEEP._replace(test=looks.moment, otherwise=TEXT))
_KNOWN = {
    noun: Meaning(identifier(label, f"key.{label.lower()}", test), Needs[needs])
    for label, test, needs, nouns in KEYS
    for noun in nouns.split()
}
