"""Several workflows, a few at a time."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from asgi_agent.errors import InvalidInputError
from asgi_agent.refusals import host_refusals, problem_of
from asgi_agent.scope import REDACTION_KEY
from asgi_agent.workflow_service.context import caller_of
from asgi_agent.workflow_service.records import ExecutionRecord, told

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from asgi_agent.errors import Problem
    from asgi_agent.service import Caller
    from asgi_agent.workflow_service.service import WorkflowService

BATCH = 100
"""Executions that a batch may ask for."""
CONCURRENCY = 8


async def execute_batch(
    service: WorkflowService, executions: Iterable[Mapping[str, Any]], context: Mapping[str, Any] | None
) -> list[dict[str, Any]]:
    """See `WorkflowService.batch_execute_workflows`."""
    wanted = [dict(execution) for execution in executions]
    _check(wanted)
    contexts = [execution.get("context") or context for execution in wanted]
    callers = [caller_of(whose) for whose in contexts]  # before anything runs
    turns = asyncio.Semaphore(min(service.agents.max_concurrency or CONCURRENCY, CONCURRENCY))

    async def one(
        execution: dict[str, Any], whose: Mapping[str, Any] | None, caller: Caller
    ) -> dict[str, Any]:
        name = _name(execution)
        async with turns:
            try:
                return await service.execute_workflow(name, execution.get("initial_state", {}), whose)
            except Exception as error:  # fails no other
                return await not_begun(name, error, caller)

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(one(*each)) for each in zip(wanted, contexts, callers, strict=True)]
    return [task.result() for task in tasks]


def _check(wanted: list[dict[str, Any]]) -> None:
    if len(wanted) > BATCH:
        fault = {"loc": "executions", "msg": f"Expected at most {BATCH}"}
        raise InvalidInputError("the batch does not fit", errors=[fault])
    faults = [
        {"loc": f"executions[{place}]", "msg": "Expected a `graph_name`"}
        for place, execution in enumerate(wanted)
        if not _name(execution)
    ]
    if faults:
        raise InvalidInputError("the batch does not fit", errors=faults)


def _name(execution: dict[str, Any]) -> str:
    return str(execution.get("graph_name") or execution.get("workflow_name") or "")


async def not_begun(graph_name: str, error: Exception, caller: Caller) -> dict[str, Any]:
    """What `execute_workflow` would give for an execution that this kept from being begun.

    What the host raises to refuse is told; of anything else the class is logged, and nothing said.
    """
    record = ExecutionRecord(
        execution_id="",
        graph_name=graph_name,
        owner="",
        state="failed",
        started_at=0.0,
        error=(await _problem(error, caller)).to_dict(caller.request_id),
    )
    return {**told(record), "execution_id": None}


async def not_worded(result: Mapping[str, Any], error: Exception, caller: Caller) -> dict[str, Any]:
    """The same for an execution that has ended, where its answer could not be worded.

    It can be found by its id. What came of it is not told, since the host has words of its own for that.
    """
    untold = await not_begun(str(result.get("graph_name", "")), error, caller)
    return {**untold, "status": result.get("status"), "execution_id": result.get("execution_id")}


async def _problem(error: Exception, caller: Caller) -> Problem:
    try:
        with host_refusals():
            raise error
    except Exception as refusal:
        return await problem_of(refusal, {REDACTION_KEY: caller.redaction})
