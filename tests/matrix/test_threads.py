"""Conversations: runs of one thread never overlap, and graphs of one process never share them."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Any

from tests.matrix.wire import client, new_key, sse

if TYPE_CHECKING:
    import httpx

    from tests.servers import Server

RUNS = 4
LONG = 1.0  # seconds in which even a busy machine gets them all to the server


async def say(
    http: httpx.AsyncClient, thread: str, text: str, seconds: float = 0.05, user: str | None = None
) -> httpx.Response:
    """One line on a thread."""
    body: dict[str, Any] = {"input": {"text": text, "seconds": seconds}, "thread_id": thread}
    headers = {"x-user": user} if user else {}
    return await http.post("/graphs/transcript/invoke", json=body, headers=headers)


async def test_overlapping_runs_of_a_thread_are_refused(main_server: Server) -> None:
    """One is served and the others get a 409 with an id; the thread holds the one line and no other."""
    thread = new_key()
    async with client(main_server) as http:
        asked = (say(http, thread, f"m{number}", seconds=LONG) for number in range(RUNS))
        answers = await asyncio.gather(*asked)
        last = await say(http, thread, "last")
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * (RUNS - 1)
    served = next(answer.json() for answer in answers if answer.status_code == 200)
    assert last.json()["output"]["transcript"] == [*served["output"]["transcript"], "last"]
    for answer in answers:
        assert answer.headers["x-request-id"]
        if answer.status_code == 409:
            assert answer.json()["type"] == "urn:asgi-agent:problem:thread-busy"


async def test_enqueued_runs_of_a_thread_take_turns(main_server: Server) -> None:
    """In the order in which they came, each seeing all that were before it."""
    thread = new_key()
    texts = [f"m{number}" for number in range(RUNS)]
    async with client(main_server, "/enqueue/agent") as http, AsyncExitStack() as stack:
        streams = []
        for text in texts:
            body = {"input": {"text": text, "seconds": LONG / RUNS}, "thread_id": thread}
            stream = http.stream("POST", "/graphs/transcript/stream", json=body)
            streams.append(await stack.enter_async_context(stream))  # with its head, it stands in line
        ends = [[event async for event in sse(response)][-1] for response in streams]
    transcripts = [end.data["output"]["transcript"] for end in ends]
    assert transcripts == [texts[: number + 1] for number in range(RUNS)]


async def test_runs_of_several_threads_do_overlap(main_server: Server) -> None:
    """A lock on a thread holds up nobody else."""
    async with client(main_server) as http:
        answers = await asyncio.gather(*(say(http, new_key(), f"m{number}") for number in range(RUNS)))
    transcripts = [answer.json()["output"]["transcript"] for answer in answers]
    assert transcripts == [[f"m{number}"] for number in range(RUNS)]


async def test_two_graphs_do_not_share_a_thread(main_server: Server) -> None:
    """The same thread id on two graphs with a memory each is two conversations."""
    thread = new_key()
    async with client(main_server) as http:
        first = await http.post("/graphs/memory_a/invoke", json={"input": "from a", "thread_id": thread})
        second = await http.post("/graphs/memory_b/invoke", json={"input": "from b", "thread_id": thread})
    contents = [message["content"] for message in second.json()["output"]["messages"]]
    assert len(first.json()["output"]["messages"]) == 2
    assert contents == ["from b", "echo from b"]


async def test_thread_of_another_caller_does_not_exist(main_server: Server) -> None:
    """Who did not begin a conversation gets a 404, as for one that nobody began."""
    thread = new_key()
    async with client(main_server) as http:
        mine = await say(http, thread, "mine", user="anna")
        theirs = await say(http, thread, "theirs", user="bert")
        nobodys = await say(http, thread, "nobody's")
        mine_again = await say(http, thread, "again", user="anna")
    assert (mine.status_code, theirs.status_code, nobodys.status_code) == (200, 404, 404)
    assert mine_again.json()["output"]["transcript"] == ["mine", "again"]


async def test_dropped_run_frees_its_thread(main_server: Server) -> None:
    """A client that left half way finds the thread free, and no trace of what it dropped."""
    thread = new_key()
    async with client(main_server) as http:
        body = {"input": {"text": "dropped", "seconds": 30}, "thread_id": thread}
        async with http.stream("POST", "/graphs/transcript/stream", json=body) as response:
            lines = response.aiter_lines()
            await anext(lines)
        async with asyncio.timeout(10):
            while (answer := await say(http, thread, "next")).status_code == 409:  # noqa: ASYNC110 - asked over HTTP
                await asyncio.sleep(0.05)
    assert answer.json()["output"]["transcript"] == ["next"]
