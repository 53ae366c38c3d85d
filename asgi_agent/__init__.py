"""Mount any agent graph in any ASGI app.

    from asgi_agent import AgentASGI

    app.mount("/agent", AgentASGI(graph))

Names are loaded when they are first used, and no agent framework is ever imported by this package before a
graph of that framework is given to it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from asgi_agent.app import AgentASGI
    from asgi_agent.errors import (
        AgentError,
        ConfigurationError,
        ForbiddenError,
        MissingDependencyError,
        Problem,
        UnauthenticatedError,
        UnsupportedGraphError,
    )
    from asgi_agent.events import Interrupt, RunEvent, RunInput, RunResult
    from asgi_agent.identity import Principal
    from asgi_agent.logs import configure_logging
    from asgi_agent.middleware.audit import AuditLogMiddleware
    from asgi_agent.middleware.correlation import (
        CorrelationIdMiddleware,
        RequestIdFilter,
        add_request_id,
        forward_request_id,
        forward_request_id_sync,
        get_request_id,
    )
    from asgi_agent.middleware.redaction import PHIRedactionMiddleware
    from asgi_agent.run import Run, current_run
    from asgi_agent.service import AgentService, Caller
    from asgi_agent.workflow_service.config import AgentConfig
    from asgi_agent.workflow_service.fallback import with_fallback
    from asgi_agent.workflow_service.service import WorkflowService

__all__ = [
    "AgentASGI",
    "AgentConfig",
    "AgentError",
    "AgentService",
    "AuditLogMiddleware",
    "Caller",
    "ConfigurationError",
    "CorrelationIdMiddleware",
    "ForbiddenError",
    "Interrupt",
    "MissingDependencyError",
    "PHIRedactionMiddleware",
    "Principal",
    "Problem",
    "RequestIdFilter",
    "Run",
    "RunEvent",
    "RunInput",
    "RunResult",
    "UnauthenticatedError",
    "UnsupportedGraphError",
    "WorkflowService",
    "add_request_id",
    "configure_logging",
    "current_run",
    "forward_request_id",
    "forward_request_id_sync",
    "get_request_id",
    "with_fallback",
]

_HOMES = {
    "app": ("AgentASGI",),
    "errors": (
        "AgentError",
        "ConfigurationError",
        "ForbiddenError",
        "MissingDependencyError",
        "Problem",
        "UnauthenticatedError",
        "UnsupportedGraphError",
    ),
    "events": ("Interrupt", "RunEvent", "RunInput", "RunResult"),
    "identity": ("Principal",),
    "logs": ("configure_logging",),
    "middleware.audit": ("AuditLogMiddleware",),
    "middleware.correlation": (
        "CorrelationIdMiddleware",
        "RequestIdFilter",
        "add_request_id",
        "forward_request_id",
        "forward_request_id_sync",
        "get_request_id",
    ),
    "middleware.redaction": ("PHIRedactionMiddleware",),
    "run": ("Run", "current_run"),
    "service": ("AgentService", "Caller"),
    "workflow_service.config": ("AgentConfig",),
    "workflow_service.fallback": ("with_fallback",),
    "workflow_service.service": ("WorkflowService",),
    "version": ("__version__",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if (home := _HOME_OF.get(name)) is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
