"""What a client is told when the agent behind the proxy cannot be asked.

Problem
├── RequestTimeoutError       408  the client does not send the rest of its request
├── UpstreamUnreachableError  502  it cannot be connected to, or breaks the connection off
├── UpstreamBusyError         503  every upstream has failed too often lately
└── UpstreamTimeoutError      504  it does not answer in time
"""

from __future__ import annotations

from asgi_agent.errors import Problem


class RequestTimeoutError(Problem):
    """The client has begun a body and sends no more of it."""

    status, slug, title = 408, "request-timeout", "The request did not come in time"


class UpstreamUnreachableError(Problem):
    """The agent cannot be connected to, or broke the connection off before it answered."""

    status, slug, title = 502, "upstream-unreachable", "The agent cannot be reached"


class UpstreamBusyError(Problem):
    """Every upstream has failed so often that none is asked for a while."""

    status, slug, title = 503, "upstream-unavailable", "The agent is unavailable"


class UpstreamTimeoutError(Problem):
    """The agent did not answer in time."""

    status, slug, title = 504, "upstream-timeout", "The agent did not answer in time"
