"""Names that people go by on the net ("@mlopez22"), and initials that stand for them in tables of studies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from asgi_agent.phi.spans import Label, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asgi_agent.phi.islands import Island

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
