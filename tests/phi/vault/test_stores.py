from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from asgi_agent.errors import ConfigurationError
from asgi_agent.phi.vault import MemoryStore

if TYPE_CHECKING:
    from collections.abc import Callable

    from asgi_agent.phi.vault import VaultStore
    from tests.phi.vault.conftest import Clock

NAME, OTHER = "a" * 64, "b" * 64


def test_gives_back_what_was_stored(store: VaultStore) -> None:
    """A blob comes back byte for byte, whatever is in it."""
    blob = bytes(range(256))
    assert store.put(NAME, blob, None)
    assert store.get(NAME) == blob


def test_knows_nothing_of_another_name(store: VaultStore) -> None:
    """What is stored under one name is not found under another."""
    store.put(NAME, b"one", None)
    assert store.get(OTHER) is None


def test_stores_only_in_place_of_what_was_expected(store: VaultStore) -> None:
    """A blob is replaced by who knows it, and by nobody else."""
    store.put(NAME, b"one", None)
    assert not store.put(NAME, b"two", None)
    assert not store.put(NAME, b"two", b"zero")
    assert store.get(NAME) == b"one"
    assert store.put(NAME, b"two", b"one")
    assert store.get(NAME) == b"two"


def test_stores_nothing_in_place_of_what_is_gone(store: VaultStore) -> None:
    """A blob that was deleted meanwhile does not come back through who still knew it."""
    store.put(NAME, b"one", None)
    store.delete(NAME)
    assert not store.put(NAME, b"two", b"one")
    assert store.get(NAME) is None


def test_forgets_what_is_deleted_and_nothing_else(store: VaultStore) -> None:
    """Deleting takes one name away, and may be done twice."""
    store.put(NAME, b"one", None)
    store.put(OTHER, b"other", None)
    store.delete(NAME)
    store.delete(NAME)
    assert (store.get(NAME), store.get(OTHER)) == (None, b"other")


def test_forgets_what_nobody_used_for_its_time(store: VaultStore, clock: Clock) -> None:
    """What has expired is gone, and its name is free."""
    store.put(NAME, b"one", None)
    clock.now += 101
    assert store.get(NAME) is None
    assert store.put(NAME, b"two", None)
    assert store.get(NAME) == b"two"


def test_free_name_needs_no_reader_first(store: VaultStore, clock: Clock) -> None:
    """What has expired is in nobody's way, even if nobody has looked since."""
    store.put(NAME, b"one", None)
    clock.now += 101
    assert not store.put(NAME, b"two", b"one")
    assert store.put(NAME, b"two", None)


def test_use_keeps_it_for_another_while(store: VaultStore, clock: Clock) -> None:
    """Reading and writing both begin the time anew."""
    store.put(NAME, b"one", None)
    for _ in range(5):
        clock.now += 60
        assert store.get(NAME) == b"one"
    clock.now += 60
    store.put(NAME, b"two", b"one")
    clock.now += 60
    assert store.get(NAME) == b"two"


def test_another_process_sees_the_same(store_of: Callable[[], VaultStore]) -> None:
    """Two stores over one place are one store."""
    first, second = store_of(), store_of()
    first.put(NAME, b"one", None)
    assert second.get(NAME) == b"one"
    assert second.put(NAME, b"two", b"one")
    assert first.get(NAME) == b"two"


def test_one_of_many_at_once_gets_through(store_of: Callable[[], VaultStore]) -> None:
    """Of those who would all replace the same blob, exactly one does, each time."""
    stores = [store_of() for _ in range(4)]
    stores[0].put(NAME, b"0", None)
    with ThreadPoolExecutor(4) as threads:
        for turn in range(8):
            previous = b"%d" % turn
            wins = threads.map(lambda store: store.put(NAME, b"%d" % (turn + 1), previous), stores)  # noqa: B023
            assert sum(wins) == 1


def test_memory_forgets_the_least_recently_used_beyond_its_count() -> None:
    """The conversation that was quiet longest makes room."""
    store = MemoryStore(max_scopes=2)
    store.put("a", b"a", None)
    store.put("b", b"b", None)
    store.get("a")
    store.put("c", b"c", None)
    assert (store.get("a"), store.get("b"), store.get("c"), len(store)) == (b"a", None, b"c", 2)


def test_memory_forgets_the_least_recently_used_beyond_its_bytes() -> None:
    """Bytes are counted over all, and what is replaced counts no longer."""
    store = MemoryStore(max_bytes=10)
    store.put("a", b"aaaa", None)
    store.put("b", b"bbbb", None)
    store.put("b", b"BBBBBB", b"bbbb")
    assert store.get("a") == b"aaaa"
    store.put("c", b"c", None)
    assert (store.get("a"), store.get("b"), store.get("c")) == (b"aaaa", None, b"c")


def test_memory_keeps_what_was_just_stored_whatever_its_size() -> None:
    """Tokens that are about to reach a model are not the ones to forget."""
    store = MemoryStore(max_bytes=10)
    store.put("a", b"a", None)
    assert store.put("b", b"b" * 100, None)
    assert (store.get("a"), store.get("b")) == (None, b"b" * 100)


def test_memory_lets_go_of_what_has_expired(clock: Clock) -> None:
    """What has expired takes no room, though nobody asks for it."""
    store = MemoryStore(ttl=10, clock=clock)
    store.put("a", b"a", None)
    clock.now += 11
    store.put("b", b"b", None)
    assert len(store) == 1


@pytest.mark.parametrize("option", ["ttl", "max_scopes", "max_bytes"])
def test_memory_has_limits_above_zero(option: str) -> None:
    """A limit of nothing is a mistake that is told at the start."""
    with pytest.raises(ConfigurationError, match="above 0"):
        MemoryStore(**{option: 0})  # type: ignore[arg-type]


def test_memory_alone_is_volatile(store: VaultStore) -> None:
    """Every other store waits for something and wants its blobs sealed."""
    assert store.volatile == isinstance(store, MemoryStore)
