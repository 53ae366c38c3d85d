"""Showing audit records to other systems, once they are durable: best effort, never in the way."""

from __future__ import annotations

from asgi_agent.audit.sinks.lines import StructlogSink as StructlogSink
from asgi_agent.audit.sinks.otel import OpenTelemetrySink as OpenTelemetrySink
