"""`asgi-agent keys`: make, list and revoke the API keys of a file."""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from asgi_agent.cli.table import print_table
from asgi_agent.errors import ConfigurationError

if TYPE_CHECKING:
    import argparse

    from asgi_agent.middleware.auth.keys import APIKey

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
COLUMNS = ("id", "principal", "scopes", "created", "expires", "state")


def add_parser(commands: Any) -> None:
    """Add the command and its own."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "keys", help="make, list and revoke API keys", description=__doc__
    )
    inner = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    new = inner.add_parser("new", help="make a key; it is shown once, and only its hash is kept")
    _add_file(new)
    new.add_argument("principal", help="whose key it is; may have several")
    new.add_argument("--scopes", nargs="+", default=[], metavar="SCOPE")
    new.add_argument("--roles", nargs="+", default=[], metavar="ROLE")
    new.add_argument("--tenant")
    new.add_argument("--type", default="service", help="of the principal (default: %(default)s)")
    new.add_argument("--expires", type=_lifespan, metavar="TIME", help="90d, 12h, 30m (default: never)")
    new.set_defaults(run=_new)
    listed = inner.add_parser("list", help="show the keys, which are not secret, without the secrets")
    _add_file(listed)
    listed.set_defaults(run=_list)
    revoke = inner.add_parser("revoke", help="end a key now")
    _add_file(revoke)
    revoke.add_argument("id", help="the id, as `keys list` shows it")
    revoke.set_defaults(run=_revoke)


def _add_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="the file that APIKeyMiddleware(keys=...) reads")


def _lifespan(text: str) -> float:
    found = re.fullmatch(r"([0-9]{1,6})([smhd])", text)
    if found is None:
        import argparse

        raise argparse.ArgumentTypeError(f"a number with s, m, h or d, such as 90d, not {text!r}")
    return float(found[1]) * UNITS[found[2]]


def _new(options: argparse.Namespace) -> None:
    from asgi_agent.middleware.auth.keys import KeyFile, new_key

    key, entry = new_key(
        options.principal,
        scopes=tuple(options.scopes),
        roles=tuple(options.roles),
        type=options.type,
        tenant=options.tenant,
        lifespan=options.expires,
    )
    try:
        KeyFile(options.file).add(entry)
    except OSError as error:
        raise ConfigurationError(f"{options.file}: {error.strerror}") from None
    print(key)
    print(f"key {entry.id} of {entry.principal}; this is the only time that it is shown", file=sys.stderr)


def _list(options: argparse.Namespace) -> None:
    print_table([COLUMNS, *(_row(entry) for entry in _entries(options.file))])


def _revoke(options: argparse.Namespace) -> None:
    from asgi_agent.middleware.auth.keys import KeyFile

    _entries(options.file)
    entry = KeyFile(options.file).revoke(options.id)
    print(f"key {entry.id} of {entry.principal} is revoked")


def _entries(path: str) -> list[APIKey]:
    from asgi_agent.middleware.auth.keys import KeyFile

    file = KeyFile(path)
    if not file.path.exists():
        raise ConfigurationError(f"{path}: there is no such file; `asgi-agent keys new` makes it")
    try:
        return file.entries()
    except OSError as error:
        raise ConfigurationError(f"{path}: {error.strerror}") from None


def _row(entry: APIKey) -> tuple[str, ...]:
    now = datetime.now(UTC).timestamp()
    state = "good" if entry.good(now) else "revoked" if entry.revoked is not None else "expired"
    return (
        entry.id,
        entry.principal,
        " ".join(entry.scopes) or "-",
        _time(entry.created),
        "never" if entry.expires is None else _time(entry.expires),
        state,
    )


def _time(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M}"
