"""What a route's description needs beyond its path, its method and its endpoint's docstring."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from asgi_agent.errors import PROBLEM_URN, Problem
from asgi_agent.protocols.native.bodies import ProblemBody

JSON = "application/json"


class Reply(msgspec.Struct, frozen=True):
    """One status that a route answers with when it does not refuse.

    `content` gives for each media type a type that `msgspec` makes a schema of; of a streamed body, the type
    of one event or line.
    """

    description: str
    content: Mapping[str, Any]


class Refusals(msgspec.Struct, frozen=True):
    """How a wire says that it refuses: the media type, a type for the body, and the name of each kind."""

    media_type: str
    body: Any
    name: Callable[[type[Problem]], str]


PROBLEM_DETAILS = Refusals("application/problem+json", ProblemBody, lambda kind: f"{PROBLEM_URN}{kind.slug}")
"""As RFC 9457 has it."""


class Operation(msgspec.Struct, frozen=True, kw_only=True):
    """What can be asked of a route and how it answers.

    `problems` lists what it refuses with; several of one status are told apart by the problem's `type`.
    `query` gives the schema of each query parameter, all of which are optional. `notes` (CommonMark) say what
    a client wants to know beyond the endpoint's docstring.
    """

    id: str
    tag: str
    notes: str = ""
    request: Any = None
    query: Mapping[str, dict[str, Any]] = {}
    replies: Mapping[int, Reply]
    problems: tuple[type[Problem], ...] = ()
    refusals: Refusals = PROBLEM_DETAILS


Operations = Mapping[tuple[str, str], Operation]
"""Operations by method and path, as they stand in the `Route`."""
