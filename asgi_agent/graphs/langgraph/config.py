"""The config and the context that a run hands to LangGraph."""

from __future__ import annotations

import dataclasses
import functools
import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from asgi_agent.errors import InvalidInputError
from asgi_agent.plain import plain

if TYPE_CHECKING:
    from asgi_agent.run import Run

OWNER_KEY = "asgi_agent_owner"

# LangGraph copies scalars of `configurable` into the metadata of every checkpoint, and takes an equal
# `run_id` in the metadata for a run to go on with. So what the server owns is kept out of both.
_OWNED = frozenset(
    ("thread_id", "run_id", "checkpoint_id", "checkpoint_ns", "checkpoint_map", "graph_id", "assistant_id")
)
_OWNED_PREFIXES = ("__", "langgraph_", "asgi_agent")


def run_config(run: Run, thread_id: str) -> dict[str, Any]:
    """The `RunnableConfig` of a run: the caller's wishes without the keys that the server owns, and ours.

    Raises:
        InvalidInputError: the caller's `configurable`, `metadata` or `tags` are of the wrong type.
    """
    config: dict[str, Any] = {
        "configurable": {"thread_id": thread_id},
        "metadata": {"asgi_agent_request_id": run.request_id, "asgi_agent_run_id": run.run_id},
        "run_id": uuid.UUID(run.run_id),
        "run_name": run.graph,
        "recursion_limit": run.recursion_limit,
    }
    if run.principal is not None:
        config["metadata"][OWNER_KEY] = run.principal.owner
    if run.config:
        config["configurable"] = _unowned(run.config, "configurable") | config["configurable"]
        config["metadata"] = plain(_unowned(run.config, "metadata")) | config["metadata"]
        config["tags"] = _tags(run.config.get("tags"))
    return config


def known_context(schema: Any, context: Any) -> Any:
    """A context as the graph's `context_schema` takes it: a mapping loses the keys that the schema lacks."""
    if not isinstance(context, Mapping):
        return context
    names = _field_names(schema)
    return {name: value for name, value in context.items() if names is None or name in names}


def sendable_context(context: Any) -> dict[str, Any] | None:
    """A context for another server: plain values of a mapping; a live object cannot travel.

    LangGraph's server copies the context into the metadata of its checkpoints, where our own keys stand.
    """
    if not isinstance(context, Mapping):
        return None
    sent: dict[str, Any] = plain({name: value for name, value in context.items() if not _owned(str(name))})
    return sent


def _unowned(config: dict[str, Any], key: str) -> dict[str, Any]:
    values = config.get(key)
    if values is None:
        return {}
    if not isinstance(values, Mapping):
        raise _misfit(key, "expected an object")
    return {name: value for name, value in values.items() if not _owned(name)}


def _owned(name: str) -> bool:
    return name in _OWNED or name.startswith(_OWNED_PREFIXES)


def _tags(tags: Any) -> list[str]:
    if tags is None:
        return []
    if not isinstance(tags, list | tuple) or not all(isinstance(tag, str) for tag in tags):
        raise _misfit("tags", "expected an array of strings")
    return list(tags)


def _misfit(key: str, msg: str) -> InvalidInputError:
    return InvalidInputError("the config does not fit", errors=[{"loc": f"body.config.{key}", "msg": msg}])


@functools.lru_cache(maxsize=256)
def _field_names(schema: Any) -> frozenset[str] | None:
    """The keys that a dataclass, a pydantic model or a `TypedDict` takes; None when it takes any."""
    if isinstance(fields := getattr(schema, "model_fields", None), dict):
        if getattr(schema, "model_config", {}).get("extra") == "allow":
            return None
        aliases = (getattr(field, "validation_alias", None) or field.alias for field in fields.values())
        return frozenset((*fields, *(alias for alias in aliases if isinstance(alias, str))))
    if dataclasses.is_dataclass(schema):
        return frozenset(field.name for field in dataclasses.fields(schema) if field.init)
    if hasattr(schema, "__required_keys__"):
        return frozenset(schema.__required_keys__ | schema.__optional_keys__)
    return None
