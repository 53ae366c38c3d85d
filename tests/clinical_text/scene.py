"""The people and places that one document tells of."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from asgi_agent.phi.spans import Label
from tests.clinical_text.document import Piece

if TYPE_CHECKING:
    from random import Random

    from tests.clinical_text.pool import Pool

LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"

WORDS = {
    "he": ("she", "he"),
    "He": ("She", "He"),
    "him": ("her", "him"),
    "his": ("her", "his"),
    "His": ("Her", "His"),
    "man": ("woman", "man"),
    "male": ("female", "male"),
    "mf": ("F", "M"),
    "kinship": ("daughter", "son"),
    "title": ("Mrs.", "Mr."),
    "spouse": ("husband", "wife"),
    "sibling": ("sister", "brother"),
    "parent": ("mother", "father"),
    "child": ("girl", "boy"),
}


class Person(NamedTuple):
    """Somebody in a document."""

    given: str
    middle: str
    family: str
    second: str
    female: bool
    culture: str

    def form(self, form: str) -> list[Piece]:
        """The name in one of its forms, or a pronoun.

        Raises:
            KeyError: there is no such form.
        """
        if form in WORDS:
            return [Piece(WORDS[form][not self.female])]
        before, value, after = {
            "full": ("", f"{self.given} {self.family}", ""),
            "first": ("", self.given, ""),
            "last": ("", self.family, ""),
            "middle": ("", f"{self.given} {self.middle}. {self.family}", ""),
            "comma": ("", f"{self.family}, {self.given}", ""),
            "record": ("", f"{self.family}, {self.given} {self.middle}", ""),
            "caps": ("", f"{self.family}, {self.given}".upper(), ""),
            "short": ("", f"{self.given[0]}. {self.family}", ""),
            "initial": ("", f"{self.given} {self.family[0]}", "."),
            "capsfull": ("", f"{self.given} {self.family}".upper(), ""),
            "lastcaps": ("", self.family.upper(), ""),
            "lastfirst": ("", f"{self.family} {self.given}", ""),
            "lowerlast": ("", self.family.lower(), ""),
            "lower": ("", f"{self.given} {self.family}".lower(), ""),
            "lowerfirst": ("", self.given.lower(), ""),
            "titled": ("Ms. " if self.female else "Mr. ", self.family, ""),
            "titledfull": ("Mrs. " if self.female else "Mr ", f"{self.given} {self.family}", ""),
            "double": ("", f"{self.given} {self.family}-{self.second}", ""),
        }[form]
        return [Piece(before), Piece(value, Label.NAME), Piece(after)]


class Scene:
    """What stays the same within one document, and its source of chance."""

    def __init__(self, rng: Random, pool: Pool) -> None:
        self.rng = rng
        self.pool = pool
        self.people: dict[str, Person] = {}
        self.values: dict[str, str] = {}

    def person(self, role: str) -> Person:
        """Whoever plays this role; the kin of the patient have the patient's surname."""
        if role not in self.people:
            relative = self.person("pt") if role.startswith("kin") else None
            self.people[role] = self._somebody(relative)
        return self.people[role]

    def once(self, name: str, value: str) -> str:
        """The value that this document gives to the name: the first one that was offered."""
        return self.values.setdefault(name, value)

    def shaped(self, kind: str) -> str:
        """A value in one of the pool's shapes of this kind."""
        return self.fill(self.rng.choice(self.pool.shapes[kind]))

    def fill(self, shape: str) -> str:
        """A random value: `#` is any digit, `%` one from 1 to 9, `@` a capital letter, the rest is itself."""
        return "".join(self._character(char) for char in shape)

    def _character(self, char: str) -> str:
        if char == "#":
            return str(self.rng.randint(0, 9))
        if char == "%":
            return str(self.rng.randint(1, 9))
        return self.rng.choice(LETTERS) if char == "@" else char

    def _somebody(self, relative: Person | None) -> Person:
        culture = relative.culture if relative else self.rng.choice(sorted(self.pool.names))
        names = self.pool.names[culture]
        female = self.rng.random() < 0.5
        given = self.rng.choice(names.female if female else names.male)
        family, second = self.rng.sample(names.family, 2)
        middle = self.rng.choice("ABCDEFGHJKLMNPRST")
        return Person(given, middle, relative.family if relative else family, second, female, culture)
