"""`asgi-agent demo`: what it prints works as it is printed."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from asgi_agent.cli.demo import build_graph
from asgi_agent.errors import MissingDependencyError
from tests.cli.process import serving

if TYPE_CHECKING:
    from pathlib import Path


def test_the_printed_curl_line_streams_a_run(tmp_path: Path) -> None:
    """Copied into a shell, it shows the events of a run up to its end."""
    with serving("demo", cwd=tmp_path, log=tmp_path / "log") as running:
        lines = [running.line() for _ in range(5)]
        [command] = [line.strip() for line in lines if line.startswith("  curl ")]
        done = subprocess.run(shlex.split(command), capture_output=True, text=True, timeout=30, check=True)
        assert running.url in lines[0]
    names = re.findall("(?m)^event: (.*)$", done.stdout)
    assert names[0] == "run.started"
    assert names[-1] == "run.finished"
    assert names.count("message.delta") > 3
    final = json.loads(re.findall("(?m)^data: (.*)$", done.stdout)[-1])
    assert final["data"]["output"]["urgency"] == "routine"


@pytest.mark.parametrize(
    ("complaint", "urgency"), [("I have chest pain", "urgent"), ("I have a cough", "routine")]
)
async def test_the_graph_sorts_what_it_is_told(complaint: str, urgency: str) -> None:
    """And answers accordingly."""
    config = {"configurable": {"thread_id": "t"}}
    state = await build_graph().ainvoke({"messages": [("user", complaint)]}, config)
    assert state["urgency"] == urgency
    assert ("emergency number" in state["messages"][-1].content) == (urgency == "urgent")


def test_without_langgraph_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra, by name."""
    for name in [*sys.modules]:
        if name.partition(".")[0] in ("langgraph", "langchain_core"):
            monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(MissingDependencyError, match=r"pip install 'asgi-agent\[demo\]'"):
        build_graph()
