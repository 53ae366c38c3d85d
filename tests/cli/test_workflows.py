"""`asgi-agent workflows`."""

from __future__ import annotations

import io
import json
import signal
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from asgi_agent.cli import main
from tests.cli.process import COMMAND, ENVIRONMENT

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    """By line and column, with exit code 1; what code may still give in a note."""
    path = tmp_path / "bad.csv"
    path.write_text("GraphName,Node,Edge,Context,Agent\nG,A,Nope,,\nG,B,,{,\nG,C,,,ecko\nG,C,,,\n")
    with pytest.raises(SystemExit) as caught:
        main(["workflows", "check", str(path)])
    assert caught.value.code == 1
    assert capsys.readouterr().err.splitlines() == [
        "bad.csv:2: Edge: there is no node 'Nope'",
        "bad.csv:3: Context: neither JSON nor a Python literal",
        "note: bad.csv:4: AgentType: there is no agent 'ecko'; did you mean 'echo'?, give it with agents=",
        "bad.csv:5: Node: the node 'C' is in line 4 as well",
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
        (["run", "{}", "Other"], 1, "there is no agent 'mine'"),
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


AGENTS = """
class Failing:
    def run(self, inputs):
        raise ValueError("no\\nledger")

class Unmade:
    def __init__(self):
        raise ValueError("no ledger")
"""


@pytest.fixture
def agents(tmp_path: Path) -> str:
    """Agents of code that fails, in one way or another."""
    (tmp_path / "theirs.py").write_text(AGENTS)
    (tmp_path / "broken.py").write_text("raise ValueError('no\\nconnection')")
    (tmp_path / "leaving.py").write_text("raise SystemExit(0)")
    for name in ("theirs.Failing", "theirs.Unmade", "broken.Agent", "leaving.Agent"):
        (tmp_path / f"{name}.yaml").write_text(f"agents: {{theirs: {{class_path: {name}}}}}")
    return str(tmp_path)


@pytest.mark.parametrize(
    ("arguments", "code", "why"),
    [
        (["run", "Fails", "theirs.Failing"], 1, "asgi-agent: the node 'A' failed: ValueError: no ledger\n"),
        (["run", "Loops", "theirs.Failing"], 1, "has not come to an end within its limit of steps\n"),
        (
            ["check", "Fails", "theirs.Unmade"],
            1,
            "flow.csv:2: AgentType: the agent 'theirs' cannot be made",
        ),
        (
            ["check", "Fails", "broken.Agent"],
            2,
            "the agent 'theirs' cannot be imported: ValueError: no conn",
        ),
        (["run", "Fails", "leaving.Agent"], 2, "of the agent 'theirs' cannot be imported: SystemExit: 0\n"),
    ],
)
def test_what_code_of_others_raises_is_said(
    agents: str, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, why: str
) -> None:
    """In a sentence, without a traceback."""
    command, workflow, declared = arguments
    Path(agents, "flow.csv").write_text(
        "GraphName,Node,AgentType,Edge\nFails,A,theirs,\nLoops,A,echo,B\nLoops,B,echo,A\n"
    )
    named = [workflow] if command == "run" else []
    with pytest.raises(SystemExit) as caught:
        main(["workflows", command, f"{agents}/flow.csv", *named, "--agents", f"{agents}/{declared}.yaml"])
    assert caught.value.code == code
    assert why in capsys.readouterr().err


def test_a_model_that_nobody_knows_has_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With what is wrong with it, and with exit code 1."""
    path = tmp_path / "flow.csv"
    path.write_text("GraphName,Node,AgentType,Context\nG,A,llm,{model=nonsense}\n")
    with pytest.raises(SystemExit) as caught:
        main(["workflows", "check", str(path)])
    assert caught.value.code == 1
    assert capsys.readouterr().err.startswith("flow.csv:2: AgentType: the agent 'llm' cannot be made: Val")


def test_a_package_that_is_missing_has_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In a note, as nothing is wrong with the file."""
    path = tmp_path / "flow.csv"
    path.write_text("GraphName,Node,AgentType,Context\nG,A,gemini,{model=gemini-flash}\n")
    main(["workflows", "check", str(path)])
    told = capsys.readouterr()
    assert told.err.startswith("note: flow.csv:2: AgentType: the agent 'gemini': ")
    assert "nothing wrong" in told.out


def test_a_workflow_runs_and_is_drawn_whatever_others_of_its_file_lack(
    flow: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A drawing needs no agents at all."""
    monkeypatch.setattr("sys.stdin", io.StringIO("Ada\n"))
    main(["workflows", "run", flow, "Greet"])
    assert json.loads(capsys.readouterr().out.removeprefix("> "))["said"] == "Hello Ada"
    main(["workflows", "show", flow, "Other", "--format", "mermaid"])
    assert "Only" in capsys.readouterr().out


def test_a_workflow_runs_with_those_that_it_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """However many are between."""
    path = tmp_path / "flow.csv"
    rows = "A,N,graph,,{workflow=::B},x\nB,N,graph,,{workflow=::C},x\nC,N,echo,hi,,x\nD,N,mine"
    path.write_text(f"GraphName,Node,AgentType,Prompt,Context,Output\n{rows}\n")
    main(["workflows", "run", str(path), "A"])
    assert json.loads(capsys.readouterr().out)["x"]["x"]["x"] == "hi"


@pytest.mark.parametrize(("typed", "taken"), [("20", 20), ("2", 20), (" 10 ", 10)])
def test_a_choice_of_numbers_is_answered(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    typed: str,
    taken: int,
) -> None:
    """By what is shown of it, or by its place; any other answer is asked for again."""
    path = tmp_path / "flow.csv"
    context = '"{""interaction_type"": ""choice"", ""options"": [10, 20]}"'
    path.write_text(f"GraphName,Node,AgentType,Context,Output\nG,A,human,{context},out\n")
    monkeypatch.setattr("sys.stdin", io.StringIO(f"30\nten\n{typed}\n"))
    main(["workflows", "run", str(path)])
    told = capsys.readouterr()
    assert json.loads(told.out.removeprefix("> > > ")) == {"out": taken}
    assert told.err.count("answer one of 10, 20") == 2


def test_a_file_may_be_a_pipe() -> None:
    """Which can be read but once."""
    done = subprocess.run(
        [*COMMAND, "workflows", "check", "/dev/stdin"],
        env=ENVIRONMENT,
        input=ROWS,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout == "/dev/stdin: 2 workflows, 4 nodes, nothing wrong\n"


@pytest.fixture
def interruptible() -> Iterator[None]:
    """What is started can be interrupted, though a shell that runs in the background has it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def interrupt(process: subprocess.Popen[str]) -> int:
    """Interrupt a process until it ends: a signal just before it begins to read wakes nobody."""
    for _ in range(15):
        process.send_signal(signal.SIGINT)
        try:
            return process.wait(4)
        except subprocess.TimeoutExpired:
            continue
    return process.wait(0)


@pytest.mark.usefixtures("interruptible")
def test_who_interrupts_at_a_prompt_gets_no_traceback(flow: str) -> None:
    """But a sentence, and the status that a shell gives."""
    with subprocess.Popen(
        [*COMMAND, "workflows", "run", flow],
        env=ENVIRONMENT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        bufsize=0,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        try:
            assert process.stderr.readline() == "What is your name?\n"
            assert process.stdout.read(1) == ">"
            assert interrupt(process) == 130
        finally:
            process.kill()
        assert process.stderr.read() == "asgi-agent: interrupted\n"
