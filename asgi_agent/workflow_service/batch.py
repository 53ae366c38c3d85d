"""Several workflows, a few at a time."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from asgi_agent.errors import InvalidInputError, Problem
from asgi_agent.workflow_service.context import caller_of
from asgi_agent.workflow_service.records import ExecutionRecord, told

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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
    turns = asyncio.Semaphore(min(service.agents.max_concurrency or CONCURRENCY, CONCURRENCY))

    async def one(execution: dict[str, Any]) -> dict[str, Any]:
        name, whose = _name(execution), execution.get("context") or context
        async with turns:
            try:
                return await service.execute_workflow(name, execution.get("initial_state", {}), whose)
            except Problem as problem:
                return not_begun(name, problem, caller_of(whose).request_id)

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(one(execution)) for execution in wanted]
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


def not_begun(graph_name: str, problem: Problem, request_id: str) -> dict[str, Any]:
    """What `execute_workflow` would give for an execution that was not begun."""
    record = ExecutionRecord(
        execution_id="",
        graph_name=graph_name,
        owner="",
        state="failed",
        started_at=0.0,
        error=problem.to_dict(request_id),
    )
    return {**told(record), "execution_id": None}
