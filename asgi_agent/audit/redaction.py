"""What redaction found in a request, by kind and count, as the audit log has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from asgi_agent.audit.record import Redaction, clipped

MAX_POLICY = 64

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from asgi_agent.phi.spans import Label
    from asgi_agent.redaction.request import RequestRedaction


def redaction_of(redaction: RequestRedaction | None) -> Redaction | None:
    """The counts of all policies around a request; name and mode are those of the innermost one."""
    if redaction is None:
        return None
    chain = list(redaction.chain())
    return msgspec.structs.replace(
        policy_of(redaction),
        found=summed(policy.counts for policy in chain),
        revealed=summed(policy.revealed for policy in chain),
    )


def reveals_on_the_wire(redaction: RequestRedaction | None) -> Iterator[Redaction]:
    """What middlewares gave back themselves, and what was read of runs that are over.

    What they left to an agent stands in the records of its runs.
    """
    if redaction is not None:
        for policy in redaction.chain():
            if revealed := policy.revealed if policy.begun else policy.unrecorded:
                yield msgspec.structs.replace(policy_of(policy), revealed=summed([revealed]))


def policy_of(redaction: RequestRedaction) -> Redaction:
    """Name and mode of a policy: what becomes of identifiers on their way in, and out if that differs."""
    inbound, outbound = redaction.inbound, redaction.outbound
    mode = inbound if inbound == outbound else f"{inbound}/{outbound}"
    return Redaction(policy=clipped(redaction.redactor.policy.name, MAX_POLICY), mode=mode)


def summed(counts: Iterable[Mapping[Label, int]]) -> dict[str, int] | None:
    """Counts by label added up; None where there are none."""
    total: dict[str, int] = {}
    for mapping in counts:
        # A list first: the code of a graph may be counting in another thread.
        for label, count in list(mapping.items()):
            total[str(label)] = total.get(str(label), 0) + count
    return total or None
