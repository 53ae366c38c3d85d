"""Graphs that stop to ask, and go on with an answer."""

from __future__ import annotations

import asyncio
import logging
import operator
from typing import Annotated, Any, TypedDict

import pytest
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.func import entrypoint
from langgraph.graph import START, StateGraph
from langgraph.types import interrupt
from pydantic import BaseModel

from asgi_agent import AgentService
from asgi_agent.errors import GraphFailedError, InvalidInputError, NothingToResumeError
from asgi_agent.events import GRANULARITY, Family, RunInput, RunResult
from asgi_agent.graphs.langgraph import LangGraphAdapter
from tests.graphs.collect import collect, cut_off

GONE = "0" * 32


class State(TypedDict):
    said: Annotated[list[Any], operator.add]


def ask(state: State) -> State:
    return {"said": [interrupt({"question": "sure?"})]}


def ask_again(state: State) -> State:
    return {"said": [interrupt({"question": "really?"})]}


def step(name: str) -> Any:
    return lambda state: {"said": [name]}


def one_question(**options: Any) -> LangGraphAdapter:
    graph = StateGraph(State).add_node("ask", ask).add_edge(START, "ask")
    return LangGraphAdapter(graph.compile(**({"checkpointer": InMemorySaver()} | options)))


def two_questions() -> LangGraphAdapter:
    graph = (
        StateGraph(State)
        .add_node("ask", ask)
        .add_node("again", ask_again)
        .add_edge(START, "ask")
        .add_edge(START, "again")
    )
    return LangGraphAdapter(graph.compile(checkpointer=InMemorySaver()))


class TestAsking:
    @pytest.mark.parametrize("include", [Family.NONE, GRANULARITY["full"]])
    async def test_outcome_holds_the_question(self, include: Family) -> None:
        """A run that stops at interrupt() says so, with the state so far."""
        outcome, events = await collect(one_question(), {"said": ["hi"]}, include=include)
        assert outcome.status == "interrupted"
        assert outcome.output == {"said": ["hi"]}
        (question,) = outcome.interrupts
        assert (question.value, question.reason) == ({"question": "sure?"}, "interrupt")
        assert events.of("node.finished") == []
        assert [event.data["values"] for event in events.of("state.snapshot")] in ([], [{"said": ["hi"]}])

    async def test_parallel_questions(self) -> None:
        """Every question of a step is in the outcome, each with an id of its own."""
        outcome, _ = await collect(two_questions(), {"said": []})
        assert {question.value["question"] for question in outcome.interrupts} == {"sure?", "really?"}
        assert len({question.id for question in outcome.interrupts}) == 2

    async def test_in_a_subgraph(self) -> None:
        """A question from a nested graph is the run's question, once."""
        inner = StateGraph(State).add_node("ask", ask).add_edge(START, "ask").compile()
        graph = StateGraph(State).add_node("outer", inner).add_edge(START, "outer")
        adapter = LangGraphAdapter(graph.compile(checkpointer=InMemorySaver()))
        outcome, _ = await collect(adapter, {"said": []}, include=GRANULARITY["full"])
        assert len(outcome.interrupts) == 1
        outcome, _ = await collect(adapter, resume="yes")
        assert outcome.output == {"said": ["yes"]}

    async def test_schema_of_the_answer(self) -> None:
        """The schema that a question gives for its answer goes out, and an answer must fit it."""

        class Decision(BaseModel):
            approved: bool

        def decide(state: State) -> State:
            decision = interrupt("ok?", response_schema=Decision)
            return {"said": [decision.approved]}

        graph = StateGraph(State).add_node("decide", decide).add_edge(START, "decide")
        adapter = LangGraphAdapter(graph.compile(checkpointer=InMemorySaver()))
        outcome, _ = await collect(adapter, {"said": []})
        (question,) = outcome.interrupts
        assert question.response_schema is not None
        assert "approved" in question.response_schema["properties"]
        with pytest.raises(InvalidInputError) as caught:
            await collect(adapter, resume={"approved": "Ada Lovelace"})
        assert "Ada" not in str(caught.value.to_dict())
        outcome, _ = await collect(adapter, resume={"approved": True})
        assert outcome.output == {"said": [True]}

    async def test_without_a_checkpointer_warns_once(self, caplog: pytest.LogCaptureFixture) -> None:
        """Nobody can answer where nothing is stored; the log says it once, not for every run."""
        adapter = one_question(checkpointer=None)
        with caplog.at_level(logging.WARNING, "asgi_agent"):
            for _ in range(2):
                outcome, _ = await collect(adapter, {"said": []})
                assert outcome.status == "interrupted"
        assert [record.message for record in caplog.records].count(
            "a graph without a checkpointer was interrupted: nobody can resume it"
        ) == 1
        with pytest.raises(NothingToResumeError):
            await collect(adapter, resume="yes")

    async def test_functional_api(self) -> None:
        """A workflow that is no graph of nodes stops and goes on the same way."""

        @entrypoint(checkpointer=InMemorySaver())
        async def workflow(text: str) -> str:
            return text + str(interrupt("more?"))

        adapter = LangGraphAdapter(workflow)
        outcome, _ = await collect(adapter, "a")
        assert [question.value for question in outcome.interrupts] == ["more?"]
        outcome, _ = await collect(adapter, resume="b")
        assert outcome.output == "ab"


