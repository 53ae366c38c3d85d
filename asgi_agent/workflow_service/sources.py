"""`Sources`: the CSV files of a library, and whether they have changed, or the prompts that they refer to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asgi_agent.errors import ConfigurationError
from asgi_agent.workflows import parse_csv
from asgi_agent.workflows.prompts import files_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    Stamp = tuple[int, int, int]


class Sources:
    """Looks at files without reading them.

    Args:
        named: CSV files, or directories of them.
        prompts: the directory of prompts, if there is one.

    Raises:
        ConfigurationError: what is named is not there.
    """

    def __init__(self, named: Sequence[Path], prompts: Path | None) -> None:
        if absent := [str(source) for source in named if not source.exists()]:
            raise ConfigurationError(f"there is no {', no '.join(absent)}")
        self._named = tuple(named)
        self._directory = prompts
        self._prompts: dict[Path, tuple[Path, ...]] = {}
        self._seen: dict[Path, tuple[Stamp | None, ...]] = {}

    def stale(self) -> bool:
        """Whether a file has changed, has come or has gone since the last `take`."""
        return self._stamps() != self._seen

    def take(self) -> list[Path]:
        """The files that have changed or come since the last time."""
        stamps = self._stamps()
        changed = [path for path, stamp in stamps.items() if self._seen.get(path) != stamp]
        for path in changed:
            self._prompts[path] = self._prompts_of(path)
            # The file's own as it was before it was read: a change since then is one for the next time.
            stamps[path] = (stamps[path][0], *map(_stamp, self._prompts[path]))
        self._seen = stamps
        return changed

    def holds(self, path: Path) -> bool:
        """Whether the file belongs here; one that was named and is gone is between two versions of itself."""
        return path in self._seen or path in self._named

    def _stamps(self) -> dict[Path, tuple[Stamp | None, ...]]:
        found: dict[Path, tuple[Stamp | None, ...]] = {}
        for source in self._named:
            for path in sorted(source.glob("*.csv")) if source.is_dir() else [source]:
                if (own := _stamp(path)) is not None:
                    found[path] = (own, *map(_stamp, self._prompts.get(path, ())))
        return found

    def _prompts_of(self, path: Path) -> tuple[Path, ...]:
        """The files that its rows refer to, whether they are there or not."""
        if self._directory is None:
            return ()
        try:
            workflows = parse_csv(path, strict=False)
        except (ConfigurationError, OSError):  # whoever compiles it tells, and to be mended it changes
            return ()
        prompts = {node.prompt for workflow in workflows.values() for node in workflow.nodes.values()}
        return tuple(self._directory / name for prompt in sorted(prompts) for name in files_of(prompt))


def _stamp(path: Path) -> Stamp | None:
    try:
        state = path.stat()
    except (OSError, ValueError):  # it is not there, or that is no name of a file
        return None
    return state.st_ino, state.st_size, state.st_mtime_ns
