"""What models and tools say inside a LangGraph graph, as message, reasoning, tool and usage events."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from langchain_core.language_models.fake_chat_models import FakeMessagesListChatModel, GenericFakeChatModel
from langchain_core.messages import (
    AIMessage,
    AIMessageChunk,
    BaseMessage,
    HumanMessage,
    SystemMessage,
    ToolMessage,
)
from langchain_core.messages.tool import tool_call_chunk
from langchain_core.outputs import ChatGenerationChunk
from langchain_core.tools import tool
from langgraph.graph import END, START, MessagesState, StateGraph
from langgraph.prebuilt import ToolNode

from asgi_agent.events import GRANULARITY, Family
from asgi_agent.graphs.langgraph import LangGraphAdapter
from asgi_agent.graphs.langgraph.messages import MessageProjection
from tests.graphs.collect import Events, a_run, collect

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

CHAT = Family.MESSAGES | Family.TOOLS
HELLO = {"messages": [{"role": "user", "content": "hello"}]}
USAGE = {"input_tokens": 3, "output_tokens": 5, "total_tokens": 8}


class ScriptedModel(GenericFakeChatModel):
    """Streams the chunks that it was given, as providers do; each call takes the next script."""

    scripts: Any

    async def _astream(self, *args: Any, **options: Any) -> AsyncIterator[ChatGenerationChunk]:
        manager = options.get("run_manager") or (args[2] if len(args) > 2 else None)
        script = next(self.scripts)
        script[0].response_metadata = {"model_name": "scripted"}
        for message in script:
            chunk = ChatGenerationChunk(message=message)
            if manager is not None:
                await manager.on_llm_new_token(message.text, chunk=chunk)
            yield chunk
            await asyncio.sleep(0)


def scripted(*scripts: list[AIMessageChunk]) -> ScriptedModel:
    return ScriptedModel(messages=iter(()), scripts=iter(scripts))


def calling(model: Any, way: str = "ainvoke") -> Any:
    async def chat(state: MessagesState) -> dict[str, Any]:
        if way == "ainvoke":
            return {"messages": await model.ainvoke(state["messages"])}
        whole = None
        async for chunk in model.astream(state["messages"]):
            whole = chunk if whole is None else whole + chunk
        return {"messages": whole}

    return chat


def one_node(node: Any) -> LangGraphAdapter:
    return LangGraphAdapter(
        StateGraph(MessagesState).add_node("chat", node).add_edge(START, "chat").compile()
    )


def told(events: Events, *types: str) -> list[tuple[str, Any]]:
    """Types and what is told under them, without ids."""
    keys = ("text", "delta", "args", "name", "content")
    return [
        (event.type, next((event.data[key] for key in keys if event.data.get(key) is not None), None))
        for event in events
        if event.type in types or not types
    ]


class TestText:
    @pytest.mark.parametrize("way", ["ainvoke", "astream"])
    async def test_tokens(self, way: str) -> None:
        """A model's tokens are deltas of one message, however the node calls it."""
        model = GenericFakeChatModel(messages=iter([AIMessage("good day")]))
        outcome, events = await collect(one_node(calling(model, way)), HELLO, include=CHAT)
        assert told(events) == [
            ("message.start", None),
            ("message.delta", "good"),
            ("message.delta", " "),
            ("message.delta", "day"),
            ("message.end", "good day"),
        ]
        assert {event.node for event in events} == {"chat"}
        assert {event.data["id"] for event in events} == {outcome.output["messages"][-1]["id"]}

    async def test_sync_node(self) -> None:
        """A sync node's model streams from its thread."""
        model = GenericFakeChatModel(messages=iter([AIMessage("good day")]))
        _, events = await collect(
            one_node(lambda state: {"messages": model.invoke(state["messages"])}), HELLO, include=CHAT
        )
        assert told(events, "message.delta", "message.end")[-1] == ("message.end", "good day")
        assert len(events.of("message.delta")) == 3

    async def test_model_that_does_not_stream(self) -> None:
        """A whole message is start, one delta and end."""
        model = FakeMessagesListChatModel(responses=[AIMessage("good day")])
        _, events = await collect(one_node(calling(model)), HELLO, include=CHAT)
        assert told(events) == [
            ("message.start", None),
            ("message.delta", "good day"),
            ("message.end", "good day"),
        ]

    async def test_message_that_no_model_wrote(self) -> None:
        """What a node says by itself is said too."""
        _, events = await collect(
            one_node(lambda state: {"messages": [AIMessage("hi")]}), HELLO, include=CHAT
        )
        assert told(events, "message.end") == [("message.end", "hi")]

    async def test_what_people_say_is_no_news(self) -> None:
        """Input, history and prompts are not echoed."""

        def node(state: MessagesState) -> dict[str, Any]:
            return {"messages": [SystemMessage("be kind"), HumanMessage("again"), *state["messages"]]}

        _, events = await collect(
            one_node(node), {"messages": [HumanMessage("hi", id="1"), AIMessage("yes", id="2")]}, include=CHAT
        )
        assert events == []

    async def test_two_models_at_once(self) -> None:
        """Interleaved messages keep their own borders."""
        first = scripted([AIMessageChunk(content="a", id="m1"), AIMessageChunk(content="b", id="m1")])
        second = scripted([AIMessageChunk(content="x", id="m2"), AIMessageChunk(content="y", id="m2")])

        async def both(state: MessagesState) -> dict[str, Any]:
            return {"messages": list(await asyncio.gather(first.ainvoke("1"), second.ainvoke("2")))}

        _, events = await collect(one_node(both), HELLO, include=CHAT)
        assert sorted(event.data["text"] for event in events.of("message.end")) == ["ab", "xy"]
        assert len(events.of("message.start")) == 2

    async def test_in_a_subgraph(self) -> None:
        """The path names the node around the model's own."""
        model = GenericFakeChatModel(messages=iter([AIMessage("deep")]))
        inner = StateGraph(MessagesState).add_node("chat", calling(model)).add_edge(START, "chat").compile()
        graph = StateGraph(MessagesState).add_node("outer", inner).add_edge(START, "outer").compile()
        _, events = await collect(LangGraphAdapter(graph), HELLO, include=CHAT)
        assert told(events, "message.end") == [("message.end", "deep")]
        assert {(event.node, event.path) for event in events} == {("chat", ("outer",))}

    async def test_model_that_fails_on_the_way(self) -> None:
        """A message that breaks off ends, so that every start has its end."""

        class Failing(ScriptedModel):
            async def _astream(self, *args: Any, **options: Any) -> AsyncIterator[ChatGenerationChunk]:
                async for chunk in super()._astream(*args, **options):
                    yield chunk
                raise ConnectionError("gone")

        model = Failing(messages=iter(()), scripts=iter([[AIMessageChunk(content="half", id="m")]]))
        events = Events()
        with pytest.raises(Exception, match="a node of the graph raised"):
            await one_node(calling(model)).run(a_run(HELLO, include=CHAT), events)
        assert told(events)[-1] == ("message.end", "half")

    async def test_whole_message_after_its_pieces(self) -> None:
        """A message that ends by coming whole is not said twice."""
        events = Events()
        projection = MessageProjection(events, text=True, tools=True)
        for message in (AIMessageChunk(content="ab", id="m"), AIMessage("ab", id="m")):
            await projection.message(message, "chat", ())
        await projection.close()
        assert told(events)[1:] == [("message.delta", "ab"), ("message.end", "ab")]


