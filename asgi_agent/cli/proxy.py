"""`asgi-agent proxy`: a route of its own for an agent server, or for several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asgi_agent.cli import servers
from asgi_agent.cli.serve import add_server_options, mounted
from asgi_agent.logs import configure_logging

if TYPE_CHECKING:
    import argparse


def add_parser(commands: Any) -> None:
    """Add the command and its options."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "proxy", help="stand in front of an agent server", description=__doc__
    )
    parser.add_argument("url", nargs="+", metavar="URL", help="base URL of an agent server")
    add_server_options(parser)
    parser.add_argument(
        "--prefix", default="", metavar="/PATH", help="serve below this path (default: at the root)"
    )
    parser.add_argument("--server", choices=servers.SERVERS, default="uvicorn")
    parser.add_argument(
        "--read-timeout",
        type=float,
        default=300.0,
        metavar="SECONDS",
        help="for which an upstream may be silent (default: %(default)s)",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Say where the proxy is, serve it."""
    from asgi_agent.hosts.proxy import AgentProxy
    from asgi_agent.middleware.correlation import CorrelationIdMiddleware

    proxy = CorrelationIdMiddleware(AgentProxy(options.url, read_timeout=options.read_timeout))
    app = mounted(proxy, options.prefix)
    serve = servers.find(options.server)
    configure_logging()
    prefix = options.prefix.rstrip("/")
    print(f"Proxy for {', '.join(options.url)} on http://{options.host}:{options.port}{prefix}/", flush=True)
    serve(app, options.host, options.port)
