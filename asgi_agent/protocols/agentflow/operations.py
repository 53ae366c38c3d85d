"""The routes of AgentFlow's wire in words: what each takes, gives and refuses with."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec

from asgi_agent.errors import (
    BodyTooLargeError,
    ConflictError,
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
    StorageFailedError,
    StorageUnavailableError,
    ThreadBusyError,
    UnauthenticatedError,
    UnsupportedError,
    UnsupportedMediaTypeError,
)
from asgi_agent.protocols.agentflow import bodies
from asgi_agent.protocols.agentflow.envelope import code_of
from asgi_agent.protocols.operation import JSON, Operation, Operations, Refusals, Reply

CALLER = (UnauthenticatedError, ForbiddenError, Problem)
BODY = (MalformedRequestError, BodyTooLargeError, UnsupportedMediaTypeError, InvalidInputError)
STORED = (NotFoundError, StorageUnavailableError, StorageFailedError, UnsupportedError)
ADMISSION = (NotFoundError, ConflictError, ThreadBusyError, OverloadedError, ShuttingDownError, *STORED[1:3])
ENDS = (
    NothingToResumeError,
    RunCancelledError,
    GraphFailedError,
    RecursionLimitError,
    RunTimeoutError,
)

# What is checked beyond the types, in the words of JSON Schema.
_MESSAGES = {"type": "array", "minItems": 1, "items": {"type": "object", "required": ["role", "content"]}}
RUN_REQUEST = Annotated[
    bodies.GraphBody,
    msgspec.Meta(
        extra_json_schema={
            "anyOf": [
                {"required": ["messages"], "properties": {"messages": _MESSAGES}},
                {"required": ["resume"]},
            ]
        }
    ),
]

REFUSALS = Refusals(JSON, bodies.ErrorReply, lambda kind: code_of({"type": kind.slug}))

PAGE = {
    "search": {"type": "string"},
    "offset": {"type": "integer", "minimum": 0, "maximum": bodies.MAX_OFFSET, "default": 0},
    "limit": {"type": "integer", "minimum": 1, "maximum": bodies.MAX_LISTED, "default": 100},
}

STREAM = Reply(
    "Chunks as things happen; the last is `updates` with `data.status` `done`, or `error`. One JSON object a "
    "line, where an empty line is a sign of life; Server-Sent Events where `Accept` names them.",
    {"application/x-ndjson": bodies.Chunk, "text/event-stream": bodies.Chunk},
)


def _operation(
    name: str, tag: str, data: Any, problems: tuple[type[Problem], ...], **about: Any
) -> Operation:
    reply = data if isinstance(data, Reply) else Reply("It is done.", {JSON: bodies.Reply[data]})
    unique = tuple(dict.fromkeys(problems))
    return Operation(
        id=f"agentflow_{name}", tag=tag, replies={200: reply}, problems=unique, refusals=REFUSALS, **about
    )


RUNS, GRAPHS, THREADS = "agentflow: runs", "agentflow: graphs", "agentflow: threads"
TOOL_RESULTS = (
    "`messages` may hold the results of the calls that the graph has handed to its client, all of them and "
    "nothing else; other messages of tools, and tool calls, are refused. `resume` answers an interrupt. "
    "`config.thread_id` names the thread."
)

SOCKET = (
    "\n\nThe same chunks are to be had over WebSocket at `/v1/graph/ws`, one run after the other: a body is "
    'a message with `"invoke_type": "fresh"`, or `"resume"` with the results of tools in `tool_result`.'
)

THREAD = "/v1/threads/{thread_id}"
CHANGES = (*CALLER, *STORED, ThreadBusyError)

_BARE: dict[tuple[str, str], Operation] = {
    ("GET", "/ping"): _operation("ping", GRAPHS, str, ()),
    ("GET", "/v1/graph"): _operation("graph", GRAPHS, bodies.GraphData, (*CALLER, NotFoundError)),
    ("GET", "/v1/graph:StateSchema"): _operation(
        "state_schema", GRAPHS, dict[str, Any], (*CALLER, NotFoundError)
    ),
    ("GET", "/v1/graph/tools"): _operation(
        "tools", GRAPHS, bodies.ToolsData, (*CALLER, NotFoundError, UnsupportedError)
    ),
    ("POST", "/v1/graph/invoke"): _operation(
        "invoke",
        RUNS,
        bodies.RunData,
        (*CALLER, *BODY, *ADMISSION, *ENDS),
        request=RUN_REQUEST,
        notes=TOOL_RESULTS,
    ),
    ("POST", "/v1/graph/stream"): _operation(
        "stream", RUNS, STREAM, (*CALLER, *BODY, *ADMISSION), request=RUN_REQUEST, notes=TOOL_RESULTS + SOCKET
    ),
    ("POST", "/v1/graph/stop"): _operation(
        "stop", RUNS, bodies.StopData, (*CALLER, *BODY, *STORED[:3]), request=bodies.ThreadBody
    ),
    ("POST", "/v1/graph/fix"): _operation(
        "fix", RUNS, bodies.FixData, (*CHANGES, *BODY), request=bodies.ThreadBody
    ),
    ("GET", "/v1/threads"): _operation(
        "threads", THREADS, bodies.ThreadsData, (*CALLER, *STORED, InvalidInputError), query=PAGE
    ),
    ("GET", THREAD): _operation("thread", THREADS, bodies.ThreadData, (*CALLER, *STORED)),
    ("DELETE", THREAD): _operation("delete_thread", THREADS, bodies.Done, CHANGES),
    ("GET", f"{THREAD}/state"): _operation("state", THREADS, bodies.StateData, (*CALLER, *STORED)),
    ("PUT", f"{THREAD}/state"): _operation(
        "change_state", THREADS, bodies.StateData, (*CHANGES, *BODY), request=bodies.StateBody
    ),
    ("DELETE", f"{THREAD}/state"): _operation("clear_state", THREADS, bodies.Done, CHANGES),
    ("GET", f"{THREAD}/messages"): _operation(
        "messages", THREADS, bodies.MessagesData, (*CALLER, *STORED, InvalidInputError), query=PAGE
    ),
    ("POST", f"{THREAD}/messages"): _operation(
        "add_messages", THREADS, bodies.Done, (*CHANGES, *BODY), request=bodies.MessagesBody
    ),
    ("GET", f"{THREAD}/messages/{{message_id}}"): _operation(
        "message", THREADS, dict[str, Any], (*CALLER, *STORED)
    ),
    ("DELETE", f"{THREAD}/messages/{{message_id}}"): _operation(
        "delete_message", THREADS, bodies.Done, CHANGES
    ),
}

OPERATIONS: Operations = {
    **_BARE,
    **{
        (method, f"/graphs/{{graph}}{path}"): msgspec.structs.replace(one, id=f"{one.id}_of_graph")
        for (method, path), one in _BARE.items()
    },
}
