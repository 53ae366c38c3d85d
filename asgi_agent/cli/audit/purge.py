"""`asgi-agent audit purge`: remove segments that have been kept for long enough."""

from __future__ import annotations

import sys
from argparse import RawDescriptionHelpFormatter
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asgi_agent.audit.moments import EXPECTED, moment
from asgi_agent.audit.reading import open_log
from asgi_agent.audit.retention import YEARS, bound, plan
from asgi_agent.cli.audit.running import guarded
from asgi_agent.cli.audit.selection import add_place
from asgi_agent.cli.progress import Progress
from asgi_agent.errors import ConfigurationError

if TYPE_CHECKING:
    import argparse

    from asgi_agent.audit.reading import LogReader
    from asgi_agent.audit.retention import Purge

DESCRIPTION = f"""\
Remove segments all of whose records are older than a time: by default {YEARS} years, for which 45 CFR
164.316(b)(2)(i) wants them kept. The chain records what was removed, by whom, and its Merkle root, and
purged.json, in a database the table <table>_purged, keeps what `audit verify` needs to go on from there, with
checkpoints from before.

Segments are removed whole and from the oldest on, after their chain was checked. A purge that was cut off is
finished by the next one. From a database the owner of the tables can remove them.
"""
EXAMPLES = """\
examples:
  asgi-agent audit purge audit/ --dry-run
  asgi-agent audit purge audit/ --before 2019-01-01 --yes
  asgi-agent audit purge postgresql://owner@db/clinic#audit --yes
"""


def add_parser(commands: Any) -> None:
    """Add the command and its options."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "purge",
        help="remove segments that were kept for long enough",
        description=DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=RawDescriptionHelpFormatter,
    )
    add_place(parser)
    age = parser.add_mutually_exclusive_group()
    age.add_argument("--before", metavar="TIME", help=f"only records from before: {EXPECTED}")
    age.add_argument("--older-than", default=f"{YEARS}y", metavar="AGE", help="such as 7y (%(default)s)")
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would be removed, and remove nothing"
    )
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument(
        "--allow-under-six-years",
        action="store_true",
        help=f"remove records that were not kept for {YEARS} years: where no rule asks for them",
    )
    parser.add_argument("--mac-key", type=Path, metavar="FILE", help="the key file of a log with MACs")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Remove what is old enough, after asking."""
    before = _before(options)
    with guarded(), closing(open_log(options.place)) as reader:
        _check_mac_key(options, reader)
        if not options.dry_run:
            _finish(options)
        steps = _planned(reader, before)
        if not steps:
            print(f"{reader.place}: no sealed segment is all older than {_day(before)}")
            return
        print(f"{reader.place}: {_summary(steps)}")
        if not options.dry_run and (options.yes or _agreed()):
            _purge(options, steps)


def _before(options: argparse.Namespace) -> str:
    """Before which time records go.

    Raises:
        ConfigurationError: it is no time, or one that is not long enough ago.
    """
    now = datetime.now(UTC)
    try:
        before = moment(options.before or options.older_than, now)
    except ValueError as error:
        raise ConfigurationError(f"{'--before' if options.before else '--older-than'}: {error}") from None
    if before > bound(now) and not options.allow_under_six_years:
        raise ConfigurationError(
            f"records are kept for {YEARS} years (45 CFR 164.316(b)(2)(i)), so only what is from before "
            f"{_day(bound(now))} may go; --allow-under-six-years is for logs that no such rule is about"
        )
    return before


def _check_mac_key(options: argparse.Namespace, reader: LogReader) -> None:
    """Refuse to write a record without a MAC into a log whose records have one.

    Raises:
        ConfigurationError: the key is missing.
    """
    last = reader.segments()[-1:]
    signed = any(b',"mac":"' in line for segment in last for line in segment.lines())
    if signed and options.mac_key is None:
        raise ConfigurationError("the records of this log have MACs: give the writers' key file as --mac-key")


def _planned(reader: LogReader, before: str) -> list[Purge]:
    progress = Progress(None)
    steps = list(plan(reader, before, progress.advance))
    progress.clear()
    return steps


def _summary(steps: list[Purge]) -> str:
    segments = [segment for step in steps for segment in step.segments]
    size = sum(segment.size for segment in segments) / 1_000_000
    named = "1 segment" if len(segments) == 1 else f"{len(segments):,} segments"
    return (
        f"{named} with records {steps[0].first:,} to {steps[-1].head.seq:,}, the newest of "
        f"{_day(steps[-1].newest)}, {size:.1f} MB"
    )


def _agreed() -> bool:
    """Whether somebody at the terminal says yes.

    Raises:
        ConfigurationError: there is no terminal.
    """
    if not sys.stdin.isatty():
        raise ConfigurationError("say --yes to remove them, since there is no terminal to ask at")
    return input("Remove them for good? [y/N] ").strip().lower() in ("y", "yes")


def _finish(options: argparse.Namespace) -> None:
    from asgi_agent.audit.purging import purger_of

    purger = purger_of(options.place, mac_key=options.mac_key)
    with purger.alone():
        left = purger.finish()
    if left is not None:
        print(f"finished a purge that was cut off: records up to {left.last:,} are gone")


def _purge(options: argparse.Namespace, steps: list[Purge]) -> None:
    from asgi_agent.audit.purging import purger_of

    purger = purger_of(options.place, mac_key=options.mac_key)
    with purger.alone():
        for step in steps:
            left = purger.purge(step)
            print(f"removed segments up to {left.segment}, records {step.first:,} to {left.last:,}")


def _day(time: str) -> str:
    return time[:10]
