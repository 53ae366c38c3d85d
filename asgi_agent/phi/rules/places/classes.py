"""Which class each word has for the grammar of places."""

from __future__ import annotations

import re
from functools import cache

from asgi_agent.phi import lexicon
from asgi_agent.phi.lexicon import towns
from asgi_agent.phi.lexicon.medicine import GRADED, PHRASES, SCORED
from asgi_agent.phi.lexicon.terms import COUNTRIES, STATE_CODES, STATES, TWO_WORD_STATES
from asgi_agent.phi.rules.names.studies import UNNAMED
from asgi_agent.phi.rules.names.terms import DEGREES, EPONYMOUS
from asgi_agent.phi.rules.places import facilities, landscape, organisations, phrases, terms

_ZIP = re.compile(r"\d{5}(?:-\d{4})?")
_HOUSE = re.compile(r"\d{1,6}[A-Za-z]?|\d{1,4}[-/]\d{1,4}")
_ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th|ST|ND|RD|TH)")
_FOREIGN_STREET = re.compile(
    r".{2,}(?:stra(?:ss|ß)e|str|gasse|weg|platz|allee|laan|straat|gracht|plein|gade|vej|gatan|gata|v[äa]gen|katu|tie)"
)

_CITY_LIKE = re.compile(
    r"[^\W\d_]{3,}(?:ville|burgh?|mouth|haven|stad|borough|chester|fort|town|bury|holm|heim|hausen|dorf|furt|shire"
    r"|stadt|br[üu]ck|polis|abad|pur|grad|shire|sk|ice)"
)

# "SimonMed", "SleepWorks".
_COMPANY = re.compile(
    r"[A-Z][a-z]+(?:Med|Care|Health|Works|Dent|Dental|Ortho|Derm|Kids|Imaging|Labs?|MD|Path|Vision|One|Spine|Cardio)"
)

# "LAUSD", "HISD".
_DISTRICT = re.compile("[A-Z]{1,4}(?:USD|ISD)")

# A house of Wisconsin: "N4521", "W250N5123".
_GRID = re.compile(r"(?:[NSEW]\d{3,5}){1,2}")
# What a capital may follow within a name.
_HEAD = re.compile(r"(?:mc|de|la|le|du|des|o|d)(?=[^\W_aeiou])")
_REGION = re.compile(
    r"(?:Mid|Tri|Twin|North|South|East|West)-(?:County|Valley|Cit(?:y|ies)|State|Rivers?|Lakes?|Coast|Town|Bay"
    r"|Island|Mountain|Plains)"
)

# From the least telling to the most: the last that has a word gives its class.
_ANY_CASE = {
    "E": EPONYMOUS + terms.GIVEN_TO,
    "v": terms.VISITING,
    "6": terms.WORKING + terms.OCCUPATIONS,
    "8": terms.FOR,
    "d": terms.ADDRESS,
    "l": terms.LIVING,
    "L": terms.SITE,
    "_": terms.EMPLOYER,
    "z": terms.ZIP,
    "u": terms.UNITS,
    "h": terms.LOWER_FACILITIES,
    "0": terms.LOWER_WORKPLACES,
    "X": terms.SUFFIXES,
    "T": "dr",
    "Y": terms.COUNTIES,
    "i": terms.IN,
    "f": terms.FROM,
    "o": terms.TO,
    "t": terms.AT,
    "O": terms.OF,
    "b": terms.THE,
    "&": "and",
}
_CAPITALISED = {
    "x": terms.NO_PLACES,
    **{letter: _ANY_CASE[letter] for letter in "EvdlL_iftoz"},
    "6": terms.WORKING,
    "R": terms.RARE_SUFFIXES,
    "M": terms.NEUTRAL,
    "e": terms.BARE_HEADS,
    "r": terms.WEAK_FACILITIES + facilities.WEAK_HEADS,
    "0": organisations.BUSINESSES,
    "m": terms.NAMING,
    "H": terms.FACILITIES + facilities.HEADS,
    "X": terms.SUFFIXES,
    "T": "dr",
    "D": terms.DIRECTIONS + terms.PLACE_BEGINNINGS,
    "Y": terms.COUNTIES,
    "G": terms.LEADING_STREETS,
    "u": terms.UNITS,
    "z": terms.ZIP,
}
# The least telling, and read only where a name in lower case may be.
_LOWER_CASE = {
    "U": terms.LOWER_STATES,
    "J": terms.LOWER_STOPS,
    "g": terms.LOWER_NEUTRAL,
    "y": terms.LOWER_HEADS,
}
TYPED = {
    "1": organisations.SHOPS_IN_LOWER_CASE,
    "2": organisations.NICKNAMES,
    "4": organisations.EMPLOYERS_IN_LOWER_CASE,
}
CAPITALS = "%"
"""Of a name that is one with capitals only: what it then is, `joined` says."""
_SIGNS = "\n,.:;()[]\"&/-#=@'?!|"


