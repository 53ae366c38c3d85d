"""What says a text again, token by token, goes."""

from __future__ import annotations

from typing import Any

import pytest

from asgi_agent import Caller, RunInput
from asgi_agent.errors import InvalidInputError
from asgi_agent.events import Outcome
from asgi_agent.redaction import RequestRedaction
from asgi_agent.redaction.repeats import said_once
from asgi_agent.service import AgentService
from tests.redaction.around import REDACTOR, SSN, Emitting, Recorder, events_of

TOKENS = [{"token": piece, "bytes": list(piece.encode())} for piece in ("219", "-0", "9-99", "99")]


def message(logprobs: Any) -> dict[str, Any]:
    """What a model has answered, as LangChain has it."""
    about = {"model_name": "gpt", "logprobs": logprobs}
    return {"type": "ai", "content": f"SSN {SSN}", "response_metadata": about}


@pytest.mark.parametrize(
    ("value", "left"),
    [
        ({"logprobs": {"content": TOKENS}, "a": 1}, {"logprobs": None, "a": 1}),
        ([{"top_logprobs": TOKENS}], [{"top_logprobs": []}]),
        ({"a": [{"logprobs_result": {"chosen": TOKENS}}]}, {"a": [{"logprobs_result": None}]}),
        ({"token_ids": [219, 9]}, {"token_ids": []}),
    ],
)
def test_what_repeats_a_text_is_emptied(value: Any, left: Any) -> None:
    """All else stays."""
    assert said_once(value) == left


@pytest.mark.parametrize("value", [{"logprobs": None}, {"logprobs": True, "a": [{}]}, ["logprobs"], 1.5])
def test_a_value_that_repeats_nothing_is_itself(value: Any) -> None:
    """Nor is it copied."""
    assert said_once(value) is value


async def test_nobody_is_told_the_tokens_of_a_message() -> None:
    """Neither the caller nor observers, in whatever event."""
    output: dict[str, Any] = {"messages": [message({"content": TOKENS})]}
    said: list[tuple[str, dict[str, Any]]] = [
        ("state.snapshot", {"values": output}),
        ("node.finished", {"id": "1", "output": output}),
    ]
    adapter, recorder = Emitting(*said, outcome=Outcome(output)), Recorder()
    for events in (await events_of(adapter, observers=[recorder]), recorder.events):
        assert "9-99" not in str(events)
        about = events[-1].data["output"]["messages"][0]["response_metadata"]
        assert about == {"model_name": "gpt", "logprobs": None}


async def test_nor_is_the_graph() -> None:
    """A client may send back what it once was answered."""
    adapter = Emitting()
    service = AgentService({"agent": adapter})
    request = RunInput(input={"messages": [message({"content": TOKENS})]})
    await service.invoke("agent", request, Caller(redaction=RequestRedaction(REDACTOR)))
    assert "9-99" not in str(adapter.runs[0].input)


@pytest.mark.parametrize("value", [{"logprobs": {"content": TOKENS}}, {"token_ids": [219, 9]}])
async def test_tokens_are_rejected(value: Any) -> None:
    """An object of them, and a list."""
    rejecting = Caller(redaction=RequestRedaction(REDACTOR, inbound="reject"))
    with pytest.raises(InvalidInputError):
        await AgentService({"agent": Emitting()}).invoke("agent", RunInput(input=value), rejecting)
