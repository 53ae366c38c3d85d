"""`asgi-agent audit prove`: show that some records are in a log, without the others."""

from __future__ import annotations

import sys
from argparse import RawDescriptionHelpFormatter
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asgi_agent.audit.query import Query, Selector
from asgi_agent.audit.reading import open_log
from asgi_agent.audit.record import DECODE_ERRORS, decode_entry
from asgi_agent.cli.audit.listing import FORMATS, listing, written
from asgi_agent.cli.audit.output import add_output, progress_of, write
from asgi_agent.cli.audit.running import fail, guarded
from asgi_agent.cli.audit.selection import add_selection, count, pseudonyms_of, query_of, text
from asgi_agent.counted import counted
from asgi_agent.errors import ConfigurationError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from asgi_agent.audit.proofs import Bundle

UNPROVED = 1

DESCRIPTION = """\
Take records out of a log, such as those of one patient, together with the proof that they stand there: a
signed checkpoint of the log, and for each record the hashes that lead from it to the root that was signed.
Whoever has the public key of the log can check that with --check, and learns nothing of other records.

The exit status is 0, or 1 if there is no such record or a proof does not hold, or 2 for options or files that
cannot work, or 3 if the log cannot be read.
"""
EXAMPLES = """\
examples:
  asgi-agent audit prove audit/ --patient MRN-1234 --checkpoint anchor/5120.checkpoint -o bundle.json
  asgi-agent audit prove audit/ --seq 41 --seq 42 --checkpoint anchor/5120.checkpoint -o bundle.json
  asgi-agent audit prove --check bundle.json --public-key audit.pub
"""


def add_parser(commands: Any) -> None:
    """Add the command and its options."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "prove",
        help="show that records are in a log, without the others",
        description=DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("place", nargs="?", metavar="DIR", help="directory of the log")
    parser.add_argument(
        "--checkpoint", type=Path, metavar="FILE", help="that an anchor kept; it covers what can be proved"
    )
    add_output(parser)
    check = parser.add_argument_group("checking a bundle")
    check.add_argument("--check", type=Path, metavar="BUNDLE", help="check it, and print its records")
    check.add_argument("--public-key", type=Path, metavar="FILE", help="of the log")
    check.add_argument("--format", choices=FORMATS, default="table", help="(%(default)s)")
    add_selection(parser)
    named = parser.add_argument_group("or which records, by name", "each of them has to be there")
    named.add_argument("--seq", type=count, action="append", default=[], metavar="N", help="the record N")
    named.add_argument(
        "--record", type=text, action="append", default=[], metavar="ID", help="the record with this id"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Write a bundle, or check one."""
    with guarded():
        if options.check is not None:
            _check(options)
        else:
            _prove(options)


def _prove(options: argparse.Namespace) -> None:
    from asgi_agent.audit.proofs import ProofError, prove

    if options.place is None or options.checkpoint is None:
        raise ConfigurationError("give DIR and --checkpoint FILE, or --check BUNDLE and --public-key FILE")
    wanted, note = _wanted(options), _read(options.checkpoint)
    with closing(open_log(options.place)) as reader:
        progress = progress_of(options, reader.segments())
        try:
            bundle: Bundle = prove(reader, note, wanted, progress.advance)
        except ProofError as error:
            fail(f"{reader.place}: {error}", UNPROVED)
        finally:
            progress.clear()
    _check_all_there(options, bundle)
    write(options, [bundle.to_bytes().decode()])
    print(f"{counted(len(bundle.records), 'record')} with proof", file=sys.stderr)


def _check(options: argparse.Namespace) -> None:
    from asgi_agent.audit.checkpoints.keys import read_public_keys
    from asgi_agent.audit.proofs import ProofError, check

    if options.public_key is None:
        raise ConfigurationError("--check needs --public-key FILE")
    keys, data = read_public_keys(options.public_key), _read(options.check)
    try:
        proved = check(data, keys)
    except ProofError as error:
        fail(f"{options.check}: {error}", UNPROVED)
    write(options, written(iter(proved.records), listing(options.format)))
    origin, size, _ = proved.checkpoint
    print(
        f"{counted(len(proved.records), 'record')} among the {size} of {origin} that were signed",
        file=sys.stderr,
    )


def _wanted(options: argparse.Namespace) -> Callable[[bytes], bool]:
    """Whether a line is one of those that the options name.

    Raises:
        ConfigurationError: they name none, or some by name and others by what they are about: who wants what
            meets both must not get what meets one.
    """
    query, names = query_of(options), frozenset([*options.seq, *options.record])
    if (query != Query()) == bool(names):
        raise ConfigurationError(
            "say which records: by name (--seq, --record), or by --patient, --since ..., but not both"
        )
    selector = None if names else Selector(query, pseudonyms_of(options))

    def wanted(line: bytes) -> bool:
        if selector is not None and not selector.may_match(line):
            return False
        try:
            entry = decode_entry(line)
        except DECODE_ERRORS:
            return False
        return not names.isdisjoint((entry.seq, entry.id)) if selector is None else selector.matches(entry)

    return wanted


def _check_all_there(options: argparse.Namespace, bundle: Bundle) -> None:
    """End with a sentence if records were asked for by name that are not in a bundle."""
    entries = [decode_entry(record.line.encode()) for record in bundle.records]
    missing = {*options.seq, *options.record}.difference(
        [entry.seq for entry in entries], [entry.id for entry in entries]
    )
    if missing:
        them = ", ".join(sorted(map(str, missing)))
        fail(f"{options.place}: not among the records that the checkpoint covers: {them}", UNPROVED)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigurationError(f"{path}: {error.strerror}") from None
