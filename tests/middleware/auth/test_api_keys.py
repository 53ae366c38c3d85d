"""Who gets in with an API key, and what is kept of one."""

from __future__ import annotations

import logging
import os
import statistics
import threading
import time
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asgi_agent.errors import ConfigurationError
from asgi_agent.identity import Principal
from asgi_agent.middleware.auth import APIKey, APIKeyMiddleware, KeyFile, new_key
from asgi_agent.middleware.auth import keys as keys_module
from asgi_agent.scope import AUTHENTICATION_KEY, PRINCIPAL_KEY
from asgi_agent.testing import websocket_scope
from tests.middleware.auth.app import Recorder, ask, ask_with, handshake

if TYPE_CHECKING:
    from pathlib import Path


def guarded(*entries: APIKey, app: Any = None, **options: Any) -> APIKeyMiddleware:
    """An application for the holders of these keys."""
    return APIKeyMiddleware(app or Recorder(), keys={entry.id: entry for entry in entries}, **options)


async def status(app: APIKeyMiddleware, key: str) -> int | None:
    """The answer to a request with that key."""
    return (await ask(app, ("x-api-key", key))).status


async def test_a_good_key_lets_its_principal_in() -> None:
    """With its scopes; the audit log gets the id of the key."""
    key, entry = new_key("billing", scopes=("read",), roles=("bot",), tenant="t")
    app = Recorder()
    assert await status(guarded(entry, app=app), key) == 200
    assert app.scope[PRINCIPAL_KEY] == Principal("billing", "service", ("bot",), ("read",), "t")
    assert app.scope[AUTHENTICATION_KEY] == ("api-key", entry.id)
    assert app.scope["auth"].scopes == ["read", "authenticated"]


async def test_a_key_may_come_as_a_bearer_token_or_a_subprotocol() -> None:
    """For clients that can send no header of their own."""
    key, entry = new_key("billing")
    assert (await ask_with(guarded(entry), key)).status == 200
    for name in ("bearer", "agentflow-bearer"):
        accepted = await handshake(guarded(entry), websocket_scope(subprotocols=[name, key]))
        assert accepted == {"type": "websocket.accept", "subprotocol": name}
    assert (await handshake(guarded(entry), websocket_scope()))["status"] == 401


async def test_two_credentials_are_refused() -> None:
    """The same key twice, or in two places."""
    key, entry = new_key("billing")
    twice = await ask(guarded(entry), ("x-api-key", key), ("x-api-key", key))
    both = await ask(guarded(entry), ("x-api-key", key), ("authorization", f"Bearer {key}"))
    assert twice.status == both.status == 401
    assert twice.header("www-authenticate") == ['Bearer realm="asgi-agent", error="invalid_request"']


async def test_without_a_key_the_challenge_says_what_is_wanted() -> None:
    """A request goes in as nobody's only where the host says so."""
    assert (await ask(guarded())).header("www-authenticate") == ['Bearer realm="asgi-agent"']
    assert (await ask(guarded(required=False))).status == 200
    assert await status(guarded(required=False), "ak_x_y") == 401


@settings(deadline=None)
@given(bad=st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), max_size=120))
async def test_anything_else_is_refused(bad: str) -> None:
    """No text makes the middleware fail, or lets anybody in."""
    _, entry = new_key("billing")
    assert await status(guarded(entry), bad) == 401


async def test_a_changed_key_is_refused() -> None:
    """One character of the secret, of the id, of the prefix; the hash itself is no key."""
    key, entry = new_key("billing")
    for place in (0, 5, len(key) - 1):
        changed = key[:place] + ("b" if key[place] != "b" else "c") + key[place + 1 :]
        assert await status(guarded(entry), changed) == 401
    for bad in (entry.hash, key.upper(), key + "=", key[:-1], f" {key[:-1]}"):
        assert await status(guarded(entry), bad) == 401


async def test_expired_and_revoked_keys_are_refused() -> None:
    """While another key of the same principal is good."""
    old, expired = new_key("billing", lifespan=-1)
    key, entry = new_key("billing", lifespan=60)
    assert await status(guarded(expired, entry), old) == 401
    assert await status(guarded(expired, entry), key) == 200


@pytest.mark.parametrize("asynchronous", [True, False])
async def test_keys_from_a_callable(asynchronous: bool) -> None:
    """A look-up in a database; it is asked for ids of the right form alone."""
    key, entry = new_key("billing")
    asked = []

    def find(key_id: str) -> APIKey | None:
        asked.append(key_id)
        return entry if key_id == entry.id else None

    async def find_later(key_id: str) -> APIKey | None:
        return find(key_id)

    app = APIKeyMiddleware(Recorder(), keys=find_later if asynchronous else find)
    assert await status(app, key) == 200
    assert await status(app, "'; DROP TABLE keys; --") == 401
    assert asked == [entry.id]


async def test_a_key_is_never_logged(caplog: pytest.LogCaptureFixture) -> None:
    """Neither a good one nor a bad one."""
    caplog.set_level(logging.DEBUG)
    key, entry = new_key("billing")
    await status(guarded(entry), key)
    await status(guarded(), key)
    assert key not in caplog.text
    assert key.split("_", 2)[2] not in caplog.text


