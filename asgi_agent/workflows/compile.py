"""From a workflow to an ordinary compiled LangGraph graph."""

from __future__ import annotations

import asyncio
import inspect
from typing import TYPE_CHECKING, Any

from langgraph.errors import GraphBubbleUp
from langgraph.graph import END, START, StateGraph
from langgraph.types import Command

from asgi_agent.workflows import cells
from asgi_agent.workflows.agents import Failed, Goto
from asgi_agent.workflows.errors import did_you_mean
from asgi_agent.workflows.nesting import taken_inside
from asgi_agent.workflows.retries import retrying
from asgi_agent.workflows.root import State
from asgi_agent.workflows.routing import Routes, next_nodes
from asgi_agent.workflows.state import ERRORS, FAILED, LEFT_OVER, NEW_RUN, REACHED, WAITING, merge
from asgi_agent.workflows.untraced import Untraced
from asgi_agent.workflows.watching import taken_watcher

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from asgi_agent.workflows.agents import Work
    from asgi_agent.workflows.model import Node, Targets, Workflow

MAX_RETRY_DELAY = 30.0


def compile_workflow(
    workflow: Workflow,
    works: Mapping[str, Work],
    functions: Mapping[str, Callable[..., Any]],
    checkpointer: Any = None,
) -> Any:
    """The graph of a workflow.

    Args:
        workflow: what to run.
        works: the agent of each node.
        functions: what `func:` refers to.
        checkpointer: of the graph.
    """
    routes = Routes(workflow)
    graph: Any = StateGraph(State)
    steps: dict[str, FixedStep] = {}
    for node in workflow.nodes.values():
        if routes.fixed(node):
            step = steps[node.name] = FixedStep(node, works[node.name])
            graph.add_node(node.name, step.run)
            for target in set(next_nodes(node.edge.nodes, END)):
                graph.add_edge(node.name, target)
        else:
            step = steps[node.name] = Step(node, works[node.name], routes, functions)
            ends = tuple(routes.destinations(node.name)) or (END,)
            graph.add_node(node.name, step.run, defer=node.name in routes.joins, destinations=ends)
    graph.add_edge(START, workflow.entry.name)
    compiled = graph.compile(checkpointer=checkpointer, name=workflow.name)
    compiled.nodes[START].mapper = _marked if routes.joins else _taken
    for name, step in steps.items():
        node = compiled.nodes[name]
        node.node = Untraced(step.run, node.node, node.flat_writers)
    return compiled


def _taken(given: Any) -> Any:
    """The input of a run without the names that are LangGraph's own and ours."""
    if not isinstance(given, dict):
        return given
    return {key: value for key, value in given.items() if not str(key).startswith("__")}


def _marked(given: Any) -> Any:
    """The same, marked as an input: what an earlier run has left at joins is not this one's."""
    return {**_taken(given), WAITING: NEW_RUN} if isinstance(given, dict) else given


class FixedStep:
    """A node at work: takes its inputs from the state, gives its outputs to it. An edge says where next."""

    def __init__(self, node: Node, work: Work) -> None:
        self._node = node
        self._work = work
        self._takes = tuple((each.parameter, each.key) for each in node.inputs)
        self._ends = END in next_nodes(node.edge.nodes, END)
        self._retries, self._delay = retrying(node)

    async def run(self, state: dict[str, Any]) -> Any:
        """One visit. Short, since LangGraph disassembles what is given to it as a node."""
        return await self._visit(state or {})

    async def _visit(self, state: dict[str, Any]) -> Any:
        if (watcher := taken_watcher()) is None:
            return await self._passed(state)
        visit = watcher.entered(self._node.name)
        try:
            given = await self._passed(state)
        except GraphBubbleUp:
            raise
        except Exception:
            watcher.left(visit, failed=True)
            raise
        watcher.left(visit, failed=False)
        return given

    async def _passed(self, state: dict[str, Any]) -> Any:
        mark = _mark()
        result = await self._tried(state)
        if not isinstance(result, Failed):
            return self._outputs(result, succeeded=True)
        update = self._outputs(result.value, succeeded=False)
        return update | mark if self._ends else update

    async def _tried(self, state: dict[str, Any]) -> Any:
        inputs = {parameter: state.get(key) for parameter, key in self._takes}
        attempt = 0
        while True:
            try:
                value = self._work(inputs)
                return await value if inspect.isawaitable(value) else value
            except GraphBubbleUp:
                raise
            except Exception:
                attempt += 1
                if attempt > self._retries:
                    raise
                await asyncio.sleep(min(self._delay * 2 ** (attempt - 1), MAX_RETRY_DELAY))

    def _outputs(self, value: Any, *, succeeded: bool) -> dict[str, Any]:
        outputs = self._node.outputs
        if not outputs:
            return {}
        if len(outputs) == 1:
            return {outputs[0].key: value}
        if not isinstance(value, dict):
            if not succeeded:
                return {}
            raise TypeError(
                f"the agent of a row with several outputs gives a dict, not {type(value).__name__}"
            )
        missing = [each.name for each in outputs if each.name not in value]
        if missing and succeeded:
            raise KeyError(f"the agent did not give {', '.join(missing)}")
        return {each.key: value[each.name] for each in outputs if each.name in value}


