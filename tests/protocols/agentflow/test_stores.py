"""AgentFlow's wire where several processes share a checkpointer."""

from __future__ import annotations

import asyncio
import gc
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from asgi_agent import AgentASGI
from tests.asking import ask, until
from tests.graphs.agentflow.support import compiled, echo, framework
from tests.protocols.agentflow.apps import bearer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

ANN = [(b"authorization", b"Bearer ann")]


@pytest.fixture
async def checkpointer(tmp_path: Path) -> AsyncIterator[Any]:
    module = framework("storage.checkpointer.sqlite_checkpointer")
    store = module.SqliteCheckpointer(str(tmp_path / "threads.sqlite"))
    yield store
    await store.arelease()
    gc.collect()


def body() -> dict[str, Any]:
    return {"messages": [{"role": "user", "content": "hello"}], "config": {"thread_id": "t"}}


async def test_another_process_reads_and_changes_a_thread(checkpointer: Any) -> None:
    """What one has stored, another shows, to the same caller alone, and deletes."""
    first, second = (
        AgentASGI(
            compiled({"echo": echo}, checkpointer=checkpointer), protocols=("agentflow",), principal=bearer
        )
        for _ in range(2)
    )
    assert (await ask(first, "POST", "/v1/graph/invoke", body(), headers=ANN)).status == 200
    listed = (await ask(second, "GET", "/v1/threads", headers=ANN)).json()["data"]["threads"]
    assert [one["thread_id"] for one in listed] == ["t"]
    bob = [(b"authorization", b"Bearer bob")]
    assert (await ask(second, "GET", "/v1/threads/t/messages", headers=bob)).status == 404
    messages = (await ask(second, "GET", "/v1/threads/t/messages", headers=ANN)).json()["data"]["messages"]
    assert [one["role"] for one in messages] == ["user", "assistant"]
    path = f"/v1/threads/t/messages/{messages[0]['message_id']}"
    assert (await ask(second, "DELETE", path, headers=ANN)).status == 200
    assert (await ask(second, "GET", path, headers=ANN)).status == 404
    assert (await ask(second, "DELETE", "/v1/threads/t", headers=ANN)).status == 200
    assert (await ask(first, "GET", "/v1/threads/t", headers=ANN)).status == 404


async def test_a_run_in_another_process_is_stopped_after_its_node() -> None:
    """Two apps that share a store, but no memory; the stream says that it was stopped."""
    steps: list[str] = []
    going = asyncio.Event()

    async def step(state: Any, config: dict[str, Any]) -> str:
        steps.append("step")
        going.set()
        await asyncio.sleep(0.05)
        return "on"

    graph = compiled({"a": step, "b": step}, [("a", "b"), ("b", "a")])
    first, second = (
        AgentASGI(graph, protocols=("agentflow",), principal=bearer, recursion_limit=100) for _ in range(2)
    )
    asked = {**body(), "recursion_limit": 100}
    streaming = asyncio.create_task(ask(first, "POST", "/v1/graph/stream", asked, headers=ANN))
    await going.wait()
    await until(lambda: len(steps) > 1)
    stop = await ask(second, "POST", "/v1/graph/stop", {"thread_id": "t"}, headers=ANN)
    assert stop.json()["data"]["running"] is True
    last = msgspec.json.decode((await streaming).body.splitlines()[-1])
    assert last["data"] == {"status": "done", "reason": "stopped"}
    assert len(steps) < 50
