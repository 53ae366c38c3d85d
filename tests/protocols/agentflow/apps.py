"""AgentFlow graphs behind AgentFlow's wire: what the tests' servers serve.

Whoever comes with `Authorization: Bearer ann` is ann.
"""

from __future__ import annotations

import asyncio
from typing import Any

from fastapi import FastAPI

from asgi_agent import AgentASGI
from tests.graphs.agentflow.support import (
    END,
    SECRET,
    Pieces,
    calls,
    compiled,
    converters,
    core,
    echo,
    graphs,
    last_text,
    utils,
    words,
)


class Ward(core.AgentState):  # type: ignore[misc]
    beds: int = 1
    note: str = ""


async def admit(state: Any, config: dict[str, Any]) -> str:
    return f"{state.beds} beds for {last_text(state)}"


async def failing(state: Any, config: dict[str, Any]) -> str:
    raise RuntimeError(SECRET)


async def ask(state: Any, config: dict[str, Any]) -> str:
    return f"answered {utils.interrupt({'dose': 5}, reason='approval')}"


async def ticking(state: Any, config: dict[str, Any]) -> Any:
    """Talks for six seconds, unless it is stopped."""

    async def generate() -> Any:
        for number in range(600):
            yield f"{number} "
            await asyncio.sleep(0.01)

    return converters.ModelResponseConverter(generate(), converter=Pieces())


async def silent(state: Any, config: dict[str, Any]) -> str:
    """Says nothing for longer than the heartbeat."""
    await asyncio.sleep(0.5)
    return "at last"


async def shout(text: str) -> str:
    """A graph of no framework."""
    return text.upper()


def add(a: int, b: int) -> str:
    """Adds two numbers."""
    return str(a + b)


def with_tools(*made: tuple[str, str, dict[str, Any]], tools: tuple[Any, ...] = ()) -> Any:
    """An agent that makes these calls for each thing the user says, then reports what came back."""

    async def agent(state: Any, config: dict[str, Any]) -> Any:
        if state.context[-1].role == "user":
            return calls(*made)
        results = [
            block.output for one in state.context for block in one.content if block.type == "tool_result"
        ]
        return f"got {results}"

    def route(state: Any) -> str:
        return "tools" if state.context[-1].tools_calls else END

    nodes = {"agent": agent, "tools": graphs.ToolNode(list(tools))}
    return compiled(nodes, [("tools", "agent")], routes={"agent": route})


def with_remote_tools() -> Any:
    """An agent that calls two tools of the client's."""
    graph = with_tools(("c1", "read_clipboard", {}), ("c2", "locate", {"precise": True}))
    schemas = [
        {"type": "function", "function": {"name": name, "parameters": {"type": "object"}}}
        for name in ("read_clipboard", "locate")
    ]
    graph.attach_remote_tools(schemas, "tools")
    return graph


def bearer(request: Any) -> str | None:
    """The name in the token."""
    return request.headers.get("authorization", "").removeprefix("Bearer ") or None


agent = AgentASGI(
    {
        "echo": compiled({"echo": echo}),
        "words": compiled({"words": words("one ", "two ", "three")}),
        "ticking": compiled({"ticking": ticking}),
        "silent": compiled({"silent": silent}),
        "failing": compiled({"failing": failing}),
        "endless": compiled({"a": echo, "b": echo}, [("a", "b"), ("b", "a")]),
        "ask": compiled({"ask": ask}),
        "tools": with_tools(("c1", "add", {"a": 2, "b": 3}), tools=(add,)),
        "remote": with_remote_tools(),
        "shout": shout,
        "ward": compiled({"admit": admit}, state=Ward()),
    },
    protocols=("native", "agentflow"),
    principal=bearer,
    heartbeat=0.1,
)

app = FastAPI()
app.mount("/agent", agent)
