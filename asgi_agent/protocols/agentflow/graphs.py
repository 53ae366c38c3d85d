"""What AgentFlow's wire tells of a graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asgi_agent.errors import UnsupportedError
from asgi_agent.graphs.agentflow import AgentFlowAdapter
from asgi_agent.graphs.agentflow.info import compiled_with, state_schema, tools_by_node
from asgi_agent.protocols.agentflow.bodies import GraphData, ToolsData
from asgi_agent.protocols.agentflow.envelope import enveloped

if TYPE_CHECKING:
    from asgi_agent.graphs.base import GraphAdapter, GraphDescription
    from asgi_agent.protocols.agentflow.door import Door
    from asgi_agent.transport.exchange import Exchange


class GraphEndpoints:
    """Endpoints that describe a graph."""

    def __init__(self, door: Door) -> None:
        self._door = door

    async def ping(self, exchange: Exchange) -> None:
        """The process answers, to everybody."""
        await exchange.respond_json(enveloped("pong", exchange.request_id))

    async def graph(self, exchange: Exchange) -> None:
        """Describe the nodes and edges of the graph, and what it was compiled with."""
        name, adapter = await self._adapter(exchange)
        data = _described(await self._door.service.describe(name), adapter)
        await exchange.respond_json(enveloped(data, exchange.request_id))

    async def state_schema(self, exchange: Exchange) -> None:
        """Give the JSON schema of the graph's state."""
        name, adapter = await self._adapter(exchange)
        if isinstance(adapter, AgentFlowAdapter):
            schema = state_schema(adapter.graph)
        else:
            schema = (await self._door.service.describe(name)).output_schema
        # The client's users look for the fields there, whatever else a schema may be made of.
        await exchange.respond_json(enveloped({"properties": {}, **schema}, exchange.request_id))

    async def tools(self, exchange: Exchange) -> None:
        """List the tools of the graph, by the node that runs them."""
        _, adapter = await self._adapter(exchange)
        if not isinstance(adapter, AgentFlowAdapter):
            raise UnsupportedError("only graphs of AgentFlow tell their tools")
        found = await tools_by_node(adapter.graph)
        nodes: list[dict[str, Any]] = [
            {"node_name": node, "tool_count": len(tools), "tools": tools} for node, tools in found.items()
        ]
        data = ToolsData(len(nodes), sum(map(len, found.values())), nodes)
        await exchange.respond_json(enveloped(data, exchange.request_id))

    async def _adapter(self, exchange: Exchange) -> tuple[str, GraphAdapter]:
        name, _ = await self._door.enter(exchange)
        return name, self._door.service.graphs[name]


def _described(description: GraphDescription, adapter: GraphAdapter) -> GraphData:
    nodes = [{"id": name, "name": name} for name in description.nodes]
    edges = [
        {"id": f"{edge.source}->{edge.target}", "source": edge.source, "target": edge.target}
        for edge in description.edges
    ]
    info: dict[str, Any] = {"node_count": len(nodes), "edge_count": len(edges), "kind": description.kind}
    if isinstance(adapter, AgentFlowAdapter):
        info |= compiled_with(adapter.graph)
    return GraphData(info, nodes, edges)
