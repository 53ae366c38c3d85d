"""`asgi-agent serve`, as a process that real clients talk to."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import httpx
import pytest

from asgi_agent import AgentASGI
from asgi_agent.cli.serve import mounted
from asgi_agent.errors import ConfigurationError
from tests.cli.process import run, serving

if TYPE_CHECKING:
    from pathlib import Path

MODULE = """
from contextlib import asynccontextmanager

from langgraph.graph import START, MessagesState, StateGraph

from asgi_agent import AgentASGI


class State(MessagesState):
    said: str


builder = StateGraph(State)
builder.add_node("say", lambda state: {"said": "graph"})
builder.add_edge(START, "say")
graph = builder.compile()


def make_graph():
    return graph


async def function(value):
    return {"said": "function"}


async def fail(value):
    raise ValueError("zq7secret")


app = AgentASGI(function, name="named")
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A directory with a module, as a user would stand in."""
    (tmp_path / "shop.py").write_text(MODULE)
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "path", "said"),
    [
        (["shop:graph"], "/invoke", "graph"),
        (["shop:make_graph"], "/invoke", "graph"),
        (["shop:function"], "/invoke", "function"),
        (["shop:app", "--prefix", "/agents/one/"], "/agents/one/graphs/named/invoke", "function"),
        (["shop:function", "--server", "hypercorn"], "/invoke", "function"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_target_is_served(project: Path, arguments: list[str], path: str, said: str) -> None:
    """A graph, a factory, a function and an app, under either server, at the root or below a prefix."""
    with serving("serve", *arguments, cwd=project, log=project / "log") as running:
        response = httpx.post(running.url + path, json={"input": {"messages": []}})
        assert response.json()["output"]["said"] == said
        prefix = path.removesuffix("/invoke").partition("/graphs")[0]
        assert running.line() == f"Serving {arguments[0]} on {running.url}{prefix}/"


def test_sigterm_ends_it_in_time(project: Path) -> None:
    """With the code of an ordinary end or of the signal, and nothing of a request in its log."""
    with serving("serve", "shop:fail", cwd=project, log=project / "log") as running:
        response = httpx.post(running.url + "/invoke?q=zq7secret", json={"input": "zq7secret"})
        assert response.status_code == 500
        running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(10) in (0, -signal.SIGTERM)
    log = (project / "log").read_text()
    assert "ValueError" in log
    assert response.headers["x-request-id"] in log
    assert "zq7secret" not in log


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["serve", "nowhere:graph"], "asgi-agent: there is no module 'nowhere'"),
        (["serve", "shop:grph"], "asgi-agent: 'shop' has no attribute 'grph'; did you mean 'graph'?"),
        (
            ["serve", "shop:graph", "--prefix", "x"],
            "asgi-agent: --prefix must begin with a slash: '/x', not 'x'",
        ),
    ],
)
def test_what_cannot_work_ends_with_a_sentence(project: Path, arguments: list[str], message: str) -> None:
    """On stderr, with code 2 as for any wrong argument, and without a traceback."""
    done = run(*arguments, cwd=project)
    assert done.returncode == 2
    assert done.stderr.startswith(message)
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


@pytest.mark.parametrize("prefix", ["", "/", "//"])
def test_without_a_prefix_the_app_is_the_root(prefix: str) -> None:
    """Nothing stands around it."""
    app = AgentASGI(lambda value: value)
    assert mounted(app, prefix) is app


def test_a_prefix_begins_with_a_slash() -> None:
    """As in a URL; the message shows both."""
    with pytest.raises(ConfigurationError, match="'/a/b', not 'a/b'"):
        mounted(AgentASGI(lambda value: value), "a/b")
