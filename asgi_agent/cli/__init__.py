"""The `asgi-agent` command."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from asgi_agent.cli import audit, demo, keys, proxy, redact, serve, workflows
from asgi_agent.errors import ConfigurationError
from asgi_agent.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = (serve, demo, workflows, proxy, keys, redact, audit)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; exits with 2 and a sentence when it was given something that cannot work."""
    parser = argparse.ArgumentParser(prog="asgi-agent", description="Serve agent graphs over ASGI.")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add_parser(commands)
    options = parser.parse_args(arguments)
    try:
        options.run(options)
    except ConfigurationError as error:
        parser.exit(2, f"asgi-agent: {error}\n")
