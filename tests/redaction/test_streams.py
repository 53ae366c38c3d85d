"""Texts with identifiers, cut at every place, through every way out of an agent."""

from __future__ import annotations

import re
from random import Random
from typing import TYPE_CHECKING, Any

import httpx
import msgspec
import pytest

from asgi_agent import AgentASGI
from asgi_agent.phi.replacement import generalised
from asgi_agent.phi.spans import Label
from asgi_agent.testing import ASGIConnection, websocket_scope
from tests.asking import ask, sse
from tests.clinical_text import documents
from tests.redaction.around import REDACTOR, Around, said
from tests.redaction.served import speak, stall
from tests.servers import serve

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tests.clinical_text import Document

PIECE = 4
PLACEHOLDER = re.compile(r"\[[A-Z_]+\]")

# Each with what must not be seen of it.
TEXTS = [
    ("Her SSN is 219-09-9999 and so on.", ["219-09-9999"]),
    ("Call (617) 555-0134 ext 12, or (800) 555-0199.", ["(617) 555-0134", "(800) 555-0199"]),
    ("write to bob.smith@mail.example.com.au today", ["bob.smith@mail.example.com.au"]),
    ("at https://ehr.example.org/patient/12345/chart?id=9 now", ["ehr.example.org/patient/12345/chart?id=9"]),
    ("from 10.20.30.123 only", ["10.20.30.123"]),
    ("MRN: 48291034, seen 03/14/2024 for cough", ["48291034", "03/14/2024"]),
    ("zero width: 219\u200b-09-9999 \U0001f600 caf\u00e9", ["219\u200b-09-9999"]),
    ('{"ssn": "219-09-9999", "note": "call (617) 555-0134"}', ["219-09-9999", "(617) 555-0134"]),
    ("ends with 219-09-9999", ["219-09-9999"]),
    ("\n\n  219-09-9999\n\n(617) 555-0134", ["219-09-9999", "(617) 555-0134"]),
    ("[NAME] and [SSN_k7f3] and [ are no identifiers 219-09-9999", ["219-09-9999"]),
]

SPEAKING = AgentASGI({"speak": speak, "stall": stall})


def app() -> Around:
    return Around(SPEAKING, inbound="pass")


def pieces_of(value: str) -> set[str]:
    return {value[at : at + PIECE] for at in range(len(value) - PIECE + 1)}


def assert_hidden(events: Sequence[dict[str, Any]], hidden: Iterable[str], clear: str = "") -> None:
    """No piece of a value anywhere, in any event, that does not stand elsewhere in the clear."""
    shown = "\0".join(PLACEHOLDER.sub(" ", text) for event in events for text in _texts(event["data"]))
    for value in hidden:
        assert not [piece for piece in pieces_of(value) if piece in shown and piece not in clear], value


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in ("id", "request_id", "role"):
                yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


def assert_told(events: Sequence[dict[str, Any]], text: str) -> None:
    """The deltas add up to what the whole is redacted to, and so says the end."""
    expected = REDACTOR.redact(text)
    assert said(events) == expected
    (end,) = [event["data"]["text"] for event in events if event["type"] == "message.end"] or [""]
    assert end == expected
    assert events[-1]["type"] == "run.finished"
    numbers = [event["seq"] for event in events]
    assert numbers == sorted(set(numbers))


async def streamed(pieces: Iterable[str], accept: bytes = b"text/event-stream") -> list[dict[str, Any]]:
    body = {"input": list(pieces), "granularity": "full"}
    result = await ask(app(), "POST", "/graphs/speak/stream", body, headers=[(b"accept", accept)])
    if accept == b"text/event-stream":
        return sse(result.body)
    return [msgspec.json.decode(line) for line in result.body.splitlines() if line]


def cut(text: str, rng: Random, longest: int) -> list[str]:
    pieces = []
    while text:
        size = rng.randint(1, longest)
        pieces.append(text[:size])
        text = text[size:]
    return pieces


@pytest.mark.parametrize(("text", "hidden"), TEXTS)
async def test_every_cut_in_two(text: str, hidden: list[str]) -> None:
    """Over SSE, at every place."""
    for place in range(1, len(text)):
        events = await streamed([text[:place], text[place:]])
        assert_told(events, text)
        assert_hidden(events, hidden)


