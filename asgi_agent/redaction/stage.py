"""One redaction policy, applied to one run."""

from __future__ import annotations

import dataclasses
import inspect
from collections import Counter
from typing import TYPE_CHECKING, Any

from asgi_agent.redaction.memory import learn
from asgi_agent.redaction.problems import mark, refuse_identifiers
from asgi_agent.redaction.rewriters import redacted
from asgi_agent.redaction.rewriting import aligned

if TYPE_CHECKING:
    from collections.abc import Mapping

    from asgi_agent.phi.memory import Memory
    from asgi_agent.phi.session import Session
    from asgi_agent.phi.spans import Label
    from asgi_agent.phi.vault import VaultScope
    from asgi_agent.redaction.request import RequestRedaction
    from asgi_agent.redaction.tokens import Dates, Replace, RunTokens
    from asgi_agent.run import Run


class Stage:
    """A policy with the session and the memory of one run.

    What goes in (`inward`) may be read in any thread: each time in a session of its own, which begins with
    what the run knows. What comes out is read in `session`, by one thread at a time.

    Args:
        policy: of one redaction middleware.
        scope: the conversation.
        tokens: those of the conversation, whichever policy made them.

    Attributes:
        received: identifiers found in what went in, by label.
    """

    def __init__(self, policy: RequestRedaction, scope: VaultScope, tokens: RunTokens) -> None:
        self.policy = policy
        self._scope = scope
        self._tokens = tokens
        self._learnt: list[Memory] = []
        self._closed = False
        self.received: Counter[Label] = Counter()
        self.session = self._new(policy.redactor.replace, "restored")
        self.recall()

    @property
    def waits(self) -> bool:
        """Whether reading a value waits for a model, however small it is."""
        return self.policy.redactor.recognizers is not None

    def inward(self, value: Any, *, neutralise: bool = True) -> Any:
        """A value that goes into the graph, redacted or pseudonymised as the policy has it.

        Args:
            neutralise: it comes from the caller, so that what looks like a token in it is none.
        """
        if self.policy.inbound == "pass":
            return value
        pseudonymiser = self._tokens.of(self.policy)
        if self.policy.inbound != "pseudonymise" or pseudonymiser is None:
            session = self._fresh(self.policy.redactor.replace)
            result = redacted(value, session)
        else:

            def work() -> tuple[Any, Session]:
                session = self._fresh(pseudonymiser.replace, "none" if neutralise else "moved")
                safe = pseudonymiser.neutralise_json(value) if neutralise else value
                return redacted(safe, session), session

            result, session = pseudonymiser.apply(work)
        self.policy.note(session.counts, {})
        self.received.update(session.counts)
        self._learnt.append(session.memory)
        return result

    def inward_answers(self, value: Any, *, neutralise: bool = True) -> Any:
        """`inward` for what resumes a run, where an object may have the ids of questions for keys."""
        result = self.inward(value, neutralise=neutralise)
        if not isinstance(value, dict):
            return result
        session = self._fresh(self.policy.redactor.replace)
        pairs = [(old, new) for old, new in aligned(value, result) if new is not None]
        return {old if _is_id(old, session) else new: result[new] for old, new in pairs}

    def refuse(self, given: Mapping[str, Any]) -> None:
        """Refuse what a caller sent if it holds an identifier; see `refuse_identifiers`.

        Args:
            given: the parts of the body, by name.
        """
        ids: set[str] = set()
        if isinstance(answers := given.get("resume"), dict):
            session = self._fresh(self.policy.redactor.replace)
            ids = {key for key in answers if _is_id(key, session)}
        places = {f"body.{name}": value for name, value in given.items()}
        refuse_identifiers(places, self._fresh(mark), ids)

    def reader(self) -> Session:
        """A session for words that come out beside the events, with the names that those have shown."""
        return self._fresh(self.policy.redactor.replace)

    def share(self) -> None:
        """Let what is sent to the thread while the run goes on know the names that have gone in."""
        self.before_output()
        if self.policy.memory is not None:
            self.policy.memory.keep(*self._scope, self.session.memory)

    def recall(self) -> None:
        """Begin with the names that were seen in the thread."""
        if self.policy.memory is not None:
            self.policy.memory.recall(*self._scope, into=self.session.memory)

    def forget(self) -> None:
        """Forget the names that were seen in the thread."""
        self._closed = True
        if self.policy.memory is not None:
            self.policy.memory.forget(*self._scope)

    def before_output(self) -> None:
        """Let the output's session know what has gone in since."""
        while self._learnt:
            learn(self.session.memory, self._learnt.pop())

    async def may_reveal(self, run: Run) -> bool:
        """Whether the caller may see what tokens stand for."""
        if self.policy.may_reveal is None or self._tokens.of(self.policy) is None:
            return False
        allowed = self.policy.may_reveal(run.principal, run)
        return bool(await allowed if inspect.isawaitable(allowed) else allowed)

    def close(self) -> None:
        """The run is over: note what was found in its output, and remember the names for the thread."""
        if self._closed:
            return
        self._closed = True
        self.before_output()
        self.policy.note(self.session.counts, {})
        if self.policy.memory is not None:
            self.policy.memory.keep(*self._scope, self.session.memory)

    def _new(self, replace: Replace | None, dates: Dates) -> Session:
        if (keeper := self._tokens.keeper) is not None:
            replace = keeper.replace(replace, dates=dates)
        redactor = dataclasses.replace(self.policy.redactor, replace=replace)
        return redactor.session(self.policy.known)

    def _fresh(self, replace: Replace | None, dates: Dates = "moved") -> Session:
        session = self._new(replace, dates)
        learn(session.memory, self.session.memory)
        return session


def _is_id(key: str, session: Session) -> bool:
    """Whether a key looks like an id that the protocol has made, and like nothing of a patient's."""
    named = {"id": key}
    return bool(session.redact_json(named) == named)
