"""URL-encoded pairs: query strings and the bodies of plain forms; and the URLs around them."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, quote_plus, unquote, unquote_to_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from asgi_agent.redaction.rewriting import Rewriter

# What protocols put into a query: random by nature, and of no use to anybody once it is changed.
_PROTOCOL = frozenset(
    {
        "access_token", "after", "before", "client_id", "code", "code_challenge", "code_verifier", "cursor",
        "grant_type", "id_token", "limit", "message_id", "nonce", "offset", "page", "page_size",
        "redirect_uri", "refresh_token", "request_id", "response_type", "run_id", "scope", "session_id",
        "session_state", "sig", "signature", "state", "thread_id", "token",
    }
)  # fmt: skip

_url = re.compile(
    r"(?P<start>(?:(?i:[a-z][a-z0-9+.-]*):)?(?://[^/?#]*)?)(?P<path>[^?#]*)(?P<query>\?[^#]*)?(?P<rest>#.*)?",
    re.DOTALL,
).fullmatch


def gathered_pairs(encoded: bytes) -> dict[str, Any]:
    """The names and values of URL-encoded pairs, as an object; without what only protocols say."""
    split = [pair.partition(b"=") for pair in encoded.split(b"&")]
    decoded = [(_decoded(name), _decoded(value)) for name, _, value in split]
    return gathered([(name, value) for name, value in decoded if name not in _PROTOCOL])


def gathered(members: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Names and values as an object, in which a name that is repeated has a list of its values."""
    found: dict[str, list[Any]] = {}
    for name, value in members:
        found.setdefault(name, []).append(value)
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}


def rewrite_pairs(encoded: bytes, rewriter: Rewriter) -> bytes:
    """URL-encoded pairs with their values rewritten, each as what its name says it is.

    Pairs in which nothing changes stay as they are written (WHATWG URL, application/x-www-form-urlencoded).
    """
    return b"&".join([_rewritten(pair, rewriter) for pair in encoded.split(b"&")])


def rewrite_url(url: str, rewriter: Rewriter) -> str:
    """A URL with the parts of its path, its query and its fragment rewritten; its host stays.

    A part of the path is read as what the part before it says it is, as in `/mrn/12345678`.
    """
    if url[:5].lower() == "data:":  # a picture say, which is an identifier as a whole
        return _segment("", url, rewriter)
    match = _url(url)
    assert match is not None  # it matches anything
    start, path, query, rest = match.group("start", "path", "query", "rest")
    segments = path.split("/")
    scheme = start.partition(":")[0]  # which says what follows in `mailto:` and `tel:`
    pairs = itertools.pairwise([scheme, *segments])
    written = [_segment(before, segment, rewriter) for before, segment in pairs]
    if query is not None:
        written[-1] += "?" + rewrite_pairs(query[1:].encode("latin-1", "replace"), rewriter).decode("latin-1")
    return start + "/".join(written) + ("" if rest is None else "#" + _segment("", rest[1:], rewriter))


def _segment(before: str, segment: str, rewriter: Rewriter) -> str:
    if not segment:
        return segment
    text = unquote(segment, errors="surrogateescape")
    _, rewritten = _member(before, text, rewriter)
    return segment if rewritten == text else quote(rewritten, safe="", errors="surrogateescape")


def _rewritten(pair: bytes, rewriter: Rewriter) -> bytes:
    encoded_name, equals, encoded = pair.partition(b"=")
    name, value = _decoded(encoded_name), _decoded(encoded)
    if name in _PROTOCOL or not (value or name):
        return pair
    if not equals:  # a bare word, as in `?John+Smith`
        rewritten = rewriter.text(name)
        return pair if rewritten == name else _encoded(rewritten)
    new_name, rewritten = _member(name, value, rewriter)
    if new_name != name:
        encoded_name = _encoded(new_name)
    elif rewritten == value:
        return pair
    return encoded_name + equals + (encoded if rewritten == value else _encoded(rewritten))


def _member(name: str, value: str, rewriter: Rewriter) -> tuple[str, str]:
    """The name, and the value as a member of that name; one that is itself a document is read as such."""
    ((new_name, rewritten),) = rewriter.json({name: value}).items()
    return new_name, rewritten if isinstance(rewritten, str) else ""


def _decoded(encoded: bytes) -> str:
    return unquote_to_bytes(encoded.replace(b"+", b" ")).decode("utf-8", "surrogateescape")


def _encoded(text: str) -> bytes:
    return quote_plus(text, errors="surrogateescape").encode("ascii")
