"""AgentFlow's own TypeScript client against mounted graphs.

What the client sends is recorded in `recorded.json` and sent again here (see `recording`). To run the client
itself, unmodified, as its authors build it:

    git clone https://github.com/10xHub/agentflow-client && cd agentflow-client
    npm install && npm install --no-save ws && npx vite build
    AGENTFLOW_CLIENT=$PWD pytest tests/protocols/agentflow/test_client.py

`ws` is the WebSocket that Node before 22 lacks. Without the variable, the recorded requests are the test.
"""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from tests.graphs.agentflow.support import SECRET
from tests.protocols.agentflow.recording import DRIVER, LAST_MESSAGE, RECORDED, kinds, summary
from tests.servers import serve

if TYPE_CHECKING:
    from collections.abc import Iterator

APP = "tests.protocols.agentflow.apps:app"
CHECKOUT = os.environ.get("AGENTFLOW_CLIENT", "")
ENTRIES: list[dict[str, Any]] = json.loads(RECORDED.read_text())


@pytest.fixture(scope="module")
def mount() -> Iterator[str]:
    """Base URL of the app, below FastAPI."""
    with serve("uvicorn", APP) as server:
        yield server.url + "/agent"


def ask(client: httpx.Client, entry: dict[str, Any], last_message: str) -> httpx.Response:
    path = (
        entry["path"].replace(LAST_MESSAGE, last_message) + ("?" if entry["query"] else "") + entry["query"]
    )
    content = None if entry["body"] is None else json.dumps(entry["body"])
    return client.request(entry["method"], path, content=content, headers=entry["headers"])


def speak(mount: str, entry: dict[str, Any]) -> list[dict[str, Any]]:
    """The chunks that a WebSocket client gets for its frames, each sent when the one before is done."""
    headers = {"authorization": entry["headers"]["authorization"]}
    offered = [Subprotocol(name) for name in entry["headers"]["sec-websocket-protocol"].split(",")]
    url = mount.replace("http", "ws", 1) + entry["path"]
    chunks: list[dict[str, Any]] = []
    with connect(url, additional_headers=headers, subprotocols=offered) as socket:
        assert socket.subprotocol == "agentflow-bearer"
        for frame in entry["frames"]:
            if "thread_id" in frame.get("config", {}):  # a new thread: its name is in every chunk of it
                frame = {**frame, "config": {"thread_id": chunks[-1]["thread_id"]}}
            socket.send(json.dumps(frame))
            chunks.append(json.loads(socket.recv(timeout=20)))
            while (chunks[-1].get("data") or {}).get("status") != "done":
                chunks.append(json.loads(socket.recv(timeout=20)))
    return chunks


def test_what_the_client_sends_is_answered_as_it_was_content_with(mount: str) -> None:
    """Each recorded request, in order: same status, same media type, same fields, same kinds of chunks."""
    last_message = ""
    with httpx.Client(base_url=mount, timeout=20) as client:
        for entry in ENTRIES:
            if entry["method"] == "WS":
                assert kinds(speak(mount, entry)) == entry["reply"], entry["path"]
                continue
            response = ask(client, entry, last_message)
            media = response.headers["content-type"]
            asked = (entry["method"], entry["path"])
            assert (response.status_code, media) == (entry["status"], entry["media"]), asked
            assert summary(media, response.content) == entry["reply"], asked
            if entry["method"] == "GET" and entry["path"].endswith("/messages"):
                last_message = response.json()["data"]["messages"][-1]["message_id"]


def text(message: dict[str, Any]) -> str:
    return "".join(block.get("text", "") for block in message["content"])


