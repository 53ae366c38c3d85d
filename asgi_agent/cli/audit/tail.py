"""`asgi-agent audit tail`: the newest records of a log, and those to come."""

from __future__ import annotations

import time
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any

from asgi_agent.audit.following import Follower
from asgi_agent.audit.query import Selector
from asgi_agent.audit.reading import open_log
from asgi_agent.audit.record import DECODE_ERRORS, decode_entry
from asgi_agent.cli.audit.listing import Listing, listing
from asgi_agent.cli.audit.running import Damage, guarded
from asgi_agent.cli.audit.selection import add_place, add_selection, count, pseudonyms_of, query_of
from asgi_agent.cli.files import Target, opened

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

INTERVAL = 0.3
"""Seconds between looks at a log that is followed."""


def add_parser(commands: Any) -> None:
    """Add the command and its options."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "tail", help="show the newest records", description=__doc__
    )
    add_place(parser)
    parser.add_argument("-n", "--last", type=count, default=20, metavar="N", help="how many (%(default)s)")
    parser.add_argument(
        "-f", "--follow", action="store_true", help="go on with what is written, until Ctrl-C"
    )
    parser.add_argument("--format", choices=("table", "jsonl"), default="table", help="(%(default)s)")
    add_selection(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Print the newest records, and with `--follow` those that are written from then on."""
    selector = Selector(query_of(options), pseudonyms_of(options))
    damage = Damage()
    with guarded(), closing(open_log(options.place)) as reader, opened(None, "utf-8") as target:
        tail = _Tail(selector, damage, listing(options.format), target)
        follower = Follower(reader)
        tail.head()
        tail.print(follower.last(options.last, tail.wants))
        if options.follow:
            with suppress(KeyboardInterrupt):  # how one ends it, and no failure
                while True:
                    tail.print(filter(tail.wants, follower.new()))
                    time.sleep(INTERVAL)
    damage.report()


class _Tail:
    """Prints lines that a query looks for."""

    def __init__(self, selector: Selector, damage: Damage, way: Listing, target: Target) -> None:
        self._selector = selector
        self._damage = damage
        self._way = way
        self._target = target

    def wants(self, line: bytes) -> bool:
        """Whether a line is one of those; one that is no record is counted as damage."""
        if not self._selector.may_match(line):
            return False
        try:
            return self._selector.matches(decode_entry(line))
        except DECODE_ERRORS:
            self._damage("the end of the log")
            return False

    def head(self) -> None:
        self._target.write(self._way.head())

    def print(self, lines: Iterable[bytes]) -> None:
        text = "".join(self._way.item(line, decode_entry(line)) for line in lines)
        if text:
            self._target.write(text)
