"""Files and agents of the careless and the hostile: refused with a line, or contained."""

from __future__ import annotations

import asyncio
import csv
import json
import sys
import threading
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asgi_agent.workflows import Failed, WorkflowError, load_csv, parse_csv
from asgi_agent.workflows.agents import BUILT_IN
from asgi_agent.workflows.agents.files import read_csv, write_csv
from asgi_agent.workflows.agents.llm import PROVIDERS
from tests.workflows.csvs import load, path, run, write

SETTINGS = (
    *("retries", "retry_delay", "nodes", "default_target", "interaction_type", "options", "workflow", "mode"),
    *("success_values", "failure_values", "success_field", "fallback_fields", "collection", "separator"),
)
NEEDING_NOTHING = sorted(set(BUILT_IN) - set(PROVIDERS) - {"llm"})


def row(context: str, agent: str = "echo") -> str:
    """A row with these settings."""
    quoted = context.replace('"', '""')
    return f'G,A,{agent},,"{quoted}",,out'


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (row('{{"a": 1}}'), "Context: neither JSON nor a Python literal"),
        (row('{"a": ' + "[" * 60000 + "]" * 60000 + "}"), "Context: neither JSON nor a Python literal"),
        (row("{'a': " + "-" * 9000 + "1}"), "Context: neither JSON nor a Python literal"),
        (row('{"retry_delay": "soon"}'), "Context: retry_delay is a number of 0 or more, not 'soon'"),
        (row('{"retry_delay": -1}'), "Context: retry_delay is a number of 0 or more, not -1"),
        (row('{"retries": 1.5}'), "Context: retries is a whole number up to 100"),
        ("G,A:B", "Node: 'A:B' has a ':', which no node of LangGraph may have"),
        ("G,A|B", "Node: 'A|B' has a '|', which no node of LangGraph may have"),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_line(tmp_path: Path, rows: str, said: str) -> None:
    """Never with an exception of whatever stumbled over it."""
    with pytest.raises(WorkflowError) as caught:
        load(tmp_path, rows)
    assert str(caught.value) == f"flow.csv:2: {said}"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(NEEDING_NOTHING),
    st.dictionaries(
        st.sampled_from(SETTINGS),
        st.recursive(
            st.none()
            | st.booleans()
            | st.integers(-2, 200)
            | st.floats(allow_nan=False)
            | st.text(max_size=4),
            lambda inner: (
                st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=2), inner, max_size=2)
            ),
            max_leaves=3,
        ),
        max_size=3,
    ),
)
def test_any_settings_are_taken_or_refused(agent: str, context: dict[str, Any]) -> None:
    """With a `WorkflowError`, whatever an agent is told."""
    with TemporaryDirectory() as directory:
        try:
            load(Path(directory), row(json.dumps(context), agent), data=directory, tools={"t": len})
        except WorkflowError as error:
            lines = {fault.line for fault in error.faults}
        else:
            lines = {2}
    assert lines == {2}


@pytest.mark.parametrize("end", ["\x0b", "\x0c", "\x1c", "\x1e", "\x85", "\u2028", "\u2029"])
def test_only_a_line_end_ends_a_row(tmp_path: Path, end: str) -> None:
    """A text that was pasted may hold what Unicode calls one."""
    nodes = parse_csv(write(tmp_path, f"G,A,echo,one{end}two,,,out\nG,B"))["G"].nodes
    assert nodes["A"].prompt == f"one{end}two"
    assert nodes["B"].line == 3


def test_functions_in_every_row_are_compiled_soon(tmp_path: Path) -> None:
    """Though each of them may lead to every node."""
    rows = "\n".join(f"G,N{number},echo,,,,out,func:choose" for number in range(400))
    started = time.process_time()
    load(tmp_path, rows, functions={"choose": lambda state: "END"})
    assert time.process_time() - started < 4


def test_a_ladder_of_rows_is_compiled_soon(tmp_path: Path) -> None:
    """Though every node is a meeting point that may wait for all before it."""
    rows = "\n".join(f"G,N{number},echo,,,,,N{number + 1}|N{number + 2}" for number in range(4000))
    started = time.process_time()
    load(tmp_path, f"{rows}\nG,N4000\nG,N4001")
    assert time.process_time() - started < 8


async def test_a_failure_need_not_give_every_output(tmp_path: Path) -> None:
    """What it gives is kept, and the way of failure is taken."""
    rows = "G,A,half,,,,p|q,,Y,N\nG,Y\nG,N,echo,,,p|q,seen"
    graph = load(tmp_path, rows, agents={"half": lambda inputs: Failed({"p": 1})})
    assert (await run(graph))["seen"] == {"p": 1, "q": None}


async def test_a_function_hears_of_the_failure_that_it_chooses_after(tmp_path: Path) -> None:
    """By the class of the exception, as nodes do."""
    heard: list[Any] = []

    def choose(state: dict[str, Any]) -> str:
        heard.append((state["error"], state["errors"]))
        return "N"

    rows = "G,A,stumble,,,,p,,,func:choose\nG,N"
    await run(load(tmp_path, rows, agents={"stumble": _stumble}, functions={"choose": choose}))
    assert heard == [("LookupError", [{"node": "A", "exception": "LookupError"}])]