@pytest.mark.parametrize("accept", [b"text/event-stream", b"application/x-ndjson"])
async def test_one_character_at_a_time(accept: bytes) -> None:
    """Over SSE and NDJSON."""
    for text, hidden in TEXTS:
        events = await streamed(text, accept)
        assert_told(events, text)
        assert_hidden(events, hidden)


def hidden_of(document: Document) -> tuple[list[str], str]:
    """The labelled values that redaction finds, and what it leaves of the text, ZIP areas too."""
    covered, areas = bytearray(len(document.text)), ""
    for span in REDACTOR.find(document.text):
        covered[span.start : span.end] = b"\1" * (span.end - span.start)
        if span.label is Label.ZIP:
            areas += f" {generalised(document.text[span.start : span.end], span.label)} "
    clear = "".join(" " if gone else char for char, gone in zip(document.text, covered, strict=True))
    values = [document.text[start:end] for start, end, _ in document.spans if all(covered[start:end])]
    return values, clear + areas


async def test_clinical_texts_in_every_kind_of_pieces() -> None:
    """Characters, tokens as models send them, what sockets hold, and lines; 500 texts."""
    rng = Random(7)
    found = 0
    for number, document in enumerate(documents(seed=7, n=500)):
        text = document.text
        values, clear = hidden_of(document)
        found += len(values)
        ways = ([*text], cut(text, rng, 7), cut(text, rng, 300), text.splitlines(keepends=True))
        events = await streamed(ways[number % 4])
        assert_told(events, text)
        assert_hidden(events, values, clear)
    assert found > 1500


async def test_over_a_websocket() -> None:
    """Several runs on one connection, each in a session of its own."""
    async with ASGIConnection(app(), websocket_scope("/graphs/speak/ws")) as connection:
        await connection.put({"type": "websocket.connect"})
        await connection.get()
        for text, hidden in TEXTS:
            message = msgspec.json.encode({"input": list(text), "granularity": "full"}).decode()
            await connection.put({"type": "websocket.receive", "text": message})
            events: list[dict[str, Any]] = []
            while not events or not events[-1]["type"].startswith(("run.fin", "run.fail")):
                events.append(msgspec.json.decode((await connection.get())["text"]))
            assert_told(events, text)
            assert_hidden(events, hidden)


async def test_waited_for_and_in_a_batch() -> None:
    """Without a stream the output is the whole text."""
    texts = [text for text, _ in TEXTS]
    for text in texts:
        result = await ask(app(), "POST", "/graphs/speak/invoke", {"input": list(text)})
        assert result.json()["output"] == REDACTOR.redact(text)
    result = await ask(app(), "POST", "/graphs/speak/batch", {"inputs": [list(text) for text in texts]})
    assert [one["output"] for one in result.json()["results"]] == [REDACTOR.redact(text) for text in texts]


async def test_a_client_that_leaves_in_the_middle_of_a_word_has_seen_none_of_it() -> None:
    """What was held is never sent."""
    body = {"input": ["her SSN is 219-", "09-", "99"], "granularity": "full"}
    result = await ask(app(), "POST", "/graphs/stall/stream", body, disconnect_after=5)
    assert_hidden(sse(result.body), ["219-09-99"])


@pytest.fixture(scope="module")
def server() -> Any:
    with serve("uvicorn", "tests.redaction.served:app") as running:
        yield running


class TestSocket:
    def test_a_stream_over_a_real_socket(self, server: Any) -> None:
        """Whatever the server and the kernel cut it into."""
        for text, hidden in TEXTS:
            for pieces in (list(text), [text]):
                body = {"input": pieces, "granularity": "full"}
                with httpx.stream("POST", f"{server.url}/graphs/speak/stream", json=body) as response:
                    raw = b"".join(response.iter_raw())
                assert_told(sse(raw), text)
                assert_hidden(sse(raw), hidden)

    def test_what_a_client_has_when_it_leaves(self, server: Any) -> None:
        """A run that stalls in the middle of an identifier has said all that is certain."""
        body = {"input": list("her SSN is 219-09-"), "granularity": "full"}
        seen = b""
        with httpx.stream("POST", f"{server.url}/graphs/stall/stream", json=body) as response:
            for chunk in response.iter_raw():
                seen += chunk
                if b"SSN" in seen or b"her " in seen:
                    break
        assert_hidden(sse(seen[: seen.rindex(b"\n\n") + 2]), ["219-09-"])
