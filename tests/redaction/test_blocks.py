"""A message whose content comes in blocks is one text."""

from __future__ import annotations

from typing import Any

import pytest

from asgi_agent import RunInput
from asgi_agent.errors import InvalidInputError
from asgi_agent.events import Outcome
from asgi_agent.graphs.callables import CallableAdapter
from asgi_agent.phi.vault import Vault
from asgi_agent.redaction import RequestRedaction
from asgi_agent.redaction.blocks import read_together
from tests.redaction.around import NOTE, REDACTOR, VALUES, Emitting, events_of


def content(*texts: str) -> list[dict[str, Any]]:
    """As a model gives it that cites what it has read."""
    return [{"type": "text", "text": text, "citations": [{"page": 1}]} for text in texts]


def message(*texts: str) -> dict[str, Any]:
    return {"messages": [{"type": "ai", "content": content(*texts)}]}


@pytest.mark.parametrize(
    ("texts", "redacted"),
    [
        (["Her SSN is 219-0", "9-99", "99, she says"], ["Her SSN is [SSN]", "", ", she says"]),
        (["MRN ", "48291034", " was seen"], ["MRN ", "[MRN]", " was seen"]),
    ],
)
async def test_blocks_are_read_as_one_text(texts: list[str], redacted: list[str]) -> None:
    """What is cut, and what only the block before it tells."""
    events = await events_of(Emitting(outcome=Outcome(message(*texts))))
    assert events[-1].data["output"] == message(*redacted)


@pytest.mark.parametrize("size", range(1, len(NOTE)))
def test_wherever_they_are_cut(size: int) -> None:
    """Joined, they are what the whole becomes."""
    blocks = read_together(content(NOTE[:size], NOTE[size:]), REDACTOR.session())
    assert "".join(block["text"] for block in blocks) == REDACTOR.redact(NOTE)


@pytest.mark.parametrize(
    "value", [content("nothing", " of note"), content("one"), [{"type": "image"}], "text"]
)
def test_what_holds_nothing_is_itself(value: Any) -> None:
    """Nor is it copied."""
    assert read_together(value, REDACTOR.session()) is value


@pytest.mark.parametrize(
    ("texts", "redacted"),
    [
        (["Patient: John Smith", "Allergies: penicillin"], ["Patient: [NAME]", "Allergies: penicillin"]),
        (["Seen by Dr. Ann Xqor", "Is he well?"], ["Seen by [NAME]", "Is he well?"]),
        (["Write to ann@example.org", "The next"], ["Write to [EMAIL]", "The next"]),
    ],
)
async def test_a_text_that_begins_anew_keeps_its_first_word(texts: list[str], redacted: list[str]) -> None:
    """Though no space stands between the two."""
    events = await events_of(Emitting(outcome=Outcome(message(*texts))))
    assert events[-1].data["output"] == message(*redacted)


@pytest.mark.parametrize("before", ["", "Here it is: "])
@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (
            '{"phone": 3125550142, "last_name": "xqor", "mrn": "771"}',
            '{"phone": "[PHONE]", "last_name": "[NAME]", "mrn": "[MRN]"}',
        ),
        ("MSH|^~\\&|A\rPID|1||771^^^H^MR||XQOR^ZYX", "MSH|^~\\&|A\rPID|1||[MRN]^^^H^MR||[NAME]^[NAME]"),
    ],
)
async def test_documents_are_read_by_their_structure(before: str, document: str, expected: str) -> None:
    """As tools give them, each in a block; the texts around them are one text each."""
    texts = ["MRN ", "48291034", before + document, before + document, "MRN ", "48291035"]
    clean = ["MRN ", "[MRN]", before + expected, before + expected, "MRN ", "[MRN]"]
    events = await events_of(Emitting(outcome=Outcome(message(*texts))))
    assert events[-1].data["output"] == message(*clean)


async def test_what_is_cut_up_is_rejected_all_the_same() -> None:
    """Where the message stands."""
    redaction = RequestRedaction(REDACTOR, inbound="reject")
    with pytest.raises(InvalidInputError):
        await events_of(Emitting(), redaction, request=RunInput(input=message("MRN ", "48291034")))


async def test_a_graph_gets_tokens_and_its_caller_values() -> None:
    """In the blocks in which they stood."""
    given: list[Any] = []

    async def echo(value: Any) -> Any:
        given.append(value)
        return value

    sent = message("Her SSN is ", "219-09-9999", ", MRN ", "48291034", ".")
    redaction = RequestRedaction(
        REDACTOR,
        inbound="pseudonymise",
        outbound="restore",
        vault=Vault(),
        may_reveal=lambda principal, run: True,
    )
    events = await events_of(CallableAdapter(echo), redaction, request=RunInput(input=sent))
    assert not any(value in str(given) for value in VALUES)
    assert events[-1].data["output"] == sent
