"""Names that people go by on the net ("@mlopez22"), and initials that stand for them in tables of studies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from asgi_agent.phi import lexicon
from asgi_agent.phi.spans import Label, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asgi_agent.phi.islands import Island

STICKY = {"user": 2, "username": 2, "userid": 2, "login": 2, "logon": 2}
"""Words that a name to log in with may follow, which has no figure."""

_REACH = 32

_HANDLE = re.compile(r"(?<![\w.@/+-])@[A-Za-z_][\w.]{1,28}\w(?![\w@])")
_TELLING = re.compile(r"[0-9_]")
_NETWORK = re.compile(
    r"(?i)\b(?:handle|instagram|insta|ig|twitter|tiktok|snapchat|snap|facebook|fb|telegram|threads|bluesky"
    r"|venmo|discord|user\s?name|follow|dm)\W{0,3}(?:(?:is|me|at|on)\W{1,2})?\Z"
)
_NAMED = re.compile(r"(?<![\w.@/+-])(?=[A-Za-z.-]{0,24}[0-9_])[A-Za-z0-9][\w.-]{2,30}(?![\w@])")
_USER = re.compile(
    r"(?i)\b(?:user\s?name|user\s?id|screen\s?name|gamertag|skype|handle|log-?in(?:\s(?:id|name))?)"
    r"\W{1,3}(?:(?:is|was)\W{1,2})?\Z"
)

# "hmwangi", "mwangih": an initial or two, and the rest of a name.
_LOGIN = re.compile(r"(?<![\w.@/+-])(?:[a-z]{5,20}|[a-z]{4,16}[0-9]{1,4})(?![\w@])")
_OF_LOGIN = re.compile(
    r"(?i)\b(?:user\s?(?:name|id)?|log-?[io]n(?:\s(?:id|name))?)[\s:=\"']{1,3}(?:(?:is|was|for)\s)?\Z"
)
_NAMES = ("G", "F", "S")
_SHORTEST = 5
LOGIN = re.compile("[Uu]ser|[Ll]og-?[io]n|USER|LOG[IO]N")

# Between the subject's number and a date.
_INITIALS = re.compile(
    r"(?<=[0-9A-Z])[ \t]*\|[ \t]*(?P<value>[A-Z](?:[A-Z]{1,2}|-[A-Z]|\.[A-Z]\.?))[ \t]*\|[ \t]*"
    r"(?=[0-9]{1,4}[-/. ]|[A-Z][a-z]{2})"
)


def find(island: Island) -> Iterator[Span]:
    """Every such name in an island."""
    text, start, end, _, left = island
    if "@" in text[start:end]:
        for match in _HANDLE.finditer(text, start, end):
            at = match.start()
            if _TELLING.search(match[0]) or _NETWORK.search(text, max(left, at - _REACH), at):
                yield Span(at, match.end(), Label.ID, 0.5, "id.handle")
    if "|" in text[start:end]:
        for match in _INITIALS.finditer(text, start, end):
            yield Span(*match.span("value"), Label.NAME, 0.5, "name.initials")
    told = text[max(left, start - _REACH) : end].lower()
    if "user" in told or "login" in told or "name" in told or "handle" in told:
        for match in _NAMED.finditer(text, start, end):
            at = match.start()
            if _USER.search(text, max(left, at - _REACH), at):
                yield Span(at, match.end(), Label.ID, 0.8, "id.user_name")


def logins(island: Island) -> Iterator[Span]:
    """Names to log in with that are put together from somebody's: "user hmwangi is locked out"."""
    text, start, end, _, left = island
    for match in _LOGIN.finditer(text, start, end):
        at = match.start()
        if _OF_LOGIN.search(text, max(left, at - _REACH), at) and _is_of_name(match[0]):
            yield Span(at, match.end(), Label.ID, 0.6, "id.login")


def _is_of_name(login: str) -> bool:
    """Whether it has a name in it that is no other word."""
    if login[-1].isdigit():
        return True
    names = lexicon.names()
    parts = (login[1:], login[2:], login[:-1])
    return not lexicon.is_word(login) and any(
        len(part) >= _SHORTEST and names.get(part, "") in _NAMES for part in parts
    )
