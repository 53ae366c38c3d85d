"""Keys that an issuer publishes: fetched, kept, rotated, out of reach."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from asgi_agent.errors import ConfigurationError
from asgi_agent.middleware.auth import JWKS, JWTAuthMiddleware
from tests.middleware.auth.app import Recorder, ask_with
from tests.middleware.auth.issuer import KeyServer, key_server, rsa_pair, token

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def server() -> Iterator[KeyServer]:
    with key_server() as served:
        served.publish(rsa_pair(0).jwk("k0"))
        yield served


def signed(number: int = 0, kid: str | None = "k0", **claims: object) -> str:
    """A token of one of the issuer's keys."""
    return token(rsa_pair(number).private, "RS256", {"kid": kid} if kid else None, **claims)


def guarded(
    server: KeyServer, *, lifespan: float = 300, stale: float = 3600, cooldown: float = 0
) -> JWTAuthMiddleware:
    """An application that takes the issuer's tokens."""
    keys = JWKS(server.url, lifespan=lifespan, stale=stale, cooldown=cooldown)
    return JWTAuthMiddleware(Recorder(), key=keys, algorithms=["RS256"])


async def test_keys_are_fetched_once_for_many(server: KeyServer) -> None:
    """A hundred requests at once wait for one fetch."""
    app, good = guarded(server), signed()
    answers = await asyncio.gather(*(ask_with(app, good) for _ in range(100)))
    assert {answer.status for answer in answers} == {200}
    assert server.requests == 1


async def test_a_rotated_key_is_found_under_load(server: KeyServer) -> None:
    """The new key works with the first token that names it, and the one withdrawn no longer does."""
    app = guarded(server)
    assert (await ask_with(app, signed())).status == 200
    server.publish(rsa_pair(1).jwk("k1"))
    good = signed(1, "k1")
    answers = await asyncio.gather(*(ask_with(app, good) for _ in range(20)))
    assert {answer.status for answer in answers} == {200}
    assert server.requests == 2
    assert (await ask_with(app, signed())).status == 401


async def test_made_up_key_ids_do_not_become_requests(server: KeyServer) -> None:
    """Not more often than the cooldown allows."""
    app = guarded(server, cooldown=60)
    for number in range(5):
        assert (await ask_with(app, signed(0, f"made-up-{number}"))).status == 401
    assert server.requests == 1
    assert (await ask_with(app, signed())).status == 200


async def test_without_a_kid_the_only_key_is_meant(server: KeyServer) -> None:
    """With two there is no telling."""
    app = guarded(server)
    assert (await ask_with(app, signed(kid=None))).status == 200
    server.publish(rsa_pair(0).jwk("k0"), rsa_pair(1).jwk("k1"))
    app = guarded(server)
    assert (await ask_with(app, signed(kid=None))).status == 401


async def test_a_key_id_that_is_unknown_in_an_outage_is_nobodys_fault(server: KeyServer) -> None:
    """503, as it may be that of a new key; 401 as soon as the issuer can be asked again."""
    app = guarded(server)
    assert (await ask_with(app, signed())).status == 200
    server.status = 500
    assert (await ask_with(app, signed(1, "k1"))).status == 503
    assert (await ask_with(app, signed())).status == 200
    server.status = 200
    assert (await ask_with(app, signed(1, "k1"))).status == 401


async def test_an_outage_is_bridged_with_the_old_keys(server: KeyServer) -> None:
    """For a while; nobody waits for an issuer that is gone."""
    app = guarded(server, lifespan=0)
    assert (await ask_with(app, signed())).status == 200
    server.status = 500
    for _ in range(3):
        assert (await ask_with(app, signed())).status == 200


async def test_keys_that_are_too_old_are_not_used(server: KeyServer) -> None:
    """Whether the token is good cannot be told then, which is no fault of the caller's."""
    app = guarded(server, lifespan=0, stale=0)
    server.status = 500
    answer = await ask_with(app, signed())
    assert answer.status == 503
    assert answer.header("retry-after") == ["1"]
    server.status = 200
    app = guarded(server)
    assert (await ask_with(app, signed())).status == 200


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b'{"keys": []}', b'{"keys": [7, {}]}', b"\xff", b"x" * 2_000_000], ids=len
)
async def test_what_is_no_key_set_changes_nothing(server: KeyServer, body: bytes) -> None:
    """The keys that were good stay good, and of others nothing can be told."""
    app = guarded(server)
    assert (await ask_with(app, signed())).status == 200
    server.body = body
    assert (await ask_with(app, signed(0, "unknown"))).status == 503
    assert server.requests == 2
    assert (await ask_with(app, signed())).status == 200


async def test_a_shared_secret_is_not_taken_from_a_set(server: KeyServer) -> None:
    """What is published is no secret."""
    secret = {
        "kty": "oct",
        "k": "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA",
        "kid": "k0",
        "alg": "HS256",
    }
    server.publish(secret, rsa_pair(1).jwk("k1"))
    app = JWTAuthMiddleware(Recorder(), key=JWKS(server.url, cooldown=0), algorithms=["HS256", "RS256"])
    bad = token("secret-secret-secret-secret-secret", headers={"kid": "k0"})
    assert (await ask_with(app, bad)).status == 401


async def test_a_redirect_is_not_followed(server: KeyServer) -> None:
    """The keys are where the host said, or nowhere."""
    with key_server() as elsewhere:
        elsewhere.publish(rsa_pair(0).jwk("k0"))
        server.status, server.location = 302, elsewhere.url
        assert (await ask_with(guarded(server), signed())).status == 503
        assert elsewhere.requests == 0


@pytest.mark.parametrize("url", ["http://id.example/keys", "file:///etc/passwd", "ftp://x/y", "keys.json"])
def test_keys_come_over_https(url: str) -> None:
    """Or from this machine."""
    with pytest.raises(ConfigurationError, match="https"):
        JWKS(url)
