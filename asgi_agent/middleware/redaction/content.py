"""Content types, and what can be read of them."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import NamedTuple

from asgi_agent.middleware.redaction.problems import UnreadableError


class Kind(Enum):
    """How a body is read."""

    JSON = auto()
    HL7 = auto()
    EVENTS = auto()
    LINES = auto()
    TEXT = auto()
    MARKUP = auto()
    FORM = auto()
    MULTIPART = auto()


class ContentType(NamedTuple):
    """A `Content-Type`: the media type in lower case, `""` where there is none, and its parameters."""

    media: str
    parameters: dict[str, str]

    @property
    def charset(self) -> str:
        """The declared charset in lower case, or `""`."""
        return self.parameters.get("charset", "").lower()


_KINDS = {
    "": Kind.TEXT,
    "application/json": Kind.JSON,
    "application/hl7-v2": Kind.HL7,
    "text/hl7v2": Kind.HL7,
    "x-application/hl7-v2+er7": Kind.HL7,
    "text/event-stream": Kind.EVENTS,
    "text/html": Kind.MARKUP,
    "application/xhtml+xml": Kind.MARKUP,
    "application/x-www-form-urlencoded": Kind.FORM,
    "multipart/form-data": Kind.MULTIPART,
}
_LINES = re.compile(
    r"application/(?:x-|[\w.-]{1,64}\+)?(?:nd-?json|jsonl|jsonlines|json-lines|json-seq|stream\+json)"
)
_TEXT_JSON = frozenset({"text/json", "text/x-json", "application/x-json"})

# Names of elements and attributes say what is in them, and nothing here reads those: to scan the words alone
# would miss the names and addresses that stand by themselves in them.
_XML = frozenset({"text/xml", "application/xml"})

_parameter = re.compile(r';\s*([^\s=;"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]*))').finditer


def content_type(header: bytes | None) -> ContentType:
    """Read a `Content-Type` header (RFC 9110, 8.3); a parameter's first value counts."""
    text = (header or b"").decode("latin-1")
    media, semicolon, rest = text.partition(";")
    parameters: dict[str, str] = {}
    for match in _parameter(semicolon + rest):
        name, quoted, token = match.groups()
        value = re.sub(r"\\(.)", r"\1", quoted) if quoted is not None else token
        parameters.setdefault(name.lower(), value)
    return ContentType(media.strip().lower(), parameters)


def kind_of(content: ContentType) -> Kind:
    """How a body of this type is read; of no type, as text.

    Raises:
        UnreadableError: nothing here reads it. Pictures and recordings are identifiers as a whole.
    """
    media = content.media
    if media in _KINDS:
        return _KINDS[media]
    if _LINES.fullmatch(media):
        return Kind.LINES
    if media in _TEXT_JSON or media.endswith("+json"):
        return Kind.JSON
    if media.startswith("text/") and media not in _XML and not media.endswith("+xml"):
        return Kind.TEXT
    raise UnreadableError("identifiers cannot be found in a body of this content type")
