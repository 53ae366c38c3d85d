"""Graphs for `test_remote_graph`: LangGraph's own server serves them, in an environment of its own."""

from __future__ import annotations

import operator
import time
from pathlib import Path
from typing import Annotated, Any, TypedDict

from langchain_core.language_models.fake_chat_models import FakeMessagesListChatModel, GenericFakeChatModel
from langchain_core.messages import AIMessage
from langgraph.graph import START, MessagesState, StateGraph
from langgraph.types import Command, interrupt


class State(TypedDict, total=False):
    said: Annotated[list[str], operator.add]
    counter: str


class Question(TypedDict):
    question: str


def hear(state: State) -> State:
    return {"said": ["heard"]}


def ask(state: State) -> State:
    return {"said": [interrupt({"question": "sure?"})]}


def fail(state: State) -> State:
    raise LookupError(state["said"][0])


def count(state: State) -> Command[Any]:
    """Loops, and leaves a line for each step where the test can see it."""
    with Path(state["counter"]).open("a") as file:
        file.write("step\n")
    time.sleep(0.05)
    return Command(goto="node")


def chat(state: MessagesState) -> dict[str, Any]:
    model = GenericFakeChatModel(messages=iter([AIMessage("good day")]))
    return {"messages": [model.invoke(state["messages"])]}


def report(state: MessagesState) -> dict[str, Any]:
    usage = {"input_tokens": 3, "output_tokens": 5, "total_tokens": 8}
    answer = AIMessage("so", usage_metadata=usage, response_metadata={"model_name": "small"})
    return {"messages": [FakeMessagesListChatModel(responses=[answer]).invoke(state["messages"])]}


def answer(state: Question) -> dict[str, str]:
    return {"question": state["question"].upper()}


def one_node(node: Any, state: Any = State, **options: Any) -> Any:
    return StateGraph(state).add_node("node", node).add_edge(START, "node").compile(**options)


inner = one_node(hear)
nested = one_node(inner)
asking = one_node(ask)
stopping = one_node(hear, interrupt_before=["node"])
failing = one_node(fail)
counting = one_node(count)
chatting = one_node(chat, MessagesState)
reporting = one_node(report, MessagesState)
answering = one_node(answer, Question)