@cache
def context() -> dict[str, str]:
    """The words that say something of a place beside them."""
    known = {word: letter for letter, words in _ANY_CASE.items() for word in words.split()}
    known |= {word.capitalize(): letter for word, letter in known.items()}
    known |= {form: "y" for word in terms.PREMISES.split() for form in (word, word.capitalize())}
    known |= {form: "~" for word in terms.ALONG.split() for form in (word, word.capitalize())}
    return known | {sign: sign for sign in _SIGNS} | {"'s": "'", "@": "t", "in": "i"}


@cache
def special() -> dict[str, str]:
    """The words of an island that are something else than the names in them say."""
    known = {word: letter for letter, words in _ANY_CASE.items() for word in words.split()}
    lower = {word: letter for letter, words in _LOWER_CASE.items() for word in words.split()}
    known |= {word: letter for word, letter in lower.items() if known.get(word, "v") in "vE"}
    for letter, words in _CAPITALISED.items():
        for word in words.split():
            known |= {word.capitalize(): letter, word.upper(): letter}
    known |= {state.capitalize(): "S" for state in STATES} | {state.upper(): "S" for state in STATES}
    known |= {
        form: "Q"
        for word in landscape.WORDS.split()
        if word not in lexicon.names()
        for form in (word.capitalize(), word.upper())
        if known.get(form, "R") == "R"
    }
    known |= _shops() | dict.fromkeys(UNNAMED.split(), "C")
    known |= dict.fromkeys(("pt", "Pt", "PT"), "V")
    known |= dict.fromkeys(("Nº", "nº", "Nro", "nro"), "u")
    known |= dict.fromkeys(("p", "o", "po"), "p")
    known |= dict.fromkeys(("rue", "calle", "paseo", "camino", "avenida"), "G")
    known |= {degree: "x" for degree in DEGREES.split() if degree not in known}
    known |= dict.fromkeys(terms.UNIT_ACRONYMS.split(), "x") | dict.fromkeys(
        (terms.ACRONYMS + facilities.SYSTEMS).split(), "A"
    )
    known |= dict.fromkeys(map(str.capitalize, COUNTRIES), "N")
    known |= (
        dict.fromkeys(STATE_CODES, "s")
        | dict.fromkeys(["MD", "PA", "MA"], "c")
        | dict.fromkeys(terms.NUMBERS.split(), "9")
        | {
            "OccMed": "r",
            "OccHealth": "r",
            "SportsMed": "r",
            "FamMed": "r",
            "Saints": "X",
            "MLK": "W",
            "Mt": "W",
            "Ft": "W",
            "Saint": "X",
            "HC": "a",
            "NYC": "K",
            "OF": "O",
            "Of": "O",
            "AND": "&",
        }
        | dict.fromkeys((*terms.ROADS.split(), "fm"), "B")
        | dict.fromkeys(terms.ZIP_KEYS.split(), "z")
        | dict.fromkeys(terms.SHORT_STATES.split(), "s")
        | dict.fromkeys(terms.DENOMINATIONS.split(), "W")
    )
    known |= {sign: sign for sign in _SIGNS} | {"'s": "'", "'S": "'", "@": "t", "The": "b", "THE": "b"}
    return known


def _shops() -> dict[str, str]:
    """Shops and employers of one word: `3`, or `4` if it may be another word as well; `1` in lower case.

    And `2`, what hospitals are called for short in lower case.
    """
    letters = dict.fromkeys(organisations.EMPLOYERS, "4") | dict.fromkeys(organisations.SHOPS, "3")
    forms = {
        form: letter
        for word, letter in letters.items()
        for form in (word, word.title(), word.capitalize(), word.upper())
        if form != form.lower()
    }
    return forms | {word: letter for letter, words in TYPED.items() for word in words}


@cache
def cities() -> dict[str, str]:
    """Cities of one word by their class with a capital; `q` where they have none and are no common word."""
    known = {word: letter for word, letter in lexicon.cities().items() if " " not in word}
    lower = {word: "q" for word, letter in known.items() if letter == "K" or not lexicon.is_word(word)}
    return lower | {form: letter for word, letter in known.items() for form in _forms(word)}


