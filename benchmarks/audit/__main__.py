"""`python -m benchmarks.audit`: measure, and print Markdown."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from benchmarks.audit import memory, postgres, requests, tampering, writers
from benchmarks.audit.scale import QUICK, Scale
from benchmarks.environment import described
from benchmarks.tables import markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.tables import Table

SECTIONS: dict[str, Callable[[Scale], Sequence[Table]]] = {
    "requests": requests.measure,
    "writers": writers.measure,
    "postgres": postgres.measure,
    "tampering": tampering.measure,
    "memory": memory.measure,
}

PACKAGES = ("asgi-agent", "bh-fastapi-audit", "msgspec", "psycopg")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the sections that the command line asks for."""
    options = _parser().parse_args(arguments)
    scale = QUICK if options.quick else Scale()
    if options.memory is not None:
        scale = msgspec.structs.replace(scale, memory=options.memory)
    tables = [table for name in options.only or SECTIONS for table in SECTIONS[name](scale)]
    print(f"{described(PACKAGES)}\n\n{markdown(tables)}")
    if options.json is not None:
        document = {"environment": described(PACKAGES), "scale": scale, "tables": tables}
        options.json.write_bytes(msgspec.json.format(msgspec.json.encode(document)))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.audit",
        description=sys.modules["benchmarks.audit"].__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--only", action="append", choices=SECTIONS, metavar="SECTION", help=", ".join(SECTIONS)
    )
    parser.add_argument("--memory", type=int, metavar="N", help="requests while memory is watched")
    parser.add_argument("--quick", action="store_true", help="few and small rounds, to see that it works")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the results here as well")
    return parser


if __name__ == "__main__":
    main()
