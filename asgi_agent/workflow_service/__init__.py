"""Workflows by name, for a host's routes and for its own code, with a record of each execution."""

from __future__ import annotations

from asgi_agent.workflow_service.config import AgentConfig as AgentConfig
from asgi_agent.workflow_service.context import request_context as request_context
from asgi_agent.workflow_service.execution import Execution as Execution
from asgi_agent.workflow_service.fallback import FallbackResult as FallbackResult
from asgi_agent.workflow_service.fallback import with_fallback as with_fallback
from asgi_agent.workflow_service.records import ExecutionRecord as ExecutionRecord
from asgi_agent.workflow_service.records import NodeVisit as NodeVisit
from asgi_agent.workflow_service.service import WorkflowService as WorkflowService
from asgi_agent.workflow_service.settings import SettingsError as SettingsError
from asgi_agent.workflow_service.store import ExecutionStore as ExecutionStore
from asgi_agent.workflow_service.store import MemoryExecutions as MemoryExecutions
from asgi_agent.workflow_service.store import SharedExecutions as SharedExecutions
