"""Messages, reasoning and tool calls have borders, however their pieces come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asgi_agent.graphs.messages import MessageStream
from tests.graphs.collect import Events

if TYPE_CHECKING:
    from collections.abc import Coroutine

ids = st.sampled_from("ab")
texts = st.text(max_size=3)
steps = st.one_of(
    st.tuples(st.sampled_from(["text", "reasoning"]), ids, texts),
    st.tuples(st.just("tool_call"), ids, st.just("search"), texts),
    st.tuples(st.sampled_from(["end", "end_tool_call"]), ids),
    st.tuples(st.just("tool_result"), ids, st.just("search"), texts),
)


def run(coroutine: Coroutine[Any, Any, None]) -> None:
    """Run what never waits, as `Events` takes everything at once."""
    with pytest.raises(StopIteration):
        coroutine.send(None)


def play(moves: list[tuple[Any, ...]]) -> Events:
    events = Events()
    stream = MessageStream(events)
    for method, *arguments in moves:
        run(getattr(stream, method)(*arguments))
    run(stream.close())
    return events


@given(st.lists(steps, max_size=30))
def test_any_interleaving_gives_well_formed_streams(moves: list[tuple[Any, ...]]) -> None:
    """One start, then pieces, then one end that holds the whole of them, and nothing after it."""
    pieces: dict[tuple[str, str], list[str] | None] = {}
    for event in play(moves):
        kind, _, what = event.type.partition(".")
        key = (kind, event.data["id"])
        match what:
            case "start":
                assert key not in pieces
                pieces[key] = []
            case "delta" | "args":
                heard = pieces[key]
                assert heard is not None
                heard.append(event.data["delta" if kind == "tool" else "text"])
            case "end":
                heard, pieces[key] = pieces[key], None
                assert heard is not None
                if kind != "tool":
                    assert event.data["text"] == "".join(heard)
            case _:
                assert event.type == "tool.result"
                assert pieces.get(key) is None
    assert all(heard is None for heard in pieces.values())


@given(st.lists(steps, max_size=30))
def test_no_delta_is_empty(moves: list[tuple[Any, ...]]) -> None:
    """A piece without text opens a message and says nothing."""
    for event in play(moves):
        assert event.type not in ("message.delta", "reasoning.delta") or event.data["text"]
        assert event.type != "tool.args" or event.data["delta"]


def test_messages_may_interleave() -> None:
    """Two models that speak at once are told apart by their ids."""
    events = play([("text", "a", "1"), ("text", "b", "2"), ("text", "a", "3"), ("end", "a")])
    assert [(event.type, event.data["id"]) for event in events] == [
        ("message.start", "a"),
        ("message.delta", "a"),
        ("message.start", "b"),
        ("message.delta", "b"),
        ("message.delta", "a"),
        ("message.end", "a"),
        ("message.end", "b"),
    ]


def test_reasoning_ends_where_the_answer_begins() -> None:
    """A model thinks, then speaks; the two share an id and are two streams."""
    events = play([("reasoning", "a", "hm"), ("text", "a", "yes")])
    assert events.types == [
        "reasoning.start",
        "reasoning.delta",
        "reasoning.end",
        "message.start",
        "message.delta",
        "message.end",
    ]
    assert events.of("message.start")[0].data == {"id": "a", "role": "assistant"}


def test_a_second_thought_is_not_lost() -> None:
    """Models that think between sentences go on doing so under the message's id."""
    moves = [("reasoning", "a", "hm"), ("text", "a", "yes"), ("reasoning", "a", "but"), ("text", "a", " no")]
    events = play(moves)
    ends = [(event.type, event.data["id"], event.data["text"]) for event in events.of("reasoning.end")]
    assert ends == [("reasoning.end", "a", "hm"), ("reasoning.end", "a.2", "but")]
    assert [event.data["text"] for event in events.of("message.end")] == ["yes no"]


def test_a_result_ends_its_call() -> None:
    """Frameworks seldom say that the arguments are complete."""
    events = play([("tool_call", "c", "search", '{"q":'), ("tool_call", "c", "", "1}")])
    assert events.of("tool.end")[0].data == {"id": "c", "name": "search", "args": {"q": 1}}
    events = play([("tool_call", "c", "search"), ("tool_result", "c", "search", {1: ValueError("secret")})])
    assert events.types == ["tool.start", "tool.end", "tool.result"]
    assert events[-1].data == {"id": "c", "name": "search", "content": {"1": "ValueError"}, "error": False}


@pytest.mark.parametrize(
    ("args", "parsed"),
    [
        ("", {}),
        ('{"a": [1]}', {"a": [1]}),
        ('{"a": ', '{"a": '),
        ('{"a": "\ud800"}', '{"a": "\ud800"}'),
        ("[" * 50_000, "[" * 50_000),
    ],
    ids=["none", "json", "cut", "surrogate", "deep"],
)
def test_arguments_are_parsed_where_they_are_json(args: str, parsed: object) -> None:
    """A model that was cut off, or that writes nonsense, leaves its text."""
    assert play([("tool_call", "c", "search", args)]).of("tool.end")[0].data["args"] == parsed


async def test_seen_tells_whether_a_whole_message_is_news() -> None:
    """Frameworks send a message once more as a whole."""
    stream = MessageStream(Events())
    assert not stream.seen("a")
    await stream.text("a", "x")
    assert stream.seen("a")
    await stream.end("a")
    assert stream.seen("a")
    assert not stream.seen("b")


async def test_events_say_where_they_come_from() -> None:
    """The end comes from where the start came from, whoever ends it."""
    events = Events()
    stream = MessageStream(events)
    await stream.text("a", "x", role="user", node="ask", path=("sub",))
    await stream.tool_call("c", "search", message_id="a", node="act")
    await stream.tool_result("c", "search", "found", error=True, node="act", path=("sub",))
    await stream.close()
    assert [(event.node, event.path) for event in events.of("message.end")] == [("ask", ("sub",))]
    assert events.of("message.start")[0].data["role"] == "user"
    assert events.of("tool.start")[0].data == {"id": "c", "name": "search", "message_id": "a"}
    assert events.of("tool.result")[0].data["error"] is True
