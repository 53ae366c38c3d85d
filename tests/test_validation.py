"""Faults name places and rules of the schema, and nothing of what came."""

from __future__ import annotations

import dataclasses
import enum
import json
from typing import Annotated, Any, Literal, TypedDict

import msgspec
import pydantic
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asgi_agent.errors import InvalidInputError, MalformedRequestError
from asgi_agent.validation import UNKNOWN_FIELD, decode, msgspec_faults, pydantic_faults, schema_of

SECRET = "zq7secret"


class Urgency(enum.Enum):
    LOW = "low"


class Cat(msgspec.Struct, tag="cat", forbid_unknown_fields=True):
    name: str


class Dog(msgspec.Struct, tag="dog"):
    age: int


class Pair(TypedDict):
    left: int


@dataclasses.dataclass
class Guarded:
    word: str = ""

    def __post_init__(self) -> None:
        if self.word:
            raise ValueError(f"Expected something else than {self.word}")


class Body(msgspec.Struct, forbid_unknown_fields=True):
    title: Annotated[str, msgspec.Meta(max_length=3, pattern="^a*$")] = ""
    level: Urgency = Urgency.LOW
    kind: Literal["a", "b"] = "a"
    pet: Cat | Dog | None = None
    pairs: list[Pair] = []
    numbers: dict[str, int] = {}
    keyed: dict[int, str] = {}
    guarded: Guarded | None = None


class Cell(pydantic.BaseModel, extra="forbid"):
    value: int
    kind: Literal["x"] = "x"


class Model(pydantic.BaseModel, extra="forbid"):
    title: Annotated[str, pydantic.StringConstraints(max_length=3, pattern="^a*$")] = ""
    cells: dict[str, list[Cell]] = {}
    keyed: dict[int, str] = {}
    level: Urgency = Urgency.LOW
    either: int | Cell = 0

    @pydantic.field_validator("title")
    @classmethod
    def _check(cls, title: str) -> str:
        if title:
            raise ValueError(f"not {title}")
        return title


BODY = msgspec.json.Decoder(Body)
NAMES = (*Body.__struct_fields__, *Model.model_fields, "left", "name", "age", "type", "value", "word")
marked = st.sampled_from(
    [SECRET, f"{SECRET} - at `$.title`", f"x` - at `$.{SECRET}", f"a - at `{SECRET}", f"- at `$[{SECRET}]"]
)
names = marked | st.sampled_from(NAMES)
bodies = st.recursive(
    marked | st.integers() | st.none() | st.booleans() | st.just("low"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=4),
    max_leaves=12,
)
shaped = bodies | st.fixed_dictionaries({}, optional=dict.fromkeys((*NAMES, SECRET), bodies))


def problem_with(body: object) -> dict[str, Any]:
    try:
        decode(json.dumps(body), BODY)
    except InvalidInputError as problem:
        return problem.to_dict() | {"text": str(problem)}
    return {}


@given(shaped)
def test_msgspec_faults_hold_nothing_of_the_body(body: object) -> None:
    """Neither keys nor values, even those that look like msgspec's own words."""
    assert SECRET not in json.dumps(problem_with(body))


@given(shaped)
def test_pydantic_faults_hold_nothing_of_the_body(body: object) -> None:
    """Neither keys nor values, nor what a validator of the host's says about them."""
    try:
        Model.model_validate(body)
    except pydantic.ValidationError as error:
        faults = pydantic_faults(error, "body.input", schema_of(Model))
        assert faults
        assert SECRET not in json.dumps(faults)


@pytest.mark.parametrize(
    ("body", "place", "message"),
    [
        ([], "body", "Expected `object`, got `array`"),
        ({"title": 1}, "body.title", "Expected `str`, got `int`"),
        ({"title": "aaaa"}, "body.title", "Expected `str` of length <= 3"),
        ({SECRET: 1}, "body", UNKNOWN_FIELD),
        ({"pet": {"type": "cat", "name": "a", SECRET: 1}}, "body.pet", UNKNOWN_FIELD),
        ({"pet": {"type": SECRET}}, "body.pet.type", "not an allowed value"),
        ({"pet": {"type": "dog"}}, "body.pet", "Object missing required field `age`"),
        ({"level": SECRET}, "body.level", "not an allowed value"),
        ({"kind": SECRET}, "body.kind", "not an allowed value"),
        ({"pairs": [{"left": 1}, {"left": SECRET}]}, "body.pairs[1].left", "Expected `int`, got `str`"),
        ({"numbers": {SECRET: "a"}}, "body.numbers[...]", "Expected `int`, got `str`"),
        ({"keyed": {SECRET: "a"}}, "body.keyed", "Expected `int`, got `str`"),
        ({"guarded": {"word": SECRET}}, "body.guarded", "not an allowed value"),
        ({"x` - at `$[5551234]": 1}, "body[...]", UNKNOWN_FIELD),
    ],
)
def test_a_fault_says_where_and_which_rule(body: object, place: str, message: str) -> None:
    """Places go as deep as the schema does; keys of mappings are left out."""
    assert problem_with(body)["errors"] == [{"loc": place, "msg": message}]


def test_pydantic_faults_say_where_and_which_rule() -> None:
    """All of them, by pydantic's name of the rule."""
    body = {"cells": {SECRET: [{"value": 1}, {"value": "a", SECRET: 1}]}, "title": "b", SECRET: 1}
    with pytest.raises(pydantic.ValidationError) as caught:
        Model.model_validate(body)
    assert pydantic_faults(caught.value, "body", schema_of(Model)) == [
        {"loc": "body.title", "msg": "string_pattern_mismatch"},
        {"loc": "body.cells[...][1].value", "msg": "int_parsing"},
        {"loc": "body.cells[...][1][...]", "msg": "extra_forbidden"},
        {"loc": "body[...]", "msg": "extra_forbidden"},
    ]


def test_without_a_schema_no_name_is_shown() -> None:
    """A name that nobody vouches for could be a key that came."""
    with pytest.raises(msgspec.ValidationError) as caught:
        BODY.decode(b'{"title": 1}')
    assert msgspec_faults(caught.value, "body", {})[0]["loc"] == "body[...]"


@pytest.mark.parametrize(
    "body", [b"", b"{", b'{"a": NaN}', b'"\xff"', b"[" * 100_000, b"\xef\xbb\xbf{}", '"\ud800"', "{}x"]
)
def test_what_is_not_json_is_malformed(body: bytes | str) -> None:
    """Broken syntax, bad UTF-8, a byte order mark and bottomless nesting are all a 400."""
    with pytest.raises(MalformedRequestError) as caught:
        decode(body, msgspec.json.Decoder(Any))
    assert caught.value.__cause__ is None


def test_what_fits_is_decoded() -> None:
    """The value comes as its type."""
    assert decode(b'{"pet": {"type": "dog", "age": 3}}', BODY).pet == Dog(3)


class Handle:
    """Nothing that JSON could say."""


class Shapeless(pydantic.BaseModel, arbitrary_types_allowed=True):
    handle: Handle


@pytest.mark.parametrize("kind", [Shapeless, Handle, object, Any])
def test_a_type_without_a_schema_allows_anything(kind: object) -> None:
    """What has no JSON form is no reason to fail while something else is being reported."""
    assert "properties" not in schema_of(kind)
