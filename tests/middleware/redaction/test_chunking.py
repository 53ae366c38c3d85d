"""A text that comes in pieces, in every framing and however it is cut, comes out as if it had been whole."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from asgi_agent.middleware.redaction.messages import Messages
from asgi_agent.middleware.redaction.rewriters import Redaction
from asgi_agent.middleware.redaction.streams import EventStream, LineStream, TextStream
from asgi_agent.phi import Redactor
from tests.clinical_text import documents
from tests.middleware.redaction.cuts import at_random, in_steps, two_ways

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from asgi_agent.middleware.redaction.streams import BodyStream

REDACTOR = Redactor()
TEXTS = [
    "Patient John Smith (SSN 219-09-9999, phone 555-867-5309) was seen by us, mail bob@example.org please",
    "MRN: 00482913, DOB 03/12/1962. Mr. O'Neil lives at 12 Oak Street, Springfield, IL 62704 with his wife.",
    "see https://ehr.example.org/patient/12345/chart?id=9 from 10.20.30.123, or "
    "caf\u00e9 \u201cnote\u201d \U0001f600 ok",
    *[document.text[:300] for document in documents(seed=7, n=25)],
]


def openai(piece: str) -> dict[str, Any]:
    """A chunk of a chat completion."""
    choice = {"index": 0, "delta": {"content": piece}, "logprobs": None, "finish_reason": None}
    return {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}


def said(message: Any) -> str:
    """What a message of one of these streams says."""
    if isinstance(message, str):
        return message
    if "choices" in message:
        message = message["choices"][0]
    for name in ("message", "delta", "text", "content"):
        if not isinstance(message, str) and name in message:
            message = message[name]
    return str(message)


def passed(stream: BodyStream, frames: Iterable[bytes], step: int | None = None) -> bytes:
    """What a stream gives back of these frames, or of their bytes in steps of one length."""
    pieces = list(frames) if step is None else in_steps(b"".join(frames), step)
    return b"".join([*map(stream.feed, pieces), stream.close()])


def sse(shape: Callable[[str], Any]) -> Callable[[list[str]], str]:
    """An event stream with messages of that shape, and the text that a client makes of it."""

    def through(pieces: list[str], step: int | None = None) -> str:
        frames = [f"data: {json.dumps(shape(piece))}\n\n".encode() for piece in pieces]
        body = passed(EventStream([Redaction(REDACTOR.session())]), [*frames, b"data: [DONE]\n\n"], step)
        *events, done, rest = body.decode().split("\n\n")
        assert (done, rest) == ("data: [DONE]", "")
        return "".join(said(json.loads(event.removeprefix("data: "))) for event in events)

    return through


def ndjson(pieces: list[str], step: int | None = None) -> str:
    """Ollama's lines."""
    lines = [{"model": "m", "message": {"role": "assistant", "content": p}, "done": False} for p in pieces]
    end = {"model": "m", "message": {"role": "assistant", "content": ""}, "done": True}
    frames = [json.dumps(line).encode() + b"\n" for line in [*lines, end]]
    body = passed(LineStream([Redaction(REDACTOR.session())]), frames, step)
    return "".join(said(json.loads(line)) for line in body.splitlines())


def websocket(pieces: list[str]) -> str:
    """Messages that are text alone."""
    messages: Messages[None] = Messages(Redaction(REDACTOR.session()))
    decided = [one for piece in pieces for one in messages.take(None, piece)]
    return "".join(one.payload for one in [*decided, *messages.close()])


def plain(pieces: list[str]) -> str:
    """Text, cut at bytes as well as at characters."""
    stream = TextStream([Redaction(REDACTOR.session())], "utf-8")
    return passed(stream, [piece.encode() for piece in pieces]).decode()


FRAMINGS = {
    "SSE of OpenAI": sse(openai),
    "SSE of AG-UI": sse(lambda piece: {"type": "TEXT_MESSAGE_CONTENT", "messageId": "m", "delta": piece}),
    "SSE of Anthropic": sse(
        lambda piece: {
            "type": "content_block_delta",
            "index": 0,
            "delta": {"type": "text_delta", "text": piece},
        }
    ),
    "SSE of nobody's": sse(lambda piece: {"text": piece}),
    "SSE of strings": sse(lambda piece: piece),
    "NDJSON": ndjson,
    "WebSocket": websocket,
    "text": plain,
}


def raw_pieces(text: str) -> set[str]:
    """Pieces of identifiers, of four characters, that stand nowhere else in the text."""
    redacted = REDACTOR.redact(text)
    found = set()
    for span in REDACTOR.find(text):
        value = text[span.start : span.end]
        found |= {value[place : place + 4] for place in range(len(value) - 3)}
    return {piece for piece in found if piece not in redacted}


def check(through: Callable[[list[str]], str], text: str, ways: Iterable[list[str]]) -> None:
    """Whichever way it is cut, the text comes out redacted, and nothing of an identifier does."""
    expected, hidden = REDACTOR.redact(text), raw_pieces(text)
    for pieces in ways:
        given = through(pieces)
        assert given == expected, pieces
        assert not any(piece in given for piece in hidden)


@pytest.mark.parametrize("framing", FRAMINGS)
@pytest.mark.parametrize("text", TEXTS[:3], ids=range(3))
def test_a_text_that_is_cut_in_two(framing: str, text: str) -> None:
    """At every place."""
    check(FRAMINGS[framing], text, two_ways(text))


@pytest.mark.parametrize("framing", FRAMINGS)
def test_a_text_that_comes_a_character_at_a_time(framing: str) -> None:
    """Notes, messages and forms."""
    for text in TEXTS:
        check(FRAMINGS[framing], text, [list(text)])


@pytest.mark.parametrize("framing", FRAMINGS)
def test_a_text_that_is_cut_at_random(framing: str) -> None:
    """Into pieces of up to eight characters, as tokens are, and of up to forty."""
    for number, text in enumerate(TEXTS):
        check(FRAMINGS[framing], text, [at_random(text, number), at_random(text, number, 40)])


@pytest.mark.parametrize("step", [1, 5, 64])
@pytest.mark.parametrize("framing", ["SSE of OpenAI", "NDJSON"])
def test_frames_that_are_cut_themselves(framing: str, step: int) -> None:
    """A body message of the server's is no frame: it may hold half of one, or many."""
    through: Any = FRAMINGS[framing]
    for text in TEXTS[:6]:
        assert through(at_random(text, 1), step) == REDACTOR.redact(text)


def interleaved(texts: list[str]) -> Iterator[tuple[int, str]]:
    """Pieces of several texts in turn."""
    pieces = [at_random(text, number) for number, text in enumerate(texts)]
    for turn in range(max(map(len, pieces))):
        for number, own in enumerate(pieces):
            if turn < len(own):
                yield number, own[turn]


def test_texts_that_come_at_the_same_time() -> None:
    """Two choices of one completion, each by itself."""
    texts = TEXTS[:2]
    stream = EventStream([Redaction(REDACTOR.session())])
    frames = []
    for number, piece in interleaved(texts):
        chunk = openai(piece)
        chunk["choices"][0]["index"] = number
        frames.append(f"data: {json.dumps(chunk)}\n\n".encode())
    given = ["", ""]
    for event in passed(stream, frames).decode().split("\n\n")[:-1]:
        (choice,) = json.loads(event.removeprefix("data: "))["choices"]
        given[choice["index"]] += choice["delta"]["content"]
    assert given == [REDACTOR.redact(text) for text in texts]
