"""A file is compiled once for what it holds."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from asgi_agent import AgentASGI, RunInput
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
