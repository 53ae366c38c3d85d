"""`asgi-agent serve`: any importable graph over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asgi_agent.cli import servers
from asgi_agent.cli.target import load_app
from asgi_agent.errors import ConfigurationError
from asgi_agent.logs import configure_logging

if TYPE_CHECKING:
    import argparse

    from starlette.types import ASGIApp


def add_parser(commands: Any) -> None:
    """Add the command and its options."""
    parser: argparse.ArgumentParser = commands.add_parser("serve", help="serve a graph", description=__doc__)
    parser.add_argument("target", help="module:attribute of a graph, a factory or an AgentASGI")
    add_server_options(parser)
    parser.add_argument(
        "--prefix", default="", metavar="/PATH", help="serve below this path (default: at the root)"
    )
    parser.add_argument("--server", choices=servers.SERVERS, default="uvicorn")
    parser.add_argument(
        "--expose-errors", action="store_true", help="show exception texts to clients; for development"
    )
    parser.set_defaults(run=run)


def add_server_options(parser: argparse.ArgumentParser) -> None:
    """The options that say where to listen."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=_port, default=8000, help="port to listen on (default: %(default)s)")


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) < 65536):
        import argparse

        raise argparse.ArgumentTypeError(f"a number below 65536, not {text!r}")
    return int(text)


def run(options: argparse.Namespace) -> None:
    """Load the graph, say where it is, serve it."""
    app = mounted(load_app(options.target, expose_errors=options.expose_errors), options.prefix)
    serve = servers.find(options.server)
    configure_logging()
    prefix = options.prefix.rstrip("/")
    print(f"Serving {options.target} on http://{options.host}:{options.port}{prefix}/", flush=True)
    serve(app, options.host, options.port)


def mounted(app: ASGIApp, prefix: str) -> ASGIApp:
    """`app` below `prefix`, with its lifespan.

    Raises:
        ConfigurationError: the prefix does not begin with a slash.
    """
    if not prefix.strip("/"):
        return app
    if not prefix.startswith("/"):
        raise ConfigurationError(f"--prefix must begin with a slash: {'/' + prefix!r}, not {prefix!r}")
    from starlette.applications import Starlette
    from starlette.routing import Mount

    lifespan = getattr(app, "lifespan", None)
    return Starlette(routes=[Mount(prefix.rstrip("/"), app=app)], lifespan=lifespan)
