"""How others leaked on streams in the past year, one test for each way."""

from __future__ import annotations

import asyncio
import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest

from asgi_agent.phi import Redactor
from asgi_agent.phi.vault import Vault
from asgi_agent.testing import ASGIConnection, http_scope
from tests.middleware.redaction.apps import (
    JSON,
    NOTE,
    REDACTED,
    Recorder,
    ask,
    both_sides,
    encoded,
    get,
    no_value_in,
)
from tests.middleware.redaction.cuts import at_random, in_steps, two_ways

if TYPE_CHECKING:
    from collections.abc import Iterable

    from asgi_agent.testing import HTTPResult

EVENTS = b"text/event-stream"
SSN = "219-09-9999"


def openai(delta: dict[str, Any], finish: str | None = None, **others: Any) -> dict[str, Any]:
    """A chunk of a chat completion."""
    choice = {"index": 0, "delta": delta, "finish_reason": finish, **others}
    return {"object": "chat.completion.chunk", "choices": [choice]}


def chunk(delta: dict[str, Any], finish: str | None = None, **others: Any) -> bytes:
    """The same as an event."""
    return b"data: " + encoded(openai(delta, finish, **others)) + b"\n\n"


def events(body: bytes) -> list[Any]:
    """What the events of a stream say."""
    found = []
    for event in body.decode().split("\n\n")[:-1]:
        data = event.rpartition("data: ")[2]
        found.append(data if data == "[DONE]" else json.loads(data))
    return found


def content(result: HTTPResult, name: str = "content") -> str:
    """The text of the first choice."""
    deltas = [event["choices"][0]["delta"] for event in events(result.body) if event != "[DONE]"]
    return "".join(delta.get(name) or "" for delta in deltas)


async def streamed(pieces: Iterable[bytes], **options: Any) -> HTTPResult:
    """What the client gets of an event stream."""
    return await get(Recorder(pieces, EVENTS), **options)


async def test_matching_chunk_by_chunk() -> None:
    """A value that is split between two chunks matches in neither (mastra #21049)."""
    for pieces in two_ways(f"SSN {SSN} ok"):
        result = await streamed([*(chunk({"content": piece}) for piece in pieces), b"data: [DONE]\n\n"])
        assert content(result) == "SSN [SSN] ok"


async def test_a_value_across_two_json_rpc_lines() -> None:
    """Each is a document of its own (fountain #2359)."""

    def line(text: str) -> bytes:
        update = {"sessionUpdate": "agent_message_chunk", "content": {"type": "text", "text": text}}
        params = {"sessionId": "s", "update": update}
        return encoded({"jsonrpc": "2.0", "method": "session/update", "params": params}) + b"\n"

    for pieces in two_ways(f"SSN {SSN}"):
        end = encoded({"jsonrpc": "2.0", "id": 1, "result": {"stopReason": "end_turn"}}) + b"\n"
        result = await get(Recorder([*map(line, pieces), end], b"application/x-ndjson"))
        *updates, last = [json.loads(text) for text in result.body.splitlines()]
        said = "".join(update["params"]["update"]["content"]["text"] for update in updates)
        assert (said, last["id"]) == ("SSN [SSN]", 1)


async def test_a_flag_that_skips_the_guard() -> None:
    """The same answer, streamed and not (aisix #204)."""
    whole = await get(Recorder(encoded({"choices": [{"message": {"content": NOTE}}]})))
    stream = await streamed(chunk({"content": piece}) for piece in at_random(NOTE, 1))
    assert whole.json()["choices"][0]["message"]["content"] == content(stream) == REDACTED


async def test_a_guard_that_looks_when_all_has_left() -> None:
    """Nothing of an identifier is sent before it is found (bx-ai #257, OpenAI guardrails)."""
    seen: list[bytes] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", EVENTS)]})
        for piece in NOTE:
            await send({"type": "http.response.body", "body": chunk({"content": piece}), "more_body": True})
            seen.append(b"".join(message.get("body", b"") for message in connection.sent))
        await send({"type": "http.response.body", "body": b""})

    async with ASGIConnection(both_sides(app), http_scope()) as connection:
        await connection.wait()
    for prefix in seen:
        said = "".join(event["choices"][0]["delta"]["content"] for event in events(prefix))
        assert REDACTED.startswith(said)


