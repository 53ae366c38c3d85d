"""A graph that does what a test tells it, for tests of what stands around graphs."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from asgi_agent.errors import GraphFailedError, NothingToResumeError
from asgi_agent.events import Family, Interrupt, Outcome
from asgi_agent.graphs.base import Edge, GraphDescription
from asgi_agent.graphs.messages import MessageStream

if TYPE_CHECKING:
    from asgi_agent.graphs.base import Emit
    from asgi_agent.run import Run

NODE = "scripted"


class ScriptedGraph:
    """Says its lines as one message, and then ends as it was told: serve it in place of a real graph.

        graph = ScriptedGraph("Hello ", "world", delay=0.01)
        app.mount("/agent", AgentASGI(graph))
        ...
        assert graph.runs[0].input == {"text": "hi"}

    Args:
        lines: the pieces of the message. The output is `{"text": ...}` with all of them.
        delay: seconds before each piece, and before the end.
        question: end in an interrupt with this value; when it is answered, the output is `{"answer": ...}`.
        error: fail with this exception after the message.

    Attributes:
        runs: every run so far, with its input, ids, principal and context.
        stopped: how many runs were cut.
    """

    kind = "scripted"

    def __init__(
        self, *lines: str, delay: float = 0.0, question: Any = None, error: Exception | None = None
    ) -> None:
        self.runs: list[Run] = []
        self.stopped = 0
        self._lines = lines
        self._delay = delay
        self._question = question
        self._error = error
        self._asking: set[str] = set()

    async def run(self, run: Run, emit: Emit) -> Outcome:
        """Play the script once."""
        self.runs.append(run)
        if run.resuming:
            return self._answered(run)
        messages = MessageStream(emit)
        for line in self._lines:
            await asyncio.sleep(self._delay)
            if run.wants(Family.MESSAGES):
                await messages.text(run.run_id, line, node=NODE)
        await messages.close()
        await asyncio.sleep(self._delay)
        if self._error is not None:
            raise GraphFailedError.caused_by(self._error, NODE) from self._error
        if self._question is not None:
            self._asking.add(run.thread_id)
            return Outcome({}, (Interrupt("question", self._question),))
        return Outcome({"text": "".join(self._lines)})

    async def heal(self, run: Run) -> None:
        """Count the cut."""
        self.stopped += 1

    async def thread_owner(self, thread_id: str) -> str | None:
        """Nothing is stored."""
        return None

    def describe(self) -> GraphDescription:
        """One node."""
        return GraphDescription(
            kind=self.kind,
            nodes=("__start__", NODE, "__end__"),
            edges=(Edge("__start__", NODE), Edge(NODE, "__end__")),
            input_schema={},
            output_schema={},
            mermaid=f"graph TD;\n\t__start__ --> {NODE};\n\t{NODE} --> __end__;\n",
        )

    def _answered(self, run: Run) -> Outcome:
        if run.thread_id not in self._asking:
            raise NothingToResumeError("no interrupt is pending on this thread")
        self._asking.remove(run.thread_id)
        return Outcome({"answer": run.resume})
