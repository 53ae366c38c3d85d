"""`RequestAudit`: what an application says about its request or run for the audit log."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any

import msgspec

from asgi_agent.audit import codes
from asgi_agent.audit.correlation import correlation_of
from asgi_agent.audit.holding import Holding
from asgi_agent.audit.record import Change, Event, Outcome, Resource, Subject
from asgi_agent.scope import AUTHENTICATION_KEY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from asgi_agent.audit.facts import Facts
    from asgi_agent.audit.holding import Said
    from asgi_agent.audit.log import AuditLog
    from asgi_agent.audit.naming import Naming
    from asgi_agent.audit.record import Action, Correlation, Phase, Record, Status
    from asgi_agent.identity import Principal
    from asgi_agent.middleware.auth.authentication import Authentication
    from asgi_agent.run import Run

BREAK_GLASS = "break_glass"
CHANGE = "resource.change"


class RequestAudit:
    """Where an application adds to the records of its request, or a graph to those of its run.

        audit: RequestAudit = request.scope["asgi_agent.audit"]      # or current_run().audit
        audit.subject(patient=mrn)
        audit.purpose("TREAT")

    Works from any thread. What is said before the response begins stands in the intent record, which is
    durable before the first byte leaves; all of it stands in the end record. What is said of a run is said of
    its request as well.

    Ids become keyed pseudonyms, a patient's always, others unless they are of a form that only machines make.
    Codes are taken only in their closed forms, and anything else raises `ValueError` at once, so that no
    value of a patient's can get into the log by way of a field that is not meant for it.

    Attributes:
        log: the log that the records go to.
        scope: the innermost copy of the request's scope that a layer has told of.
        route: template of the path of the route that took the request, where that knows it itself.
    """

    __slots__ = (
        "_changing",
        "_correlation",
        "_in_run",
        "_outer",
        "facts",
        "holding",
        "log",
        "naming",
        "route",
        "scope",
    )

    def __init__(
        self,
        log: AuditLog,
        facts: Facts,
        naming: Naming,
        *,
        scope: Mapping[str, Any],
        correlation: Correlation | None = None,
        outer: RequestAudit | None = None,
    ) -> None:
        self.log = log
        self.facts = facts
        self.naming = naming
        self.scope = scope
        self.route: str | None = None
        self._correlation = correlation
        self._in_run = correlation is not None
        self._outer = outer
        # A run's intent is in the log before anybody can say anything of it.
        self.holding = Holding(log, holds=not self._in_run)
        self._changing = Lock()

    def subject(self, *, patient: str | None = None, encounter: str | None = None) -> Said:
        """Say whom it is about. Each patient after the first gets a record of its own, as does a late one.

        Returns:
            Nothing to wait for, or something that may be awaited; see `event`.
        """
        return self._about(patient, encounter, in_run=False)

    def resource(self, resource_type: str, resource_id: str | None = None) -> Said:
        """Say what was touched: `resource("Observation", id)`.

        Returns:
            As `subject`.

        Raises:
            ValueError: the type is not of the form that FHIR writes types in.
        """
        with self._changing:
            left = self.facts.touched(self._resource(resource_type, resource_id))
        said = self.holding.note(None if left is None else self.record("event", objects=(left,)))
        if self._outer is not None:
            self._outer.resource(resource_type, resource_id)
        return said

    def change(
        self,
        resource_type: str,
        resource_id: str | None = None,
        *,
        fields: Iterable[str] = (),
        before: object = None,
        after: object = None,
    ) -> Said:
        """Say what was changed: `change("Patient", mrn, fields=["address"], before=old, after=new)`.

        Makes a record of its own, a `resource.change`. It has keyed digests of what is given as `before` and
        `after`, so that whoever has the key can tell whether a version is one of them, and no value.

        Args:
            resource_type: in the form that FHIR writes types in.
            resource_id: which one.
            fields: names of the fields that are others now: `name.family`.
            before: the resource or what was changed of it, as text, bytes or JSON values; None for a new one.
            after: the same as it is now; None for one that is gone.

        Returns:
            As `event`.

        Raises:
            ValueError: the type or a field is not of its form, or there are too many fields.
            TypeError: something cannot be written as JSON.
        """
        action: Action = "U"
        if (before is None) != (after is None):
            action = "C" if before is None else "D"
        names = codes.field_names(fields)
        change = Change(names, self.naming.digest(before), self.naming.digest(after))
        resource = self._resource(resource_type, resource_id)
        event, outcome = Event(CHANGE, action), Outcome("success")
        said = self.holding.note(
            self.record("event", event=event, outcome=outcome, objects=(resource,), change=change)
        )
        if (beyond := self._beyond()) is not None:
            beyond.change(resource_type, resource_id, fields=names, before=before, after=after)
        return said

    def purpose(self, code: str) -> None:
        """Say why, by a code of HL7 v3 PurposeOfUse: `TREAT`, `HPAYMT`, `HOPERAT`, `ETREAT`, ...

        Raises:
            ValueError: there is no such code.
        """
        self.facts.purpose = codes.purpose(code)
        if self._outer is not None:
            self._outer.purpose(code)

    def authz(self, *, policy: str | None = None, consent: str | None = None) -> None:
        """Say under which policy it was allowed, and under which consent of the patient.

        Raises:
            ValueError: the policy is no id.
        """
        changes: dict[str, Any] = {}
        if policy is not None:
            changes["policy"] = codes.policy(policy)
        if consent is not None:
            changes["consent"] = self.naming.opaque("consent", consent)
        with self._changing:
            self.facts.authorized(**changes)
        if self._outer is not None:
            self._outer.authz(policy=policy, consent=consent)

    def break_glass(self) -> Said:
        """Say that the usual rules are overridden in an emergency. Makes a record of its own at once.

        The purpose is `BTG` unless another one was said.

        Returns:
            As `event`; await it before anything is read that only the emergency allows.
        """
        self._override()
        event = Event(BREAK_GLASS, "E")
        said = self.holding.note(self.record("event", event=event, outcome=Outcome("success")))
        if (beyond := self._beyond()) is not None:
            beyond.break_glass()
        return said

    def action(self, code: str, name: str | None = None) -> None:
        """Say what kind of operation it is: C, R, U, D or E, and its name: `action("R", "threads.read")`.

        Raises:
            ValueError: one of them is not of its form.
        """
        self.facts.action = codes.action(code)
        if name is not None:
            self.facts.name = codes.event_name(name)

    def actor(
        self,
        who: object,
        *,
        on_behalf_of: object = None,
        method: str | None = None,
        reference: str | None = None,
    ) -> None:
        """Say who does it. Needed only where authentication leaves it nowhere that is looked at.

        Args:
            who: a `Principal`, or anything that `asgi_agent.identity.principal_from` reads.
            on_behalf_of: the same, for whom it acts.
            method: how it proved who it is: `oauth2`.
            reference: the id of the token or key that it did so with, never the token.

        Raises:
            ConfigurationError: `who` says nothing that could serve as an id.
        """
        self.facts.actor = self.naming.actor(
            who, on_behalf_of=on_behalf_of, method=method, reference=reference
        )
        if self._outer is not None:
            self._outer.actor(who, on_behalf_of=on_behalf_of, method=method, reference=reference)

    def event(
        self,
        event_type: str,
        *,
        action: str | None = None,
        name: str | None = None,
        outcome: Status = "success",
        patient: str | None = None,
        resource: tuple[str, str | None] | None = None,
    ) -> Said:
        """Make a record of your own: `event("letter.sent", action="C", patient=mrn)`.

        It says what the request's records say, but for what is given here. Before the response begins it is
        held until the intent record goes to the log, and then is durable before the first byte; later it is
        on its way when the call returns. In an async function, await the result to go on only when it is
        durable; in a thread without an event loop a late one waits by itself.

        Args:
            event_type: two to four words in lower case with dots between them.
            action: C, R, U, D or E.
            name: of the operation, in the same form as the type.
            outcome: `success`, `denied`, `failure` or `aborted`.
            patient: whom it is about; default: whom the request is about.
            resource: what was touched, a type and an id.

        Raises:
            ValueError: something is not of its closed form.
            AuditUnavailableError: the log cannot be written, where this or a thread waited for it.
        """
        event = Event(
            codes.event_type(event_type),
            None if action is None else codes.action(action),
            None if name is None else codes.event_name(name),
        )
        fields: dict[str, Any] = {"event": event, "outcome": Outcome(codes.status(outcome)), "objects": ()}
        if patient is not None:
            fields["subject"] = Subject(self.naming.patient(patient))
        if resource is not None:
            fields["objects"] = (self._resource(*resource),)
        said = self.holding.note(self.record("event", **fields))
        if (beyond := self._beyond()) is not None:
            beyond.event(
                event_type, action=action, name=name, outcome=outcome, patient=patient, resource=resource
            )
        return said

    def routed(self, scope: Mapping[str, Any], route: str) -> None:
        """Take note of the route that took the request, and of the scope that it was taken in."""
        self.scope, self.route = scope, route
        if scope.get("method", "POST") == "POST":
            self.facts.action = "E"  # what is sent to an agent is run

    def introduce(self, principal: Principal | None) -> None:
        """Take note of the caller, unless the application has said who it is."""
        if principal is not None and self.facts.actor is None:
            proof: Authentication | None = self.scope.get(AUTHENTICATION_KEY)
            method, reference = proof or (None, None)
            self.actor(principal, method=method, reference=reference)

    def of_run(self, run: Run, facts: Facts) -> RequestAudit:
        """The audit of a run that this request asks for."""
        here = self.correlation
        thread = self.naming.opaque("thread", run.thread_id)
        request = here.request or self.naming.opaque("request", run.request_id)
        corr = msgspec.structs.replace(here, request=request, run=run.run_id, thread=thread)
        return RequestAudit(self.log, facts, self.naming, scope=self.scope, correlation=corr, outer=self)

    def records_in(self, log: AuditLog) -> bool:
        """Whether the request is recorded in this log already."""
        return self.log is log or (self._outer is not None and self._outer.records_in(log))

    def record(self, phase: Phase, *, intent: Record | None = None, **fields: Any) -> Record:
        """A record of this request or run as it is known by now.

        Args:
            phase: of it.
            intent: the record that this one completes.
            fields: of the record, beyond or in place of what is known.
        """
        return self.facts.record(phase, self.ids(intent), **fields)

    def ids(self, intent: Record | None = None) -> Correlation:
        """The ids of a record that completes another one, or of one by itself."""
        if intent is None or intent.corr is None:
            return self.correlation
        return msgspec.structs.replace(intent.corr, intent=intent.id)

    def let_go(self, corr: Correlation | None) -> None:
        """The request is over: keep its ids, for runs that go on, but not the scope, which holds this."""
        self._correlation = corr
        self.scope = {}
        self.facts.closed = True

    @property
    def correlation(self) -> Correlation:
        """Ids to find the same elsewhere."""
        return self._correlation or correlation_of(self.scope, self.naming)

    def _about(self, patient: str | None, encounter: str | None, *, in_run: bool) -> Said:
        named = None if patient is None else self.naming.patient(patient)
        visit = None if encounter is None else self.naming.opaque("encounter", encounter)
        with self._changing:
            other = self.facts.about(named, visit, in_run=in_run)
        said = self.holding.note(None if other is None else self.record("event", subject=other, objects=()))
        if self._outer is not None:
            self._outer._about(patient, encounter, in_run=in_run or self._in_run)
        return said

    def _override(self) -> None:
        with self._changing:
            self.facts.authorized(break_glass=True)
            self.facts.purpose = self.facts.purpose or "BTG"
        if self._outer is not None and self._outer.log is self.log:
            self._outer._override()

    def _beyond(self) -> RequestAudit | None:
        """The audit around this one that has another log."""
        outer = self._outer
        while outer is not None and outer.log is self.log:
            outer = outer._outer
        return outer

    def _resource(self, resource_type: str, resource_id: str | None) -> Resource:
        checked = codes.resource_type(resource_type)
        return Resource(checked, None if resource_id is None else self.naming.resource(checked, resource_id))
