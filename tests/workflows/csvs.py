"""Workflows written for a test, and what becomes of them."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from asgi_agent.workflows import load_csv

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "GraphName,Node,AgentType,Prompt,Context,Input_Fields,Output_Field,Edge,Success_Next,Failure_Next"


def write(directory: Path, text: str, *, header: str = HEADER, name: str = "flow.csv") -> Path:
    """A file of these rows."""
    path = directory / name
    path.write_text(f"{header}\n{textwrap.dedent(text).strip()}\n", "utf-8")
    return path


def load(directory: Path, text: str, *, header: str = HEADER, **options: Any) -> Any:
    """The first graph of these rows."""
    return next(iter(load_csv(write(directory, text, header=header), **options).values()))


async def run(graph: Any, values: Any = None, thread: str | None = None) -> dict[str, Any]:
    """The state at the end, or at a question."""
    config = {"configurable": {"thread_id": thread or uuid4().hex}}
    state: dict[str, Any] = await graph.ainvoke({} if values is None else values, config)
    return state


async def path(graph: Any, values: Any = None) -> list[str]:
    """The nodes that ran, in their order."""
    config = {"configurable": {"thread_id": uuid4().hex}}
    visits = graph.astream(values or {}, config, stream_mode="updates")
    return [node async for update in visits for node, given in update.items() if given is not None]
