"""The codes of FHIR, DICOM and IHE that an AuditEvent is written in."""

from __future__ import annotations

from typing import Any, NamedTuple

DICOM = "http://dicom.nema.org/resources/ontology/DCM"
EVENT_TYPE = "http://terminology.hl7.org/CodeSystem/audit-event-type"
INTERACTION = "http://hl7.org/fhir/restful-interaction"
LIFECYCLE = "http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle"
OUTCOME = "http://terminology.hl7.org/CodeSystem/audit-event-outcome"
PARTICIPATION = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType"
PROVENANCE = "http://terminology.hl7.org/CodeSystem/provenance-participant-type"
PURPOSE = "http://terminology.hl7.org/CodeSystem/v3-ActReason"
SECURITY_ROLE = "http://terminology.hl7.org/CodeSystem/extra-security-role-type"
SOURCE_TYPE = "http://terminology.hl7.org/CodeSystem/security-source-type"
ENTITY_ROLE = "http://terminology.hl7.org/CodeSystem/object-role"
ENTITY_TYPE = "http://terminology.hl7.org/CodeSystem/audit-entity-type"
RESOURCE_TYPE = "http://hl7.org/fhir/resource-types"
BALP = "https://profiles.ihe.net/ITI/BALP"
BALP_ENTITY_TYPE = f"{BALP}/CodeSystem/BasicAuditEntityType"
OWN = "urn:asgi-agent:audit"
JTI = "urn:ietf:params:oauth:jti:"


class Code(NamedTuple):
    """A code of a system, with the words that the system has for it."""

    system: str
    code: str
    display: str | None = None

    def coding(self) -> dict[str, str]:
        """As FHIR's `Coding`."""
        words = {} if self.display is None else {"display": self.display}
        return {"system": self.system, "code": self.code, **words}


def concept(*codes: Code) -> dict[str, Any]:
    """FHIR's `CodeableConcept`, from the same thing said in one code or several."""
    return {"coding": [code.coding() for code in codes]}


REST = Code(EVENT_TYPE, "rest", "Restful Operation")
APPLICATION_ACTIVITY = Code(DICOM, "110100", "Application Activity")
AUDIT_LOG_USED = Code(DICOM, "110101", "Audit Log Used")
PATIENT_RECORD = Code(DICOM, "110110", "Patient Record")
SECURITY_ALERT = Code(DICOM, "110113", "Security Alert")
RECORDING_STOPPED = Code(DICOM, "110133", "Audit Recording Stopped")
RECORDING_STARTED = Code(DICOM, "110134", "Audit Recording Started")
REIDENTIFY = Code(LIFECYCLE, "reidentify", "Re-identify Record Lifecycle Event")
DESTROY = Code(LIFECYCLE, "destroy", "Destroy/Delete Record Lifecycle Event")

DESTINATION = Code(DICOM, "110152", "Destination Role ID")
SOURCE = Code(DICOM, "110153", "Source Role ID")
APPLICATION = Code(DICOM, "110150", "Application")
CUSTODIAN = Code(PROVENANCE, "custodian", "Custodian")
RECIPIENT = Code(PARTICIPATION, "IRCP", "information recipient")
AUTHOR = Code(PARTICIPATION, "AUT", "author (originator)")
HUMAN = Code(SECURITY_ROLE, "humanuser", "human user")
SERVER = Code(SOURCE_TYPE, "4", "Application Server")

PATIENT_ROLE = Code(ENTITY_ROLE, "1", "Patient")
RESOURCE_ROLE = Code(ENTITY_ROLE, "4", "Domain Resource")
RULE_ROLE = Code(ENTITY_ROLE, "13", "Security Resource")
JOB_ROLE = Code(ENTITY_ROLE, "20", "Job")
TRACE_ROLE = Code(ENTITY_ROLE, "21", "Job Stream")
QUERY_ROLE = Code(ENTITY_ROLE, "24", "Query")
TRANSACTION = Code(BALP_ENTITY_TYPE, "XrequestId")

PERSON = Code(ENTITY_TYPE, "1", "Person")
SYSTEM_OBJECT = Code(ENTITY_TYPE, "2", "System Object")

BREAK_GLASS = Code(PURPOSE, "BTG", "break the glass")

OUTCOMES = {
    "success": Code(OUTCOME, "0", "Success"),
    "denied": Code(OUTCOME, "4", "Minor failure"),
    "aborted": Code(OUTCOME, "4", "Minor failure"),
    "failure": Code(OUTCOME, "8", "Serious failure"),
}