@pytest.mark.parametrize("value", ["bob.smith@mail.example.com.au", "10.20.30.123", "555-867-5309 ext 1234"])
async def test_a_match_that_later_text_makes_longer(value: str) -> None:
    """What matches already is not yet all of it (LangChain's look-back of 128 characters)."""
    text = f"contact {value} and so on"
    for step in (1, 4):
        result = await streamed(chunk({"content": piece}) for piece in in_steps(text, step))
        assert content(result) == Redactor().redact(text)
        assert value[-4:] not in content(result)


async def test_a_carry_over_that_is_scanned_again_after_it_has_left() -> None:
    """A long value, of which the beginning has gone when the end is seen (mastra #23783, LiteLLM #41611)."""
    url = "https://ehr.example.org/patient/12345/chart?" + "&".join(f"field{n}={n}" for n in range(40))
    result = await streamed(chunk({"content": piece}) for piece in in_steps(f"see {url} now please", 4))
    assert content(result) == "see [URL] now please"


async def test_a_value_that_is_longer_than_the_window() -> None:
    """One without an end in sight is swallowed, not let go (eliza #15356)."""
    text = "token " + "a1" * 5000 + " and so on"
    result = await streamed(chunk({"content": piece}) for piece in in_steps(text, 50))
    assert "a1a1" not in content(result)
    assert content(result).endswith(" and so on")


async def test_a_safe_place_to_cut_that_is_none() -> None:
    """A space may stand within a value (eliza #15348)."""
    text = "call (555) 867-5309 or Mr. John Q. Smith today"
    for pieces in two_ways(text):
        result = await streamed(chunk({"content": piece}) for piece in pieces)
        assert content(result) == Redactor().redact(text)


async def test_offsets_of_the_redacted_text_in_the_raw_one() -> None:
    """Placeholders are longer and shorter than what they stand for (mastra #23783, LiteLLM #24291)."""
    text = "a@b.org, 555-867-5309, 10.0.0.1, Mr. Jonathan Featherstonehaugh, 219-09-9999 and plain words"
    for seed in range(10):
        result = await streamed(chunk({"content": piece}) for piece in at_random(text, seed))
        assert content(result) == Redactor().redact(text)


async def test_finds_that_overlap() -> None:
    """Each is replaced once, and no character between them is lost (mastra #23783)."""
    text = "mail https://bob@example.org/219-09-9999 or ssn:219-09-9999,219-09-9998 please"
    for seed in range(10):
        result = await streamed(chunk({"content": piece}) for piece in at_random(text, seed))
        assert content(result) == Redactor().redact(text)
        assert "219" not in content(result)


@pytest.mark.parametrize(
    "last",
    [
        chunk({}, finish="stop"),
        chunk({}, finish="length"),
        b"data: [DONE]\n\n",
        b"event: done\ndata: {}\n\n",
        b'data: {"usage": {"total_tokens": 3}, "choices": []}\n\ndata: [DONE]\n\n',
        b"",
    ],
)
async def test_what_is_held_is_sent_before_the_end(last: bytes) -> None:
    """Redacted, and before the message that ends the text (mastra #24189)."""
    result = await streamed([chunk({"content": "SSN 219-"}), chunk({"content": "09-9999"}), last])
    found = events(result.body)
    texts = [n for n, event in enumerate(found) if event != "[DONE]" and event.get("choices")]
    said = "".join(found[n]["choices"][0]["delta"].get("content", "") for n in texts)
    assert said == "SSN [SSN]"
    ends = [n for n, event in enumerate(found) if event == "[DONE]"]
    assert all(n > max(texts) for n in ends)


async def test_what_is_held_is_dropped_when_the_stream_reports_a_failure() -> None:
    """What was said last was cut off, perhaps within an identifier."""
    error = b'data: {"error": {"message": "model overloaded", "type": "server_error"}}\n\n'
    result = await streamed([chunk({"content": "all is well, SSN 219-"}), chunk({"content": "09-"}), error])
    assert b"219" not in result.body
    assert result.body.endswith(error)


