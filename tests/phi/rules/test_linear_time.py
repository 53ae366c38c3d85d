"""No text takes a rule more time than its length is worth.

The patterns are found by walking the modules, so that one written tomorrow is held to it as well.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING

import pytest

from asgi_agent.phi import Redactor, rules
from asgi_agent.phi.rules.rule import Rule
from tests.timing import seconds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

KINDS = (
    "0",
    "1",
    "9",
    "a",
    "e",
    "A",
    "X",
    " ",
    "\n",
    "-",
    ".",
    "/",
    ":",
    "@",
    "(",
    ")",
    "#",
    "*",
    "'",
    ",",
    "é",
)
PAIRED = ("0", "1", "a", "A", " ", "-", ".", "/", ":", "@")
WORD = re.compile(r"[A-Za-z]{2,}")
LONGEST_LIST = 12

SHORT, LONG = 512, 4096
LENGTHS = (24, 64, 256, SHORT, 1024, LONG)
SLOW = 1.5e-6
"""Seconds for a character that are worth a second look: most linear patterns take a tenth of it."""
HOPELESS = 0.1
"""Seconds after which no longer text is tried."""
STEEPEST = 3.0
"""How many times its share a text of eight times the length may take; a quadratic pattern takes eight."""


def modules() -> Iterator[ModuleType]:
    """Every module of rules."""
    for found in pkgutil.walk_packages(rules.__path__, f"{rules.__name__}."):
        yield importlib.import_module(found.name)


def patterns_in(value: object, depth: int = 4) -> Iterator[re.Pattern[str]]:
    """The patterns in a value, however deep in tuples, mappings and rules."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, Rule):
        yield value.pattern
    elif depth and isinstance(value, Mapping):
        for member in value.values():
            yield from patterns_in(member, depth - 1)
    elif depth and isinstance(value, Iterable) and not isinstance(value, str | bytes):
        for member in value:
            yield from patterns_in(member, depth - 1)


PATTERNS = {
    f"{module.__name__.removeprefix('asgi_agent.phi.rules.')}.{name}.{index}": pattern
    for module in modules()
    for name, value in vars(module).items()
    if isinstance(value, re.Pattern | Rule | Mapping | tuple | list)
    for index, pattern in enumerate(patterns_in(value))
}


SOURCES = "\n".join(inspect.getsource(module) for module in modules())


def uses(name: str, pattern: re.Pattern[str]) -> Iterator[Callable[[str], object]]:
    """How the rules try a pattern: at one place alone, or all over a text, as all of them do by default."""
    written = set(re.findall(rf"\b{name.split('.')[-2]}\.(match|fullmatch|[a-z]+)\(", SOURCES))
    yield from (getattr(pattern, way) for way in sorted(written & {"match", "fullmatch"}))
    if not written or written - {"match", "fullmatch"}:
        yield lambda text: sum(1 for _ in pattern.finditer(text))


def hostile(pattern: re.Pattern[str]) -> Iterator[Callable[[int], str]]:
    """Texts of any length that nearly match again and again."""
    words = sorted(set(WORD.findall(pattern.pattern)))[:LONGEST_LIST]
    pairs = [one + other for one in PAIRED for other in PAIRED if one != other]
    units = [*KINDS, *pairs, *words, *(f"{word} " for word in words), *(f"{word}0" for word in words)]
    for unit in units:
        yield lambda length, unit=unit: unit * (length // len(unit)) + "\0"  # type: ignore[misc]
    for word in words:
        for unit in PAIRED:
            yield lambda length, word=word, unit=unit: word + unit * length + "\0"  # type: ignore[misc]


def is_steep(run: Callable[[str], object], make: Callable[[int], str]) -> bool:
    """Whether the time grows faster than the text, as far as that can matter."""
    for length in LENGTHS:
        taken = seconds(partial(run, make(length)))
        if taken > HOPELESS + SLOW * length:
            return True
    if taken < SLOW * LONG:
        return False
    short, long = (seconds(partial(run, make(length)), repeats=5) for length in (SHORT, LONG))
    return long > SLOW * LONG and long > STEEPEST * (LONG / SHORT) * short


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_a_pattern_takes_time_in_proportion_to_its_text(name: str) -> None:
    """Whatever the text, and however near it comes to a match."""
    pattern = PATTERNS[name]
    for run in uses(name, pattern):
        for make in hostile(pattern):
            assert not is_steep(run, make), (pattern.pattern, make(24))


UNITS = (
    *("0", "0-", "1/", "1 ", "A1", "a.", "@", "a@", "://", "1.", "(1)", "1-2-", "A ", "x"),
    *("Jan ", "May 1 ", "MRN ", "mrn 1", "Dr. A", "12 Elm St, "),
)


@pytest.mark.parametrize("unit", UNITS)
def test_detection_takes_time_in_proportion_to_its_text(unit: str) -> None:
    """All rules together, with what is done around their patterns."""
    redactor = Redactor()
    redactor.find("John Smith")  # the word lists are read once
    short, long = (
        seconds(partial(redactor.find, unit * (length // len(unit))), repeats=3)
        for length in (LONG, 4 * LONG)
    )
    assert long < STEEPEST * 4 * short + SLOW * LONG


def test_patterns_of_every_kind_of_module_are_held_to_it() -> None:
    """The walk reaches those in rules, in tuples, and behind private names."""
    assert len(PATTERNS) > 60
    assert any(name.startswith("phones._NANP") for name in PATTERNS)
    assert any(name.startswith("formats.CARD") for name in PATTERNS)


@pytest.mark.parametrize("source", [r"[a-z]+@", r"(?:0-?)+x", r"(?:a|a)*b", r"[0-9]*\s?[0-9]*z", r"a.*b"])
def test_a_steep_pattern_would_show(source: str) -> None:
    """As these do, which look for the end of what they have found from each of its characters."""
    pattern = re.compile(source)
    (run,) = uses("nowhere.0", pattern)
    assert any(is_steep(run, make) for make in hostile(pattern))
