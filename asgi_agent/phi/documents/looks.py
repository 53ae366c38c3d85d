"""What a value looks like, where its key alone does not settle what it is."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from asgi_agent.phi.rules.listed import listed

_NOTHING = listed(
    """
    - -- ? unknown unspecified none null nil n/a n.a. tbd pending refused declined anonymous self same other
    deleted true false
    """
) | {"", "not available", "not applicable", "not provided", "not known", "on file"}
_NOBODY = listed(
    """
    yes no new active inactive inpatient outpatient male female positive negative required optional enabled
    disabled default system admin administrator assistant user human ai bot patient provider string object
    array number boolean integer primary secondary emergency home office internal external
    """
)
YEARS = listed("a yr yrs year years")
"""Units of ages."""
_WORDS = re.compile(r"[^\s,.]+")
_name_characters = re.compile(r"[^\W_][^\d_/\\{}<>=@|:;#$%^*+~\[\]\"]*").fullmatch
_letter = re.compile(r"[^\W\d_]").search
_path = re.compile(r"[/\\{}<>=]").search
_technical = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._:/|+~=-]{0,254}").fullmatch
_personal = re.compile(
    r"(?<!\d)\d{3}-\d\d-\d{4}(?!\d)"  # a social security number
    r"|(?<!\d)\d{3}[-.]\d{3}[-.]\d{4}(?!\d)"  # a telephone number
    r"|^\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}$"  # a date, and nothing more
).search
_moment = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d[\d:.,]*(?:Z|[+-]\d\d:?\d\d)?|\d{9,19}(?:\.\d+)?"
).fullmatch
_host = re.compile(r"[\w.:\[\]%-]+(?:/\d+)?").fullmatch
_ip = re.compile(r"[0-9A-Fa-f.:%\[\]/]*[.:][0-9A-Fa-f.:%\[\]/]*").match
_url = re.compile(r"(?i)(?:[a-z][a-z0-9+.-]*://|www\.|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:/|$))").match
_embedded = re.compile(r"(?i)data:[\w.+-]+/[\w.+-]+[;,]").match
_base64 = re.compile(r"[A-Za-z0-9+/_=\s-]{64,}").fullmatch
_dated = re.compile(r"(?i)\d[/-]\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec").search
_year = re.compile(r"(?:18|19|20)\d\d").fullmatch
_age = re.compile(r"([0-9]{1,3})(?:\.[0-9]+)?").fullmatch
_OLDEST = 89


def anything(value: str) -> bool:
    """Whether a value says something: `unknown` under `ssn` is no number."""
    return value.strip().casefold() not in _NOTHING


def digits(value: str) -> int:
    """How many digits there are."""
    return sum(map(str.isdigit, value))


def numbered(value: str) -> bool:
    """With a digit in it, so not `on file` or `required`."""
    return any(map(str.isdigit, value))


def long_number(value: str) -> bool:
    """With four digits or more: no version, no count."""
    return digits(value) >= 4


def card(value: str) -> bool:
    """With as many digits as a payment card has, or some of them blotted out."""
    return digits(value) >= 8 or (digits(value) >= 4 and not _letter(value.replace("X", "").replace("x", "")))


def phone(value: str) -> bool:
    """With digits enough to call somebody."""
    return 5 <= digits(value) <= 20


def email(value: str) -> bool:
    """With an at sign."""
    return "@" in value


def postcode(value: str) -> bool:
    """Short, with a digit: a postal code of any country."""
    return numbered(value) and len(value) <= 12


def name(value: str) -> bool:
    """Words, which a path or a template is not."""
    return bool(_letter(value)) and not _path(value) and anything(value)


def somebody(value: str) -> bool:
    """A person's name by its looks: few words, no digits, capitals or more than one word; no bare `yes`."""
    words = _WORDS.findall(value)
    if not words or len(words) > 6 or len(value) > 80 or not _name_characters(value) or not name(value):
        return False
    if any(word.casefold() in _NOBODY for word in words):
        return False
    return len(words) > 1 or not value[0].islower()


def login(value: str) -> bool:
    """What one types to log in: one word, no path and no URL."""
    return bool(value) and not any(character.isspace() or character in "/\\{}<>" for character in value)


def street(value: str) -> bool:
    """More than the address of a host: `10.0.0.1:80`, `db.internal`, `0x7f3a`."""
    return not _host(value) and not _url(value) and "@" not in value and bool(_letter(value))


def place(value: str) -> bool:
    """Words that name a place."""
    return name(value)


def ip(value: str) -> bool:
    """Of the characters that IP and MAC addresses have."""
    return bool(_ip(value)) and (numbered(value) or "::" in value)


def url(value: str) -> bool:
    """A URL, or the beginning of one without its scheme."""
    return bool(_url(value))


def handle(value: str) -> bool:
    """What somebody is called on a site of others, or where that is."""
    return value.startswith("@") or "/" in value or url(value)


def picture(value: str) -> bool:
    """A picture, or where it is: base64, a `data:` URL, any other URL."""
    return bool(_embedded(value) or _base64(value) or _url(value))


def embedded(value: str) -> bool:
    """A `data:` URL (RFC 2397): a file within the text."""
    return value[:5].lower() == "data:" and bool(_embedded(value))


def dated(value: str) -> bool:
    """A date of any form, with more than a year, which may stay; and not the seconds that something took."""
    return digits(value) >= 6 or (numbered(value) and bool(_dated(value)))


def birth(value: str) -> bool:
    """More than a year, or the year in which somebody above 89 was born."""
    year = value.strip()
    return numbered(value) and (not _year(year) or datetime.now(UTC).year - int(year) > _OLDEST)


def old_age(value: str) -> bool:
    """An age above 89, and not the seconds that a cache keeps something."""
    match = _age(value.strip())
    return match is not None and _OLDEST < int(match[1]) < 140


def coordinate(value: str) -> bool:
    """A latitude or a longitude."""
    return numbered(value) and len(value) <= 32


def precise(value: str) -> bool:
    """Degrees with three decimals, a hundred yards, or more."""
    return len(value.partition(".")[2]) > 2


def moment(value: str) -> bool:
    """A date with its time of day, or seconds of an epoch, as machines write them."""
    return bool(_moment(value))


def technical(value: str) -> bool:
    """An id or a word of a protocol: no spaces, and nothing of the form that people's numbers have."""
    return bool(_technical(value)) and not _personal(value)


def version(value: str) -> bool:
    """A version, which may be a date."""
    return len(value) <= 20 and bool(_technical(value))


def technical_id(value: str) -> bool:
    """An id that no person is named by: in lower case, with a digit, or both; `John` is neither."""
    return technical(value) and (value.islower() or numbered(value) or not _letter(value))