class TestReasoning:
    @pytest.mark.parametrize(
        "chunk",
        [
            AIMessageChunk(content=[{"type": "reasoning", "reasoning": "hm", "index": 0}], id="m"),
            AIMessageChunk(content=[{"type": "thinking", "thinking": "hm", "index": 0}], id="m"),
            AIMessageChunk(
                content=[
                    {
                        "type": "reasoning",
                        "summary": [{"type": "summary_text", "text": "hm", "index": 0}],
                        "index": 0,
                    }
                ],
                id="m",
            ),
            AIMessageChunk(content="", additional_kwargs={"reasoning_content": "hm"}, id="m"),
        ],
        ids=["standard", "anthropic", "openai", "deepseek"],
    )
    async def test_comes_before_the_text(self, chunk: AIMessageChunk) -> None:
        """What a model thinks is told apart from what it says, in each provider's form."""
        answer = AIMessageChunk(content=[{"type": "text", "text": "yes", "index": 1}], id="m")
        _, events = await collect(one_node(calling(scripted([chunk, answer]))), HELLO, include=CHAT)
        assert told(events) == [
            ("reasoning.start", None),
            ("reasoning.delta", "hm"),
            ("reasoning.end", "hm"),
            ("message.start", None),
            ("message.delta", "yes"),
            ("message.end", "yes"),
        ]


