"""A run of a workflow at a terminal: whoever sits there answers what its nodes ask."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Any, NoReturn

from asgi_agent.errors import ConfigurationError
from asgi_agent.workflows.watching import watch

if TYPE_CHECKING:
    from collections.abc import Mapping

FAILED = 1
INTERRUPTED = 130


def converse(graph: Any, given: Mapping[str, Any]) -> dict[str, Any]:
    """The state that a run comes to. One that fails or is interrupted ends the command, with a sentence."""
    from langgraph.errors import GraphRecursionError

    watcher = _Failures()
    try:
        return _answered(graph, given, watcher)
    except KeyboardInterrupt:
        _leave("interrupted", INTERRUPTED)
    except ConfigurationError:
        raise
    except GraphRecursionError:
        _leave("the workflow has not come to an end within its limit of steps", FAILED)
    except Exception as error:
        where = f"the node {watcher.failed!r}" if watcher.failed else "the workflow"
        _leave(f"{where} failed: {' '.join(f'{type(error).__name__}: {error}'.split())}", FAILED)


class _Failures:
    """Notes which node failed, as a `Watcher`.

    Attributes:
        failed: the last that did.
    """

    def __init__(self) -> None:
        self.failed: str | None = None
        self._entered: list[str] = []

    def entered(self, node: str) -> int:
        """A visit begins."""
        self._entered.append(node)
        return len(self._entered) - 1

    def left(self, visit: int, *, failed: bool) -> None:
        """It is over."""
        if failed:
            self.failed = self._entered[visit]


def _answered(graph: Any, given: Mapping[str, Any], watcher: _Failures) -> dict[str, Any]:
    from langgraph.types import Command

    async def turn(said: Any) -> dict[str, Any]:
        watch(watcher)
        state: dict[str, Any] = await graph.ainvoke(said, {"configurable": {"thread_id": "command-line"}})
        return state

    # Asked in between, and not in a thread of the loop: only the main thread is interrupted at a prompt.
    with asyncio.Runner() as runner:
        state = runner.run(turn(given))
        while questions := state.pop("__interrupt__", ()):
            answers = {question.id: _ask(question.value) for question in questions}
            state = runner.run(turn(Command(resume=answers)))
        return dict(state)


def _ask(question: Any) -> Any:
    shown = question if isinstance(question, dict) else {"prompt": question}
    for name in ("error", "prompt", "options"):
        if shown.get(name):
            print(f"{shown[name]}", file=sys.stderr)
    try:
        answer = input("> ")
    except EOFError:
        raise ConfigurationError(
            f"{shown.get('node', 'a node')} waits for an answer, and there is none"
        ) from None
    return _option(answer, shown["options"]) if shown.get("type") == "choice" else answer


def _option(answer: str, options: list[Any]) -> Any:
    """The option that was typed, which may be no text; else its number."""
    typed = answer.strip()
    return next(
        (option for option in options if str(option) == typed), int(typed) if typed.isdecimal() else answer
    )


def _leave(why: str, status: int) -> NoReturn:
    print(f"asgi-agent: {why}", file=sys.stderr)
    sys.exit(status)
