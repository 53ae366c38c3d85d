"""HTML: what is said between its tags, rewritten as one text, and what is said in them."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from asgi_agent.middleware.redaction.forms import rewrite_url

if TYPE_CHECKING:
    from asgi_agent.middleware.redaction.rewriters import BodyRewriter

# Possessive, and beginning only where a name does: a page may have a name of a million letters in it.
_ATTRIBUTES = r"(?:[^<>\"']|\"[^\"]{0,65536}\"|'[^']{0,65536}')*+"

# A comment, a script or a style with what is in it, or a tag. What is no whole tag is text.
_MARK = re.compile(
    r"(?P<open><!--)(?P<comment>.*?)(?P<close>-->|\Z)"
    rf"|(?P<start><(?P<raw>script|style)\b{_ATTRIBUTES}>)(?P<code>.*?)(?P<end></(?P=raw)\s*>|\Z)"
    rf"|</?(?P<tag>[A-Za-z][^\s/<>]*+){_ATTRIBUTES}>|<[!?][^<>]*>",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"(?<![^\s\"'<>/=])(?P<name>[^\s\"'<>/=]++)(?P<equals>\s*=\s*)(?P<value>\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+)"
)

# Tags within a word or a sentence. A cell of a table goes on with the next; any other tag ends a line.
_INLINE = frozenset(
    {
        "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "dfn", "del", "em", "font", "i", "ins", "kbd",
        "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
    }
)  # fmt: skip
_CELLS = frozenset({"td", "th", "dt", "dd", "label", "option", "button"})

_URLS = frozenset({"href", "src", "action", "formaction", "cite", "poster", "longdesc"})
_said_by = re.compile(
    r"alt|title|value|content|placeholder|label|summary|abbr|srcdoc|datetime|download|data-.+|aria-.+"
).fullmatch


def rewrite_markup(page: str, rewriter: BodyRewriter) -> str:
    """A page with its words rewritten as the one text that they are, wherever tags stand between them.

    The values of attributes that people read or follow are rewritten each by itself, scripts and comments as
    text. Tags stay where they are.
    """
    marks = list(_MARK.finditer(page))
    words, places = [], [0, *(match.end() for match in marks)]
    for place, match in zip(places, marks, strict=False):
        words += [html.unescape(page[place : match.start()]), _between(match)]
    words.append(html.unescape(page[places[-1] :]))
    rewritten = rewriter.spread(words)
    written: list[str] = []
    for index, place in enumerate(places):
        end = marks[index].start() if index < len(marks) else len(page)
        same = rewritten[2 * index] == words[2 * index]
        written.append(page[place:end] if same else html.escape(rewritten[2 * index], quote=False))
        if index < len(marks):
            written.append(_mark(marks[index], rewriter))
    return "".join(written)


def _between(match: re.Match[str]) -> str:
    """What a reader sees of a tag: nothing, a gap, or the end of a line."""
    tag = (match["tag"] or "").lower()
    if tag in _INLINE or match["open"]:
        return ""
    return " " if tag in _CELLS else "\n"


def _mark(match: re.Match[str], rewriter: BodyRewriter) -> str:
    if match["open"]:
        return match["open"] + rewriter.text(match["comment"]) + match["close"]
    if match["start"]:
        code = match["code"] if match["raw"].lower() == "style" else rewriter.text(match["code"])
        return _tag(match["start"], rewriter) + code + match["end"]
    return _tag(match.group(), rewriter)


def _tag(tag: str, rewriter: BodyRewriter) -> str:
    if "=" not in tag:
        return tag
    attributes = {match["name"].lower(): _plain(match["value"]) for match in _ATTRIBUTE.finditer(tag)}

    def rewritten(match: re.Match[str]) -> str:
        name, value = match["name"].lower(), _plain(match["value"])
        if name in _URLS:
            changed = rewrite_url(value, rewriter)
        elif _said_by(name):
            # `<input name="ssn" value="...">`: the field says what the value is.
            label = attributes.get("name", name) if name in ("value", "content") else name
            changed = str(rewriter.json({label: value}).get(label, ""))
        else:
            return match.group()
        if changed == value:
            return match.group()
        return f'{match["name"]}{match["equals"]}"{html.escape(changed)}"'

    return _ATTRIBUTE.sub(rewritten, tag)


def _plain(value: str) -> str:
    return html.unescape(value[1:-1] if value[0] in "\"'" else value)
