"""An audit log: durable, tamper-evident, free of PHI, and readable by anyone with one command."""

from __future__ import annotations

from asgi_agent.audit.checkpoints import AnchorSink as AnchorSink
from asgi_agent.audit.checkpoints import CheckpointHealth as CheckpointHealth
from asgi_agent.audit.checkpoints import Checkpoints as Checkpoints
from asgi_agent.audit.checkpoints import FileAnchor as FileAnchor
from asgi_agent.audit.checkpoints import HTTPAnchor as HTTPAnchor
from asgi_agent.audit.checkpoints import LogAnchor as LogAnchor
from asgi_agent.audit.checkpoints.keys import read_public_keys as read_public_keys
from asgi_agent.audit.errors import AuditAbsentError as AuditAbsentError
from asgi_agent.audit.errors import AuditError as AuditError
from asgi_agent.audit.errors import AuditReadError as AuditReadError
from asgi_agent.audit.errors import AuditUnavailableError as AuditUnavailableError
from asgi_agent.audit.errors import AuditWriteError as AuditWriteError
from asgi_agent.audit.fanout import Sink as Sink
from asgi_agent.audit.files import DirectoryStore as DirectoryStore
from asgi_agent.audit.health import AuditHealth as AuditHealth
from asgi_agent.audit.log import AuditLog as AuditLog
from asgi_agent.audit.postgres import PostgresStore as PostgresStore
from asgi_agent.audit.pseudonyms import Pseudonyms as Pseudonyms
from asgi_agent.audit.query import Query as Query
from asgi_agent.audit.record import Record as Record
from asgi_agent.audit.request import RequestAudit as RequestAudit
from asgi_agent.audit.scanning import select as select
from asgi_agent.audit.sinks import OpenTelemetrySink as OpenTelemetrySink
from asgi_agent.audit.sinks import StructlogSink as StructlogSink
from asgi_agent.audit.store import AuditStore as AuditStore
from asgi_agent.audit.verification import Verdict as Verdict
from asgi_agent.audit.verification import verify as verify
