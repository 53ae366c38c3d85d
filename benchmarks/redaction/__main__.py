"""`python -m benchmarks.redaction`: measure, and print Markdown."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from benchmarks import imports
from benchmarks import scale as processes
from benchmarks.environment import described
from benchmarks.redaction import accuracy, report, responses, speed, streaming
from benchmarks.redaction.scale import QUICK, Scale

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

IMPORTS = ("import asgi_agent.phi",)

SECTIONS: dict[str, Callable[[Scale, Sequence[Path]], Sequence[Any]]] = {
    "accuracy": accuracy.measure,
    "speed": lambda scale, _: speed.measure(scale),
    "streams": lambda scale, _: streaming.measure(scale),
    "responses": lambda scale, _: responses.measure(scale),
    "imports": lambda scale, _: imports.measure(processes.Scale(imports=scale.imports), IMPORTS),
}

PACKAGES = ("asgi-agent", "presidio-analyzer", "spacy", "datafog", "scrubadub", "langchain", "google-re2")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the sections that the command line asks for."""
    options = _parser().parse_args(arguments)
    scale = QUICK if options.quick else Scale()
    results = [result for name in options.only or SECTIONS for result in SECTIONS[name](scale, options.files)]
    print(f"{described(PACKAGES)}\n\n{report.markdown(results)}")
    if options.json is not None:
        document = {"environment": described(PACKAGES), "scale": scale, "results": results}
        options.json.write_bytes(msgspec.json.format(msgspec.json.encode(document)))


def _parser() -> argparse.ArgumentParser:
    description = sys.modules["benchmarks.redaction"].__doc__
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.redaction",
        description=description,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "files", nargs="*", type=Path, metavar="LABELLED.jsonl", help="measure on these as well"
    )
    parser.add_argument(
        "--only", action="append", choices=SECTIONS, metavar="SECTION", help=", ".join(SECTIONS)
    )
    parser.add_argument("--quick", action="store_true", help="few and small rounds, to see that it works")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the results here as well")
    return parser


if __name__ == "__main__":
    main()