async def test_other_events_pass_while_a_text_is_held() -> None:
    """A ping or the usage of another part neither waits nor ends it."""
    ping = b": ping\n\n"
    status = b'data: {"type": "status", "message": "searching"}\n\n'
    result = await streamed([chunk({"content": "SSN 219-"}), ping, status, chunk({"content": "09-9999 ok "})])
    assert result.body.startswith(ping + status)
    said = [event for event in events(result.body.replace(ping, b"")) if "choices" in event]
    assert "".join(event["choices"][0]["delta"]["content"] for event in said) == "SSN [SSN] ok "


@pytest.mark.parametrize(
    ("shape", "end"),
    [
        (
            lambda text: openai({"tool_calls": [{"index": 0, "function": {"arguments": text}}]}),
            openai({}, "tool_calls"),
        ),
        (
            lambda text: {
                "type": "content_block_delta",
                "index": 1,
                "delta": {"type": "input_json_delta", "partial_json": text},
            },
            {"type": "content_block_stop", "index": 1},
        ),
        (
            lambda text: {"type": "TOOL_CALL_ARGS", "toolCallId": "t", "delta": text},
            {"type": "TOOL_CALL_END", "toolCallId": "t"},
        ),
        (
            lambda text: {"type": "tool-input-delta", "toolCallId": "t", "inputTextDelta": text},
            {"type": "tool-input-available", "toolCallId": "t", "toolName": "look_up", "input": {}},
        ),
    ],
    ids=["OpenAI", "Anthropic", "AG-UI", "Vercel"],
)
async def test_arguments_of_tool_calls(shape: Any, end: Any) -> None:
    """JSON within a string, cut within its escapes: read when the call is complete (LiteLLM #31950)."""
    arguments = json.dumps({"patient": "Zo\u00eb \u201cZ\u201d Smith", "ssn": SSN, "n": 1})
    frames = [b"data: " + encoded(shape(piece)) + b"\n\n" for piece in in_steps(arguments, 3)]
    result = await streamed([*frames, b"data: " + encoded(end) + b"\n\n"])
    *messages, last = events(result.body)
    assert last == end
    said = "".join(deepest_text(message) for message in messages)
    assert json.loads(said) == {"patient": "[NAME]", "ssn": "[SSN]", "n": 1}


def deepest_text(message: Any) -> str:
    """The arguments in a message."""
    if isinstance(message, dict):
        for name in ("arguments", "partial_json", "inputTextDelta", "delta"):
            if isinstance(message.get(name), str):
                return str(message[name])
        return "".join(deepest_text(value) for value in message.values())
    return "".join(map(deepest_text, message)) if isinstance(message, list) else ""


async def test_arguments_that_were_cut_off() -> None:
    """JSON that nobody can read is not passed."""
    calls = [{"index": 0, "function": {"arguments": '{"ssn": "219-09-'}}]
    result = await streamed([chunk({"tool_calls": calls}), chunk({}, finish="length")])
    call = events(result.body)[0]["choices"][0]["delta"]["tool_calls"][0]
    assert call["function"]["arguments"] == "[REDACTED]"


@pytest.mark.parametrize("name", ["reasoning_content", "reasoning", "refusal", "content"])
async def test_reasoning_is_said_as_well(name: str) -> None:
    """Not only what is called content (LiteLLM #31950)."""
    result = await streamed(chunk({name: piece}) for piece in at_random(NOTE, 3))
    assert content(result, name) == REDACTED


async def test_native_frames_of_a_provider() -> None:
    """Each is read in its own form (LiteLLM #24291)."""
    pieces = at_random(NOTE, 4)
    frames = [{"candidates": [{"content": {"parts": [{"text": piece}]}}]} for piece in pieces]
    result = await streamed(b"data: " + encoded(frame) + b"\r\n\r\n" for frame in frames)
    found = [json.loads(line[6:]) for line in result.body.decode().split("\r\n") if line]
    assert "".join(frame["candidates"][0]["content"]["parts"][0]["text"] for frame in found) == REDACTED


