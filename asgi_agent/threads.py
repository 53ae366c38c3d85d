"""Threads: whose they are, and that runs of one thread never overlap."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from typing import TYPE_CHECKING

import msgspec

from asgi_agent.errors import NotFoundError, ThreadBusyError

if TYPE_CHECKING:
    from asgi_agent.graphs.base import GraphAdapter

# An owner that falls out of memory is asked of the graph's own store again, so the bound costs a look-up
# for a thread that has been quiet while 100,000 others were used, and forgets nobody's thread.
MAX_OWNERS = 100_000

ANYBODY = ""


class _Ownership(msgspec.Struct):
    owner: str
    stores: set[int] = msgspec.field(default_factory=set)
    """The adapters in whose stores the thread was found to be this owner's."""


class ThreadOwners:
    """Remembers who may use a thread: whoever used it first.

    Owners are `Principal.owner` digests; `ANYBODY` stands for callers who are not authenticated. What the
    graph's checkpointer stores is what counts, so that ownership outlives the process and is the same in
    every worker wherever the conversation itself is. Memory spares asking again, and decides about threads
    that are stored nowhere yet; that somebody was the first to name a thread here, or used it with another
    graph, is no claim to what is stored.
    """

    def __init__(self, limit: int = MAX_OWNERS) -> None:
        self._limit = limit
        self._owners: OrderedDict[str, _Ownership] = OrderedDict()

    def record(self, thread_id: str, owner: str) -> str:
        """Note the owner of a thread unless it has one; returns the one it has."""
        return self._remember(thread_id, owner).owner

    async def claim(self, thread_id: str, owner: str, adapter: GraphAdapter) -> None:
        """Let `owner` use the thread, or say that there is no such thread.

        A thread that is stored without an owner was made by somebody else's code; no authenticated caller
        can show that it is theirs, so none gets it.

        Raises:
            NotFoundError: the thread is somebody else's. It reads as if the thread did not exist, so that
                ids cannot be probed.
        """
        known = self._owners.get(thread_id)
        if known is None or id(adapter) not in known.stores:
            stored = await adapter.thread_owner(thread_id)
            if stored is not None:
                self._confirm(thread_id, stored, adapter)
        # In any case, so that a thread in use stays in memory; whoever claimed it in the meantime wins.
        if self.record(thread_id, owner) != owner:
            raise NotFoundError("there is no such thread")

    def _confirm(self, thread_id: str, stored: str, adapter: GraphAdapter) -> None:
        known = self._remember(thread_id, stored)
        if known.owner != stored:  # claimed before it was stored, or stored with another graph by another
            known.owner, known.stores = stored, set()
        known.stores.add(id(adapter))

    def _remember(self, thread_id: str, owner: str) -> _Ownership:
        if (known := self._owners.get(thread_id)) is None:
            known = self._owners[thread_id] = _Ownership(owner)
        self._owners.move_to_end(thread_id)
        if len(self._owners) > self._limit:
            self._owners.popitem(last=False)
        return known


class ThreadLocks:
    """One run at a time for each thread, in order of arrival."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[asyncio.Future[None]]] = {}

    def acquire_nowait(self, thread_id: str) -> None:
        """Take the thread.

        Raises:
            ThreadBusyError: a run is in flight on it.
        """
        if thread_id in self._waiting:
            raise ThreadBusyError("a run is in flight on this thread")
        self._waiting[thread_id] = deque()

    async def acquire(self, thread_id: str) -> None:
        """Wait for the thread and take it."""
        queue = self._waiting.get(thread_id)
        if queue is None:
            self._waiting[thread_id] = deque()
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        queue.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.release(thread_id)  # the turn came while the wait was being cancelled: pass it on
            raise

    def release(self, thread_id: str) -> None:
        """Give the thread to whoever waits longest."""
        queue = self._waiting[thread_id]
        while queue:
            turn = queue.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        del self._waiting[thread_id]
