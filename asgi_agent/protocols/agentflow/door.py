"""Who asks, for which graph and which thread: what every endpoint of this wire begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asgi_agent.errors import NotFoundError, UnsupportedError
from asgi_agent.graphs.agentflow import AgentFlowAdapter
from asgi_agent.graphs.agentflow.store import ThreadStore
from asgi_agent.graphs.callables import CallableAdapter
from asgi_agent.protocols.agentflow.inputs import invalid, read_turn
from asgi_agent.service import THREAD_ID

if TYPE_CHECKING:
    from asgi_agent.caller import CallerResolver
    from asgi_agent.events import Family
    from asgi_agent.live import LiveRun
    from asgi_agent.protocols.agentflow.bodies import GraphBody
    from asgi_agent.protocols.agentflow.inputs import Form, Turn
    from asgi_agent.service import AgentService, Caller
    from asgi_agent.transport.connection import Connection


class Door:
    """Lets callers in to graphs and threads that are theirs to use."""

    def __init__(self, service: AgentService, callers: CallerResolver) -> None:
        self.service = service
        self._callers = callers
        self._stores = {
            name: ThreadStore(adapter.graph)
            for name, adapter in service.graphs.items()
            if isinstance(adapter, AgentFlowAdapter)
        }

    def graph(self, connection: Connection) -> str:
        """The graph that the path names, or the default one.

        Raises:
            NotFoundError: there is none of this name.
        """
        name = connection.params.get("graph", self.service.default)
        if name not in self.service.graphs:
            raise NotFoundError("there is no such graph")
        return name

    async def enter(self, connection: Connection) -> tuple[str, Caller]:
        """The graph, and the caller that may use it.

        Raises:
            Problem: there is no such graph, or the caller may not use it.
        """
        graph = self.graph(connection)
        caller = await self._callers.caller(connection.connection)
        self.service.authorise(graph, caller.principal)
        return graph, caller

    def own(self, graph: str) -> bool:
        """Whether the graph is AgentFlow's own, so that its threads can be read."""
        return graph in self._stores

    def store(self, graph: str) -> ThreadStore:
        """The threads of a graph.

        Raises:
            UnsupportedError: the graph is of another framework.
        """
        if (store := self._stores.get(graph)) is None:
            raise UnsupportedError("only graphs of AgentFlow have this; run the graph with invoke or stream")
        return store

    def thread(self, thread_id: str, caller: Caller) -> str:
        """The thread that a caller may mean, by its name; whether it is theirs, the store knows.

        Raises:
            NotFoundError: no thread is called so, or the host has chosen another for this caller.
        """
        acceptable = (
            THREAD_ID.fullmatch(thread_id) if caller.thread_id is None else thread_id == caller.thread_id
        )
        if not acceptable:
            raise NotFoundError("there is no such thread")
        return thread_id

    async def stored(self, thread_id: str) -> bool:
        """Whether any graph has something stored of a thread: they share what its tokens stand for."""
        for adapter in self.service.graphs.values():
            if await adapter.thread_owner(thread_id) is not None:
                return True
        return False

    async def start(
        self, graph: str, body: GraphBody, caller: Caller, include: Family | None = None
    ) -> tuple[LiveRun, Turn]:
        """Read a body and start its run.

        Raises:
            Problem: the body does not fit, or as `AgentService.start` raises.
        """
        form = await self._form(graph)
        turn = read_turn(body, steps=self.service.recursion_limit, include=include, form=form)
        if turn.answered:
            await self._check_answers(graph, turn, caller)
        return await self.service.start(graph, turn.request, caller), turn

    async def _form(self, graph: str) -> Form:
        """What the graph takes. A function of a text is asked what was said last."""
        if self.own(graph):
            return "agentflow"
        if not isinstance(self.service.graphs[graph], CallableAdapter):
            return "messages"
        schema = (await self.service.describe(graph)).input_schema
        return "text" if schema.get("type") == "string" else "messages"

    async def _check_answers(self, graph: str, turn: Turn, caller: Caller) -> None:
        """Results of tools are taken for calls that the thread has handed to its client, and no others."""
        thread_id = caller.thread_id or turn.request.thread_id
        awaited: set[str] = set()
        if thread_id is not None and self.own(graph):
            awaited = await self.store(graph).awaited_tools(self.thread(thread_id, caller), caller.principal)
        if awaited != turn.answered:
            raise invalid("body.messages", "Expected the results of the calls that the thread waits for")