async def test_probabilities_of_tokens() -> None:
    """They hold every raw token once more."""
    logprobs = {"content": [{"token": SSN, "bytes": [50], "top_logprobs": [{"token": SSN}]}]}
    result = await streamed([chunk({"content": f"SSN {SSN}"}, logprobs=logprobs), b"data: [DONE]\n\n"])
    assert content(result) == "SSN [SSN]"
    assert no_value_in(result.body)
    assert events(result.body)[0]["choices"][0]["logprobs"] is None


async def test_a_snapshot_that_grows() -> None:
    """A text that is sent from its beginning each time shows no more than a stream of it would."""
    snapshots = [[{"type": "ai", "id": "m", "content": f"SSN {SSN} ok"[:n]}] for n in range(1, 20)]
    frames = [b"event: messages/partial\ndata: " + encoded(snapshot) + b"\n\n" for snapshot in snapshots]
    result = await streamed(frames)
    assert "219" not in result.body.decode()
    for event in events(result.body):
        assert "SSN [SSN] ok".startswith(event[0]["content"])


async def test_first_words_do_not_wait_for_the_whole() -> None:
    """A guard that buffers the response takes its speed away (LiteLLM #29134)."""
    received: list[bytes] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", EVENTS)]})
        for word in ("the ", "pain ", "grew ", "less "):
            await send({"type": "http.response.body", "body": chunk({"content": word}), "more_body": True})
            received.append(b"".join(message.get("body", b"") for message in connection.sent))
        await send({"type": "http.response.body", "body": b""})

    async with ASGIConnection(both_sides(app), http_scope()) as connection:
        await connection.wait()
    assert [len(events(body)) for body in received] == [1, 2, 3, 4]


async def test_every_message_keeps_its_text() -> None:
    """None is emptied in the place of another (LiteLLM #20027)."""
    words = ["we ", "went ", "to ", "town ", "on ", "foot "] * 5
    result = await streamed(chunk({"content": word}) for word in words)
    assert [event["choices"][0]["delta"]["content"] for event in events(result.body)] == words


async def test_pieces_that_are_bytes_and_not_events() -> None:
    """A body message of the server's is cut anywhere, within a character too (LiteLLM #21949)."""
    body = b"".join(chunk({"content": piece}) for piece in at_random(NOTE + " caf\u00e9 \U0001f600", 5))
    for step in (1, 2, 7):
        result = await streamed(in_steps(body.replace(b"\\u", b"\\u"), step))
        assert content(result) == REDACTED + " caf\u00e9 \U0001f600"


async def test_compressed_bytes_are_not_taken_for_clean_ones() -> None:
    """What is not read is not passed."""
    body = gzip.compress(chunk({"content": f"SSN {SSN}"}))
    result = await get(Recorder(in_steps(body, 9), EVENTS, (b"content-encoding", b"gzip")))
    assert content(result) == "SSN [SSN]"


async def test_the_same_value_gets_the_same_token() -> None:
    """Numbers that a model leaves out would not be found again (LiteLLM #31959)."""
    app = Recorder(b"{}")
    body = encoded({"a": "Mr. John Smith", "b": "seen: Mr. John Smith", "c": "Mr. Jack Brown"})
    await ask(app, body, JSON, options={"inbound": "pseudonymise", "vault": Vault()})
    values = json.loads(app.body)
    first, second, third = (value.rpartition("[")[2] for value in values.values())
    assert first == second != third


async def test_two_requests_at_once_see_none_of_each_others_values() -> None:
    """Where tokens are shared between requests they do (LiteLLM #19950)."""
    vault, both = Vault(), asyncio.Barrier(2)
    tokens: list[str] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        body = json.loads((await receive())["body"])
        tokens.append(body["name"])
        await both.wait()
        await send({"type": "http.response.start", "status": 200, "headers": [JSON]})
        await send({"type": "http.response.body", "body": encoded({"names": tokens})})

    options = {
        "inbound": "pseudonymise",
        "outbound": "restore",
        "vault": vault,
        "may_reveal": lambda principal, scope: True,
    }
    names = ["Mr. John Smith", "Mrs. Jane Brown"]
    results = await asyncio.gather(
        *(ask(app, encoded({"name": name}), JSON, options=options) for name in names)
    )
    for result, own, other in zip(results, names, reversed(names), strict=True):
        assert own in result.body.decode()
        assert other.split()[-1] not in result.body.decode()
