"""Hand a request that a Starlette or FastAPI route has taken on to an agent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

if TYPE_CHECKING:
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