def _forms(city: str) -> tuple[str, ...]:
    """A city as it is written: "Dekalb" and "DeKalb", "Ofallon" and "O'Fallon"."""
    head = _HEAD.match(city)
    if head is None:
        return (city.title(),)
    rest = city[head.end() :].capitalize()
    sign = "'" if head[0] in "od" else ""
    return (city.title(), head[0].capitalize() + sign + rest, head[0].upper() + sign + rest.upper())


@cache
def long_names() -> dict[str, str]:
    """Places of several words, with the class of the whole."""
    long = {word: letter for word, letter in lexicon.cities().items() if " " in word}
    return (
        long
        | dict.fromkeys(PHRASES, "x")
        | dict.fromkeys(TWO_WORD_STATES, "S")
        | dict.fromkeys((*phrases.FAMOUS, *organisations.CREWS), "A")
        | dict.fromkeys(towns.STATE_UNIVERSITIES, "K")
        | dict.fromkeys(facilities.HEADS_OF_WORDS | facilities.AGENCIES, "H")
        | dict.fromkeys(facilities.WEAK_HEADS_OF_WORDS, "r")
        | dict.fromkeys(facilities.SHOPS_OF_WORDS, "3")
        | dict.fromkeys(facilities.SYSTEMS_OF_WORDS, CAPITALS)
        | phrases.FIXED
        | dict.fromkeys(organisations.SHOPS_OF_WORDS, "3")
        | dict.fromkeys(organisations.SAINTS, "2")
    )


@cache
def beginnings() -> frozenset[str]:
    """The first words of those, and of scores, as they may be written; and what is a title or a unit."""
    firsts = {name.split()[0] for name in long_names()}
    forms = {form for word in firsts for form in (word, word.capitalize(), word.upper())}
    written = {word for word in (*organisations.EMPLOYERS, *organisations.SHOPS) if word.lower() in firsts}
    told = (
        facilities.BRANCHED
        | facilities.BRANCHED_TOO
        | facilities.ENDINGS
        | SCHOOLS
        | AMAZON
        | facilities.SHELTERS
    )
    return frozenset(forms | written | told | scored().keys() | WARDS | {"ms"})


SCHOOLS = frozenset({"PS", "MS", "IS", "JHS"})
"""Of New York, which have numbers."""
AMAZON = frozenset({"amazon", "Amazon"})
"""Whose warehouses have codes: BFI4."""


@cache
def endings() -> frozenset[str]:
    """The last words of those that are places: without, there is none in an island."""
    return frozenset(name.split()[-1] for name, letter in long_names().items() if letter != "x") | {"ps"}


@cache
def last_words() -> frozenset[str]:
    """The last words of what is no place."""
    return frozenset(name.split()[-1] for name, letter in long_names().items() if letter == "x")


_SIDES = ("north", "south", "east", "west")
WARDS = frozenset(form for side in _SIDES for form in (side.capitalize(), side.upper()))
"""What wards are called, "4 North"; people are, too."""


@cache
def scored() -> dict[str, bool]:
    """What a score is called after, and whether few people are."""
    few = dict.fromkeys(GRADED, False) | dict.fromkeys(SCORED, True)
    return {form: rare for word, rare in few.items() for form in (word.capitalize(), word.upper())}


def class_of(word: str, name: str) -> str:
    """The class of a word that is in no list of places, by its class among names."""
    if " " in word:
        return "7"
    if word[0].isdigit():
        return _number(word)
    if _GRID.fullmatch(word):
        return "9"
    if _DISTRICT.fullmatch(word):
        return "A"
    if name == "U" and _CITY_LIKE.fullmatch(word):
        return "k"
    if name == "C" and _COMPANY.fullmatch(word):
        return "W"
    if name in "GFfhSspULMAJ":
        return "F" if _FOREIGN_STREET.fullmatch(word) else "w" if name == "U" else "W"
    if name == "a":
        return "a"
    if name == "I":
        return "I"
    if word[0].isupper():
        return _joint(word) if "-" in word else "C"
    return "P" if name == "P" else "x"


def _joint(word: str) -> str:
    """The class of a word with a hyphen: "Mid-Valley", "Chicago-based"."""
    if _REGION.fullmatch(word):
        return "W"
    city, _, what = word.rpartition("-")
    return "K" if what in terms.OF_CITIES and lexicon.cities().get(city.lower()) == "K" else "C"


def _number(word: str) -> str:
    if _ZIP.fullmatch(word):
        return "7" if "-" in word else "Z"
    if _ORDINAL.fullmatch(word):
        return "5"
    return "9" if _HOUSE.fullmatch(word) else "n"
