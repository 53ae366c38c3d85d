"""Makes the word lists of this package from public files: `python -m asgi_agent.phi.lexicon.build FOLDER`.

FOLDER holds:

- `surnames.csv` and `given.csv`: columns `name` and `count`, the "Frequently Occurring Surnames" and "First
  Names" tables of the 2020 Census (US Census Bureau, public domain);
- `sub-est2019_all.csv`: "City and Town Population" estimates (US Census Bureau, public domain);
- `ne_10m_populated_places_simple.json`: Natural Earth's populated places (public domain);
- `icd10cm.xml`: the ICD-10-CM tabular list (US National Center for Health Statistics, public domain), for
  medical words and for the physicians that diseases are named after;
- `mtrees.bin`: the headings of MeSH (US National Library of Medicine), for more medical words;
- `Products.txt`: Drugs@FDA (US Food and Drug Administration, public domain), for drugs and what is in them;
- `scowl/english-words.10`, `american-words.10` and so on, up to level 60: SCOWL, for common English words
  (`SOURCES.md` has its notice).

What ships is a selection, with each word in the class that the rules know it by: the letters of `Lexicon`.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
import unicodedata
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from asgi_agent.phi.lexicon import bases
from asgi_agent.phi.lexicon.terms import (
    ALONE_THOUGH_WORDS,
    CLEAR_NAMES,
    COUNTRIES,
    EPONYMS,
    MONTHS,
    NEVER_NAMES,
    NOT_CITIES,
    NOT_IN_LOWER_CASE,
    SHORT_NAMES,
    STATES,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_HERE = Path(__file__).parent
_WORD_LEVELS = (10, 20, 35, 50)
_RARE_LEVELS = (55, 60)
_COMMON_LEVEL = 50
_PLAIN_LEVEL = 35

# How many people bear a name that is worth its place in the file.
_GIVEN = 500
_GIVEN_ALONE = 6_000
_GIVEN_LOWER = 2_500
_SHORTEST_PLAIN = 3
_GIVEN_AND_WORD = 3_000
_SURNAME = 1_000
_SURNAME_AND_WORD = 5_000
_SURNAME_ABOVE_WORD = 100_000
_SURNAME_ABOVE_EPONYM = 60_000
# A rare word that so many bear is a name rather.
_NAME_ABOVE_TERM = 300
# MeSH: anatomy, diseases, procedures, minds, and what is done in health care.
_BRANCHES = frozenset("ACEFGN")
# A word that so many more bear as a surname than as a given name is a surname.
_MOSTLY = 4

_US_CITY = 4_000
_WORLD_CITY = 400_000
_CITY_ABOVE_WORD = 90_000
_CITY_AND_WORD = 40_000
_CITY_ABOVE_EPONYM = 200_000
_CITY_ABOVE_NAME = 50_000
_NAME_ABOVE_CITY = 30_000
_KINDS_OF_PLACE = re.compile(
    r" (?:city|town|village|borough|municipality|charter township|township|plantation|city and borough"
    r"|unified government|consolidated government|metro(?:politan)? government|urban county|corporation|CDP)$"
    r"| (?:city|town|village|township) \(.*$|\(.*\)$| \(balance\)$"
)


class Sources(NamedTuple):
    """What the files say, folded."""

    surnames: dict[str, int]
    given: dict[str, int]
    levels: dict[str, int]
    medical: Counter[str]
    rare: frozenset[str]
    terms: frozenset[str]
    capitalised: frozenset[str]
    cities: dict[str, int]


def main(folder: Path, target: Path = _HERE) -> None:
    """Write the lists made from the sources in a folder: beside this module, unless told otherwise."""
    sources = _read(folder)
    names = _names(sources)
    taken = {word for words in names.values() for word in words}
    common = {word for word, level in sources.levels.items() if level <= _COMMON_LEVEL}
    common |= {word for word, count in sources.medical.items() if count > 1}
    common = {word for word in common if len(word) > 1} - taken
    _write(target / "names.txt.gz", names)
    _write(target / "words.txt.gz", {"C": _bases(common | _rare(sources) - taken)})
    _write(target / "places.txt.gz", _places(sources, _bases(common) | names["f"] | names["s"]))


def _bases(words: set[str]) -> set[str]:
    """Those that are no forms of others."""
    return {word for word in words if not words.intersection(bases(word))}


def _rare(sources: Sources) -> set[str]:
    """Rarer words, of medicine and of English, that hardly anybody is called by."""
    terms = {
        word
        for word in sources.terms
        if max(sources.surnames.get(word, 0), sources.given.get(word, 0)) < _NAME_ABOVE_TERM
    }
    return (terms | (sources.rare - sources.surnames.keys() - sources.given.keys())) - EPONYMS


def _read(folder: Path) -> Sources:
    levels: dict[str, int] = {}
    for level in _WORD_LEVELS:
        for word in _english(folder, level):
            levels.setdefault(word, level)
    icd = re.findall(r"<(?:desc|note)>([^<]*)<", (folder / "icd10cm.xml").read_text("utf-8"))
    words = Counter(word for line in icd for word in re.findall(r"[^\W\d_]{3,}", line))
    medical = Counter({word: count for word, count in words.items() if word.islower()})
    capitalised = {_folded(word) for word in words if word.istitle() and word.lower() not in medical}
    return Sources(
        surnames=_counts(folder / "surnames.csv"),
        given=_counts(folder / "given.csv"),
        levels=levels,
        medical=medical,
        rare=frozenset(word for level in _RARE_LEVELS for word in _english(folder, level)),
        terms=_terms(folder),
        capitalised=frozenset(capitalised),
        cities=_cities(folder),
    )


def _english(folder: Path, level: int) -> Iterator[str]:
    for variety in ("english", "american"):
        lines = (folder / "scowl" / f"{variety}-words.{level}").read_text("latin-1").split()
        yield from map(_folded, filter(str.islower, filter(str.isalpha, lines)))


def _terms(folder: Path) -> frozenset[str]:
    """The words of medical headings, of drugs and of their ingredients."""
    headings = (line.rsplit(";", 1) for line in (folder / "mtrees.bin").read_text("utf-8").splitlines())
    texts = [text for text, place in headings if place[0] in _BRANCHES]
    with (folder / "Products.txt").open(encoding="latin-1", newline="") as lines:
        drugs = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        texts += [f"{row['DrugName']} {row['ActiveIngredient']}" for row in drugs]
    return frozenset(_folded(word) for word in re.findall(r"[A-Za-z]{4,}", "\n".join(texts)))


def _counts(path: Path) -> dict[str, int]:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [(row["name"].lower(), int(row["count"])) for row in csv.DictReader(lines)]
    return {name: count for name, count in rows if name.isalpha() and len(name) > 1}


def _cities(folder: Path) -> dict[str, int]:
    cities: Counter[str] = Counter()
    with (folder / "sub-est2019_all.csv").open(encoding="latin-1", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["SUMLEV"] == "162":
                name = _KINDS_OF_PLACE.sub("", row["NAME"])
                cities[_folded(name)] += int(row["POPESTIMATE2019"])
    towns = {name: count for name, count in cities.items() if count >= _US_CITY}
    for feature in json.loads((folder / "ne_10m_populated_places_simple.json").read_text("utf-8"))[
        "features"
    ]:
        place = feature["properties"]
        people, capital = place["pop_max"] or 0, place["adm0cap"]
        if people >= _WORLD_CITY or capital:
            name = _folded(place["name"])
            towns[name] = max(towns.get(name, 0), people)
    return towns


def _folded(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return plain.casefold().replace("'", "").replace("\u2019", "").strip()


def _names(sources: Sources) -> dict[str, set[str]]:
    classes: dict[str, set[str]] = {letter: set() for letter in "GFfSspy"}
    for word in sources.given.keys() | sources.surnames.keys():
        if letter := _class_of(word, sources):
            classes[letter].add(word)
    classes["p"] |= EPONYMS - classes["G"] - classes["F"] - classes["f"] - classes["S"] - classes["s"]
    classes["y"] = classes["G"] | {word for word in classes["F"] if _is_plain(word, sources)}
    classes["y"] = {word for word in classes["y"] if len(word) > _SHORTEST_PLAIN or word in SHORT_NAMES}
    classes["y"] -= NOT_IN_LOWER_CASE
    return classes


def _is_plain(word: str, sources: Sources) -> bool:
    given = sources.given[word]
    clear = word not in EPONYMS | CLEAR_NAMES | sources.cities.keys()
    return clear and given >= _GIVEN_LOWER and given > sources.surnames.get(word, 0)


def _is_clear(word: str, sources: Sources) -> bool:
    """Whether nobody would take the word for anything but a name."""
    return sources.levels.get(word, _WORD_LEVELS[-1]) > _PLAIN_LEVEL and word not in sources.medical


def _class_of(word: str, sources: Sources) -> str | None:
    given, surname = sources.given.get(word, 0), sources.surnames.get(word, 0)
    clear = word in CLEAR_NAMES or _is_clear(word, sources)
    if word in NEVER_NAMES:
        return None
    if given >= _GIVEN and surname <= _MOSTLY * given:
        if word in MONTHS or word in STATES or word in COUNTRIES:
            return "f"
        if not clear:
            return "f" if given >= _GIVEN_AND_WORD else None
        city = sources.cities.get(word, 0)
        alone = given >= _GIVEN_ALONE and surname * 2 < given and len(word) > 2
        alone = alone and (word not in sources.levels or word in ALONE_THOUGH_WORDS) and word not in EPONYMS
        return "G" if alone and city < _CITY_ABOVE_NAME else "F"
    if surname < _SURNAME:
        return None
    if clear or (surname >= _SURNAME_ABOVE_WORD and sources.levels.get(word, 0) >= _PLAIN_LEVEL):
        eponym = word in EPONYMS or word in sources.capitalised
        return "p" if eponym and surname < _SURNAME_ABOVE_EPONYM else "S"
    return "s" if surname >= _SURNAME_AND_WORD else None


def _places(sources: Sources, words: set[str]) -> dict[str, set[str]]:
    """`K`: a city whatever stands around it. `k`: one whose name is something else as well."""
    classes: dict[str, set[str]] = {"K": set(), "k": set()}
    for city, people in sources.cities.items():
        city = city.replace(".", "")
        if city in STATES | COUNTRIES | NOT_CITIES or not re.fullmatch(
            r"[a-z]{3,}(?:[ -][a-z]+)*|[a-z ]{4,}", city
        ):
            continue
        small = people < _CITY_ABOVE_WORD
        rare = sources.levels.get(city, 0) == _COMMON_LEVEL and city not in sources.medical
        if city in EPONYMS and people < _CITY_ABOVE_EPONYM:
            continue
        if small and not (rare and people >= _CITY_AND_WORD) and (city in words or city in sources.levels):
            continue
        is_name = city in sources.given or city in sources.surnames
        known_as_name = sources.given.get(city, 0) + sources.surnames.get(city, 0) > _NAME_ABOVE_CITY
        letter = "k" if known_as_name or (small and (is_name or rare)) else "K"
        classes[letter].add(city.replace(" ", "_"))
    return classes


def _write(path: Path, classes: dict[str, set[str]]) -> None:
    lines = [" ".join([letter, *sorted(words)]) for letter, words in classes.items()]
    with gzip.GzipFile(path, "wb", compresslevel=9, mtime=0) as file:
        file.write("\n".join(lines).encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
