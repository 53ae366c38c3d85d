"""The OpenAPI 3.1 document of an app, made from its routes, its types and its table of operations."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING, Any

import msgspec

from asgi_agent.protocols.native.bodies import SocketMessage
from asgi_agent.protocols.operation import JSON
from asgi_agent.transport.routing import WEBSOCKET

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from asgi_agent.errors import Problem
    from asgi_agent.protocols.operation import Operation, Operations, Refusals, Reply
    from asgi_agent.transport.routing import Route

SCHEMAS = "#/components/schemas/{name}"
REQUEST_ID = {"X-Request-ID": {"$ref": "#/components/headers/RequestId"}}
RETRY_AFTER = {"Retry-After": {"$ref": "#/components/headers/RetryAfter"}}

HEADERS: dict[str, Any] = {
    "RequestId": {
        "description": "The id that the server's logs know this request by.",
        "required": True,
        "schema": {"type": "string"},
    },
    "RetryAfter": {
        "description": "Seconds after which it may be worth another try.",
        "required": True,
        "schema": {"type": "integer", "minimum": 0},
    },
}

TAGS = [
    {"name": "runs", "description": "Run a graph, and end a run."},
    {"name": "graphs", "description": "What can be run."},
    {"name": "service", "description": "What the service says about itself."},
]

WIRE_TAGS = {
    "agentflow: runs": "Run a graph, and end a run, as AgentFlow's client does.",
    "agentflow: graphs": "What AgentFlow's client asks of a graph.",
    "agentflow: threads": "What is stored of the caller's threads, for AgentFlow's client.",
}
"""Tags that stand in the document where a route has them."""

ABOUT = """\
Runs agent graphs: to the end, as a stream of events, or many inputs at once.

The same runs are to be had over WebSocket, which OpenAPI has no words for: at `/ws` and
`/graphs/{graph}/ws` a client sends one `SocketMessage` a run and gets the `RunEvent`s of all its runs, each
named by its `run_id`; what was not accepted is answered by `{"type": "error", "problem": ProblemBody}`.

A path with a slash at its end is the same path. `HEAD` and `OPTIONS` work wherever a route is; any other
method that a route has not is answered by a 405 whose `Allow` lists those that it has.

Who may call is for the application to say that this one is mounted in, and so is not described here."""


def openapi_document(
    name: str, version: str, graphs: Sequence[str], routes: Sequence[Route[Any]], operations: Operations
) -> dict[str, Any]:
    """The document of all HTTP routes, without the `servers`, which depend on the request.

    Args:
        graphs: names that `{graph}` in a path may have.

    Raises:
        KeyError: a route has no operation.
    """
    writer = _Writer(graphs)
    writer.schema(SocketMessage)
    tags: set[str] = set()
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        if route.method != WEBSOCKET:
            operation = operations[route.method, route.path]
            tags.add(operation.tag)
            paths.setdefault(route.path, {})[route.method.lower()] = writer.operation(route, operation)
    return {
        "openapi": "3.1.0",
        "info": {"title": name, "version": version, "description": ABOUT},
        "tags": [
            *TAGS,
            *({"name": name, "description": WIRE_TAGS[name]} for name in WIRE_TAGS if name in tags),
        ],
        "paths": paths,
        "components": {"schemas": writer.schemas, "headers": HEADERS},
    }


class _Writer:
    """Puts operations into OpenAPI's words, and gathers the schemas that they refer to."""

    def __init__(self, graphs: Sequence[str]) -> None:
        self.schemas: dict[str, Any] = {}
        self._graphs = list(graphs)

    def operation(self, route: Route[Any], operation: Operation) -> dict[str, Any]:
        summary, _, rest = (inspect.getdoc(route.endpoint) or "").partition("\n")
        written = {
            "operationId": operation.id,
            "tags": [operation.tag],
            "summary": summary,
            "description": "\n\n".join(part for part in (rest.strip(), operation.notes) if part),
            "parameters": [*self._path_parameters(route.path), *self._query_parameters(operation)],
            "responses": self._responses(operation),
        }
        if operation.request is not None:
            body = {"schema": self.schema(operation.request)}
            written["requestBody"] = {"required": True, "content": {JSON: body}}
        return written

    def schema(self, type_: Any) -> dict[str, Any]:
        (schema,), found = msgspec.json.schema_components([type_], ref_template=SCHEMAS)
        self.schemas.update(found)
        return schema

    def _path_parameters(self, path: str) -> Iterator[dict[str, Any]]:
        for name in re.findall(r"{(\w+)}", path):
            # A parameter that is not there makes another path of it, hence at least one character.
            schema = {"enum": self._graphs} if name == "graph" else {"type": "string", "minLength": 1}
            yield {"name": name, "in": "path", "required": True, "schema": schema}

    def _query_parameters(self, operation: Operation) -> Iterator[dict[str, Any]]:
        for name, schema in operation.query.items():
            yield {"name": name, "in": "query", "schema": schema}

    def _responses(self, operation: Operation) -> dict[str, Any]:
        responses = {str(status): self._reply(reply) for status, reply in operation.replies.items()}
        by_status: dict[int, list[type[Problem]]] = {}
        for kind in operation.problems:
            by_status.setdefault(kind.status, []).append(kind)
        for status, kinds in sorted(by_status.items()):
            responses[str(status)] = self._refusal(status, kinds, operation.refusals)
        return responses

    def _reply(self, reply: Reply) -> dict[str, Any]:
        content = {media: {"schema": self.schema(type_)} for media, type_ in reply.content.items()}
        return {"description": reply.description, "headers": REQUEST_ID, "content": content}

    def _refusal(self, status: int, kinds: Sequence[type[Problem]], refusals: Refusals) -> dict[str, Any]:
        return {
            "description": "\n".join(f"- `{refusals.name(kind)}`: {kind.title}." for kind in kinds),
            "headers": REQUEST_ID | RETRY_AFTER if status == 503 else REQUEST_ID,
            "content": {refusals.media_type: {"schema": self.schema(refusals.body)}},
        }
