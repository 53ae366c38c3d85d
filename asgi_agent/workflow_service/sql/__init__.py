"""Records of executions in a database, by SQLAlchemy 2: the extra `sql`."""

from __future__ import annotations

from asgi_agent.errors import MissingDependencyError

try:
    from asgi_agent.workflow_service.sql.store import SQLExecutions as SQLExecutions
    from asgi_agent.workflow_service.sql.store import executions_table as executions_table
except ModuleNotFoundError as error:
    if (error.name or "").partition(".")[0] != "sqlalchemy":
        raise
    raise MissingDependencyError("SQLExecutions needs SQLAlchemy: pip install 'asgi-agent[sql]'") from None

__all__ = ["SQLExecutions", "executions_table"]
