"""A request's target as it may be logged."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from asgi_agent.middleware.redaction.forms import rewrite_url
from asgi_agent.middleware.redaction.rewriters import Redaction
from asgi_agent.phi.redactor import Redactor
from asgi_agent.scope import REDACTION_KEY

if TYPE_CHECKING:
    from asgi_agent.middleware._types import Scope
    from asgi_agent.redaction.request import RequestRedaction

_DEFAULT = Redactor()


def redacted_target(scope: Scope) -> str:
    """The path and the query of a request without identifiers, for logs and spans.

    Read by the policy of the redaction middleware around the caller, else by Safe Harbor.
    """
    policy: RequestRedaction | None = scope.get(REDACTION_KEY)
    redactor, known = (_DEFAULT, ()) if policy is None else (policy.redactor, policy.known)
    query = scope.get("query_string", b"").decode("latin-1")
    target = quote(scope["path"], safe="/:@!$&'()*+,;=~") + ("?" + query if query else "")
    return rewrite_url(target, Redaction(redactor.session(known)))
