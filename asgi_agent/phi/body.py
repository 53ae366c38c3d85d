"""Bodies: bytes of a media type."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from asgi_agent.errors import AgentError
from asgi_agent.phi.documents import NotJSONError, TooDeepError, redact_hl7, redact_json_text

if TYPE_CHECKING:
    from asgi_agent.phi.session import Session

_JSON = re.compile(r"application/(?:[^/;]+\+)?json|text/(?:x-)?json")
_LINES = re.compile(r"application/(?:x-|[\w.-]{1,64}\+)?(?:nd-?json|jsonl|jsonlines|json-seq)")
_HL7 = frozenset({"application/hl7-v2", "text/hl7v2", "x-application/hl7-v2+er7"})
_CHARSET = re.compile(r"(?i);\s*charset\s*=\s*\"?([\w.:-]+)")
_LINE = re.compile(r"[^\n\x1e]*[^\s\x1e][^\n\x1e]*")


class UnreadableContentError(AgentError, ValueError):
    """A body of a type that nothing here reads, or that is not what its type says; not to be passed on."""


def redact_body(body: bytes, content_type: str, session: Session) -> bytes:
    """A body with its identifiers replaced; where none is found, the same bytes.

    Args:
        body: all of it, in no content coding.
        content_type: as in the `Content-Type` header (RFC 9110, 8.3): JSON, lines of JSON, HL7 v2, or text.
        session: what to look for, and what to put in its place.

    Raises:
        UnreadableContentError: nothing here reads it.
    """
    media = content_type.partition(";")[0].strip().lower()
    declared = _CHARSET.search(content_type)
    charset = declared[1] if declared else "utf-8"
    try:
        text = body.decode(charset, "surrogateescape")
        redacted = _redacted(text, media, session)
        return body if redacted == text else redacted.encode(charset, "surrogateescape")
    except (LookupError, UnicodeError):
        raise UnreadableContentError("the body is not in the charset that it declares") from None
    except (NotJSONError, TooDeepError) as error:
        raise UnreadableContentError(f"the body cannot be read: {error}") from None


def _redacted(text: str, media: str, session: Session) -> str:
    if _LINES.fullmatch(media):
        return _LINE.sub(
            lambda line: redact_json_text(line[0], session) if line[0].strip() else line[0], text
        )
    if _JSON.fullmatch(media):
        return redact_json_text(text, session)
    if media in _HL7:
        return redact_hl7(text, session)
    if media.startswith("text/"):
        return session.redact(text)
    raise UnreadableContentError(f"nothing here reads {media or 'a body without a media type'}")
