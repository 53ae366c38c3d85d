"""The routes of the native wire in words: what each takes, gives and refuses with."""

from __future__ import annotations

from typing import Annotated

import msgspec

from asgi_agent.errors import (
    BodyTooLargeError,
    ForbiddenError,
    GraphFailedError,
    InvalidInputError,
    MalformedRequestError,
    NotFoundError,
    NothingToResumeError,
    OverloadedError,
    Problem,
    RecursionLimitError,
    RunCancelledError,
    RunTimeoutError,
    ShuttingDownError,
    ThreadBusyError,
    UnauthenticatedError,
    UnsupportedMediaTypeError,
)
from asgi_agent.events import RunEvent
from asgi_agent.protocols.native.bodies import (
    INPUT_OR_RESUME,
    BatchBody,
    BatchReply,
    CancelReply,
    GraphReply,
    GraphsReply,
    Readiness,
    RunBody,
    RunReply,
    Status,
)
from asgi_agent.protocols.native.http import FORMATS
from asgi_agent.protocols.operation import JSON, Operation, Operations, Reply

# The host's callables decide who may call, so these belong to every route that asks who does. The plain
# problem is what such a callable becomes that raises something else.
CALLER = (UnauthenticatedError, ForbiddenError, Problem)
BODY = (MalformedRequestError, BodyTooLargeError, UnsupportedMediaTypeError, InvalidInputError)
ADMISSION = (NotFoundError, ThreadBusyError, OverloadedError, ShuttingDownError)
# What a run that was admitted can end with. A stream tells it in `run.failed`.
ENDS = (NothingToResumeError, RunCancelledError, GraphFailedError, RecursionLimitError, RunTimeoutError)

RunRequest = Annotated[RunBody, msgspec.Meta(extra_json_schema=INPUT_OR_RESUME)]

EventData = Annotated[
    str,
    msgspec.Meta(
        extra_json_schema={
            "contentMediaType": JSON,
            "contentSchema": {"$ref": f"#/components/schemas/{RunEvent.__name__}"},
        }
    ),
]


class RunServerSentEvent(msgspec.Struct):
    """A `RunEvent` as one event of a `text/event-stream`: `event` is its `type`, `id` its `seq`."""

    event: str
    id: str
    data: EventData


STREAM = Reply(
    "The events of the run as they happen; the last one says how it ended. Server-Sent Events, or one JSON "
    "object a line where `Accept` prefers `application/x-ndjson`. The schema is that of one event; comments "
    "and empty lines in between are signs of life.",
    {"text/event-stream": RunServerSentEvent, "application/x-ndjson": RunEvent},
)

DEFAULT_GRAPH = "The default graph serves it; `GET /graphs` lists it first."
NAMED_GRAPH = "The graph that the path names serves it."
INPUT = """

`input` is what the graph takes, which `GET /graphs/{graph}` tells as a JSON schema; a graph that takes
messages takes a plain text as well. `resume` answers the interrupts at which the thread stopped: the answer
itself, or `{interrupt_id: answer}` for several. `config.recursion_limit` asks for fewer steps than the server
allows."""

_RUNS: dict[str, Operation] = {
    "invoke": Operation(
        id="invoke",
        tag="runs",
        notes=DEFAULT_GRAPH + INPUT,
        request=RunRequest,
        replies={200: Reply("How the run came out.", {JSON: RunReply})},
        problems=CALLER + BODY + ADMISSION + ENDS,
    ),
    "stream": Operation(
        id="stream",
        tag="runs",
        notes=DEFAULT_GRAPH + INPUT,
        request=RunRequest,
        replies={200: STREAM},
        problems=CALLER + BODY + ADMISSION,
    ),
    "batch": Operation(
        id="batch",
        tag="runs",
        notes=DEFAULT_GRAPH,
        request=BatchBody,
        replies={200: Reply("A result or a problem for each input.", {JSON: BatchReply})},
        problems=(*CALLER, *BODY, NotFoundError),
    ),
}


def _named(operation: Operation) -> Operation:
    notes = operation.notes.replace(DEFAULT_GRAPH, NAMED_GRAPH)
    return msgspec.structs.replace(operation, id=f"{operation.id}_graph", notes=notes)


OPERATIONS: Operations = {
    **{("POST", f"/{verb}"): operation for verb, operation in _RUNS.items()},
    **{("POST", f"/graphs/{{graph}}/{verb}"): _named(operation) for verb, operation in _RUNS.items()},
    ("POST", "/runs/{run_id}/cancel"): Operation(
        id="cancel_run",
        tag="runs",
        replies={200: Reply("The run has ended.", {JSON: CancelReply})},
        problems=(*CALLER, NotFoundError),
    ),
    ("GET", "/graphs"): Operation(
        id="list_graphs",
        tag="graphs",
        replies={200: Reply("Every graph.", {JSON: GraphsReply})},
        problems=CALLER,
    ),
    ("GET", "/graphs/{graph}"): Operation(
        id="get_graph",
        tag="graphs",
        query={"format": {"enum": list(FORMATS), "default": FORMATS[0]}},
        replies={200: Reply("The graph.", {JSON: GraphReply, "text/vnd.mermaid": str})},
        problems=(*CALLER, NotFoundError, InvalidInputError),
    ),
    ("GET", "/health"): Operation(
        id="health", tag="service", replies={200: Reply("It does.", {JSON: Status})}
    ),
    ("GET", "/ready"): Operation(
        id="ready",
        tag="service",
        replies={
            200: Reply("It does.", {JSON: Readiness}),
            503: Reply("It drains, or cannot write its audit log, and takes no run.", {JSON: Readiness}),
        },
    ),
}
