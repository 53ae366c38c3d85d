"""`python -m benchmarks.workflows`: measure, and print Markdown."""

from __future__ import annotations

import argparse
import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from benchmarks.__main__ import PACKAGES
from benchmarks.environment import described
from benchmarks.scale import QUICK, Scale
from benchmarks.tables import markdown
from benchmarks.workflows import loading, running

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what the command line asks for."""
    options = _parser().parse_args(arguments)
    scale = QUICK if options.quick else Scale()
    if options.rounds is not None:
        scale = msgspec.structs.replace(scale, rounds=options.rounds)
    tables = [running.measure(scale, options.agentmap), loading.measure(scale)]
    print(f"{described(PACKAGES)}\n\n{markdown(tables)}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.workflows", description=sys.modules["benchmarks.workflows"].__doc__
    )
    here = Path(sys.executable) if importlib.util.find_spec("agentmap") else None
    parser.add_argument(
        "--agentmap",
        type=Path,
        metavar="PYTHON",
        default=here,
        help="a Python with AgentMap and this package's dependencies",
    )
    parser.add_argument("--quick", action="store_true", help="few rounds, for a first look")
    parser.add_argument("--rounds", type=int, help="how many rounds")
    return parser


if __name__ == "__main__":
    main()
