"""Real AgentFlow graphs under real servers, asked by a real HTTP client.

Each of these fails on AgentFlow's own server: its stream is no Server-Sent Events, its stop does not stop, a
client that leaves does not stop an invoke, a cut thread goes on at the wrong node, and the text of an
exception is sent to the client.
"""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.graphs.agentflow.support import SECRET
from tests.servers import serve

if TYPE_CHECKING:
    from collections.abc import Iterator

# How often the slow graph of `tests.graphs.agentflow.apps` counts, in six seconds, when nothing stops it.
ALL_TICKS = 600

APPS = {"mounted in FastAPI": ("app", "/agent"), "alone": ("agent", "")}


@pytest.fixture(scope="module", params=[(s, a) for s in ("uvicorn", "hypercorn") for a in APPS], ids=" ".join)
def client(request: pytest.FixtureRequest) -> Iterator[httpx.Client]:
    server, where = request.param
    attribute, prefix = APPS[where]
    with (
        serve(server, f"tests.graphs.agentflow.apps:{attribute}") as running,
        httpx.Client(base_url=running.url + prefix, timeout=20) as client,
    ):
        yield client


def events(lines: Any) -> Iterator[dict[str, Any]]:
    """The events of a stream, as they come."""
    return (json.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data: "))


def text(message: dict[str, Any]) -> str:
    return "".join(block.get("text", "") for block in message["content"])


def test_invoke_answers_with_the_messages_of_the_turn(client: httpx.Client) -> None:
    """What the graph says, without the caller's own words."""
    reply = client.post("/invoke", json={"input": "hello"}).raise_for_status().json()
    assert [text(message) for message in reply["output"]["messages"]] == ["echo hello"]


def test_a_stream_is_server_sent_events_with_one_end(client: httpx.Client) -> None:
    """Token by token, with ids that count, and a last event that says that it is the last."""
    with client.stream("POST", "/graphs/words/stream", json={"input": "hi"}) as response:
        assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
        seen = list(events(response.iter_lines()))
    assert [event["seq"] for event in seen] == list(range(1, len(seen) + 1))
    deltas = [event["data"]["text"] for event in seen if event["type"] == "message.delta"]
    assert deltas == ["one ", "two ", "three"]
    assert [event["type"] for event in seen if event["type"].startswith("run.")] == [
        "run.started",
        "run.finished",
    ]


@pytest.mark.parametrize("route", ["invoke", "stream"])
def test_the_text_of_an_exception_stays_inside(client: httpx.Client, route: str) -> None:
    """The client learns the class and the node."""
    response = client.post(f"/graphs/failing/{route}", json={"input": "hi"})
    assert SECRET not in response.text
    assert '"exception":"RuntimeError"' in response.text
    assert '"node":"failing"' in response.text


def test_two_graphs_do_not_read_each_others_threads(client: httpx.Client) -> None:
    """Each has its own checkpointer, whichever was compiled last."""
    thread = {"thread_id": "shared"}
    client.post("/graphs/echo/invoke", json={"input": "for echo", **thread}).raise_for_status()
    reply = client.post("/graphs/words/stream", json={"input": "hi", "granularity": "full", **thread})
    assert "for echo" not in reply.text


def test_cancelling_stops_a_stream_and_the_thread_is_well(client: httpx.Client) -> None:
    """The stream says `run.cancelled`, and the next turn starts at the graph's entry."""
    thread = f"cancel-{time.monotonic_ns()}"
    with client.stream("POST", "/graphs/slow/stream", json={"input": "a", "thread_id": thread}) as response:
        stream = events(response.iter_lines())
        run_id = next(stream)["run_id"]
        with httpx.Client(base_url=client.base_url) as other:
            assert other.post(f"/runs/{run_id}/cancel").json() == {"run_id": run_id, "status": "cancelled"}
        assert list(stream)[-1]["type"] == "run.cancelled"
    with client.stream("POST", "/graphs/slow/stream", json={"input": "b", "thread_id": thread}) as response:
        nodes = (event["node"] for event in events(response.iter_lines()) if event["type"] == "node.started")
        assert next(nodes) == "slow"


@pytest.mark.parametrize("route", ["invoke", "stream"])
def test_a_client_that_leaves_stops_the_graph(client: httpx.Client, route: str) -> None:
    """Count its steps: soon after the disconnect there are no more."""
    began = ticks(client)
    with httpx.Client(base_url=client.base_url, timeout=0.3) as impatient, pytest.raises(httpx.ReadTimeout):
        impatient.post(f"/graphs/slow/{route}", json={"input": "a"})
    reached, before = ticks(client), -1
    while reached != before:
        time.sleep(0.2)
        reached, before = ticks(client), reached
    assert 0 < reached - began < ALL_TICKS


def ticks(client: httpx.Client) -> int:
    counted: int = client.post("/graphs/ticks/invoke", json={"input": None}).json()["output"]
    return counted
