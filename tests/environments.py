"""Virtual environments for tests of packages that cannot live beside the others, or need another Python.

    python = environment(["10xgraph"])
    subprocess.run([python, "-m", "pytest", "tests/graphs/agentflow"], env=child_environment())

An environment is made once, below `.cache/environments` or in the directory that `TEST_ENVIRONMENTS`
names, and used again while what it is made of is the same.
It holds the project's dependencies and pytest; the project itself comes from the working tree, by
`PYTHONPATH`, so that an environment does not age with the source.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENTS = Path(os.environ.get("TEST_ENVIRONMENTS", ROOT / ".cache" / "environments"))
PYTEST = ("pytest>=8.3", "pytest-asyncio>=1.0")
NEWEST = (3, 14)
BUILD_TIMEOUT = 600.0

VERSION = "import ensurepip, sys, venv; print(*sys.version_info[:2])"


def environment(requirements: Sequence[str], *, minimum: tuple[int, int] = (3, 12)) -> Path:
    """A Python in which the requirements, the project's dependencies and pytest are installed.

    Skips the test where no interpreter of at least `minimum` exists: nothing could run it there.
    """
    interpreter = find_interpreter(minimum)
    if interpreter is None:
        pytest.skip(f"no Python {minimum[0]}.{minimum[1]} or newer is installed here")
    wanted = [*_dependencies(), *PYTEST, *requirements]
    key = hashlib.sha256("\n".join([str(interpreter), *wanted]).encode()).hexdigest()[:16]
    place = ENVIRONMENTS / key
    with _locked(place):
        complete = place / "complete"
        if not complete.exists():
            _build(place, interpreter, wanted)
            complete.touch()
    return place / "bin" / "python"


def child_environment(**variables: str) -> Mapping[str, str]:
    """The variables of a process that is to test this working tree."""
    return {**os.environ, "PYTHONPATH": str(ROOT), **variables}


def find_interpreter(minimum: tuple[int, int]) -> Path | None:
    """The running Python if it is new enough, else the newest that is found."""
    for candidate in _candidates(minimum):
        if _version(candidate) >= minimum:
            return candidate
    return None


def _candidates(minimum: tuple[int, int]) -> Iterator[Path]:
    if sys.version_info >= minimum:
        # Rather the interpreter that this environment was made of: it is the same for each that asks.
        yield Path(sys.base_prefix, "bin", f"python{minimum[0]}.{sys.version_info[1]}")
        yield Path(sys.executable)
    for minor in range(NEWEST[1], minimum[1] - 1, -1):
        name = f"python{minimum[0]}.{minor}"
        if (found := shutil.which(name)) is not None:
            yield Path(found)
        yield from sorted(Path.home().glob(f".pyenv/versions/{minimum[0]}.{minor}.*/bin/{name}"))


def _version(python: Path) -> tuple[int, ...]:
    """An interpreter's version; nothing for one that cannot run or cannot make environments.

    A name on the path may be pyenv's placeholder for a version that is not chosen here.
    """
    with contextlib.suppress(OSError, subprocess.TimeoutExpired):
        asked = subprocess.run(
            [python, "-c", VERSION], capture_output=True, text=True, timeout=60, check=False
        )
        if asked.returncode == 0:
            return tuple(int(part) for part in asked.stdout.split())
    return ()


def _dependencies() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return list(project["dependencies"])


def _build(place: Path, interpreter: Path, wanted: Sequence[str]) -> None:
    shutil.rmtree(place, ignore_errors=True)
    python = place / "bin" / "python"
    commands: list[list[str | Path]] = [
        [interpreter, "-m", "venv", place],
        [python, "-m", "pip", "install", "--quiet", "--no-compile", *wanted],
    ]
    for command in commands:
        done = subprocess.run(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=BUILD_TIMEOUT,
            check=False,
        )
        if done.returncode != 0:
            pytest.fail(f"no environment with {', '.join(wanted)}:\n{done.stdout}")


@contextlib.contextmanager
def _locked(place: Path) -> Iterator[None]:
    """One process at a time builds an environment; the others wait and find it complete."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
