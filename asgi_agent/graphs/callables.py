"""Plain Python as a graph: async and sync functions, async and sync generators."""

from __future__ import annotations

import asyncio
import functools
import inspect
import threading
import typing
from typing import TYPE_CHECKING, Any

import msgspec

from asgi_agent.errors import (
    AgentError,
    GraphFailedError,
    InvalidInputError,
    NothingToResumeError,
    UnsupportedGraphError,
)
from asgi_agent.events import Family, Outcome
from asgi_agent.graphs.base import Edge, GraphDescription
from asgi_agent.graphs.messages import MessageStream
from asgi_agent.plain import plain
from asgi_agent.validation import msgspec_faults, pydantic_faults

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from asgi_agent.graphs.base import Emit
    from asgi_agent.run import Run


class CallableAdapter:
    """Runs `function(input)` or `function(input, run)`.

    A first parameter annotated with a dataclass, a `TypedDict`, a msgspec struct, a pydantic model or a
    built-in type gets its input checked and converted. What comes back:

    - a returned value is the output; a returned string is one message as well;
    - of a generator, each yielded string is a piece of one message, and any other yielded value is a new
      state. The output is the last state, or the whole text where there were only strings.

    A sync function or generator runs in a thread. Cancelling the run stops a generator at its next `yield`;
    Python cannot stop a sync function, whose result is then thrown away.

    Raises:
        UnsupportedGraphError: the callable takes neither one nor two positional arguments.
    """

    kind = "callable"

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function = function
        self._code = _unwrapped(function)
        self.name: str = getattr(self._code, "__name__", type(function).__name__)
        self._takes_run = _takes_run(function)
        self._input_type = _input_type(self._code)

    async def run(self, run: Run, emit: Emit) -> Outcome:
        if run.resuming:
            raise NothingToResumeError("a plain function cannot be interrupted")
        arguments = (self._input(run.input), run) if self._takes_run else (self._input(run.input),)
        collector = _Collector(run, emit, self.name)
        if run.wants(Family.NODES):
            await emit("node.started", {"id": run.run_id}, node=self.name)
        try:
            await self._call(arguments, collector)
        except AgentError:
            raise
        except Exception as error:
            raise GraphFailedError.caused_by(error, self.name) from error
        output = await collector.finish()
        if run.wants(Family.NODES):
            await emit("node.finished", {"id": run.run_id, "output": output}, node=self.name)
        return Outcome(output=output)

    async def heal(self, run: Run) -> None:
        """Nothing to do: a function keeps no thread."""

    async def thread_owner(self, thread_id: str) -> str | None:
        """None: a function stores nothing."""
        return None

    def describe(self) -> GraphDescription:
        edges = (Edge("__start__", self.name), Edge(self.name, "__end__"))
        return GraphDescription(
            kind=self.kind,
            nodes=("__start__", self.name, "__end__"),
            edges=edges,
            input_schema=_schema(self._input_type),
            output_schema=_schema(_hints(self._code).get("return", Any)),
            mermaid=f"graph TD;\n\t__start__([start]) --> {self.name}({self.name});\n"
            f"\t{self.name} --> __end__([end]);\n",
        )

    async def _call(self, arguments: tuple[Any, ...], collector: _Collector) -> None:
        function, code = self._function, self._code
        if inspect.isasyncgenfunction(code):
            await _drain(function(*arguments), collector)
        elif inspect.iscoroutinefunction(code):
            await collector.returned(await function(*arguments))
        elif inspect.isgeneratorfunction(code):
            await _drain_in_thread(function(*arguments), collector)
        else:
            result = await asyncio.to_thread(function, *arguments)
            # A lambda or a partial may hand back a coroutine without being one.
            await collector.returned(await result if inspect.isawaitable(result) else result)

    def _input(self, value: Any) -> Any:
        if self._input_type is Any:
            return value
        try:
            return msgspec.convert(value, self._input_type, dec_hook=_convert_pydantic)
        except msgspec.ValidationError as error:
            if hasattr(cause := error.__cause__, "errors"):
                faults = pydantic_faults(cause, "body.input", _schema(self._input_type))
            else:
                faults = msgspec_faults(error, "body.input", _schema(self._input_type))
        raise InvalidInputError("the input does not fit", errors=faults)


