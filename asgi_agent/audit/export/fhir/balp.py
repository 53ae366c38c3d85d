"""IHE Basic Audit Log Patterns 1.1: what an AuditEvent holds for each of the five RESTful actions.

The profiles are of FHIR R4 (IHE ITI BALP, sections 3:5.7.3 and 3:5.7.5). For R5 there are none, so there the
same codes stand in the places that R5 has for them, and no profile is claimed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from asgi_agent.audit.export.fhir.codes import (
    APPLICATION,
    AUTHOR,
    BALP,
    CUSTODIAN,
    DESTINATION,
    INTERACTION,
    RECIPIENT,
    SOURCE,
    Code,
)

if TYPE_CHECKING:
    from asgi_agent.audit.record import Entry


class Pattern(NamedTuple):
    """What the profile of an action asks for: the interaction, and in which role who takes part.

    The roles follow the data: who reads is where it goes, who creates is where it comes from. A query counts
    as data that the client sends.
    """

    name: str
    interaction: Code
    client: Code
    server: Code
    user: Code


PATTERNS = {
    "C": Pattern("Create", Code(INTERACTION, "create", "create"), SOURCE, DESTINATION, AUTHOR),
    "R": Pattern("Read", Code(INTERACTION, "read", "read"), DESTINATION, SOURCE, RECIPIENT),
    "U": Pattern("Update", Code(INTERACTION, "update", "update"), SOURCE, DESTINATION, AUTHOR),
    "D": Pattern("Delete", Code(INTERACTION, "delete", "delete"), APPLICATION, CUSTODIAN, AUTHOR),
    "E": Pattern("Query", Code(INTERACTION, "search", "search"), SOURCE, DESTINATION, RECIPIENT),
}

PATCH = Code(INTERACTION, "patch", "patch")


def pattern(entry: Entry) -> Pattern:
    """The pattern of an entry's action; what says nothing of its action was executed."""
    found = PATTERNS[entry.event.action or "E"]
    if found.name == "Update" and entry.http and entry.http.method == "PATCH":
        return found._replace(interaction=PATCH)
    return found


def profile(entry: Entry) -> str | None:
    """The profile that the R4 AuditEvent of an entry conforms to, if there is one.

    There is for RESTful requests that succeeded, and whose client is known by its address. What is not there
    was not read, whether or not that is a failure.
    """
    outcome = entry.outcome
    succeeded = outcome is not None and outcome.status == "success" and (outcome.code or 200) < 400
    addressed = entry.net is not None and entry.net.peer is not None
    if entry.event.type != "http.request" or entry.event.action is None or not succeeded or not addressed:
        return None
    patient = "Patient" if entry.subject and entry.subject.patient else ""
    return f"{BALP}/StructureDefinition/IHE.BasicAudit.{patient}{pattern(entry).name}"
