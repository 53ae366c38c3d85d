"""The context that a server leaves behind, so that tests can start where a real request starts."""

from __future__ import annotations

import contextvars
from typing import Any

from asgi_agent.middleware._request_id import current_request_id
from asgi_agent.run import Run, _current_run

FOREIGN_REQUEST_ID = "foreign-request"
"""The request id that stands in a polluted context; it must turn up nowhere."""


def polluted_context() -> contextvars.Context:
    """A copy of the current context in which this package's variables belong to a foreign request.

    Servers start the next request of a connection in the context of the one before, so code that trusts a
    variable which it did not set itself tells one caller about another. Run a test inside to see that it
    does not: `polluted_context().run(function)`, or `asyncio.create_task(coroutine, context=...)`, or
    `run_http(..., context=polluted_context())`.
    """
    context = contextvars.copy_context()
    context.run(_pollute)
    return context


def _pollute() -> None:
    import structlog  # only tests pay for it

    current_request_id.set(FOREIGN_REQUEST_ID)
    _current_run.set(
        Run(
            run_id="foreign-run",
            thread_id="foreign-thread",
            graph="foreign-graph",
            request_id=FOREIGN_REQUEST_ID,
            emit=_refuse,
        )
    )
    structlog.contextvars.bind_contextvars(request_id=FOREIGN_REQUEST_ID)


async def _refuse(name: str, value: Any) -> None:
    raise AssertionError(f"a run emitted {name!r} into the stream of a foreign request")
