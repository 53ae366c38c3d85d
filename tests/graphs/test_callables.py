"""Functions and generators as graphs: how they are called, what comes back, how they end."""

from __future__ import annotations

import asyncio
import functools
from typing import TYPE_CHECKING, Any

import pytest

from asgi_agent.errors import ForbiddenError, GraphFailedError, NothingToResumeError, UnsupportedGraphError
from asgi_agent.events import CHAT, Family
from asgi_agent.graphs.callables import CallableAdapter
from tests.graphs.collect import Events, a_run, collect

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from asgi_agent.run import Run

ALL = CHAT | Family.NODES | Family.STATE


async def answer(value: Any) -> Any:
    return {"got": value}


async def answer_for(value: Any, run: Run) -> Any:
    return {"got": value, "thread": run.thread_id}


def answer_sync(value: Any, run: Run | None = None) -> Any:
    return {"got": value, "thread": run and run.thread_id}


class Graph:
    """What a callable may hang on."""

    async def method(self, value: Any, run: Run) -> Any:
        return {"got": value, "thread": run.thread_id}

    async def __call__(self, value: Any) -> Any:
        return {"got": value}

    @staticmethod
    def static(value: Any) -> Any:
        return {"got": value}

    @classmethod
    async def of_class(cls, value: Any) -> Any:
        return {"got": value}


def with_database(database: int, value: Any, run: Run) -> Any:
    return {"got": value, "thread": run.thread_id}


def decorated(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def wrapper(*arguments: Any) -> Any:
        return function(*arguments)

    return wrapper


@pytest.mark.parametrize(
    ("function", "name", "takes_run"),
    [
        (answer, "answer", False),
        (answer_for, "answer_for", True),
        (answer_sync, "answer_sync", True),
        (Graph().method, "method", True),
        (Graph(), "Graph", False),
        (Graph.static, "static", False),
        (Graph.of_class, "of_class", False),
        (functools.partial(with_database, 1), "with_database", True),
        (functools.partial(Graph().method), "method", True),
        (decorated(answer_for), "answer_for", True),
        (lambda value: answer(value), "lambda", False),
        (lambda value, *more: {"got": value}, "lambda", False),
        (lambda value, prefix="": {"got": value}, "lambda", False),
    ],
)
async def test_a_callable_is_called_with_what_it_takes(
    function: Callable[..., Any], name: str, takes_run: bool
) -> None:
    """One argument or two; a second one that is optional is the run if it is called `run`."""
    adapter = CallableAdapter(function)
    outcome, _ = await collect(adapter, "hi", thread_id="t-1")
    assert outcome.output == {"got": "hi"} | ({"thread": "t-1"} if takes_run else {})
    assert adapter.name == name


@pytest.mark.parametrize(
    "function",
    [
        lambda: None,
        lambda a, b, c: None,
        lambda **options: None,
        lambda value, *, key: None,
        functools.partial(answer, 1),
    ],
)
def test_a_callable_that_cannot_take_an_input_is_refused(function: Callable[..., Any]) -> None:
    """When it is given, in words that say what would do."""
    with pytest.raises(UnsupportedGraphError, match=r"it must take \(input\) or \(input, run\)"):
        CallableAdapter(function)


async def stream(value: str) -> AsyncIterator[Any]:
    yield "a"
    yield {"step": 1}
    yield "b"


def stream_sync(value: str) -> Iterator[Any]:
    yield "a"
    yield {"step": 1}
    yield "b"


@pytest.mark.parametrize(
    "function",
    [stream, stream_sync, lambda value: stream(value), lambda value: stream_sync(value), decorated(stream)],
)
async def test_a_generator_says_strings_and_yields_states(function: Callable[..., Any]) -> None:
    """Strings are pieces of one message, other values replace the state, and the last one is the output."""
    outcome, events = await collect(CallableAdapter(function), "hi", include=ALL)
    assert outcome.output == {"step": 1}
    assert events.types == [
        "node.started",
        "message.start",
        "message.delta",
        "state.snapshot",
        "message.delta",
        "message.end",
        "node.finished",
    ]
    assert events.of("message.end")[0].data["text"] == "ab"
    assert events.of("state.snapshot")[0].data == {"values": {"step": 1}}
    assert events.of("node.finished")[0].data["output"] == {"step": 1}


@pytest.mark.parametrize(
    ("value", "output"), [("hello", "hello"), ("", ""), (None, None), ((1, {2}), [1, [2]])]
)
async def test_what_a_function_returns_is_the_output(value: object, output: object) -> None:
    """A returned text is one message as well; other values become plain ones."""
    outcome, events = await collect(CallableAdapter(lambda given: value), include=CHAT)
    assert outcome.output == output
    assert [event.data["text"] for event in events.of("message.end")] == [value] * isinstance(value, str)


async def test_nothing_is_said_that_nobody_asked_for() -> None:
    """No events, and the same output."""
    outcome, events = await collect(CallableAdapter(stream), "hi")
    assert outcome.output == {"step": 1}
    assert events == []


def fail(value: Any) -> Any:
    raise ValueError("secret")


async def fail_async(value: Any) -> Any:
    raise ValueError("secret")


async def fail_after_a_piece(value: Any) -> AsyncIterator[str]:
    yield "half"
    raise ValueError("secret")


def fail_after_a_piece_sync(value: Any) -> Iterator[str]:
    yield "half"
    raise ValueError("secret")


@pytest.mark.parametrize("function", [fail, fail_async, fail_after_a_piece, fail_after_a_piece_sync])
async def test_a_failure_names_the_function_and_the_class(function: Callable[..., Any]) -> None:
    """Never the text; and a message that was begun has its end."""
    events = Events()
    with pytest.raises(GraphFailedError) as caught:
        await CallableAdapter(function).run(a_run("hi", include=CHAT), events)
    assert caught.value.extensions == {"exception": "ValueError", "node": function.__name__}
    assert "secret" not in repr(caught.value.to_dict())
    assert len(events.of("message.start")) == len(events.of("message.end"))


async def test_a_problem_passes_as_it_is() -> None:
    """A function may refuse by itself."""

    def refuse(value: Any) -> None:
        raise ForbiddenError("not you")

    with pytest.raises(ForbiddenError):
        await collect(CallableAdapter(refuse))


async def test_stop_iteration_from_a_thread_is_heard_of() -> None:
    """`next` of an empty iterator is a failure like any other; a future could not hold it."""
    with pytest.raises(GraphFailedError) as caught:
        await asyncio.wait_for(collect(CallableAdapter(lambda value: next(iter(value))), []), 10)
    assert caught.value.extensions["exception"] == "RuntimeError"


async def test_there_is_nothing_to_resume() -> None:
    """A function is never interrupted, and keeps no threads."""
    adapter = CallableAdapter(answer)
    with pytest.raises(NothingToResumeError):
        await collect(adapter, resume="yes")
    assert await adapter.thread_owner("t") is None
