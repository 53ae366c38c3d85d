"""The run-event model: families, ends, and values that do not change."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, get_args

import pytest

from asgi_agent.events import (
    CHAT,
    FAMILY_OF,
    GRANULARITY,
    TERMINAL_TYPES,
    EventType,
    Family,
    Interrupt,
    Outcome,
    RunEvent,
    RunInput,
)

if TYPE_CHECKING:
    import msgspec

TYPES = get_args(EventType)


def an_event(event_type: str) -> RunEvent:
    return RunEvent(event_type, "run", "thread", 1, 0.0)


@pytest.mark.parametrize("event_type", TYPES)
def test_every_type_is_documented(event_type: str) -> None:
    """In the table of `RunEvent`, by its own name or that of its group."""
    rows = re.findall(r"(?m)^\| `([a-z.*]+)`", re.sub(r"(?m)^    ", "", RunEvent.__doc__ or ""))
    assert {event_type, event_type.partition(".")[0] + ".*"} & set(rows)


def test_each_group_of_types_belongs_to_a_family_or_to_every_wire() -> None:
    """Runs, questions and usage are told on every wire; each family is somebody's."""
    groups = {event_type.partition(".")[0] for event_type in TYPES}
    assert groups - set(FAMILY_OF) == {"run", "interrupt", "usage"}
    assert set(FAMILY_OF) <= groups
    assert set(FAMILY_OF.values()) == set(Family) - {Family.STEPS}  # which are among the nodes


def test_what_ends_a_run_is_terminal_and_nothing_else() -> None:
    """Three types, of which each run has one."""
    assert {event_type for event_type in TYPES if an_event(event_type).terminal} == TERMINAL_TYPES
    assert len(TERMINAL_TYPES) == 3


def test_a_finer_granularity_holds_all_of_a_coarser_one() -> None:
    """What a chat shows, then the state, then the steps."""
    assert GRANULARITY["low"] == CHAT
    assert GRANULARITY["partial"] & ~GRANULARITY["low"] == Family.STATE
    assert GRANULARITY["full"] & ~GRANULARITY["partial"] == Family.NODES


@pytest.mark.parametrize("value", [an_event("usage"), RunInput(), Outcome(), Interrupt("i")])
def test_values_do_not_change(value: msgspec.Struct) -> None:
    """They are handed from layer to layer."""
    with pytest.raises(AttributeError, match="immutable"):
        setattr(value, value.__struct_fields__[0], "x")


def test_events_do_not_share_their_data() -> None:
    """A default that is a dict is a dict of its own."""
    assert an_event("usage").data is not an_event("usage").data
    assert RunInput().config is not RunInput().config


def test_an_outcome_with_a_question_is_interrupted() -> None:
    """A run ends at it, and goes on with the answer."""
    assert Outcome().status == "success"
    assert Outcome(interrupts=(Interrupt("i"),)).status == "interrupted"
