from __future__ import annotations

from typing import Any

import pytest

from asgi_agent.middleware.redaction.frames import asks_for_engine_io, frames, opens_engine_io


def parts(text: str, *, engine_io: bool = True) -> list[tuple[str, str, str]]:
    """How a message is taken apart."""
    found = frames({"text": text}, engine_io=engine_io)
    assert "".join(frame.message("t", frame.text)["text"] for frame in found) == text
    return [(frame.before, frame.text, frame.after) for frame in found]


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ('42["said",{"a":1}]', "42"),
        ('42/chat,["said"]', "42/chat,"),
        ('4213["said"]', "4213"),
        ('42/chat,13["said"]', "42/chat,13"),
        ('430[{"a":1}]', "430"),
        ('451-["said",{"_placeholder":true,"num":0}]', "451-"),
        ('0{"sid":"a"}', "0"),
        ('40{"sid":"a"}', "40"),
        ("40/chat,", "40/chat,"),
        ("4219-09-9999", "4"),
        ("4", "4"),
        ("2", "2"),
        ("3probe", "3probe"),
        ("2219-09-9999", ""),
        ("said", ""),
    ],
)
def test_a_packet_of_socket_io_is_taken_apart(text: str, before: str) -> None:
    """What nobody has said stands before what somebody has."""
    assert parts(text) == [(before, text.removeprefix(before), "")]


def test_records_of_signalr_are_taken_apart() -> None:
    """Each with its end; what only looks like them is one text."""
    assert parts('{"a":1}\x1e[2]\x1e', engine_io=False) == [("", '{"a":1}', "\x1e"), ("", "[2]", "\x1e")]
    for text in ('{"a":1}\x1e[2]', "said\x1e", "\x1e", ""):
        assert parts(text, engine_io=False) == [("", text, "")]


@pytest.mark.parametrize(
    ("message", "texts"),
    [
        ({"bytes": b'{"a":1}'}, ['{"a":1}']),
        ({"bytes": b"", "text": None}, [""]),
        ({"bytes": b"said"}, []),
        ({"bytes": b"\xff"}, []),
        ({"text": "said", "bytes": None}, ["said"]),
    ],
)
def test_bytes_are_json_or_nothing(message: Any, texts: list[str]) -> None:
    """And leave as bytes."""
    found = frames(message, engine_io=False)
    assert [frame.text for frame in found] == texts
    for frame in found:
        name = "text" if frame.is_text else "bytes"
        assert frame.message("t", frame.text) == {"type": "t", name: message[name]}


def test_a_connection_of_engine_io_is_asked_for_and_opened() -> None:
    """By the client's handshake and the server's first message."""
    assert asks_for_engine_io({"query_string": b"EIO=4&transport=websocket"})
    assert asks_for_engine_io({"query_string": b"transport=websocket&EIO=3"})
    assert not asks_for_engine_io({"query_string": b"XEIO=4"})
    assert not asks_for_engine_io({})
    assert opens_engine_io({"text": '0{"sid":"a"}'})
    assert opens_engine_io({"text": "3probe"})
    assert not opens_engine_io({"text": "0"})
    assert not opens_engine_io({"bytes": b"3probe"})
