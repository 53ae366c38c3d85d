"""The state of a workflow, as its channel keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver
from langgraph.types import Command

from tests.workflows.csvs import load, run

if TYPE_CHECKING:
    from pathlib import Path

ASKING = """
    G,A,human,Well?,"{""interaction_type"": ""approval""}",,ok,B
    G,B,default,,,,out,
"""
THREAD: dict[str, Any] = {"configurable": {"thread_id": "1"}}


async def test_a_question_that_is_answered_is_gone(tmp_path: Path) -> None:
    """Also where the state is stored a moment after the question was streamed, as in a database."""
    async with AsyncSqliteSaver.from_conn_string(str(tmp_path / "states.db")) as checkpointer:
        graph = load(tmp_path, ASKING, checkpointer=checkpointer)
        asked = [chunk async for chunk in graph.astream({}, THREAD, stream_mode="values")]
        assert asked[-1]["__interrupt__"][0].value["prompt"] == "Well?"
        assert (await graph.aget_state(THREAD)).values == {}
        state = await graph.ainvoke(Command(resume=True), THREAD)
    assert state == {"ok": True, "out": "[B] DefaultAgent executed"}


async def test_what_is_done_to_a_streamed_state_is_done_to_no_other(tmp_path: Path) -> None:
    """Each chunk is its reader's own."""
    graph = load(tmp_path, "G,A,echo,,,q,a,B\nG,B,echo,,,a,b")
    states = []
    async for chunk in graph.astream({"q": 1}, stream_mode="values"):
        states.append(dict(chunk))
        chunk["more"] = 1
    assert states == [{"q": 1}, {"q": 1, "a": 1}, {"q": 1, "a": 1, "b": 1}]


async def test_no_value_replaces_the_state(tmp_path: Path) -> None:
    """LangGraph's words for that, from a client or a node, are values like others."""
    words = {"type": "__overwrite__", "value": {"__waiting__": {"B": "reached"}}}
    graph = load(tmp_path, "G,A,echo,,,kept|type|value,kept|type|value,B\nG,B,summary,,,kept,out")
    assert await run(graph, {"kept": 1, **words}) == {"kept": 1, **words, "out": "kept: 1"}


async def test_a_thread_goes_on_with_its_state(tmp_path: Path) -> None:
    """Into which the next input is merged."""
    async with AsyncSqliteSaver.from_conn_string(str(tmp_path / "states.db")) as checkpointer:
        graph = load(tmp_path, "G,A,summary,,,one|two,out", checkpointer=checkpointer)
        await graph.ainvoke({"one": 1}, THREAD)
        assert (await graph.ainvoke({"two": 2}, THREAD))["out"] == "one: 1\n\ntwo: 2"
