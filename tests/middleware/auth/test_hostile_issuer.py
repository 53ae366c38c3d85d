"""Issuers that publish anything, at any pace, to any number of event loops."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from jwt.algorithms import RSAAlgorithm

from asgi_agent.middleware.auth import JWKS, JWTAuthMiddleware
from tests.middleware.auth.app import Recorder, ask_with
from tests.middleware.auth.issuer import key_server, rsa_pair, token

if TYPE_CHECKING:
    from collections.abc import Iterator


def guarded(url: str, *algorithms: str, timeout: float = 5.0) -> JWTAuthMiddleware:
    """An application that takes the tokens of an issuer."""
    keys = JWKS(url, cooldown=0, timeout=timeout)
    return JWTAuthMiddleware(Recorder(), key=keys, algorithms=algorithms or ("RS256",))


def signed(algorithm: str = "RS256") -> str:
    """A token of the issuer's key."""
    return token(rsa_pair().private, algorithm, {"kid": "k0"})


@contextmanager
def saying(answer: bytes, *, then: bytes = b"") -> Iterator[str]:
    """The URL of a server that says this to the first connection, and then the rest, a byte at a time."""
    over = threading.Event()

    def converse() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(65536)
            connection.sendall(answer)
            for byte in then:
                if over.wait(0.05):
                    return
                connection.sendall(bytes([byte]))

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=converse)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}/jwks.json"
        finally:
            over.set()
            thread.join()


@pytest.mark.parametrize(
    "broken",
    [
        {"kid": ["k"]},
        {"kid": "other", "n": 5},
        {"kid": "other", "n": "!"},
        {"kid": "other", "kty": []},
        {"kid": "other", "alg": "none"},
        {"kid": "other", "kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"},
    ],
)
async def test_a_broken_key_spoils_no_other(broken: dict[str, Any]) -> None:
    """It is left out of the set."""
    good = rsa_pair().jwk("k0")
    with key_server() as server:
        server.publish({**good, **broken}, good)
        assert (await ask_with(guarded(server.url), signed())).status == 200


@pytest.mark.parametrize(
    "answer",
    [
        b"what?\r\n\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\n\r\n" + b"[" * 100_000,
        b"HTTP/1.1 200 OK\r\nx: " + b"a" * 70_000 + b"\r\n\r\n",
        b"",
    ],
)
async def test_an_answer_that_is_none_is_an_outage(answer: bytes) -> None:
    """503, and no exception of the library that reads it."""
    with saying(answer) as url:
        assert (await ask_with(guarded(url), signed())).status == 503


async def test_an_answer_that_trickles_is_an_outage() -> None:
    """The time-out is for the fetch, not for each piece of it."""
    with saying(b"HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\n", then=b" " * 900) as url:
        app = guarded(url, timeout=0.3)
        assert (await asyncio.wait_for(ask_with(app, signed()), 10)).status == 503


async def test_a_head_that_trickles_is_an_outage() -> None:
    """For whoever waits, and no thread is left with it."""
    with saying(b"HTTP/1.1 200 OK\r\nx-slow: ", then=b"x" * 900) as url:
        app = guarded(url, timeout=0.3)
        answers = await asyncio.wait_for(asyncio.gather(*(ask_with(app, signed()) for _ in range(3))), 10)
        assert [answer.status for answer in answers] == [503] * 3
        for fetching in [each for each in threading.enumerate() if each.name == "asgi-agent jwks"]:
            await asyncio.to_thread(fetching.join, 10)
            assert not fetching.is_alive()


async def test_a_private_key_that_is_published_is_good_for_nothing() -> None:
    """Anybody could sign with it."""
    private = json.loads(RSAAlgorithm.to_jwk(rsa_pair().key))
    with key_server() as server:
        server.publish({**private, "kid": "k0"}, rsa_pair(1).jwk("k1"))
        app = guarded(server.url)
        assert (await ask_with(app, signed())).status == 401
        good = token(rsa_pair(1).private, "RS256", {"kid": "k1"})
        assert (await ask_with(app, good)).status == 200


@pytest.mark.parametrize(
    ("named", "used", "status"),
    [(None, "RS512", 200), (None, "PS256", 200), ("RS256", "RS512", 401), ("RS512", "RS512", 200)],
)
async def test_a_key_may_leave_its_algorithm_out(named: str | None, used: str, status: int) -> None:
    """Then it is for each that the application takes; one that names it is for that alone."""
    key = {name: value for name, value in rsa_pair().jwk("k0").items() if name != "alg"}
    with key_server() as server:
        server.publish({**key, "alg": named} if named else key)
        assert (await ask_with(guarded(server.url, "RS512", "PS256", "RS256"), signed(used))).status == status


def test_event_loops_share_one_fetch() -> None:
    """None is told that the keys are out of reach while another fetches them."""
    statuses: list[int | None] = []
    with key_server() as server:
        server.publish(rsa_pair().jwk("k0"))
        app = JWTAuthMiddleware(Recorder(), key=JWKS(server.url), algorithms=["RS256"])
        together, good = threading.Barrier(4), signed()

        def serve() -> None:
            together.wait()
            statuses.append(asyncio.run(ask_with(app, good)).status)

        threads = [threading.Thread(target=serve) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert (statuses, server.requests) == ([200] * 4, 1)