if CHECKOUT:

    @pytest.fixture(scope="module")
    def results() -> dict[str, Any]:
        """What each of the client's calls came to, on threads that nobody has used before."""
        with serve("uvicorn", APP) as server:
            command = ["node", str(DRIVER), CHECKOUT, server.url + "/agent"]
            done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    def test_the_client_runs_and_streams(results: dict[str, Any]) -> None:
        """Over HTTP in one answer and in pieces, and over the WebSocket."""
        assert results["ping"]["data"] == "pong"
        assert [text(message) for message in results["invoke"]["messages"]] == ["echo hello"]
        for name in ("stream", "wsStream"):
            pieces = [chunk["message"] for chunk in results[name] if chunk.get("message")]
            said = [text(message) for message in pieces if message["delta"]]
            assert "".join(said) == text(pieces[-1]) == "one two three", name
        assert kinds(results["silent"])[-1] == "updates done"

    def test_the_client_runs_what_is_no_agentflow_graph(results: dict[str, Any]) -> None:
        """In each way in which it runs graphs; and the default graph, below the mount itself."""
        assert [text(message) for message in results["atTheMount"]["messages"]] == ["echo hello"]
        assert [text(message) for message in results["invokeFunction"]["messages"]] == ["HELLO"]
        for name in ("streamFunction", "wsFunction"):
            assert text(results[name][-1].get("message") or results[name][-2]["message"]) == "HELLO", name

    def test_the_client_learns_what_a_graph_is(results: dict[str, Any]) -> None:
        """Its nodes, its edges and the fields of its state."""
        assert {"id": "echo", "name": "echo"} in results["graph"]["data"]["nodes"]
        assert results["graph"]["data"]["edges"][0].keys() == {"id", "source", "target"}
        assert {"beds", "note", "context"} <= set(results["graphStateSchema"]["data"]["properties"])

    def test_a_stream_in_full_tells_of_nodes_and_states(results: dict[str, Any]) -> None:
        """And ends with what the run came to."""
        told = kinds(results["streamFull"])
        assert {"updates invoking_node", "updates node_invoked", "updates graph_invoked", "state"} <= set(
            told
        )

    @pytest.mark.parametrize("name", ["streamError", "wsError"])
    def test_a_stream_that_fails_says_so_to_the_client(results: dict[str, Any], name: str) -> None:
        """As a chunk, without what the exception said."""
        last = [chunk for chunk in results[name] if chunk["event"] == "error"][-1]
        assert (last["data"]["code"], last["data"]["status"]) == ("NODE_ERROR", "error")
        assert SECRET not in json.dumps(results[name])

    @pytest.mark.parametrize("name", ["invokeTools", "streamTools", "wsTools"])
    def test_the_client_runs_its_own_tools(results: dict[str, Any], name: str) -> None:
        """The graph hands it calls, and goes on with what they gave."""
        found = results[name]
        messages = (
            found["messages"]
            if name == "invokeTools"
            else [chunk["message"] for chunk in found if chunk.get("message")]
        )
        assert text(messages[-1]).startswith("got [{'tool': 'read_clipboard'")

    def test_the_client_stops_a_stream(results: dict[str, Any]) -> None:
        """It ends at once, and says so."""
        assert results["stop"]["answer"]["running"]
        assert results["stop"]["count"] < 100
        assert results["stop"]["last"]["data"] == {"status": "done", "reason": "stopped"}

    def test_the_client_reads_and_changes_its_threads(results: dict[str, Any]) -> None:
        """Each call gives what its type says."""
        assert [one["thread_id"] for one in results["searchThreads"]["data"]["threads"]] == ["node-1"]
        assert results["threadDetails"]["data"]["thread_data"]["thread"]["thread_id"] == "node-1"
        assert len(results["threadState"]["data"]["state"]["context"]) == 2
        assert len(results["threadMessages"]["data"]["messages"]) == 2
        assert text(results["singleMessage"]["data"]) == "noted"
        assert results["updateThreadState"]["data"]["state"]["beds"] == 7
        assert "node-1" in [one["thread_id"] for one in results["threads"]["data"]["threads"]]
        assert results["threadByNumber"]["data"]["state"]["execution_meta"]["thread_id"] == "7"
        for name in ("addThreadMessages", "deleteMessage", "fixGraph", "clearThreadState", "deleteThread"):
            assert results[name]["data"]["success"], name

    @pytest.mark.parametrize(
        ("name", "thrown"),
        [
            ("nodeError", "NodeError"),
            ("recursion", "GraphRecursionError"),
            ("invalid", "ValidationError"),
            ("forged", "ValidationError"),
            ("othersThread", "NotFoundError"),
            ("deletedThread", "NotFoundError"),
            ("noGraph", "NotFoundError"),
            ("threadsOfFunction", "AgentFlowError"),
            *((name, "NotFoundError") for name in ("setup", "storeMemory", "fileInfo", "multimodal")),
        ],
    )
    def test_the_client_throws_its_own_classes(results: dict[str, Any], name: str, thrown: str) -> None:
        """The code of an error begins as its class expects, also of what is not served."""
        assert results[name]["thrown"] == thrown
