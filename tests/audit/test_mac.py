from __future__ import annotations

import hmac

import pytest

from asgi_agent.audit.mac import EPOCH, MacKey, Ratchet, epoch_of

KEY = bytes(range(32))


def test_records_of_an_epoch_share_a_key() -> None:
    """So many of them."""
    assert [epoch_of(seq) for seq in (1, EPOCH, EPOCH + 1, 2 * EPOCH, 2 * EPOCH + 1)] == [0, 0, 1, 1, 2]


def test_a_mac_is_that_of_the_key_of_its_epoch() -> None:
    """Each key is made of the one before it."""
    ratchet, second = Ratchet(KEY), hmac.digest(hmac.digest(KEY, b"next", "sha256"), b"next", "sha256")
    assert ratchet.mac(1, b"text") == hmac.new(KEY, b"text", "sha256").hexdigest()
    assert ratchet.mac(2 * EPOCH + 1, b"text") == hmac.new(second, b"text", "sha256").hexdigest()
    assert (ratchet.key, ratchet.epoch) == (second, 2)


def test_a_key_does_not_go_back() -> None:
    """What came before it cannot be signed any more, by nobody."""
    ratchet = Ratchet(KEY)
    ratchet.mac(EPOCH + 1, b"text")
    with pytest.raises(ValueError, match="the MAC key of epoch 0 is gone"):
        ratchet.mac(EPOCH, b"text")


def test_a_key_is_kept_as_it_was_given() -> None:
    """With its epoch and its log."""
    key = MacKey(KEY.hex(), 3, "audit")
    assert MacKey.parse(key.to_bytes()) == key
    assert MacKey.parse(MacKey(KEY.hex()).to_bytes() + b" " * 100) == MacKey(KEY.hex(), 0, None)
