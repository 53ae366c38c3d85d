"""What AgentFlow's client sends, recorded, and the shape of what it was content to get.

    python -m tests.protocols.agentflow.recording CHECKOUT

runs the client (see `test_client`) against the test's graphs once more and writes `recorded.json`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

HERE = Path(__file__).parent
RECORDED = HERE / "recorded.json"
DRIVER = HERE / "client.mjs"

HEADERS = (b"accept", b"content-type", b"authorization", b"sec-websocket-protocol")

# Stands for the id of the last message that was listed before.
LAST_MESSAGE = "LAST"


def shape(value: Any, depth: int = 3) -> Any:
    """The outer levels of a JSON value, with the scalars left out; of lists, their first item."""
    if depth == 0:
        return "..."
    if isinstance(value, dict):
        return {name: shape(item, depth - 1) for name, item in sorted(value.items())}
    if isinstance(value, list):
        return [shape(item, depth - 1) for item in value[:1]]
    return "null" if value is None else type(value).__name__


def summary(media: str, body: bytes) -> Any:
    """What a test compares of a reply: its shape, or what kind of chunks it has."""
    if "ndjson" in media:
        return kinds([json.loads(line) for line in body.splitlines() if line])
    return shape(json.loads(body))


def kinds(chunks: list[dict[str, Any]]) -> list[str]:
    """What happens in a stream, in a word for each chunk; pieces of one message are one."""
    found: list[str] = []
    for chunk in chunks:
        if message := chunk.get("message"):
            blocks = "+".join(block["type"] for block in message["content"])
            word = f"{message['role']} {'piece' if message['delta'] else 'whole'} {blocks}"
        else:
            word = f"{chunk['event']} {(chunk.get('data') or {}).get('status', '')}".strip()
        if found[-1:] != [word] or "piece" not in word:
            found.append(word)
    return found


class Recorder:
    """Around an app: keeps what comes and what goes."""

    def __init__(self, app: Callable[..., Awaitable[None]]) -> None:
        self.app = app
        self.entries: list[dict[str, Any]] = []
        self._last_message = ""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        entry = self._entry(scope)
        came, gone = bytearray(), bytearray()

        async def recorded_receive() -> Any:
            message = await receive()
            came.extend(message.get("body") or b"")
            if message.get("text"):
                entry["frames"].append(json.loads(message["text"]))
            return message

        async def recorded_send(message: Any) -> None:
            if message["type"] == "http.response.start":
                entry["status"] = message["status"]
                media = dict(message["headers"])[b"content-type"].decode()
                entry["media"] = media
            gone.extend(message.get("body") or b"")
            if message.get("text"):
                entry["chunks"].append(json.loads(message["text"]))
            await send(message)

        await self.app(scope, recorded_receive, recorded_send)
        self._finish(entry, bytes(came), bytes(gone))

    def _entry(self, scope: Any) -> dict[str, Any]:
        headers = {key: value.decode() for key, value in scope["headers"] if key in HEADERS}
        path = unquote(scope["path"].removeprefix("/agent"))
        if self._last_message:
            path = path.replace(self._last_message, LAST_MESSAGE)
        entry = {
            "method": scope.get("method", "WS"),
            "path": path,
            "query": scope["query_string"].decode(),
            "headers": {key.decode(): value for key, value in headers.items()},
        }
        if scope["type"] == "websocket":
            entry |= {"frames": [], "chunks": []}
        if "ticking" not in path:  # which is stopped from beside it, and so in no order
            self.entries.append(entry)
        return entry

    def _finish(self, entry: dict[str, Any], came: bytes, gone: bytes) -> None:
        if entry["method"] == "WS":
            entry["reply"] = kinds(entry.pop("chunks"))
            return
        entry["body"] = json.loads(came) if came else None
        entry["reply"] = summary(entry["media"], gone)
        if entry["path"].endswith("/messages") and entry["method"] == "GET":
            self._last_message = json.loads(gone)["data"]["messages"][-1]["message_id"]


def record(checkout: str) -> list[dict[str, Any]]:
    """Run the client and give what it did."""
    import uvicorn

    from tests.protocols.agentflow.apps import app

    recorder = Recorder(app)
    server = uvicorn.Server(uvicorn.Config(recorder, port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    command = ["node", str(DRIVER), checkout, f"http://127.0.0.1:{port}/agent"]
    subprocess.run(command, check=True, timeout=120, stdout=subprocess.DEVNULL)
    server.should_exit = True
    thread.join()
    return recorder.entries


if __name__ == "__main__":
    RECORDED.write_text(json.dumps(record(sys.argv[1]), indent=1) + "\n")
