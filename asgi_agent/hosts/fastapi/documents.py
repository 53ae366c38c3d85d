"""The routes in words, for the host's OpenAPI document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from asgi_agent.errors import (
    BodyTooLargeError,
    ConflictError,
    ForbiddenError,
    GraphFailedError,
    InvalidInputError,
    MalformedRequestError,
    NotFoundError,
    OverloadedError,
    Problem,
    RunTimeoutError,
    UnauthenticatedError,
    UnsupportedMediaTypeError,
)
from asgi_agent.hosts.fastapi.bodies import (
    BatchBody,
    BatchReply,
    DefinitionReply,
    ExecuteRequest,
    ExecutionReply,
    ListReply,
    ResumeRequest,
    StatusReply,
)
from asgi_agent.protocols.native.bodies import ProblemBody
from asgi_agent.protocols.native.operations import STREAM

JSON = "application/json"

CALLER = (UnauthenticatedError, ForbiddenError, GraphFailedError)
BODY = (MalformedRequestError, BodyTooLargeError, UnsupportedMediaTypeError)
RUN = (NotFoundError, ConflictError, InvalidInputError, OverloadedError, RunTimeoutError)
RECORD = (NotFoundError, InvalidInputError, OverloadedError)


class Words(msgspec.Struct, frozen=True):
    """What is said of a route."""

    request: Any = None
    reply: Any = None
    problems: tuple[type[Problem], ...] = ()
    media: Mapping[str, Any] = {}


WORDS = {
    "execute": Words(ExecuteRequest, ExecutionReply, (*BODY, *RUN)),
    "stream": Words(ExecuteRequest, None, (*BODY, *RUN), STREAM.content),
    "batch": Words(BatchBody, BatchReply, (*BODY, *RUN)),
    "resume": Words(ResumeRequest, ExecutionReply, (*BODY, *RUN)),
    "cancel": Words(None, StatusReply, (*RECORD, ConflictError)),
    "status": Words(None, StatusReply, RECORD),
    "list": Words(None, ListReply),
    "definition": Words(None, DefinitionReply, (NotFoundError, InvalidInputError)),
    "metrics": Words(media={"text/plain": str}),
}


def documented(name: str, *, words_answers: bool) -> dict[str, Any]:
    """What FastAPI's `add_api_route` takes to document a route.

    Args:
        name: of the operation.
        words_answers: whether the host words its answers, so that their schema is not known.
    """
    words = WORDS[name]
    media = words.media or {JSON: words.reply}
    open_ended = words_answers and words.reply in (ExecutionReply, BatchReply)
    content = {kind: {"schema": {} if open_ended else schema_of(type_)} for kind, type_ in media.items()}
    responses: dict[int | str, Any] = {200: {"description": "It is done.", "content": content}}
    problems: tuple[type[Problem], ...] = (*CALLER, *words.problems)
    for problem in problems:
        responses[problem.status] = {
            "description": problem.title,
            "content": {"application/problem+json": {"schema": schema_of(ProblemBody)}},
        }
    extra: dict[str, Any] = {}
    if words.request is not None:
        extra["requestBody"] = {"required": True, "content": {JSON: {"schema": schema_of(words.request)}}}
    return {"responses": responses, "openapi_extra": extra}


def schema_of(type_: Any) -> dict[str, Any]:
    """JSON schema of a type, with what it refers to in its place: a document's components are the host's."""
    schema = msgspec.json.schema(type_)
    found: dict[str, Any] = _inlined(schema, schema.pop("$defs", {}))
    return found


def _inlined(schema: Any, known: dict[str, Any]) -> Any:
    if isinstance(schema, list):
        return [_inlined(each, known) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if isinstance(reference := schema.get("$ref"), str):
        rest = {key: value for key, value in schema.items() if key != "$ref"}
        return _inlined({**known[reference.rpartition("/")[2]], **rest}, known)
    return {key: _inlined(value, known) for key, value in schema.items() if key != "contentSchema"}