class _Collector:
    """Turns what a function yields and returns into events, and into its output."""

    def __init__(self, run: Run, emit: Emit, node: str) -> None:
        self._run = run
        self._emit = emit
        self._node = node
        self._messages = MessageStream(emit)
        self._text: list[str] = []
        self._state: Any = None

    async def yielded(self, value: Any) -> None:
        if isinstance(value, str):
            self._text.append(value)
            if self._run.wants(Family.MESSAGES):
                await self._messages.text(self._run.run_id, value, node=self._node)
            return
        self._state = plain(value)
        if self._run.wants(Family.STATE):
            await self._emit("state.snapshot", {"values": self._state}, node=self._node)

    async def returned(self, value: Any) -> None:
        if isinstance(value, str):
            await self.yielded(value)
        else:
            self._state = plain(value)

    async def finish(self) -> Any:
        await self._messages.close()
        if self._state is None and self._text:
            return "".join(self._text)
        return self._state


async def _drain(generator: AsyncIterator[Any], collector: _Collector) -> None:
    try:
        async for value in generator:
            await collector.yielded(value)
    finally:
        if (aclose := getattr(generator, "aclose", None)) is not None:
            await aclose()


async def _drain_in_thread(generator: Iterator[Any], collector: _Collector) -> None:
    """Pull a sync generator in one thread; each piece waits there until it is accepted here."""
    loop = asyncio.get_running_loop()
    stopped = threading.Event()

    def pull() -> None:
        for value in generator:
            if stopped.is_set():
                break
            asyncio.run_coroutine_threadsafe(collector.yielded(value), loop).result()
        if (close := getattr(generator, "close", None)) is not None:
            close()

    try:
        await asyncio.to_thread(pull)
    finally:
        stopped.set()


def _unwrapped(function: Callable[..., Any]) -> Any:
    """The function whose kind (async, generator) decides how a callable is called."""
    while isinstance(function, functools.partial):
        function = function.func
    if inspect.isfunction(function) or inspect.ismethod(function) or inspect.isbuiltin(function):
        return function
    return type(function).__call__


def _takes_run(function: Callable[..., Any]) -> bool:
    try:
        signature = inspect.signature(function)
    except ValueError:  # some built-in functions have none
        return False
    parameters = signature.parameters.values()
    positional = [p for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
    required = [
        p for p in parameters if p.default is p.empty and p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)
    ]
    takes_one = bool(positional) or any(p.kind is p.VAR_POSITIONAL for p in parameters)
    if not takes_one or len(required) > 2 or any(p.kind is p.KEYWORD_ONLY for p in required):
        raise UnsupportedGraphError(
            f"{getattr(function, '__qualname__', function)!s}{signature} cannot serve as a graph: "
            "it must take (input) or (input, run)"
        )
    return len(required) == 2 or (len(positional) > 1 and positional[1].name == "run")


def _hints(code: Any) -> dict[str, Any]:
    try:
        return typing.get_type_hints(code)
    except (NameError, TypeError, AttributeError):  # a name that exists for type checkers only
        return {}


def _input_type(code: Any) -> Any:
    names = [name for name in inspect.signature(code).parameters if name != "self"] if callable(code) else []
    hint = _hints(code).get(names[0], Any) if names else Any
    return Any if hint is object else hint


def _schema(hint: Any) -> dict[str, Any]:
    if hint is Any:
        return {}
    if callable(of_model := getattr(hint, "model_json_schema", None)):
        return typing.cast("dict[str, Any]", of_model())
    try:
        return msgspec.json.schema(hint)
    except TypeError:  # a type that has no JSON form
        return {}


def _convert_pydantic(model: type, value: Any) -> Any:
    if isinstance(value, model):
        return value
    if callable(validate := getattr(model, "model_validate", None)):
        return validate(value)
    raise msgspec.ValidationError("Expected a value of another type")
