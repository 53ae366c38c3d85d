"""`asgi-agent audit export`: records as FHIR AuditEvents, as OCSF API Activity, or as CSV."""

from __future__ import annotations

from argparse import RawDescriptionHelpFormatter
from contextlib import closing
from typing import TYPE_CHECKING, Any

from asgi_agent.audit.export import FORMATS, export
from asgi_agent.audit.reading import open_log
from asgi_agent.audit.scanning import select
from asgi_agent.cli.audit.output import add_output, progress_of, write
from asgi_agent.cli.audit.running import Damage, guarded
from asgi_agent.cli.audit.selection import add_place, add_selection, pseudonyms_of, query_of
from asgi_agent.errors import ConfigurationError

if TYPE_CHECKING:
    import argparse

DESCRIPTION = """\
Write records in a format that other systems read. What began and ended is one event. Ids stand in it as they
do in the log: patients by pseudonym.

  fhir-r5   FHIR R5 AuditEvent, one a line
  fhir-r4b  FHIR R4 and R4B AuditEvent with the profiles of IHE BALP 1.1, one a line
  ocsf      OCSF 1.8 API Activity, one a line
  csv       RFC 4180, with cells that a spreadsheet would take for formulas defused
"""
EXAMPLES = """\
examples:
  asgi-agent audit export audit/ --format fhir-r4b --type http.request --since 2026-01-01 -o events.ndjson
  asgi-agent audit export audit/ --format fhir-r5 --bundle --patient MRN-1234 --key pseudonyms.key
  asgi-agent audit export audit/ --format ocsf --since 1h | curl --data-binary @- https://siem.example/ingest
"""


def add_parser(commands: Any) -> None:
    """Add the command and its options."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "export",
        help="write records as FHIR, OCSF or CSV",
        description=DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=RawDescriptionHelpFormatter,
    )
    add_place(parser)
    parser.add_argument("--format", choices=FORMATS, required=True)
    parser.add_argument("--bundle", action="store_true", help="for FHIR: one Bundle rather than NDJSON")
    add_output(parser)
    add_selection(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Write the records that the options look for in the format that they name."""
    if options.bundle and not options.format.startswith("fhir-"):
        raise ConfigurationError("--bundle goes with the formats of FHIR")
    query, pseudonyms = query_of(options), pseudonyms_of(options)
    damage = Damage()
    with guarded(), closing(open_log(options.place)) as reader:
        progress = progress_of(options, reader.segments())
        entries = select(reader, query, pseudonyms, join=True, advance=progress.advance, damaged=damage)
        write(options, export(entries, options.format, bundle=options.bundle))
        progress.clear()
    damage.report()
