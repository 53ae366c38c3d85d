"""`Library`: the workflows of a service, from the host's graphs and from CSV files that may change."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, NamedTuple

from asgi_agent.errors import ConfigurationError
from asgi_agent.graphs.detect import adapt_all
from asgi_agent.workflows import load_csv, parse_csv

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from asgi_agent.graphs.base import GraphAdapter
    from asgi_agent.workflows.model import Workflow

    Stamp = tuple[int, int, int]

logger = logging.getLogger("asgi_agent")


class _File(NamedTuple):
    """What one CSV file holds, as it was when it could be compiled."""

    graphs: Mapping[str, Any]
    adapters: Mapping[str, GraphAdapter]
    workflows: Mapping[str, Workflow]


class Library:
    """Workflows by name.

    Args:
        graphs: of the host, by name.
        sources: CSV files, or directories of them.
        options: for `load_csv`.
        owns_memory: whether the checkpointers of workflows in files are not the host's.

    Raises:
        ConfigurationError: there is none at all, a file cannot be compiled, or two have one name.
        OSError: a file cannot be read.
    """

    def __init__(
        self,
        graphs: Mapping[str, Any],
        sources: Sequence[Path],
        options: Mapping[str, Any],
        *,
        owns_memory: bool,
    ) -> None:
        self._owns_memory = owns_memory
        self._sources = tuple(sources)
        self._options = dict(options)
        self._given = adapt_all(graphs)
        self._files: dict[Path, _File] = {}
        if absent := [str(source) for source in sources if not source.exists()]:
            raise ConfigurationError(f"there is no {', no '.join(absent)}")
        self._seen = self._stamps()
        self._load_all()
        if not self.adapters:
            raise ConfigurationError("a workflow service needs a graph, or a CSV file with one")

    @property
    def adapters(self) -> dict[str, GraphAdapter]:
        """What runs each workflow."""
        found = dict(self._given)
        for file in self._files.values():
            found.update(file.adapters)
        return found

    def workflow(self, name: str) -> Workflow | None:
        """How a workflow is written; None of a graph of the host's."""
        for file in self._files.values():
            if name in file.workflows:
                return file.workflows[name]
        return None

    async def forget(self, name: str, thread_id: str) -> None:
        """Let the memory of an execution go that nobody can resume; a checkpointer of the host's keeps it."""
        if not self._owns_memory:
            return
        # That of files which may change is shared by all, and outlives their graphs.
        savers = (file.graphs[name].checkpointer for file in self._files.values() if name in file.graphs)
        saver = self._options["checkpointer"] or next(savers, None)
        if saver is not None:
            await saver.adelete_thread(thread_id)

    def stale(self) -> bool:
        """Whether a file has changed, has come or has gone since it was last looked at."""
        return self._stamps() != self._seen

    def reload(self) -> None:
        """Take what has changed. A file that cannot be compiled is logged, and stays as it was."""
        stamps = self._stamps()
        changed = [path for path, stamp in stamps.items() if self._seen.get(path) != stamp]
        self._seen = stamps
        # A file that was named and is gone is between two versions of itself.
        kept = {*stamps, *self._sources}
        self._files = {path: file for path, file in self._files.items() if path in kept}
        for path in changed:
            try:
                self._files = {**self._files, path: self._compiled(path)}
            except (ConfigurationError, OSError) as error:
                logger.error("workflows not reloaded", extra={"file": path.name, "fault": str(error)})

    def _load_all(self) -> None:
        faults: list[ConfigurationError] = []
        for path in self._seen:
            try:
                self._files[path] = self._compiled(path)
            except ConfigurationError as fault:
                faults.append(fault)
        if len(faults) == 1:
            raise faults[0]
        if faults:
            raise ConfigurationError("\n".join(map(str, faults)))

    def _compiled(self, path: Path) -> _File:
        graphs = load_csv(path, **self._options)
        adapters = adapt_all(graphs)
        others = set(self._given) | {
            name for other, file in self._files.items() if other != path for name in file.adapters
        }
        if twice := sorted(others & adapters.keys()):
            raise ConfigurationError(f"{path.name}: there are other workflows of the name {', '.join(twice)}")
        return _File(graphs, adapters, parse_csv(path, strict=self._options.get("strict", True)))

    def _stamps(self) -> dict[Path, Stamp]:
        found: dict[Path, Stamp] = {}
        for source in self._sources:
            for path in sorted(source.glob("*.csv")) if source.is_dir() else [source]:
                try:
                    state = path.stat()
                except FileNotFoundError:
                    continue  # between two versions of it
                found[path] = (state.st_ino, state.st_size, state.st_mtime_ns)
        return found
