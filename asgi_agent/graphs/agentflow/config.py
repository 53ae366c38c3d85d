"""The config that a run is started with: fresh for each, since the runtime writes into it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from asgi_agent.identity import Principal
    from asgi_agent.run import Run

ANONYMOUS = "anonymous"

# AgentFlow's config is flat and handed to nodes as it is, so these would decide whose data is read, which
# tools exist and how long a node may take.
OWN_KEYS = frozenset(
    {
        "authz",
        "context",
        "durable_checkpoint_every_step",
        "is_stream",
        "node_timeout",
        "recursion_limit",
        "remote_tools",
        "request_id",
        "resume_data",
        "run_id",
        "thread_id",
        "timestamp",
        "tool_timeout",
        "user",
        "user_id",
    }
)


def run_config(run: Run) -> dict[str, Any]:
    """A new config: the caller's own keys, then what we know and the caller does not decide.

    Nodes and tools that take `config` find the run's context in `config["context"]`, the caller in
    `config["user"]` and the correlation id in `config["request_id"]`.
    """
    kept = {key: value for key, value in run.config.items() if key not in OWN_KEYS and key[:1] != "_"}
    return {
        **kept,
        "thread_id": run.thread_id,
        "run_id": run.run_id,
        "request_id": run.request_id,
        "recursion_limit": run.recursion_limit,
        "user_id": user_id(run.principal),
        "user": user(run.principal),
        "context": run.context,
    }


def user_id(principal: Principal | None) -> str:
    """What AgentFlow files threads and memories under.

    A principal's id is unique within its tenant only, and AgentFlow knows no tenants, so the tenant is part
    of it where there is one.
    """
    if principal is None:
        return ANONYMOUS
    if principal.tenant is None:
        return principal.id
    return f"{quote(principal.tenant, safe='')}/{quote(principal.id, safe='')}"


def user(principal: Principal | None) -> dict[str, Any]:
    """The caller as AgentFlow's own server shows it to nodes."""
    if principal is None:
        return {"user_id": ANONYMOUS}
    return {
        "user_id": user_id(principal),
        "id": principal.id,
        "type": principal.type,
        "roles": list(principal.roles),
        "scopes": list(principal.scopes),
        "tenant": principal.tenant,
        "claims": principal.claims,
    }
