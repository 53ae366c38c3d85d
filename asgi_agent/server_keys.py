"""What a caller may not decide by its config."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

# What decides whose conversation is read, what code runs, and what is traced where: never the client's.
SERVER_KEYS = frozenset(
    {
        "authz",
        "callbacks",
        "checkpoint_id",
        "checkpoint_map",
        "checkpoint_ns",
        "checkpointer",
        "context",
        "max_concurrency",
        "principal",
        "recursion_limit",
        "remote_tools",
        "request_id",
        "run_id",
        "run_name",
        "store",
        "thread_id",
        "user",
        "user_id",
    }
)
SERVER_PREFIXES = ("_", "asgi_agent", "langgraph_")


def strip_server_keys(config: Mapping[str, Any]) -> dict[str, Any]:
    """The client's config without the keys that the server owns, in `configurable` and `metadata` as well."""
    kept: dict[str, Any] = {}
    for key, value in config.items():
        if key in SERVER_KEYS or key.startswith(SERVER_PREFIXES):
            continue
        nested = key in ("configurable", "metadata") and isinstance(value, dict)
        kept[key] = strip_server_keys(value) if nested else value
    return kept
