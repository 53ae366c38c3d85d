"""What a caller may send, and what it is told when it may not."""

from __future__ import annotations

from typing import Any

import pytest

from asgi_agent.errors import InvalidInputError
from asgi_agent.graphs.agentflow.coercion import coerce
from tests.graphs.agentflow.support import SECRET, Message, core

TEXT_FORMS: list[Any] = [
    "hello",
    ["hello"],
    {"input": "hello"},
    {"messages": "hello"},
    {"messages": ["hello"]},
    {"messages": [{"role": "user", "content": "hello"}]},
    {"messages": [{"content": "hello"}]},
    {"messages": [{"role": "user", "content": [{"type": "text", "text": "hello"}]}]},
    {"messages": [{"role": "user", "content": "hello", "tools_calls": None, "usages": None, "delta": True}]},
]


class Ward(core.AgentState):  # type: ignore[misc]
    beds: int = 1
    name: str = "A"


def messages(value: Any) -> list[Any]:
    found: list[Any] = coerce(value, Message, core.AgentState())["messages"]
    return found


def faults(value: Any, template: Any = None) -> list[dict[str, str]]:
    with pytest.raises(InvalidInputError) as raised:
        coerce(value, Message, template or core.AgentState())
    assert raised.value.errors
    assert SECRET not in repr(raised.value.to_dict())
    return raised.value.errors


@pytest.mark.parametrize("value", TEXT_FORMS)
def test_every_way_to_say_something_becomes_one_user_message(value: Any) -> None:
    """A text, OpenAI's form and AgentFlow's form are the same message, and a whole one."""
    [message] = messages(value)
    assert (message.role, message.text(), message.delta) == ("user", "hello", False)


def test_the_frameworks_own_messages_pass_as_they_are() -> None:
    """Host code that builds messages keeps the objects that it built."""
    message = Message.text_message("hello")
    assert messages({"messages": [message]}) == [message]


def test_a_history_keeps_its_roles_and_order() -> None:
    """System and assistant messages may come before what the user says."""
    history = [{"role": role, "content": role} for role in ("system", "user", "assistant", "user")]
    assert [message.role for message in messages(history)] == ["system", "user", "assistant", "user"]


@pytest.mark.parametrize("message_id", [None, "", "0", 0])
def test_a_placeholder_id_is_replaced(message_id: Any) -> None:
    """AgentFlow's client numbers every message "0", which would drop all but the first as repeated."""
    sent = [{"role": "user", "content": "hello", "message_id": message_id} for _ in range(2)]
    first, second = messages(sent)
    assert first.message_id not in (message_id, second.message_id)


def test_an_id_of_the_callers_own_is_kept() -> None:
    """A client that knows its messages again by id finds them."""
    [message] = messages([{"content": "hello", "message_id": "m-1"}])
    assert message.message_id == "m-1"


def test_openais_image_part_becomes_an_image_block() -> None:
    """A picture's address is taken over."""
    part = {"type": "image_url", "image_url": {"url": "https://example.org/x.png"}}
    [message] = messages([{"role": "user", "content": [part]}])
    assert message.content[0].media.url == "https://example.org/x.png"


@pytest.mark.parametrize(
    ("message", "place"),
    [
        ({"role": "tool", "content": SECRET}, ".role"),
        ({"role": "assistant", "content": "x", "tools_calls": [{"id": "1"}]}, ".tools_calls"),
        ({"role": "assistant", "content": "x", "tool_calls": [{"id": "1"}]}, ".tool_calls"),
        ({"content": [{"type": "tool_call", "id": "1", "name": "pay"}]}, ".content[0].type"),
        ({"content": [{"type": "remote_tool_call", "id": "1", "name": "pay"}]}, ".content[0].type"),
        ({"content": [{"type": "tool_result", "call_id": "1", "output": SECRET}]}, ".content[0].type"),
    ],
)
def test_what_only_models_and_tools_say_is_refused(message: dict[str, Any], place: str) -> None:
    """A caller that could forge a tool call would have it executed."""
    assert [fault["loc"] for fault in faults({"messages": [message]})] == [f"body.input.messages[0]{place}"]


@pytest.mark.parametrize(
    ("value", "place"),
    [
        (None, ""),
        (7, ""),
        ({}, ""),
        ({"messages": []}, ""),
        ({"messages": 7}, ".messages"),
        ({"input": {"a": SECRET}}, ".input"),
        ([7], ".messages[0]"),
        ([{"role": SECRET, "content": "x"}], ".messages[0].role"),
        ([{"role": "user"}], ".messages[0].content"),
        ([{"content": "x", "metadata": SECRET}], ".messages[0].metadata"),
        ({"messages": ["x"], "state": SECRET}, ".state"),
    ],
)
def test_a_fault_is_told_by_its_place(value: Any, place: str) -> None:
    """The caller learns where, and never reads its own words back."""
    assert faults(value)[0]["loc"] == "body.input" + place


@pytest.mark.parametrize("kind", [SECRET, [SECRET], {SECRET: SECRET}])
def test_a_block_that_the_framework_does_not_know_is_told_without_quoting_it(kind: Any) -> None:
    """Pydantic quotes what it refuses; only its rule is passed on."""
    [fault] = faults([{"content": [{"type": kind, "text": SECRET}]}])
    assert fault["loc"].startswith("body.input.messages[0].content[0]")


def test_fields_of_the_state_are_checked() -> None:
    """The framework assigns what comes; a node that counts beds must not find a text."""
    request = coerce({"messages": ["x"], "state": {"beds": 4}}, Message, Ward())
    assert request["state"] == {"beds": 4}
    [fault] = faults({"messages": ["x"], "state": {"beds": SECRET}}, Ward())
    assert fault["loc"] == "body.input.state.beds"


@pytest.mark.parametrize("name", ["current_node", "execution_meta", "context", "unknown"])
def test_fields_that_are_not_the_callers_are_left_out(name: str) -> None:
    """Above all `current_node`, with which a caller would choose the node that runs."""
    request = coerce({"messages": ["x"], "state": {name: "admin", "name": "B"}}, Message, Ward())
    assert request["state"] == {"name": "B"}


def test_the_template_is_not_changed() -> None:
    """Checking a field must not write it into the state that every new thread starts from."""
    template = Ward()
    coerce({"messages": ["x"], "state": {"beds": 9}}, Message, template)
    assert template.beds == 1