def _stumble(inputs: Any) -> None:
    raise LookupError


def _leave(inputs: Any) -> None:
    sys.exit(3)


async def _leave_later(inputs: Any) -> None:
    sys.exit(3)


def _exhaust(inputs: Any) -> object:
    return next(iter(()))


@pytest.mark.parametrize("agent", [_leave, _leave_later, _exhaust])
async def test_an_agent_ends_its_node_and_not_the_server(tmp_path: Path, agent: Any) -> None:
    """Nor does it leave its run waiting for ever."""
    graph = load(tmp_path, "G,A,mine,,,,p,,Y,N\nG,Y\nG,N", agents={"mine": agent})
    assert await asyncio.wait_for(path(graph), 10) == ["A", "N"]


@pytest.mark.parametrize("agent", [max, str])
def test_an_agent_without_a_signature_is_refused(tmp_path: Path, agent: Any) -> None:
    """With its line."""
    with pytest.raises(WorkflowError, match=r"flow.csv:2: AgentType: an agent takes \(inputs\)"):
        load(tmp_path, "G,A,mine,,,,p", agents={"mine": agent})


async def test_a_tool_that_blocks_holds_nobody_up(tmp_path: Path) -> None:
    """It runs in a thread, as agents do."""

    def look(query: str) -> bool:
        return threading.current_thread() is threading.main_thread()

    assert (await run(load(tmp_path, "G,A,tool_agent,,,m,out", tools={"look": look}), {"m": "x"}))[
        "out"
    ] is False


async def test_graphs_are_kept_for_the_options_that_they_were_made_with(tmp_path: Path) -> None:
    """Whatever becomes of the caller's mappings."""
    file = write(tmp_path, "G,A,echo,,,,,func:choose\nG,B\nG,C")
    functions = {"choose": lambda state: "B"}
    graph = load_csv(file, functions=functions)["G"]
    functions["choose"] = lambda state: "C"
    assert await path(graph) == ["A", "B"]
    assert await path(load_csv(file, functions=functions)["G"]) == ["A", "C"]


@pytest.mark.parametrize("reference", ["file:p.txt", "prompt:p"])
async def test_a_prompt_that_changes_changes_the_workflow(tmp_path: Path, reference: str) -> None:
    """Also one that comes before another of its name."""
    file = write(tmp_path, f"G,A,echo,{reference},,,out")
    (tmp_path / "p.txt").write_text("one")
    if reference == "prompt:p":
        (tmp_path / "p.txt").unlink()
        (tmp_path / "prompts.yaml").write_text("p: one")
    assert (await run(load_csv(file, prompts=tmp_path)["G"]))["out"] == "one"
    assert load_csv(file, prompts=tmp_path)["G"] is load_csv(file, prompts=tmp_path)["G"]
    (tmp_path / "p.txt").write_text("two")
    assert (await run(load_csv(file, prompts=tmp_path)["G"]))["out"] == "two"


def test_prompts_of_one_file_are_read_once(tmp_path: Path) -> None:
    """However many rows refer to it, and however long it takes to read."""
    (tmp_path / "p.yaml").write_text("k: x\n" + "".join(f"k{entry}: x\n" for entry in range(3000)))
    rows = "\n".join(f"G,N{row},echo,yaml:p.yaml#k{row},,,out" for row in range(500))
    started = time.process_time()
    load(tmp_path, rows, prompts=tmp_path)
    assert time.process_time() - started < 10


async def test_branches_that_append_to_one_file_lose_nothing(tmp_path: Path) -> None:
    """Each takes what the others have written."""
    settings = '"{""collection"": ""log.json"", ""mode"": ""append""}"'
    branches = [f"W{number}" for number in range(8)]
    rows = [f"G,S,echo,,,m,s,{'|'.join(branches)}"]
    rows += [f"G,{name},json_writer,,{settings},m,out" for name in branches]
    (tmp_path / "log.json").write_text("[]")
    graph = load(tmp_path, "\n".join(rows), data=tmp_path)
    for _ in range(5):
        await run(graph, {"m": 1})
    assert json.loads((tmp_path / "log.json").read_text()) == [1] * 40


def test_the_name_of_a_column_is_no_formula() -> None:
    """As a cell is none."""
    written = write_csv({"v": [{"=cmd()": 1}]}, None)
    assert next(csv.reader(written.splitlines())) == ["'=cmd()"]
    assert write_csv({"v": [{"=cmd()": 2}]}, written) == "'=cmd()\n1\n2\n"


def test_a_line_that_is_longer_than_its_header_is_refused() -> None:
    """Its last cells would have no name."""
    with pytest.raises(ValueError, match="more cells"):
        read_csv("a,b\n1,2,3\n")


async def test_an_input_cannot_say_what_langgraph_says(tmp_path: Path) -> None:
    """That the run stops at a question, say, so that what it then did would be told of nobody."""
    graph = load(tmp_path, "G,A,echo,,,m,a")
    state = await run(graph, {"m": "hi", "__interrupt__": [{"id": "x"}], "__waiting__": {"A": "reached"}})
    assert state == {"m": "hi", "a": "hi"}
