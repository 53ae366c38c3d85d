"""`AuditLogMiddleware`: no record, no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from asgiref.compatibility import guarantee_single_callable

from asgi_agent.audit.facts import Facts
from asgi_agent.audit.health import OnFailure
from asgi_agent.audit.log import AuditLog
from asgi_agent.audit.naming import Actors, Naming
from asgi_agent.audit.request import RequestAudit
from asgi_agent.errors import ConfigurationError
from asgi_agent.middleware.audit.http import ACTIONS, HTTPRecording
from asgi_agent.middleware.audit.lifespan import closing
from asgi_agent.middleware.audit.network import Origin
from asgi_agent.middleware.audit.settings import Settings
from asgi_agent.middleware.audit.websocket import WebSocketRecording
from asgi_agent.scope import AUDIT_KEY
from asgi_agent.transport.routing import route_path

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from asgi_agent.audit.store import AuditStore
    from asgi_agent.middleware._types import ASGIApp, Receive, Scope, Send
    from asgi_agent.middleware.audit.recording import Recording

_KINDS: dict[str, tuple[str, type[Recording]]] = {
    "http": ("http.request", HTTPRecording),
    "websocket": ("ws.session", WebSocketRecording),
}


class AuditLogMiddleware:
    """Records each HTTP request and WebSocket session in an audit log, before it is answered.

        app = AuditLogMiddleware(app, log="audit/")

    The intent record is durable before the first byte of a response leaves, or a WebSocket is accepted. It
    says who asks for what, from where, on whom and why, as far as that is known by then. The end record says
    how it went: status, bytes, duration, complete or cut and by whom, what redaction found. Neither has a
    field for a path, a query, a header, a body or the words of an exception.

    What cannot be recorded is answered with 503, and a WebSocket refused; nothing of the application's answer
    leaves then, and while the log is known to fail, the application is not called at all. `on_failure`
    chooses otherwise.

    The application finds its `RequestAudit` in the scope (`asgi_agent.audit`), to say on whom and why, and to
    make records of its own. `AgentASGI` adds those of its runs. Routes are recorded as the templates that
    Starlette, FastAPI, Litestar, Django and `AgentASGI` know them by.

    Mounted twice with one log, the inner one changes nothing. Several applications of a process, and several
    processes, may share a log. The outermost of an application that gets a lifespan closes the log with it.

    Put it inside `CorrelationIdMiddleware`, whose ids it records, and around `PHIRedactionMiddleware`, whose
    counts it records. Follows ASGI 3.0 and RFC 9457; the records follow NIST SP 800-53 AU-3 and IHE BALP.

    Args:
        app: the application to wrap; ASGI 2 applications are adapted.
        log: a directory, a store, or an `AuditLog`. One directory is one log in a process, whoever names it.
        on_failure: what happens when a record cannot be written: `closed` refuses, `spool` keeps it elsewhere
            for a while, `open` answers all the same and counts what is lost. Default: as the log has it,
            which is `closed` unless somebody has said otherwise.
        route: `(scope)` gives the template of the route that took a request, for hosts that are not known
            here; it must not give the path itself.
        trusted_proxies: addresses and networks whose `X-Forwarded-For` is believed.
        skip: paths below the mount that are not recorded, such as `/health`; `/static/*` for all below one.
        actors: whether the ids of callers stand in the log in `plain`, or as a `pseudonym`. Patients' never
            stand there in plain.
        options: for `AuditLog`.

    Raises:
        ConfigurationError: an option has a value that cannot work, or that contradicts another middleware
            with the same log.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        log: str | Path | AuditLog | AuditStore,
        on_failure: OnFailure | None = None,
        route: Callable[[Scope], str | None] | None = None,
        trusted_proxies: Collection[str] = (),
        skip: Collection[str] = (),
        actors: Actors = "plain",
        **options: Any,
    ) -> None:
        _check_options(app, on_failure, route, skip, actors)
        if on_failure is not None:
            options["on_failure"] = on_failure
        if (pseudonyms := getattr(log, "pseudonyms", None)) is not None and not isinstance(log, AuditLog):
            options.setdefault("pseudonyms", pseudonyms)
        self.app: ASGIApp = guarantee_single_callable(app)  # type: ignore[no-untyped-call]
        self.log = AuditLog.shared(log, **options)
        self._settings = Settings(
            self.app, self.log, Naming(self.log, actors), Origin(trusted_proxies), route
        )
        self._skipped = frozenset(path.rstrip("/") or "/" for path in skip if not path.endswith("/*"))
        self._skipped_below = tuple(path[:-1] for path in skip if path.endswith("/*"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if (kind := _KINDS.get(scope["type"])) is None:
            if scope["type"] == "lifespan":
                send = closing(self.log, send)
            await self.app(scope, receive, send)
            return
        outer: RequestAudit | None = scope.get(AUDIT_KEY)
        if outer is not None and outer.records_in(self.log):
            await self.app(scope, receive, send)
            return

        event_type, recording = kind
        action = ACTIONS.get(scope.get("method", ""), "E")
        facts = Facts(event_type, action, self._settings.origin.network(scope))
        audit = RequestAudit(self.log, facts, self._settings.naming, scope=scope, outer=outer)
        inner = audit.scope = {**scope, AUDIT_KEY: audit}
        if self._skips(scope):
            audit.holding.flush()
            await self.app(inner, receive, send)
        else:
            await recording(self._settings, audit, scope, receive, send).run(inner)

    def _skips(self, scope: Scope) -> bool:
        if not (self._skipped or self._skipped_below):
            return False
        path = route_path(scope)
        return path in self._skipped or path.startswith(self._skipped_below)


def _check_options(
    app: object, on_failure: str | None, route: object, skip: Collection[str], actors: str
) -> None:
    if not callable(app):
        raise ConfigurationError(f"an ASGI application is a callable, not {type(app).__qualname__}")
    if on_failure is not None and on_failure not in get_args(OnFailure):
        choices = ", ".join(get_args(OnFailure))
        raise ConfigurationError(f"on_failure= is one of {choices}, not {on_failure!r}")
    if route is not None and not callable(route):
        raise ConfigurationError("route= is a callable that takes the scope")
    if isinstance(skip, str) or not all(isinstance(path, str) and path.startswith("/") for path in skip):
        raise ConfigurationError("skip= is a list of paths that begin with a slash")
    if actors not in get_args(Actors):
        raise ConfigurationError(f"actors= is one of {', '.join(get_args(Actors))}, not {actors!r}")
