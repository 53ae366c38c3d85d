"""Plain values: a faithful copy of JSON, something safe of everything else."""

from __future__ import annotations

import copy
import dataclasses
import enum
import json
import math
import types
from collections import UserDict, deque
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

import attrs
import msgspec
import pydantic
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asgi_agent.plain import CUT, MAX_DEPTH, plain

SECRET = "Jane Roe, 1961-04-03"

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


class Opaque:
    def __repr__(self) -> str:
        return "opaque"


class Unreadable:
    def __str__(self) -> str:
        raise RuntimeError(SECRET)


class Colour(enum.Enum):
    RED = "red"


class Level(enum.IntEnum):
    LOW = 1


class Text(str):
    __slots__ = ()


class Celsius(float):
    """As numpy's own float is one."""


class Point(NamedTuple):
    x: int
    y: int


@dataclasses.dataclass
class Visit:
    reason: Any


@dataclasses.dataclass
class VisitFailed(Exception):
    reason: str


@attrs.define
class Bed:
    ward: Any


class Renamed(msgspec.Struct, rename="camel", tag=True):
    given_name: str
    nothing: str | msgspec.UnsetType = msgspec.UNSET


class Patient(pydantic.BaseModel):
    name: str
    seen: date


leaves = st.sampled_from(
    [
        *(
            Opaque(),
            Unreadable(),
            ValueError(SECRET),
            VisitFailed(SECRET),
            Colour.RED,
            Colour,
            Text("t"),
            object,
        ),
        *(b"\xff", 1j, math.nan, math.inf, Decimal("1.5"), datetime.now(UTC), UUID(int=1), range(3)),
        *(
            msgspec.UNSET,
            "\ud800",
            Visit(Unreadable()),
            Patient(name="a", seen=date(2020, 1, 1)),
            lambda: None,
        ),
    ]
)
keys = st.text() | st.none() | st.integers() | st.floats() | st.binary() | st.tuples(st.integers(), st.text())
anything = st.recursive(
    json_values | leaves,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.lists(inner, max_size=3).map(deque)
        | st.dictionaries(keys, inner, max_size=3)
        | st.dictionaries(keys, inner, max_size=3).map(types.MappingProxyType)
        | inner.map(Visit)
        | inner.map(Bed)
    ),
    max_leaves=15,
)


def is_plain(value: Any) -> bool:
    if type(value) is dict:
        return all(type(key) is str and is_plain(item) for key, item in value.items())
    if type(value) is list:
        return all(is_plain(item) for item in value)
    return value is None or type(value) in (str, int, bool) or (type(value) is float and math.isfinite(value))


@given(json_values)
def test_json_stays_as_it_is(value: Any) -> None:
    """JSON values come back equal, of the same types, and still JSON."""
    result = plain(value)
    assert json.dumps(result, sort_keys=True) == json.dumps(value, sort_keys=True)


@given(anything)
def test_anything_becomes_plain_values(value: Any) -> None:
    """Whatever a graph holds, the result is made of the seven plain types."""
    assert is_plain(plain(value))


@given(anything)
def test_the_text_of_an_exception_never_appears(value: Any) -> None:
    """Neither that of an exception in a value, nor of one that reading a value raises."""
    assert SECRET not in repr(plain({"value": value, "also": [ValueError(SECRET), Unreadable()]}))


def test_a_later_change_of_the_source_does_not_reach_the_copy() -> None:
    """The graph goes on with its state, and what was said stays said."""
    source: dict[str, Any] = {"messages": [{"text": "a"}], "seen": {1}}
    said = plain(source)
    before = copy.deepcopy(said)
    source["messages"][0]["text"] = "b"
    source["messages"].append("c")
    assert said == before


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (ValueError(SECRET), "ValueError"),
        (VisitFailed(SECRET), "VisitFailed"),
        (Visit({(1, 2): ValueError(SECRET)}), {"reason": {"[1, 2]": "ValueError"}}),
        ({ValueError(SECRET): 1}, {"ValueError": 1}),
        (Unreadable(), "Unreadable"),
        (Opaque(), "opaque"),
        (Colour.RED, "red"),
        (Text("x"), "x"),
        (Celsius(37.5), 37.5),
        (Celsius("nan"), None),
        (Level.LOW, 1),
        (Point(1, 2), [1, 2]),
        ((1, (2,)), [1, [2]]),
        (deque([1]), [1]),
        ({3}, [3]),
        (types.MappingProxyType({"a": 1}), {"a": 1}),
        (UserDict(a=1), {"a": 1}),
        (Visit(Bed([None])), {"reason": {"ward": [None]}}),
        (Renamed("Ann"), {"type": "Renamed", "givenName": "Ann"}),
        (Patient(name="Ann", seen=date(2020, 1, 2)), {"name": "Ann", "seen": "2020-01-02"}),
        ({1: 1, None: 2, 1.5: 3, Colour.RED: 4}, {"1": 1, "None": 2, "1.5": 3, "red": 4}),
        (b"\xff", "/w=="),
        (Decimal("1.50"), "1.50"),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (math.nan, None),
        (-math.inf, None),
        (2**70, 2**70),
    ],
    ids=lambda value: type(value).__name__,
)
def test_each_kind_has_its_plain_form(value: Any, expected: Any) -> None:
    """Types that JSON does not have are opened or written as text."""
    assert plain(value) == expected


def test_bytes_are_read_for_who_asks() -> None:
    """UTF-8 becomes text, as a value and as a key; else, and for all others, it is base64."""
    said = {b"who": {"one": b"Jos\xc3\xa9", "two": [bytearray(b"x"), memoryview(b"\xff")]}}
    assert plain(said, read_bytes=True) == {"who": {"one": "Jos\u00e9", "two": ["x", "/w=="]}}
    assert plain(said) == {"d2hv": {"one": "Sm9zw6k=", "two": ["eA==", "/w=="]}}


def test_a_cycle_is_cut_where_it_closes() -> None:
    """Even one with several ways round, which would otherwise be walked for ever."""
    state: dict[str, Any] = {"name": "a"}
    state["self"] = state["again"] = [state]
    visit = Visit(None)
    visit.reason = visit
    assert plain(state) == {"name": "a", "self": [CUT], "again": [CUT]}
    assert plain(visit) == {"reason": CUT}


def test_the_same_value_twice_is_no_cycle() -> None:
    """Only what lies within itself is cut."""
    shared = ["x"]
    assert plain([shared, shared]) == [["x"], ["x"]]


def test_very_deep_nesting_is_cut() -> None:
    """And the depth that is left is one that every encoder takes."""
    deep: Any = "bottom"
    for _ in range(5000):
        deep = [deep]
    text = json.dumps(plain(deep))
    assert text == "[" * MAX_DEPTH + f'"{CUT}"' + "]" * MAX_DEPTH


def test_a_number_too_long_to_write_is_a_key_all_the_same() -> None:
    """Python refuses to turn more than some 4,300 digits into text."""
    assert plain({10**5000: 1}) == {"int": 1}


def test_a_model_is_dumped_without_warnings_that_quote_it() -> None:
    """Pydantic warns in words that hold the value; warnings are errors here, so one would show."""
    patient = Patient.model_construct(name=[SECRET], seen="never")
    assert plain(patient) == {"name": [SECRET], "seen": "never"}


def test_a_dump_of_another_library_needs_no_option() -> None:
    """`model_dump` is called as it can be."""

    class Model:
        def model_dump(self) -> Any:
            return Point(1, 2)

    assert plain(Model()) == [1, 2]
