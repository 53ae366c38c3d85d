"""What code inside a graph may know of its run."""

from __future__ import annotations

import msgspec
import pytest

from asgi_agent import Run, RunInput, current_run
from asgi_agent.events import CHAT, Family
from asgi_agent.graphs.callables import CallableAdapter
from asgi_agent.service import AgentService


def a_run(**about: object) -> Run:
    return Run(run_id="r", thread_id="t", graph="agent", request_id="q", **about)  # type: ignore[arg-type]


def test_outside_a_run_there_is_none() -> None:
    """And the message says where there would be one."""
    with pytest.raises(LookupError, match="inside a graph that is being run"):
        current_run()


async def test_a_run_ends_with_its_task() -> None:
    """Whoever asked for it sees nothing of it afterwards."""
    seen: list[Run] = []

    async def remember(value: object) -> None:
        seen.append(current_run())

    await AgentService({"agent": CallableAdapter(remember)}).invoke("agent", RunInput())
    assert seen[0].graph == "agent"
    with pytest.raises(LookupError):
        current_run()


def test_a_run_that_has_not_started_is_heard_by_nobody() -> None:
    """Rather than losing what it says."""
    with pytest.raises(RuntimeError, match="has not started"):
        a_run().emit("progress", 1)


def test_resuming_is_told_by_an_answer_even_an_empty_one() -> None:
    """None, False and nothing at all are three things."""
    assert not a_run().resuming
    assert a_run(resume=None).resuming
    assert a_run(resume=False).resuming
    assert not a_run(resume=msgspec.UNSET).resuming


def test_a_run_knows_who_listens() -> None:
    """By families; one of several is enough."""
    run = a_run(include=Family.TOOLS)
    assert run.wants(Family.TOOLS)
    assert run.wants(CHAT)
    assert not run.wants(Family.NODES)
    assert not a_run().wants(CHAT)


def test_runs_do_not_share_their_config() -> None:
    """A node may write into it."""
    a_run().config["x"] = 1
    assert a_run().config == {}
