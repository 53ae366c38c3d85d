"""From a workflow to an ordinary compiled LangGraph graph."""

from __future__ import annotations

import asyncio
import inspect
from typing import TYPE_CHECKING, Any

from langgraph.errors import GraphBubbleUp
from langgraph.graph import END, START, StateGraph
from langgraph.types import Command

from asgi_agent.workflows.agents import Failed, Goto
from asgi_agent.workflows.errors import did_you_mean
from asgi_agent.workflows.retries import retrying
from asgi_agent.workflows.routing import Routes, next_nodes
from asgi_agent.workflows.state import ERRORS, WAITING, State, merge

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
    for node in workflow.nodes.values():
        step = Step(node, works[node.name], routes, functions)
        destinations = tuple(routes.destinations(node.name)) or (END,)
        graph.add_node(node.name, step.run, defer=node.name in routes.joins, destinations=destinations)
    graph.add_edge(START, workflow.entry.name)
    return graph.compile(checkpointer=checkpointer, name=workflow.name)


class Step:
    """A node at work: takes its inputs from the state, gives its outputs to it, and says where to go."""

    def __init__(
        self, node: Node, work: Work, routes: Routes, functions: Mapping[str, Callable[..., Any]]
    ) -> None:
        self._node = node
        self._work = work
        self._functions = functions
        self._routes = routes
        self._ordered = len(routes.joins) > 1
        self._waits_for = routes.waits_for(node.name) if node.name in routes.joins else frozenset()
        self._retries, self._delay = retrying(node)

    async def run(self, state: dict[str, Any]) -> Command[Any]:
        """One visit. Short, since LangGraph disassembles what is given to it as a node."""
        return await self._visit(state or {})

    async def _visit(self, state: dict[str, Any]) -> Command[Any]:
        if not self._waits_for.isdisjoint(state.get(WAITING, ())):
            return Command(goto=self._node.name)
        inputs = {each.parameter: state.get(each.key) for each in self._node.inputs}
        try:
            result = await self._tried(inputs)
        except GraphBubbleUp:
            raise
        except Exception as error:
            if not self._node.failure:
                raise
            kind = type(error).__name__
            failed = {ERRORS: [{"node": self._node.name, "exception": kind}], "error": kind}
            return await self._onward(merge(state, failed), failed, self._node.failure)
        succeeded = not isinstance(result, Failed)
        value = result.value if isinstance(result, Failed | Goto) else result
        update = self._outputs(value, succeeded)
        if isinstance(result, Goto):
            return self._command(update, (result.node,))
        return await self._onward({**state, **update}, update, self._way(succeeded))

    async def _tried(self, inputs: dict[str, Any]) -> Any:
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

    def _outputs(self, value: Any, succeeded: bool) -> dict[str, Any]:
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

    def _way(self, succeeded: bool) -> Targets:
        if self._node.conditional:
            return self._node.success if succeeded else self._node.failure
        return self._node.edge

    async def _onward(self, state: dict[str, Any], update: dict[str, Any], way: Targets) -> Command[Any]:
        if way.function is None:
            return self._command(update, way.nodes)
        chosen = self._functions[way.function]({key: value for key, value in state.items() if key != WAITING})
        if inspect.isawaitable(chosen):
            chosen = await chosen
        names = (chosen,) if isinstance(chosen, str) else tuple(chosen or ())
        known = self._routes.destinations(self._node.name)
        for name in names:
            if name not in known and name not in ("END", END):
                hint = did_you_mean(str(name), known)
                raise LookupError(f"func:{way.function} chose {name!r}, which is no node{hint}")
        return self._command(update, names)

    def _command(self, update: dict[str, Any], targets: tuple[str, ...]) -> Command[Any]:
        goto = next_nodes(targets, END)
        if self._ordered:
            joins = {name: True for name in goto if name in self._routes.joins}
            if self._node.name in self._routes.joins:
                joins = {self._node.name: False, **joins}
            if joins:
                update = {**update, WAITING: joins}
        # Spelt out, since a bare dict would be taken for channels of those names.
        return Command(update=[("__root__", update)], goto=goto)
