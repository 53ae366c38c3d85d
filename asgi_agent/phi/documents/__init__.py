"""Documents whose structure says what is an identifier: JSON, FHIR resources, HL7 v2 messages.

A document is read twice: by its keys and paths, and then, knowing the names and numbers that stood there, by
its free text. What is not replaced stays byte for byte.
"""

from __future__ import annotations

from asgi_agent.phi.documents.grammar import PROTOCOL_KEYS
from asgi_agent.phi.documents.hl7 import find_hl7, is_hl7, redact_hl7
from asgi_agent.phi.documents.incremental import JSONPrefix
from asgi_agent.phi.documents.json import LOGPROBS, find_json, redact_json_text, redact_json_value
from asgi_agent.phi.documents.tree import NotJSONError, TooDeepError

__all__ = [
    "LOGPROBS",
    "PROTOCOL_KEYS",
    "JSONPrefix",
    "NotJSONError",
    "TooDeepError",
    "find_hl7",
    "find_json",
    "is_hl7",
    "redact_hl7",
    "redact_json_text",
    "redact_json_value",
]
