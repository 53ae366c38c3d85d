"""How grave an event is, which the formats of others each write in their own way."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asgi_agent.audit.record import Entry


class Gravity(IntEnum):
    """From what happens all the time to what somebody has to look at now."""

    ROUTINE = 0
    NOTABLE = 1
    WARNING = 2
    ERROR = 3
    CRITICAL = 4


def gravity(entry: Entry) -> Gravity:
    """How grave it is: a gap in the log itself is the gravest, then a failure, a denial, an override.

    What began and has no recorded end is notable, as is what was cut off.
    """
    if entry.event.type == "audit.gap":
        return Gravity.CRITICAL
    status = entry.outcome.status if entry.outcome else None
    if status == "failure":
        return Gravity.ERROR
    if status == "denied" or (entry.authz and entry.authz.break_glass):
        return Gravity.WARNING
    cut = status == "aborted" or (status is None and entry.phase != "event")
    return Gravity.NOTABLE if cut or entry.event.type == "phi.reveal" else Gravity.ROUTINE
