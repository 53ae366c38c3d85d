"""What processes that share a Redis count together: requests in a time, and how many are open."""

from __future__ import annotations

import asyncio
import shutil
import socket
import subprocess
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import coredis
import pytest
from limits.storage import storage_from_string

from asgi_agent.middleware._open_requests import SharedPlaces
from asgi_agent.middleware.rate_limit import RateLimitMiddleware
from asgi_agent.testing import ASGIConnection, ASGIValidator, http_scope, run_http, websocket_scope
from tests.middleware.auth.app import Recorder, handshake
from tests.servers import HOST, free_port

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from limits.aio.storage import RedisStorage

PATIENCE = 30.0
CALLER = "address:127.0.0.1"

# A worker that takes the only place of a caller, says so, and goes on until it is killed.
WORKER = """
import asyncio, sys
from limits.storage import storage_from_string
from asgi_agent.middleware import _open_requests

async def main():
    places = _open_requests.SharedPlaces(1, storage_from_string("async+" + sys.argv[1]))
    _open_requests.LEASE = 2.0
    print(await places.take("k") is not None, flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Redis server of Debian's package; its URI."""
    program = shutil.which("redis-server")
    assert program is not None, "redis-server is needed: apt-get install redis-server"
    port, directory = free_port(), str(tmp_path_factory.mktemp("redis"))
    options = ["--port", str(port), "--bind", HOST, "--save", "", "--dir", directory]
    process = subprocess.Popen([program, *options], stdout=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + PATIENCE
        while True:
            with suppress(OSError):
                socket.create_connection((HOST, port), 1.0).close()
                break
            assert time.monotonic() < deadline, "redis-server took no connection"
            time.sleep(0.05)
        yield f"redis://{HOST}:{port}"
    finally:
        process.terminate()
        process.wait(PATIENCE)


@pytest.fixture
async def redis(server: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[str]:
    """The same, with nothing in it; whoever connects to it is disconnected at the end."""
    clients: list[Any] = []
    connected = coredis.Redis.from_url

    def from_url(*arguments: Any, **options: Any) -> Any:
        clients.append(connected(*arguments, **options))
        return clients[-1]

    monkeypatch.setattr(coredis.Redis, "from_url", from_url)
    await coredis.Redis.from_url(server).flushall()
    yield server
    for client in clients:
        client.connection_pool.disconnect()
    await asyncio.sleep(0)  # in which the transports close


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that is busy with other things is not a Redis out of reach."""
    monkeypatch.setattr("asgi_agent.middleware.rate_limit.STORAGE_TIMEOUT", PATIENCE)
    monkeypatch.setattr("asgi_agent.middleware._open_requests.PATIENCE", PATIENCE)


def shared(uri: str, limit: int = 1) -> SharedPlaces:
    """Places as a worker of its own has them."""
    storage: RedisStorage = storage_from_string(f"async+{uri}")  # type: ignore[assignment]
    return SharedPlaces(limit, storage)


async def until(holds: Callable[[], Any]) -> None:
    """Wait for what comes with time."""
    deadline = time.monotonic() + PATIENCE
    while not await holds():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.02)


async def ask(app: RateLimitMiddleware) -> int | None:
    """The status of a GET's answer."""
    return (await run_http(ASGIValidator(app), http_scope("/", client=("127.0.0.1", 1)))).status


async def endless(scope: Any, receive: Any, send: Any) -> None:
    """Begin an answer, or accept, and go on until the client has left."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
    else:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"x", "more_body": True})
    while (await receive())["type"] not in ("http.disconnect", "websocket.disconnect"):
        pass


async def test_processes_count_together(redis: str) -> None:
    """Two middlewares, as in two workers, see the same caller; requests at once are counted once each."""
    # A request that makes the client load a script into Redis may count twice there.
    warm = RateLimitMiddleware(Recorder(), storage=redis, key=lambda scope: "another")
    assert await ask(warm) == 200
    one, two = (RateLimitMiddleware(Recorder(), limit="5/minute", storage=redis) for _ in range(2))
    answers = await asyncio.gather(*(ask(app) for _ in range(6) for app in (one, two)))
    assert sorted(filter(None, answers)) == [200] * 5 + [429] * 7


async def test_places_that_are_taken_at_once_are_taken_once_each(redis: str) -> None:
    """Also where Redis, started anew, does not know how to yet."""
    await coredis.Redis.from_url(redis).script_flush()
    workers = [shared(redis, limit=3) for _ in range(2)]
    leases = await asyncio.gather(*(worker.take("k") for _ in range(5) for worker in workers))
    assert sum(lease is not None for lease in leases) == 3
    for lease in filter(None, leases):
        await lease.end()
    assert await coredis.Redis.from_url(redis).keys() == set()


async def test_a_caller_has_so_many_open_in_all_workers_together(redis: str) -> None:
    """Streams and sockets; and room for others where they end, of which nothing stays behind."""
    options: dict[str, Any] = {"limit": None, "concurrency": 2, "storage": redis}
    one, two = RateLimitMiddleware(endless, **options), RateLimitMiddleware(endless, **options)
    three = RateLimitMiddleware(Recorder(), **options)
    caller: dict[str, Any] = {"client": ("127.0.0.1", 1)}
    async with (
        ASGIConnection(one, http_scope("/", **caller)) as first,
        ASGIConnection(two, websocket_scope("/", **caller)) as second,
    ):
        await first.get()
        await second.put({"type": "websocket.connect"})
        await second.get()
        assert await ask(three) == 429
        assert (await handshake(three, websocket_scope("/", **caller)))["status"] == 429
        await second.disconnect()
        await second.wait()
        assert [await ask(three) for _ in range(3)] == [200] * 3
        await first.disconnect()
        await first.wait()
    assert await coredis.Redis.from_url(redis).keys() == set()


async def test_a_place_is_free_before_the_last_byte(redis: str) -> None:
    """A caller who asks one thing after the other is never refused, whichever worker answers."""
    options: dict[str, Any] = {"limit": None, "concurrency": 1, "storage": redis}
    one, two = RateLimitMiddleware(Recorder(), **options), RateLimitMiddleware(Recorder(), **options)
    async with ASGIConnection(one, http_scope("/", client=("127.0.0.1", 1))) as connection:
        assert (await connection.get())["status"] == 200
        assert (await connection.get()).get("more_body", False) is False
        assert await ask(two) == 200
    for _ in range(20):
        assert await ask(one) == 200
        assert await ask(two) == 200


async def test_a_request_that_is_cancelled_gives_its_place_back(redis: str) -> None:
    """As servers do with those whose clients have left."""
    app = RateLimitMiddleware(endless, limit=None, concurrency=1, storage=redis)
    for _ in range(3):
        async with ASGIConnection(app, http_scope("/", client=("127.0.0.1", 1))) as connection:
            assert (await connection.get())["status"] == 200
        places = shared(redis)

        async def free(places: SharedPlaces = places) -> bool:
            lease = await places.take(CALLER)
            if lease is not None:
                await lease.end()
            return lease is not None

        await until(free)


async def test_a_worker_that_is_killed_holds_its_places_for_a_while_alone(redis: str) -> None:
    """Nobody needs to clear up behind it; as long as it lives, they are its own."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", WORKER, redis, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    places = shared(redis)
    try:
        assert (await process.stdout.readline()).strip() == b"True"
        assert await places.take("k") is None
    finally:
        process.kill()
        await process.wait()

    async def free() -> bool:
        return await places.take("k") is not None

    await until(free)
    assert not await free()


async def test_a_place_is_kept_for_as_long_as_it_is_needed(
    redis: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its lease is renewed again and again, and no more when the request has ended."""
    monkeypatch.setattr("asgi_agent.middleware._open_requests.LEASE", 0.3)
    client = coredis.Redis.from_url(redis)
    places = shared(redis)
    lease = await places.take("k")
    assert lease is not None
    ends: set[float | None] = set()

    async def renewed() -> bool:
        ends.add(await client.zscore(lease.key, lease.name))
        return len(ends - {None}) > 3

    await until(renewed)
    lease._renewal = places.spawn(places.renew(lease))  # one under way takes nothing that was given back
    await lease.end()
    assert await client.keys() == set()
    await asyncio.sleep(0.3)
    assert await client.keys() == set()


@pytest.mark.parametrize(("on_failure", "statuses"), [("open", [200, 429]), ("closed", [503, 503])])
async def test_without_the_storage_each_process_counts_by_itself(
    on_failure: Any, statuses: list[int]
) -> None:
    """Or nobody is let in, as the host says."""
    options: dict[str, Any] = {"limit": None, "concurrency": 1, "on_failure": on_failure}
    app = RateLimitMiddleware(endless, storage=f"redis://{HOST}:{free_port()}", **options)
    scope = http_scope("/", client=("127.0.0.1", 1))
    async with ASGIConnection(app, scope, timeout=PATIENCE) as first:
        begun = await first.get()
        assert [begun["status"], await ask(app)] == statuses
