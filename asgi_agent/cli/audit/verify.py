"""`asgi-agent audit verify`: is a log intact, is it complete, and how much of it do checkpoints vouch for?"""

from __future__ import annotations

import json
import traceback
from argparse import RawDescriptionHelpFormatter
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asgi_agent.audit.errors import AuditError, AuditReadError
from asgi_agent.audit.moments import EXPECTED, moment
from asgi_agent.audit.reading import open_log
from asgi_agent.cli.audit.running import UNREADABLE, fail, guarded
from asgi_agent.cli.audit.selection import add_place, seconds, text
from asgi_agent.cli.audit.verdicts import told
from asgi_agent.cli.progress import Progress
from asgi_agent.errors import ConfigurationError

if TYPE_CHECKING:
    import argparse

    from asgi_agent.audit.mac import MacKey
    from asgi_agent.audit.verification import Verdict

DESCRIPTION = """\
Read a log from end to end and give three verdicts.

  integrity     intact or tampered: each record is one of the closed form, and names the hash of the exact
                bytes of the one before it, over all segments, up to where the head file says the log ended
  completeness  complete or not: writers that crashed, gaps that the log itself tells, times without a sign
                of life, requests and runs that began and whose end is not there
  anchored      how many records are what they were when a checkpoint was signed, with --checkpoints

The exit status is
  0  intact and complete; with --checkpoints also anchored, but for the records of the last minutes
  1  tampered with: the first bad record is named
  2  intact, but incomplete or not anchored
  3  nothing to verify: no log there, or something that cannot be read
"""
EXAMPLES = """\
examples:
  asgi-agent audit verify audit/
  asgi-agent audit verify audit/ --checkpoints /mnt/anchor --public-key audit.pub
  asgi-agent audit verify copy/ --as-of 2026-11-21T09:00:00Z --json

Without --checkpoints the verdicts hold against everybody but those who can write to the log's disk.
"""


def add_parser(commands: Any) -> None:
    """Add the command and its options."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "verify",
        help="see whether a log is intact and complete",
        description=DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=RawDescriptionHelpFormatter,
    )
    add_place(parser)
    parser.add_argument(
        "--checkpoints", type=Path, metavar="DIR", help="where an anchor keeps them; one file will do"
    )
    parser.add_argument("--public-key", type=Path, metavar="FILE", help="of the key that signed them")
    parser.add_argument(
        "--name", type=text, help="which log this has to be (default: the one that it says it is)"
    )
    parser.add_argument("--mac-key", type=Path, metavar="FILE", help="the first key of the records' MACs")
    parser.add_argument("--since", metavar="TIME", help=f"pass over what is older: {EXPECTED}")
    parser.add_argument(
        "--every", type=seconds, default=60.0, metavar="S", help="seconds between checkpoints (%(default)s)"
    )
    parser.add_argument(
        "--heartbeat",
        type=seconds,
        default=60.0,
        metavar="S",
        help="seconds between signs of life of writers that started before --since (%(default)s)",
    )
    parser.add_argument("--as-of", metavar="TIME", help="of a copy, when it was made (default: now)")
    parser.add_argument("--json", action="store_true", help="the verdict as JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Verify the log, say what was found, and exit with the verdict."""
    with guarded(UNREADABLE):  # 1 and 2 would say that something was verified
        try:
            verdict = _verdict(options)
        except ConfigurationError as error:
            fail(str(error), UNREADABLE)
        except (AuditError, OSError):
            raise
        except Exception as error:
            traceback.print_exc()
            fail(f"{options.place}: it cannot be verified: {type(error).__name__}", UNREADABLE)
        print(json.dumps(verdict.to_dict(), indent=2) if options.json else "\n".join(told(verdict)))
    raise SystemExit(verdict.exit_code)


def _verdict(options: argparse.Namespace) -> Verdict:
    from asgi_agent.audit.checkpoints.keys import read_public_keys
    from asgi_agent.audit.verification import verify

    if (options.checkpoints is None) != (options.public_key is None):
        raise ConfigurationError("--checkpoints and --public-key go together")
    now = datetime.now(UTC)
    as_of = now if options.as_of is None else datetime.fromisoformat(_moment("--as-of", options.as_of, now))
    progress = Progress(_size(options.place))
    try:
        return verify(
            options.place,
            checkpoints=options.checkpoints,
            public_keys=[] if options.public_key is None else read_public_keys(options.public_key),
            name=options.name,
            since=None if options.since is None else _moment("--since", options.since, as_of),
            mac_key=None if options.mac_key is None else _mac_key(options.mac_key),
            every=options.every,
            heartbeat=options.heartbeat,
            now=as_of,
            progress=progress.advance,
        )
    finally:
        progress.clear()


def _size(place: str) -> int | None:
    """How many bytes there are to read, as far as that can be told beforehand."""
    try:
        with closing(open_log(place)) as reader:
            return sum(segment.size for segment in reader.segments())
    except AuditReadError:
        return None


def _moment(option: str, text: str, now: datetime) -> str:
    try:
        return moment(text, now)
    except ValueError as error:
        raise ConfigurationError(f"{option}: {error}") from None


def _mac_key(path: Path) -> MacKey:
    from asgi_agent.audit.mac import MacKey
    from asgi_agent.audit.record import DECODE_ERRORS

    try:
        return MacKey.parse(path.read_bytes())
    except (OSError, ValueError, *DECODE_ERRORS) as error:
        raise ConfigurationError(f"--mac-key {path}: {type(error).__name__}") from None
