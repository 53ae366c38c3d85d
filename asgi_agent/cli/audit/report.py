"""`asgi-agent audit report`: a page for people, with the accounting of disclosures."""

from __future__ import annotations

from argparse import RawDescriptionHelpFormatter
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asgi_agent.audit.reading import open_log
from asgi_agent.cli.audit.output import add_output, write
from asgi_agent.cli.audit.running import guarded
from asgi_agent.cli.audit.selection import add_place, add_selection, pseudonyms_of, query_of
from asgi_agent.cli.progress import Progress
from asgi_agent.errors import ConfigurationError

if TYPE_CHECKING:
    import argparse

    from asgi_agent.audit.reading import LogReader
    from asgi_agent.audit.verification import Verdict

DESCRIPTION = """\
Write a page that opens in any browser, one file without scripts: the accounting of disclosures (45 CFR
164.528), access by patient and by user, what was denied and what failed, emergency overrides, redaction
counts, gaps; and at its head what verifying the log gives. Ids stand in it as in the log: patients by
pseudonym.
"""
EXAMPLES = """\
examples:
  asgi-agent audit report audit/ -o report.html --since 2026-01-01
  asgi-agent audit report audit/ -o report.html --patient MRN-1234 --key pseudonyms.key --since 6y
"""


def add_parser(commands: Any) -> None:
    """Add the command and its options."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "report",
        help="write a report for people",
        description=DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=RawDescriptionHelpFormatter,
    )
    add_place(parser)
    add_output(parser, required=True)
    add_selection(parser)
    anchor = parser.add_argument_group("verification", "as for `asgi-agent audit verify`")
    anchor.add_argument("--checkpoints", type=Path, metavar="DIR", help="signed checkpoints of the log")
    anchor.add_argument("--public-key", type=Path, metavar="FILE", help="whose signatures are believed")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Verify the log, count, and write the page."""
    from asgi_agent.audit.report import collect, page

    if (options.checkpoints is None) != (options.public_key is None):
        raise ConfigurationError("--checkpoints and --public-key go together")
    query, pseudonyms = query_of(options), pseudonyms_of(options)
    with guarded(), closing(open_log(options.place)) as reader:
        progress = Progress(2 * sum(segment.size for segment in reader.segments()))  # it is read twice
        verdict = _verified(options, reader, progress)
        figures = collect(reader, query, pseudonyms, advance=progress.advance)
        progress.clear()
        write(options, [page(figures, verdict, query)])


def _verified(options: argparse.Namespace, reader: LogReader, progress: Progress) -> Verdict:
    from asgi_agent.audit.verification import verify

    if options.checkpoints is None:
        return verify(reader, progress=progress.advance)
    from asgi_agent.audit.checkpoints.keys import read_public_keys

    keys = read_public_keys(options.public_key)
    return verify(reader, checkpoints=options.checkpoints, public_keys=keys, progress=progress.advance)
