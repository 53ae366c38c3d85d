"""What goes into a LangGraph graph, and what is refused at the door."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypedDict

import pytest
from langgraph.func import entrypoint
from langgraph.graph import START, MessagesState, StateGraph
from pydantic import BaseModel, Field, field_validator

from asgi_agent.errors import GraphFailedError, InvalidInputError
from asgi_agent.graphs.langgraph import LangGraphAdapter
from tests.graphs.collect import collect

SECRET = "Ada Lovelace 1815-12-10"


class Question(TypedDict):
    question: str


class Two(TypedDict):
    first: str
    second: str


class OneOptional(TypedDict, total=False):
    note: str | None
    count: int


class Strict(BaseModel):
    age: int = Field(ge=0)
    names: list[str] = []

    @field_validator("names")
    @classmethod
    def short(cls, names: list[str]) -> list[str]:
        for name in names:
            if len(name) > 10:
                raise ValueError(f"{name} is too long")
        return names


@dataclass
class Point:
    x: int
    y: int


def graph_of(state: Any, node: Any = lambda state: {}, **options: Any) -> LangGraphAdapter:
    graph = StateGraph(state, **options).add_node("node", node).add_edge(START, "node").compile()
    return LangGraphAdapter(graph)


class TestText:
    @pytest.mark.parametrize(
        ("state", "given"),
        [
            (Question, {"question": "why"}),
            (OneOptional, {"note": "why"}),
        ],
    )
    async def test_goes_into_the_only_string(self, state: Any, given: dict[str, Any]) -> None:
        """A graph with one string field takes a text there."""
        outcome, _ = await collect(graph_of(state), "why")
        assert outcome.output == given

    async def test_becomes_a_user_message(self) -> None:
        """A graph with messages takes a text as what the user says."""
        outcome, _ = await collect(graph_of(MessagesState), "why")
        (message,) = outcome.output["messages"]
        assert (message["type"], message["content"]) == ("human", "why")

    async def test_input_schema_decides(self) -> None:
        """A messages channel that is no input gets no text."""

        def node(state: Question) -> dict[str, Any]:
            return {"messages": state["question"]}

        adapter = graph_of(MessagesState, node, input_schema=Question)
        outcome, _ = await collect(adapter, "why")
        assert outcome.output["messages"][0]["content"] == "why"

    async def test_is_the_input_of_a_workflow_that_takes_one(self) -> None:
        """The functional API may take a bare string."""

        @entrypoint()
        async def workflow(text: str) -> str:
            return text.upper()

        outcome, _ = await collect(LangGraphAdapter(workflow), "why")
        assert outcome.output == "WHY"

    @pytest.mark.parametrize("state", [Two, Strict])
    async def test_has_no_place(self, state: Any) -> None:
        """With two strings or none there is no telling where a text goes."""
        with pytest.raises(InvalidInputError, match="not a text"):
            await collect(graph_of(state), "why")


class TestObjects:
    async def test_message_dicts_are_left_to_the_graph(self) -> None:
        """Messages are converted by the graph's own reducer, and by nobody before."""
        outcome, _ = await collect(graph_of(MessagesState), {"messages": [{"role": "user", "content": "hi"}]})
        assert [message["type"] for message in outcome.output["messages"]] == ["human"]

    @pytest.mark.parametrize(
        ("state", "given"),
        [
            (MessagesState, None),
            (MessagesState, [SECRET]),
            (MessagesState, 5),
            (MessagesState, {"messages": [{"speaker": SECRET}]}),
            (MessagesState, {"messages": [{"role": SECRET, "content": "hi"}]}),
            (MessagesState, {"messages": [5]}),
            (Question, [SECRET]),
            (Strict, {"age": SECRET}),
            (Strict, {"names": [SECRET], "age": 1}),
            (Strict, {}),
            (Point, {"x": 1}),
        ],
    )
    async def test_misfit_is_refused_without_an_echo(self, state: Any, given: Any) -> None:
        """What the graph cannot take is the caller's fault, told without the caller's words."""
        ran = []
        with pytest.raises(InvalidInputError) as caught:
            await collect(graph_of(state, lambda state: ran.append(state)), given)
        assert ran == []
        assert SECRET not in str(caught.value.to_dict())
        assert caught.value.errors

    async def test_faults_of_a_model_have_places(self) -> None:
        """Each field that does not fit is named."""
        with pytest.raises(InvalidInputError) as caught:
            await collect(graph_of(Strict), {"age": -1, "names": [1]})
        assert caught.value.errors == [
            {"loc": "body.input.age", "msg": "greater_than_equal"},
            {"loc": "body.input.names[0]", "msg": "string_type"},
        ]

    async def test_bad_state_of_a_node_is_not_the_callers_fault(self) -> None:
        """A node that writes what the next one cannot take has failed the graph."""

        def bad(state: Strict) -> dict[str, Any]:
            return {"age": SECRET}

        graph = (
            StateGraph(Strict)
            .add_node("bad", bad)
            .add_node("next", lambda state: {})
            .add_edge(START, "bad")
            .add_edge("bad", "next")
            .compile()
        )
        with pytest.raises(GraphFailedError) as caught:
            await collect(LangGraphAdapter(graph), {"age": 1})
        assert caught.value.extensions == {"exception": "ValidationError", "node": "next"}

    @pytest.mark.parametrize("error", [ValueError(SECRET), TypeError(SECRET), NotImplementedError(SECRET)])
    async def test_first_node_that_raises_is_not_the_callers_fault(self, error: Exception) -> None:
        """An exception of a node's own code is a failure, even before anything was streamed."""

        def node(state: Question) -> None:
            raise error

        with pytest.raises(GraphFailedError) as caught:
            await collect(graph_of(Question, node), {"question": "x"})
        assert caught.value.extensions == {"exception": type(error).__name__, "node": "node"}