class TestAnswering:
    @pytest.mark.parametrize(
        "answer", ["yes", True, None, 0, [], {}, {"approved": True}, {GONE[:31]: 1}], ids=repr
    )
    async def test_bare_value(self, answer: Any) -> None:
        """Any value is an answer to the only question, whatever it looks like."""
        adapter = one_question()
        await collect(adapter, {"said": []})
        outcome, _ = await collect(adapter, resume=answer)
        assert outcome.output == {"said": [answer]}
        assert outcome.status == "success"

    async def test_by_id(self) -> None:
        """Answers can name their questions."""
        adapter = two_questions()
        asked, _ = await collect(adapter, {"said": []})
        answers = {question.id: question.value["question"] + "yes" for question in asked.interrupts}
        outcome, _ = await collect(adapter, resume=answers)
        assert sorted(outcome.output["said"]) == ["really?yes", "sure?yes"]

    async def test_one_of_two(self) -> None:
        """Unanswered questions stay open."""
        adapter = two_questions()
        asked, _ = await collect(adapter, {"said": []})
        first, second = asked.interrupts
        left, _ = await collect(adapter, resume={first.id: 1})
        assert [question.id for question in left.interrupts] == [second.id]
        outcome, _ = await collect(adapter, resume=2)
        assert sorted(outcome.output["said"]) == [1, 2]

    async def test_bare_value_for_two_questions(self) -> None:
        """Which question a bare value answers cannot be told, and nothing is consumed."""
        adapter = two_questions()
        asked, _ = await collect(adapter, {"said": []})
        with pytest.raises(InvalidInputError, match="by id"):
            await collect(adapter, resume="yes")
        outcome, _ = await collect(adapter, resume={question.id: 1 for question in asked.interrupts})
        assert outcome.status == "success"

    async def test_unknown_id(self) -> None:
        """An id of no pending question is refused, alone or among others."""
        adapter = one_question()
        asked, _ = await collect(adapter, {"said": []})
        for answers in ({GONE: 1}, {GONE: 1, asked.interrupts[0].id: 1}):
            with pytest.raises(InvalidInputError, match="not pending"):
                await collect(adapter, resume=answers)

    @pytest.mark.parametrize("answer", ["yes", {GONE: "yes"}])
    async def test_nothing_pending(self, answer: Any) -> None:
        """A thread that is unknown, or done, has no question."""
        adapter = one_question()
        with pytest.raises(NothingToResumeError):
            await collect(adapter, thread_id="unknown", resume=answer)
        await collect(adapter, {"said": []})
        await collect(adapter, resume="yes")
        with pytest.raises(NothingToResumeError):
            await collect(adapter, resume=answer)

    async def test_new_input_instead(self) -> None:
        """New input on a thread that waits starts over, and the question is asked again."""
        adapter = one_question()
        first, _ = await collect(adapter, {"said": ["a"]})
        second, _ = await collect(adapter, {"said": ["b"]})
        assert second.output == {"said": ["a", "b"]}
        assert [question.value for question in second.interrupts] == [first.interrupts[0].value]
        outcome, _ = await collect(adapter, resume="yes")
        assert outcome.output == {"said": ["a", "b", "yes"]}


class TestBreakpoints:
    @staticmethod
    def adapter(**options: Any) -> LangGraphAdapter:
        graph = (
            StateGraph(State)
            .add_node("first", step("first"))
            .add_node("second", step("second"))
            .add_edge(START, "first")
            .add_edge("first", "second")
        )
        return LangGraphAdapter(graph.compile(**({"checkpointer": InMemorySaver()} | options)))

    @pytest.mark.parametrize("options", [{"interrupt_before": ["second"]}, {"interrupt_after": ["first"]}])
    @pytest.mark.parametrize("include", [Family.NONE, GRANULARITY["full"]])
    async def test_stops_and_goes_on(self, options: dict[str, Any], include: Family) -> None:
        """A breakpoint is an interrupt without a question; any answer goes on."""
        adapter = self.adapter(**options)
        outcome, _ = await collect(adapter, {"said": []}, include=include)
        assert outcome.output == {"said": ["first"]}
        (stop,) = outcome.interrupts
        assert (stop.reason, stop.value) == ("breakpoint", {"next": ["second"]})
        outcome, _ = await collect(adapter, resume={stop.id: "go"})
        assert outcome.output == {"said": ["first", "second"]}
        assert outcome.status == "success"

    async def test_answer_to_an_earlier_stop(self) -> None:
        """The id of a stop is good for that stop only."""
        adapter = self.adapter(interrupt_before=["second"])
        first, _ = await collect(adapter, {"said": []})
        second, _ = await collect(adapter, {"said": []})
        with pytest.raises(InvalidInputError, match="not pending"):
            await collect(adapter, resume={first.interrupts[0].id: "go"})
        outcome, _ = await collect(adapter, resume={second.interrupts[0].id: "go"})
        assert outcome.status == "success"

    async def test_in_a_subgraph(self) -> None:
        """A breakpoint inside a nested graph stops the run as well."""
        inner = StateGraph(State).add_node("inner", step("inner")).add_edge(START, "inner")
        graph = (
            StateGraph(State)
            .add_node("outer", inner.compile(interrupt_before=["inner"]))
            .add_edge(START, "outer")
        )
        adapter = LangGraphAdapter(graph.compile(checkpointer=InMemorySaver()))
        outcome, _ = await collect(adapter, {"said": []})
        assert [stop.reason for stop in outcome.interrupts] == ["breakpoint"]
        outcome, _ = await collect(adapter, resume=None)
        assert outcome.output == {"said": ["inner"]}

    async def test_without_a_checkpointer(self) -> None:
        """The stop is told even where nobody can go on from it."""
        adapter = self.adapter(interrupt_before=["second"], checkpointer=None)
        outcome, _ = await collect(adapter, {"said": []})
        assert [stop.reason for stop in outcome.interrupts] == ["breakpoint"]

    async def test_thread_that_was_cut_is_no_breakpoint(self) -> None:
        """A graph without breakpoints has nothing to resume, though its thread has a next step."""
        adapter = one_question()
        graph = adapter._graph
        await graph.aupdate_state({"configurable": {"thread_id": "thread-1"}}, {"said": []}, as_node=START)
        assert (await graph.aget_state({"configurable": {"thread_id": "thread-1"}})).next
        with pytest.raises(NothingToResumeError):
            await collect(adapter, resume="go")


