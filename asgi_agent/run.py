"""`Run`: what a graph, a node or a tool may know of the run that it is part of."""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from asgi_agent.events import Family

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from asgi_agent.audit.request import RequestAudit
    from asgi_agent.identity import Principal
    from asgi_agent.redaction.run import RunRedaction

_current_run: ContextVar[Run | None] = ContextVar("asgi_agent.current_run", default=None)


class EmitCustom(Protocol):
    def __call__(self, name: str, value: Any) -> Awaitable[None]: ...


class Run:
    """One run, as the code inside the graph sees it.

    Attributes:
        run_id: id of the run, a UUID.
        thread_id: id of the conversation; runs of one thread never overlap.
        graph: name that the graph is served under.
        request_id: correlation id of the request that started the run.
        parent_request_id: a validated id that the caller sent along, for look-ups only.
        principal: the authenticated caller, or None.
        context: what `context=` gave for this request (a database session, say), else the caller's own
            `context` object, else None. Closed when the run ends.
        input: what the caller sent for the graph; not trusted.
        resume: the caller's answer to a pending interrupt, or `msgspec.UNSET`.
        config: the caller's config without the keys that the server owns.
        recursion_limit: steps that the graph may take.
        include: the families of events that somebody listens to.
    """

    __slots__ = (
        "_audit",
        "_emit",
        "_redaction",
        "config",
        "context",
        "graph",
        "include",
        "input",
        "parent_request_id",
        "principal",
        "recursion_limit",
        "request_id",
        "resume",
        "run_id",
        "thread_id",
    )

    def __init__(
        self,
        *,
        run_id: str,
        thread_id: str,
        graph: str,
        request_id: str,
        emit: EmitCustom | None = None,
        parent_request_id: str | None = None,
        principal: Principal | None = None,
        context: Any = None,
        input: Any = None,  # noqa: A002 - the wire's own word
        resume: Any | msgspec.UnsetType = msgspec.UNSET,
        config: dict[str, Any] | None = None,
        recursion_limit: int = 25,
        include: Family = Family.NONE,
    ) -> None:
        self._emit = emit or _not_started
        self._audit: RequestAudit | None = None
        self._redaction: RunRedaction | None = None
        self.run_id = run_id
        self.thread_id = thread_id
        self.graph = graph
        self.request_id = request_id
        self.parent_request_id = parent_request_id
        self.principal = principal
        self.context = context
        self.input = input
        self.resume = resume
        self.config = config or {}
        self.recursion_limit = recursion_limit
        self.include = include

    @property
    def resuming(self) -> bool:
        """Whether the caller answers a pending interrupt."""
        return self.resume is not msgspec.UNSET

    @property
    def audit(self) -> RequestAudit | None:
        """Where code in the graph says on whom and why it acts, and makes records of its own.

        None where no audit middleware is around the request, so that code which must be recorded fails there.
        """
        return self._audit

    def wants(self, family: Family) -> bool:
        """Whether anybody listens to events of this family; producing others is wasted work."""
        return bool(self.include & family)

    def emit(self, name: str, value: Any = None) -> Awaitable[None]:
        """Send a `custom` event to whoever streams this run.

        The event is on its way when the call returns. In an async function, await the result, so that a
        slow reader slows the function down; in a sync function, which runs in a thread, the call itself
        waits.
        """
        return self._emit(name, value)

    def reveal(self, value: Any) -> Any:
        """The text or JSON value with real values in place of the tokens that stand for them.

        For tools inside the trust boundary: under a redaction middleware that pseudonymises, a graph and its
        model see tokens, and a look-up needs what they stand for. What the tool then gives back goes to the
        model unless it is concealed. Each reveal is counted. Without pseudonyms the value comes back as it
        is.

        Raises:
            PermissionError: the middleware does not let tools reveal (`tools_may_reveal`).
        """
        return value if self._redaction is None else self._redaction.reveal(value)

    def conceal(self, value: Any) -> Any:
        """The text or JSON value as the graph may see it: what the caller's input becomes, this becomes.

        For what a tool has looked up, before it gives it back to a model. Without a redaction middleware, or
        under one that lets input pass, the value comes back as it is. With a vault on a disk or a network it
        waits for that, and with recognizers for them: call it from a thread then.
        """
        return value if self._redaction is None else self._redaction.conceal(value)


def current_run() -> Run:
    """The run that the calling code is part of: for tools and helpers that are not handed one.

    Raises:
        LookupError: called outside a run.
    """
    run = _current_run.get()
    if run is None:
        raise LookupError("no run is in progress here: current_run() works inside a graph that is being run")
    return run


def _not_started(name: str, value: Any) -> Awaitable[None]:
    raise RuntimeError("the run has not started, so nobody hears what it emits")
