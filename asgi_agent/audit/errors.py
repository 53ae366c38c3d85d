"""What goes wrong with an audit log.

AgentError
├── ConfigurationError
├── AuditError                 the log
│   ├── AuditWriteError        a record could not be made durable
│   │   └── RecordSizeError    it is none that a line may hold; a ValueError as well
│   └── AuditReadError         the log cannot be read
│       └── AuditAbsentError   there is none
└── Problem
    └── AuditUnavailableError  503: no record, so no answer
"""

from __future__ import annotations

from asgi_agent.errors import AgentError, Problem


class AuditError(AgentError):
    """Base of what an audit log raises."""


class AuditWriteError(AuditError):
    """A record could not be made durable: the disk is full, the database is gone, the queue is full."""


class RecordSizeError(AuditWriteError, ValueError):
    """The record is longer than a line may be, or holds what cannot be written as JSON."""


class AuditReadError(AuditError):
    """The log cannot be read: there is no permission, or what stands there is no audit log."""


class AuditAbsentError(AuditReadError):
    """There is no log at that place."""


class AuditUnavailableError(Problem):
    """The request cannot be recorded, and what cannot be recorded is not answered."""

    status, slug, title = 503, "audit-unavailable", "Audit log unavailable"
