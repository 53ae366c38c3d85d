"""Typed inputs of functions: checked, converted, and described."""

from __future__ import annotations

import dataclasses
import functools
import json
from typing import TYPE_CHECKING, Annotated, Any, TypedDict

import msgspec
import pydantic
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asgi_agent.errors import InvalidInputError
from asgi_agent.graphs.callables import CallableAdapter
from tests.graphs.collect import collect

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from asgi_agent.run import Run

SECRET = "zq7secret"


@dataclasses.dataclass
class Question:
    text: str
    urgent: bool = False


class State(TypedDict):
    text: str
    urgent: bool


class Record(msgspec.Struct, forbid_unknown_fields=True):
    text: str
    urgent: bool = False


class Model(pydantic.BaseModel, extra="forbid"):
    text: str
    urgent: bool = False


@dataclasses.dataclass
class Outer:
    models: list[Model]


class Handle:
    """A class that JSON says nothing of."""


async def of_dataclass(value: Question) -> Any:
    return type(value).__name__, value.text


async def of_typed_dict(value: State, run: Run) -> Any:
    return type(value).__name__, value["text"]


def of_struct(value: Record) -> Any:
    return type(value).__name__, value.text


def of_model(value: Model) -> str:
    return f"{type(value).__name__} {value.text}"


async def of_optional_model(value: Model | None) -> Any:
    return type(value).__name__, value and value.text


async def of_nested_model(value: Outer) -> Any:
    return [(type(model).__name__, model.text) for model in value.models]


async def of_str(value: str) -> AsyncIterator[str]:
    yield value


class Service:
    def __init__(self, prefix: int) -> None:
        self.prefix = prefix

    def ask(self, value: Record) -> Any:
        return type(value).__name__, value.text

    def __call__(self, value: Record) -> Any:
        return type(value).__name__, value.text


def with_database(database: int, value: Record, run: Run) -> Any:
    return type(value).__name__, value.text


GOOD = {"text": "hi", "urgent": True}


@pytest.mark.parametrize(
    ("function", "given_input", "output"),
    [
        (of_dataclass, GOOD, ["Question", "hi"]),
        (of_typed_dict, GOOD, ["dict", "hi"]),
        (of_struct, GOOD, ["Record", "hi"]),
        (of_model, GOOD, "Model hi"),
        (of_optional_model, GOOD, ["Model", "hi"]),
        (of_optional_model, None, ["NoneType", None]),
        (of_nested_model, {"models": [GOOD]}, [["Model", "hi"]]),
        (of_str, "hi", "hi"),
        (Service(1).ask, GOOD, ["Record", "hi"]),
        (Service(1), GOOD, ["Record", "hi"]),
        (functools.partial(with_database, 1), GOOD, ["Record", "hi"]),
        (of_dataclass, Question("hi"), ["Question", "hi"]),
        (of_model, Model(text="hi"), "Model hi"),
    ],
)
async def test_an_input_becomes_what_the_function_asks_for(
    function: Callable[..., Any], given_input: Any, output: Any
) -> None:
    """By the annotation of the parameter that takes it, whatever the other annotations are."""
    assert (await collect(CallableAdapter(function), given_input))[0].output == output


@pytest.mark.parametrize(
    ("function", "given_input", "place", "message"),
    [
        (of_dataclass, {"text": 1}, "body.input.text", "Expected `str`, got `int`"),
        (of_dataclass, None, "body.input", "Expected `object`, got `null`"),
        (of_typed_dict, {"text": ""}, "body.input", "Object missing required field `urgent`"),
        (of_struct, {"text": "", SECRET: 1}, "body.input", "a field that is not known here"),
        (of_model, {"text": []}, "body.input.text", "string_type"),
        (of_model, {"text": "", SECRET: SECRET}, "body.input[...]", "extra_forbidden"),
        (of_nested_model, {"models": [{"text": []}]}, "body.input[...]", "string_type"),
        (of_str, {"messages": []}, "body.input", "Expected `str`, got `object`"),
        (Service(1).ask, {}, "body.input", "Object missing required field `text`"),
    ],
)
async def test_an_input_that_does_not_fit_is_a_fault_of_the_callers(
    function: Callable[..., Any], given_input: Any, place: str, message: str
) -> None:
    """A 422 that says where and which rule."""
    with pytest.raises(InvalidInputError) as caught:
        await collect(CallableAdapter(function), given_input)
    assert caught.value.errors == [{"loc": place, "msg": message}]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.just(SECRET),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["text", "urgent", "models", SECRET]), inner, max_size=3)
    ),
    max_leaves=8,
)
ADAPTERS = [CallableAdapter(f) for f in (of_dataclass, of_typed_dict, of_struct, of_model, of_nested_model)]


