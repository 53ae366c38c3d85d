"""What is stored, as a caller may see it, and what a caller sends, as it may be stored.

A run redacts what goes in and what comes out of it. What is read and changed between runs goes the same way,
through every policy around the request.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from asgi_agent.events import Outcome, RunInput
from asgi_agent.ids import uuid7
from asgi_agent.run import Run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asgi_agent.redaction.run import RunRedaction
    from asgi_agent.service import Caller


class Disclosure:
    """Stands between one thread's store and its caller."""

    def __init__(self, run: Run, redaction: RunRedaction | None) -> None:
        self._run = run
        self._redaction = redaction
        self._attached = False

    async def inward(self, value: Any) -> Any:
        """What may be stored of what the caller sent.

        Raises:
            InvalidInputError: it holds identifiers, and a policy rejects them.
        """
        if self._redaction is None:
            return value
        return (await self._redaction.inbound(RunInput(input=value))).input

    async def outward(self, value: Any) -> Any:
        """What the caller may see of what is stored.

        Raises:
            Problem: it cannot be redacted.
        """
        if self._redaction is None or self._redaction.passes:
            return value
        from asgi_agent.redaction.problems import failing_closed

        if not self._attached:
            await self._redaction.attach(self._run)
            self._attached = True
        with failing_closed():
            _, shown = await self._redaction.outcome(Outcome(output=value))
        return shown.output

    async def forget(self) -> None:
        """The thread is deleted, and with it what redaction knows of it.

        Raises:
            Problem: that is out of reach, and goes when its time is over.
        """
        if self._redaction is not None:
            await self._redaction.forget()


@contextmanager
def disclosing(caller: Caller, graph: str, thread_id: str) -> Iterator[Disclosure]:
    """For the time of a request that reads or changes what is stored of a thread."""
    run = Run(
        run_id=uuid7(),
        thread_id=thread_id,
        graph=graph,
        request_id=caller.request_id,
        principal=caller.principal,
    )
    if caller.redaction is None:
        yield Disclosure(run, None)
        return
    from asgi_agent.redaction.run import RunRedaction

    redaction = RunRedaction(caller.redaction, caller.owner, thread_id)
    try:
        yield Disclosure(run, redaction)
    finally:
        redaction.close()
