"""`asgi-agent workflows`."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest

from asgi_agent.cli import main

if TYPE_CHECKING:
    from pathlib import Path

ROWS = """GraphName,Node,AgentType,Prompt,Input_Fields,Output_Field,Edge,Failure_Next
Greet,Ask,input,What is your name?,,name,Say,Sorry
Greet,Say,echo,Hello {name},name,said,,
Greet,Sorry,echo,No name,,said,,
Other,Only,mine,,,,,
"""


@pytest.fixture
def flow(tmp_path: Path) -> str:
    """A file that waits for somebody, with an agent that only code knows."""
    path = tmp_path / "flow.csv"
    path.write_text(ROWS)
    return str(path)


def test_a_good_file_is_said_to_be_good(flow: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With a note of what only the host's code can give."""
    main(["workflows", "check", flow])
    told = capsys.readouterr()
    assert told.out == f"{flow}: 2 workflows, 4 nodes, nothing wrong\n"
    assert told.err.startswith("note: flow.csv:5: AgentType: there is no agent 'mine'")


@pytest.mark.parametrize(
    ("row", "note"),
    [
        ("G,A,tool_agent,,,,,,add", "Available_Tools: tools= has no 'add'"),
        ("G,A,tool_agent,,,,,,", "Available_Tools: there is no tool"),
        ("G,A,echo,,,,func:choose,,", "Edge: functions= has no 'choose'"),
        ("G,A,json_reader,,,,,,", "AgentType: json_reader needs data="),
        ("G,A,theirs,,,,,,", "AgentType: services= has no 'ledger'"),
    ],
)
def test_what_only_code_can_give_is_no_fault_of_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], row: str, note: str
) -> None:
    """Tools, functions, services and directories as well; a note says what the file is going to need."""
    path, agents = tmp_path / "flow.csv", tmp_path / "custom_agents.yaml"
    path.write_text(f"GraphName,Node,AgentType,Prompt,Inputs,Output,Edge,Failure_Next,Tools\n{row}\n")
    agents.write_text("agents: {theirs: {class_path: theirs.Agent}}")
    code = "class Agent:\n    def __init__(self, ledger): ...\n    def run(self, inputs): ...\n"
    (tmp_path / "theirs.py").write_text(code)
    main(["workflows", "check", str(path), "--agents", str(agents)])
    told = capsys.readouterr()
    assert "nothing wrong" in told.out
    assert told.err.startswith(f"note: flow.csv:2: {note}")


def test_all_that_is_wrong_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By line and column, with exit code 1."""
    path = tmp_path / "bad.csv"
    path.write_text("GraphName,Node,Edge,Context\nG,A,Nope,\nG,B,,{\n")
    with pytest.raises(SystemExit) as caught:
        main(["workflows", "check", str(path)])
    assert caught.value.code == 1
    assert capsys.readouterr().err.splitlines() == [
        "bad.csv:2: Edge: there is no node 'Nope'",
        "bad.csv:3: Context: neither JSON nor a Python literal",
    ]


def test_workflows_and_nodes_are_listed(flow: str, capsys: pytest.CaptureFixture[str]) -> None:
    """As tables."""
    main(["workflows", "list", flow])
    assert capsys.readouterr().out.splitlines()[1].split() == ["Greet", "3", "Ask"]
    main(["workflows", "show", flow])
    shown = capsys.readouterr().out.splitlines()
    assert shown[1].split("  ")[-1].strip() == "success: Say, failure: Sorry"


def test_a_workflow_is_drawn(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """For Mermaid."""
    path = tmp_path / "flow.csv"
    path.write_text("GraphName,Node,Edge\nG,A,B\nG,B,\n")
    main(["workflows", "show", str(path), "G", "--format", "mermaid"])
    assert "A --> B" in capsys.readouterr().out.replace("&nbsp;", "")


def test_a_run_asks_where_a_node_waits(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And prints the state that it comes to."""
    path = tmp_path / "flow.csv"
    path.write_text("\n".join(ROWS.splitlines()[:4]))
    monkeypatch.setattr("sys.stdin", io.StringIO("Ada\n"))
    main(["workflows", "run", str(path), "Greet", "--input", '{"x": 1}'])
    told = capsys.readouterr()
    assert "What is your name?" in told.err
    assert json.loads(told.out.removeprefix("> ")) == {"x": 1, "name": "Ada", "said": "Hello Ada"}


@pytest.mark.parametrize(
    ("arguments", "code", "why"),
    [
        (["show", "{}", "Gret"], 2, "there is no workflow 'Gret'; did you mean 'Greet'?"),
        (["run", "{}", "--input", "[]"], 2, "--input is a JSON object"),
        (["run", "{}"], 1, "there is no agent 'mine'"),
        (["list", "{}.none"], 2, "No such file"),
        (["check", "{}", "--agents", "none.yaml"], 2, "none.yaml: No such file"),
    ],
)
def test_what_cannot_work_is_said(
    flow: str, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, why: str
) -> None:
    """In a sentence."""
    with pytest.raises(SystemExit) as caught:
        main(["workflows", *(argument.format(flow) for argument in arguments)])
    assert caught.value.code == code
    assert why in capsys.readouterr().err