@given(json_values, st.sampled_from(ADAPTERS))
async def test_a_fault_holds_nothing_of_the_input(value: Any, adapter: CallableAdapter) -> None:
    """Neither keys nor values."""
    try:
        await collect(adapter, value)
    except InvalidInputError as problem:
        shown = json.dumps(problem.to_dict())
    else:
        shown = ""
    assert SECRET not in shown


async def test_constraints_of_an_annotation_count() -> None:
    """What `Annotated` says is part of the type."""

    def short(value: Annotated[str, msgspec.Meta(max_length=3)]) -> str:
        return value

    with pytest.raises(InvalidInputError):
        await collect(CallableAdapter(short), "much too long")


async def test_a_class_of_the_hosts_within_a_type_takes_its_instances_alone() -> None:
    """Nothing that a client sends can be one; the host's own code may."""

    def of_handles(value: list[Handle]) -> int:
        return len(value)

    adapter = CallableAdapter(of_handles)
    assert (await collect(adapter, [Handle()]))[0].output == 1
    with pytest.raises(InvalidInputError):
        await collect(adapter, [{}])


def of_anything(value: object) -> str:
    return type(value).__name__


def of_handle(value: Handle) -> str:
    return type(value).__name__


def of_choice(value: Model | Handle) -> str:
    return type(value).__name__


def of_unknown(value: Run) -> str:
    return type(value).__name__


@pytest.mark.parametrize("function", [of_anything, of_handle, of_choice, of_unknown, lambda value: "dict"])
async def test_an_annotation_that_says_nothing_about_json_lets_everything_through(
    function: Callable[..., Any],
) -> None:
    """`object`, a class of the host's, a choice of classes, a name for type checkers alone, or nothing."""
    assert (await collect(CallableAdapter(function), {"a": 1}))[0].output == "dict"


@pytest.mark.parametrize(("function", "output"), [(len, 2), (sorted, [1, 2]), (max, 2)])
async def test_a_builtin_is_a_function_too(function: Callable[..., Any], output: object) -> None:
    """It has no annotations to check by, and `max` not even a signature."""
    assert (await collect(CallableAdapter(function), [2, 1]))[0].output == output


@pytest.mark.parametrize(
    ("function", "properties"),
    [(of_dataclass, "Question"), (of_struct, "Record"), (of_model, None), (Service(1), "Record")],
)
def test_the_input_is_described(function: Callable[..., Any], properties: str | None) -> None:
    """As JSON schema, from msgspec or from pydantic."""
    schema = CallableAdapter(function).describe().input_schema
    known = schema["$defs"][properties] if properties else schema
    assert set(known["properties"]) == {"text", "urgent"}


def test_a_function_is_drawn_as_one_step() -> None:
    """Between start and end, under a name that a drawing can hold."""
    described = CallableAdapter(lambda value: value).describe()
    assert described.nodes == ("__start__", "lambda", "__end__")
    assert [(edge.source, edge.target) for edge in described.edges] == [
        ("__start__", "lambda"),
        ("lambda", "__end__"),
    ]
    assert "<" not in described.mermaid
    assert (described.input_schema, described.output_schema) == ({}, {})


def test_the_output_is_described_where_it_can_be() -> None:
    """A generator's annotation says nothing of its output."""
    assert CallableAdapter(of_model).describe().output_schema == {"type": "string"}
    assert CallableAdapter(of_str).describe().output_schema == {}
