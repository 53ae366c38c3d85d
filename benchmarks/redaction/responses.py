"""What redaction adds to a streamed response: to each frame, and to the time of its first token."""

from __future__ import annotations

import asyncio
import re
import time
from typing import TYPE_CHECKING, Any

import msgspec

from asgi_agent import AgentASGI, PHIRedactionMiddleware
from benchmarks.inprocess import scope
from benchmarks.processes import progress
from benchmarks.redaction import prose
from benchmarks.redaction.streaming import CHARACTERS, tokens
from benchmarks.stats import percentile

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    from benchmarks.redaction.scale import Scale

TEXTS: dict[str, Callable[[int], list[str]]] = {"prose": prose.answers, "dense": prose.dense}
SPOKEN = re.compile(rb'"(?:content|text)":"[^"]')
BODY = b'{"input": "hello"}'


class Spread(msgspec.Struct, frozen=True):
    """A difference, in microseconds, over rounds."""

    median: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.median:.1f} [{self.low:.1f} to {self.high:.1f}]"


class Row(msgspec.Struct):
    """One app with one sort of text, with redaction less without."""

    app: str
    text: str
    added: Spread
    first_added: Spread


class Result(msgspec.Struct):
    """A table."""

    title: str
    rows: list[Row]
    left_out: list[str]


class Timing(msgspec.Struct):
    """One round: seconds a frame, and seconds to the first token."""

    frame: float
    first: float


def measure(scale: Scale) -> list[Result]:
    """An app that is not ours, whose bytes are rewritten, and ours, whose events are."""
    rows = []
    for name, make in TEXTS.items():
        texts = [tokens(text) for text in make(scale.requests * CHARACTERS)][: scale.requests]
        for app, build in {"foreign app, SSE of OpenAI's shape": foreign, "AgentASGI": ours}.items():
            rows.append(asyncio.run(_measure(app, name, build, texts, scale.rounds)))
    return [Result("streamed responses", rows, [])]


# Models are waited for: a turn of the event loop between two pieces lets what came before go out.


def foreign(pieces: Sequence[str]) -> Any:
    """Streams deltas as OpenAI's chat completions do."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        headers = [(b"content-type", b"text/event-stream")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        for piece in pieces:
            await asyncio.sleep(0)
            choice = {"index": 0, "delta": {"content": piece}, "finish_reason": None}
            chunk = {"id": "chat-1", "object": "chat.completion.chunk", "created": 1, "choices": [choice]}
            frame = b"data: %b\n\n" % msgspec.json.encode(chunk)
            await send({"type": "http.response.body", "body": frame, "more_body": True})
        await send({"type": "http.response.body", "body": b"data: [DONE]\n\n"})

    return app


def ours(pieces: Sequence[str]) -> Any:
    """Streams them as events of a run."""

    async def speak(_: Any) -> AsyncIterator[str]:
        for piece in pieces:
            await asyncio.sleep(0)
            yield piece

    return AgentASGI(speak)


async def _measure(
    app: str, text: str, build: Callable[[Sequence[str]], Any], texts: Sequence[Sequence[str]], rounds: int
) -> Row:
    bare = [build(pieces) for pieces in texts]
    redacted = [PHIRedactionMiddleware(each) for each in bare]
    frames, firsts = [], []
    for number in range(rounds + 1):
        progress(f"responses, {app}, {text}: round {number} of {rounds}")
        without, with_it = await _stream(bare, texts), await _stream(redacted, texts)
        if number:
            frames.append((with_it.frame - without.frame) * 1e6)
            firsts.append((with_it.first - without.first) * 1e6)
    return Row(app, text, _spread(frames), _spread(firsts))


async def _stream(apps: Sequence[Any], texts: Sequence[Sequence[str]]) -> Timing:
    """All of them, one after the other; processor time, since nothing waits here."""
    frames = first = 0.0
    for app in apps:
        whole, spoken = await _request(app)
        frames += whole
        first += spoken
    return Timing(frames / sum(map(len, texts)), first / len(apps))


async def _request(app: Any) -> tuple[float, float]:
    spoken = 0.0
    asked = False
    done = asyncio.Event()

    async def receive() -> Any:
        nonlocal asked
        if asked:
            await done.wait()
            return {"type": "http.disconnect"}
        asked = True
        return {"type": "http.request", "body": BODY, "more_body": False}

    async def send(message: Any) -> None:
        nonlocal spoken
        if message["type"] == "http.response.start":
            assert message["status"] == 200, message
        elif not spoken and SPOKEN.search(message.get("body", b"")):
            spoken = time.process_time() - before
        if message["type"] == "http.response.body" and not message.get("more_body", False):
            done.set()

    before = time.process_time()
    await app(scope("/stream", BODY), receive, send)
    return time.process_time() - before, spoken


def _spread(values: Sequence[float]) -> Spread:
    return Spread(percentile(values, 50), percentile(values, 25), percentile(values, 75))
