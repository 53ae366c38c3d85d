"""Bodies that are rewritten as a whole."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from asgi_agent.middleware.redaction.charset import codec, require_utf8
from asgi_agent.middleware.redaction.collecting import Collecting
from asgi_agent.middleware.redaction.content import Kind, kind_of
from asgi_agent.middleware.redaction.forms import gathered, gathered_pairs, rewrite_pairs
from asgi_agent.middleware.redaction.markup import rewrite_markup
from asgi_agent.middleware.redaction.multipart import Multipart, Part
from asgi_agent.middleware.redaction.payloads import all_of
from asgi_agent.middleware.redaction.problems import UNREADABLE, MalformedError
from asgi_agent.middleware.redaction.repeats import without_repeats
from asgi_agent.middleware.redaction.streams import EventStream, LineStream
from asgi_agent.phi.body import UnreadableContentError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from asgi_agent.middleware.redaction.content import ContentType
    from asgi_agent.middleware.redaction.rewriters import BodyRewriter

Unreadable = Literal["refuse", "pass"]

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([A-Za-z0-9_:.-]+)", re.IGNORECASE)


def rewrite_body(
    body: bytes, content: ContentType, rewriters: Sequence[BodyRewriter], unreadable: Unreadable = "refuse"
) -> bytes:
    """A body with all that is said in it rewritten, by one rewriter after the other.

    Args:
        body: all of it, in no content coding.
        content: its content type.
        rewriters: what to do with texts and values.
        unreadable: what becomes of a part of a form that cannot be read.

    Raises:
        UnreadableError: nothing here reads it.
        MalformedError: it is not what its content type says.
    """
    for rewriter in rewriters:
        if body:
            body = _rewritten(body, content, rewriter, unreadable)
    return body


def body_value(body: bytes, content: ContentType, unreadable: Unreadable = "refuse") -> Any:
    """What a body says, as a JSON value, to tell where in it something stands; raises as `rewrite_body`."""
    kind = _kind(body, content)
    if kind is Kind.JSON:
        return _document_value(_json_text(body, content))
    if kind is Kind.LINES:
        return _line_values(codec("").decode(body, final=True))
    if kind is Kind.FORM:
        return gathered_pairs(body)
    if kind is Kind.MULTIPART:
        parts = Multipart(body, content).parts
        return gathered([member for part in parts for member in _part_members(part, unreadable)])
    if kind in (Kind.MARKUP, Kind.EVENTS):
        found = Collecting()
        rewrite_body(body, content, [found])
        return found.said
    return codec(content.charset).decode(body, final=True)


def _kind(body: bytes, content: ContentType) -> Kind:
    kind = kind_of(content)
    # What `curl -d '{"input": 1}'` says of its body is not what applications believe.
    return Kind.JSON if kind is Kind.FORM and body.lstrip()[:1] in (b"{", b"[") else kind


def _rewritten(body: bytes, content: ContentType, rewriter: BodyRewriter, unreadable: Unreadable) -> bytes:
    kind = _kind(body, content)
    if kind is Kind.JSON:
        return _document(body, content, rewriter)
    if kind is Kind.HL7:
        return rewriter.document(body, content.media)
    if kind is Kind.FORM:
        return rewrite_pairs(body, rewriter)
    if kind is Kind.MULTIPART:
        return _form_data(body, content, rewriter, unreadable)
    if kind is Kind.LINES:
        return _lines(body, content, rewriter)
    if kind is Kind.EVENTS:
        events = EventStream([rewriter])
        return events.feed(body) + events.close()
    if kind is Kind.MARKUP:
        declared = content.charset or _declared_charset(body)
        return _text(body, declared, lambda page: rewrite_markup(page, rewriter))
    return _text(body, content.charset, rewriter.text, strict=not content.media)


def _document(body: bytes, content: ContentType, rewriter: BodyRewriter) -> bytes:
    text = _json_text(body, content)
    said_once = without_repeats(text)
    try:
        return rewriter.document(body if said_once == text else said_once.encode(), "application/json")
    except UnreadableContentError:
        if _begins_with_line(text):
            return _lines(body, content, rewriter)
        raise


def _json_text(body: bytes, content: ContentType) -> str:
    require_utf8(content.charset)
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise MalformedError("the body is not UTF-8") from None


def _lines(body: bytes, content: ContentType, rewriter: BodyRewriter) -> bytes:
    require_utf8(content.charset)
    lines = LineStream([rewriter], guess=False)
    return lines.feed(body) + lines.close()


def _text(body: bytes, charset: str, rewrite: Callable[[str], str], *, strict: bool = False) -> bytes:
    coding = codec(charset, strict=strict)
    text = coding.decode(body, final=True)
    rewritten = rewrite(text)
    return body if rewritten == text else coding.encode(rewritten)


def _form_data(body: bytes, content: ContentType, rewriter: BodyRewriter, unreadable: Unreadable) -> bytes:
    form = Multipart(body, content)
    parts = [_part(part, rewriter, unreadable) for part in form.parts]
    return body if parts == form.parts else form.encode(parts)


def _part(part: Part, rewriter: BodyRewriter, unreadable: Unreadable) -> Part:
    part = part.with_filename(rewriter.text)
    if not part.is_file and part.content.media == "text/plain":
        return _field(part, rewriter)
    try:
        return replace(part, body=rewrite_body(part.body, part.content, [rewriter], unreadable))
    except UNREADABLE:
        if unreadable == "refuse":
            raise
        return part


def _field(part: Part, rewriter: BodyRewriter) -> Part:
    """A field of a form; its name says what is in it."""
    name = part.name

    def rewritten(text: str) -> str:
        nonlocal name
        ((name, value),) = rewriter.json({part.name: text}).items()
        return str(value)

    body = _text(part.body, part.content.charset, rewritten)
    return replace(part if name == part.name else part.with_name(name), body=body)


def _part_members(part: Part, unreadable: Unreadable) -> list[tuple[str, Any]]:
    """A part's value under its name, and so what its headers say."""
    headers = Collecting()
    part.with_filename(headers.text)
    return [(part.name, value) for value in (_part_value(part, unreadable), *headers.said)]


def _part_value(part: Part, unreadable: Unreadable) -> Any:
    try:
        return body_value(part.body, part.content, unreadable)
    except UNREADABLE:
        if unreadable == "refuse":
            raise
        return None


def _document_value(text: str) -> Any:
    value = all_of(text)
    if not isinstance(value, str) or text.lstrip().startswith('"'):
        return value
    if _begins_with_line(text):
        return _line_values(text)
    raise MalformedError("the body is not JSON")


def _line_values(text: str) -> list[Any]:
    return [all_of(line) for line in text.split("\n") if line.strip()]


def _begins_with_line(text: str) -> bool:
    """Whether the first line is a JSON document by itself: lines of JSON are often declared as JSON."""
    return isinstance(all_of(text.lstrip().partition("\n")[0]), dict | list)


def _declared_charset(page: bytes) -> str:
    """What a page says of itself at its beginning (HTML, 13.2.3.2)."""
    match = _META_CHARSET.search(page, 0, 1024)
    return match[1].decode("ascii").lower() if match else ""
