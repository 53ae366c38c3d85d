"""The native wire over HTTP."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from asgi_agent.errors import InvalidInputError, NotFoundError, Problem
from asgi_agent.events import RunInput
from asgi_agent.protocols.native.bodies import (
    AuditStatus,
    BatchBody,
    CancelReply,
    Readiness,
    RunBody,
    Status,
)
from asgi_agent.protocols.native.websocket import WebSocketEndpoint
from asgi_agent.refusals import as_told
from asgi_agent.scope import AUDIT_KEY
from asgi_agent.transport.encoding import negotiate
from asgi_agent.transport.routing import WEBSOCKET, Route
from asgi_agent.transport.streaming import ClientWatch, stream_events

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from asgi_agent.audit.request import RequestAudit
    from asgi_agent.caller import CallerResolver
    from asgi_agent.live import LiveRun
    from asgi_agent.protocols.operation import Operations
    from asgi_agent.service import AgentService, Caller
    from asgi_agent.transport.exchange import Exchange

RUN = msgspec.json.Decoder(RunBody)
BATCH = msgspec.json.Decoder(BatchBody)

MERMAID = b"text/vnd.mermaid; charset=utf-8"
FORMATS = ("json", "mermaid")

# Runs of a batch that are in flight at once where neither the client nor the server says otherwise.
BATCH_CONCURRENCY = 8


class NativeProtocol:
    """Decodes requests to `RunInput`, hands them to the service, encodes what comes out.

    Args:
        on_disconnect: `cancel` a run whose client has left, or let it `continue` to its end.
        heartbeat: seconds of silence before a stream sends a sign of life; None for never.
        send_timeout: seconds that a client may take nothing of what waits for it before it counts as gone.
        allowed_origins: further origins whose pages may open the websocket.
    """

    name = "native"

    @property
    def operations(self) -> Operations:
        """What is to be said of the routes."""
        from asgi_agent.protocols.native.operations import OPERATIONS  # which is made from this module

        return OPERATIONS

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
        self._websocket = WebSocketEndpoint(
            service, callers, on_disconnect=on_disconnect, allowed_origins=allowed_origins
        )
        self._service = service
        self._callers = callers
        self._cancels = on_disconnect == "cancel"
        self._heartbeat = heartbeat
        self._send_timeout = send_timeout

    def routes(self) -> Sequence[Route[Any]]:
        """Every route of this wire. The bare ones serve the default graph."""
        runs: list[Route[Any]] = [
            Route("POST", "invoke", self.invoke),
            Route("POST", "stream", self.stream),
            Route("POST", "batch", self.batch),
            Route(WEBSOCKET, "ws", self._websocket),
        ]
        named = [Route(route.method, f"/graphs/{{graph}}/{route.path}", route.endpoint) for route in runs]
        bare = [Route(route.method, f"/{route.path}", route.endpoint) for route in runs]
        return [
            *bare,
            *named,
            Route("POST", "/runs/{run_id}/cancel", self.cancel),
            Route("GET", "/graphs", self.graphs),
            Route("GET", "/graphs/{graph}", self.graph),
            Route("GET", "/health", self.health),
            Route("GET", "/ready", self.ready),
        ]

    async def invoke(self, exchange: Exchange) -> None:
        """Run to the end and answer with the result."""
        live = await self._start(exchange, streamed=False)
        live.buffer.abandon()
        async with ClientWatch(exchange.receive, self._without_client(live)):
            result = await live.result()
        await exchange.respond_json(result)

    async def stream(self, exchange: Exchange) -> None:
        """Run and answer with the events as they happen."""
        live = await self._start(exchange, streamed=True)
        async with ClientWatch(exchange.receive, self._without_client(live)):
            await stream_events(
                exchange,
                live.buffer,
                negotiate(exchange.header(b"accept")),
                heartbeat=self._heartbeat,
                send_timeout=self._send_timeout,
            )

    async def batch(self, exchange: Exchange) -> None:
        """Run each input and answer with all results, or problems, in order."""
        graph = self._graph(exchange)
        body = await exchange.json(BATCH)
        # A thread that the host chooses is one for the request; the inputs of a batch do not share one.
        caller = msgspec.structs.replace(await self._callers.caller(exchange.connection), thread_id=None)
        self._service.authorise(graph, caller.principal)
        turns = asyncio.Semaphore(self._batch_concurrency(body.max_concurrency))

        async def one(value: Any) -> Any:
            async with turns:
                request = RunInput(input=value, config=body.config, context=body.context)
                return await self._result_or_problem(graph, request, caller)

        tasks = [asyncio.create_task(one(value)) for value in body.inputs]

        def without_client() -> None:
            for task in tasks if self._cancels else ():
                task.cancel()

        async with ClientWatch(exchange.receive, without_client):
            await asyncio.wait(tasks)
        if not any(task.cancelled() for task in tasks):
            await exchange.respond_json({"results": [task.result() for task in tasks]})

    async def cancel(self, exchange: Exchange) -> None:
        """Cancel a run of the caller's and answer when it has ended."""
        principal = await self._callers.principal(exchange.connection)
        run_id = exchange.params["run_id"]
        await self._service.cancel(run_id, principal)
        await exchange.respond_json(CancelReply(run_id))

    async def graphs(self, exchange: Exchange) -> None:
        """Describe every graph that the caller may use."""
        principal = await self._callers.principal(exchange.connection)
        usable = [name for name in self._service.graphs if self._service.admits(name, principal)]
        described = [await self._described(name) for name in usable]
        await exchange.respond_json({"graphs": described})

    async def graph(self, exchange: Exchange) -> None:
        """Describe one graph, as JSON or, with `?format=mermaid`, as a drawing."""
        principal = await self._callers.principal(exchange.connection)
        name = self._graph(exchange)
        self._service.authorise(name, principal)
        wanted = exchange.query.get("format", "json")
        if wanted not in FORMATS:
            fault = {"loc": "query.format", "msg": f"Expected one of {', '.join(FORMATS)}"}
            raise InvalidInputError("the query does not fit", errors=[fault])
        if wanted == "mermaid":
            description = await self._service.describe(name)
            await exchange.respond(200, description.mermaid.encode(), MERMAID)
        else:
            await exchange.respond_json(await self._described(name))

    async def health(self, exchange: Exchange) -> None:
        """The process answers."""
        await exchange.respond_json(Status())

    async def ready(self, exchange: Exchange) -> None:
        """The service takes runs; 503 while it drains, or has an audit log that cannot be written."""
        audit: RequestAudit | None = exchange.scope.get(AUDIT_KEY)
        log = (
            None if audit is None else msgspec.convert(audit.log.health(), AuditStatus, from_attributes=True)
        )
        if self._service.draining:
            await exchange.respond_json(Readiness("draining", log), 503)
        elif log is not None and log.state == "failing":
            await exchange.respond_json(Readiness("unrecorded", log), 503)
        else:
            await exchange.respond_json(Readiness("ready", log))

    async def _start(self, exchange: Exchange, *, streamed: bool) -> LiveRun:
        graph = self._graph(exchange)
        request = (await exchange.json(RUN)).to_input(streamed=streamed)
        return await self._service.start(graph, request, await self._callers.caller(exchange.connection))

    def _without_client(self, live: LiveRun) -> Callable[[], None]:
        """What becomes of a run whose client has left."""
        return partial(live.cancel, "disconnect") if self._cancels else live.buffer.abandon

    def _graph(self, exchange: Exchange) -> str:
        name = exchange.params.get("graph", self._service.default)
        if name not in self._service.graphs:
            raise NotFoundError("there is no such graph")
        return name

    def _batch_concurrency(self, wanted: float | None) -> int:
        limit = self._service.max_concurrency or BATCH_CONCURRENCY
        return int(min(wanted or limit, limit))

    async def _result_or_problem(self, graph: str, request: RunInput, caller: Caller) -> Any:
        try:
            live = await self._service.start(graph, request, caller)
            return await live.only_result("disconnect")
        except Problem as refusal:
            problem = await as_told(refusal, caller.redaction)
            return problem.to_dict(caller.request_id)

    async def _described(self, name: str) -> dict[str, Any]:
        description = msgspec.to_builtins(await self._service.describe(name))
        del description["mermaid"]
        return {"name": name, **description}
