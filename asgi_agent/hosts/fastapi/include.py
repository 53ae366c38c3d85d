"""`include_agent_routes`: path operations that the host's dependencies guard and its document shows."""

from __future__ import annotations

import inspect
import logging
from typing import TYPE_CHECKING, Any, Literal

from starlette.responses import Response

from asgi_agent.app import MAX_BODY
from asgi_agent.errors import ConfigurationError, MissingDependencyError
from asgi_agent.hosts.fastapi.callers import Callers
from asgi_agent.hosts.fastapi.documents import documented
from asgi_agent.hosts.fastapi.guards import endpoint_for, guards_of, shown_key
from asgi_agent.hosts.fastapi.operations import Operations
from asgi_agent.hosts.fastapi.route import AgentRoutes, route_class
from asgi_agent.transport.options import check_options
from asgi_agent.workflow_service.config import AgentConfig
from asgi_agent.workflow_service.service import WorkflowService

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from fastapi import APIRouter, FastAPI
    from starlette.types import ASGIApp

    from asgi_agent.audit.log import AuditLog

Method = Literal["GET", "POST"]


# In this order: a path that says what it is goes before one that may be any name.
ROUTES: tuple[tuple[Method, str, str], ...] = (
    ("POST", "/execute", "execute"),
    ("POST", "/stream", "stream"),
    ("POST", "/batch", "batch"),
    ("GET", "/list", "list"),
    ("GET", "/metrics", "metrics"),
    ("GET", "/executions/{execution_id}", "status"),
    ("POST", "/executions/{execution_id}/resume", "resume"),
    ("POST", "/executions/{execution_id}/cancel", "cancel"),
    ("GET", "/{workflow_name}", "definition"),
)
REDACTING = frozenset({"execute", "stream", "batch", "status", "resume", "cancel"})
TAKEN = frozenset({"list", "metrics"})
"""What no workflow may be called, since a path is."""
BESIDE = {"stream": "start_workflow", "resume": "resume_workflow"}
"""Routes that do not go through `execute_workflow`, and what they go through."""

logger = logging.getLogger("asgi_agent")


def include_agent_routes(
    app: FastAPI | APIRouter,
    *,
    prefix: str = "/workflows",
    graph: Any = None,
    graphs: Mapping[str, Any] | None = None,
    csv_file: str | Path | None = None,
    config: AgentConfig | Mapping[str, Any] | None = None,
    service: WorkflowService | None = None,
    dependencies: Sequence[Any] = (),
    principal: Any = None,
    enable_docs: bool | None = None,
    enable_metrics: bool | None = None,
    enable_audit_logging: bool | None = None,
    audit_log: str | Path | AuditLog | None = None,
    require_api_key: bool | None = None,
    api_keys: Any = None,
    tags: Sequence[str] = ("workflows",),
    on_disconnect: Literal["cancel", "continue"] = "cancel",
    heartbeat: float | None = 15.0,
    send_timeout: float | None = 60.0,
    max_body: int = MAX_BODY,
    **options: Any,
) -> WorkflowService:
    """Add routes that execute workflows to a FastAPI application, or to a router of one.

        include_agent_routes(app, prefix="/workflows", csv_file="workflows.csv",
                             dependencies=[Depends(get_current_user)])

    Below the prefix: `POST execute`, `stream`, `batch`, `GET list`, `GET {workflow_name}`,
    `GET executions/{id}`, `POST executions/{id}/resume` and `cancel`, and `GET metrics` where that is asked
    for. Failures are `application/problem+json` (RFC 9457), without the words of an exception and without
    what was sent. What the host's own dependencies raise, the host answers. A service that overrides
    `execute_workflow` has `stream` only if it overrides `start_workflow` as well, and `resume` only with
    `resume_workflow`, so that no route leads around what it sees to.

    The caller of an execution, whose it then is, is whom the host's authentication left in the scope, or an
    API key's; else whom the dependencies gave: a user with an id; else the credentials that a security scheme
    of FastAPI took, by a digest of the token or the user's name, which something else is to have judged; else
    an id as a bare text or number. Dependencies that tell of different callers are refused with a 500, and
    the log says to use `principal=`, as it does where none tells.

    Args:
        app: the application, or a router.
        prefix: of all paths.
        graph: one graph, called `agent`.
        graphs: graphs by name.
        csv_file: a CSV file of workflows, or a directory of them.
        config: an `AgentConfig`, or a mapping of its settings. What is said here goes before it.
        service: a `WorkflowService`, in the place of those four.
        dependencies: guard each of the routes: `Depends(get_current_user)`.
        principal: a dependency of its own that gives the caller, in the place of what is said above.
        enable_docs: show the routes in the host's OpenAPI document. Default: as `config` has it, which is
            yes.
        enable_metrics: serve `GET metrics`; needs `asgi-agent[metrics]`. Default: as `config` has it: no.
        enable_audit_logging: record each request to these routes before it is answered. Default: as `config`
            has it: no.
        audit_log: directory of the records, or an `AuditLog`. Default: as `config` has it: `audit`.
        require_api_key: let in nobody without a good key. Default: as `config` has it: no.
        api_keys: as for `APIKeyMiddleware`. Default: the file that `config` names.
        tags: of the routes in the document.
        on_disconnect: `cancel` the execution of a client that has left, or let it `continue` to its end.
        heartbeat: seconds of silence before a stream sends a sign of life; None for never.
        send_timeout: seconds that a client may take nothing of what waits for it before it counts as gone.
        max_body: bytes of a request's body.
        options: for the `WorkflowService` that is made: `agents`, `services`, `store`, `require`, ...

    Returns:
        The service, for the host's own code.

    Raises:
        ConfigurationError: something cannot work, or contradicts something else.
        MissingDependencyError: what an option needs is not installed.
    """
    _need_fastapi()
    check_options(on_disconnect, heartbeat, send_timeout, max_body)
    router: Any = getattr(app, "router", app)  # whose method takes a class of routes, unlike the app's
    _make_room(router, prefix)
    given = {"graph": graph, "graphs": graphs, "csv_file": csv_file, "config": config, **options}
    service = _service(
        service, enable_metrics, {name: value for name, value in given.items() if value is not None}
    )
    settings = service.config
    if twice := sorted(TAKEN & service.agents.graphs.keys()):
        raise ConfigurationError(f"no workflow may be called {', '.join(twice)}: a path is")
    keys = _chosen("require_api_key", require_api_key, "api_keys", api_keys, settings)
    log = _chosen("enable_audit_logging", enable_audit_logging, "audit_log", audit_log, settings)
    operations = Operations(
        service, on_disconnect=on_disconnect, heartbeat=heartbeat or None, send_timeout=send_timeout
    )
    guards = guards_of(dependencies, principal)
    callers = Callers(guards)
    metered = settings.enable_metrics if enable_metrics is None else enable_metrics
    routed = route_class(_around(keys, log), service)
    left_out = _around_the_host(service) | (set() if metered else {"metrics"})
    for method, path, name in ROUTES:
        if name in left_out:
            continue
        operation = getattr(operations, name)
        summary, _, description = (inspect.getdoc(operation) or "").partition("\n")
        router.add_api_route(
            _prefix(prefix) + path,
            endpoint_for(operation, path, guards, callers, max_body=max_body, redacts=name in REDACTING),
            methods=[method],
            name=f"{_prefix(prefix)}{path}:{name}".strip("/"),
            summary=summary,
            description=description.strip(),
            tags=list(tags),
            dependencies=shown_key() if keys is not None else [],
            include_in_schema=settings.enable_docs if enable_docs is None else enable_docs,
            response_class=Response,
            route_class_override=routed,
            **documented(name, words_answers=operations.words_answers),
        )
    return service


