"""The three middlewares, around an agent and around a foreign application, for real servers."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Body, FastAPI, Request
from starlette.applications import Starlette
from starlette.routing import Mount

from asgi_agent import AgentASGI, AuditLogMiddleware, CorrelationIdMiddleware, PHIRedactionMiddleware
from asgi_agent.scope import AUDIT_KEY

if TYPE_CHECKING:
    from asgi_agent.middleware._types import ASGIApp

api = FastAPI()


@api.post("/notes/{mrn}")
def note(mrn: str, body: Annotated[dict[str, Any], Body()], request: Request) -> dict[str, Any]:
    """What was sent; from a thread."""
    request.scope[AUDIT_KEY].subject(patient=mrn)
    return {"got": body}


async def echo(value: Any) -> Any:
    """What was sent."""
    return value


def stack(inner: ASGIApp) -> ASGIApp:
    """As the documentation has it; all of them write to one log."""
    audited = AuditLogMiddleware(PHIRedactionMiddleware(inner), log=os.environ["AUDIT_LOG"])
    return CorrelationIdMiddleware(audited)


def application() -> ASGIApp:
    """Both behind one server."""
    return Starlette(routes=[Mount("/agent", stack(AgentASGI(echo))), Mount("/api", stack(api))])


app = application()
