"""`RunRecorder`: the records of one run of a graph."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

import msgspec

from asgi_agent.audit.facts import MAX_OBJECTS, Facts
from asgi_agent.audit.record import Event, Outcome, Redaction, Resource, Traffic, clipped
from asgi_agent.audit.redaction import policy_of, summed
from asgi_agent.audit.tools import is_plain
from asgi_agent.errors import PROBLEM_URN
from asgi_agent.events import Family

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from asgi_agent.audit.record import Record, Status
    from asgi_agent.audit.request import RequestAudit
    from asgi_agent.events import RunEvent
    from asgi_agent.phi.spans import Label
    from asgi_agent.redaction.run import RunRedaction
    from asgi_agent.run import Run

RUN, TOOL, INTERRUPT, RESUME, REVEAL = (
    "agent.run",
    "agent.tool",
    "agent.interrupt",
    "agent.resume",
    "phi.reveal",
)

COUNTED = ("input_tokens", "output_tokens", "total_tokens")
DENIED = frozenset({401, 403})
MAX_COUNT = 1 << 40
"""No model counts so many tokens; what is above is no count, and JSON would not take the sum."""


class Reveals:
    """Records that real values were given back in a run. It knows the run's audit and nothing of the run.

    Args:
        audit: of the run.
        policy: name and mode of the redaction.
    """

    def __init__(self, audit: RequestAudit, policy: Redaction) -> None:
        self._audit = audit
        self._policy = policy

    def to_a_tool(self, counts: Mapping[Label, int]) -> None:
        """Code in the graph got them."""
        self.record(counts, "tool.reveal")

    def record(self, counts: Mapping[Label, int], name: str) -> None:
        """Record how many of each kind, if any."""
        if (revealed := summed([counts])) is not None:
            phi = msgspec.structs.replace(self._policy, revealed=revealed)
            event = Event(REVEAL, "R", name)
            self._audit.log.hand_over(self._audit.record("event", event=event, objects=(), phi=phi))


class RunRecorder:
    """Records a run: that it is to begin, its tools and questions, what was revealed in it, how it ended.

    It observes the run (`asgi_agent.observation.RunObservation`), and under a redaction middleware sees only
    what is left. None of what is said in the run is recorded.

    Args:
        request: the audit of the request that asks for the run.
        run: the run, which has not begun.
        tools: names that the graph declares for its tools.
        redaction: of the run.
    """

    needs = Family.TOOLS

    def __init__(
        self,
        request: RequestAudit,
        run: Run,
        tools: Collection[str] = (),
        redaction: RunRedaction | None = None,
    ) -> None:
        self.audit = request.of_run(run, self._facts(request, run))
        self._run = run
        self._tools = tools
        self._redaction = redaction
        self._started = time.perf_counter_ns()
        self._intent: Record | None = None
        self._calls: dict[str, tuple[str | None, Record]] = {}
        self._usage: dict[str, int] = {}
        run._audit = self.audit
        self._reveals = Reveals(
            self.audit, Redaction() if redaction is None else policy_of(redaction.request)
        )
        if redaction is not None:
            redaction.on_reveal = self._reveals.to_a_tool

    def __call__(self, run: Run) -> RunRecorder:
        """The observation of the run, which this is."""
        return self

    async def begin(self) -> None:
        """Write the intent record; returns when it is durable.

        Raises:
            AuditUnavailableError: it cannot be written, so the run must not begin.
        """
        if self._run.resuming:
            # In the same batch as the intent, or an earlier one: the log keeps their order.
            self._submit(RESUME, objects=self._answered(self._run.resume))
        intent = self._intent = self.audit.record("intent")
        if not is_plain.cache_info().currsize:
            # Have the word lists read, so that the first name of a tool holds up nobody.
            await asyncio.to_thread(is_plain, "search")
        await self.audit.holding.write(intent)

    def refused(self, error: BaseException) -> None:
        """Record that the run did not begin after all: its thread is busy, or the service is."""
        code = getattr(error, "status", None)
        self._end(Outcome("failure", code, clipped(type(error).__name__)), complete=False)

    def event(self, event: RunEvent) -> None:
        """Record what happens in the run."""
        match event.type:
            case "tool.end":
                self._called(event.data)
            case "tool.result":
                self._returned(event.data)
            case "interrupt":
                self._submit(INTERRUPT, objects=(self._question(str(event.data.get("id", ""))),))
            case "usage":
                self._count(event.data)
            case "run.finished":
                reason = "interrupted" if event.data["outcome"] == "interrupted" else None
                self._end(Outcome("success", reason=reason))
            case "run.failed":
                self._failed(event.data["problem"])
            case "run.cancelled":
                self._end(Outcome("aborted", reason=event.data["reason"]), complete=False)

    def _called(self, call: dict[str, Any]) -> None:
        name = self._tool_name(str(call.get("name", "")))
        record = self.audit.record("intent", event=Event(TOOL, "E", name), objects=())
        self._calls[str(call.get("id"))] = (name, record)
        self.audit.log.hand_over(record)

    def _returned(self, result: dict[str, Any]) -> None:
        name, intent = self._calls.pop(str(result.get("id")), (None, None))
        if intent is None:
            name = self._tool_name(str(result.get("name", "")))
        self._tool_ended(name, intent, Outcome("failure" if result.get("error") else "success"))

    def _tool_ended(self, name: str | None, intent: Record | None, outcome: Outcome) -> None:
        event = Event(TOOL, "E", name)
        record = self.audit.record("end", event=event, objects=(), outcome=outcome, intent=intent)
        self.audit.log.hand_over(record)

    def _failed(self, problem: dict[str, Any]) -> None:
        reason = problem.get("exception") or problem["type"].removeprefix(PROBLEM_URN)
        status: Status = "denied" if problem["status"] in DENIED else "failure"
        outcome = Outcome(status, problem["status"], clipped(str(reason)))
        if (node := problem.get("node")) is not None:
            self.audit.facts.touched(Resource("Node", clipped(str(node))))
        self._end(outcome, complete=False)

    def _end(self, outcome: Outcome, *, complete: bool = True) -> None:
        for name, intent in self._calls.values():
            self._tool_ended(name, intent, Outcome("aborted"))
        self._calls.clear()
        self.audit.holding.flush()
        if self._redaction is not None and self._reveals is not None:
            self._reveals.record(self._redaction.tally().restored, "output.restore")
        took = (time.perf_counter_ns() - self._started) // 1000
        end = self.audit.record(
            "end",
            outcome=outcome,
            http=Traffic(complete=complete, us=took),
            phi=self._phi(),
            usage=self._usage or None,
            intent=self._intent,
        )
        self.audit.let_go(end.corr)
        self.audit.log.hand_over(end)

    def _submit(self, event_type: str, action: Any = "E", name: str | None = None, **fields: Any) -> None:
        known: dict[str, Any] = {"event": Event(event_type, action, name), "objects": ()}
        self.audit.log.hand_over(self.audit.record("event", **(known | fields)))

    def _phi(self) -> Redaction | None:
        if self._redaction is None:
            return None
        tally = self._redaction.tally()
        return msgspec.structs.replace(
            policy_of(self._redaction.request),
            received=summed([tally.received]),
            sent=summed([tally.sent]),
            found=summed([tally.received, tally.sent]),
            revealed=summed([tally.restored, tally.revealed]),
        )

    def _count(self, usage: dict[str, Any]) -> None:
        for name in COUNTED:
            if type(count := usage.get(name)) is int and 0 <= count <= MAX_COUNT:
                self._usage[name] = self._usage.get(name, 0) + count

    def _tool_name(self, name: str) -> str | None:
        if name in self._tools or is_plain(name):
            return clipped(name)
        return self.audit.naming.opaque("tool", name)

    def _question(self, question_id: str) -> Resource:
        return Resource("Interrupt", self.audit.naming.opaque("interrupt", question_id))

    def _answered(self, answers: Any) -> tuple[Resource, ...]:
        """The questions that are answered, where the answers are by their ids."""
        ids = list(answers)[:MAX_OBJECTS] if isinstance(answers, dict) else []
        return tuple(self._question(str(key)) for key in ids)

    @staticmethod
    def _facts(request: RequestAudit, run: Run) -> Facts:
        known = request.facts
        facts = Facts(RUN, "E", known.net)
        facts.name = clipped(run.graph)
        facts.actor = known.actor or request.naming.actor(run.principal)
        facts.subject, facts.purpose, facts.authz = known.inherited, known.purpose, known.authz
        return facts
