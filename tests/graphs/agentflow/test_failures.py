"""What goes wrong in a graph, and how little of it a client is told."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from asgi_agent.errors import (
    ConflictError,
    ForbiddenError,
    GraphFailedError,
    InvalidInputError,
    NotFoundError,
    Problem,
    RecursionLimitError,
    RunTimeoutError,
    StorageUnavailableError,
)
from asgi_agent.events import Family
from asgi_agent.graphs.agentflow.failures import problem
from tests.graphs.agentflow.support import (
    EVERYTHING,
    SECRET,
    adapted,
    collect,
    echo,
    framework,
    new_run,
    say,
    texts,
    utils,
    with_tools,
)
from tests.graphs.collect import Events

exceptions: Any = framework("core.exceptions")
BOTH_WAYS = pytest.mark.parametrize("include", [Family.NONE, EVERYTHING], ids=["invoked", "streamed"])


async def explode(state: Any, config: dict[str, Any]) -> str:
    raise LookupError(SECRET)


async def failure(adapter: Any, **about: Any) -> tuple[Problem, Events]:
    events = Events()
    with pytest.raises(Problem) as raised:
        await adapter.run(new_run(**about), events)
    assert SECRET not in repr(raised.value.to_dict()) + str(raised.value)
    return raised.value, events


@BOTH_WAYS
async def test_a_failing_node_is_named_with_its_exceptions_class(include: Family) -> None:
    """AgentFlow's development mode answers such a failure with a fault of its own error body."""
    found, _ = await failure(adapted({"ok": echo, "boom": explode}), include=include)
    assert type(found) is GraphFailedError
    assert found.extensions == {"node": "boom", "exception": "LookupError"}


async def test_a_failing_node_leaks_nothing_into_the_stream() -> None:
    """AgentFlow streams the exception's text, and the conversation with it, in production mode as well."""
    _, events = await failure(adapted({"boom": explode}), include=EVERYTHING)
    assert events
    assert SECRET not in repr(events)


@BOTH_WAYS
async def test_a_failing_tool_is_told_without_its_text(include: Family) -> None:
    """A tool's exception goes to the model, which has to deal with it, and not to the client."""

    async def lookup() -> str:
        raise LookupError(SECRET)

    adapter = with_tools(lookup, made=(("c1", "lookup", {}),))
    outcome, events = await collect(adapter, new_run(include=include))
    assert SECRET not in repr(outcome) + repr(events)
    [tool] = [message for message in outcome.output["messages"] if message["role"] == "tool"]
    [result] = [block for block in tool["content"] if block["type"] == "tool_result"]
    assert (result["call_id"], result["is_error"]) == ("c1", True)
    if include:
        [emitted] = events.of("tool.result")
        assert (emitted.data["name"], emitted.data["error"]) == ("lookup", True)


@BOTH_WAYS
async def test_an_endless_graph_ends_at_its_limit(include: Family) -> None:
    """A stream dies of a fault in how it reports the limit; both ways, the limit is what is told."""
    adapter = adapted({"a": echo, "b": echo}, [("a", "b"), ("b", "a")])
    found, _ = await failure(adapter, include=include, recursion_limit=4)
    assert type(found) is RecursionLimitError


@BOTH_WAYS
async def test_a_problem_that_a_node_raises_is_the_runs_problem(include: Family) -> None:
    """The host's own code may say 403 from inside the graph."""

    async def guard(state: Any, config: dict[str, Any]) -> str:
        raise ForbiddenError("not yours")

    found, _ = await failure(adapted({"guard": guard}), include=include)
    assert isinstance(found, ForbiddenError)


async def test_a_router_that_fails_is_told_by_the_node_before_it() -> None:
    """A condition belongs to an edge; the node that it leaves is what a developer looks for."""

    def route(state: Any) -> str:
        raise KeyError(SECRET)

    found, _ = await failure(adapted({"a": echo, "b": echo}, [("b", "a")], routes={"a": route}))
    assert found.extensions == {"node": "a", "exception": "KeyError"}


