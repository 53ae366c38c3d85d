"""What stands for the dates, ids and ages of FHIR, whose types must stay valid."""

from __future__ import annotations

import re
from base64 import b64encode
from typing import TYPE_CHECKING

from asgi_agent.phi.documents import looks
from asgi_agent.phi.documents.tree import Number
from asgi_agent.phi.replacement import generalised
from asgi_agent.phi.spans import Label

if TYPE_CHECKING:
    from asgi_agent.phi.policy import Policy

_date = re.compile(
    r"\d{4}(?:-\d\d(?:-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?)?)?"
).fullmatch
_years = re.compile(r"(?:1[89]|20)\d\d").fullmatch
_year = re.compile(r"\d{4}(?:-01-01T00:00:00Z)?").fullmatch
_uuid = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}").fullmatch
_defined = re.compile(r"(?:https?://|urn:)[^\s?@]+").fullmatch
_token = re.compile(r"redacted-\d+|00000000-0000-4000-8000-\d{12}").fullmatch
_reference = re.compile(
    r"(?:urn:(?:uuid|oid):|\#|(?:https?://[^?#]*?/|/)?[A-Z][A-Za-z]*/)?"
    r"([A-Za-z0-9.-]+|\[[A-Z_]+_[a-z0-9]+\])(?:/_history(?:/[A-Za-z0-9.-]+)?)?(?:/\$[a-z-]+)?"
).fullmatch
# A request that names nobody, and what of one names a resource.
_general = re.compile(r"/?(?:[A-Z][A-Za-z]*/)?(?:metadata|_history|_search|\$[a-z-]+)?").fullmatch
_instance = re.compile(r"(?:^|/)[A-Z][a-z][A-Za-z]*/[^/$_]").search


def date(value: str) -> bool:
    """A `date`, `dateTime` or `instant` with more than a year, or of more than 89 years ago."""
    return dated(value) or (_oldest_year(value) and not isinstance(value, Number))


def dated(value: str) -> bool:
    """A `date`, `dateTime` or `instant` with more than a year: what else has four digits is a result."""
    return len(value) > 4 and bool(_date(value)) and not year_alone(value)


def _oldest_year(value: str) -> bool:
    return bool(_years(value)) and not year_alone(value)


def born(value: str) -> bool:
    """A date of birth that is none of FHIR's, as a number or in another order."""
    return looks.birth(value) and not year_alone(value)


def year_alone(value: str) -> bool:
    """A year, or its first moment, of no more than 89 years ago."""
    return bool(_year(value)) and generalised(value[:4], Label.DATE) is not None


def year(value: str, made: str) -> str | None:
    """The year alone, which a `date` and a `dateTime` may be; none of more than 89 years ago."""
    return made if _date(made) else generalised(value[:4], Label.DATE)


def instant(value: str, made: str) -> str | None:
    """The first moment of the year: an `instant` has a time, and some resources must have an instant."""
    short = year(value, made)
    return f"{short}-01-01T00:00:00Z" if short is not None and len(short) == 4 else short


def older(value: str) -> bool:
    """An age above 89 that is not yet the one that stands for all of them."""
    return looks.old_age(value) and value != "90"


def oldest(value: str, made: str) -> int:
    """The age that stands for all above 89: a number, as the type has it."""
    return 90


def encoded(value: str, made: str) -> str:
    """What stands for bytes: text in base64, as the type has it."""
    return b64encode(made.encode()).decode()


def defined(value: str) -> bool:
    """The address of a definition, which says what it says of everybody."""
    return bool(_defined(value))


def id_part(value: str) -> tuple[int, int]:
    """Which part of a reference is the id; all of one that is read by nobody, and the query of a search."""
    if match := _reference(value):
        return match.span(1)
    head, mark, _ = value.partition("?")
    return (len(head) + 1 if mark and not _instance(head) else 0, len(value))


def refers(value: str) -> bool:
    """Whether a URL of a request or a response, or a search, has an id or a query in it."""
    return not _general(value) and any(mark in value for mark in "/?=")


class Ids:
    """Tokens for the ids of resources in one session: the same for the same id, so that references hold.

    A token says nothing but which ids of the session were the same. It is a valid `id`, and a UUID where the
    id was one, as `urn:uuid:` needs. What a redactor's `replace` makes of the id comes before it.
    """

    def __init__(self, policy: Policy) -> None:
        self._placeholder = policy.placeholder.format(label=Label.ID)
        self._tokens: dict[str, str] = {}
        self._seen: set[str] = set()
        self._count = 0
        self.types: dict[str, str] = {}
        """Which type of resource a reference points to, by the reference."""

    def fresh(self, value: str) -> bool:
        """Whether a reference has an id that is no token of ours from an earlier redaction."""
        start, end = id_part(value)
        if _token(value[start:end]):
            self._seen.add(value[start:end])
            return False
        return True

    def form(self, value: str, made: str) -> str:
        """What stands for an id."""
        if made != self._placeholder or "=" in value:  # a search has no id
            return made
        if (token := self._tokens.get(value)) is None:
            token = self._tokens[value] = self._next(bool(_uuid(value)))
        return token

    def _next(self, uuid: bool) -> str:
        while True:
            self._count += 1
            token = f"00000000-0000-4000-8000-{self._count:012}" if uuid else f"redacted-{self._count}"
            if token not in self._seen:
                return token