@tool
async def weather(city: str) -> str:
    """The weather in a city."""
    if city == "nowhere":
        raise ValueError("no such city")
    return f"sun in {city}"


def agent(model: Any) -> LangGraphAdapter:
    def more(state: MessagesState) -> str:
        return "tools" if getattr(state["messages"][-1], "tool_calls", None) else END

    return LangGraphAdapter(
        StateGraph(MessagesState)
        .add_node("chat", calling(model))
        .add_node("tools", ToolNode([weather], handle_tool_errors=True))
        .add_edge(START, "chat")
        .add_conditional_edges("chat", more, ["tools", END])
        .add_edge("tools", "chat")
        .compile()
    )


def piece(index: int, args: str, name: str | None = None, call_id: str | None = None) -> AIMessageChunk:
    call = tool_call_chunk(index=index, args=args, name=name, id=call_id)
    return AIMessageChunk(content="", tool_call_chunks=[call], id="m1")


class TestTools:
    async def test_streamed_calls(self) -> None:
        """Pieces of two calls find their call by its index; results come after."""
        model = scripted(
            [
                AIMessageChunk(content="looking", id="m1"),
                piece(0, "", "weather", "c0"),
                piece(0, '{"city":'),
                piece(1, '{"city": ', "weather", "c1"),
                piece(1, '"Rome"}'),
                piece(0, ' "Oslo"}'),
            ],
            [AIMessageChunk(content="both sunny", id="m2")],
        )
        _, events = await collect(agent(model), HELLO, include=CHAT)
        calls = [(event.data["id"], event.data["args"]) for event in events.of("tool.end")]
        assert calls == [("c0", {"city": "Oslo"}), ("c1", {"city": "Rome"})]
        starts = [event.data for event in events.of("tool.start")]
        assert starts[0] == {"id": "c0", "name": "weather", "message_id": "m1"}
        results = sorted((event.data["id"], event.data["content"]) for event in events.of("tool.result"))
        assert results == [("c0", "sun in Oslo"), ("c1", "sun in Rome")]
        assert {event.node for event in events.of("tool.result")} == {"tools"}
        assert events.types.index("tool.end") < events.types.index("tool.result")
        assert told(events, "message.end") == [("message.end", "looking"), ("message.end", "both sunny")]

    async def test_whole_call(self) -> None:
        """A model that does not stream gives its calls whole."""
        call = {"name": "weather", "args": {"city": "Oslo"}, "id": "c0"}
        model = FakeMessagesListChatModel(responses=[AIMessage("", tool_calls=[call]), AIMessage("sunny")])
        _, events = await collect(agent(model), HELLO, include=CHAT)
        assert told(events) == [
            ("tool.start", "weather"),
            ("tool.args", '{"city":"Oslo"}'),
            ("tool.end", {"city": "Oslo"}),
            ("tool.result", "weather"),
            ("message.start", None),
            ("message.delta", "sunny"),
            ("message.end", "sunny"),
        ]

    async def test_tool_that_fails(self) -> None:
        """A result says when the tool failed."""
        call = {"name": "weather", "args": {"city": "nowhere"}, "id": "c0"}
        model = FakeMessagesListChatModel(responses=[AIMessage("", tool_calls=[call]), AIMessage("sorry")])
        _, events = await collect(agent(model), HELLO, include=CHAT)
        (result,) = events.of("tool.result")
        assert result.data["error"] is True

    @pytest.mark.parametrize(
        ("include", "family"), [(Family.MESSAGES, {"message"}), (Family.TOOLS, {"tool"})]
    )
    async def test_only_one_of_the_two_families(self, include: Family, family: set[str]) -> None:
        """Text and tools come by the same stream mode, and only what is wanted goes out."""
        call = {"name": "weather", "args": {"city": "Oslo"}, "id": "c0"}
        model = FakeMessagesListChatModel(responses=[AIMessage("so", tool_calls=[call]), AIMessage("sunny")])
        _, events = await collect(agent(model), HELLO, include=include)
        assert {event.type.partition(".")[0] for event in events} == family

    async def test_result_in_blocks(self) -> None:
        """Tool content that is no string comes out as plain values."""
        message = ToolMessage([{"type": "text", "text": "sun"}], tool_call_id="c0", name="weather")
        _, events = await collect(one_node(lambda state: {"messages": [message]}), HELLO, include=CHAT)
        assert [event.data["content"] for event in events] == [[{"type": "text", "text": "sun"}]]


