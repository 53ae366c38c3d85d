"""What numbers were taken with."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def described(packages: Iterable[str]) -> str:
    """The Python, the system, and the versions of these packages."""
    installed = ", ".join(f"{name} {_version(name)}" for name in packages)
    return f"Python {platform.python_version()}, {platform.system()} {platform.machine()}; {installed}."


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "(not installed)"
