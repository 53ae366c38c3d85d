"""Runs an adapter by itself and keeps what it emits; cuts off a run of a service."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from asgi_agent.errors import RunCancelledError
from asgi_agent.ids import uuid7
from asgi_agent.run import Run

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from asgi_agent import AgentService
    from asgi_agent.events import Outcome
    from asgi_agent.graphs.base import GraphAdapter


class Emitted(NamedTuple):
    type: str
    data: dict[str, Any]
    node: str | None
    path: tuple[str, ...]


class Events(list[Emitted]):
    """An `Emit` that is the list of what it was given."""

    async def __call__(
        self, event_type: str, data: dict[str, Any], *, node: str | None = None, path: tuple[str, ...] = ()
    ) -> None:
        self.append(Emitted(event_type, data, node, path))

    def of(self, event_type: str) -> list[Emitted]:
        return [event for event in self if event.type == event_type]

    @property
    def types(self) -> list[str]:
        return [event.type for event in self]


def a_run(input: Any = None, thread_id: str = "thread-1", **options: Any) -> Run:  # noqa: A002
    return Run(
        run_id=uuid7(), thread_id=thread_id, graph="agent", request_id="request-1", input=input, **options
    )


async def collect(
    adapter: GraphAdapter,
    input: Any = None,  # noqa: A002 - as in Run
    thread_id: str = "thread-1",
    **options: Any,
) -> tuple[Outcome, Events]:
    """The outcome of one run, and its events."""
    events = Events()
    outcome = await adapter.run(a_run(input, thread_id, **options), events)
    return outcome, events


async def cut_off(service: AgentService, answering: Coroutine[Any, Any, Any], acting: asyncio.Event) -> None:
    """Stop the run of the graph `g` on the thread `t` that an answer sent on, once it acts on that."""
    task = asyncio.create_task(answering)
    await acting.wait()
    assert await service.stop("g", "t")
    with pytest.raises(RunCancelledError):
        await task
