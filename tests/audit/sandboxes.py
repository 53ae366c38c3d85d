"""Scripts in a process of their own, with limits or mounts of its own where a test is about those."""

from __future__ import annotations

import functools
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.servers import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence

PATIENCE = 60.0
NAMESPACE = ("unshare", "--map-root-user", "--mount")


def run(script: str, *arguments: object, within: Sequence[str] = ()) -> str:
    """What a script prints, which must come to its end.

    Args:
        script: Python.
        arguments: what it finds in `sys.argv`.
        within: a command to run the interpreter with.
    """
    done = subprocess.run(
        [*within, sys.executable, "-c", script, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def run_with_mounts(script: str, *arguments: object) -> str:
    """The same, for a script that mounts and unmounts file systems, which nobody else sees."""
    if not can_mount():
        pytest.skip("this system gives nobody a mount namespace")
    return run(script, *arguments, within=NAMESPACE)


@functools.cache
def can_mount() -> bool:
    """Whether a process may have mounts of its own here."""
    try:
        done = subprocess.run(
            [*NAMESPACE, "mount", "-t", "tmpfs", "tmpfs", "/mnt"],
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except FileNotFoundError:
        return False
    return done.returncode == 0
