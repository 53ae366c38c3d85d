"""`RemoteGraph` against LangGraph's own server."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
from langgraph.pregel.remote import RemoteGraph
from langgraph_sdk.client import LangGraphClient, SyncLangGraphClient

from asgi_agent.errors import GraphFailedError, InvalidInputError, NothingToResumeError
from asgi_agent.events import GRANULARITY, Family
from asgi_agent.graphs.base import Edge
from asgi_agent.graphs.langgraph import LangGraphAdapter
from asgi_agent.identity import Principal
from asgi_agent.ids import uuid7
from tests.environments import environment
from tests.graphs.collect import Events, a_run, collect
from tests.servers import free_port

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    Remote = Callable[[str], LangGraphAdapter]

GRAPHS = Path(__file__).with_name("remote_graphs.py")
NAMES = ("nested", "asking", "stopping", "failing", "counting", "chatting", "reporting", "answering")
READY_TIMEOUT = 180.0
SECRET = "Ada Lovelace 1815-12-10"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Base URL of a running `langgraph dev`."""
    home = tmp_path_factory.mktemp("langgraph")
    graphs = {name: f"{GRAPHS}:{name}" for name in NAMES}
    (home / "langgraph.json").write_text(json.dumps({"dependencies": ["."], "graphs": graphs}))
    port = free_port()
    program = environment(["langgraph-cli[inmem]"]).with_name("langgraph")
    options = ["--no-browser", "--no-reload", "--host", "127.0.0.1", "--port", str(port)]
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(
            [program, "dev", *options],
            cwd=home,
            env={**os.environ, "LANGGRAPH_CLI_NO_ANALYTICS": "1", "LANGSMITH_TRACING": "false"},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_until_ready(f"http://127.0.0.1:{port}", process, home / "log")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(30)


def _wait_until_ready(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + READY_TIMEOUT
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/ok", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"langgraph dev does not answer:\n{log.read_text()[-2000:]}")


@pytest.fixture
async def remote(url: str) -> AsyncIterator[Remote]:
    """Makes adapters of the server's graphs, and closes their connections after the test."""
    graphs: list[RemoteGraph] = []

    def adapter(name: str) -> LangGraphAdapter:
        graphs.append(RemoteGraph(name, url=url))
        return LangGraphAdapter(graphs[-1])

    yield adapter
    for graph in graphs:
        assert graph.client is not None
        assert graph.sync_client is not None
        await graph.client.aclose()
        graph.sync_client.close()


async def test_steps_and_state_of_a_nested_graph(remote: Remote) -> None:
    """Steps, paths and states come across as those of a local graph do."""
    outcome, events = await collect(remote("nested"), {"said": ["hi"]}, uuid7(), include=GRANULARITY["full"])
    assert outcome.output == {"said": ["hi", "hi", "heard"]}
    steps = [(event.node, event.path) for event in events.of("node.started")]
    assert steps == [("node", ()), ("node", ("node",))]
    assert events.of("state.snapshot")[-1].data["values"] == outcome.output
    assert all(event.path == () for event in events.of("state.snapshot"))


async def test_thread_with_any_name_goes_on(remote: Remote) -> None:
    """The server wants UUIDs; ours may be called anything."""
    adapter, name = remote("nested"), f"room {uuid7()}"
    await collect(adapter, {"said": ["a"]}, name)
    outcome, _ = await collect(adapter, {"said": ["b"]}, name)
    assert outcome.output["said"].count("heard") > 1
    assert outcome.output["said"][0] == "a"


async def test_tokens(remote: Remote) -> None:
    """A text is what the user says, and the model's tokens arrive one by one."""
    outcome, events = await collect(remote("chatting"), "hello", uuid7(), include=Family.MESSAGES)
    assert [message["type"] for message in outcome.output["messages"]] == ["human", "ai"]
    assert [event.data["text"] for event in events.of("message.delta")] == ["good", " ", "day"]
    assert [event.data["text"] for event in events.of("message.end")] == ["good day"]
    assert {event.node for event in events} == {"node"}


async def test_usage_is_read_off_the_state(remote: Remote) -> None:
    """No callback reaches another server, but the messages tell; those of earlier turns do not count."""
    adapter, thread = remote("reporting"), uuid7()
    for _ in range(2):
        outcome, events = await collect(adapter, "hello", thread)
        assert outcome.usage is not None
        assert outcome.usage["models"] == {
            "small": {"input_tokens": 3, "output_tokens": 5, "total_tokens": 8}
        }
        assert len(events.of("usage")) == 1


async def test_interrupt_and_answer(remote: Remote) -> None:
    """A question of the other server's graph is asked and answered here."""
    adapter, thread = remote("asking"), uuid7()
    with pytest.raises(NothingToResumeError):
        await collect(adapter, thread_id=thread, resume="yes")
    outcome, _ = await collect(adapter, {"said": []}, thread)
    (question,) = outcome.interrupts
    assert (question.value, question.reason) == ({"question": "sure?"}, "interrupt")
    with pytest.raises(InvalidInputError):
        await collect(adapter, thread_id=thread, resume={"0" * 32: "yes"})
    outcome, _ = await collect(adapter, thread_id=thread, resume="yes")
    assert outcome.output == {"said": ["yes"]}


async def test_breakpoint(remote: Remote) -> None:
    """A graph that was compiled with a breakpoint stops and goes on."""
    adapter, thread = remote("stopping"), uuid7()
    outcome, _ = await collect(adapter, {"said": ["hi"]}, thread)
    (stop,) = outcome.interrupts
    assert (stop.reason, stop.value) == ("breakpoint", {"next": ["node"]})
    outcome, _ = await collect(adapter, thread_id=thread, resume={stop.id: None})
    assert outcome.output == {"said": ["hi", "heard"]}
    assert outcome.status == "success"


async def test_failure_names_the_class_on_the_other_server(remote: Remote) -> None:
    """The other server sends the exception's text, and it stops here."""
    for include, extensions in (
        (Family.NONE, {"exception": "LookupError"}),
        (Family.NODES, {"exception": "LookupError", "node": "node"}),
    ):
        with pytest.raises(GraphFailedError) as caught:
            await collect(remote("failing"), {"said": [SECRET]}, uuid7(), include=include)
        assert caught.value.extensions == extensions
        assert SECRET not in str(caught.value.to_dict())


async def test_input_that_the_graph_refuses(remote: Remote) -> None:
    """An input that the other server's graph cannot take is the caller's fault here too."""
    with pytest.raises(InvalidInputError) as caught:
        await collect(remote("chatting"), {"messages": [{"speaker": SECRET}]}, uuid7())
    assert SECRET not in str(caught.value.to_dict())


async def test_owner_is_stored_over_there(remote: Remote) -> None:
    """Whose a thread is stands in the other server's checkpoint, and no context can forge it."""
    adapter, ann, name = remote("nested"), Principal("ann"), uuid7()
    assert await adapter.thread_owner(name) is None
    await collect(adapter, {"said": []}, name, principal=ann)
    assert await adapter.thread_owner(name) == ann.owner
    forged = {"asgi_agent_owner": ann.owner, "tone": "dry"}
    name = uuid7()
    await collect(adapter, {"said": []}, name, context=forged)
    assert await adapter.thread_owner(name) == ""


async def test_live_context_does_not_travel(remote: Remote) -> None:
    """A session that the host made for the run stays in this process."""
    outcome, _ = await collect(remote("nested"), {"said": ["hi"]}, uuid7(), context=object())
    assert outcome.status == "success"


async def test_cancelling_stops_the_other_server(remote: Remote, tmp_path: Path) -> None:
    """A cancelled run takes no further step over there."""
    counter = tmp_path / "steps"
    run = a_run({"counter": str(counter)}, uuid7(), recursion_limit=1000)
    task = asyncio.create_task(remote("counting").run(run, Events()))
    await asyncio.to_thread(_wait_for_a_step, counter)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await asyncio.to_thread(_wait_until_it_stands_still, counter)


def _wait_for_a_step(counter: Path) -> None:
    until = time.monotonic() + 30
    while not counter.exists():
        assert time.monotonic() < until
        time.sleep(0.05)


def _wait_until_it_stands_still(counter: Path) -> None:
    """The server hears of the cut after a moment; a graph that goes on has 1,000 steps of 50 ms left."""
    until, before = time.monotonic() + 20, -1
    while before != (size := counter.stat().st_size):
        assert time.monotonic() < until
        before = size
        time.sleep(1)


async def test_description(remote: Remote) -> None:
    """Nodes, edges and schemas are asked of the other server."""
    description = await asyncio.to_thread(remote("answering").describe)
    assert description.nodes == ("__start__", "node", "__end__")
    assert Edge("__start__", "node") in description.edges
    assert description.input_schema["properties"]["question"]["type"] == "string"
    assert "node" in description.mermaid


async def test_text_goes_where_the_other_servers_schema_says(remote: Remote) -> None:
    """The only string field takes a text, as in a local graph."""
    outcome, _ = await collect(remote("answering"), "why", uuid7())
    assert outcome.output == {"question": "WHY"}


async def test_server_that_is_down() -> None:
    """A server that does not answer is a failure with the error's class."""
    async with httpx.AsyncClient(base_url="http://127.0.0.1:9") as http:
        graph = RemoteGraph("nested", client=LangGraphClient(http))
        with pytest.raises(GraphFailedError) as caught:
            await collect(LangGraphAdapter(graph), {"said": []}, uuid7())
    assert caught.value.extensions == {"exception": "ConnectError"}


def test_description_from_a_server_that_is_down() -> None:
    """What another server does not tell is not made up, so that it can be asked again."""
    with httpx.Client(base_url="http://127.0.0.1:9") as http:
        graph = RemoteGraph("nested", sync_client=SyncLangGraphClient(http))
        with pytest.raises(GraphFailedError) as caught:
            LangGraphAdapter(graph).describe()
    assert caught.value.extensions == {"exception": "ConnectError"}