class TestUsage:
    @staticmethod
    def reporting(*names: str) -> list[BaseMessage]:
        return [
            AIMessage("x", usage_metadata=dict(USAGE), response_metadata={"model_name": name})
            for name in names
        ]

    @pytest.mark.parametrize("include", [Family.NONE, GRANULARITY["full"]])
    async def test_each_call_and_the_sum(self, include: Family) -> None:
        """Every call of a model is told when it happens; the outcome holds the sum, and each model's."""
        model = FakeMessagesListChatModel(responses=self.reporting("small", "large", "small"))

        async def thrice(state: MessagesState) -> dict[str, Any]:
            return {"messages": [await model.ainvoke("x") for _ in range(3)]}

        outcome, events = await collect(one_node(thrice), HELLO, include=include)
        assert [event.data for event in events.of("usage")] == [
            {"model": "small", **USAGE},
            {"model": "large", **USAGE},
            {"model": "small", **USAGE},
        ]
        assert {event.node for event in events.of("usage")} == {"chat"}
        assert outcome.usage == {
            "input_tokens": 9,
            "output_tokens": 15,
            "total_tokens": 24,
            "models": {
                "small": {"input_tokens": 6, "output_tokens": 10, "total_tokens": 16},
                "large": USAGE,
            },
        }

    async def test_streamed(self) -> None:
        """Usage that arrives in pieces counts once."""
        model = scripted(
            [
                AIMessageChunk(
                    content="a",
                    id="m",
                    usage_metadata={"input_tokens": 3, "output_tokens": 0, "total_tokens": 3},
                ),
                AIMessageChunk(
                    content="b",
                    id="m",
                    usage_metadata={"input_tokens": 0, "output_tokens": 5, "total_tokens": 5},
                ),
            ]
        )
        outcome, events = await collect(one_node(calling(model, "astream")), HELLO, include=CHAT)
        assert [event.data for event in events.of("usage")] == [{"model": "scripted", **USAGE}]
        assert outcome.usage is not None
        assert outcome.usage["total_tokens"] == 8

    async def test_of_a_message_that_is_thrown_away(self) -> None:
        """What a model used counts, also where its answer never enters the state, deep in a subgraph."""
        model = FakeMessagesListChatModel(responses=self.reporting("small"))

        async def silent(state: MessagesState) -> dict[str, Any]:
            await model.ainvoke("x")
            return {}

        inner = StateGraph(MessagesState).add_node("silent", silent).add_edge(START, "silent").compile()
        graph = StateGraph(MessagesState).add_node("outer", inner).add_edge(START, "outer").compile()
        outcome, events = await collect(LangGraphAdapter(graph), HELLO)
        assert outcome.usage is not None
        assert outcome.usage["models"] == {"small": USAGE}
        assert [(event.node, event.path) for event in events] == [("silent", ("outer",))]

    async def test_of_earlier_turns_is_not_counted_again(self) -> None:
        """A thread's history holds the reports of its past runs."""
        history = [HumanMessage("hi"), *self.reporting("small")]
        outcome, events = await collect(one_node(lambda state: {}), {"messages": history})
        assert outcome.usage is None
        assert events == []

    async def test_details_are_added_up(self) -> None:
        """Nested counts, such as cached tokens, are summed as well."""
        usage = {**USAGE, "input_token_details": {"cache_read": 2}}
        message = AIMessage("x", usage_metadata=usage)
        model = FakeMessagesListChatModel(responses=[message, message])

        async def twice(state: MessagesState) -> dict[str, Any]:
            return {"messages": [await model.ainvoke("x"), await model.ainvoke("x")]}

        outcome, _ = await collect(one_node(twice), HELLO)
        assert outcome.usage is not None
        assert outcome.usage["input_token_details"] == {"cache_read": 4}
