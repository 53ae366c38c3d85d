"""On whose behalf a workflow is executed: from what the host's code says, or from its request."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from asgi_agent.identity import principal_from, principal_of
from asgi_agent.ids import uuid7
from asgi_agent.plain import plain
from asgi_agent.scope import AUDIT_KEY, PARENT_REQUEST_ID_KEY, REDACTION_KEY, REQUEST_ID_KEY
from asgi_agent.service import Caller
from asgi_agent.workflow_service.records import moment

if TYPE_CHECKING:
    from starlette.requests import HTTPConnection

    from asgi_agent.identity import Principal

CALLER = "caller"
WHO = ("principal", "user", "user_id")
OWN = frozenset({CALLER, *WHO, "request_id", "timestamp"})

HOST = "workflow_context"
"""Where a middleware of the host may leave words of its own: `request.state.workflow_context`."""


def request_context(request: HTTPConnection, principal: object = None, **words: Any) -> dict[str, Any]:
    """The context of a request, for `execute_workflow` in an endpoint of the host's own.

    The execution then is its caller's, and redacted and recorded as the middlewares around the request want
    it.

    Args:
        request: of Starlette or FastAPI.
        principal: the caller: a `Principal`, or anything that `asgi_agent.identity.principal_from` reads.
            None: whom authentication left in the scope.
        words: more for the hooks.

    Raises:
        ConfigurationError: what stands for the caller has no id.
    """
    scope = request.scope
    who = principal_of(scope) if principal is None else principal_from(principal)
    audit = scope.get(AUDIT_KEY)
    if audit is not None:
        audit.introduce(who)
    caller = Caller(
        principal=who,
        request_id=scope.get(REQUEST_ID_KEY) or uuid7(),
        parent_request_id=scope.get(PARENT_REQUEST_ID_KEY),
        redaction=scope.get(REDACTION_KEY),
        audit=audit,
    )
    return {**_said_of(caller), **_said_by_host(scope), **words, CALLER: caller}


def caller_of(context: Mapping[str, Any] | None) -> Caller:
    """The caller that a context tells of: a `Caller`, a principal, or a user. None is the host itself.

    Raises:
        ConfigurationError: what stands for the caller has no id.
    """
    if context is None:
        return Caller(request_id=uuid7())
    caller = context.get(CALLER)
    if isinstance(caller, Caller):
        return caller
    who = next((context[name] for name in WHO if context.get(name) is not None), None)
    principal: Principal | None = principal_from(who)
    return Caller(principal=principal, request_id=str(context.get("request_id") or uuid7()))


def words_of(context: Mapping[str, Any] | None, caller: Caller) -> dict[str, Any]:
    """What the hooks are told; of a request, the same object that its answer is worded with."""
    if isinstance(context, dict) and CALLER in context:
        return context
    return {**_said_of(caller), **(context or {})}


def for_the_graph(context: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """What the graph finds as `run.context`: the host's own words, as plain values.

    What else is known of the run stands in the `Run`. A time would be found by whoever rejects identifiers.
    """
    kept = {key: value for key, value in (context or {}).items() if key not in OWN}
    return plain(kept) if kept else None


def _said_of(caller: Caller) -> dict[str, Any]:
    return {
        "request_id": caller.request_id,
        "timestamp": moment(time.time()),
        "user_id": None if caller.principal is None else caller.principal.id,
    }


def _said_by_host(scope: Mapping[str, Any]) -> Mapping[str, Any]:
    state: Any = scope.get("state")
    said = state.get(HOST) if isinstance(state, Mapping) else getattr(state, HOST, None)
    return said if isinstance(said, dict) else {}
