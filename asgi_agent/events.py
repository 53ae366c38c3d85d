"""The run-event model: what goes into a run, what happens in it, what comes out.

Every wire is a projection of one stream of `RunEvent`. The module is pure: no I/O, no asyncio.
"""

from __future__ import annotations

from enum import Flag, auto
from typing import Any, Literal

import msgspec

EventType = Literal[
    "run.started",
    "node.started",
    "node.finished",
    "message.start",
    "message.delta",
    "message.end",
    "reasoning.start",
    "reasoning.delta",
    "reasoning.end",
    "tool.start",
    "tool.args",
    "tool.end",
    "tool.result",
    "state.snapshot",
    "state.delta",
    "custom",
    "interrupt",
    "usage",
    "run.finished",
    "run.failed",
    "run.cancelled",
]

TERMINAL_TYPES: frozenset[str] = frozenset({"run.finished", "run.failed", "run.cancelled"})


class Family(Flag):
    """Groups of events that a wire asks for; an adapter produces nothing that nobody asked for.

    The terminal event, `run.started`, `interrupt` and `usage` belong to no family: every wire gets them.
    """

    NONE = 0
    MESSAGES = auto()  # message.*, reasoning.*
    TOOLS = auto()  # tool.*
    CUSTOM = auto()  # custom
    NODES = auto()  # node.*
    STATE = auto()  # state.*
    STEPS = auto()  # node.* of the outermost graph alone, for observers: looking into subgraphs costs more


CHAT = Family.MESSAGES | Family.TOOLS | Family.CUSTOM

GRANULARITY: dict[str, Family] = {
    "low": CHAT,
    "partial": CHAT | Family.STATE,
    "full": CHAT | Family.STATE | Family.NODES,
}
"""AgentFlow's three levels, for any graph: what a chat shows, plus the state, plus the steps."""

FAMILY_OF: dict[str, Family] = {
    "message": Family.MESSAGES,
    "reasoning": Family.MESSAGES,
    "tool": Family.TOOLS,
    "custom": Family.CUSTOM,
    "node": Family.NODES,
    "state": Family.STATE,
}


class RunEvent(msgspec.Struct, frozen=True):
    """One thing that happened in a run.

    `seq` increases strictly from 1 within the run and is the SSE `id`. `time` is Unix time in seconds.
    `path` names the subgraphs around `node`, outermost first. `data` holds plain JSON values only.

    | type | data |
    |---|---|
    | `run.started` | `graph`, `request_id` |
    | `node.started` | `id` |
    | `node.finished` | `id`, `output` (what the node wrote) |
    | `message.start` | `id`, `role` |
    | `message.delta` | `id`, `text` |
    | `message.end` | `id`, `text` (the whole message) |
    | `reasoning.*` | as `message.*`, without `role` |
    | `tool.start` | `id`, `name`, `message_id` |
    | `tool.args` | `id`, `delta` (a piece of the arguments' JSON text) |
    | `tool.end` | `id`, `name`, `args` (parsed where it is JSON) |
    | `tool.result` | `id`, `name`, `content`, `error` (true when the tool failed) |
    | `state.snapshot` | `values` |
    | `state.delta` | `ops` (RFC 6902) |
    | `custom` | `name`, `value` |
    | `interrupt` | `id`, `value`, `reason`, `response_schema` |
    | `usage` | `model`, `input_tokens`, `output_tokens`, `total_tokens`, and what else the model reports |
    | `run.finished` | `outcome` (`success` or `interrupted`), `output`, `interrupts`, `usage` |
    | `run.failed` | `problem` (RFC 9457) |
    | `run.cancelled` | `reason` (`request`, `disconnect`, `timeout` or `shutdown`) |
    """

    type: str
    run_id: str
    thread_id: str
    seq: int
    time: float
    node: str | None = None
    path: tuple[str, ...] = ()
    data: dict[str, Any] = msgspec.field(default_factory=dict)

    @property
    def terminal(self) -> bool:
        """Whether this is the last event of its run."""
        return self.type in TERMINAL_TYPES


class Interrupt(msgspec.Struct, frozen=True, omit_defaults=True):
    """A question that a run stopped at; the run goes on when a later run resumes with `{id: answer}`."""

    id: str
    value: Any = None
    reason: str | None = None
    response_schema: dict[str, Any] | None = None


class RunInput(msgspec.Struct, frozen=True):
    """What a caller asks for, whatever the wire.

    `input` is the graph's own input, or a text for a graph that takes messages. `resume` answers a
    pending interrupt: the value, or `{interrupt_id: value}` for several. `config` and `context` come from
    the caller and are not trusted: `AgentService` strips what the server owns.
    """

    input: Any = None
    thread_id: str | None = None
    config: dict[str, Any] = msgspec.field(default_factory=dict)
    context: dict[str, Any] | None = None
    resume: Any | msgspec.UnsetType = msgspec.UNSET
    include: Family = Family.NONE


class Outcome(msgspec.Struct, frozen=True):
    """How a graph came to rest: with its output, or at one or more interrupts. Plain JSON values only."""

    output: Any = None
    interrupts: tuple[Interrupt, ...] = ()
    usage: dict[str, Any] | None = None

    @property
    def status(self) -> Literal["success", "interrupted"]:
        """`interrupted` while a question is pending, else `success`."""
        return "interrupted" if self.interrupts else "success"


class RunResult(msgspec.Struct, frozen=True):
    """What a run that was waited for gives back."""

    run_id: str
    thread_id: str
    status: Literal["success", "interrupted"]
    output: Any = None
    interrupts: tuple[Interrupt, ...] = ()
    usage: dict[str, Any] | None = None
