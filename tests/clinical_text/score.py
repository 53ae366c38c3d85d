"""How much of what must go a detector finds, and how much of what must stay it leaves."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tests.clinical_text.document import Document

    Find = Callable[[str], Iterable[tuple[int, int]]]


@dataclass(slots=True)
class Tally:
    """Identifiers of one kind: how many, how many are covered whole; their characters, and those in clear."""

    spans: int = 0
    covered: int = 0
    characters: int = 0
    leaked: int = 0

    def add(self, characters: int, leaked: int) -> None:
        """Count one identifier."""
        self.spans += 1
        self.covered += not leaked
        self.characters += characters
        self.leaked += leaked


@dataclass(slots=True)
class Score:
    """What a detector did with a number of documents; characters are those that are no white space."""

    labels: dict[str, Tally] = field(default_factory=dict)
    documents: Counter[str] = field(default_factory=Counter)
    survivors: int = 0
    surviving: int = 0
    missed: list[tuple[str, str, str]] = field(default_factory=list)
    touched: list[tuple[str, str]] = field(default_factory=list)

    def add(self, document: Document, found: Iterable[tuple[int, int]]) -> None:
        """Count one document, with what was found in it."""
        text = document.text
        covered = bytearray(len(text))
        for start, end in found:
            covered[start:end] = b"\1" * (end - start)
        leaking = False
        for start, end, label in document.spans:
            solid = [at for at in range(start, end) if not text[at].isspace()]
            leaked = sum(not covered[at] for at in solid)
            self.labels.setdefault(str(label), Tally()).add(len(solid), leaked)
            if leaked:
                leaking = True
                self.missed.append((str(label), text[start:end], text[max(0, start - 30) : end + 15]))
        for start, end in document.survivors:
            self.survivors += 1
            if any(covered[start:end]):
                self.touched.append((text[start:end], text[max(0, start - 30) : end + 15]))
            else:
                self.surviving += 1
        self.documents["all"] += 1
        if document.spans:
            self.documents["with identifiers"] += 1
            self.documents["leaking"] += leaking
        else:
            self.documents["clean"] += 1
            self.documents["untouched"] += not any(covered)

    @property
    def total(self) -> Tally:
        """All kinds together."""
        total = Tally()
        for tally in self.labels.values():
            total.spans += tally.spans
            total.covered += tally.covered
            total.characters += tally.characters
            total.leaked += tally.leaked
        return total


def score(documents: Iterable[Document], find: Find) -> Score:
    """Run a detector over documents."""
    result = Score()
    for document in documents:
        result.add(document, find(document.text))
    return result
