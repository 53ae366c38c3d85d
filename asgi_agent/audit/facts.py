"""What is known about a request or a run, as it is found out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from asgi_agent.audit.record import Authorization, Event, Record, Subject, written_size

if TYPE_CHECKING:
    from asgi_agent.audit.record import (
        Action,
        Actor,
        Change,
        Correlation,
        Network,
        Outcome,
        Phase,
        Redaction,
        Resource,
        Traffic,
    )

MAX_OBJECTS = 32
MAX_OBJECT_BYTES = 2400
"""What they take together: with all else at its longest, the record still fits a line."""


class Facts:
    """What stands in the records of one request or run besides how it went.

    The record of a request is about one patient. Each further one gets a record of its own, and so do objects
    that no longer fit.

    Attributes:
        inherited: the subject as runs of the request inherit it: without what other runs have said.
        closed: whether the end record is made, so that what is said now wants a record of its own.
    """

    __slots__ = (
        "_room",
        "_spoken",
        "action",
        "actor",
        "authz",
        "closed",
        "inherited",
        "name",
        "net",
        "objects",
        "purpose",
        "subject",
        "type",
    )

    def __init__(self, event_type: str, action: Action | None = None, net: Network | None = None) -> None:
        self.type = event_type
        self.action: Action | None = action
        self.name: str | None = None
        self.actor: Actor | None = None
        self.net = net
        self.subject: Subject | None = None
        self.inherited: Subject | None = None
        self.objects: list[Resource] = []
        self.purpose: str | None = None
        self.authz: Authorization | None = None
        self.closed = False
        self._room = MAX_OBJECT_BYTES
        self._spoken: set[Subject | Resource] | None = None

    def about(self, patient: str | None, encounter: str | None, *, in_run: bool = False) -> Subject | None:
        """Take note of a patient, by pseudonym.

        Args:
            patient: the pseudonym, or None for the one that was said before.
            encounter: the same of a visit.
            in_run: whether a run of the request has said so, which then is about that patient alone.

        Returns:
            The subject if it is another one than the record's, and new: it wants a record of its own.
        """
        known = self.subject or Subject()
        if not self.closed and _fits(patient, known.patient) and _fits(encounter, known.encounter):
            self.subject = Subject(patient or known.patient, encounter or known.encounter)
            if not in_run:
                self.inherited = self.subject
            return None
        other = Subject(patient or known.patient, encounter)
        return other if self._is_new(other) else None

    def touched(self, resource: Resource) -> Resource | None:
        """Take note of a resource; gives it back if it no longer fits into the record, and is new."""
        if not self._is_new(resource):
            return None
        size = written_size(resource) + 1
        if self.closed or len(self.objects) >= MAX_OBJECTS or size > self._room:
            return resource
        self._room -= size
        self.objects.append(resource)
        return None

    def authorized(self, **changes: Any) -> None:
        """Take note of a policy, a consent, an emergency."""
        self.authz = msgspec.structs.replace(self.authz or Authorization(), **changes)

    def record(
        self,
        phase: Phase,
        corr: Correlation,
        *,
        event: Event | None = None,
        outcome: Outcome | None = None,
        subject: Subject | None = None,
        objects: tuple[Resource, ...] | None = None,
        http: Traffic | None = None,
        phi: Redaction | None = None,
        change: Change | None = None,
        usage: dict[str, int] | None = None,
    ) -> Record:
        """A record of all that is known by now; what is given stands in the place of what is known."""
        # Each field by its name: a dict of them takes longer than all the rest.
        return Record(
            phase=phase,
            event=event or Event(self.type, self.action, self.name),
            outcome=outcome,
            actor=self.actor,
            net=self.net,
            subject=subject or self.subject,
            object=tuple(self.objects) if objects is None else objects,
            purpose=self.purpose,
            authz=self.authz,
            http=http,
            corr=corr,
            phi=phi,
            change=change,
            usage=usage,
        )

    def _is_new(self, spoken: Subject | Resource) -> bool:
        known = self._spoken = self._spoken or set()
        before = len(known)
        known.add(spoken)
        return len(known) > before


def _fits(said: str | None, known: str | None) -> bool:
    return said is None or known is None or said == known
