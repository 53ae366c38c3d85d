"""From what was raised while a request was handled to the problem that it is answered with."""

from __future__ import annotations

import logging
import re
from contextlib import contextmanager
from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from asgi_agent.errors import (
    BodyTooLargeError,
    ConflictError,
    ForbiddenError,
    InvalidInputError,
    MalformedRequestError,
    MethodNotAllowedError,
    NotFoundError,
    Problem,
    UnauthenticatedError,
    UnsupportedMediaTypeError,
)
from asgi_agent.logs import exception_place
from asgi_agent.plain import plain
from asgi_agent.scope import REDACTION_KEY
from asgi_agent.transport.encoding import encode_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from starlette.types import Scope

    from asgi_agent.redaction.request import RequestRedaction

logger = logging.getLogger("asgi_agent")

_KINDS: tuple[type[Problem], ...] = (
    MalformedRequestError,
    UnauthenticatedError,
    ForbiddenError,
    NotFoundError,
    MethodNotAllowedError,
    ConflictError,
    BodyTooLargeError,
    UnsupportedMediaTypeError,
    InvalidInputError,
)
_BY_STATUS = {kind.status: kind for kind in _KINDS}


async def problem_of(error: Exception, scope: Scope, *, expose_errors: bool = False) -> Problem:
    """A problem as it is; of anything else, the class and the places are logged and nothing is said.

    The words of a problem may be the host's own (its `HTTPException`), so redaction reads them as well.

    Args:
        error: what was raised.
        scope: of the request.
        expose_errors: tell the text of an exception; for development, as it may quote a patient.
    """
    if isinstance(error, Problem):
        problem = error
    else:
        logger.error("request failed", extra=exception_place(error))
        problem = Problem(str(error) if expose_errors else "the server could not handle the request")
    return await as_told(problem, scope.get(REDACTION_KEY))


async def as_told(problem: Problem, redaction: RequestRedaction | None) -> Problem:
    """The problem as a client is told of it: a host's own words may hold identifiers."""
    if redaction is None:
        return problem
    from asgi_agent.redaction.problems import redact_problem

    return await redact_problem(problem, redaction)


@contextmanager
def host_refusals() -> Iterator[None]:
    """Turn the host's `HTTPException` into a `Problem`.

    Starlette, FastAPI and Litestar each have a class of that name with `status_code` and `detail`; none of
    them is imported to find out. The detail is the host's own word to its client and goes out as it is.
    """
    try:
        yield
    except Exception as refusal:
        status, detail = getattr(refusal, "status_code", None), getattr(refusal, "detail", None)
        if not isinstance(status, int) or detail is None:  # a client library's error has no `detail`
            raise
        raise _refusal(status, detail, getattr(refusal, "headers", None) or {}) from None


def _refusal(status: int, detail: Any, headers: Mapping[str, Any]) -> Problem:
    text = detail if isinstance(detail, str) else encode_json(plain(detail)).decode()
    kind = _BY_STATUS.get(status) or _kind_of(status)
    return kind(text, headers={str(name): str(value) for name, value in headers.items()})


@cache
def _kind_of(status: int) -> type[Problem]:
    """A problem for a status that this package does not answer with itself."""
    known = status in set(HTTPStatus)
    title = HTTPStatus(status).phrase.capitalize() if known else "Refused"
    slug = re.sub("[^a-z]+", "-", title.lower())
    return type("RefusedError", (Problem,), {"status": status, "slug": slug, "title": title})
