from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asgi_agent.phi.vault import VaultDamagedError
from asgi_agent.phi.vault.entries import Entries, Entry

texts = st.text(st.characters(codec=None), max_size=20)
rows = st.lists(st.tuples(texts, texts, texts, texts), unique_by=lambda row: row[1])


def facts(entries: Entries) -> list[tuple[str, str, str, str]]:
    return [(entry.label, entry.code, entry.value, entry.normal) for entry in entries]


@given(rows)
def test_reads_what_it_wrote(rows: list[tuple[str, str, str, str]]) -> None:
    """Entries come back as they were, in their order, lone surrogates and all."""
    entries = Entries(Entry(*row) for row in rows)
    again = Entries.decode(entries.encode())
    assert facts(again) == rows
    assert again.size == entries.size


def test_finds_an_entry_by_code_and_by_identifier() -> None:
    """Both ways lead to the same entry, and no other label does."""
    entry = Entry("NAME", "k7f3", "John Smith", "john smith")
    entries = Entries([entry])
    assert entries.of_code("k7f3") is entry
    assert entries.of_value("NAME", "john smith") is entry
    assert entries.of_value("LOCATION", "john smith") is None


def test_a_code_stands_for_one_identifier() -> None:
    """A second identifier does not get a code that is taken."""
    first, second = Entry("NAME", "k7f3", "John Smith", "john smith"), Entry("NAME", "k7f3", "Ann", "ann")
    entries = Entries([first])
    assert not entries.add(second)
    assert entries.add(Entry("NAME", "k7f3", "John Smith", "john smith"))
    assert (entries.of_code("k7f3"), len(entries)) == (first, 1)


def test_an_identifier_may_have_two_codes() -> None:
    """Both are restored, and new text gets the first, after a round through the store as well."""
    entries = Entries([Entry("NAME", "k7f3", "John", "john"), Entry("NAME", "x9q2", "John", "john")])
    again = Entries.decode(entries.encode())
    found = again.of_value("NAME", "john")
    assert found is not None
    assert found.code == "k7f3"
    assert again.of_code("x9q2") is not None


@pytest.mark.parametrize(
    "blob",
    [
        b"",
        b"\xff",
        b"[]",
        b"{}",
        b'{"version":2,"entries":[]}',
        b'{"version":1,"entries":[["NAME","k7f3","John Smith"]]}',
        b'{"version":1,"entries":7}',
        b'{"version":1,"entries":[["NAME","k7f3",7,"John Smith"]]}',
    ],
)
def test_tells_what_it_did_not_write(blob: bytes) -> None:
    """A blob that is none is an error which quotes nothing of it."""
    with pytest.raises(VaultDamagedError) as raised:
        Entries.decode(blob)
    assert "John" not in str(raised.value)
    assert raised.value.__cause__ is None
    assert raised.value.__context__ is None


def test_size_counts_bytes() -> None:
    """What counts towards the limit is what is stored, not characters."""
    assert Entries([Entry("NAME", "k7f3", "é" * 10, "e")]).size == 24


def test_version_stands_in_the_blob() -> None:
    """A later version can tell what wrote a blob."""
    assert json.loads(Entries().encode())["version"] == 1
