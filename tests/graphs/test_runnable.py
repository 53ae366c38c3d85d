"""LangChain runnables as graphs."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from langchain_core.language_models.fake_chat_models import FakeMessagesListChatModel, GenericFakeChatModel
from langchain_core.messages import AIMessage
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnableGenerator, RunnableLambda, RunnableParallel

from asgi_agent.errors import ForbiddenError, GraphFailedError, InvalidInputError, NothingToResumeError
from asgi_agent.events import GRANULARITY, Family
from asgi_agent.graphs.langgraph import is_langgraph
from asgi_agent.graphs.runnable import RunnableAdapter, is_runnable
from tests.graphs.collect import Events, a_run, collect

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from langchain_core.runnables import RunnableConfig

CHAT = Family.MESSAGES | Family.TOOLS
SECRET = "Ada Lovelace 1815-12-10"
PROMPT = ChatPromptTemplate.from_messages([("user", "tell me about {topic}")])


def model(text: str = "good day") -> GenericFakeChatModel:
    return GenericFakeChatModel(messages=iter([AIMessage(text)]))


def _length(text: Any) -> int:
    return len(text)


class TestShape:
    @pytest.mark.parametrize("runnable", [model(), PROMPT, PROMPT | model(), RunnableLambda(lambda x: x)])
    def test_runnables(self, runnable: object) -> None:
        """Models, prompts and chains are runnables, and no graphs."""
        assert is_runnable(runnable)
        assert not is_langgraph(runnable)

    @pytest.mark.parametrize("other", [len, "text", None, RunnableLambda, object()])
    def test_anything_else(self, other: object) -> None:
        """Functions, values and classes are none."""
        assert not is_runnable(other)


class TestOutput:
    @pytest.mark.parametrize("include", [Family.NONE, GRANULARITY["full"]])
    async def test_of_a_chain_that_ends_in_a_model(self, include: Family) -> None:
        """The output is the model's message, whole, whether or not it was streamed."""
        outcome, _ = await collect(RunnableAdapter(PROMPT | model()), {"topic": "x"}, include=include)
        assert (outcome.output["type"], outcome.output["content"]) == ("ai", "good day")

    @pytest.mark.parametrize("include", [Family.NONE, GRANULARITY["full"]])
    async def test_of_a_chain_that_ends_in_a_parser(self, include: Family) -> None:
        """A parsed string is a string."""
        chain = PROMPT | model() | StrOutputParser()
        outcome, _ = await collect(RunnableAdapter(chain), {"topic": "x"}, include=include)
        assert outcome.output == "good day"

    @pytest.mark.parametrize("include", [Family.NONE, GRANULARITY["full"]])
    async def test_of_branches_is_added_up(self, include: Family) -> None:
        """The pieces of a mapping add up key by key."""
        branches: dict[str, Any] = {"a": model("one two") | StrOutputParser(), "b": RunnableLambda(_length)}
        both: Any = RunnableParallel(branches)
        outcome, _ = await collect(RunnableAdapter(both), "four", include=include)
        assert outcome.output == {"a": "one two", "b": 4}

    async def test_pieces_that_do_not_add_up(self) -> None:
        """Of pieces that cannot be added the last one stands, as LangChain has it."""

        async def states(inputs: AsyncIterator[Any]) -> AsyncIterator[dict[str, int]]:
            async for _ in inputs:
                yield {"n": 1}
                yield {"n": 2}

        outcome, events = await collect(RunnableAdapter(RunnableGenerator(states)), "x", include=CHAT)
        assert outcome.output == {"n": 2}
        assert events == []

    async def test_text_is_handed_on_as_it_is(self) -> None:
        """A model takes a text, and so does a lambda."""
        outcome, _ = await collect(RunnableAdapter(RunnableLambda(str.upper)), "why")
        assert outcome.output == "WHY"

    async def test_config(self) -> None:
        """A runnable sees the caller's configurable and the server's ids."""
        seen: list[RunnableConfig] = []

        def look(value: str, config: RunnableConfig) -> str:
            seen.append(config)
            return value

        run = a_run("x", config={"configurable": {"tone": "dry", "__secret": 1}})
        await RunnableAdapter(RunnableLambda(look)).run(run, Events())
        assert seen[0]["configurable"] == {"tone": "dry", "thread_id": "thread-1"}
        assert seen[0]["metadata"]["asgi_agent_run_id"] == run.run_id


