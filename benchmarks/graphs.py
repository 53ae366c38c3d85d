"""The graphs that are served: small ones, so that the time goes into what is around them."""

from __future__ import annotations

import asyncio
import importlib
import importlib.util
from typing import TYPE_CHECKING, Any, TypedDict

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

FIRST_TOKEN, LAST_TOKEN = "@", "#"  # no wire writes these by itself
TOKENS = FIRST_TOKEN + "t" * 198 + LAST_TOKEN
"""What the streaming graphs say; each character is a token of its own."""


def agentflow_root() -> str:
    """AgentFlow's import name: the new one, or the old one where only that is installed."""
    return "tenxgraph" if importlib.util.find_spec("tenxgraph") is not None else "agentflow"


class State(TypedDict, total=False):
    text: str
    reply: str


def langgraph_echo() -> Any:
    """One node that gives back what it got; no checkpointer."""

    async def echo(state: State) -> State:
        return {"reply": f"echo: {state['text']}"}

    return _langgraph(echo)


def langgraph_tokens() -> Any:
    """One node with LangChain's scripted chat model, which streams by itself where somebody listens."""
    from langchain_core.language_models import FakeListChatModel

    # A model that waits for its next token lets the tokens before it out; `sleep=0` waits one turn.
    model = FakeListChatModel(responses=[TOKENS], sleep=0)

    async def speak(state: State) -> State:
        return {"reply": str((await model.ainvoke(state["text"])).content)}

    return _langgraph(speak)


def langgraph_agent() -> Any:
    """One turn of an agent as people run them: model, tool, model, with a memory. The model is scripted."""
    from langchain_core.language_models import GenericFakeChatModel
    from langchain_core.messages import AIMessage, ToolCall
    from langgraph.checkpoint.memory import InMemorySaver
    from langgraph.graph import START, MessagesState, StateGraph
    from langgraph.prebuilt import ToolNode, tools_condition

    def look_up(drug: str) -> str:
        """The usual dose of a drug."""
        return f"{drug}: 500 mg"

    async def model(state: MessagesState) -> dict[str, Any]:
        call = ToolCall(name="look_up", args={"drug": "paracetamol"}, id="call-1")
        asked = state["messages"][-1].type == "human"
        said = AIMessage("", tool_calls=[call]) if asked else AIMessage("echo: Take 500 mg.")
        scripted = GenericFakeChatModel(messages=iter([said]))
        return {"messages": [await scripted.ainvoke(state["messages"])]}

    builder = StateGraph(MessagesState)
    builder.add_node("model", model)
    builder.add_node("tools", ToolNode([look_up]))
    builder.add_edge(START, "model")
    builder.add_conditional_edges("model", tools_condition)
    builder.add_edge("tools", "model")
    return builder.compile(checkpointer=InMemorySaver())


def _langgraph(node: Any) -> Any:
    from langgraph.graph import END, START, StateGraph

    builder = StateGraph(State)
    builder.add_node("node", node)
    builder.add_edge(START, "node")
    builder.add_edge("node", END)
    return builder.compile()


def agentflow_echo() -> Any:
    """The same in AgentFlow, with its default checkpointer, which is in memory."""

    async def echo(state: Any) -> str:
        return f"echo: {state.context[-1].text()}"

    return _agentflow(echo)


def agentflow_tokens() -> Any:
    """A node that streams one message through AgentFlow's converter for model responses."""
    core = _agentflow_module("core.state")
    base: type = _agentflow_module("runtime.adapters.llm.base_converter").BaseConverter
    convert = _agentflow_module("runtime.adapters.llm.model_response_converter")

    class Tokens(base):  # type: ignore[misc]
        async def convert_response(self, response: Any) -> Any:
            text = "".join([token async for token in response])
            return core.Message.text_message(text, role="assistant")

        async def convert_streaming_response(
            self, config: Any, node_name: str, response: Any, meta: Any = None
        ) -> AsyncIterator[Any]:
            whole = core.Message.text_message(TOKENS, role="assistant")
            async for token in response:
                content = [core.TextBlock(text=token)]
                yield core.Message(message_id=whole.message_id, role="assistant", content=content, delta=True)
            yield whole

    async def speak(state: Any) -> Any:
        return convert.ModelResponseConverter(_each_token(), converter=Tokens())

    return _agentflow(speak)


def _agentflow_module(name: str) -> Any:
    return importlib.import_module(f"{agentflow_root()}.{name}")


def _agentflow(node: Any) -> Any:
    graph = _agentflow_module("core.graph").StateGraph()
    graph.add_node("node", node)
    graph.set_entry_point("node")
    graph.add_edge("node", _agentflow_module("utils").END)
    return graph.compile()


async def _each_token() -> AsyncIterator[str]:
    for token in TOKENS:
        await asyncio.sleep(0)
        yield token


async def served_agentflow_echo() -> Any:
    """`agentflow_echo` as AgentFlow's own server loads it: it calls coroutine functions only."""
    return agentflow_echo()


async def served_agentflow_tokens() -> Any:
    """The same for `agentflow_tokens`."""
    return agentflow_tokens()


async def waiting(text: str) -> str:
    """A graph that never ends by itself, for streams that stay open."""
    await asyncio.Event().wait()
    return text


GRAPHS: dict[str, Callable[[], Any]] = {
    "langgraph_echo": langgraph_echo,
    "langgraph_tokens": langgraph_tokens,
    "langgraph_agent": langgraph_agent,
    "agentflow_echo": agentflow_echo,
    "agentflow_tokens": agentflow_tokens,
    "waiting": lambda: waiting,
}
