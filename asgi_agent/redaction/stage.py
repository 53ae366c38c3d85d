"""One redaction policy, applied to one run."""

from __future__ import annotations

import dataclasses
import inspect
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from asgi_agent.phi.pseudonyms import Pseudonymiser
from asgi_agent.redaction.memory import learn
from asgi_agent.redaction.offload import in_thread

if TYPE_CHECKING:
    from collections.abc import Callable

    from asgi_agent.phi.memory import Memory
    from asgi_agent.phi.restore import Restorer
    from asgi_agent.phi.session import Session
    from asgi_agent.phi.vault import VaultScope
    from asgi_agent.phi.vault.drawer import Drawer
    from asgi_agent.redaction.request import RequestRedaction
    from asgi_agent.redaction.rewriting import TextStream
    from asgi_agent.run import Run

T = TypeVar("T")


class Stage:
    """A policy with the session, the tokens and the memory of one run.

    What goes in (`inward`) may be read in any thread: each time in a session of its own, which begins with
    what the run knows. What comes out is read in one session, by one thread at a time.

    Args:
        policy: of one redaction middleware.
        scope: the conversation.
    """

    def __init__(self, policy: RequestRedaction, scope: VaultScope) -> None:
        self.policy = policy
        self._scope = scope
        self._learnt: list[Memory] = []
        self._noted = False
        self.session = policy.redactor.session(policy.known)
        self.recall()
        self._pseudonymiser = None
        # What a middleware has begun on the wire has tokens of the wire; there it is also restored.
        if policy.vault is not None and not policy.begun:
            self._pseudonymiser = Pseudonymiser(policy.vault, scope)

    @property
    def drawer(self) -> Drawer | None:
        """Where the tokens of the conversation are kept, if it has any."""
        return None if self._pseudonymiser is None else self._pseudonymiser.drawer

    @property
    def waits(self) -> bool:
        """Whether reading a value waits for a model or a store, however small it is."""
        return self.policy.redactor.recognizers is not None

    @property
    def stores(self) -> bool:
        """Whether tokens wait for a disk or a network."""
        vault = self.policy.vault
        return self._pseudonymiser is not None and vault is not None and vault.blocking

    async def open(self) -> None:
        """Learn of the tokens that other processes have made."""
        if (drawer := self.drawer) is not None:
            await (in_thread(drawer.refresh) if self.stores else _at_once(drawer.refresh))

    def inward(self, value: Any, *, neutralise: bool = True) -> Any:
        """A value that goes into the graph, redacted or pseudonymised as the policy has it.

        Args:
            neutralise: it comes from the caller, so that what looks like a token in it is none.
        """
        if self.policy.inbound == "pass":
            return value
        if self.policy.inbound != "pseudonymise" or (tokens := self._pseudonymiser) is None:
            return self._read(value, self._fresh())

        def work() -> tuple[Any, Session]:
            session = self._fresh(tokens)
            safe = tokens.neutralise_json(value) if neutralise else value
            return _redacted(safe, session), session

        result, session = tokens.apply(work)
        self._learn(session)
        return result

    def recall(self) -> None:
        """Begin with the names that were seen in the thread."""
        if self.policy.memory is not None:
            self.policy.memory.recall(*self._scope, into=self.session.memory)

    def before_output(self) -> None:
        """Let the output's session know what has gone in since."""
        while self._learnt:
            learn(self.session.memory, self._learnt.pop())

    async def may_reveal(self, run: Run) -> bool:
        """Whether the caller may see what tokens stand for."""
        if self.policy.may_reveal is None:
            return False
        allowed = self.policy.may_reveal(run.principal, run)
        return bool(await allowed if inspect.isawaitable(allowed) else allowed)

    def close(self) -> None:
        """The run is over: note what was found in its output, and remember the names for the thread."""
        if not self._noted:
            self._noted = True
            self.before_output()
            self.policy.note(self.session.counts, {})
            if self.policy.memory is not None:
                self.policy.memory.keep(*self._scope, self.session.memory)

    def _fresh(self, tokens: Pseudonymiser | None = None) -> Session:
        redactor = self.policy.redactor
        if tokens is not None:
            redactor = dataclasses.replace(redactor, replace=tokens.replace)
        session = redactor.session(self.policy.known)
        learn(session.memory, self.session.memory)
        return session

    def _read(self, value: Any, session: Session) -> Any:
        result = _redacted(value, session)
        self._learn(session)
        return result

    def _learn(self, session: Session) -> None:
        self.policy.note(session.counts, {})
        self._learnt.append(session.memory)


class Redaction:
    """A session as a `Rewriter`."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.text = session.redact
        self.json = session.redact_json
        self.stream = session.stream


class Restoration:
    """A restorer as a `Rewriter`."""

    def __init__(self, restorer: Restorer) -> None:
        self._restorer = restorer
        self.json = restorer.restore_json

    def text(self, text: str) -> str:
        """Restore a text; a value in a text that is JSON is escaped as JSON has it."""
        if _is_json(text):
            return self._restorer.restore_json_text(text)
        return self._restorer.restore(text)

    def stream(self) -> TextStream:
        return _RestorationStream(self._restorer.stream(), self.text)


class _RestorationStream:
    """Text that is JSON comes in one piece, since redaction reads it as a whole."""

    def __init__(self, stream: TextStream, whole: Callable[[str], str]) -> None:
        self._stream = stream
        self._whole = whole
        self._begun = False

    @property
    def held(self) -> int:
        return self._stream.held

    def feed(self, piece: str) -> str:
        first, self._begun = not self._begun, True
        return self._whole(piece) if first and _is_json(piece) else self._stream.feed(piece)

    def close(self) -> str:
        return self._stream.close()


def _redacted(value: Any, session: Session) -> Any:
    return session.redact(value) if isinstance(value, str) else session.redact_json(value)


def _is_json(text: str) -> bool:
    if not text.lstrip().startswith(("{", "[")):
        return False
    try:
        msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return False
    return True


async def _at_once(function: Callable[[], T]) -> T:
    return function()
