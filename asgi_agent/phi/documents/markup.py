"""XHTML as FHIR narratives have it: the words are read, the tags stay."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from asgi_agent.phi.documents.masked import Mark, find_in_masked
from asgi_agent.phi.rules.listed import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asgi_agent.phi.session import Session
    from asgi_agent.phi.spans import Span

# Possessive, and begun at the beginning of a word alone: what is never closed takes no longer than what is.
_mark = re.compile(r"<(?:![^<>]*+>|(?P<tag>/?[A-Za-z][\w:-]*+)(?P<rest>[^<>]*+)>)|&[#\w]{1,31};").finditer
_attribute = re.compile(r"""(?<![\w:-])([\w:-]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)')""").finditer
# Attributes of layout, and names of name spaces, which look like addresses of somebody.
_layout = re.compile(
    r"(?i)xmlns(?::\w+)?|class|style|lang|xml:lang|colspan|rowspan|width|height|align|border"
).fullmatch
# What ends a line of text ends a thought; what is inside of one does not.
_BLOCKS = listed(
    """
    p div tr li ul ol table tbody thead dl dt dd h1 h2 h3 h4 h5 h6 blockquote hr section
    """
)


def find_in_markup(session: Session, text: str) -> list[Span]:
    """Find the identifiers in the words of XHTML, and in the values of its attributes."""
    found = find_in_masked(session, text, list(_marks(text)))
    for tag in _mark(text):
        if tag["rest"] and "=" in tag["rest"]:
            found += _in_attributes(session, text, tag)
    return sorted(found)


def _marks(text: str) -> Iterator[Mark]:
    for match in _mark(text):
        start, end = match.span()
        if match.group().startswith("&"):
            character = unescape(match.group())
            if len(character) == 1:
                yield Mark(start, end, character, separator=False)
        elif match["tag"] and match["tag"].strip("/").lower() in _BLOCKS:
            yield Mark(start, end, "\n\n", separator=True)
        else:
            yield Mark(start, end, "\n" if match["tag"] in ("br", "br/") else " ", separator=True)


def _in_attributes(session: Session, text: str, tag: re.Match[str]) -> Iterator[Span]:
    for attribute in _attribute(text, *tag.span("rest")):
        if _layout(attribute[1]):
            continue
        start, end = attribute.span(2 if attribute[2] is not None else 3)
        for span in session.spans(text[start:end]):
            yield span._replace(start=span.start + start, end=span.end + start)
