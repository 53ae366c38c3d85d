"""`python -m benchmarks`: measure, and print Markdown."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from benchmarks import imports, memory, middleware, report, serving
from benchmarks.environment import described
from benchmarks.scale import QUICK, Scale

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SECTIONS: dict[str, Callable[[Scale], Sequence[Any]]] = {
    **{
        section: lambda scale, section=section: serving.measure(scale, section)  # type: ignore[misc]
        for section in serving.SECTIONS
    },
    "correlation": middleware.measure,
    "imports": imports.measure,
    "memory": memory.measure,
}

PACKAGES = (
    "asgi-agent",
    "starlette",
    "uvicorn",
    "uvloop",
    "httptools",
    "langgraph",
    "langchain-core",
    "langserve",
    "10xgraph",
    "10xgraph-api",
    "10xscale-agentflow",
    "10xscale-agentflow-cli",
    "asgi-correlation-id",
    "starlette-context",
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the sections that the command line asks for."""
    options = _parser().parse_args(arguments)
    scale = QUICK if options.quick else Scale()
    if options.rounds is not None:
        scale = msgspec.structs.replace(scale, rounds=options.rounds)
    results = [result for name in options.only or SECTIONS for result in SECTIONS[name](scale)]
    print(f"{described(PACKAGES)}\n\n{report.markdown(results)}")
    if options.json is not None:
        document = {"environment": described(PACKAGES), "scale": scale, "results": results}
        options.json.write_bytes(msgspec.json.format(msgspec.json.encode(document)))
    if options.chart is not None:
        options.chart.write_text(report.chart(results))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=sys.modules["benchmarks"].__doc__
    )
    parser.add_argument("--only", nargs="+", choices=SECTIONS, metavar="SECTION", help=", ".join(SECTIONS))
    parser.add_argument("--rounds", type=int, help="rounds of each measurement")
    parser.add_argument("--quick", action="store_true", help="few and small rounds, to see that it works")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the results here as well")
    parser.add_argument("--chart", type=Path, metavar="FILE.svg", help="draw requests a second here")
    return parser


if __name__ == "__main__":
    main()
