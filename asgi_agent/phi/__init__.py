"""Protected health information: found, and taken out of text, documents and streams.

Pure: standard library only, no I/O but for the word lists, which are read when first needed.
"""

from __future__ import annotations

from asgi_agent.phi.policy import LIMITED_DATA_SET, SAFE_HARBOR, Action, Policy
from asgi_agent.phi.redactor import Redactor
from asgi_agent.phi.session import Session
from asgi_agent.phi.spans import Label, Span
from asgi_agent.phi.stream import StreamRedactor

__all__ = [
    "LIMITED_DATA_SET",
    "SAFE_HARBOR",
    "Action",
    "Label",
    "Policy",
    "Redactor",
    "Session",
    "Span",
    "StreamRedactor",
]
