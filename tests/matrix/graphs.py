"""The graphs of the matrix: those on LangGraph, with subgraphs or a memory, beside the plain ones.

They count as `tests.matrix.plain_graphs` says.
"""

from __future__ import annotations

import asyncio
from typing import Any

from langgraph.checkpoint.memory import InMemorySaver
from langgraph.graph import END, START, MessagesState, StateGraph

from tests.matrix.plain_graphs import (
    STEP,
    Steps,
    boom,
    counts,
    flood,
    gated,
    intake,
    silent,
    steps,
    tokens,
    transcript,
    whoami,
)


async def step(state: Steps) -> Steps:
    """Take one step of `STEP` seconds."""
    counts[state["key"]] += 1
    await asyncio.sleep(STEP)
    return {"done": state.get("done", 0) + 1}


def finish(state: Steps) -> Steps:
    """Note that the graph was not cut."""
    counts[state["key"] + ":finished"] += 1
    return {}


def _again(state: Steps) -> str:
    return "step" if state.get("done", 0) < state["steps"] else END


def _loop() -> StateGraph[Steps]:
    builder = StateGraph(Steps)
    builder.add_node("step", step)
    builder.add_edge(START, "step")
    builder.add_conditional_edges("step", _again, ["step", END])
    return builder


def _around(node: Any) -> Any:
    """A parent graph with `node` and an end that is noted."""
    builder = StateGraph(Steps)
    builder.add_node("child", node)
    builder.add_node("finish", finish)
    builder.add_edge(START, "child")
    builder.add_edge("child", "finish")
    builder.add_edge("finish", END)
    return builder.compile()


def build_subgraph() -> Any:
    """A compiled subgraph as a node: the shape that goes on when an AnyIO scope is cancelled."""
    return _around(_loop().compile())


def build_nested_call() -> Any:
    """A node that calls another graph by itself."""
    child = _loop().compile()

    async def call(state: Steps) -> Any:
        return await child.ainvoke(state)

    return _around(call)


def build_chat(checkpointer: InMemorySaver | None = None) -> Any:
    """Answers with what it was told, as a LangGraph graph on messages, with a memory or without."""

    def answer(state: MessagesState) -> dict[str, Any]:
        return {"messages": [("ai", f"echo {state['messages'][-1].content}")]}

    builder = StateGraph(MessagesState)
    builder.add_node("answer", answer)
    builder.add_edge(START, "answer")
    builder.add_edge("answer", END)
    return builder.compile(checkpointer=checkpointer)


GRAPHS: dict[str, Any] = {
    "chat": build_chat(),
    "memory_a": build_chat(InMemorySaver()),
    "memory_b": build_chat(InMemorySaver()),
    "subgraph": build_subgraph(),
    "nested_call": build_nested_call(),
    "steps": steps,
    "gated": gated,
    "tokens": tokens,
    "flood": flood,
    "silent": silent,
    "whoami": whoami,
    "boom": boom,
    "intake": intake,
    "transcript": transcript,
}
