"""Problems in AgentFlow's words."""

from __future__ import annotations

from typing import Any

import pytest

from asgi_agent.errors import (
    BodyTooLargeError,
    ConflictError,
    ForbiddenError,
    GraphFailedError,
    InvalidInputError,
    MalformedRequestError,
    MethodNotAllowedError,
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
from asgi_agent.protocols.agentflow.envelope import ERRORS, code_of

# How the client tells its classes apart, in the order in which it looks.
PREFIXES = [
    ("GRAPH_RECURSION", RecursionLimitError),
    ("GRAPH", GraphFailedError),
    ("NODE", None),
    ("TRANSIENT_STORAGE", StorageUnavailableError),
    ("STORAGE", StorageFailedError),
    ("METRICS", None),
    ("SCHEMA_VERSION", None),
    ("SERIALIZATION", None),
]

# Those that the client tells by their status.
BY_STATUS = [
    Problem,
    MalformedRequestError,
    UnauthenticatedError,
    ForbiddenError,
    NotFoundError,
    MethodNotAllowedError,
    ConflictError,
    ThreadBusyError,
    NothingToResumeError,
    RunCancelledError,
    BodyTooLargeError,
    UnsupportedMediaTypeError,
    InvalidInputError,
    OverloadedError,
    ShuttingDownError,
    UnsupportedError,
    RunTimeoutError,
]


def prefix_of(code: str) -> str | None:
    return next((prefix for prefix, _ in PREFIXES if code.startswith(prefix)), None)


@pytest.mark.parametrize(("prefix", "kind"), [pair for pair in PREFIXES if pair[1] is not None])
def test_a_code_begins_as_the_class_of_the_client_expects(prefix: str, kind: type[Problem]) -> None:
    """Its own server's codes do not, so its classes are never thrown there."""
    assert prefix_of(code_of(kind().to_dict())) == prefix


def test_a_node_that_failed_is_told_by_its_name() -> None:
    """The client has a class for that, too."""
    problem = GraphFailedError.caused_by(ValueError("x"), "triage")
    error = ERRORS.body(problem, "q")["error"]
    assert (error["code"], error["node"], error["exception"]) == ("NODE_ERROR", "triage", "ValueError")


@pytest.mark.parametrize("kind", BY_STATUS)
def test_other_codes_leave_it_to_the_status(kind: type[Problem]) -> None:
    """None begins by chance as that of a class."""
    assert prefix_of(code_of(kind().to_dict())) is None


def test_every_part_is_there_that_the_client_reads() -> None:
    """Whatever the problem has not."""
    body: dict[str, Any] = ERRORS.body(Problem(), "q")
    assert body["metadata"].keys() == {"request_id", "timestamp", "message"}
    assert body["error"] == {"code": "INTERNAL_SERVER_ERROR", "message": "Internal error", "details": []}


def test_faults_are_placed_in_the_body_that_was_sent() -> None:
    """Where the graph says what is wrong, it speaks of its input, which the client does not know of."""
    fault = {"loc": "body.input.messages[0].content", "msg": "Expected a text"}
    details = ERRORS.body(InvalidInputError(errors=[fault]), "q")["error"]["details"]
    assert details == [
        {"loc": ["body", "messages[0]", "content"], "msg": "Expected a text", "type": "value_error"}
    ]


def test_a_name_that_is_not_told_is_one_part_of_a_place() -> None:
    """Though it is written in dots."""
    fault = {"loc": "body.input.messages[0].content[0][...].media", "msg": "missing"}
    [detail] = ERRORS.body(InvalidInputError(errors=[fault]), "q")["error"]["details"]
    assert detail["loc"] == ["body", "messages[0]", "content[0][...]", "media"]
