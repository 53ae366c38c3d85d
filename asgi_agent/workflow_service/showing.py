"""A record of an execution, as whoever asks for it later may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from asgi_agent.events import Interrupt, Outcome
from asgi_agent.run import Run

if TYPE_CHECKING:
    from asgi_agent.service import Caller
    from asgi_agent.workflow_service.records import ExecutionRecord


async def shown(record: ExecutionRecord, caller: Caller) -> ExecutionRecord:
    """The record as the redaction of this request has it; tokens are values again for whom that entitles.

    Raises:
        Problem: it cannot be redacted, or the vault cannot be read.
    """
    if caller.redaction is None:
        return record
    from asgi_agent.redaction.problems import failing_closed
    from asgi_agent.redaction.run import RunRedaction

    redaction = RunRedaction(caller.redaction, caller.owner, record.execution_id)
    try:
        await redaction.attach(_run(record, caller))
        with failing_closed():
            _, seen = await redaction.outcome(_free(record))
    finally:
        redaction.close()
    asked = tuple(msgspec.to_builtins(question) for question in seen.interrupts)
    return msgspec.structs.replace(record, **seen.output, interrupts=asked)


def _free(record: ExecutionRecord) -> Outcome:
    """What of a record holds values of callers and of the host."""
    values: dict[str, Any] = {name: getattr(record, name) for name in ("initial_state", "result", "error")}
    return Outcome(values, tuple(Interrupt(**question) for question in record.interrupts))


def _run(record: ExecutionRecord, caller: Caller) -> Run:
    """What `may_reveal` is asked about."""
    return Run(
        run_id=record.run_id,
        thread_id=record.execution_id,
        graph=record.graph_name,
        request_id=caller.request_id,
        principal=caller.principal,
    )
