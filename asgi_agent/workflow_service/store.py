"""Where records of executions are kept: a small protocol, and a store in memory."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Protocol

from asgi_agent.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Collection

    from asgi_agent.workflow_service.records import ExecutionRecord, State

KEPT = 10_000


class ExecutionStore(Protocol):
    """Keeps records. What it raises besides a `Problem` is told as 503."""

    async def add(self, record: ExecutionRecord) -> Collection[ExecutionRecord] | None:
        """Keep a new record.

        Returns:
            The records that were dropped for it, if any were: what else is kept of those can go as well.
        """
        ...

    async def get(self, execution_id: str) -> ExecutionRecord | None:
        """The record of that id."""
        ...

    async def update(self, record: ExecutionRecord, expected: Collection[State]) -> bool:
        """Put the record in the place of its older self, in one step, if that is in one of these states.

        Returns:
            Whether it was. Of two that resume an execution at once, one must be told that it was not.
        """
        ...

    async def durations(self, graph_name: str, limit: int = 50) -> list[float]:
        """Seconds that the last completed executions of a workflow took."""
        ...


class SharedExecutions(ExecutionStore, Protocol):
    """A store that outlives its process, and so finds the executions whose process has died.

    What is added as running, or becomes so, is held for `lease` seconds. Whoever runs it renews that in time.
    """

    lease: float

    async def renew(self, execution_ids: Collection[str]) -> None:
        """Hold these, if they are running, for another while."""
        ...

    async def abandoned(self) -> list[ExecutionRecord]:
        """Some of those that are running and have not been renewed in time."""
        ...


class MemoryExecutions:
    """Records in this process's memory, the newest `limit` of them.

    Those that are running or wait for an answer go like the others when they are the oldest.

    Raises:
        ConfigurationError: the limit is not above 0.
    """

    def __init__(self, limit: int = KEPT) -> None:
        if limit <= 0:
            raise ConfigurationError(f"limit= is above 0, not {limit!r}")
        self._limit = limit
        self._records: OrderedDict[str, ExecutionRecord] = OrderedDict()

    async def add(self, record: ExecutionRecord) -> Collection[ExecutionRecord]:
        """See `ExecutionStore.add`."""
        self._records[record.execution_id] = record
        excess = len(self._records) - self._limit
        return [self._records.popitem(last=False)[1] for _ in range(excess)]

    async def get(self, execution_id: str) -> ExecutionRecord | None:
        """The record of that id."""
        return self._records.get(execution_id)

    async def update(self, record: ExecutionRecord, expected: Collection[State]) -> bool:
        """See `ExecutionStore.update`."""
        known = self._records.get(record.execution_id)
        if known is None or known.state not in expected:
            return False
        self._records[record.execution_id] = record
        return True

    async def durations(self, graph_name: str, limit: int = 50) -> list[float]:
        """See `ExecutionStore.durations`."""
        found: list[float] = []
        for record in reversed(self._records.values()):
            if len(found) == limit:
                break
            if record.graph_name == graph_name and record.state == "completed":
                found.append(record.seconds)
        return found
