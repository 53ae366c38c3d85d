"""What a graph knows of its caller never comes from another request, on one connection or on many.

Some servers begin a request in the context of the one before it on the same connection. A graph reads
`current_run()`, the request id and the principal from the context, before and after it has waited.
"""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from tests.matrix.wire import PATIENCE, client, run_body

if TYPE_CHECKING:
    from tests.servers import Server

USERS = ("anna", "bert", None, "carl", None, "dora")


def request_of(user: str | None, body: dict[str, Any], last: bool = False) -> bytes:
    """A request as it stands on the wire; `x-user` is what the host calls its authentication."""
    content = json.dumps(body).encode()
    lines = ["POST /graphs/whoami/invoke HTTP/1.1", "host: x", "content-type: application/json"]
    lines += [f"content-length: {len(content)}", f"connection: {'close' if last else 'keep-alive'}"]
    lines += [f"x-user: {user}", f"x-request-id: of-{user}"] if user else []
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content


def replies(raw: bytes) -> list[tuple[str, dict[str, Any]]]:
    """Request id and body of each response on a connection."""
    found = []
    while raw:
        head, _, rest = raw.partition(b"\r\n\r\n")
        lines = [line.partition(": ") for line in head.decode().splitlines()[1:]]
        headers = {name.lower(): value for name, _, value in lines}
        length = int(headers["content-length"])
        found.append((headers["x-request-id"], json.loads(rest[:length])))
        raw = rest[length:]
    return found


def check(user: str | None, request_id: str, reply: dict[str, Any]) -> None:
    """The graph saw this request and nothing of another, at every point."""
    before, after = reply["output"]["before"], reply["output"]["after"]
    assert before == after
    assert after["principal"] == user
    assert after["parent_request_id"] == (f"of-{user}" if user else None)
    assert after["request_id_in_context"] == after["request_id"] == request_id
    assert after["run_id"] == reply["run_id"]
    assert after["thread_id"] == reply["thread_id"]
    assert reply["output"]["echo"] == user


async def test_requests_of_one_connection_do_not_see_each_other(server: Server) -> None:
    """One after the other over keep-alive, authenticated and not, one of them with a large body."""
    async with client(server) as http:
        for user in USERS:
            headers = {"x-user": user, "x-request-id": f"of-{user}"} if user else {}
            filler = "x" * (400_000 if user == "bert" else 1)
            body = run_body(echo=user, filler=filler)
            response = await http.post("/graphs/whoami/invoke", json=body, headers=headers)
            check(user, response.headers["x-request-id"], response.json())


async def test_pipelined_requests_do_not_see_each_other(server: Server) -> None:
    """All of them sent at once over one connection, before the first is answered."""
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    bodies = [run_body(echo=user, seconds=0.01) for user in USERS]
    requests = [request_of(user, body) for user, body in zip(USERS, bodies, strict=True)]
    requests[-1] = request_of(USERS[-1], bodies[-1], last=True)
    writer.write(b"".join(requests))
    answered = replies(await asyncio.wait_for(reader.read(), PATIENCE))
    writer.close()
    await writer.wait_closed()
    assert len(answered) == len(USERS)
    for user, (request_id, reply) in zip(USERS, answered, strict=True):
        check(user, request_id, reply)


async def test_simultaneous_requests_do_not_see_each_other(server: Server) -> None:
    """Runs that wait at the same time each go on as themselves."""
    async with client(server) as http:

        async def one(user: str) -> None:
            body = run_body(echo=user, seconds=0.1)
            headers = {"x-user": user, "x-request-id": f"of-{user}"}
            response = await http.post("/graphs/whoami/invoke", json=body, headers=headers)
            check(user, response.headers["x-request-id"], response.json())

        await asyncio.gather(*(one(f"user-{number}") for number in range(20)))
