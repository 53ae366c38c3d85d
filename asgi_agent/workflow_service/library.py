"""`Library`: the workflows of a service, from the host's graphs and from CSV files that may change."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from asgi_agent.errors import ConfigurationError
from asgi_agent.graphs.detect import adapt_all
from asgi_agent.logs import exception_place
from asgi_agent.workflow_service.sources import Sources
from asgi_agent.workflows import load_csv, parse_csv

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from asgi_agent.graphs.base import GraphAdapter
    from asgi_agent.workflows.model import Workflow

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
        self._options = dict(options)
        self._given = adapt_all(graphs)
        self._files: dict[Path, _File] = {}
        # Compiled, but of names that other workflows have for now.
        self._refused: dict[Path, _File] = {}
        prompts = options["prompts"]
        self._sources = Sources(sources, None if prompts is None else Path(prompts))
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
        return self._sources.stale()

    def reload(self) -> None:
        """Take what has changed. A file that cannot be compiled is logged, and stays as it was."""
        changed = self._sources.take()
        old, refused = (
            {path: file for path, file in files.items() if self._sources.holds(path)}
            for files in (self._files, self._refused)
        )
        new = {path: file for path, file in refused.items() if path not in changed}
        for path in changed:
            try:
                new[path] = self._compiled(path)
            except (ConfigurationError, OSError) as error:
                _not_reloaded(path, fault=str(error))
            except Exception as error:  # of this file alone, and others are to be taken
                _not_reloaded(path, **exception_place(error))
        taken = self._taken(old, new)
        self._refused = {path: file for path, file in new.items() if path not in taken}
        self._files = old | taken
        for path in changed:
            if path in self._refused:
                _not_reloaded(path, fault=self._clash(path, {**self._files, path: new[path]}))

    def _taken(self, old: Mapping[Path, _File], new: Mapping[Path, _File]) -> dict[Path, _File]:
        """Those of the new files that have no names of others, when all that can be are taken."""
        taken = dict(new)
        while clashing := [path for path in taken if self._clash(path, {**old, **taken})]:
            del taken[clashing[-1]]
        for path in new:
            if not self._clash(path, {**old, **taken, path: new[path]}):
                taken[path] = new[path]
        return taken

    def _load_all(self) -> None:
        faults: list[ConfigurationError] = []
        for path in self._sources.take():
            try:
                file = self._compiled(path)
                if clash := self._clash(path, {**self._files, path: file}):
                    raise ConfigurationError(clash)
                self._files[path] = file
            except ConfigurationError as fault:
                faults.append(fault)
        if len(faults) == 1:
            raise faults[0]
        if faults:
            raise ConfigurationError("\n".join(map(str, faults)))

    def _compiled(self, path: Path) -> _File:
        graphs = load_csv(path, **self._options)
        return _File(graphs, adapt_all(graphs), parse_csv(path, strict=self._options.get("strict", True)))

    def _clash(self, path: Path, files: Mapping[Path, _File]) -> str:
        """What is wrong with a file of these that has names of other workflows; nothing if it has none."""
        others = {name for other, file in files.items() if other != path for name in file.adapters}
        if twice := sorted(files[path].adapters.keys() & (others | self._given.keys())):
            return f"{path.name}: there are other workflows of the name {', '.join(twice)}"
        return ""


def _not_reloaded(path: Path, **why: Any) -> None:
    logger.error("workflows not reloaded", extra={"file": path.name, **why})
