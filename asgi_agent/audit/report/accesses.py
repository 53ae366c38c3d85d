"""Who had access to whom: one access for each request and patient, whatever number of records tell of it."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asgi_agent.audit.record import Entry, Resource

# Purposes whose disclosures need no accounting: treatment, payment and operations. Not all that HL7 files
# under these: what is disclosed for organ donation, about the dead or to the military is accounted for.
EXEMPT_PURPOSES = frozenset(
    """
    TREAT COC ETREAT ERTREAT
    HPAYMT CLMATTCH COVAUTH COVERAGE ELIGDTRM ELIGVER REMITADV
    HOPERAT CAREMGT HACCRED HOUTCOMS HPRGRP HQUALIMP PATSFTY PERFMSR PATADMIN RECORDMGT
    """.split()  # noqa: SIM905 # a list of quoted words says no more
)


@dataclass
class Access:
    """Somebody's access to a patient's data in one request."""

    time: str
    patient: str
    actor: str | None = None
    roles: tuple[str, ...] = ()
    on_behalf_of: str | None = None
    peer: str | None = None
    what: list[str] = field(default_factory=list)
    purpose: str | None = None
    status: str | None = None
    break_glass: bool = False

    @property
    def exempt(self) -> str | None:
        """Why it needs no accounting, by paragraph of 45 CFR 164.528(a)(1); None if it does."""
        if self.actor == self.patient:
            return "(ii) to the individual"
        return "(i) treatment, payment, operations" if self.purpose in EXEMPT_PURPOSES else None


class Accesses:
    """The last accesses, with what all records of their requests say of them.

    Args:
        limit: how many are kept; of the others only the number is.

    Attributes:
        count: how many there were.
    """

    def __init__(self, limit: int) -> None:
        self.count = 0
        self._limit = limit
        self._kept: OrderedDict[tuple[str, str], Access] = OrderedDict()
        self._patients: dict[str, list[str]] = {}

    def add(self, entry: Entry) -> Access | None:
        """Take a record in.

        Returns:
            The access, if this record is the first to tell of it.
        """
        request = (entry.corr and entry.corr.request) or entry.id
        patient = entry.subject.patient if entry.subject else None
        new = None
        if patient is not None and (request, patient) not in self._kept:
            new = self._begun(request, patient, entry)
        for known in self._patients.get(request, ()) if patient is None else [patient]:
            _note(self._kept[request, known], entry)
        if _is_request(entry):
            for known in self._patients.get(request, ()):
                self._kept[request, known].status = _status(entry)
        return new

    def by_patient(self) -> dict[str, list[Access]]:
        """Those that were kept, by patient, in the order of time; denied ones left out."""
        found: dict[str, list[Access]] = {}
        for access in sorted(self._kept.values(), key=lambda access: access.time):
            if access.status != "denied":
                found.setdefault(access.patient, []).append(access)
        return dict(sorted(found.items()))

    def _begun(self, request: str, patient: str, entry: Entry) -> Access:
        access = self._kept[request, patient] = Access(entry.time, patient)
        self._patients.setdefault(request, []).append(patient)
        self.count += 1
        if len(self._kept) > self._limit:
            (gone, _), _ = self._kept.popitem(last=False)
            self._patients[gone].pop(0)
            if not self._patients[gone]:
                del self._patients[gone]
        return access


def _note(access: Access, entry: Entry) -> None:
    """Fill in what a record says and no record before it did."""
    access.time = min(access.time, entry.time)
    if entry.actor is not None:
        access.actor = access.actor or entry.actor.id
        access.roles = access.roles or entry.actor.roles
        access.on_behalf_of = access.on_behalf_of or entry.actor.on_behalf_of
    if entry.net is not None:
        access.peer = access.peer or entry.net.forwarded or entry.net.peer
    access.purpose = entry.purpose or access.purpose
    access.status = access.status or _status(entry)
    access.break_glass = access.break_glass or (entry.authz is not None and entry.authz.break_glass)
    for what in _touched(entry):
        if what not in access.what:
            access.what.append(what)


def _touched(entry: Entry) -> list[str]:
    """What was touched; where no resource is named, what was asked for."""
    if entry.object:
        return [_name(resource) for resource in entry.object]
    if entry.http is not None and entry.http.route is not None:
        return [f"{entry.http.method or ''} {entry.http.route}".strip()]
    return [entry.event.name] if entry.event.name else []


def _name(resource: Resource) -> str:
    return resource.type if resource.id is None else f"{resource.type}/{resource.id}"


def _status(entry: Entry) -> str | None:
    return entry.outcome.status if entry.outcome else None


def _is_request(entry: Entry) -> bool:
    return entry.event.type in ("http.request", "ws.session") and entry.phase != "event"
