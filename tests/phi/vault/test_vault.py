from __future__ import annotations

import copy
import gc
import logging
import pickle
import secrets
from typing import TYPE_CHECKING, Any

import pytest

from asgi_agent.errors import ConfigurationError
from asgi_agent.phi.pseudonyms import Pseudonymiser
from asgi_agent.phi.restore import Restorer
from asgi_agent.phi.spans import Label, Span
from asgi_agent.phi.vault import MemoryStore, Vault, VaultKeyError, VaultScope

if TYPE_CHECKING:
    from collections.abc import Callable

    from asgi_agent.phi.vault import VaultStore

SCOPE = VaultScope("clinic", "thread-1")
KEY = secrets.token_bytes(32)
NAME = Span(0, 10, Label.NAME, 1.0, "test")


def test_scopes_that_read_alike_are_apart() -> None:
    """No tenant can be chosen so that its thread is somebody else's."""
    pairs = [
        ("a", "bc"),
        ("ab", "c"),
        ("", "abc"),
        ("abc", ""),
        ("1", "\x00a"),
        ("1\x00", "a"),
        ("\ud800", ""),
    ]
    assert len({VaultScope(*pair).name for pair in pairs}) == len(pairs)


def test_a_scope_has_the_same_name_in_every_process() -> None:
    """What one process stored another finds: the name is fixed for good."""
    assert SCOPE.name == "f3902a25bc494eb9d11e4d4ee2ada5eef289820f7061cd6ffae0ef19b916f964"


def test_a_name_shows_neither_tenant_nor_thread() -> None:
    """A store, a file name or a slow query log says nothing of whose conversation it is."""
    assert "clinic" not in SCOPE.name
    assert "thread" not in SCOPE.name
    assert SCOPE.name.isalnum()


def test_those_in_one_process_share_a_drawer() -> None:
    """What a tool makes in the middle of a run is restored at its end, stored or not."""
    vault = Vault()
    assert vault.open(SCOPE) is vault.drawer(SCOPE)
    assert vault.drawer(VaultScope("clinic", "thread-2")) is not vault.drawer(SCOPE)


def test_holds_no_drawer_that_nobody_uses() -> None:
    """Memory is bounded by the store and by the requests in flight, not by all conversations there were."""
    vault = Vault()
    drawer = vault.drawer(SCOPE)
    assert len(vault._drawers) == 1
    del drawer
    gc.collect()
    assert len(vault._drawers) == 0


def test_deletes_a_conversation(store_of: Callable[[], VaultStore]) -> None:
    """After its thread is deleted, nothing restores its tokens, in this process or another."""
    vault = Vault(store_of(), key=KEY)
    pseudonymiser = Pseudonymiser(vault, SCOPE)
    token = pseudonymiser.replace("John Smith", NAME)
    assert token is not None
    restorer = Restorer(pseudonymiser.drawer)
    assert restorer.restore(token) == "John Smith"
    vault.delete(SCOPE)
    assert restorer.restore(token) == token
    assert Restorer(Vault(store_of(), key=KEY).open(SCOPE)).restore(token) == token


def test_deleting_takes_no_key_to_what_is_there(store_of: Callable[[], VaultStore]) -> None:
    """What cannot be read any more can still be deleted."""
    Pseudonymiser(Vault(store_of(), key=KEY), SCOPE).replace("John Smith", NAME)
    other = Vault(store_of(), key=secrets.token_bytes(32))
    other.delete(SCOPE)
    assert len(other.open(SCOPE)) == 0


def test_a_wrong_key_loses_nothing(store_of: Callable[[], VaultStore]) -> None:
    """Neither reading nor writing with another key goes through, and the right one finds all as it was."""
    right = Pseudonymiser(Vault(store_of(), key=KEY), SCOPE)
    token = right.replace("John Smith", NAME)
    assert token is not None
    wrong = Vault(store_of(), key=secrets.token_bytes(32))
    with pytest.raises(VaultKeyError):
        wrong.open(SCOPE)
    with pytest.raises(VaultKeyError):
        Pseudonymiser(wrong, SCOPE).replace("Ann Lee", NAME)
    assert Restorer(Vault(store_of(), key=KEY).open(SCOPE)).restore(token) == "John Smith"


def test_a_new_key_takes_over(store_of: Callable[[], VaultStore]) -> None:
    """After a change of keys old conversations are read, and with the next token written anew."""
    new = secrets.token_bytes(32)
    first = Pseudonymiser(Vault(store_of(), key=KEY), SCOPE).replace("John Smith", NAME)
    Pseudonymiser(Vault(store_of(), key=new, old_keys=[KEY]), SCOPE).replace("Ann Lee", NAME)
    assert first is not None
    assert Restorer(Vault(store_of(), key=new).open(SCOPE)).restore(first) == "John Smith"


def test_values_lie_sealed(store_of: Callable[[], VaultStore]) -> None:
    """What a store gets to see holds no value."""
    store = store_of()
    Pseudonymiser(Vault(store, key=KEY), SCOPE).replace("John Smith", NAME)
    blob = store.get(SCOPE.name)
    assert blob is not None
    assert b"Smith" not in blob
    assert b"NAME" not in blob


def test_waits_for_every_store_but_memory(store: VaultStore) -> None:
    """An event loop can tell whether it must use a thread."""
    assert Vault(store, key=KEY).blocking == (not isinstance(store, MemoryStore))
    assert not Vault().blocking


@pytest.mark.parametrize(
    "options",
    [
        {"max_entries": 0},
        {"max_bytes": 0},
        {"codes": "rot13"},
        {"codes": "hmac"},
        {"codes": "hmac", "code_key": b"short"},
        {"codes": "siv", "code_key": b"k" * 32},
        {"codes": "random", "code_key": b"k" * 32},
        {"key": b"short"},
    ],
)
def test_options_are_checked_at_the_start(options: dict[str, Any]) -> None:
    """A mistake is told where it is made, not at the first request."""
    with pytest.raises(ConfigurationError):
        Vault(**options)


def everything() -> list[object]:
    vault = Vault(key=KEY, codes="hmac", code_key=KEY)
    pseudonymiser = Pseudonymiser(vault, SCOPE)
    pseudonymiser.replace("John Smith", NAME)
    drawer = pseudonymiser.drawer
    restorer = Restorer(drawer)
    stream = restorer.stream()
    stream.feed("[NAME_k7")
    entry = drawer.only("NAME")
    assert entry is not None
    store = MemoryStore()
    Pseudonymiser(Vault(store), SCOPE).replace("John Smith", NAME)
    return [
        *(vault, drawer, pseudonymiser, restorer, stream, entry, store, drawer.codes),
        *(drawer._entries, drawer._shelf, vault._sealer),
    ]


@pytest.mark.parametrize("thing", everything(), ids=lambda thing: type(thing).__name__)
def test_shows_no_value(thing: object, caplog: pytest.LogCaptureFixture) -> None:
    """No way to print, log, format, pickle or copy it gives away a value, a key or a tenant."""
    logging.getLogger("test").warning("%s %r", thing, thing, extra={"thing": thing})
    shown = f"{thing} {thing!r} {[thing]} {caplog.text} {caplog.records[0].thing}"  # type: ignore[attr-defined]
    assert f"<{type(thing).__name__}>" in shown
    assert not any(secret in shown for secret in ("John", "Smith", "clinic", "thread-1", repr(KEY)))
    for take in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="not pickled or copied"):
            take(thing)
