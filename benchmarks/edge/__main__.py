"""`python -m benchmarks.edge`: measure, and print Markdown."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

import msgspec

from benchmarks.__main__ import PACKAGES
from benchmarks.edge import layers, proxies
from benchmarks.environment import described
from benchmarks.scale import QUICK, Scale
from benchmarks.tables import grid

if TYPE_CHECKING:
    from collections.abc import Sequence

SECTIONS: dict[str, Any] = {"proxies": proxies.measure, "layers": layers.measure}


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the sections that the command line asks for."""
    options = _parser().parse_args(arguments)
    scale = QUICK if options.quick else Scale()
    if options.rounds is not None:
        scale = msgspec.structs.replace(scale, rounds=options.rounds)
    results = [result for name in options.only or SECTIONS for result in SECTIONS[name](scale)]
    print(f"{described(PACKAGES)}\n\n{markdown(results)}")


def markdown(results: Sequence[proxies.Result | layers.Result]) -> str:
    """Every table."""
    return "\n\n".join(
        f"### {result.title[0].upper()}{result.title[1:]}\n\n{_table(result)}" for result in results
    )


def _table(result: proxies.Result | layers.Result) -> str:
    if isinstance(result, proxies.Result):
        head = ["proxy", "requests/s", "events/s", "first byte, ms", "to the bare proxy", "to the guide's"]
        rows = [
            [
                r.name,
                f"{r.rate:.0f}",
                f"{r.events:.0f}",
                f"{r.first_byte:.2f}",
                str(r.to_bare),
                str(r.to_guide),
            ]
            for r in result.rows
        ]
    else:
        head = ["middleware", "added µs, median", "added µs, best"]
        rows = [[row.name, f"{row.median:.1f}", f"{row.best:.1f}"] for row in result.rows]
    return grid(head, rows)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.edge", description=sys.modules["benchmarks.edge"].__doc__
    )
    parser.add_argument("--only", nargs="+", choices=SECTIONS, help="measure these alone")
    parser.add_argument("--quick", action="store_true", help="few rounds, for a first look")
    parser.add_argument("--rounds", type=int, help="how many rounds")
    return parser


if __name__ == "__main__":
    main()
