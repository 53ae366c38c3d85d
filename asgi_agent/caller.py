"""From a request to the `Caller` of a run, by way of the host's own callables."""

from __future__ import annotations

import inspect
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING, Any

from asgi_agent.errors import ConfigurationError
from asgi_agent.identity import Principal, principal_from, principal_of
from asgi_agent.refusals import host_refusals
from asgi_agent.scope import AUDIT_KEY, PARENT_REQUEST_ID_KEY, REDACTION_KEY, REQUEST_ID_KEY
from asgi_agent.service import Caller

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from starlette.requests import HTTPConnection

    HostCallable = Callable[..., Any]


class CallerResolver:
    """Works out who calls, on which thread, and with what context.

    Args:
        principal: `(request)`, sync or async, gives the caller: a `Principal`, or anything that
            `asgi_agent.identity.principal_from` reads. None: take what authentication left in the scope.
        thread_id: `(request)` or `(request, principal)`, sync or async, maps a request to its thread,
            `user-{id}` say. It overrides what the client sends and is trusted: no ownership is checked. None
            or `""` leaves the choice to the client.
        context: `()`, `(request)` or `(request, principal)` gives the run's context: a function, sync or
            async, or an async context manager. SQLAlchemy's `async_sessionmaker` is one as it stands.

    `request` is Starlette's `HTTPConnection`, for websockets as well; it is a mapping over the scope. Each
    callable may raise a `Problem`, or the host framework's `HTTPException`, to refuse the request.

    Raises:
        ConfigurationError: a callable takes other arguments, or is a generator that lacks its decorator.
    """

    def __init__(
        self,
        *,
        principal: HostCallable | None = None,
        thread_id: HostCallable | None = None,
        context: HostCallable | None = None,
    ) -> None:
        self._principal = principal
        if principal is not None and not _takes(principal, 1):
            raise ConfigurationError("principal= must take (request)")
        self._thread_id = _with_principal("thread_id", thread_id)
        self._context = _with_principal("context", _with_request(context))

    async def principal(self, connection: HTTPConnection) -> Principal | None:
        """The caller.

        Raises:
            Problem: the host refuses the request.
            ConfigurationError: what the host calls a user has no id.
        """
        if self._principal is None:
            principal = principal_of(connection.scope)
        else:
            principal = principal_from(await _call(self._principal, connection))
        if (audit := connection.scope.get(AUDIT_KEY)) is not None:
            audit.introduce(principal)
        return principal

    async def caller(self, connection: HTTPConnection) -> Caller:
        """The caller with its thread and context; raises as `principal` does."""
        principal = await self.principal(connection)
        thread_id = None
        if self._thread_id is not None:
            chosen = await _call(self._thread_id, connection, principal)
            thread_id = None if chosen is None or chosen == "" else str(chosen)
        context = self._context
        return Caller(
            principal=principal,
            request_id=connection.scope[REQUEST_ID_KEY],
            parent_request_id=connection.scope.get(PARENT_REQUEST_ID_KEY),
            thread_id=thread_id,
            context=None if context is None else lambda: _opened(context, connection, principal),
            redaction=connection.scope.get(REDACTION_KEY),
            audit=connection.scope.get(AUDIT_KEY),
        )


def _with_request(context: HostCallable | None) -> HostCallable | None:
    """The same callable, taking (request), where it makes its context from nothing."""
    if context is None or _takes(context, 1) or not _takes(context, 0) or _is_generator(context):
        return context
    return lambda request: context()


def _with_principal(option: str, function: HostCallable | None) -> HostCallable | None:
    """The same callable, taking (request, principal) whether or not it wants the principal."""
    if function is None:
        return None
    if _is_generator(function):
        raise ConfigurationError(
            f"{option}= is a generator: decorate it with @contextlib.asynccontextmanager"
        )
    if not _takes(function, 1):
        if not _takes(function, 2):
            raise ConfigurationError(f"{option}= must take (request) or (request, principal)")
        return function
    # One argument is enough for it, so a second one is meant for the principal only if it says so.
    if _takes(function, 2) and "principal" in list(inspect.signature(function).parameters)[1:2]:
        return function
    return lambda request, principal: function(request)


def _is_generator(function: HostCallable) -> bool:
    return inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function)


def _takes(function: HostCallable, count: int) -> bool:
    try:
        inspect.signature(function).bind(*[None] * count)
    except (TypeError, ValueError):  # ValueError: a built-in type that has no signature
        return False
    return True


async def _call(function: HostCallable, *arguments: Any) -> Any:
    with host_refusals():
        value = function(*arguments)
        return await value if inspect.isawaitable(value) else value


@asynccontextmanager
async def _opened(function: HostCallable, *arguments: Any) -> AsyncIterator[Any]:
    async with AsyncExitStack() as stack:
        with host_refusals():
            value = function(*arguments)
            if hasattr(value, "__aenter__"):
                value = await stack.enter_async_context(value)
            elif inspect.isawaitable(value):
                value = await value
        yield value
