"""A file is compiled once for what it holds."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from asgi_agent import AgentASGI, RunInput
from asgi_agent.errors import MissingDependencyError
from asgi_agent.events import Family
from asgi_agent.workflows import WorkflowError, load_csv
from tests.workflows.csvs import run, write

if TYPE_CHECKING:
    from pathlib import Path

    from asgi_agent import RunEvent


def test_the_same_file_and_options_give_the_same_graphs(tmp_path: Path) -> None:
    """Another content or other agents give others."""
    agents = {"mine": lambda inputs: 1}
    path = write(tmp_path, "G,A,mine\nH,B")
    first = load_csv(path, agents)
    assert load_csv(path, dict(agents))["G"] is first["G"]
    assert list(first) == ["G", "H"]
    assert load_csv(path, {"mine": lambda inputs: 2})["G"] is not first["G"]
    assert load_csv(str(path), agents, strict=False)["G"] is not first["G"]
    write(tmp_path, "G,A,mine\nH,C")
    assert load_csv(path, agents)["G"] is not first["G"]


def test_what_is_done_to_the_result_is_done_to_nobody_elses(tmp_path: Path) -> None:
    """Each caller has a mapping of its own."""
    path = write(tmp_path, "G,A")
    load_csv(path).clear()
    assert list(load_csv(path)) == ["G"]


async def test_it_may_be_loaded_by_many_at_once(tmp_path: Path) -> None:
    """Threads get graphs that work."""
    path = write(tmp_path, "G,A,echo,hi,,,out")
    loaded: list[Any] = []
    threads = [threading.Thread(target=lambda: loaded.append(load_csv(path)["G"])) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [(await run(graph))["out"] for graph in loaded] == ["hi"] * 8


def test_a_large_file_is_loaded_soon(tmp_path: Path) -> None:
    """A thousand rows of one graph, which takes a fraction of a second; half a minute would be a fault."""
    rows = "\n".join(f"G,N{number},echo,,,,,N{number + 1}" for number in range(1000))
    started = time.perf_counter()
    load_csv(write(tmp_path, f"{rows}\nG,N1000"))
    assert time.perf_counter() - started < 30


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """Said by the system."""
    with pytest.raises(FileNotFoundError):
        load_csv(tmp_path / "none.csv")


def test_faults_of_all_kinds_are_told_by_line(tmp_path: Path) -> None:
    """Of agents, prompts and functions alike."""
    with pytest.raises(WorkflowError) as caught:
        load_csv(write(tmp_path, "G,A,nope,,,,,func:no\nG,B,human,,{interaction_type=x}"))
    assert [fault.line for fault in caught.value.faults] == [2, 2, 3]


def test_faults_of_the_file_and_of_its_agents_are_told_at_once(tmp_path: Path) -> None:
    """Of names, settings, prompts and agents, and none for what another one causes."""
    rows = """
        G,A,echo
        G,A,ecko
        G,B,echp,file:none.txt,,,,Nope
        G,C,choice
        G,D,human,,{interaction_type=
        G,E,human,file:none.txt,{interaction_type=x}
        G,F,human,,{interaction_type=x},,,,,,x
        H,A,echo,file:none.txt,"{""retries"": -1}"
    """
    with pytest.raises(WorkflowError) as caught:
        load_csv(write(tmp_path, rows), prompts=tmp_path)
    assert [(fault.line, fault.column) for fault in caught.value.faults] == [
        (3, "Node"),
        (3, "AgentType"),
        (4, "Edge"),
        (4, "Prompt"),
        (4, "AgentType"),
        (5, "AgentType"),
        (6, "Context"),
        (7, "Prompt"),
        (8, None),
        (9, "Context"),
        (9, "Prompt"),
    ]


def test_an_agent_that_cannot_be_made_is_told_with_its_line(tmp_path: Path) -> None:
    """With what it raised, which is the cause of what is raised."""

    class Broken:
        def __init__(self) -> None:
            raise ValueError("no such\nledger")

    with pytest.raises(WorkflowError) as caught:
        load_csv(write(tmp_path, "G,A,mine\nG,B,ecko"), {"mine": Broken})
    assert str(caught.value).splitlines()[0] == (
        "flow.csv:2: AgentType: the agent 'mine' cannot be made: ValueError: no such ledger"
    )
    assert [fault.line for fault in caught.value.faults] == [2, 3]
    assert isinstance(caught.value.__cause__, ValueError)


def test_a_model_that_nobody_knows_is_a_fault_of_its_row(tmp_path: Path) -> None:
    """And not an exception of the library that was asked for it."""
    with pytest.raises(WorkflowError, match=r"flow\.csv:2: AgentType: the agent 'llm' cannot be made: Value"):
        load_csv(write(tmp_path, "G,A,llm,Hi,{model=nonsense}"))


def test_a_package_that_is_missing_is_told_with_the_other_faults(tmp_path: Path) -> None:
    """By its line; alone it is an import that failed as well."""
    rows = "G,A,gemini,Hi,{model=gemini-flash}"
    with pytest.raises(MissingDependencyError, match=r"flow\.csv:2: AgentType: the agent 'gemini'"):
        load_csv(write(tmp_path, rows))
    with pytest.raises(WorkflowError) as caught:
        load_csv(write(tmp_path, f"{rows}\nG,B,ecko"))
    assert [fault.line for fault in caught.value.faults] == [2, 3]
    assert not isinstance(caught.value, MissingDependencyError)


def test_many_workflows_that_run_one_another_are_loaded_soon(tmp_path: Path) -> None:
    """A chain of them; one that runs itself at its end is told of all the same."""
    rows = [f"G{number},N,graph,,{{workflow=::G{number + 1}}}" for number in range(4000)]
    started = time.process_time()
    with pytest.raises(WorkflowError) as caught:
        load_csv(write(tmp_path, "\n".join([*rows, "G4000,N,graph,,{workflow=::G3999}"])))
    assert [fault.line for fault in caught.value.faults] == [4001, 4002]
    assert time.process_time() - started < 8


async def test_a_state_outlives_a_run_in_the_hosts_checkpointer(tmp_path: Path) -> None:
    """Which is the graph's own."""
    from langgraph.checkpoint.memory import InMemorySaver

    saver = InMemorySaver()
    graph = load_csv(write(tmp_path, "G,A,echo,,,m,a"), checkpointer=saver)["G"]
    await run(graph, {"m": 1}, "t")
    assert (await run(graph, {"n": 2}, "t")) == {"m": 1, "a": 1, "n": 2}


async def test_a_stream_tells_what_each_node_wrote(tmp_path: Path) -> None:
    """As the node of any graph does."""
    service = AgentASGI(load_csv(write(tmp_path, "G,A,echo,hi,,,out"))).service
    live = await service.start("G", RunInput(input={"m": 1}, include=Family.NODES))
    events: list[RunEvent] = []
    while not live.buffer.exhausted:
        events += await live.buffer.take()
    (finished,) = (event for event in events if event.type == "node.finished")
    assert (finished.node, finished.data["output"]) == ("A", {"out": "hi"})
