"""What the routes do."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from asgi_agent.errors import GraphFailedError, NotFoundError, RunCancelledError
from asgi_agent.hosts.fastapi.bodies import BatchBody, ExecuteBody, ResumeBody
from asgi_agent.protocols.native.bodies import DEFAULT_FAMILIES
from asgi_agent.shutdown import drain_on_signal
from asgi_agent.transport.dialect import PROBLEM_JSON
from asgi_agent.transport.encoding import encode_json, negotiate
from asgi_agent.transport.streaming import ClientWatch, stream_events
from asgi_agent.workflow_service.batch import not_begun, not_worded
from asgi_agent.workflow_service.context import CALLER
from asgi_agent.workflow_service.hooks import awaited
from asgi_agent.workflow_service.metrics import PrometheusMetrics
from asgi_agent.workflow_service.service import WorkflowService

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from asgi_agent.hosts.fastapi.answer import Context
    from asgi_agent.service import Caller
    from asgi_agent.transport.exchange import Exchange

EXECUTE = msgspec.json.Decoder(ExecuteBody)
BATCH = msgspec.json.Decoder(BatchBody)
RESUME = msgspec.json.Decoder(ResumeBody)


class Operations:
    """The routes of one service.

    Args:
        service: executes the workflows.
        on_disconnect: `cancel` the execution of a client that has left, or let it `continue`.
        heartbeat: seconds of silence before a stream sends a sign of life; None for never.
        send_timeout: seconds that a client may take nothing of what waits for it before it counts as gone.

    Attributes:
        words_answers: whether the host's own code words what the routes answer with.
    """

    def __init__(
        self,
        service: WorkflowService,
        *,
        on_disconnect: Literal["cancel", "continue"],
        heartbeat: float | None,
        send_timeout: float | None,
    ) -> None:
        self._service = service
        self._cancels = on_disconnect == "cancel"
        self._heartbeat = heartbeat
        self._send_timeout = send_timeout
        self._working: set[asyncio.Future[Any]] = set()
        own = WorkflowService.format_execution_response
        self.words_answers = type(service).format_execution_response is not own

    async def execute(self, exchange: Exchange, context: Context) -> None:
        """Execute a workflow to its end, or to a question.

        `status` is `completed`, or `interrupted` when it waits for an answer.
        """
        body = await exchange.json(EXECUTE)
        work = self._service.execute_workflow(body.name(), body.initial_state, context)
        await self._respond(exchange, context, work)

    async def resume(self, exchange: Exchange, context: Context) -> None:
        """Answer the question at which an execution waits, and go on."""
        answer = (await exchange.json(RESUME)).answer()
        work = self._service.resume_workflow(exchange.params["execution_id"], answer, context)
        await self._respond(exchange, context, work)

    async def batch(self, exchange: Exchange, context: Context) -> None:
        """Execute several workflows, a few at a time.

        One that fails, or cannot be begun, fails no other; its `error` says why.
        """
        body = await exchange.json(BATCH)
        # Each with its context, for who overrides the method as AgentMap's guide does, with one parameter.
        wanted = [
            {"graph_name": name, "initial_state": each.initial_state, "context": context}
            for place, each in enumerate(body.executions)
            for name in [each.name(f"body.executions[{place}]")]
        ]
        results = await self._with_client(exchange, self._service.batch_execute_workflows(wanted))
        worded = [
            await self._worded_alone(each["graph_name"], result, context)
            for each, result in zip(wanted, results, strict=True)
        ]
        await exchange.respond_json({"results": worded})

    async def stream(self, exchange: Exchange, context: Context) -> None:
        """Execute a workflow and answer with its events as they happen.

        Their `thread_id` is the id of the execution. The last one says how it ended.
        """
        drain_on_signal(self._service.agents)
        body = await exchange.json(EXECUTE)
        execution = await self._service.start_workflow(
            body.name(), body.initial_state, context, include=DEFAULT_FAMILIES
        )
        live = execution.live
        gone = partial(live.cancel, "disconnect") if self._cancels else live.buffer.abandon
        async with ClientWatch(exchange.receive, gone):
            await stream_events(
                exchange,
                execution,
                negotiate(exchange.header(b"accept")),
                heartbeat=self._heartbeat,
                send_timeout=self._send_timeout,
            )

    async def status(self, exchange: Exchange, context: Context) -> None:
        """Where an execution of the caller's stands, how it came out, and when it may end."""
        found = await self._service.get_execution_status(exchange.params["execution_id"], context)
        await exchange.respond_json(found)

    async def cancel(self, exchange: Exchange, context: Context) -> None:
        """Cancel an execution that is running or waits for an answer; answers when it has ended."""
        found = await self._service.cancel_execution(exchange.params["execution_id"], context)
        await exchange.respond_json(found)

    async def list(self, exchange: Exchange, context: Context) -> None:
        """The workflows that the caller may use."""
        await self._service.refresh()
        caller: Caller = context[CALLER]
        found = await awaited(self._service.list_workflows())
        usable = [each for each in found if self._service.agents.admits(each["name"], caller.principal)]
        await exchange.respond_json({"workflows": usable, "total_count": len(usable)})

    async def definition(self, exchange: Exchange, context: Context) -> None:
        """A workflow in words: nodes, edges, and the schemas of what goes in and out."""
        await self._service.refresh()
        name, caller = exchange.params["workflow_name"], context[CALLER]
        if name not in self._service.agents.graphs:
            raise NotFoundError("there is no such workflow")
        self._service.agents.authorise(name, caller.principal)
        found = await asyncio.to_thread(self._service.get_workflow_definition, name)
        await exchange.respond_json(await awaited(found))

    async def metrics(self, exchange: Exchange, context: Context) -> None:
        """Numbers for Prometheus."""
        assert isinstance(self._service.metrics, PrometheusMetrics)
        page, media_type = self._service.metrics.page()
        await exchange.respond(200, page, media_type.encode())

    async def _respond(self, exchange: Exchange, context: Context, work: Awaitable[dict[str, Any]]) -> None:
        result = await self._with_client(exchange, work)
        if result.get("success") or result.get("status") == "interrupted":
            await exchange.respond_json(await self._worded(result, context))
            return
        error = result.get("error")
        if not isinstance(error, dict) or not isinstance(error.get("status"), int):
            error = GraphFailedError("the workflow failed").to_dict(exchange.request_id)
        if self.words_answers:
            await exchange.respond_json(await self._worded(result, context), error["status"])
        else:
            named = {name: result[name] for name in ("execution_id", "graph_name") if result.get(name)}
            await exchange.respond(error["status"], encode_json({**error, **named}), PROBLEM_JSON)

    async def _with_client(self, exchange: Exchange, work: Awaitable[Any]) -> Any:
        """What comes of the work.

        Raises:
            RunCancelledError: its client has left before.
        """
        drain_on_signal(self._service.agents)
        task = asyncio.ensure_future(work)
        self._working.add(task)
        task.add_done_callback(self._working.discard)

        def without_client() -> None:
            if self._cancels:
                task.cancel()

        async with ClientWatch(exchange.receive, without_client):
            await asyncio.wait([task])
        if task.cancelled():
            raise RunCancelledError("the client has left")
        return task.result()

    async def _worded_alone(self, name: str, result: Any, context: Context) -> Any:
        """One result of several; of an exception, which `asyncio.gather` may have put there, a failure's."""
        caller: Caller = context[CALLER]
        if isinstance(result, Exception):
            result = await not_begun(name, result, caller)
        try:
            return await self._worded(result, context)
        except Exception as error:  # the others are answered all the same
            return await not_worded(result, error, caller)

    async def _worded(self, result: dict[str, Any], context: Context) -> Any:
        return await awaited(self._service.format_execution_response(result, context))
