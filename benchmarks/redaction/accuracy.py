"""How much of what must go each detector finds, and how much of what must stay it leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from benchmarks.processes import progress
from benchmarks.redaction.detectors import OURS, detectors
from tests.clinical_text import Document, Gold, held_out_documents
from tests.clinical_text.score import Score
from tests.clinical_text.written import written_documents

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from benchmarks.redaction.detectors import Detector
    from benchmarks.redaction.scale import Scale

SEED = 2025


class Labelled(msgspec.Struct):
    """One line of a file of labelled documents."""

    text: str
    spans: list[LabelledSpan]


class LabelledSpan(msgspec.Struct):
    """One identifier in it."""

    start: int
    end: int
    label: str


class Row(msgspec.Struct):
    """What one detector did; shares are from 0 to 1, by label where it says so."""

    detector: str
    covered: dict[str, float]
    leaked: dict[str, float]
    all_covered: float
    all_leaked: float
    documents_leaking: float | None
    clean_untouched: float | None
    surviving: float | None


class Result(msgspec.Struct):
    """A table: the identifiers of each label, and a row for each detector."""

    title: str
    spans: dict[str, int]
    rows: list[Row]
    left_out: list[str]


def measure(scale: Scale, files: Sequence[Path] = ()) -> list[Result]:
    """The held-out documents of each sort, then each file."""
    corpora = {
        "accuracy on held-out templates": held_out_documents(seed=SEED, n=scale.documents),
        "accuracy on held-out documents, written one by one": written_documents(held_out=True),
    }
    corpora |= {f"accuracy on {path.name}": load(path) for path in files}
    contenders, left_out = detectors()
    return [_measure(title, documents, contenders, left_out) for title, documents in corpora.items()]


def load(path: Path) -> list[Document]:
    """Read a file of labelled documents; in it nothing says what must survive.

    Raises:
        msgspec.ValidationError: a line is something else.
    """
    decoder = msgspec.json.Decoder(Labelled)
    lines = [decoder.decode(line) for line in path.read_bytes().splitlines() if line.strip()]
    return [Document(line.text, _gold(line), [], path.stem, path.name) for line in lines]


def _gold(line: Labelled) -> list[Gold]:
    return [Gold(span.start, span.end, span.label) for span in line.spans]


def _measure(
    title: str, documents: Sequence[Document], contenders: Sequence[Detector], left_out: list[str]
) -> Result:
    result = Result(title, {}, [], left_out)
    for detector in contenders:
        score = Score()
        for number, document in enumerate(documents, 1):
            if number % 100 == 0 or number == len(documents):
                progress(f"{title}: {detector.name}: {number} of {len(documents)} documents")
            score.add(document, detector.find(document.text))
        result.rows.append(_row(detector.name, score))
        if detector.name == OURS:
            result.spans = {label: tally.spans for label, tally in sorted(score.labels.items())}
    return result


def _row(name: str, score: Score) -> Row:
    total, counts = score.total, score.documents
    return Row(
        name,
        {label: tally.covered / tally.spans for label, tally in score.labels.items()},
        {label: tally.leaked / tally.characters for label, tally in score.labels.items()},
        total.covered / total.spans,
        total.leaked / total.characters,
        _share(counts["leaking"], counts["with identifiers"]),
        _share(counts["untouched"], counts["clean"]),
        _share(score.surviving, score.survivors),
    )


def _share(some: int, every: int) -> float | None:
    return some / every if every else None
