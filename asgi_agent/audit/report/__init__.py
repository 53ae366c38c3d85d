"""A report on an audit log for people: accounting of disclosures, accesses, denials, overrides, redaction."""

from __future__ import annotations

from asgi_agent.audit.report.figures import Figures, collect
from asgi_agent.audit.report.page import page

__all__ = ["Figures", "collect", "page"]
