"""Plain Python as a graph: async and sync functions, async and sync generators."""

from __future__ import annotations

import asyncio
import functools
import inspect
import threading
import types
import typing
from contextlib import aclosing, closing
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
from asgi_agent.validation import msgspec_faults, pydantic_faults, schema_of

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Generator

    from asgi_agent.graphs.base import Emit
    from asgi_agent.run import Run


# Calling one of these runs nothing of it yet, so it needs no thread.
_CALLED_HERE = (inspect.iscoroutinefunction, inspect.isasyncgenfunction, inspect.isgeneratorfunction)


class CallableAdapter:
    """Runs `function(input)` or `function(input, run)`.

    A first parameter annotated with a dataclass, a `TypedDict`, a msgspec struct, a pydantic model or a
    built-in type gets its input checked and converted; of any other type, it comes as it is. What comes back:

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
        self.name = _name(function)
        self._takes_run = _takes_run(function)
        self._input_type = _input_type(function, self._code)

    async def run(self, run: Run, emit: Emit) -> Outcome:
        if run.resuming:
            raise NothingToResumeError("a plain function cannot be interrupted")
        arguments = (self._input(run.input), run) if self._takes_run else (self._input(run.input),)
        collector = _Collector(run, emit, self.name)
        if run.wants(Family.NODES):
            await emit("node.started", {"id": run.run_id}, node=self.name)
        try:
            await self._call(arguments, collector)
        except Exception as error:
            await collector.close()
            if isinstance(error, AgentError):
                raise
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
            input_schema=schema_of(self._input_type),
            output_schema=schema_of(_hint(self._code, "return")),
            mermaid=f"graph TD;\n\t__start__([start]) --> {self.name}({self.name});\n"
            f"\t{self.name} --> __end__([end]);\n",
        )

    async def _call(self, arguments: tuple[Any, ...], collector: _Collector) -> None:
        function, code = self._function, self._code
        if any(is_kind(code) for is_kind in _CALLED_HERE):
            result = function(*arguments)
        else:
            result = await _in_thread(function, *arguments)
        # A lambda or a decorated function may hand back any of these without being one.
        if inspect.isasyncgen(result):
            await _drain(result, collector)
        elif inspect.isgenerator(result):
            await _drain_in_thread(result, collector)
        else:
            await collector.returned(await result if inspect.isawaitable(result) else result)

    def _input(self, value: Any) -> Any:
        if self._input_type is Any:
            return value
        try:
            return msgspec.convert(value, self._input_type, dec_hook=_convert_pydantic)
        except msgspec.ValidationError as error:
            if hasattr(cause := error.__cause__, "errors"):
                faults = pydantic_faults(cause, "body.input", schema_of(self._input_type))
            else:
                faults = msgspec_faults(error, "body.input", schema_of(self._input_type))
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

    async def close(self) -> None:
        """End the message that was begun."""
        await self._messages.close()

    async def finish(self) -> Any:
        await self.close()
        if self._state is None and self._text:
            return "".join(self._text)
        return self._state


async def _drain(generator: AsyncGenerator[Any, Any], collector: _Collector) -> None:
    async with aclosing(generator):
        async for value in generator:
            await collector.yielded(value)


async def _drain_in_thread(generator: Generator[Any, Any, Any], collector: _Collector) -> None:
    """Pull a sync generator in one thread; each piece waits there until it is accepted here."""
    loop = asyncio.get_running_loop()
    stopped = threading.Event()

    def pull() -> None:
        with closing(generator):
            for value in generator:
                if stopped.is_set():
                    break
                asyncio.run_coroutine_threadsafe(collector.yielded(value), loop).result()

    try:
        await _in_thread(pull)
    finally:
        stopped.set()


async def _in_thread(function: Callable[..., Any], *arguments: Any) -> Any:
    def call() -> Any:
        try:
            return function(*arguments)
        except StopIteration as error:  # a future cannot hold it; Python does the same where it meets one
            raise RuntimeError("function raised StopIteration") from error

    return await asyncio.to_thread(call)


def _unwrapped(function: Callable[..., Any]) -> Any:
    """The function whose kind (async, generator) decides how a callable is called."""
    while isinstance(function, functools.partial):
        function = function.func
    if inspect.isroutine(function):
        return function
    return type(function).__call__


def _name(function: Any) -> str:
    """What the function is called, as a node; an object is called as its class."""
    while isinstance(function, functools.partial):
        function = function.func
    name: str = getattr(function, "__name__", type(function).__name__)
    return name.strip("<>")  # <lambda>, which a drawing cannot hold


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


def _hint(code: Any, name: str) -> Any:
    """The type that one annotation means, whether or not the others can be resolved.

    Names that exist for type checkers only cannot; `run: Run` is often one, and says nothing about the input.
    """
    annotations = getattr(code, "__annotations__", {})
    if name not in annotations:
        return Any
    alone = types.SimpleNamespace(__annotations__={name: annotations[name]})
    try:
        return typing.get_type_hints(alone, getattr(code, "__globals__", {}), include_extras=True)[name]
    except (NameError, TypeError, AttributeError, SyntaxError):
        return Any


def _input_type(function: Callable[..., Any], code: Any) -> Any:
    try:
        names = list(inspect.signature(function).parameters)
    except ValueError:  # some built-in functions have none
        return Any
    hint = _hint(code, names[0])
    return hint if hint is not object and _is_convertible(hint) else Any


def _is_convertible(hint: Any) -> bool:
    """Whether an input can be made into this; JSON says nothing of an object of some other class."""
    import msgspec.inspect as shapes

    try:
        shape = shapes.type_info(hint)
    except TypeError:  # such as a choice between two classes
        return False
    return not isinstance(shape, shapes.CustomType) or hasattr(shape.cls, "model_validate")


def _convert_pydantic(model: type, value: Any) -> Any:
    if isinstance(value, model):
        return value
    if callable(validate := getattr(model, "model_validate", None)):
        return validate(value)
    raise msgspec.ValidationError("Expected a value of another type")
