"""Nodes and states as events."""

from __future__ import annotations

from typing import Any

import msgspec

from asgi_agent.events import CHAT, Family
from tests.graphs.agentflow.support import EVERYTHING, adapted, collect, core, echo, new_run, utils, words


class Ward(core.AgentState):  # type: ignore[misc]
    beds: int = 1
    name: str = "A"


async def admit(state: Any, config: dict[str, Any]) -> Any:
    state.beds += 1
    return state


async def test_each_node_starts_and_finishes() -> None:
    """In order, under one id for both, and without the framework's own first step."""
    _, events = await collect(adapted({"a": echo, "b": echo}), new_run(include=Family.NODES))
    assert [(event.type, event.node) for event in events] == [
        ("node.started", "a"),
        ("node.finished", "a"),
        ("node.started", "b"),
        ("node.finished", "b"),
    ]
    ids = [event.data["id"] for event in events]
    assert ids[0] == ids[1] != ids[2] == ids[3]


async def test_a_node_that_comes_again_is_another_step() -> None:
    """A loop has an id for each round."""
    rounds = iter([True, True, False])
    adapter = adapted(
        {"a": echo, "b": echo},
        [("a", "b")],
        routes={"b": lambda state: "a" if next(rounds) else utils.END},
    )
    _, events = await collect(adapter, new_run(include=Family.NODES))
    started = [event.data["id"] for event in events.of("node.started")]
    assert len(started) == len(set(started)) == 6


async def test_a_finished_node_says_what_it_wrote() -> None:
    """Its messages and the fields that it changed, not those that the caller set."""
    adapter = adapted({"admit": admit, "echo": echo}, state=Ward())
    given = {"messages": ["hi"], "state": {"name": "B"}}
    _, events = await collect(adapter, new_run(given, include=Family.NODES))
    first, second = (event.data["output"] for event in events.of("node.finished"))
    assert first == {"messages": [], "beds": 2}
    assert [message["content"][0]["text"] for message in second["messages"]] == ["echo hi"]
    assert set(second) == {"messages"}


async def test_every_node_that_started_finishes_when_the_run_pauses() -> None:
    """A step indicator does not spin for ever over a question."""

    async def ask(state: Any, config: dict[str, Any]) -> str:
        return str(utils.interrupt("sure?"))

    _, events = await collect(adapted({"ask": ask}), new_run(include=Family.NODES))
    assert [event.type for event in events] == ["node.started", "node.finished"]


async def test_states_come_once_for_each_step() -> None:
    """AgentFlow sends each twice."""
    _, events = await collect(adapted({"a": echo, "b": echo}), new_run(include=Family.STATE))
    snapshots = [event.data["values"] for event in events.of("state.snapshot")]
    assert [len(values["context"]) for values in snapshots] == [1, 2, 3]


async def test_a_state_keeps_the_fields_of_its_own_class() -> None:
    """Serialised as its base class, as AgentFlow's chunks are by default, it would lose them."""
    _, events = await collect(adapted({"admit": admit}, state=Ward()), new_run(include=Family.STATE))
    assert [event.data["values"]["beds"] for event in events.of("state.snapshot")] == [1, 2]


async def test_the_frameworks_own_bookkeeping_is_not_part_of_a_state() -> None:
    """It holds, among other things, the text of the last exception."""
    _, events = await collect(adapted({"a": echo}), new_run(include=EVERYTHING))
    assert "execution_meta" not in repr(events)


async def test_a_pause_has_the_state_that_it_left() -> None:
    """Whoever answers sees what the question is about."""

    async def ask(state: Any, config: dict[str, Any]) -> str:
        return str(utils.interrupt("sure?"))

    _, events = await collect(adapted({"a": echo, "ask": ask}), new_run(include=Family.STATE))
    assert len(events.of("state.snapshot")[-1].data["values"]["context"]) == 2


async def test_events_do_not_change_after_they_were_sent() -> None:
    """AgentFlow writes successive messages into one chunk object and goes on changing its states."""
    adapter = adapted({"a": words("one ", "two "), "admit": admit, "b": words("three")}, state=Ward())
    kept: list[bytes] = []
    sent: list[dict[str, Any]] = []

    async def emit(event_type: str, data: dict[str, Any], **about: Any) -> None:
        kept.append(msgspec.json.encode(data))
        sent.append(data)

    await adapter.run(new_run(include=EVERYTHING), emit)
    assert [msgspec.json.encode(data) for data in sent] == kept


async def test_a_chat_does_not_pay_for_states() -> None:
    """Serialising a state costs more with every turn of the conversation."""
    dumped: list[str] = []

    class Watched(Ward):
        def model_dump(self, **options: Any) -> dict[str, Any]:
            if "serialize_as_any" in options:  # the framework's own dumps do without
                dumped.append("state")
            values: dict[str, Any] = super().model_dump(**options)
            return values

    adapter = adapted({"a": echo, "b": echo, "c": echo}, state=Watched())
    await collect(adapter, new_run(include=CHAT))
    assert dumped == ["state"]  # the outcome's
