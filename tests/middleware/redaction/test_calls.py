from __future__ import annotations

from typing import Any

import pytest

from asgi_agent.middleware.redaction.calls import Call, call_of
from asgi_agent.middleware.redaction.shapes import read


@pytest.mark.parametrize(
    ("message", "call"),
    [
        (["said", {"a": 1}], Call("said", (), 1)),
        ([None, "2", "room:1", "said", {"a": 1}], Call("said", (), 4)),
        (["token", "x"], Call("token", (), 1)),
        (["stream_end"], Call("stream_end", (), 1)),
        ({"type": 1, "target": "said", "arguments": ["x"]}, Call("said", ("arguments",), 0)),
        (["Ann", "Lee"], None),
        (["a", "b", "c"], None),
        (["a", 1, {"b": 2}], None),
        ([{"a": 1}], None),
        ([None, {"a": 1}], None),
        ([], None),
        ({"name": "look_up", "arguments": "{}"}, None),
        ("said", None),
    ],
)
def test_a_message_that_names_an_event_is_told_from_a_list(message: Any, call: Call | None) -> None:
    """A list of words is none."""
    assert call_of(message) == call


@pytest.mark.parametrize(
    ("message", "path"),
    [
        (["custom", {"token": "x"}], (1, "token")),
        (["token", "x"], (1,)),
        (["new_token", {"words": "x"}], (1, "words")),
        ([None, "2", "room", "answer", {"text": "x"}], (4, "text")),
        ({"type": 1, "target": "StreamToken", "arguments": ["x"]}, ("arguments", 0)),
        ({"type": 1, "target": "say", "arguments": [{"text": "x"}]}, ("arguments", 0, "text")),
    ],
)
def test_a_piece_is_found_in_what_comes_with_an_event(message: Any, path: tuple[str | int, ...]) -> None:
    """By its own name, or by that of the event."""
    (piece,) = read(message).pieces
    assert piece.path == path
    assert not read(message).bare


def test_an_event_says_by_its_name_what_a_type_would() -> None:
    """That texts are at their end, that something failed, that what comes is whole."""
    assert read(["stream_end"]).ends == [()]
    assert read(["error", {"detail": "x"}]).failed
    assert read(["status", {"text": "x"}]).pieces == []
