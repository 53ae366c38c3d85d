"""`asgi-agent audit`: what an auditor does with a log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asgi_agent.cli.audit import checkpoint, export, keygen, prove, purge, query, report, tail, verify

if TYPE_CHECKING:
    import argparse
    from types import ModuleType

COMMANDS: tuple[ModuleType, ...] = (
    verify,
    tail,
    query,
    report,
    export,
    prove,
    checkpoint,
    purge,
    keygen,
)


def add_parser(commands: argparse._SubParsersAction[Any]) -> None:
    """Add `audit` with its own commands."""
    parser = commands.add_parser("audit", help="verify, read and keep an audit log")
    inner = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add_parser(inner)
