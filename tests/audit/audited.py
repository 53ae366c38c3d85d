"""A request's audit by itself, with a log in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asgi_agent.audit import AuditLog
from asgi_agent.audit.facts import Facts
from asgi_agent.audit.naming import Naming
from asgi_agent.audit.request import RequestAudit
from asgi_agent.scope import AUDIT_KEY
from asgi_agent.testing import MemoryAudit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from asgi_agent.audit.naming import Actors
    from asgi_agent.audit.record import Entry

REQUEST = "ab" * 16


class Audited:
    """What the middleware puts into the scope of a request."""

    def __init__(
        self,
        *,
        actors: Actors = "plain",
        scope: Mapping[str, Any] | None = None,
        outer: RequestAudit | None = None,
        store: MemoryAudit | None = None,
    ) -> None:
        self.store = store or MemoryAudit()
        self.log = AuditLog(self.store, pseudonyms=self.store.pseudonyms)
        given = {"asgi_agent.request_id": REQUEST, **(scope or {})}
        naming = Naming(self.log, actors)
        self.audit = RequestAudit(self.log, Facts("http.request", "R"), naming, scope=given, outer=outer)
        self.scope = {**given, AUDIT_KEY: self.audit}

    async def begin(self) -> None:
        """The response starts: the intent record goes to the log, and what is held with it."""
        await self.audit.holding.begin(self.audit.record("intent"))

    async def end(self) -> Entry:
        """The response ends; its end record."""
        self.audit.holding.flush()
        self.log.submit(self.audit.record("end"))
        return (await self.records())[-1]

    async def records(self) -> list[Entry]:
        """What stands in the log when all is written, without what the log says of itself."""
        await self.log.aclose()
        return [record for record in self.store.records if not record.event.type.startswith("audit.")]
