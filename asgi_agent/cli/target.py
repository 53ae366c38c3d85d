"""Find the graph that `module:attribute` names."""

from __future__ import annotations

import importlib
import inspect
import os
import sys
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from asgi_agent.app import AgentASGI
from asgi_agent.errors import ConfigurationError, UnsupportedGraphError

if TYPE_CHECKING:
    from types import ModuleType


def load_app(target: str, **options: Any) -> AgentASGI:
    """The app that serves what `target` names: a graph, a factory without arguments, or an `AgentASGI`.

    Args:
        target: `module:attribute`, where the attribute may be a dotted path. The current directory is
            importable.
        options: for the `AgentASGI` that is made; an app that exists keeps its own.

    Raises:
        ConfigurationError: the target cannot be found or served; the message says what was looked for and
            what was found.
    """
    found = _resolve(target)
    if _is_factory(found):
        if inspect.iscoroutinefunction(found):
            raise ConfigurationError(
                f"{target} is an async function without parameters: a graph takes (input) or (input, run), "
                "and a factory is a plain function"
            )
        found = found()
    if isinstance(found, AgentASGI):
        return found
    try:
        return AgentASGI(found, **options)
    except UnsupportedGraphError as error:
        if _is_asgi(found):
            raise ConfigurationError(
                f"{target} is an ASGI app: an ASGI server runs it as it is, uvicorn {target} say"
            ) from None
        raise ConfigurationError(f"{target} was found, but {error}") from None


def _resolve(target: str) -> Any:
    module_name, _, attribute = target.partition(":")
    if not all(part.isidentifier() for part in module_name.split(".")) or not attribute:
        raise ConfigurationError(f"{target!r} names no graph: write module:attribute, my_app.graph:graph say")
    found: Any = _import(module_name)
    for name in attribute.split("."):
        if not hasattr(found, name):
            raise ConfigurationError(_not_in(found, name, module_name))
        found = getattr(found, name)
    return found


def _import(name: str) -> ModuleType:
    if (here := os.getcwd()) not in sys.path:
        sys.path.insert(0, here)
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name is None or not (name == error.name or name.startswith(error.name + ".")):
            raise ConfigurationError(
                f"importing {name!r} failed: it needs {error.name!r}, which is not installed"
            ) from error
        raise ConfigurationError(
            f"there is no module {error.name!r} in {os.getcwd()} or among the installed packages"
        ) from None


def _not_in(found: Any, name: str, module_name: str) -> str:
    public = sorted(known for known in getattr(found, "__dict__", {}) if not known.startswith("_"))
    message = f"{module_name!r} has no attribute {name!r}"
    if close := get_close_matches(name, public, n=3):
        return f"{message}; did you mean {' or '.join(repr(match) for match in close)}?"
    return f"{message}; it has {', '.join(public[:12]) or 'nothing public'}"


def _is_factory(found: Any) -> bool:
    """A function without parameters makes a graph; one with parameters is a graph."""
    return inspect.isfunction(found) and not inspect.signature(found).parameters


def _is_asgi(found: Any) -> bool:
    return callable(found) and list(inspect.signature(found).parameters) == ["scope", "receive", "send"]
