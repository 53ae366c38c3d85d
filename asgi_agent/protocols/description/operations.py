"""The routes at which the app describes itself, in words."""

from __future__ import annotations

from typing import Any

import msgspec

from asgi_agent.protocols.operation import JSON, Operation, Operations, Reply


class Descriptor(msgspec.Struct):
    """What is served here. The links are relative to the requested URL."""

    name: str
    version: str
    graphs: list[str]
    protocols: list[str]
    links: dict[str, str]


OPERATIONS: Operations = {
    ("GET", "/"): Operation(
        id="describe",
        tag="service",
        replies={200: Reply("What is served here.", {JSON: Descriptor})},
    ),
    ("GET", "/openapi.json"): Operation(
        id="openapi",
        tag="service",
        replies={200: Reply("An OpenAPI 3.1 document.", {JSON: dict[str, Any]})},
    ),
    ("GET", "/docs"): Operation(
        id="docs",
        tag="service",
        replies={200: Reply("A page for people.", {"text/html": str})},
    ),
}
