"""`RunRedaction`: every redaction policy around one run, applied to what goes in and what comes out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from asgi_agent.errors import InvalidInputError
from asgi_agent.events import Interrupt, Outcome
from asgi_agent.phi.vault import VaultScope
from asgi_agent.redaction.offload import HEAVY, in_thread
from asgi_agent.redaction.pipe import Redacted
from asgi_agent.redaction.problems import failing_closed, redact_words
from asgi_agent.redaction.rewriters import Redaction, Restoration
from asgi_agent.redaction.rewriting import Chain, EventRewriter, weight
from asgi_agent.redaction.stage import Stage
from asgi_agent.redaction.tokens import RunTokens
from asgi_agent.refusals import host_refusals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from asgi_agent.errors import Problem
    from asgi_agent.events import RunInput
    from asgi_agent.phi.pseudonyms import Pseudonymiser
    from asgi_agent.phi.restore import Restorer
    from asgi_agent.phi.spans import Label
    from asgi_agent.redaction.pipe import Emitted
    from asgi_agent.redaction.request import RequestRedaction
    from asgi_agent.redaction.rewriting import Rewriter
    from asgi_agent.run import Run

# What holds nothing to read, or only adds to what is read later.
_LIGHT = frozenset(
    {"run.started", "node.started", "message.start", "reasoning.start", "tool.start", "tool.args"}
    | {"message.delta", "reasoning.delta"}
)


class Tally(NamedTuple):
    """How many identifiers of each kind were found in one run, or given back."""

    received: Counter[Label]
    """In what goes in."""
    sent: Counter[Label]
    """In what comes out."""
    restored: Counter[Label]
    """Given back to the caller."""
    revealed: Counter[Label]
    """Given back to code in the graph."""


class RunRedaction:
    """Redacts one run.

    Input goes through the policies from the outside in, output from the inside out. Real values are restored
    last, and only if no policy around the run redacts without restoring and each that restores lets this
    caller see them. Observers never see them.

    Args:
        request: the innermost policy of the request.
        owner: whom the thread belongs to.
        thread_id: the conversation; tokens and remembered names are those of owner and thread.

    Attributes:
        request: the innermost policy of the request.
        on_reveal: called with the counts of what code in the graph was shown, from any thread.
    """

    def __init__(self, request: RequestRedaction, owner: str, thread_id: str) -> None:
        self.request = request
        self.on_reveal: Callable[[Mapping[Label, int]], None] | None = None
        self._revealed: Counter[Label] = Counter()
        scope = VaultScope(owner, thread_id)
        policies = list(request.chain())
        self._tokens = RunTokens(policies, scope)
        self._stages = [Stage(policy, scope, self._tokens) for policy in policies]
        outward = [stage for stage in self._stages if stage.policy.outbound != "pass"]
        self._waits = any(stage.waits for stage in outward)
        self._redacting = EventRewriter(Chain(self._rewriters(outward)))
        self._restoring: EventRewriter | None = None
        self._restorers: list[tuple[RequestRedaction, Restorer]] = []
        self.passes = not outward
        """Whether nothing that comes out is changed."""

    async def inbound(self, request: RunInput) -> RunInput:
        """What the graph gets in place of what the caller sent.

        Raises:
            InvalidInputError: it holds identifiers, and a policy rejects them; or a document that is nested
                deeper than is read.
            Problem: it cannot be redacted.
        """
        from asgi_agent.phi.documents import TooDeepError

        given = _given(request)
        if all(stage.policy.inbound == "pass" for stage in self._stages):
            return request
        try:
            with failing_closed(TooDeepError, RecursionError):
                if self._reads_slowly() or weight(given, HEAVY) > HEAVY:
                    changed = await in_thread(self._inward, given)
                else:
                    changed = self._inward(given)
        except (TooDeepError, RecursionError):  # the latter where tokens are looked for first
            raise InvalidInputError("the input is nested too deeply to be read") from None
        for stage in self._stages:
            stage.share()
        return msgspec.structs.replace(request, **changed)

    async def attach(self, run: Run) -> None:
        """Learn whether this caller gets real values, and serve the code of the graph.

        Raises:
            Problem: the vault cannot be read, or `may_reveal` fails, or refuses the run.
        """
        with failing_closed(), host_refusals():
            await self._tokens.open()
            reveals = await self._reveals(run)
        if reveals:
            keeper = self._tokens.keeper
            assert keeper is not None, "values are restored from a vault"
            keeper.keeps_dates = True
            self._restorers = self._tokens.restorers(keeper.days)
            self._restoring = EventRewriter(Chain([Restoration(restorer) for _, restorer in self._restorers]))
        run._redaction = self

    def recall(self) -> None:
        """Learn what the runs of the thread have seen that this one has waited for."""
        for stage in self._stages:
            stage.recall()

    def heavy(self, emitted: Emitted) -> bool:
        """Whether reading this event would hold up the event loop."""
        if self._waits and emitted.type not in _LIGHT:
            return True
        return self._redacting.weight(emitted.type, emitted.data, HEAVY) > HEAVY

    def rewrite(self, emitted: Emitted) -> list[Redacted]:
        """What is said in place of an event. Called for one event after the other, from any thread."""
        self._before_output()
        said = self._redacting.rewrite(emitted.type, emitted.data, cut=emitted.cut)
        if (restoring := self._restoring) is None or not emitted.heard:
            return [Redacted(event_type, data, None) for event_type, data in said]
        return [
            Redacted(event_type, data, restoring.rewrite(event_type, data, cut=emitted.cut))
            for event_type, data in said
        ]

    async def rest(self) -> list[Redacted]:
        """What is said before the end of a run that has not failed: the rest of what came in pieces."""
        return await in_thread(self._rest) if self._waits else self._rest()

    async def outcome(self, outcome: Outcome) -> tuple[Outcome, Outcome]:
        """How the run came out, as observers may know it and as the caller gets it."""
        if self._waits or weight(_ending(outcome), HEAVY) > HEAVY:
            return await in_thread(self._outcomes, outcome)
        return self._outcomes(outcome)

    async def problem(self, problem: Problem) -> Problem:
        """The problem without identifiers in its words."""
        self._before_output()
        outward = [stage for stage in self._stages if stage.policy.outbound != "pass"]
        return await redact_words(problem, [stage.reader() for stage in outward])

    def reveal(self, value: Any) -> Any:
        """See `Run.reveal`."""
        for policy, restorer in self._tokens.restorers():
            if not policy.tools_may_reveal:
                raise PermissionError("tools may not see what tokens stand for: tools_may_reveal is off")
            value = restorer.restore(value) if isinstance(value, str) else restorer.restore_json(value)
            policy.note({}, restorer.revealed)
            self._note_reveal(restorer.revealed)
        return value

    def conceal(self, value: Any) -> Any:
        """See `Run.conceal`."""
        for stage in reversed(self._stages):
            value = stage.inward(value, neutralise=False)
        return value

    async def forget(self) -> None:
        """The thread is deleted: forget its names, and what its tokens stand for.

        Raises:
            Problem: the vault cannot be written.
        """
        for stage in self._stages:
            stage.forget()
        with failing_closed():
            await self._tokens.forget()

    def tally(self) -> Tally:
        """What was found and given back so far."""
        return Tally(
            _added(stage.received for stage in self._stages),
            _added(stage.session.counts for stage in self._stages),
            _added(restorer.revealed for _, restorer in self._restorers),
            Counter(self._revealed),
        )

    def close(self) -> None:
        """The run is over: note what was found, and remember the names for the thread."""
        for stage in self._stages:
            stage.close()
        for policy, restorer in self._restorers:
            # Without a recorder it is no run: something is read that is stored of one.
            policy.note({}, restorer.revealed, recorded=self.on_reveal is not None)
        self._restorers = []

    def _note_reveal(self, counts: Counter[Label]) -> None:
        self._revealed.update(counts)
        if self.on_reveal is not None and counts:
            self.on_reveal(counts)

    def _inward(self, given: dict[str, Any]) -> dict[str, Any]:
        seen: list[Pseudonymiser | None] = []
        for stage in reversed(self._stages):
            if stage.policy.inbound == "reject":
                stage.refuse(given)
                continue
            # The tokens of an outer policy that shares the vault are no look-alikes.
            tokens = self._tokens.of(stage.policy)
            strange = tokens not in seen
            given = {
                name: (stage.inward_answers if name == "resume" else stage.inward)(value, neutralise=strange)
                for name, value in given.items()
            }
            seen.append(tokens)
        return given

    def _reads_slowly(self) -> bool:
        return self._tokens.blocking or any(stage.waits for stage in self._stages)

    def _rewriters(self, stages: list[Stage]) -> list[Rewriter]:
        redactions: list[Rewriter] = [Redaction(stage.session) for stage in stages]
        keeper = self._tokens.keeper
        return redactions if keeper is None or not stages else [keeper, *redactions]

    async def _reveals(self, run: Run) -> bool:
        if any(stage.policy.outbound == "redact" for stage in self._stages):
            return False
        allowed = [
            await stage.may_reveal(run) for stage in self._stages if stage.policy.outbound == "restore"
        ]
        return bool(allowed) and all(allowed)

    def _rest(self) -> list[Redacted]:
        self._before_output()
        rest, restoring = self._redacting.rest(), self._restoring
        if restoring is None:
            return [Redacted(event_type, data, None) for (event_type, data), held in rest if held]
        shown = [restoring.rewrite(*said) for said, _ in rest]
        # What may be the beginning of a token is held back once more; it comes last.
        if tails := [said for said, held in restoring.rest() if held]:
            shown[-1] += tails
            rest[-1] = (rest[-1][0], True)
        return [Redacted(*said, told) for (said, held), told in zip(rest, shown, strict=True) if held]

    def _before_output(self) -> None:
        for stage in self._stages:
            stage.before_output()

    def _outcomes(self, outcome: Outcome) -> tuple[Outcome, Outcome]:
        self._before_output()
        redacted = _rewritten(outcome, self._redacting)
        return redacted, redacted if self._restoring is None else _rewritten(redacted, self._restoring)


def _added(counts: Iterable[Counter[Label]]) -> Counter[Label]:
    total: Counter[Label] = Counter()
    for counter in counts:
        total.update(dict(counter))
    return total


def _given(request: RunInput) -> dict[str, Any]:
    """What the caller sent, the record that a question is about before the question."""
    given = {"context": request.context, "config": request.config, "input": request.input}
    if request.resume is not msgspec.UNSET:
        given["resume"] = request.resume
    return {name: value for name, value in given.items() if value is not None}


def _ending(outcome: Outcome) -> dict[str, Any]:
    questions = [msgspec.to_builtins(question) for question in outcome.interrupts]
    return {"output": outcome.output, "interrupts": questions, "usage": outcome.usage}


def _rewritten(outcome: Outcome, rewriter: EventRewriter) -> Outcome:
    data = rewriter.outcome(_ending(outcome))
    questions = tuple(Interrupt(**question) for question in data["interrupts"])
    return Outcome(data["output"], questions, data["usage"])
