"""Services of the host, made by its factories and handed to agents by name."""

from __future__ import annotations

import asyncio
import inspect
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any, cast

from asgi_agent.errors import ConfigurationError
from asgi_agent.run import current_run
from asgi_agent.workflows.agents.agentmap import needed, written_for_agentmap
from asgi_agent.workflows.agents.custom import custom
from asgi_agent.workflows.agents.step import CannotBuild, InRow

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Mapping

    from asgi_agent.workflows.agents.step import Surroundings, Work

SESSION = "database_session"
CACHE = "cache_service"


class Services:
    """What agents get that have a keyword-only parameter of the name, or a parameter of the constructor.

    A service is made when it is first needed, so that its factory may refer to what a lifespan makes, and
    then is the same for all. A database session is made for each run, is its `run.context` as well, and is
    closed when the run ends.

    Args:
        factories: by name: callables without arguments, sync or async.
        session: makes a database session: the same, or a generator that yields one. What it gives may be a
            context manager, sync or async.
    """

    def __init__(
        self, factories: Mapping[str, Callable[[], Any]], session: Callable[[], Any] | None = None
    ) -> None:
        self._factories = dict(factories)
        self._session = session
        self._made: dict[str, Any] = {}
        self._making = asyncio.Lock()

    @property
    def names(self) -> frozenset[str]:
        """What agents may ask for."""
        return frozenset(self._factories) | ({SESSION} if self._session is not None else frozenset())

    @property
    def placeholders(self) -> dict[str, None]:
        """For whoever looks for the names that are missing, and is to miss none of these."""
        return dict.fromkeys(self.names)

    @property
    def per_run(self) -> Callable[[], Any] | None:
        """Opens the context of a run, where there is a factory of sessions."""
        session = self._session
        return None if session is None else lambda: _opened(session)

    def serving(self, agent: Any) -> Any:
        """The agent, or one in its place that gets its services when it is called.

        Raises:
            ConfigurationError: a class, which is made once, wants a session of the database.
        """
        wanted = _wanted(agent)
        names = self.names.intersection(wanted)
        if not names or any(required and name not in names for name, required in wanted.items()):
            return agent  # nothing to serve, or somebody has to say what is missing
        if SESSION not in names:
            if written_for_agentmap(agent):
                return InRow(lambda around: self._served_once(agent, names, around))
            # Of the rest only chat models look at what is around them, and those have no services.
            return self._served_once(agent, names, cast("Surroundings", None))
        if inspect.isclass(agent):
            raise ConfigurationError(
                f"{agent.__qualname__} is made once, a {SESSION} is for one run: take current_run().context"
            )

        async def in_run(inputs: Mapping[str, Any]) -> Any:
            services = {**await self._all(names - {SESSION}), SESSION: current_run().context}
            return await _call(custom(agent, services, cast("Surroundings", None)), inputs)

        return in_run

    def _served_once(self, agent: Any, names: Iterable[str], around: Surroundings) -> Work:
        made: list[Work] = []

        async def served(inputs: Mapping[str, Any]) -> Any:
            if not made:
                made.append(custom(agent, await self._all(names), around))
            return await _call(made[0], inputs)

        return served

    async def _all(self, names: Iterable[str]) -> dict[str, Any]:
        return {name: await self.get(name) for name in names}

    async def get(self, name: str) -> Any:
        """A service; made if it has not been.

        Raises:
            KeyError: there is no factory of that name.
        """
        async with self._making:
            if name not in self._made:
                value = self._factories[name]()
                self._made[name] = await value if inspect.isawaitable(value) else value
        return self._made[name]


def _wanted(agent: Any) -> dict[str, bool]:
    """Names of the parameters that may be services, and whether each must be given."""
    if hasattr(agent, "ainvoke") and not inspect.isclass(agent):
        return {}
    try:
        parameters = needed(agent) if inspect.isclass(agent) else inspect.signature(agent).parameters
    except (TypeError, ValueError, CannotBuild):  # without a signature: for `load_csv` to judge
        return {}
    return {
        p.name: p.default is p.empty
        for p in parameters.values()
        if p.kind is p.KEYWORD_ONLY or inspect.isclass(agent)
    }


async def _call(work: Work, inputs: Mapping[str, Any]) -> Any:
    value = work(inputs)
    return await value if inspect.isawaitable(value) else value


@asynccontextmanager
async def _opened(factory: Callable[[], Any]) -> AsyncIterator[Any]:
    value = factory()
    if inspect.isawaitable(value):
        value = await value
    if inspect.isasyncgen(value):
        value = asynccontextmanager(lambda: value)()
    elif inspect.isgenerator(value):
        value = contextmanager(lambda: value)()
    async with AsyncExitStack() as stack:
        if hasattr(value, "__aenter__"):
            value = await stack.enter_async_context(value)
        elif hasattr(value, "__enter__"):
            value = stack.enter_context(value)
        yield value