@BOTH_WAYS
async def test_a_refusal_by_the_hosts_validators_is_the_callers_fault(include: Family) -> None:
    """A validator of input is part of the graph; what it says of the input is not passed on."""

    class Refuse(framework("utils.callbacks").BaseValidator):  # type: ignore[misc]
        async def validate(self, messages: list[Any]) -> bool:
            raise framework("utils.validators").ValidationError(SECRET, "policy")

    manager = utils.CallbackManager()
    manager.register_input_validator(Refuse())
    found, _ = await failure(adapted({"echo": echo}, callback_manager=manager), include=include)
    assert isinstance(found, InvalidInputError)


@BOTH_WAYS
async def test_an_input_that_only_the_framework_refuses_is_the_callers_fault(include: Family) -> None:
    """Fields alone are no beginning of a conversation."""

    class Ward(framework("core.state").AgentState):  # type: ignore[misc]
        beds: int = 1

    adapter = adapted({"echo": echo}, state=Ward())
    found, _ = await failure(adapter, message={"state": {"beds": 2}}, include=include)
    assert (type(found), found.errors) == (
        InvalidInputError,
        [{"loc": "body.input", "msg": "refused by the graph"}],
    )


async def test_a_node_that_takes_too_long_is_a_timeout() -> None:
    """The host's limit for a node, here set where a client cannot."""
    error = exceptions.NodeTimeoutError(SECRET, context={"node_name": "slow"})
    found = problem(error)
    assert (type(found), found.extensions) == (RunTimeoutError, {"node": "slow"})


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("StaleStateError", ConflictError),
        ("TransientStorageError", StorageUnavailableError),
        ("ResourceNotFoundError", NotFoundError),
        ("SerializationError", GraphFailedError),
        ("StorageError", GraphFailedError),
        ("GraphRecursionError", RecursionLimitError),
        ("GraphError", GraphFailedError),
    ],
)
def test_the_frameworks_errors_are_told_by_their_class(name: str, expected: type[Problem]) -> None:
    """Storage is not the graph's fault, and a conflict is nobody's."""
    found = problem(getattr(exceptions, name)(SECRET))
    assert type(found) is expected
    assert SECRET not in repr(found.to_dict())


def test_a_thread_of_another_user_reads_as_if_it_did_not_exist() -> None:
    """The in-memory and SQLite stores tell it in words only, Postgres by a code."""
    for error in (
        exceptions.StorageError("Thread is owned by a different user"),
        exceptions.StorageError("no", error_code="STORAGE_FORBIDDEN_001"),
    ):
        assert type(problem(error)) is NotFoundError


def test_an_exception_of_the_same_name_from_elsewhere_is_not_taken_for_the_frameworks() -> None:
    """Other libraries have a `NodeError` too."""

    class StaleStateError(Exception):
        pass

    assert type(problem(StaleStateError(SECRET))) is GraphFailedError


@BOTH_WAYS
async def test_the_turn_after_a_failure_starts_at_the_beginning(include: Family) -> None:
    """AgentFlow leaves a failed thread at the node that failed, which alone would see the next message."""
    broken = asyncio.Event()
    broken.set()

    async def fragile(state: Any, config: dict[str, Any]) -> str:
        if broken.is_set():
            raise LookupError(SECRET)
        return "mended"

    adapter = adapted({"first": echo, "fragile": fragile})
    await failure(adapter, message="one", thread_id="t", include=include)
    broken.clear()
    assert texts(await say(adapter, "two", "t", include=include)) == ["echo two", "mended"]


@BOTH_WAYS
async def test_the_turn_after_a_recursion_limit_has_all_its_steps(include: Family) -> None:
    """AgentFlow counts a thread's steps on, so such a thread would be silent for ever."""
    adapter = adapted({"a": echo, "b": echo}, [("a", "b"), ("b", "a")])
    for _ in range(2):
        found, _ = await failure(adapter, thread_id="t", include=include, recursion_limit=4)
        assert isinstance(found, RecursionLimitError)