class Trouble(Exception):
    """What a node fails with."""


class Asking:
    """A graph that asks twice in one node, and acts on both answers for as long as it is told."""

    def __init__(self, *, nested: bool) -> None:
        self.trouble: Exception | None = None
        self.cut = asyncio.Event()
        self.acting = asyncio.Event()
        graph = StateGraph(State).add_node("ask", self.ask).add_edge(START, "ask")
        if nested:
            graph = StateGraph(State).add_node("inner", graph.compile()).add_edge(START, "inner")
        self.service = AgentService({"g": LangGraphAdapter(graph.compile(checkpointer=InMemorySaver()))})

    async def ask(self, state: State) -> State:
        answers = [interrupt("which?"), interrupt("sure?")]
        self.acting.set()
        if self.trouble is not None:
            raise self.trouble
        await self.cut.wait()
        return {"said": answers}

    async def run(self, **request: Any) -> RunResult:
        request = {"include": GRANULARITY["full"], "thread_id": "t", **request}
        live = await self.service.start("g", RunInput(**request))
        live.buffer.abandon()
        return await live.result()

    async def asked(self) -> None:
        """Until it is asked for the second answer."""
        await self.run(input={"said": []})
        assert (await self.run(resume="this")).interrupts[0].value == "sure?"


@pytest.mark.parametrize("nested", [False, True])
class TestAnswersOfRunsThatComeToNothing:
    async def test_who_is_cut_off_may_answer_otherwise(self, nested: bool) -> None:
        """What was answered before stays; what the cut run was given counts no more."""
        asking = Asking(nested=nested)
        await asking.asked()
        await cut_off(asking.service, asking.run(resume="yes"), asking.acting)
        asking.cut.set()
        result = await asking.run(resume="no")
        assert (result.status, result.output) == ("success", {"said": ["this", "no"]})

    async def test_who_sees_it_fail_may_answer_otherwise(self, nested: bool) -> None:
        """As often as it takes."""
        asking = Asking(nested=nested)
        await asking.asked()
        asking.cut.set()
        asking.trouble = Trouble()
        for _ in range(2):
            with pytest.raises(GraphFailedError):
                await asking.run(resume="yes")
        asking.trouble = None
        result = await asking.run(resume="no")
        assert (result.status, result.output) == ("success", {"said": ["this", "no"]})


@pytest.mark.parametrize("nested", [0, 1, 2])
async def test_what_was_approved_and_cut_is_not_gone_on_with_by_another_answer(nested: int) -> None:
    """The question is answered, and what follows it had begun: nothing is pending, also in subgraphs."""
    acting = asyncio.Event()
    done: list[Any] = []

    async def act(state: State) -> State:
        acting.set()
        await asyncio.sleep(60 if not done else 0)
        done.append(state["said"])
        return {"said": []}

    graph: Any = StateGraph(State).add_node("ask", ask).add_node("act", act)
    graph = graph.add_edge(START, "ask").add_edge("ask", "act")
    for _ in range(nested):
        graph = StateGraph(State).add_node("inner", graph.compile()).add_edge(START, "inner")
    service = AgentService({"g": LangGraphAdapter(graph.compile(checkpointer=InMemorySaver()))})
    await service.invoke("g", RunInput(input={"said": []}, thread_id="t"))
    await cut_off(service, service.invoke("g", RunInput(resume="yes", thread_id="t")), acting)
    done.append("not again")
    with pytest.raises(NothingToResumeError):
        await service.invoke("g", RunInput(resume="no", thread_id="t"))
    assert done == ["not again"]
