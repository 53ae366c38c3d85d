"""`asgi-agent audit query`: the records of a patient, an actor, a run, a time."""

from __future__ import annotations

from argparse import RawDescriptionHelpFormatter
from collections import deque
from contextlib import closing
from typing import TYPE_CHECKING, Any

from asgi_agent.audit.query import Selector
from asgi_agent.audit.reading import open_log
from asgi_agent.audit.scanning import found
from asgi_agent.cli.audit.listing import FORMATS, listing, written
from asgi_agent.cli.audit.output import add_output, progress_of, write
from asgi_agent.cli.audit.running import Damage, guarded
from asgi_agent.cli.audit.selection import add_place, add_selection, count, pseudonyms_of, query_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from asgi_agent.audit.record import Entry

EXAMPLES = """\
examples:
  asgi-agent audit query audit/ --patient MRN-1234 --key pseudonyms.key --since 6y
  asgi-agent audit query audit/ --actor dr.who --outcome denied --since 7d
  asgi-agent audit query audit/ --break-glass --pairs --format jsonl -o overrides.jsonl

The exit status is 0, or 2 for options or an output that cannot work, or 3 if the log, or a line of it, cannot
be read. Nothing is verified: that is `asgi-agent audit verify`.
"""


def add_parser(commands: Any) -> None:
    """Add the command and its options."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "query",
        help="find records",
        description=__doc__,
        epilog=EXAMPLES,
        formatter_class=RawDescriptionHelpFormatter,
    )
    add_place(parser)
    add_selection(parser)
    parser.add_argument("-n", "--last", type=count, metavar="N", help="only the last N of them")
    parser.add_argument(
        "--pairs", action="store_true", help="one entry for what began and ended, rather than two records"
    )
    parser.add_argument("--format", choices=FORMATS, default="table", help="(%(default)s)")
    add_output(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Print the records that the options look for, newest last."""
    selector = Selector(query_of(options), pseudonyms_of(options))
    damage = Damage()
    with guarded(), closing(open_log(options.place)) as reader:
        progress = progress_of(options, reader.segments())
        records: Iterator[tuple[bytes, Entry]] = found(
            reader, selector, join=options.pairs, advance=progress.advance, damaged=damage
        )
        if options.last is not None:
            records = iter(deque(records, maxlen=options.last))
        write(options, written(records, listing(options.format, joined=options.pairs)))
        progress.clear()
    damage.report()
