"""AgentFlow's wire: every route of it that its client uses for graphs and threads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from asgi_agent.protocols.agentflow.door import Door
from asgi_agent.protocols.agentflow.envelope import ERRORS
from asgi_agent.protocols.agentflow.graphs import GraphEndpoints
from asgi_agent.protocols.agentflow.operations import OPERATIONS
from asgi_agent.protocols.agentflow.runs import RunEndpoints
from asgi_agent.protocols.agentflow.threads import ThreadEndpoints
from asgi_agent.protocols.agentflow.websocket import GraphSocket
from asgi_agent.transport.routing import WEBSOCKET, Route

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from asgi_agent.caller import CallerResolver
    from asgi_agent.service import AgentService

    Endpoint = Callable[..., Awaitable[None]]


class AgentFlowProtocol:
    """Serves AgentFlow's TypeScript client, unmodified.

    Graphs of AgentFlow are served in full; of other graphs, what describes, runs and stops them. The client's
    `baseUrl` is the mount, for the default graph, or `<mount>/graphs/<name>` for a named one.

    Args:
        on_disconnect: `cancel` a run whose client has left, or let it `continue` to its end.
        heartbeat: seconds of silence before a stream sends a sign of life; None for never.
        send_timeout: seconds that a client may take nothing of what waits for it before it counts as gone.
        allowed_origins: further origins whose pages may open the websocket.
    """

    name = "agentflow"
    operations = OPERATIONS

    def __init__(
        self,
        service: AgentService,
        callers: CallerResolver,
        *,
        on_disconnect: Literal["cancel", "continue"],
        heartbeat: float | None,
        send_timeout: float | None,
        allowed_origins: Sequence[str],
    ) -> None:
        door = Door(service, callers)
        self._graphs = GraphEndpoints(door)
        self._threads = ThreadEndpoints(door)
        self._runs = RunEndpoints(
            door, on_disconnect=on_disconnect, heartbeat=heartbeat, send_timeout=send_timeout
        )
        self._socket = GraphSocket(door, on_disconnect=on_disconnect, allowed_origins=allowed_origins)

    def routes(self) -> Sequence[Route[Any]]:
        """Every route of this wire, for the default graph and below the name of each."""
        endpoints = {**self._of_graphs(), **self._of_threads()}
        return [
            Route(method, prefix + path, endpoint, ERRORS)
            for prefix in ("", "/graphs/{graph}")
            for (method, path), endpoint in endpoints.items()
        ]

    def _of_graphs(self) -> dict[tuple[str, str], Endpoint]:
        graphs, runs = self._graphs, self._runs
        return {
            ("GET", "/ping"): graphs.ping,
            ("GET", "/v1/graph"): graphs.graph,
            ("GET", "/v1/graph:StateSchema"): graphs.state_schema,
            ("GET", "/v1/graph/tools"): graphs.tools,
            ("POST", "/v1/graph/invoke"): runs.invoke,
            ("POST", "/v1/graph/stream"): runs.stream,
            ("POST", "/v1/graph/stop"): runs.stop,
            ("POST", "/v1/graph/fix"): runs.fix,
            (WEBSOCKET, "/v1/graph/ws"): self._socket,
        }

    def _of_threads(self) -> dict[tuple[str, str], Endpoint]:
        threads = self._threads
        return {
            ("GET", "/v1/threads"): threads.threads,
            ("GET", "/v1/threads/{thread_id}"): threads.thread,
            ("DELETE", "/v1/threads/{thread_id}"): threads.delete,
            ("GET", "/v1/threads/{thread_id}/state"): threads.state,
            ("PUT", "/v1/threads/{thread_id}/state"): threads.change_state,
            ("DELETE", "/v1/threads/{thread_id}/state"): threads.clear_state,
            ("GET", "/v1/threads/{thread_id}/messages"): threads.messages,
            ("POST", "/v1/threads/{thread_id}/messages"): threads.add_messages,
            ("GET", "/v1/threads/{thread_id}/messages/{message_id}"): threads.message,
            ("DELETE", "/v1/threads/{thread_id}/messages/{message_id}"): threads.delete_message,
        }
