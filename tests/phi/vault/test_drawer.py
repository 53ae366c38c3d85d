from __future__ import annotations

import secrets
import threading
from typing import TYPE_CHECKING

import pytest

from asgi_agent.phi.normal import normalise
from asgi_agent.phi.vault import MemoryStore, Vault, VaultBusyError, VaultError, VaultScope
from asgi_agent.phi.vault.entries import Entry

if TYPE_CHECKING:
    from collections.abc import Callable

    from asgi_agent.phi.vault import VaultStore
    from asgi_agent.phi.vault.drawer import Drawer

SCOPE = VaultScope("clinic", "thread-1")
KEY = secrets.token_bytes(32)


@pytest.fixture
def process(store_of: Callable[[], VaultStore]) -> Callable[[], Drawer]:
    """A function that gives the conversation's drawer as a further process would have it."""

    def drawer() -> Drawer:
        return Vault(store_of(), key=KEY).open(SCOPE)

    return drawer


def name(drawer: Drawer, value: str) -> Entry:
    entry = drawer.entry("NAME", value, normalise(value, "NAME"))
    assert entry is not None
    return entry


def test_one_identifier_has_one_entry(process: Callable[[], Drawer]) -> None:
    """Every spelling gets the entry of the first."""
    drawer = process()
    assert name(drawer, "JOHN SMITH") is name(drawer, "John  Smith") is not name(drawer, "Ann Lee")


def test_what_is_saved_is_known_to_the_next_process(process: Callable[[], Drawer]) -> None:
    """A token that has left can be restored by another process, or after this one has died."""
    first = process()
    entry = name(first, "John Smith")
    assert first.save([entry])
    found = process().find("NAME", entry.code)
    assert found is not None
    assert found.value == "John Smith"


def test_what_is_not_saved_is_known_to_nobody(process: Callable[[], Drawer]) -> None:
    """Making a token writes nothing yet."""
    entry = name(process(), "John Smith")
    assert process().find("NAME", entry.code) is None


def test_saving_what_is_stored_writes_nothing() -> None:
    """A conversation that brings nothing new costs a reading and no writing."""
    store = MemoryStore()
    drawer = Vault(store).open(SCOPE)
    entry = name(drawer, "John Smith")
    drawer.save([entry])
    blob = store.get(SCOPE.name)
    store.put(SCOPE.name, b"untouched", blob)
    assert drawer.save([entry])
    assert store.get(SCOPE.name) == b"untouched"


def test_tokens_of_two_processes_both_last(process: Callable[[], Drawer]) -> None:
    """Two that start from the same state lose nothing of one another's."""
    first, second = process(), process()
    one, two = name(first, "John Smith"), name(second, "Ann Lee")
    assert first.save([one])
    assert second.save([two])
    third = process()
    assert third.find("NAME", one.code) is not None
    assert third.find("NAME", two.code) is not None


def test_an_identifier_that_another_process_has_named_is_told(process: Callable[[], Drawer]) -> None:
    """Of two that name the same patient at once the later makes its text again, with the first's token."""
    first, second = process(), process()
    one, two = name(first, "John Smith"), name(second, "JOHN SMITH")
    assert first.save([one])
    assert not second.save([two])
    assert second.find("NAME", two.code) is None
    assert name(second, "JOHN SMITH").code == one.code
    assert second.save([name(second, "JOHN SMITH")])
    assert len(process()) == 1


def test_a_code_that_another_process_took_is_told(process: Callable[[], Drawer]) -> None:
    """Where chance gave one code to two identifiers, whoever is later must make its text again."""
    first, second = process(), process()
    theirs, ours = Entry("NAME", "k7f3", "Ann Lee", "ann lee"), Entry("NAME", "k7f3", "John", "john")
    assert first.put(theirs) is theirs
    assert second.put(ours) is ours
    assert first.save([theirs])
    assert not second.save([ours])
    found = second.find("NAME", "k7f3")
    assert found is not None
    assert found.value == "Ann Lee"


