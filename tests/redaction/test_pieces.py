"""Text that a graph streams itself, as custom events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from asgi_agent import RunInput, current_run
from asgi_agent.graphs.callables import CallableAdapter
from asgi_agent.phi.vault import Vault
from asgi_agent.redaction import RequestRedaction
from tests.redaction.around import NOTE, REDACTOR, VALUES, Emitting, Recorder, events_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from asgi_agent.events import RunEvent

    Shape = Callable[[str], tuple[str, Any]]

SAID = {"token", "custom_llm_chunk", "content"}

SHAPES: list[Shape] = [
    lambda piece: ("token", piece),
    lambda piece: ("custom", {"token": piece}),
    lambda piece: ("custom", {"custom_llm_chunk": piece, "agent": "triage", "step": 1}),
    lambda piece: ("text-delta", {"type": "text-delta", "content": piece}),
    lambda piece: ("custom", {"delta": {"content": piece, "role": "assistant"}}),
    lambda piece: ("custom", {"token": piece, "logprobs": {"content": [{"token": piece}]}, "meta": {}}),
]


def emitted(shape: Shape, pieces: Sequence[str]) -> list[tuple[str, dict[str, Any]]]:
    return [("custom", dict(zip(("name", "value"), shape(piece), strict=True))) for piece in pieces]


def pieces_in(events: Sequence[RunEvent]) -> list[str]:
    """The pieces that these events bring, whatever their shape."""
    found = []
    for event in events:
        if event.type == "custom":
            value = event.data["value"]
            value = value.get("delta", value) if isinstance(value, dict) else value
            parts = [value] if isinstance(value, str) else [value[key] for key in value if key in SAID]
            found += parts
    return found


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("step", [1, 3, 11])
async def test_what_comes_in_pieces_is_redacted_as_a_whole(shape: Shape, step: int) -> None:
    """For the caller and for observers, who never see a piece of an identifier."""
    pieces = [NOTE[start : start + step] for start in range(0, len(NOTE), step)]
    recorder = Recorder()
    events = await events_of(Emitting(*emitted(shape, pieces)), observers=[recorder])
    for seen in (events, recorder.events):
        assert "".join(pieces_in(seen)) == REDACTOR.redact(NOTE)
    assert [event.type for event in events[-2:]] == ["custom", "run.finished"]


async def test_whoever_may_see_values_gets_them_from_pieces() -> None:
    """The graph sees tokens, and streams them letter by letter."""

    async def stream(value: str) -> None:
        assert not any(secret in value for secret in VALUES)
        for letter in f"{value} See [":
            await current_run().emit("token", letter)

    redaction = RequestRedaction(
        REDACTOR,
        inbound="pseudonymise",
        outbound="restore",
        vault=Vault(),
        may_reveal=lambda principal, run: True,
    )
    recorder = Recorder()
    request = RunInput(input=NOTE)
    events = await events_of(CallableAdapter(stream), redaction, request=request, observers=[recorder])
    assert "".join(pieces_in(events)) == f"{NOTE} See ["
    assert not any(secret in str(recorder.events) for secret in VALUES)


async def test_another_id_begins_another_text() -> None:
    """The rest of the one before comes first, in an event like it."""
    said = [{"token": f"call Dr. {name}", "id": name[0]} for name in ("Lee", "Wu")]
    given = [("custom", {"name": "custom", "value": value}) for value in said]
    events = await events_of(Emitting(*given))
    texts: dict[str, str] = {}
    for event in events:
        if event.type == "custom":
            texts[event.data["value"]["id"]] = (
                texts.get(event.data["value"]["id"], "") + event.data["value"]["token"]
            )
    assert texts == {"L": "call [NAME]", "W": "call [NAME]"}
    assert list(texts) == ["L", "W"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("progress", "Reading chart 12 of"),
        ("progress", {"text": "Reading chart 12 of"}),
        ("chunk", {"text": "Reading chart 12 of", "metadata": {"page": 1}}),
        ("resume_token", "Reading chart 12 of"),
    ],
)
async def test_what_is_no_piece_comes_at_once(name: str, value: Any) -> None:
    """Nothing of a message that stands for itself waits for the next."""
    events = await events_of(Emitting(("custom", {"name": name, "value": value})))
    assert [event.data for event in events if event.type == "custom"] == [{"name": name, "value": value}]
