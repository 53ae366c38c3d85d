"""What agents get of the host's."""

from __future__ import annotations

from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from asgi_agent import AgentConfig, WorkflowService, current_run
from asgi_agent.errors import ConfigurationError
from asgi_agent.workflow_service.services import Services
from asgi_agent.workflows import WorkflowError
from tests.workflows.csvs import write

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from pathlib import Path


class Users:
    """A service of the host's."""

    made = 0

    def __init__(self) -> None:
        type(self).made += 1

    def name_of(self, user_id: int) -> str:
        return f"user {user_id}"


class Session:
    """A database session, as far as this test needs one."""

    def __init__(self) -> None:
        self.open = True

    def close(self) -> None:
        self.open = False


def greet(inputs: dict[str, Any], *, users: Users, polite: bool = True) -> str:
    """A function that wants a service."""
    return users.name_of(inputs["user_id"])


class Greeter:
    """A class that wants one when it is made."""

    def __init__(self, users: Users, cache_service: dict[Any, Any]) -> None:
        self.users, self.cache = users, cache_service

    async def process_async(self, inputs: dict[str, Any]) -> str:
        """Say the name, and keep it."""
        name: str = self.cache.setdefault(inputs["user_id"], self.users.name_of(inputs["user_id"]))
        return name


@pytest.mark.parametrize("agent", [greet, Greeter])
async def test_a_service_is_made_once_when_it_is_first_needed(tmp_path: Path, agent: Any) -> None:
    """By a factory that may be async; the same for all executions."""
    Users.made = 0
    cache: dict[int, str] = {}

    async def users() -> Users:
        return Users()

    config = AgentConfig(custom_services={"users": users}, cache_service=lambda: cache)
    path = write(tmp_path, "G,A,greet,,,user_id,name,B\nG,B,greet,,,user_id,again")
    service = WorkflowService(config, csv_file=path, agents={"greet": agent})
    assert Users.made == 0
    for user_id in (7, 8):
        result = await service.execute_workflow("G", {"user_id": user_id})
        assert result["result"]["again"] == f"user {user_id}"
    assert Users.made == 1


def test_a_service_that_nobody_makes_is_told(tmp_path: Path) -> None:
    """With the line of the file, and only that one."""

    def needy(inputs: dict[str, Any], *, users: Users, orders: Any) -> None:
        """Wants two, of which one is there."""

    config = AgentConfig(custom_services={"users": Users})
    with pytest.raises(WorkflowError, match=r"flow\.csv:2: AgentType: services= has no 'orders'"):
        WorkflowService(config, csv_file=write(tmp_path, "G,A,needy,,,,out"), agents={"needy": needy})


sessions: list[Session] = []


def plain_session() -> Session:
    sessions.append(Session())
    return sessions[-1]


async def awaited_session() -> Session:
    return plain_session()


def yielded_session() -> Iterator[Session]:
    session = plain_session()
    yield session
    session.close()


async def async_yielded_session() -> AsyncIterator[Session]:
    session = plain_session()
    yield session
    session.close()


managed_session = contextmanager(yielded_session)
async_managed_session = asynccontextmanager(async_yielded_session)


@pytest.mark.parametrize(
    ("factory", "closed"),
    [
        (plain_session, False),
        (awaited_session, False),
        (yielded_session, True),
        (async_yielded_session, True),
        (managed_session, True),
        (async_managed_session, True),
    ],
    ids=lambda value: getattr(value, "__name__", str(value)),
)
async def test_each_run_has_a_session_of_its_own(
    tmp_path: Path, factory: Callable[[], Any], closed: bool
) -> None:
    """The agents of a run share it, as does code that asks for the run; it is closed with the run."""

    def work(inputs: dict[str, Any], *, database_session: Session) -> int:
        assert database_session.open
        assert current_run().context is database_session
        return id(database_session)

    service = WorkflowService(
        AgentConfig(database_session_factory=factory),
        csv_file=write(tmp_path, "G,A,work,,,,one,B\nG,B,work,,,,two"),
        agents={"work": work},
    )
    sessions.clear()
    for _ in range(2):
        result = (await service.execute_workflow("G", {}))["result"]
        assert result["one"] == result["two"]
    assert len(sessions) == 2
    assert [session.open for session in sessions] == [not closed] * 2


def test_a_class_cannot_keep_a_session() -> None:
    """It would outlive the run."""

    class Keeper:
        """Made once."""

        def __init__(self, database_session: Session) -> None: ...

    with pytest.raises(ConfigurationError, match="Keeper is made once"):
        Services({}, plain_session).serving(Keeper)


def test_an_agent_that_wants_nothing_is_left_as_it_is() -> None:
    """And so is what is none."""
    services = Services({"users": Users})
    for agent in (len, "no agent", lambda inputs: inputs):
        assert services.serving(agent) is agent
