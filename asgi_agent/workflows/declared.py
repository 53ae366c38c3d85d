"""Agents that a directory declares, as AgentMap has it: `custom_agents.yaml` beside their modules."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asgi_agent.errors import ConfigurationError

if TYPE_CHECKING:
    from types import ModuleType

DECLARATIONS = "custom_agents.yaml"


def declared_agents(path: str | Path) -> dict[str, Any]:
    """The classes of a `custom_agents.yaml`, or of the one in a directory.

    A module that lies beside it is loaded from there, under a name of its own, so that two directories may
    have modules of the same name; any other is imported. Both are trusted as code is.

    Raises:
        ConfigurationError: it is no such file, or one of its classes cannot be imported.
    """
    path = Path(path)
    file = path / DECLARATIONS if path.is_dir() else path
    return {str(name): _imported(file, str(name), entry) for name, entry in _entries(file).items()}


def _entries(file: Path) -> dict[Any, Any]:
    import yaml

    try:
        document = yaml.safe_load(file.read_text("utf-8"))
    except OSError as error:
        raise ConfigurationError(f"{file}: {error.strerror}") from None
    except (yaml.YAMLError, UnicodeDecodeError):
        raise ConfigurationError(f"{file} is no YAML") from None
    entries = document.get("agents") if isinstance(document, dict) else None
    if not isinstance(entries, dict):
        raise ConfigurationError(f"{file} has no agents")
    return entries


def _imported(file: Path, name: str, entry: Any) -> Any:
    class_path = entry.get("class_path") if isinstance(entry, dict) else None
    module, _, attribute = str(class_path or "").rpartition(".")
    if not module:
        raise ConfigurationError(f"{file}: the agent {name!r} has no class_path such as 'module.Class'")
    beside = file.parent / f"{module}.py"
    try:
        found = _loaded(beside) if beside.is_file() else importlib.import_module(module)
        return getattr(found, attribute)
    except (Exception, SystemExit) as error:  # its code, which may do anything
        why = " ".join(f"{type(error).__name__}: {error}".split())
        message = f"{file}: {class_path} of the agent {name!r} cannot be imported: {why}"
        raise ConfigurationError(message) from error


def _loaded(file: Path) -> ModuleType:
    place = file.resolve()
    name = f"_asgi_agent_declared_{hashlib.sha256(str(place).encode()).hexdigest()[:12]}_{place.stem}"
    if name in sys.modules:
        return sys.modules[name]
    spec = importlib.util.spec_from_file_location(name, place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module
