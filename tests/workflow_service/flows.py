"""Workflows for tests of the service: quick ones, one that fails, one that asks, one that waits."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from asgi_agent import WorkflowService
from tests.workflows.csvs import write

if TYPE_CHECKING:
    from pathlib import Path

APPROVAL = '"{""interaction_type"": ""approval""}"'

ROWS = f"""
Greeting,Greet,echo,Hello {{name}},,name,greeting,Sign,,
Greeting,Sign,sign,,,greeting,letter,,,
Failing,First,echo,,,name,first,Boom,,
Failing,Boom,boom,,,first,never,,,
Asking,Ask,human,Send {{name}} a letter?,{APPROVAL},name,ok,,Send,Drop
Asking,Send,echo,sent,,,way,,,
Asking,Drop,echo,dropped,,,way,,,
Waiting,Wait,wait,,,name,waited,,,
"""


def sign(inputs: dict[str, Any]) -> str:
    """Put a signature below a greeting."""
    return f"{inputs['greeting']}, yours"


def boom(inputs: dict[str, Any]) -> None:
    """Fail, with words that nobody may see."""
    raise ValueError("John Smith, MRN 4711")


class Gate:
    """An agent that waits until it is let go."""

    def __init__(self) -> None:
        self.entered = asyncio.Event()
        self.open = asyncio.Event()
        self.cancelled = 0

    async def process_async(self, inputs: dict[str, Any]) -> str:
        """Wait."""
        self.entered.set()
        try:
            await self.open.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        return "waited"


def agents(gate: Gate | None = None) -> dict[str, Any]:
    """The agents of the workflows."""
    return {"sign": sign, "boom": boom, "wait": gate or Gate()}


def service(directory: Path, gate: Gate | None = None, **options: Any) -> WorkflowService:
    """A service of the workflows."""
    kind: type[WorkflowService] = options.pop("kind", WorkflowService)
    return kind(csv_file=write(directory, ROWS), agents=agents(gate), **options)
