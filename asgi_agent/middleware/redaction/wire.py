"""One redaction policy, applied to one connection on the wire."""

from __future__ import annotations

import asyncio
import dataclasses
import inspect
import os
from typing import TYPE_CHECKING, Any, TypeVar

from asgi_agent.identity import principal_of
from asgi_agent.middleware.redaction.problems import UNREADABLE
from asgi_agent.middleware.redaction.rewriters import BodyRewriter, InForm, Redaction, Restoring
from asgi_agent.phi.pseudonyms import Pseudonymiser
from asgi_agent.phi.restore import Restorer
from asgi_agent.phi.vault import VaultScope
from asgi_agent.redaction.memory import learn
from asgi_agent.redaction.offload import HEAVY, in_thread
from asgi_agent.redaction.problems import failing_closed, mark, refuse_identifiers
from asgi_agent.redaction.tokens import TokenKeeper
from asgi_agent.threads import ANYBODY

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from asgi_agent.phi.memory import Memory
    from asgi_agent.phi.session import Session
    from asgi_agent.redaction.request import RequestRedaction

T = TypeVar("T")


class WireRedaction:
    """Applies a policy to what comes in and goes out on one connection.

    Each direction has a session of its own, as both may be at work at once; what goes out is read with the
    names in mind that have come in. Tokens are those of the principal that an outer layer left in the scope.
    Whether the caller may see what they stand for is asked when the first output comes, of the principal
    that is known then.

    Args:
        policy: the policy, and where its counts go.
        scope: as the application gets it, since a layer inside may put the principal there.
    """

    def __init__(self, policy: RequestRedaction, scope: Mapping[str, Any]) -> None:
        self.policy = policy
        self._scope = scope
        principal = principal_of(scope)
        self._owner = ANYBODY if principal is None else principal.owner
        self._thread = policy.thread(scope) if policy.thread is not None else None
        self._tokens: Pseudonymiser | None = None
        if policy.vault is not None:
            conversation = self._thread or f"request {os.urandom(16).hex()}"
            self._tokens = Pseudonymiser(policy.vault, VaultScope(self._owner, conversation))
        self._memory = policy.session.memory
        if policy.memory is not None and self._thread is not None:
            policy.memory.recall(self._owner, self._thread, into=self._memory)
        self._learnt: list[Memory] = []
        self._sessions: list[Session] = []
        self._restorer: Restorer | None = None
        self._outward: list[BodyRewriter] = []
        self._read = 0

    async def inward(self, work: Callable[[BodyRewriter], T], weight: int) -> T:
        """Rewrite something whole that the caller sent.

        Args:
            work: does it, with the rewriter that it is given. May be called again from the start.
            weight: about how many characters it reads.

        Raises:
            Problem: it cannot be redacted; a model has failed, say, or tokens could not be stored.
            UnreadableError: as the work raises it.
        """
        tokens = self._tokens if self.policy.inbound == "pseudonymise" else None

        def begin() -> tuple[T, Session]:
            session = self._inward_session(tokens)
            return work(Redaction(session, tokens)), session

        stored = begin if tokens is None else (lambda: tokens.apply(begin))
        result, session = await self.call(stored, weight)
        self.policy.note(session.counts, {})
        self._learnt.append(session.memory)
        return result

    async def refuse(self, values: Callable[[], dict[str, Any]], weight: int) -> None:
        """Refuse what the caller sent if it holds identifiers.

        Args:
            values: gives what is to be looked at, by its place.
            weight: about how many characters it reads.

        Raises:
            InvalidInputError: it does.
        """
        marking = dataclasses.replace(self.policy.redactor, replace=mark).session(self.policy.known)
        await self.call(lambda: refuse_identifiers(values(), marking), weight)

    def inward_messages(self) -> BodyRewriter:
        """The rewriter for a caller's messages, which have one session in common."""
        tokens = self._tokens if self.policy.inbound == "pseudonymise" else None
        session = self._inward_session(tokens)
        self._sessions.append(session)
        self._learnt.append(session.memory)
        return Redaction(session, tokens)

    async def outward(self) -> list[BodyRewriter]:
        """The rewriters for what goes out, in their order; the same for all of it.

        Raises:
            Problem: the vault cannot be read, or `may_reveal` fails.
        """
        if not self._outward:
            with failing_closed():
                self._outward = await self._outward_rewriters()
        for memory in self._learnt:
            learn(self._memory, memory)
        return self._outward

    async def call(self, function: Callable[[], T], weight: int) -> T:
        """Call a function that reads so many characters, in a thread where that would hold up the loop.

        What many calls read adds up: an application that has all its pieces at hand never waits in between.

        Raises:
            Problem: it fails by anything but a refusal, which passes through.
        """
        with failing_closed(*UNREADABLE):
            return await self._called(function, weight)

    async def _called(self, function: Callable[[], T], weight: int) -> T:
        vault, recognizers = self.policy.vault, self.policy.redactor.recognizers
        self._read += weight
        if not (self._read > HEAVY or recognizers is not None or (vault is not None and vault.blocking)):
            return function()
        self._read = 0
        working = asyncio.ensure_future(in_thread(function))
        try:
            return await asyncio.shield(working)
        except asyncio.CancelledError:
            # A thread cannot be stopped, and nobody else may use the session before it is done.
            await asyncio.wait([working])
            raise

    def note(self) -> None:
        """Add to the policy's counts what was found since the last time."""
        for session in self._sessions:
            self.policy.note(session.counts, {})
            session.counts.clear()
        if self._restorer is not None:
            self.policy.note({}, self._restorer.revealed)
            self._restorer.revealed.clear()

    def close(self) -> None:
        """The connection is over: note what was found, and remember the names for the thread."""
        self.note()
        vault = self.policy.vault
        if self._tokens is not None and self._thread is None and vault is not None and not vault.blocking:
            # Nobody can go on with this conversation; in memory it would take the place of one that lasts.
            self._tokens.drawer.clear()
        if self.policy.memory is not None and self._thread is not None:
            for memory in self._learnt:
                learn(self._memory, memory)
            self.policy.memory.keep(self._owner, self._thread, self._memory)

    def _inward_session(self, tokens: Pseudonymiser | None) -> Session:
        redactor = self.policy.redactor
        if tokens is not None:
            redactor = dataclasses.replace(redactor, replace=tokens.replace)
        session = redactor.session(self.policy.known)
        for memory in (self._memory, *self._learnt):
            learn(session.memory, memory)
        return session

    async def _outward_rewriters(self) -> list[BodyRewriter]:
        if self._tokens is None:
            self._sessions.append(self.policy.session)
            return [Redaction(self.policy.session)]
        await self.call(self._tokens.drawer.refresh, 0)
        # A token that a model has written its own way looks like an identifier.
        keeper = TokenKeeper([self._tokens.drawer])
        redactor = self.policy.redactor
        session = dataclasses.replace(redactor, replace=keeper.replace(redactor.replace)).session(
            self.policy.known
        )
        session.memory = self._memory
        self._sessions.append(session)
        rewriters: list[BodyRewriter] = [InForm(keeper), Redaction(session)]
        if self.policy.outbound == "restore" and await self._reveals():
            keeper.keeps_dates = True
            self._restorer = Restorer(self._tokens.drawer, days=keeper.days)
            rewriters.append(Restoring(self._restorer))
        return rewriters

    async def _reveals(self) -> bool:
        if self.policy.may_reveal is None:
            return False
        allowed = self.policy.may_reveal(principal_of(self._scope), self._scope)
        return bool(await allowed if inspect.isawaitable(allowed) else allowed)
