"""`asgi-agent demo`: a small LangGraph graph, served, with a curl line to talk to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asgi_agent.app import AgentASGI
from asgi_agent.cli import servers
from asgi_agent.cli.serve import add_server_options
from asgi_agent.errors import MissingDependencyError
from asgi_agent.logs import configure_logging
from asgi_agent.middleware.correlation import CorrelationIdMiddleware

if TYPE_CHECKING:
    import argparse


def add_parser(commands: Any) -> None:
    """Add the command and its options."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "demo", help="serve an example graph", description=__doc__
    )
    add_server_options(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Serve the triage graph and print how to talk to it."""
    app = CorrelationIdMiddleware(AgentASGI(build_graph(), name="triage"))
    serve = servers.find("uvicorn")
    configure_logging()
    url = f"http://{options.host}:{options.port}"
    body = '{"input": "I have had a headache for two days"}'
    print(
        f"Serving the triage graph on {url}/ (documentation at {url}/docs)\n\n"
        f"Talk to it from another terminal:\n\n"
        f"  curl -N {url}/stream -H 'content-type: application/json' -d '{body}'\n\n"
        "Stop with Ctrl-C.",
        flush=True,
    )
    serve(app, options.host, options.port)


def build_graph() -> Any:
    """A two-step LangGraph graph with a thread memory: sorts what it is told, then answers word by word.

    The model is LangChain's scripted one, so that the demo needs neither a key nor a network.

    Raises:
        MissingDependencyError: LangGraph is not installed.
    """
    try:
        from langchain_core.language_models import GenericFakeChatModel
        from langchain_core.messages import AIMessage
        from langgraph.checkpoint.memory import InMemorySaver
        from langgraph.graph import END, START, MessagesState, StateGraph
    except ModuleNotFoundError:
        raise MissingDependencyError("the demo needs LangGraph: pip install 'asgi-agent[demo]'") from None

    class Triage(MessagesState):
        urgency: str

    def assess(state: Triage) -> dict[str, str]:
        text = str(state["messages"][-1].content).lower()
        urgent = any(sign in text for sign in ("chest pain", "bleeding", "cannot breathe"))
        return {"urgency": "urgent" if urgent else "routine"}

    async def advise(state: Triage) -> dict[str, Any]:
        advice = {
            "urgent": "This sounds urgent: please call the emergency number now.",
            "routine": "Thank you. A nurse will call you back today. Rest, and drink enough.",
        }[state["urgency"]]
        model = GenericFakeChatModel(messages=iter([AIMessage(advice)]))
        return {"messages": [await model.ainvoke(state["messages"])]}

    builder = StateGraph(Triage)
    builder.add_node("assess", assess)
    builder.add_node("advise", advise)
    builder.add_edge(START, "assess")
    builder.add_edge("assess", "advise")
    builder.add_edge("advise", END)
    return builder.compile(checkpointer=InMemorySaver(), name="triage")
