"""The guide's agent in endpoints of the host's own: the user's thread, and the host's session in a tool."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from langchain_core.messages import AIMessage
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.graph import END, START, MessagesState, StateGraph
from pydantic import BaseModel
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from asgi_agent import current_run
from tests.asking import sse
from tests.guide.blocks import block, run
from tests.guide.host import Base, Order, User, bearer, get_current_user

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

HEADING = "An agent in your own endpoints"


class Question(BaseModel):
    """What a user asks."""

    text: str


class Counted(Session):
    """A session of the host's that is counted while it is open."""

    open = 0

    def __enter__(self) -> Counted:
        Counted.open += 1
        return super().__enter__()

    def __exit__(self, *exception: Any) -> None:
        Counted.open -= 1
        super().__exit__(*exception)


@pytest.fixture
def engine() -> Iterator[Engine]:
    """The host's database, with an order of each user's."""
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    Base.metadata.create_all(engine)
    with Session(engine) as session, session.begin():
        session.add_all([Order(id=1, user_id="ada", status="sent"), Order(id=2, user_id="bob")])
    yield engine
    engine.dispose()


@pytest.fixture
def client(engine: Engine) -> TestClient:
    """A host with the agent in it. Its graph asks the guide's tool, and counts what its thread has asked."""
    app, space = FastAPI(), dict[str, Any]()

    def answer(state: MessagesState) -> dict[str, Any]:
        asked = [message for message in state["messages"] if message.type == "human"]
        status = space["lookup_order"](int(str(asked[-1].content)))
        assert Counted.open == 1
        return {"messages": [AIMessage(f"{len(asked)}: {status} in {current_run().thread_id}")]}

    builder = StateGraph(MessagesState)
    builder.add_node("answer", answer)
    builder.add_edge(START, "answer")
    builder.add_edge("answer", END)
    host = {"app": app, "User": User, "get_current_user": get_current_user, "Question": Question}
    database = {"SessionLocal": lambda: Counted(engine), "Order": Order, "select": select}
    space |= host | database | {"asynccontextmanager": asynccontextmanager}
    space["graph"] = builder.compile(checkpointer=InMemorySaver())
    run(block(HEADING), space)
    return TestClient(app)


def test_the_agent_knows_the_user_and_the_hosts_session(client: TestClient) -> None:
    """By invoke, by stream and in the host's own words it is one thread, and the order of nobody else."""
    assert client.post("/agent/invoke", json={"input": "1"}).status_code == 401
    ada = bearer("ada")
    answer = client.post("/agent/invoke", json={"input": "1"}, headers=ada).json()
    assert answer["output"]["messages"][-1]["content"] == "1: sent in user-ada"
    stream = client.post("/agent/stream", json={"input": "2"}, headers=ada)
    assert stream.headers["content-type"].startswith("text/event-stream")
    events = sse(stream.content)
    assert events[-1]["type"] == "run.finished"
    assert events[-1]["data"]["output"]["messages"][-1]["content"] == "2: None in user-ada"
    said = client.post("/chat", json={"text": "1"}, headers=ada).json()
    assert said == {"text": "3: sent in user-ada"}
    said = client.post("/chat", json={"text": "2"}, headers=bearer("bob")).json()
    assert said == {"text": "1: open in user-bob"}
    assert Counted.open == 0