class Step(FixedStep):
    """A node that says itself where to go, by how it went, or since somebody has to wait for it."""

    def __init__(
        self, node: Node, work: Work, routes: Routes, functions: Mapping[str, Callable[..., Any]]
    ) -> None:
        super().__init__(node, work)
        self._functions = functions
        self._routes = routes
        self._joins = node.name in routes.joins

    async def _visit(self, state: dict[str, Any]) -> Any:
        if self._joins and (waiting := state.get(WAITING)):
            if waiting.get(self._node.name) == LEFT_OVER:
                return Command(update=[("__root__", {WAITING: {self._node.name: None}})])
            if self._awaited(waiting):
                return Command(goto=self._node.name)
        return await super()._visit(state)

    def _awaited(self, waiting: Mapping[str, str]) -> bool:
        reached = (join for join, mark in waiting.items() if mark == REACHED)
        return any(self._routes.waits_for(self._node.name, join) for join in reached)

    async def _passed(self, state: dict[str, Any]) -> Command[Any]:
        mark = _mark()
        try:
            result = await self._tried(state)
        except GraphBubbleUp:
            raise
        except Exception as error:
            return await self._failed(state, mark, error)
        succeeded = not isinstance(result, Failed)
        value = result.value if isinstance(result, Failed | Goto) else result
        update = self._outputs(value, succeeded=succeeded)
        if not succeeded:
            update |= mark
        if isinstance(result, Goto):
            return self._command(update, (result.node,))
        way = self._way(succeeded)
        try:
            return await self._onward({**state, **update}, update, way)
        except GraphBubbleUp:
            raise
        except Exception as error:
            if way is self._node.failure:
                raise
            return await self._failed(state, update | mark, error)

    async def _failed(self, state: dict[str, Any], update: dict[str, Any], error: Exception) -> Command[Any]:
        """On by the way of failure, after the agent has raised or the function that chooses the way."""
        if not self._node.failure:
            raise error
        kind = type(error).__name__
        update = {**update, ERRORS: [{"node": self._node.name, "exception": kind}], "error": kind}
        return await self._onward(merge(state, update), update, self._node.failure)

    def _way(self, succeeded: bool) -> Targets:
        if self._node.conditional:
            return self._node.success if succeeded else self._node.failure
        return self._node.edge

    async def _onward(self, state: dict[str, Any], update: dict[str, Any], way: Targets) -> Command[Any]:
        if way.function is None:
            return self._command(update, way.nodes)
        told = {key: value for key, value in state.items() if key not in (WAITING, FAILED)}
        chosen = self._functions[way.function](told)
        if inspect.isawaitable(chosen):
            chosen = await chosen
        names = (chosen,) if isinstance(chosen, str) else tuple(chosen or ())
        if not names:
            raise LookupError(f"func:{way.function} chose nothing; the end is {cells.END!r}")
        known = self._routes.destinations(self._node.name)
        for name in names:
            if name not in known and name not in (cells.END, END):
                hint = did_you_mean(str(name), known)
                raise LookupError(f"func:{way.function} chose {name!r}, which is no node{hint}")
        return self._command(update, names)

    def _command(self, update: dict[str, Any], targets: tuple[str, ...]) -> Command[Any]:
        goto = next_nodes(targets, END)
        if FAILED in update and END not in goto:
            update = {key: value for key, value in update.items() if key != FAILED}
        if self._routes.joins:
            marks: dict[str, str | None] = {self._node.name: None} if self._joins else {}
            marks |= {name: REACHED for name in goto if name in self._routes.joins}
            if marks:
                update = {**update, WAITING: marks}
        # Spelt out, since a bare dict would be taken for channels of those names.
        return Command(update=[("__root__", update)], goto=goto)


def _mark() -> dict[str, Any]:
    """What a node that failed says where its branch ends with it."""
    return {FAILED: True} if taken_inside() else {}
