"""Agents behind a Starlette or FastAPI route: hand a request on to one, answer what comes of asking one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from asgi_agent.errors import Problem
from asgi_agent.scope import REQUEST_ID_KEY
from asgi_agent.transport.dialect import PROBLEM_JSON
from asgi_agent.transport.encoding import encode_json

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp, Receive, Scope, Send


class AgentResponse(Response):
    """The agent's own answer, from a path operation that has checked who is asking.

    FastAPI runs no dependencies for a mounted app. A path operation that returns this has them:

        @app.api_route("/agent/{path:path}", methods=["GET", "POST"])
        async def ask(path: str, request: Request, user: User = Depends(current_user)) -> Response:
            request.state.user = user
            return AgentResponse(agent, path)

    The operation must not read the request's body, which is the agent's to read.

    Args:
        agent: an `AgentASGI`, or one with middleware around it.
        path: what the route's `{path:path}` matched; the rest of the path counts as the mount.
    """

    def __init__(self, agent: ASGIApp, path: str) -> None:
        self.agent = agent
        self.path = path
        self.background = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        mount = scope["path"].removesuffix(self.path).rstrip("/")
        await self.agent({**scope, "root_path": mount}, receive, send)


async def answer_problem(request: Request, error: Exception) -> Response:
    """Answer a problem that an endpoint of the host's own got from a service and did not catch.

        app.add_exception_handler(Problem, answer_problem)

    What it says is safe to show. Follows RFC 9457.

    Args:
        request: of the endpoint.
        error: the `Problem`; anything else is raised again.
    """
    if not isinstance(error, Problem):
        raise error
    content = encode_json(error.to_dict(request.scope.get(REQUEST_ID_KEY)))
    return Response(content, error.status, error.headers, PROBLEM_JSON.decode())
