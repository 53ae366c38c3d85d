"""Tools for testing ASGI applications and middlewares, this package's and your own.

`ASGIValidator` finds invalid messages in either direction, the scope builders can leave out every key that
servers leave out, `ASGIConnection` and `run_http` run an application as it streams and break off when told
to, `polluted_context` is the context that a server may leave behind for the next request, `ScriptedGraph`
stands in for a real graph, and `MemoryAudit` for the directory of an audit log.
"""

from __future__ import annotations

from asgi_agent.testing.audit import MemoryAudit
from asgi_agent.testing.context import FOREIGN_REQUEST_ID, polluted_context
from asgi_agent.testing.driver import ASGIConnection, HTTPResult, run_http
from asgi_agent.testing.graphs import ScriptedGraph
from asgi_agent.testing.scopes import http_scope, lifespan_scope, websocket_scope
from asgi_agent.testing.validator import ASGIProtocolError, ASGIValidator

__all__ = [
    "FOREIGN_REQUEST_ID",
    "ASGIConnection",
    "ASGIProtocolError",
    "ASGIValidator",
    "HTTPResult",
    "MemoryAudit",
    "ScriptedGraph",
    "http_scope",
    "lifespan_scope",
    "polluted_context",
    "run_http",
    "websocket_scope",
]
