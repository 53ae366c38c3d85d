"""Numbers of which no word says what they are, but their place does: beside a name, or first in a row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from asgi_agent.phi.rules import context
from asgi_agent.phi.rules.likeness import is_name, may_be_name
from asgi_agent.phi.rules.listed import listed
from asgi_agent.phi.rules.public import REGISTRIES, has_unit, is_drug, is_model, is_public
from asgi_agent.phi.spans import Label, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asgi_agent.phi.islands import Island

_REACH = 64
_FEWEST = 5
_MANY = 6

_NAME = r"[^\W\d_a-z](?:['-]?[^\W\d_]){1,24}"
_NAMES = rf"(?P<one>{_NAME})\"?(?:,\s?|\s)(?P<other>{_NAME}|[A-Z]\b\.?)"
_VALUE = (
    r"(?:[A-Z]{0,3}[0-9]{5,10}|[0-9]{2,4}(?:-[0-9]{2,4}){1,3}|[0-9]{4,7}-[0-9]{2}-[0-9]|[0-9]{2}(?:\.[0-9]{2,3}){2}"
    r"|[A-Z]{1,2}[0-9]{2}\s[0-9]{2}\s[0-9]{2,4}|[0-9]{4}\s[0-9]{4}|[0-9]{3}\s[0-9]{3}(?:\s[0-9]{3})?|[0-9]{2,3}(?:\s[0-9]{2}){2})"
)
# "66M", ", 5 y.o.", " (F 34)"
_AGE = (
    r"(?:,?\s\(?(?:[MF]\s?/?\s?[0-9]{1,3}|[0-9]{1,3}\s?-?(?:y/?o|y\.o\.|yrs?|y|mo)?\s?/?[MFmf]?|[0-9]{1,3}\s(?:yo|y/o|y\.o\.)\s[MF])"
    r"\)?(?=[\s,]))?"
)
_NUMBER = re.compile(rf"(?<![\w.,/:$+-]){_VALUE}(?![\w/%:]|[.,-][0-9])")
# "Smith, John / ", "SMITH JOHN A  M  ", "Smith, John ("; what holds a number tighter comes first.
_BEFORE = re.compile(
    rf"(?<![\w.]){_NAMES}(?:\s[A-Z]\.?)?{_AGE}"
    r"(?:(?P<tight>\s?\(|\s{1,4}#\s?|\s?/\s|\s?\|\s)|,?\s{1,6}(?:[MF]\s{1,6})?|\s-\s(?:[A-Z][\w']{{1,14}}\s-\s)?|,\s|\s?\n\*)\Z"
)
# "Worker: S. Gomez-Pruitt W4417", "Officer Diaz 4471", and no hour.
_OF_STAFF = re.compile(
    r"(?<![\w/.,:$+-])#?(?:[A-Z]{1,2}-?[0-9]{3,6}|(?!(?:[01][0-9]|2[0-3])[0-5][0-9](?![0-9])|20[0-9]{2}(?![0-9]))[0-9]{4,7})"
    r"(?![\w/%:]|[.,-][0-9])"
)
_STAFF = re.compile(
    r"\b(?i:(?:case\s?)?worker|cw|agent|rep|tech|officer|ofcr?|deputy|trooper|tpr|sgt|cpl|detective|det|clerk|operator"
    r"|interpreter|interp|phleb(?:otomist)?|pharmacist|rph|nurse|rn|lpn|cna|medic|emt|paramedic|driver|adjuster|examiner"
    r"|dispatcher|guard|employee|emp|staff|volunteer|courier|inspector|investigator)\b\W{1,3}"
    rf"(?:[A-Z]\.\s?)?(?P<one>{_NAME})(?:,?\s(?:[A-Z]\.\s)?(?P<other>{_NAME}|[A-Z]\.))?,?\s\(?\Z"
)
_AFTER = re.compile(rf"\s{{1,4}}(?:\s?[-/|]\s)?{_NAMES}(?![\w-])")
_FRESH = re.compile(r"(?:\A|\n)[ \t]*\Z")
_CODED = re.compile(r"[0-9]{5}-[0-9]{2}")  # a procedure with its modifier
_MEASURED = listed(
    "score scale count level index pressure rate total dose units type grade stage figure table"
)

_ROW = re.compile(
    r"(?:(?<=\n)|\A)(?P<value>[A-Z]{1,4}[0-9]{0,2}-[0-9]{3,6}(?:-[0-9A-Z]{1,4})?|(?P<from>[0-9]{3,5})-(?P<to>[0-9]{3,5})"
    r"|[A-Z]{2,3}[0-9]{4,8}|[0-9]{6,10})(?=\s?\||[,;](?=[^\s,;])|\t)"
)
_GROUPED = r"(?P<value>[0-9]{4}\s[0-9]{4}|[0-9]{3}\s[0-9]{2}\s[0-9]{2}|[0-9]{3}\s[0-9]{3}\s[0-9]{3})"
_CELLS = (
    re.compile(rf"(?:(?<=[|\t])|(?<=\|\s)|(?<=\|\s\s)){_GROUPED}(?=[ ]{{0,3}}(?:[|\t\n]|\Z))"),
    re.compile(rf"(?<=[^\s],){_GROUPED}(?=,(?!\s)|\n|\Z)"),
    re.compile(rf"(?<=[\"'=/*]){_GROUPED}(?=[\"';*~&])"),
    re.compile(rf"(?<=[^\s=]=){_GROUPED}(?![\w%]|[ .,][0-9])"),
    re.compile(rf"(?<=\(){_GROUPED}(?=\)|,\s?['\"])"),
    re.compile(rf"(?<=[^\W\d_]{{3}},\s){_GROUPED}(?=[\")])"),
)
_LABELLED = re.compile(
    rf"[\"(]{_NAME},\s(?P<value>[A-Z]{{0,3}}[0-9]{{6,9}}|[0-9]{{3,4}}-[0-9]{{2}}-[0-9]{{1,2}})(?=[\")])"
)
_OPENING = re.compile(r"(?:(?<=\n)|\A)(?P<value>[0-9]{6,9})(?=\.\s[a-z])")
_TUPLE = re.compile(
    r"(?<=\()['\"]?(?P<value>[A-Z]{0,3}[0-9]{6,10}|[0-9]{3,6}-[0-9]{2,6}(?:-[0-9]{1,4})?)['\"]?(?=,\s?['\"])"
)
_INITIALS = re.compile(r"\s?[|,;\t]\s?[A-Z](?:-[A-Z]|[A-Z]{1,2}|\.\s?[A-Z]\.?)\s?[|,;\t]")
_YEARS = re.compile(r"(?:.*-)?(?:19|20)[0-9]{2}")

# On shapes: a number after a word with a capital, or an initial.
AFTER_NAME = re.compile(r"(?<![Aa?'-])A(?:[Aa?'-]{1,24}|\.),? \(?#?(?:AA?-?)?000")


def numbers(island: Island) -> Iterator[Span]:
    """Numbers right after a name, or before one at the beginning of a line."""
    text, start, end, stop, _ = island
    for match in _NUMBER.finditer(text, start, end):
        at, last = match.span()
        if text[last : last + 1] != ")" and has_unit(text, last, stop):
            continue
        digits = sum(map(str.isdigit, match[0]))
        if digits < _FEWEST or _is_public(match[0], digits) or not _is_beside_name(island, at, last, digits):
            continue
        said = context.before(text, island.left, at)
        if (said is None or said.label is not None) and not is_model(text, island.left, at, match[0]):
            yield Span(at, last, Label.MRN, 0.35, "mrn.beside")


def of_staff(island: Island) -> Iterator[Span]:
    """Numbers of those who work somewhere, after what they are and their name."""
    text, start, end, stop, left = island
    for match in _OF_STAFF.finditer(text, start, end):
        at, last = match.span()
        named = _STAFF.search(text, max(left, at - _REACH), at)
        if named and any(map(_may_be_called, named.group("one", "other"))) and not has_unit(text, last, stop):
            yield Span(at, last, Label.ID, 0.5, "id.staff")


def _may_be_called(word: str | None) -> bool:
    return word is not None and is_name(word)


def rows(island: Island) -> Iterator[Span]:
    """What a row of a table begins with, if it is of the form of a number that is given out."""
    for match in _ROW.finditer(island.text, island.start, island.stop):
        value = match["value"]
        if _is_range(match) or match.end("value") > island.end or _YEARS.fullmatch(value):
            continue
        if match["from"] or not (is_public(value) or is_drug(value)):
            yield Span(*match.span("value"), Label.ID, 0.35, "id.row")


def _is_range(row: re.Match[str]) -> bool:
    """Whether it goes from one number to another: "100-1250", and not "305-017", nor "228-378 | M-R"."""
    if row["from"] is None or row["to"][0] == "0" or int(row["from"]) >= int(row["to"]):
        return False
    return _INITIALS.match(row.string, row.end()) is None


def cells(island: Island) -> Iterator[Span]:
    """Numbers in two groups that have a cell of a table to themselves."""
    for cell in _CELLS:
        for match in cell.finditer(island.text, island.start, island.stop):
            if match.end("value") <= island.end:
                yield Span(*match.span("value"), Label.ID, 0.35, "id.cell")


def tuples(island: Island) -> Iterator[Span]:
    """What a row of values begins with, as a program has it: "(245727, 'Lee', ...", or ends a label."""
    for pattern in (_TUPLE, _LABELLED):
        for match in pattern.finditer(island.text, island.start, island.stop):
            if match.end("value") <= island.end:
                yield Span(*match.span("value"), Label.ID, 0.35, "id.tuple")


def openings(island: Island) -> Iterator[Span]:
    """Long numbers that a line of a talk begins with: "353194. son is with him"."""
    for match in _OPENING.finditer(island.text, island.start, island.stop):
        if match.end("value") <= island.end and not is_public(match["value"]):
            yield Span(*match.span("value"), Label.ID, 0.35, "id.opening")


def _is_public(value: str, digits: int) -> bool:
    """Whether it is a code, a range or a version; round numbers are given out as well."""
    if value.isdigit():
        return False
    if value.startswith(REGISTRIES) or _YEARS.fullmatch(value):
        return True
    return (digits < _MANY and is_public(value)) or is_drug(value) or _CODED.fullmatch(value) is not None


def _is_beside_name(island: Island, at: int, last: int, digits: int) -> bool:
    text, least = island.text, max(island.left, at - _REACH)
    # Whatever has a name of its own before it is beside nobody's.
    named = text[least:at].rstrip()[-1:] in (":", "=", ";")
    before = None if named else _BEFORE.search(text, least, at)
    if before and (before["tight"] or digits >= _MANY) and _are_names(before):
        return True
    if digits < _MANY or not _FRESH.search(text, max(island.left, at - 8), at):
        return False
    after = _AFTER.match(text, last, island.end)
    return after is not None and _are_names(after)


def _are_names(found: re.Match[str]) -> bool:
    """Whether two words with capitals are more likely a name than what was counted."""
    words = (found["one"], found["other"])
    if any(word.lower() in _MEASURED for word in words):
        return False
    return any(map(is_name, words)) or all(map(may_be_name, words))
