"""The headers of a response whose body is rewritten."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from asgi_agent.middleware.redaction.forms import rewrite_url
from asgi_agent.middleware.redaction.multipart import rewrite_filename
from asgi_agent.middleware.redaction.problems import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from asgi_agent.redaction.rewriting import Rewriter

Headers = list[tuple[bytes, bytes]]

# What tells the very bytes of a body apart from others no longer does; and there are no ranges of it.
OF_BYTES = frozenset(
    {
        b"content-length", b"content-encoding", b"etag", b"last-modified", b"content-md5", b"digest",
        b"want-digest", b"content-digest", b"repr-digest", b"accept-ranges", b"content-range",
        b"x-content-sha256",
    }
)  # fmt: skip

_URLS = frozenset({b"location", b"content-location", b"sourcemap"})
_LINKS = frozenset({b"link", b"refresh"})

# Not read: what is spoken between programs, made by chance, or about the server.
_PROTOCOL = re.compile(
    rb"content-(?:type|language|security-policy.*)|cache-control|date|expires|age|vary|allow|server|via|trailer"
    rb"|connection|keep-alive|upgrade|transfer-encoding|retry-after|set-cookie|www-authenticate|alt-svc|nel"
    rb"|proxy-.+|accept.*|access-control-.+|strict-transport-security|permissions-policy|referrer-policy"
    rb"|cross-origin-.+|origin-agent-cluster|clear-site-data|report-to|reporting-endpoints|timing-allow-origin"
    rb"|server-timing|sec-.+|x-(?:frame-options|content-type-options|xss-protection|powered-by|accel-.+)"
    rb"|(?:x-)?(?:request|correlation|trace|span|amzn-trace)-id|x-b3-.+|traceparent|tracestate|request-context"
    rb"|(?:x-)?ratelimit.*|x-process-time|x-response-time|x-runtime|mcp-(?:session-id|protocol-version)"
    rb"|x-vercel-ai-.+|openai-.+|anthropic-.+|a2a-.+|x-stainless-.+|cf-.+|content-duration"
).fullmatch

_link_part = re.compile(r'<(?P<url>[^<>]*)>|"(?P<text>[^"]*)"|(?P<refresh>(?i:url)\s*=\s*)(?P<target>\S+)')


def single(headers: Headers, name: bytes) -> bytes | None:
    """The value of a header that may come once only; None where it does not come.

    Raises:
        UnreadableError: it comes more than once, and readers may take either.
    """
    values = [value for key, value in headers if key == name]
    if len(values) > 1:
        raise UnreadableError(f"there are several {name.decode()} headers")
    return values[0] if values else None


def rewrite_headers(
    headers: Iterable[tuple[bytes, bytes]], rewriters: Iterable[Rewriter], *, keep: bool = False
) -> Headers:
    """Response headers with what they tell of people rewritten.

    `Location`, `Content-Location` and `Link` are read as URLs, `Content-Disposition` for its file name, and
    any other that no protocol knows as text under its name. Ids of requests, cookies and the like stay.

    Args:
        headers: with names in lower case.
        rewriters: what to do with texts and values.
        keep: whether the body stays, so that what tells of its bytes does as well.
    """
    kept = [(name, value) for name, value in headers if keep or name not in OF_BYTES]
    for rewriter in rewriters:
        kept = [(name, _rewritten(name, value, rewriter)) for name, value in kept]
    return kept


def rewrite_links(links: Iterable[bytes], rewriters: Iterable[Rewriter]) -> list[bytes]:
    """The links of an early hint."""
    headers = rewrite_headers([(b"link", link) for link in links], rewriters)
    return [value for _, value in headers]


def _rewritten(name: bytes, value: bytes, rewriter: Rewriter) -> bytes:
    if _PROTOCOL(name):
        return value
    text = value.decode("latin-1")
    if name in _URLS:
        text = rewrite_url(text, rewriter)
    elif name in _LINKS:
        text = _link_part.sub(lambda match: _link(match, rewriter), text)
    elif name == b"content-disposition":
        text = rewrite_filename(text, rewriter.text)
    else:
        label = name.decode("latin-1").removeprefix("x-")
        rewritten = rewriter.json({label: text}).get(label, "")
        text = rewritten if isinstance(rewritten, str) else ""
    return " ".join(text.splitlines()).encode("latin-1", "replace")


def _link(match: re.Match[str], rewriter: Rewriter) -> str:
    if (url := match["url"]) is not None:
        return f"<{rewrite_url(url, rewriter)}>"
    if (text := match["text"]) is not None:
        return f'"{rewriter.text(text)}"'
    return match["refresh"] + rewrite_url(match["target"], rewriter)
