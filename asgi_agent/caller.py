"""From a request to the `Caller` of a run, by way of the host's own callables."""

from __future__ import annotations

import inspect
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any

from asgi_agent.errors import (
    ConfigurationError,
    ForbiddenError,
    NotFoundError,
    Problem,
    UnauthenticatedError,
)
from asgi_agent.identity import Principal, principal_from, principal_of
from asgi_agent.scope import PARENT_REQUEST_ID_KEY, REQUEST_ID_KEY
from asgi_agent.service import Caller

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from starlette.requests import HTTPConnection

    HostCallable = Callable[..., Any]

_BY_STATUS: dict[int, type[Problem]] = {401: UnauthenticatedError, 403: ForbiddenError, 404: NotFoundError}


class CallerResolver:
    """Works out who calls, on which thread, and with what context.

    Args:
        principal: `(request)`, sync or async, gives the caller: a `Principal`, or anything that
            `asgi_agent.identity.principal_from` reads. None: take what authentication left in the scope.
        thread_id: `(request)` or `(request, principal)` maps a request to its thread, `user-{id}` say. It
            overrides what the client sends and is trusted: no ownership is checked.
        context: `(request)` or `(request, principal)` gives the run's context: an async function or an
            async context manager.

    `request` is Starlette's `HTTPConnection`, for websockets as well; it is a mapping over the scope. Each
    callable may raise a `Problem`, or the host framework's `HTTPException`, to refuse the request.
    """

    def __init__(
        self,
        *,
        principal: HostCallable | None = None,
        thread_id: HostCallable | None = None,
        context: HostCallable | None = None,
    ) -> None:
        self._principal = principal
        self._thread_id = _with_principal("thread_id", thread_id)
        self._context = _with_principal("context", context)

    async def principal(self, connection: HTTPConnection) -> Principal | None:
        """The caller.

        Raises:
            Problem: the host refuses the request.
            ConfigurationError: what the host calls a user has no id.
        """
        if self._principal is None:
            return principal_of(connection.scope)
        return principal_from(await _call(self._principal, connection))

    async def caller(self, connection: HTTPConnection) -> Caller:
        """The caller with its thread and context; raises as `principal` does."""
        principal = await self.principal(connection)
        thread_id = None
        if self._thread_id is not None:
            thread_id = str(await _call(self._thread_id, connection, principal))
        context = self._context
        return Caller(
            principal=principal,
            request_id=connection.scope[REQUEST_ID_KEY],
            parent_request_id=connection.scope.get(PARENT_REQUEST_ID_KEY),
            thread_id=thread_id,
            context=None if context is None else lambda: _opened(context, connection, principal),
        )


def _with_principal(option: str, function: HostCallable | None) -> HostCallable | None:
    """The same callable, taking (request, principal) whether or not it wants the principal."""
    if function is None:
        return None
    try:
        inspect.signature(function).bind(None, None)
    except TypeError:
        pass
    else:
        return function
    try:
        inspect.signature(function).bind(None)
    except TypeError:
        raise ConfigurationError(f"{option}= must take (request) or (request, principal)") from None
    return lambda request, principal: function(request)


async def _call(function: HostCallable, *arguments: Any) -> Any:
    with _refusals():
        value = function(*arguments)
        return await value if inspect.isawaitable(value) else value


@asynccontextmanager
async def _opened(function: HostCallable, *arguments: Any) -> AsyncIterator[Any]:
    async with AsyncExitStack() as stack:
        with _refusals():
            value = function(*arguments)
            if hasattr(value, "__aenter__"):
                value = await stack.enter_async_context(value)
            elif inspect.isawaitable(value):
                value = await value
        yield value


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn the host's `HTTPException` into a `Problem`.

    Starlette, FastAPI and Litestar each have a class of that name with `status_code` and `detail`; none of
    them is imported to find out. The detail is the host's own word to its client and goes out as it is.
    """
    try:
        yield
    except Exception as refusal:
        status = getattr(refusal, "status_code", None)
        if not isinstance(status, int):
            raise
        headers = dict(getattr(refusal, "headers", None) or {})
        problem = _BY_STATUS.get(status, Problem)(str(getattr(refusal, "detail", "")), headers=headers)
        problem.status = status  # type: ignore[misc] # the host's status wins over the class's
        raise problem from None