def _need_fastapi() -> None:
    try:
        import fastapi  # noqa: F401
    except ImportError:
        raise MissingDependencyError("include_agent_routes needs FastAPI: pip install fastapi") from None


def _prefix(prefix: str) -> str:
    if prefix and not prefix.startswith("/"):
        raise ConfigurationError(f"prefix= begins with a slash: {prefix!r} does not")
    return prefix.rstrip("/")


def _make_room(router: APIRouter, prefix: str) -> None:
    """Take out the routes of a service that was closed: an application that starts again has them still.

    Raises:
        ConfigurationError: there are others, and of two sets at one place nobody would reach the second.
    """
    place = router.prefix + _prefix(prefix)
    paths = {place + path for _, path, _ in ROUTES}
    there = [each for each in router.routes if isinstance(each, AgentRoutes) and each.path in paths]
    if not all(route.service.closed for route in there):
        raise ConfigurationError(f"there are routes of workflows at {place or '/'}: choose another prefix=")
    for route in there:
        router.routes.remove(route)


def _service(
    service: WorkflowService | None, enable_metrics: bool | None, given: dict[str, Any]
) -> WorkflowService:
    if service is not None:
        if given:
            raise ConfigurationError(f"service= has its own {', '.join(sorted(given))}")
        if enable_metrics and not service.config.enable_metrics:
            raise ConfigurationError("the service counts nothing: its AgentConfig has enable_metrics off")
        return service
    config = AgentConfig.of(given.pop("config", None))
    if enable_metrics is not None and enable_metrics != config.enable_metrics:
        config = config.with_settings(enable_metrics=enable_metrics)
    return WorkflowService(config, **given)


def _around_the_host(service: WorkflowService) -> set[str]:
    """Routes that would lead around an `execute_workflow` of the host's own, and what that sees to."""

    def own(name: str) -> bool:
        method = getattr(getattr(service, name), "__func__", None)
        return method is not getattr(WorkflowService, name)

    found = {route for route, method in BESIDE.items() if own("execute_workflow") and not own(method)}
    for route in sorted(found):
        logger.warning(
            "there is no route to %s: %s has an execute_workflow of its own, which that would lead around; "
            "override %s as well, or pre_workflow_execution in its place",
            *(route, type(service).__qualname__, BESIDE[route]),
        )
    return found


def _chosen(switch: str, on: bool | None, what: str, value: Any, settings: AgentConfig) -> Any:
    """What a switch wants to use; None if it is off. Who gives what it uses switches it on."""
    if on is None:
        on = value is not None or getattr(settings, switch)
    if not on:
        if value is not None:
            raise ConfigurationError(f"{what}= is given, and {switch}= is off")
        return None
    return getattr(settings, what) if value is None else value


def _around(keys: Any, log: Any) -> Callable[[ASGIApp], ASGIApp]:
    def around(app: ASGIApp) -> ASGIApp:
        if keys is not None:
            from asgi_agent.middleware.auth.api_keys import APIKeyMiddleware

            app = APIKeyMiddleware(app, keys=keys)
        if log is not None:
            from asgi_agent.middleware.audit import AuditLogMiddleware

            app = AuditLogMiddleware(app, log=log)
        return app

    return around