class TestMessages:
    async def test_model_streams_one_message(self) -> None:
        """A model's chunks are deltas of one message."""
        _, events = await collect(RunnableAdapter(model()), "hi", include=CHAT)
        assert [(event.type, event.data.get("text")) for event in events] == [
            ("message.start", None),
            ("message.delta", "good"),
            ("message.delta", " "),
            ("message.delta", "day"),
            ("message.end", "good day"),
        ]

    async def test_strings_are_one_message(self) -> None:
        """Strings that a parser streams are pieces of one message."""
        outcome, events = await collect(RunnableAdapter(model() | StrOutputParser()), "hi", include=CHAT)
        assert events.types == ["message.start", *["message.delta"] * 3, "message.end"]
        assert events[-1].data["text"] == outcome.output == "good day"

    async def test_nobody_listens(self) -> None:
        """Without listeners nothing is said."""
        _, events = await collect(RunnableAdapter(model()), "hi")
        assert events == []

    async def test_usage(self) -> None:
        """What the model reports is told, streamed or not."""
        usage = {"input_tokens": 3, "output_tokens": 5, "total_tokens": 8}
        answer = AIMessage("x", usage_metadata=usage, response_metadata={"model_name": "small"})
        fake = FakeMessagesListChatModel(responses=[answer])
        for include in (Family.NONE, CHAT):
            outcome, events = await collect(RunnableAdapter(PROMPT | fake), {"topic": "x"}, include=include)
            assert [event.data for event in events.of("usage")] == [{"model": "small", **usage}]
            assert outcome.usage == {**usage, "models": {"small": usage}}


class TestFailure:
    @pytest.mark.parametrize("include", [Family.NONE, CHAT])
    async def test_is_told_by_its_class(self, include: Family) -> None:
        """A runnable that raises has failed; its text stays inside."""

        def fail(value: str) -> str:
            raise LookupError(SECRET)

        with pytest.raises(GraphFailedError) as caught:
            await collect(RunnableAdapter(RunnableLambda(fail)), "x", include=include)
        assert caught.value.extensions == {"exception": "LookupError"}
        assert SECRET not in str(caught.value.to_dict())

    async def test_on_the_way_ends_the_message(self) -> None:
        """A message that breaks off has its end."""

        async def half(inputs: AsyncIterator[Any]) -> AsyncIterator[str]:
            async for _ in inputs:
                yield "half"
                raise ConnectionError

        events = Events()
        with pytest.raises(GraphFailedError):
            await RunnableAdapter(RunnableGenerator(half)).run(a_run("x", include=CHAT), events)
        assert events.types == ["message.start", "message.delta", "message.end"]

    async def test_problem_passes_through(self) -> None:
        """A runnable may refuse with a status of its own."""

        def refuse(value: str) -> str:
            raise ForbiddenError("not on weekends")

        with pytest.raises(ForbiddenError):
            await collect(RunnableAdapter(RunnableLambda(refuse)), "x")

    async def test_nothing_in_and_nothing_to_resume(self) -> None:
        """A runnable needs an input, and never waits for an answer."""
        with pytest.raises(InvalidInputError):
            await collect(RunnableAdapter(RunnableLambda(lambda x: x)))
        with pytest.raises(NothingToResumeError):
            await collect(RunnableAdapter(RunnableLambda(lambda x: x)), resume=1)


@pytest.mark.parametrize("include", [Family.NONE, CHAT])
async def test_cancelling_stops_it(include: Family) -> None:
    """A cancelled run takes no further step."""
    started, steps = asyncio.Event(), 0

    async def step(value: str) -> str:
        nonlocal steps
        for _ in range(1000):
            steps += 1
            started.set()
            await asyncio.sleep(0.01)
        return value

    adapter = RunnableAdapter(RunnableLambda(step) | RunnableLambda(step))
    task = asyncio.create_task(collect(adapter, "x", include=include))
    await asyncio.wait_for(started.wait(), 10)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    before = steps
    await asyncio.sleep(0.05)
    assert steps == before


async def test_keeps_no_threads() -> None:
    """There is nothing to own and nothing to heal."""
    adapter = RunnableAdapter(RunnableLambda(lambda x: x))
    await collect(adapter, "x")
    await adapter.heal(a_run("x"))
    assert await adapter.thread_owner("thread-1") is None


def test_description() -> None:
    """A chain is told by its links and schemas."""
    description = RunnableAdapter(PROMPT | model() | StrOutputParser()).describe()
    assert description.kind == "runnable"
    assert len(description.edges) == len(description.nodes) - 1
    assert description.input_schema["properties"]["topic"]["type"] == "string"
    assert description.output_schema["type"] == "string"
    assert "graph TD" in description.mermaid
