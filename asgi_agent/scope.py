"""The keys that this package adds to an ASGI scope, so that layers can find each other's work.

A layer writes to a copy of the scope, never to the caller's. A client cannot write to the scope at all,
which is why what stands there is trusted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

REQUEST_ID_KEY = "asgi_agent.request_id"
"""Our own id of the request: `str`."""

PARENT_REQUEST_ID_KEY = "asgi_agent.parent_request_id"
"""The valid id that the client sent, or None."""

TRACE_CONTEXT_KEY = "asgi_agent.traceparent"
"""The client's W3C trace context, or None."""

PRINCIPAL_KEY = "asgi_agent.principal"
"""The authenticated caller, set by an authentication layer."""

REDACTION_KEY = "asgi_agent.redaction"
"""The `RequestRedaction` of the innermost redaction middleware, which whoever redacts by itself claims."""

AUDIT_KEY = "asgi_agent.audit"
"""The `RequestAudit` of the audit middleware: where the host adds to the record of its request."""

AUTHENTICATION_KEY = "asgi_agent.authentication"
"""How the caller proved who it is, for the audit log: a method and a reference, never a secret."""


def hand_down(inner: Mapping[str, Any]) -> None:
    """Tell the audit of the request of the copy of the scope that a layer hands on, for layers inside."""
    if (audit := inner.get(AUDIT_KEY)) is not None:
        audit.scope = inner
