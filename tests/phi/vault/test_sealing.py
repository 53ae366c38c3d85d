from __future__ import annotations

import secrets
import sys
from typing import TYPE_CHECKING

import pytest

from asgi_agent.errors import ConfigurationError, MissingDependencyError
from asgi_agent.phi.vault import Vault, VaultDamagedError, VaultKeyError
from asgi_agent.phi.vault.sealing import Sealer

if TYPE_CHECKING:
    from asgi_agent.phi.vault import VaultStore

KEY, OTHER_KEY = secrets.token_bytes(32), secrets.token_bytes(32)


def test_opens_what_it_sealed() -> None:
    """What goes in comes out."""
    assert Sealer(KEY).open(Sealer(KEY).seal(b"John Smith", "a"), "a") == b"John Smith"


def test_shows_nothing_of_what_it_sealed() -> None:
    """Neither the value nor that two blobs are of the same value can be seen."""
    first, second = Sealer(KEY).seal(b"John Smith", "a"), Sealer(KEY).seal(b"John Smith", "a")
    assert b"John" not in first
    assert first[24:] != second[24:]


def test_another_key_is_an_error_of_its_own() -> None:
    """Whoever gave the wrong key is told so, and not that the data is damaged."""
    with pytest.raises(VaultKeyError, match="another key"):
        Sealer(OTHER_KEY).open(Sealer(KEY).seal(b"John Smith", "a"), "a")


def test_an_old_key_still_opens() -> None:
    """After a change of keys, what is old is read with the old one and written with the new one."""
    changed = Sealer(OTHER_KEY, [KEY])
    assert changed.open(Sealer(KEY).seal(b"John Smith", "a"), "a") == b"John Smith"
    assert Sealer(OTHER_KEY).open(changed.seal(b"John Smith", "a"), "a") == b"John Smith"


def test_a_blob_belongs_to_its_conversation() -> None:
    """A blob that was moved to another conversation's place is not believed."""
    with pytest.raises(VaultDamagedError):
        Sealer(KEY).open(Sealer(KEY).seal(b"John Smith", "a"), "b")


def test_every_changed_byte_is_noticed() -> None:
    """No change goes through, wherever it is made."""
    sealed = Sealer(KEY).seal(b"John Smith", "a")
    for place in range(len(sealed)):
        changed = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]
        with pytest.raises((VaultDamagedError, VaultKeyError)):
            Sealer(KEY).open(changed, "a")


def test_every_shorter_blob_is_noticed() -> None:
    """A blob that was cut is damaged, wherever it was cut."""
    sealed = Sealer(KEY).seal(b"John Smith", "a")
    for length in range(len(sealed)):
        with pytest.raises((VaultDamagedError, VaultKeyError)):
            Sealer(KEY).open(sealed[:length], "a")


def test_the_key_may_come_from_a_callable() -> None:
    """A key that a secret manager keeps is asked for once."""
    asked: list[bytes] = []

    def key() -> bytes:
        asked.append(KEY)
        return KEY

    sealer = Sealer(key)
    assert sealer.open(sealer.seal(b"x", "a"), "a") == b"x"
    assert len(asked) == 1


@pytest.mark.parametrize("key", [b"", b"short", "k" * 32, b"k" * 31, b"k" * 33])
def test_a_key_is_32_bytes(key: bytes) -> None:
    """A key that is none is told at the start, and not shown."""
    with pytest.raises(ConfigurationError, match="32 random bytes") as raised:
        Sealer(key)
    assert "short" not in str(raised.value)
    with pytest.raises(ConfigurationError):
        Sealer(KEY, [key])


def test_names_the_extra_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without `cryptography` the message says what to install."""
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.ciphers.aead", None)
    with pytest.raises(MissingDependencyError, match=r"asgi-agent\[vault\]"):
        Sealer(KEY)


def test_what_lasts_must_be_sealed(store: VaultStore) -> None:
    """A vault refuses to write values in clear to anything but its own memory."""
    if store.volatile:
        Vault(store)
    else:
        with pytest.raises(ConfigurationError, match="sealed"):
            Vault(store)