def test_a_deleted_conversation_is_gone_for_every_process(process: Callable[[], Drawer]) -> None:
    """Deleting takes all values away, and nobody who still had them brings them back."""
    first, second = process(), process()
    one = name(first, "John Smith")
    first.save([one])
    second.refresh()
    first.clear()
    assert len(first) == 0
    assert second.save([name(second, "Ann Lee")])
    assert second.find("NAME", one.code) is None
    assert process().find("NAME", one.code) is None


def test_work_on_what_is_deleted_meanwhile_is_done_again(
    process: Callable[[], Drawer],
) -> None:
    """A text with tokens that were just deleted does not leave."""
    drawer = process()
    entry = name(drawer, "John Smith")
    drawer.clear()
    assert not drawer.save([entry])


def test_has_limits(process: Callable[[], Drawer]) -> None:
    """A full drawer gives no entry to what is new, counts it, and keeps what it has."""
    for limits in ({"max_entries": 2}, {"max_bytes": 24}):
        drawer = Vault(**limits).open(SCOPE)  # type: ignore[arg-type]
        first = name(drawer, "John Smith")
        name(drawer, "Ann")
        assert drawer.entry("NAME", "Bob Dylan Thomas", "bob") is None
        assert drawer.put(Entry("NAME", "k7f3", "Bob Dylan Thomas", "bob")) is None
        assert drawer.refused == 2
        assert name(drawer, "John Smith") is first


def test_a_code_that_is_taken_is_not_given_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where chance gives a code twice, the next one is drawn."""
    drawn = iter("k7f3k7f3k7f3x9q2")
    monkeypatch.setattr(secrets, "choice", lambda characters: next(drawn))
    drawer = Vault().open(SCOPE)
    assert [name(drawer, value).code for value in ("John", "Ann")] == ["k7f3", "x9q2"]


def test_finds_a_token_under_its_own_label_alone() -> None:
    """A code under another label is no token."""
    drawer = Vault().open(SCOPE)
    assert drawer.find("SSN", name(drawer, "John Smith").code) is None


def test_knows_the_only_one_of_its_kind() -> None:
    """There is an only name while there is one, and no longer."""
    drawer = Vault().open(SCOPE)
    entry = name(drawer, "John Smith")
    assert drawer.only("NAME") is entry
    assert drawer.only("SSN") is None
    name(drawer, "Ann Lee")
    assert drawer.only("NAME") is None


class Contested(MemoryStore):
    """A store in which somebody else is always quicker."""

    def put(self, name: str, blob: bytes, previous: bytes | None) -> bool:
        super().put(name, b'{"version":1,"entries":[]}' + b" " * secrets.randbelow(99), previous)
        return False


def test_gives_up_in_the_end() -> None:
    """A store that never lets anything through is an error, not a loop."""
    drawer = Vault(Contested()).open(SCOPE)
    with pytest.raises(VaultBusyError):
        drawer.save([name(drawer, "John Smith")])


class Failing(MemoryStore):
    """A store whose disk is full."""

    def put(self, name: str, blob: bytes, previous: bytes | None) -> bool:
        raise VaultError("full")


def test_what_could_not_be_stored_is_stored_later() -> None:
    """A failed writing leaves the entries new, so that the next one has them."""
    store = Failing()
    drawer = Vault(store).open(SCOPE)
    entry = name(drawer, "John Smith")
    with pytest.raises(VaultError, match="full"):
        drawer.save([entry])
    store.put = super(Failing, store).put  # type: ignore[method-assign]
    assert drawer.save([entry])
    assert Vault(store).open(SCOPE).find("NAME", entry.code) is not None


def test_many_threads_agree_on_one_code(process: Callable[[], Drawer]) -> None:
    """However many make the same token at once, it is one."""
    drawer, codes, start = process(), set(), threading.Barrier(8)

    def work() -> None:
        start.wait()
        for value in ("John Smith", "Ann Lee", "Bob"):
            entry = name(drawer, value)
            assert drawer.save([entry])
            codes.add((value, entry.code))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(codes) == 3
    again = process()
    assert all(again.find("NAME", code) for _, code in codes)
