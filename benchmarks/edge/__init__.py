"""What stands in front of an agent, measured: the proxy, authentication, the rate limit.

    python -m benchmarks.edge

The proxy is measured over sockets beside the proxy of AgentFlow's guide, a bare streaming proxy on httpx,
nginx where it is installed, and no proxy at all; authentication in-process beside Starlette's.
"""

from __future__ import annotations
