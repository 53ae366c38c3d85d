"""AgentMap's adapter: where AgentMap is not installed, and against it in an environment of its own.

AgentMap pins versions of LangGraph and uvicorn that others here do not go with.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
from types import SimpleNamespace
from typing import Any

import pytest

from asgi_agent.errors import (
    GraphFailedError,
    InvalidInputError,
    MissingDependencyError,
    NothingToResumeError,
)
from asgi_agent.graphs.agentmap import AgentMapGraph
from asgi_agent.graphs.agentmap.pauses import answered, question, resume_token
from asgi_agent.graphs.agentmap.results import failure, visible
from asgi_agent.graphs.detect import adapt
from tests.environments import ROOT, child_environment, environment
from tests.graphs.collect import collect

REQUIREMENTS = ("agentmap==0.9.213",)
TIMEOUT = 300.0


def test_it_runs_agentmap_where_that_is_installed() -> None:
    """The adapter, and the compiled graphs beside the real ones."""
    done = subprocess.run(
        [environment(REQUIREMENTS), "-m", "pytest", "tests/graphs/agentmap", "-q", "-p", "no:cacheprovider"],
        cwd=ROOT,
        env=child_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=TIMEOUT,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_it_is_an_adapter() -> None:
    """Told by its shape, without AgentMap."""
    graph = AgentMapGraph("orders::Refund")
    assert adapt(graph) is graph


async def test_it_says_which_extra_is_missing() -> None:
    """AgentMap is not installed beside the other frameworks."""
    assert importlib.util.find_spec("agentmap") is None
    with pytest.raises(MissingDependencyError, match=r"asgi-agent\[agentmap\]"):
        await collect(AgentMapGraph("orders::Refund"), {})


def test_a_state_without_what_is_agentmaps() -> None:
    """Its own keys, its bundles, its texts of exceptions; in sub-graphs as well."""
    inner = {"x": 1, "__policy_success": True}
    state = {"a": inner, "__next_node": "B", "subgraph_bundles": {"c": object()}, "errors": ["a secret"]}
    assert visible(state) == {"a": {"x": 1}}


@pytest.mark.parametrize(
    ("answer", "action", "data"),
    [
        (True, "approve", {}),
        (False, "reject", {}),
        ("reject", "reject", {}),
        ("a text", "respond", {"text": "a text", "edited": "a text"}),
        (3, "choose", {"choice": 3}),
        ({"action": "edit", "data": {"edited": "x"}}, "edit", {"edited": "x"}),
    ],
)
def test_answers(answer: Any, action: str, data: dict[str, Any]) -> None:
    """As AgentMap's token has them."""
    token = json.loads(resume_token("t", answer))
    assert token == {"thread_id": "t", "response_action": action, "response_data": data}


@pytest.mark.parametrize("answer", [None, [], {}, {"action": "bogus"}, {"action": "edit", "data": 1}, 1.5])
def test_what_answers_nothing(answer: Any) -> None:
    """Is refused before AgentMap sees it."""
    with pytest.raises(InvalidInputError):
        resume_token("t", answer)


def test_an_answer_by_its_id() -> None:
    """Or bare."""
    assert answered("i", {"i": "yes"}) == "yes"
    assert answered("i", {"other": "yes"}) == {"other": "yes"}


def test_a_run_that_ended_asks_nothing() -> None:
    """Well or badly."""
    assert question({"success": True, "outputs": {"a": 1}}) is None
    assert question({"success": False, "error": "x"}) is None


def test_an_interrupt_that_agentmap_has_forgotten() -> None:
    """Its storage was cleared meanwhile."""
    lost = {"success": False, "error": "Thread 't' not found in storage", "error_type": "ValueError"}
    assert isinstance(failure(lost, []), NothingToResumeError)


def test_a_resumed_run_whose_node_failed() -> None:
    """AgentMap calls it a success."""
    summary = SimpleNamespace(node_executions=[SimpleNamespace(node_name="B", success=False)])
    result = {"success": True, "outputs": {"__resumed_from_node": "A"}, "execution_summary": summary}
    failed = failure(result, [])
    assert isinstance(failed, GraphFailedError)
    assert failed.extensions["node"] == "B"
