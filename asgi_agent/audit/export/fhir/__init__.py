"""An audit log as FHIR AuditEvents: R5, and R4B with the profiles of IHE BALP."""

from __future__ import annotations

from asgi_agent.audit.export.fhir.r4b import audit_event as r4b_audit_event
from asgi_agent.audit.export.fhir.r5 import audit_event as r5_audit_event

__all__ = ["r4b_audit_event", "r5_audit_event"]
