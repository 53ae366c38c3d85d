"""The host's dependencies around a path operation."""

from __future__ import annotations

import inspect
import re
from functools import partial
from typing import TYPE_CHECKING, Any

from asgi_agent.errors import ConfigurationError
from asgi_agent.hosts.fastapi.answer import Answer
from asgi_agent.hosts.fastapi.callers import CALLER

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from fastapi import Request

    from asgi_agent.hosts.fastapi.answer import Operation
    from asgi_agent.hosts.fastapi.callers import Callers


def guards_of(dependencies: Sequence[Any], principal: Any) -> dict[str, Any]:
    """The dependencies by the names of the parameters that they become, so that what they give is seen."""
    from fastapi import Depends, params

    def dependency(each: Any) -> Any:
        if isinstance(each, params.Depends):
            return each
        if not callable(each):
            raise ConfigurationError(f"a dependency is Depends(...), not {type(each).__qualname__}")
        return Depends(each)

    guards = {f"guard_{place}": dependency(each) for place, each in enumerate(dependencies)}
    return guards if principal is None else {**guards, CALLER: dependency(principal)}


def endpoint_for(
    operation: Operation,
    path: str,
    guards: Mapping[str, Any],
    callers: Callers,
    *,
    max_body: int,
    redacts: bool,
) -> Callable[..., Any]:
    """A path operation with the parameters of its path and of its guards."""
    from fastapi import Request

    async def endpoint(**values: Any) -> Answer:
        request: Request = values["request"]
        caller = partial(callers.caller, request.scope, {name: values[name] for name in guards})
        return Answer(operation, request, caller, max_body=max_body, redacts=redacts)

    keyword = inspect.Parameter.KEYWORD_ONLY
    parameters = [inspect.Parameter("request", keyword, annotation=Request)]
    parameters += [inspect.Parameter(name, keyword, annotation=str) for name in re.findall(r"{(\w+)}", path)]
    parameters += [
        inspect.Parameter(name, keyword, annotation=Any, default=guard) for name, guard in guards.items()
    ]
    endpoint.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    endpoint.__name__ = operation.__name__
    return endpoint


def shown_key() -> list[Any]:
    """Have the document say that a key is needed; `APIKeyMiddleware` has judged it by then."""
    from fastapi import Security
    from fastapi.security import APIKeyHeader

    return [Security(APIKeyHeader(name="X-API-Key", auto_error=False))]
