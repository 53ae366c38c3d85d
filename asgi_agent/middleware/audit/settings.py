"""What all recordings of one middleware have in common."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, NamedTuple

from asgi_agent.audit.record import clipped
from asgi_agent.logs import exception_place
from asgi_agent.middleware.audit.routes import route_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from asgi_agent.audit.log import AuditLog
    from asgi_agent.audit.naming import Naming
    from asgi_agent.audit.request import RequestAudit
    from asgi_agent.middleware._types import ASGIApp, Scope
    from asgi_agent.middleware.audit.network import Origin

logger = logging.getLogger("asgi_agent")


class Settings(NamedTuple):
    """The middleware's options, and what was made of them."""

    app: ASGIApp
    log: AuditLog
    naming: Naming
    origin: Origin
    route: Callable[[Scope], str | None] | None

    def route_of(self, audit: RequestAudit, entry: Scope) -> str | None:
        """Template of the route that took the request."""
        if self.route is None:
            return route_of(audit, entry, self.app)
        try:
            template = self.route(audit.scope)
        except Exception as error:  # the host's own; a record without a route is better than none
            logger.error("route= failed", extra=exception_place(error))
            return None
        return None if template is None else clipped(str(template))
