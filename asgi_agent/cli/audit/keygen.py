"""`asgi-agent audit keygen`: make the keys of a log."""

from __future__ import annotations

import os
from argparse import ArgumentTypeError, RawDescriptionHelpFormatter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asgi_agent.audit.checkpoints.note import ORIGIN, key_name
from asgi_agent.cli.audit.running import guarded
from asgi_agent.errors import ConfigurationError
from asgi_agent.whole_files import create

if TYPE_CHECKING:
    import argparse

DESCRIPTION = """\
Make a key and write it to FILE, which only its owner can read and which is never replaced.

Without an option it is the Ed25519 key that signs the checkpoints of a log; FILE.pub is its public key, for
those who verify. Keep FILE where those who can write to the log cannot read it, if that is possible.

  --mac         the first key of the MACs of records. Each of its successors takes the place of the one before
                it, in this very file. Make a copy before the log first uses it, and keep it away from the
                machine: it is what `audit verify --mac-key` needs.
  --pseudonyms  a key that pseudonyms of patients are made with. Records can be found by the ids of patients,
                and ids be tried out, by those who have it. To delete it is to make the records anonymous.
"""


def add_parser(commands: Any) -> None:
    """Add the command and its options."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "keygen",
        help="make a key",
        description=DESCRIPTION,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", type=_file, metavar="FILE")
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--mac", action="store_true", help="for MACs of records")
    kind.add_argument("--pseudonyms", action="store_true", help="for pseudonyms of patients")
    kind.add_argument(
        "--name",
        default=f"{ORIGIN}audit",
        help=f"of the key that signs; should be {ORIGIN}LOG, with the name of the log (%(default)s)",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Make the key."""
    with guarded():
        if options.mac:
            _write(options.file, _mac_key())
        elif options.pseudonyms:
            from asgi_agent.audit.keyfile import new_key_file

            _write(options.file, new_key_file())
        else:
            _sign(options.file, options.name)


def _file(value: str) -> Path:
    path = Path(value)
    if not path.name:
        raise ArgumentTypeError("it is no name of a file")
    return path


def _sign(path: Path, name: str) -> None:
    from asgi_agent.audit.checkpoints.keys import SigningKey

    if not key_name(name):
        raise ConfigurationError("--name: no spaces and no +")
    key = SigningKey.generate(name)
    _write(path, f"{key.to_text()}\n".encode())
    try:
        _write(path.with_name(f"{path.name}.pub"), f"{key.public.vkey}\n".encode(), 0o644)
    except ConfigurationError:
        path.unlink()  # it was made just now, and nobody can use it without the other one
        raise
    print(key.public.vkey)


def _mac_key() -> bytes:
    from asgi_agent.audit.mac import KEY_BYTES, MacKey

    return MacKey(os.urandom(KEY_BYTES).hex()).to_bytes()


def _write(path: Path, data: bytes, mode: int = 0o600) -> None:
    try:
        create(path, data, mode)
    except FileExistsError:
        raise ConfigurationError(f"{path} is there already, and a key is never replaced") from None
    except OSError as error:
        raise ConfigurationError(f"{path}: {error.strerror}") from None
