"""Which class each word has for the grammar of names."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from asgi_agent.phi import lexicon
from asgi_agent.phi.lexicon.terms import CONTRACTIONS, COUNTRIES, MONTHS, SHORT_NAMES, STATES
from asgi_agent.phi.rules.listed import listed
from asgi_agent.phi.rules.names import abbreviations, products, studies, terms, world
from asgi_agent.phi.rules.names.acronyms import ACRONYMS
from asgi_agent.phi.rules.names.shortened import is_shortened
from asgi_agent.phi.rules.reading import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

# By what they are; the letters of names themselves are those of `lexicon.names`.
_CONTEXT = {
    "x": "and",
    "B": terms.BY,
    "H": terms.TO,
    "W": terms.GREETINGS,
    "v": terms.AFTER_NAME,
    "V": terms.SAYING,
    "i": terms.IS,
    "D": terms.THIS,
    "r": terms.SUBJECTS,
    "b": terms.THINGS_WITH_NAMES,
    "e": terms.OFTEN_EPONYMOUS,
    "E": terms.EPONYMOUS,
    "n": terms.OWNED,
    "k": terms.MEETING,
    "m": terms.MY,
    "O": terms.WITH,
    "K": terms.ITS,
    "j": terms.I_AM,
    "c": terms.CALLING,
    "g": terms.IDENTIFIERS,
    "o": terms.AGES,
    "P": terms.PARTICLES,
    "Z": terms.FAMILIES,
    "R": terms.ROLES,
    "Y": terms.RELATIONS,
    "N": terms.NAMING,
    "1": terms.ARTICLES,
    "5": terms.QUEUES,
    "6": terms.GOING_BY,
    "7": terms.BEDS,
    "Q": terms.PLURAL_TITLES,
    "T": terms.TITLES,
    "t": terms.COURTESY,
}

# What a capital makes no name of: the rest of the above may be one.
_ABOVE_NAMES = "PZRYNQTt1"
_LOWER_SURNAMES = listed(
    """
    brown white young king green hill gray black woods stone cook bell ward price fox hunt rice hart
    bush cross knight lane parks reed rivers brooks rose banks fields crane love berry gates wells ford carter
    mason parker porter turner cooper hunter fisher baker shepherd chase grant hall hardy lamb marsh mills
    moody noble pope powers savage snow wolf winters barber bishop butler carpenter farmer
    harper palmer potter sawyer tanner weaver wheeler
    """
)
_PREFIXES = listed("non anti pre post mid sub co re self semi multi inter intra extra peri trans ex")
_AGE = re.compile(r"\d{1,3}-?(?:y/?o|yr|year|month|mo|wk|week|/?[FMfm]\b)", re.IGNORECASE)
# A capital inside, as products have it and McDonald does not.
_PRODUCT = re.compile(
    r"(?!(?:Mc|Mac|De|Del|Della|Des|Di|Du|Da|Dal|La|Le|Lo|Van|Von|Ver|Ten|Ter|Fitz|Al|O|D|St|San|Ben|Abu"
    r"|Ja|Ke|Ra|Sha|Ta)'?-?[A-Z][a-z])(?:[^-']*[a-z][A-Z]|[A-Z]{2,}[a-z])"
)
_NEVER_LOWER = MONTHS | STATES | COUNTRIES | listed(abbreviations.NEVER_LOWER)
_SYLLABLES = listed(terms.SYLLABLES)
_PARTICLES = listed(terms.PARTICLES)
_LONGER = 6
# What staff sign lines with: "mb", "pjt".
_INITIALS = re.compile("[bcdfghj-np-tv-z]{2,3}")
_INITIALS_MOST = 3
_NOBODY = listed(abbreviations.NOBODY)
_TWO_PARTS = re.compile(r"[A-Z][a-z]{1,5}-(?P<second>[A-Za-z][a-z]{1,4})")
# "Mac an tSaoir".
_IRISH = re.compile(r"(?:t|n|h)[A-ZÁÉÍÓÚ][a-záéíóú]{3,}")
# No English word has one.
_FOREIGN = re.compile("[øåłşğıżźćčřšžýđãõæœþðäöåüØÅŁŞĞİŻŹĆČŘŠŽÝĐÃÕÆŒÞÐÄÖÅÜ]")
# What records call a name, and how one is told letter by letter.
_KEY = re.compile(r"[a-z](?:Names?|[-]name)$")
_SPELLED = re.compile(r"(?:[A-Z]-){3,}[A-Z]")
_NICKNAME = re.compile(r"[A-Z]-(?:Baby|Bear|Bone|Boy|Bug|Dawg|Mac|Money|Nut|Rod|Roy)")
# "ID'd by licence", "Eval'd", "Func'l".
_DONE = re.compile(r"[A-Z]{1,4}'(?:d|ed|ing)|[A-Z][a-z]{2,}'[dlnty]")
# No name lacks one, but for the shortest.
_VOWEL = re.compile("[aeiouy]|[^a-z]|^.{1,2}$")
_PREFIXED = re.compile(r"(?:d'|l'|al-|el-|bin-|ibn-|abu-)[A-Z][a-z]")
_INFLECTED = re.compile(r"(?:ed|ing|ly|ive|ous|al|ic|tion|ness|ment|able|ible|ful|less|est)$")
_MEDICAL_ENDINGS = listed(
    """
    itis osis emia aemia uria pathy ectomy otomy ostomy plasty scopy ogram graphy logy algia plegia trophy
    penia megaly rrhea sclerosis stenosis lysis genic trophic oma stasis cautery scope pexy peritoneum
    tion sion ity ities ment amine inine ropine idine mab inib enib anib onib pril olol statin cillin
    mycin micin azole zolam oxetine traline triptan gliptin gliflozin glutide formin xaban gatran parin
    sartan dipine thiazide semide oxacin cycline avir evir ivir ovir uvir virenz setron prazole tidine
    dronate profen coxib sone solone terol tropium barbital caine phylline pramine triptyline zepam zodone
    apine idone piprazole fibrate glitazone sulfa statins tide rasib estrant sertib lisib drostat renone
    tentan tercept camten siran glipron quinone xolone meline netant golix penem bactam fungin fibranor
    ixibat prazan inostat gepant orexant parib ciclib degib tecan leucel kinra platin rubicin taxel
    """
)
_MEDICAL = (*_MEDICAL_ENDINGS, *(f"{ending}s" for ending in _MEDICAL_ENDINGS))
_LITHUANIAN = "aitis"
_LONG = 8  # Shorter ones are listed, or names: "Ngoma", "Lapine".
_CEPHALOSPORIN = re.compile(r"cef\w{2,8}$")


class NameClasses:
    """The class of every word among names: by the lists, and by its form where it is in none."""

    def __init__(self) -> None:
        self._names = lexicon.names() | dict.fromkeys(terms.NICKNAMES.split(), "f")
        self._names |= dict.fromkeys(terms.SURNAMES.split(), "S") | dict.fromkeys(terms.SIGNS.split(), "p")
        self._names |= dict.fromkeys(world.GIVEN.split(), "F") | dict.fromkeys(world.SURNAMES.split(), "S")
        self._names |= dict.fromkeys(world.GIVEN_WORDS.split(), "f")
        self._names |= dict.fromkeys([*world.SURNAME_WORDS.split(), *terms.SURNAMES_TOO.split()], "s")
        self._plain = lexicon.plain_names()
        lists = (terms.NO_NAMES, abbreviations.WORDS, products.DRUGS, products.DEVICES)
        no_names = " ".join(lists).split()
        self._common_words = dict.fromkeys(no_names, "C")
        for city, letter in lexicon.cities().items():
            if letter == "K" and city not in self._names:
                self._common_words[city] = "C"
        beside = {word: letter for word, letter in context().items() if not self._is_name(word)}
        self.special = beside | context(_ABOVE_NAMES)
        self.special |= {word.upper(): self.special.get(word.upper(), "C") for word in ACRONYMS.split()}
        self.special |= dict.fromkeys(terms.DEGREES.split(), "d") | dict.fromkeys(terms.SUFFIXES.split(), "J")
        self.special |= dict.fromkeys(terms.LEADING_DEGREES.split(), "X")
        self.special |= dict.fromkeys(terms.LOWER_DEGREES.split(), "d")
        self.special |= dict.fromkeys(studies.UNNAMED.split(), "C")
        shortened = abbreviations.CAPITALISED.split()
        self.special |= {word.upper(): self.special.get(word.upper(), "a") for word in shortened}
        self.special |= dict.fromkeys(shortened, "C")
        self.special |= dict.fromkeys(terms.CAPITAL_ROLES.split(), "R")
        self.special |= dict.fromkeys(terms.IN_LAWS.split(), "Y")
        self.special |= dict.fromkeys(terms.CAPITAL_TITLES.split(), "%")
        self.special |= dict.fromkeys(terms.SHORT_SURNAMES.split(), "s")
        self.special |= dict.fromkeys(terms.PARTS.split(), "2") | {"tx": "W", "a": "1"}
        makers = terms.MAKERS.split()
        self.special |= dict.fromkeys([*map(str.capitalize, makers), *map(str.upper, makers), "GE"], "3")
        self.special |= {"MR": "T", "MS": "T", "Ó": "P", "Uí": "P", "Ní": "P", "Nana": "F", "Hà": "F"}
        self.special |= {"Ben": "G", "Al": "f"}
        creatures = terms.CREATURES.split()
        self.special |= dict.fromkeys([*creatures, *map(str.upper, creatures)], "4")
        self.special |= (
            dict.fromkeys(map(str.capitalize, MONTHS | STATES | COUNTRIES), "C") | self._calendar()
        )
        self.special |= dict.fromkeys(("Thu", "May"), "h") | {"WEEKS": "C"}
        self.special |= {sign: sign for sign in "{}<>!?*+;"} | {"'S": "'", "I": "I"}

    def listed(self) -> Iterator[str]:
        """Every word that a list has, as it is written most often."""
        yield from self.special
        yield from (name.capitalize() for name in self._names)

    def _is_name(self, word: str) -> bool:
        return word.istitle() and self._name(word.lower()) is not None

    def _name(self, word: str) -> str | None:
        return self._common_words.get(word) or self._names.get(word)

    def _calendar(self) -> dict[str, str]:
        """Months, states and countries that people are named after."""
        shared = (MONTHS | STATES | COUNTRIES) & self._names.keys()
        return {word.capitalize(): "h" for word in shared if self._names[word] in "GFf"}

    def of(self, word: str) -> str:
        """The class of any word."""
        return self.special.get(word) or self._by_form(word)

    def _by_form(self, word: str) -> str:
        first = word[0]
        if first.isdigit():
            if _AGE.match(word):
                return "o"
            return "8" if sum(map(str.isdigit, word)) > 4 else "9"
        if not first.isalpha():
            return word if len(word) == 1 else "'"
        if len(word) == 1:
            return "I" if word.isupper() else "x" if word in "aiou" else "l"
        if " " in word:
            return "8"
        if _KEY.search(word):
            return "N"
        if _SPELLED.fullmatch(word):
            return "S"
        if "'" in word and (word.lower() in CONTRACTIONS or _DONE.fullmatch(word)):
            return "x"
        if _NICKNAME.fullmatch(word):
            return "f"
        if word.islower():
            letter = self._lower(folded(word))
            return "w" if letter == "x" and _FOREIGN.search(word) else letter
        if word.isupper():
            syllables = _TWO_PARTS.fullmatch(word.title())
            if syllables and _are_syllables(folded(word)):
                return "L"
            letter = self._capitals(folded(word))
            if letter == "P" and not word.isascii():
                return "M"
            return "M" if (letter == "A" and not word.isascii()) or _FOREIGN.search(word) else letter
        if not first.isupper():
            # eGFR, and any script without capitals.
            return "S" if _PREFIXED.match(word) or _IRISH.fullmatch(word) else "x"
        parts = _TWO_PARTS.fullmatch(word)
        if parts and parts["second"].lower() in _SYLLABLES:
            return self._of_syllables(folded(word))
        plain = folded(word)
        letter = self._title(plain)
        if letter in "SU" and (_PRODUCT.match(word) or (letter == "U" and not _VOWEL.search(plain))):
            return "C"
        if letter == "U" or (letter == "C" and _FOREIGN.search(word)):
            if not word.isascii():
                return "S"
            return "p" if letter == "U" and is_shortened(plain) else letter
        if letter in "sf" and not word.isascii():
            return letter.upper()
        return "S" if letter == "C" and "-" in word and self._married(word) else letter

    def _lower(self, word: str) -> str:
        letter = self._name(word)
        if word in self._plain and letter != "C":
            return "y"
        if letter in {"G", "F", "S"}:
            return "x" if word in _NEVER_LOWER else "z"
        if letter is not None:
            return "q" if letter == "p" or word in _LOWER_SURNAMES else "0" if letter == "f" else "x"
        if "-" in word and self._joined(word):
            return "z"
        if self._common(word) or _INFLECTED.search(word):
            return "x"
        return "u" if self._signs(word) else "w"

    def _title(self, word: str) -> str:
        return self._name(word) or ("C" if self._common(word) else self._compound(word)) or "U"

    def _capitals(self, word: str) -> str:
        letter = self.special.get(word.capitalize()) or self._title(word)
        if letter in {"G", "F", "S"}:
            if len(word) < 4 and word not in SHORT_NAMES:
                return "a"
            return "M" if letter == "S" else "L"
        if letter == "U":
            if len(word) <= _INITIALS_MOST:
                return "a"
            return "p" if is_shortened(word) else "A" if _VOWEL.search(word) else "C"
        return "C" if letter in "xinvemko1567" else letter

    def _of_syllables(self, word: str) -> str:
        """The class of a given name in two parts, unless the first is a word of its own."""
        first = word.partition("-")[0]
        if first in _SYLLABLES and len(first) > 2:
            return "F"
        if first in _PREFIXES or (self._common(first) and self._name(first) is None):
            return "C"
        return "F"

    def _compound(self, word: str) -> str | None:
        """The class of two names with a hyphen: of the first that is known."""
        parts = word.split("-")
        if len(parts) == 1:
            return None
        letters = [self._name(part) or ("C" if self._common(part) else "U") for part in parts]
        if letters[-1] == "C" or parts[0] in _PREFIXES:
            return "C"
        return next((letter for letter in "pGFS" if letter in letters), "U")

    def _married(self, word: str) -> bool:
        """Whether it is a surname and a word that is one as well: "Nagy-Kiss"."""
        first, _, second = word.partition("-")
        return second.istitle() and self._name(folded(first)) in {"G", "S"} and not self._common(folded(word))

    def _signs(self, word: str) -> bool:
        """Whether staff may sign with it: initials, or an initial and a surname."""
        if len(word) <= _INITIALS_MOST:
            return _INITIALS.fullmatch(word) is not None and word not in _NOBODY
        return len(word) > _LONGER - 1 and self._name(word[1:]) in {"G", "S"} and not self._common(word[1:])

    def _joined(self, word: str) -> bool:
        """Whether it is two names, or one with an article: "garcia-lopez", "al-sayed"."""
        parts = [part for part in word.split("-") if part not in _PARTICLES]
        return all(self._lower(part) in {"y", "z"} for part in parts)

    def _common(self, word: str) -> bool:
        return (
            lexicon.is_word(word)
            or (len(word) >= _LONG and word.endswith(_MEDICAL) and not word.endswith(_LITHUANIAN))
            or ("cef" in word and _CEPHALOSPORIN.search(word) is not None)
        )


def _are_syllables(word: str) -> bool:
    """Whether it is a given name in two parts, and too long for two abbreviations."""
    first, _, second = word.partition("-")
    return len(word) > _LONGER and first in _SYLLABLES and second in _SYLLABLES


@cache
def context(letters: str = "".join(_CONTEXT)) -> dict[str, str]:
    """The words that say something of a name beside them, in lower case, capitalised and in capitals."""
    known: dict[str, str] = {}
    for letter in letters:
        for word in _CONTEXT[letter].split():
            known[word] = letter
            if len(word) > 1:
                known[word.upper()] = letter
                if letter != "V":
                    known[word.capitalize()] = letter
    return known | {sign: sign for sign in '\n,.:;()[]"&/-#=@|'} | {"'s": "'", "and": "&"}