def test_what_is_kept_is_no_key() -> None:
    """The secret has 256 bits, and its hash gives nothing of it away."""
    key, entry = new_key("billing")
    assert key not in repr(entry)
    assert key.split("_", 2)[2] not in repr(entry)
    assert entry.matches(key)
    assert len({new_key("x")[0] for _ in range(100)}) == 100


def test_a_wrong_secret_takes_as_long_wherever_it_is_wrong() -> None:
    """The comparison reads both to their ends: its time does not tell how far a guess is right."""
    key, entry = new_key("billing")
    early, late = key[:16] + ("A" if key[16] != "A" else "B") + key[17:], key[:-1] + "~"

    def seconds(guess: str) -> float:
        rounds = []
        for _ in range(200):
            started = time.thread_time()
            for _ in range(20):
                entry.matches(guess)
            rounds.append(time.thread_time() - started)
        return statistics.median(rounds)

    ratio = seconds(early) / seconds(late)
    assert 0.5 < ratio < 2


def test_a_file_of_keys_is_private_and_whole(tmp_path: Path) -> None:
    """Added to, revoked in, read back."""
    file = KeyFile(tmp_path / "keys.json")
    assert file.entries() == []
    _, first = new_key("a", scopes=("read",))
    _, second = new_key("b", lifespan=60)
    file.add(first)
    file.add(second)
    assert file.entries() == [first, second]
    assert os.stat(file.path).st_mode & 0o777 == 0o600
    revoked = file.revoke(first.id)
    assert revoked.revoked is not None
    assert not revoked.good(time.time())
    assert file.revoke(first.id).revoked == revoked.revoked
    with pytest.raises(ConfigurationError, match="no key"):
        file.revoke("nobody")


def test_keys_made_at_once_are_all_kept(tmp_path: Path) -> None:
    """Several commands write one file."""
    path = tmp_path / "keys.json"
    threads = [threading.Thread(target=lambda: KeyFile(path).add(new_key("a")[1])) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(KeyFile(path).entries()) == 8


async def test_a_running_server_notices_a_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new key works, a revoked one no longer does, and a broken file changes nothing."""
    monkeypatch.setattr(keys_module, "RECHECK", 0.0)
    file = KeyFile(tmp_path / "keys.json")
    old, entry = new_key("billing")
    file.add(entry)
    app = APIKeyMiddleware(Recorder(), keys=file.path)
    assert await status(app, old) == 200
    new, next_entry = new_key("billing")
    file.add(next_entry)
    assert [await status(app, old), await status(app, new)] == [200, 200]
    file.revoke(entry.id)
    assert [await status(app, old), await status(app, new)] == [401, 200]
    file.path.write_text("not json")
    assert await status(app, new) == 200
    file.path.unlink()
    assert await status(app, new) == 200


@pytest.mark.parametrize("content", [None, "", "{}", "[7]", '[{"id": "x"}]', '[{"key": "secret"}]'])
def test_a_file_that_holds_no_keys_is_refused_at_start(tmp_path: Path, content: str | None) -> None:
    """With its name, and without what stands in it."""
    path = tmp_path / "keys.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(ConfigurationError, match=r"keys\.json") as caught:
        APIKeyMiddleware(Recorder(), keys=path)
    assert "secret" not in str(caught.value)


def test_a_directory_is_no_file_of_keys(tmp_path: Path) -> None:
    """It is named as well."""
    with pytest.raises(ConfigurationError, match=tmp_path.name):
        APIKeyMiddleware(Recorder(), keys=tmp_path)


@pytest.mark.parametrize("options", [{"keys": 7}, {"keys": {}, "header": "a b"}, {"keys": {}, "realm": "é"}])
def test_what_cannot_work_is_refused_at_start(options: dict[str, Any]) -> None:
    """Not when the first request comes."""
    with pytest.raises(ConfigurationError):
        APIKeyMiddleware(Recorder(), **options)


def test_a_revocation_is_now(tmp_path: Path) -> None:
    """Also of a key that was to end later."""
    file = KeyFile(tmp_path / "keys.json")
    _, entry = new_key("u1")
    file.add(msgspec.structs.replace(entry, revoked=time.time() + 60))
    assert not file.revoke(entry.id).good(time.time())


async def test_a_file_that_breaks_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The keys stay as they were, and somebody can know."""
    monkeypatch.setattr("asgi_agent.middleware.auth.keys.RECHECK", 0.0)
    key, entry = new_key("u1")
    file = KeyFile(tmp_path / "keys.json")
    file.add(entry)
    assert file(entry.id) == entry
    file.path.write_bytes(b'[{"id": "\xff"}]')
    assert file(entry.id) == entry
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert key not in caplog.text


def test_a_hash_that_is_none_matches_nothing() -> None:
    """Whatever somebody wrote into the file."""
    key, entry = new_key("u1")
    assert not msgspec.structs.replace(entry, hash="sha256:é").matches(key)
