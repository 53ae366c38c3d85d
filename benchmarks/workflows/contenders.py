"""The same three nodes, run in each way: each hands on what it is given."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypedDict

import msgspec

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    Contender = Callable[[], Awaitable[Any]]

PLAIN = "LangGraph by hand"
COMPILED = "CSV, compiled: ainvoke"
INVOKE = "CSV, compiled: POST /invoke"
EXECUTED = "CSV, compiled: execute_workflow"
AGENTMAP = "AgentMap: run_workflow_async"

FINAL = "hi"
GIVEN = {"msg": FINAL}
ROWS = """\
GraphName,Node,AgentType,Input_Fields,Output_Field,Edge
Chain,A,echo,msg,step_a,B
Chain,B,echo,step_a,step_b,C
Chain,C,echo,step_b,final,
"""


class State(TypedDict, total=False):
    """What the graph by hand keeps."""

    msg: str
    step_a: str
    step_b: str
    final: str


def by_hand() -> Contender:
    """As LangGraph's documentation writes it."""
    from langgraph.graph import START, StateGraph

    async def a(state: State) -> State:
        return {"step_a": state["msg"]}

    async def b(state: State) -> State:
        return {"step_b": state["step_a"]}

    async def c(state: State) -> State:
        return {"final": state["step_b"]}

    builder = StateGraph(State)
    builder.add_node("A", a)
    builder.add_node("B", b)
    builder.add_node("C", c)
    builder.add_edge(START, "A")
    builder.add_edge("A", "B")
    builder.add_edge("B", "C")
    graph = builder.compile()
    return lambda: graph.ainvoke(State(msg=FINAL))


def compiled(directory: Path) -> Contender:
    """The graph that `load_csv` gives."""
    from asgi_agent.workflows import load_csv

    graph = load_csv(csv_file(directory))["Chain"]
    return lambda: graph.ainvoke(GIVEN)


def invoked(directory: Path) -> Contender:
    """The same behind `AgentASGI`, asked as a server would ask it."""
    from asgi_agent import AgentASGI
    from asgi_agent.workflows import load_csv
    from benchmarks import inprocess

    app = AgentASGI(load_csv(csv_file(directory)))
    body = json.dumps({"input": GIVEN}).encode()

    async def ask() -> Any:
        batch = await inprocess.measure(app, "/invoke", body, count=1, concurrency=1)
        return msgspec.json.decode(batch.sample)["output"]

    return ask


def executed(directory: Path) -> Contender:
    """The same by `WorkflowService`, which keeps a record of each execution in memory."""
    from asgi_agent.workflow_service import WorkflowService

    service = WorkflowService(csv_file=csv_file(directory))

    async def execute() -> Any:
        return (await service.execute_workflow("Chain", GIVEN))["result"]

    return execute


def agentmap(directory: Path) -> Contender:
    """AgentMap's own runtime, with logging off."""
    from agentmap.runtime_api import (  # type: ignore[import-not-found, unused-ignore]
        run_workflow_async,
    )

    csv_file(directory)
    storage, config = directory / "storage.yaml", directory / "config.yaml"
    storage.write_text(json.dumps({"core": {"base_directory": str(directory / "data")}}))
    paths = {"csv_repository": str(directory), "cache": str(directory / "cache")}
    logging = {"version": 1, "disable_existing_loggers": False, "root": {"level": "CRITICAL", "handlers": []}}
    config.write_text(
        json.dumps({"storage_config_path": str(storage), "paths": paths, "logging": logging})  # JSON is YAML
    )

    async def run() -> Any:
        return (await run_workflow_async("chain::Chain", dict(GIVEN), config_file=str(config)))["outputs"]

    return run


def csv_file(directory: Path) -> Path:
    """The workflow as a file."""
    path = directory / "chain.csv"
    path.write_text(ROWS)
    return path
