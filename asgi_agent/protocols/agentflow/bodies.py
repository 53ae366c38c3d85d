"""What AgentFlow's wire takes and gives, as types; the OpenAPI document is made from them."""

from __future__ import annotations

from typing import Annotated, Any, Generic, Literal, TypeVar

import msgspec

T = TypeVar("T")

Granularity = Literal["low", "partial", "full"]

# The client thinks of thread ids as numbers in some of its methods.
Id = str | int

MAX_STEPS = 100
MAX_LISTED = 1000
MAX_OFFSET = 10**9


class GraphBody(msgspec.Struct, omit_defaults=True):
    """A run: messages, or the answer to an interrupt. Fields that are not known here are ignored."""

    messages: list[dict[str, Any]] = []
    initial_state: dict[str, Any] | None = None
    config: dict[str, Any] | None = None
    recursion_limit: Annotated[int, msgspec.Meta(ge=1, le=MAX_STEPS)] = 25
    response_granularity: Granularity = "low"
    resume: Any | msgspec.UnsetType = msgspec.UNSET


class SocketBody(GraphBody, omit_defaults=True):
    """A run over the WebSocket; `tool_result` holds the messages of a client that ran its tools."""

    invoke_type: Literal["fresh", "resume"] = "fresh"
    tool_result: list[dict[str, Any]] = []


class ThreadBody(msgspec.Struct, omit_defaults=True):
    """Which thread to stop or to mend."""

    thread_id: Id
    config: dict[str, Any] | None = None


class StateBody(msgspec.Struct, omit_defaults=True):
    """New values for the application's own fields of a state."""

    state: dict[str, Any]
    config: dict[str, Any] | None = None


class MessagesBody(msgspec.Struct, omit_defaults=True):
    """Messages to store."""

    messages: Annotated[list[dict[str, Any]], msgspec.Meta(min_length=1)]
    metadata: dict[str, Any] | None = None
    config: dict[str, Any] | None = None


class Metadata(msgspec.Struct):
    """What is beside data and errors."""

    request_id: str
    timestamp: str
    message: str


class Fault(msgspec.Struct):
    """One thing that is wrong with a body, without what the body held."""

    loc: list[str]
    msg: str
    type: str


class Failure(msgspec.Struct, omit_defaults=True):
    """A failure; the client goes by how `code` begins."""

    code: str
    message: str
    details: list[Fault]
    node: str | None = None
    exception: str | None = None


class ErrorReply(msgspec.Struct):
    """What every route of this wire refuses with."""

    error: Failure
    metadata: Metadata


class Reply(msgspec.Struct, Generic[T]):
    """What every route of this wire answers with."""

    data: T
    metadata: Metadata


class RunMeta(msgspec.Struct, omit_defaults=True):
    """About a run that came to rest."""

    is_new_thread: bool
    thread_id: str
    run_id: str
    status: Literal["success", "interrupted"]
    interrupts: list[dict[str, Any]] = []


class RunData(msgspec.Struct):
    """What was said in a run; the whole conversation and the state where they were asked for."""

    messages: list[dict[str, Any]]
    state: dict[str, Any] | None
    context: list[dict[str, Any]] | None
    summary: str | None
    meta: RunMeta


class Chunk(msgspec.Struct, omit_defaults=True):
    """One line of a stream. The last is `updates` with `data.status` `done`, or `error`."""

    event: Literal["message", "updates", "state", "error"]
    thread_id: str
    run_id: str
    metadata: dict[str, Any]
    timestamp: float
    message: dict[str, Any] | None = None
    state: dict[str, Any] | None = None
    data: dict[str, Any] | None = None


class StopData(msgspec.Struct, omit_defaults=True):
    """Whether a run was in flight; it has ended."""

    ok: bool
    running: bool
    success: bool
    message: str
    thread_id: str
    reason: str | None = None


class FixData(msgspec.Struct):
    """How many messages were taken out of the state."""

    success: bool
    message: str
    removed_count: int
    state: dict[str, Any] | None


class Done(msgspec.Struct):
    """It is done."""

    message: str
    success: bool = True
    data: bool = True


class GraphData(msgspec.Struct):
    """A graph in words."""

    info: dict[str, Any]
    nodes: list[dict[str, str]]
    edges: list[dict[str, str]]


class ToolsData(msgspec.Struct):
    """The tools of a graph, by the node that runs them."""

    node_count: int
    tool_count: int
    nodes: list[dict[str, Any]]


class ThreadsData(msgspec.Struct):
    """The caller's threads."""

    threads: list[dict[str, Any]]


class ThreadData(msgspec.Struct):
    """One thread of the caller's."""

    thread_data: dict[str, dict[str, Any]]


class StateData(msgspec.Struct):
    """The state of a thread."""

    state: dict[str, Any] | None


class MessagesData(msgspec.Struct):
    """The messages of a thread."""

    messages: list[dict[str, Any]]
