"""Threads: whose they are, and that they are taken in turn."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asgi_agent.errors import NotFoundError, ThreadBusyError
from asgi_agent.graphs.callables import CallableAdapter
from asgi_agent.threads import ANYBODY, ThreadLocks, ThreadOwners

if TYPE_CHECKING:
    from collections.abc import Coroutine


class Store(CallableAdapter):
    """An adapter with stored threads; a look-up takes a turn of the loop, as in a database."""

    def __init__(self, **owners: str) -> None:
        super().__init__(lambda value: value)
        self.owners = owners
        self.asked: list[str] = []

    async def thread_owner(self, thread_id: str) -> str | None:
        self.asked.append(thread_id)
        await asyncio.sleep(0)
        return self.owners.get(thread_id)


async def may_claim(owners: ThreadOwners, thread_id: str, owner: str, store: Store) -> bool:
    try:
        await owners.claim(thread_id, owner, store)
    except NotFoundError:
        return False
    return True


async def test_a_thread_belongs_to_whoever_used_it_first() -> None:
    """And to others it does not exist."""
    owners, store = ThreadOwners(), Store()
    assert await may_claim(owners, "t", "ann", store)
    assert not await may_claim(owners, "t", "bob", store)
    assert not await may_claim(owners, "t", ANYBODY, store)
    assert await may_claim(owners, "t", "ann", store)


async def test_a_stored_owner_is_found_again() -> None:
    """As after a restart, or in another worker; it is asked for once."""
    owners, store = ThreadOwners(), Store(t="ann")
    assert not await may_claim(owners, "t", "bob", store)
    assert await may_claim(owners, "t", "ann", store)
    assert store.asked == ["t"]


async def test_a_thread_stored_without_an_owner_is_nobodys_and_everybodys() -> None:
    """Callers who are not authenticated share such threads; nobody else can show that it is theirs."""
    owners, store = ThreadOwners(), Store(t=ANYBODY)
    assert not await may_claim(owners, "t", "ann", store)
    assert await may_claim(owners, "t", ANYBODY, store)


async def test_of_two_who_claim_a_fresh_thread_at_once_one_gets_it() -> None:
    """Both find nothing stored, since each look-up gives way to the other."""
    owners, store = ThreadOwners(), Store()
    claims = [may_claim(owners, "t", name, store) for name in ("ann", "bob", "cat")]
    assert sorted(await asyncio.gather(*claims)) == [False, False, True]
    assert store.asked == ["t"] * 3


async def test_memory_is_bounded_and_keeps_what_is_used() -> None:
    """What falls out is asked of the store again; a thread in use does not fall out."""
    owners, store = ThreadOwners(limit=3), Store(busy="ann", b="ann", c="ann", d="ann")
    for thread_id in ("busy", "b", "c"):
        await owners.claim(thread_id, "ann", store)
    await owners.claim("busy", "ann", store)
    await owners.claim("d", "ann", store)
    store.asked.clear()
    assert not await may_claim(owners, "busy", "bob", store)
    assert store.asked == []
    await owners.claim("b", "ann", store)
    assert store.asked == ["b"]


async def test_a_thread_that_is_not_stored_yet_is_asked_for_until_it_is() -> None:
    """Another worker may store it for somebody else; that another named it first here is no claim to it."""
    owners, store = ThreadOwners(), Store()
    assert await may_claim(owners, "t", "eve", store)
    store.owners["t"] = "ann"
    assert not await may_claim(owners, "t", "eve", store)
    assert await may_claim(owners, "t", "ann", store)
    assert store.asked == ["t"] * 2


async def test_whose_thread_it_is_counts_for_the_store_that_says_so() -> None:
    """To have used the id with a graph that stores it elsewhere, or nowhere, is no claim to what is here."""
    owners, store, other, none = ThreadOwners(), Store(t="ann"), Store(t="bob"), Store()
    assert await may_claim(owners, "t", "eve", none)
    for _ in range(2):
        assert not await may_claim(owners, "t", "eve", store)
        assert await may_claim(owners, "t", "bob", other)
        assert not await may_claim(owners, "t", "bob", store)
        assert await may_claim(owners, "t", "ann", store)
    assert not await may_claim(owners, "t", "eve", none)


async def test_recording_tells_who_it_is() -> None:
    """The first one stays."""
    owners = ThreadOwners()
    assert owners.record("t", "ann") == "ann"
    assert owners.record("t", "bob") == "ann"


async def settle() -> None:
    """Let whatever is ready run."""
    for _ in range(5):
        await asyncio.sleep(0)


async def test_a_taken_thread_is_busy_until_it_is_released() -> None:
    """One run at a time, and threads do not know of one another."""
    locks = ThreadLocks()
    locks.acquire_nowait("t")
    with pytest.raises(ThreadBusyError):
        locks.acquire_nowait("t")
    locks.acquire_nowait("u")
    locks.release("t")
    locks.acquire_nowait("t")


async def test_a_turn_that_comes_with_a_cancellation_is_passed_on() -> None:
    """The waiter has been given the thread and is cancelled before it knows."""
    locks = ThreadLocks()
    locks.acquire_nowait("t")
    first, second = [asyncio.create_task(locks.acquire("t")) for _ in range(2)]
    await settle()
    locks.release("t")
    first.cancel()
    await settle()
    assert first.cancelled()
    assert second.done()
    locks.release("t")
    locks.acquire_nowait("t")


async def test_a_thread_that_only_cancelled_waiters_wanted_is_free() -> None:
    """Nothing of them stays behind."""
    locks = ThreadLocks()
    locks.acquire_nowait("t")
    waiter = asyncio.create_task(locks.acquire("t"))
    await settle()
    waiter.cancel()
    locks.release("t")
    await settle()
    locks.acquire_nowait("t")
    locks.release("t")
    assert locks._waiting == {}


class Model:
    """What the lock promises, as simply as it can be said: a holder and a queue."""

    def __init__(self) -> None:
        self.locks = ThreadLocks()
        self.holder: int | None = None
        self.queue: deque[int] = deque()
        self.tasks: dict[int, asyncio.Task[None]] = {}
        self.count = 0

    async def acquire(self) -> None:
        self.count += 1
        self.tasks[self.count] = asyncio.create_task(self.locks.acquire("t"))
        if self.holder is None:
            self.holder = self.count
        else:
            self.queue.append(self.count)
        await asyncio.sleep(0)

    async def acquire_nowait(self) -> None:
        if self.holder is not None:
            with pytest.raises(ThreadBusyError):
                self.locks.acquire_nowait("t")
            return
        self.count += 1
        self.locks.acquire_nowait("t")
        self.holder = self.count

    async def release(self) -> None:
        if self.holder is not None:
            self.locks.release("t")
            self.holder = self.queue.popleft() if self.queue else None

    async def cancel(self) -> None:
        if self.queue:
            number = self.queue.pop()
            self.tasks.pop(number).cancel()

    async def release_and_cancel(self) -> None:
        """The next in line is cancelled in the moment in which it gets its turn."""
        if self.holder is not None and self.queue:
            self.locks.release("t")
            self.tasks.pop(self.queue.popleft()).cancel()
            self.holder = self.queue.popleft() if self.queue else None
            await settle()

    def check(self) -> None:
        waiting = {number for number, task in self.tasks.items() if not task.done()}
        assert waiting == set(self.queue)

    async def end(self) -> None:
        while self.holder is not None:
            await self.release()
            await settle()
            self.check()
        assert self.locks._waiting == {}


@given(
    st.lists(
        st.sampled_from(["acquire", "acquire", "acquire_nowait", "release", "cancel", "release_and_cancel"])
    )
)
def test_the_lock_behaves_as_its_model(steps: list[str]) -> None:
    """In order of arrival, whoever comes, goes and gives up."""

    async def play() -> None:
        model = Model()
        for step in steps:
            action: Coroutine[Any, Any, None] = getattr(model, step)()
            await action
            await settle()
            model.check()
        await model.end()

    asyncio.run(play())
