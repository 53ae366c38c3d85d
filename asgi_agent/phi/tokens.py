"""Tokens: how an identifier's stand-in is written, and all the ways in which a model may write it back."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from asgi_agent.phi.partial import (
    Pattern,
    ahead,
    behind,
    characters,
    either,
    named,
    optional,
    sequence,
    words,
)
from asgi_agent.phi.spans import Label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from asgi_agent.phi.partial import Part
    from asgi_agent.phi.spans import Span
    from asgi_agent.phi.vault.drawer import Drawer
    from asgi_agent.phi.vault.entries import Entry

LITERAL = "TEXT"
"""The label of what looked like a token when the caller wrote it. It stands for itself and is no PHI."""

_LABELS = (*Label, LITERAL)
_BY_LETTERS = {label.replace("_", ""): str(label) for label in _LABELS}

STANDING = re.compile(
    rf"\[(?P<label>{'|'.join(_LABELS)})_"
    r"(?P<code>(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{4,5}|[a-z2-7]{16}|[a-z2-7]{26,256})\]"
)
"""A token as it is written here, whatever its codes, for those who must leave tokens alone."""

_WORDS = re.compile(r"[^\W_](?:.*[^\W_])?", re.DOTALL)

# As brackets come back: bare, escaped for Markdown, of another script, as HTML entities, in a URL.
_OPENING = words("[", "\\[", "\u3010", "\u3014", "&#91;", "&#x5b;", "&lsqb;", "&lbrack;", "%5b")
_CLOSING = words("]", "\\]", "\u3011", "\u3015", "&#93;", "&#x5d;", "&rsqb;", "&rbrack;", "%5d")
_LETTERED_JOINTS = ("&lowbar;", "&nbsp;", "&#x5f;", "%5f")
_JOINT = either(characters("[ _.:-]", 1, 2), words("\\_", "\\-", "&#95;", "%20", "+", *_LETTERED_JOINTS))
_EMPHASIS = characters("[ *`~]", 0, 3)


def written(label: str, code: str) -> str:
    """The token as a model gets to see it."""
    return f"[{label}_{code}]" if code else f"[{label}]"


class Token(NamedTuple):
    """A token as it was found.

    Attributes:
        label: the kind of identifier.
        code: in lower case; empty where there is none.
        certain: whether nothing else is written like this: it has brackets or an underscore.
        escaping: `html` or `url` where its brackets were written so, else empty.
        ending: what stood inside the brackets after the token, `'s` say.
    """

    label: str
    code: str
    certain: bool
    escaping: str
    ending: str


def read(match: re.Match[str]) -> Token:
    """The token that a match of `token_pattern` is."""
    opening = match["opening"]
    if opening is None:
        return Token(
            _label_of(match["bare_label"]), match["bare_code"].lower(), "_" in match["joint"], "", ""
        )
    escaping = {"&": "html", "%": "url"}.get(opening[0], "")
    return Token(
        _label_of(match["label"]), (match["code"] or "").lower(), True, escaping, match["ending"] or ""
    )


def entry_of(token: Token, drawer: Drawer) -> tuple[Entry | None, str]:
    """The entry that a token means in this conversation, if any, and what follows its value: `'s` say."""
    entry = drawer.find(token.label, token.code)
    if entry is None and token.code.endswith("s") and not token.ending:
        return drawer.find(token.label, token.code[:-1]), "s"
    return entry, token.ending


def apart(spans: Iterable[Span], text: str, start: int, end: int) -> list[Span]:
    """What of these spans is in no token between `start` and `end`: tokens are nobody's identifiers."""
    found = list(spans)
    # Nearly always there is none, which a search for its bracket knows sooner.
    for token in STANDING.finditer(text, start, end) if text.find("[", start, end) >= 0 else ():
        cut = []
        for span in found:
            if span.end <= token.start() or span.start >= token.end():
                cut.append(span)
                continue
            sides = span._replace(end=token.start()), span._replace(start=token.end())
            cut += [side for side in sides if any(map(str.isalnum, text[side.start : side.end]))]
        found = cut
    return found


def redacted_beside(value: str, placeholder: str) -> str:
    """An identifier with tokens in it, `Mr. [NAME_k7f3]` say, of which no more than they and titles stay."""
    parts, done = [], 0
    for token in STANDING.finditer(value):
        parts += [_redacted(value[done : token.start()], placeholder), token.group()]
        done = token.end()
    return "".join([*parts, _redacted(value[done:], placeholder)])


def _redacted(text: str, placeholder: str) -> str:
    from asgi_agent.phi.rules.names import TITLES  # loaded by whoever reads documents, and not by all

    words = _WORDS.search(text)
    if words is None or TITLES.issuperset(words.group().casefold().replace(".", " ").split()):
        return text
    return text[: words.start()] + placeholder + text[words.end() :]


@lru_cache(maxsize=1024)
def _label_of(text: str) -> str:
    for joint in _LETTERED_JOINTS:
        text = text.lower().replace(joint, "")
    return _BY_LETTERS["".join(filter(str.isalpha, text)).upper()]


def _label(name: str) -> Part:
    spelled = []
    for label in _LABELS:
        first, *rest = label.split("_")
        spelled.append(
            sequence(words(first), *(piece for word in rest for piece in (optional(_JOINT), words(word))))
        )
    return named(name, either(*spelled))


def _bracketed(longest: int, *, lone: bool) -> Part:
    code = sequence(optional(_JOINT), named("code", characters("[a-z0-9]", 4, longest)))
    return sequence(
        named("opening", _OPENING),
        _EMPHASIS,
        _label("label"),
        optional(code) if lone else code,
        named("ending", optional(words("'s", "'"))),
        _EMPHASIS,
        _CLOSING,
    )


def _bare(longest: int) -> Part:
    return sequence(
        behind(r"(?<![^\W_])"),
        _label("bare_label"),
        named("joint", _JOINT),
        named("bare_code", characters("[a-z0-9]", 4, longest + 1)),  # "two NAME_k7f3s"
        ahead(r"(?![^\W_])"),
    )


@cache
def grammar(longest: int, *, lone: bool = False) -> Part:
    """All ways to write a token that are understood.

    In brackets of any kind and escaping, with emphasis inside them and any joint or none; or without
    brackets, as a word of its own. Cases do not matter.

    Args:
        longest: characters of a code at most.
        lone: whether `[NAME]` without a code is one as well.
    """
    return either(_bracketed(longest, lone=lone), _bare(longest))


@cache
def token_pattern(longest: int) -> Pattern:
    """Finds tokens, however written."""
    return Pattern(grammar(longest))
