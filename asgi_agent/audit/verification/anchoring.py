"""Holding a log against its checkpoints: was each of them signed of this very log?"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from asgi_agent.audit.checkpoints.anchors import SUFFIX
from asgi_agent.audit.checkpoints.keys import UnknownKeyError, open_checkpoint
from asgi_agent.audit.errors import AuditReadError
from asgi_agent.audit.files.regular import regular
from asgi_agent.audit.verification.verdict import Fault

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from asgi_agent.audit.checkpoints.keys import PublicKey
    from asgi_agent.audit.checkpoints.note import Checkpoint
    from asgi_agent.audit.merkle import Frontier


class Signed(NamedTuple):
    """A checkpoint with a good signature, and where it is."""

    place: str
    checkpoint: Checkpoint


class CheckpointSet(NamedTuple):
    """The checkpoints that were found: those to be believed, and how many are not."""

    signed: Sequence[Signed]
    damaged: int = 0
    unknown: int = 0

    def of(self, origin: str) -> list[Signed]:
        """Those of one log, by size."""
        return sorted(
            (found for found in self.signed if found.checkpoint.origin == origin),
            key=lambda found: found.checkpoint.size,
        )

    def origins(self) -> list[str]:
        """The logs that they are of."""
        return sorted({found.checkpoint.origin for found in self.signed})


def load_checkpoints(place: Path, keys: Sequence[PublicKey]) -> CheckpointSet:
    """The checkpoints in a file, or in a directory and those below it.

    Raises:
        AuditReadError: it is not there, or may not be read.
    """
    signed, damaged, unknown = [], 0, 0
    try:
        # A pipe that is named may be meant; one that lies in a directory would only hold this up for ever.
        paths, opener = [place], None
        if os.path.isdir(place):
            paths, opener = sorted(place.rglob(f"*{SUFFIX}")), regular
        for path in paths:
            try:
                with open(path, "rb", opener=opener) as file:
                    signed.append(Signed(str(path), open_checkpoint(file.read(), keys)))
            except UnknownKeyError:
                unknown += 1
            except ValueError:
                damaged += 1
    except OSError as error:
        raise AuditReadError(f"{error.filename or place}: {error.strerror or type(error).__name__}") from None
    return CheckpointSet(signed, damaged, unknown)


class TreeCheck:
    """Grows the Merkle tree of a log as it is read, and compares it at the size of each checkpoint.

    Args:
        tree: the tree over the records that are not read since they were purged.
        signed: checkpoints of the log, by size.

    Attributes:
        fitting: how many checkpoints fit.
        size: the size of the largest of them.
        unchecked: how many are of sizes that were purged.
        fault: the first that does not fit.
        uncovered: the first line behind the largest that fits.
    """

    def __init__(self, tree: Frontier, signed: Sequence[Signed]) -> None:
        self.fitting = 0
        self.size = 0
        self.unchecked = sum(found.checkpoint.size < tree.size for found in signed)
        self.fault: Fault | None = None
        self.uncovered: bytes | None = None
        self._tree = tree
        self._due = list(reversed(signed[self.unchecked :]))
        self._compare()

    def feed(self, lines: Sequence[bytes]) -> None:
        """Take in lines."""
        tree = self._tree
        while self._due and lines:
            part = lines[: self._due[-1].checkpoint.size - tree.size]
            tree.extend(part)
            lines = lines[len(part) :]
            self._compare()
        if lines and self.uncovered is None:
            self.uncovered = lines[0]

    def close(self) -> None:
        """Say that no line follows."""
        if self._due and self.fault is None:
            place, checkpoint = self._due[-1]
            what = (
                f"was signed when there were {checkpoint.size} records; the log ends after {self._tree.size}"
            )
            self.fault = Fault(place, "checkpoint", what)

    def _compare(self) -> None:
        while self._due and self._due[-1].checkpoint.size == self._tree.size:
            place, checkpoint = self._due.pop()
            if checkpoint.root == self._tree.root():
                self.fitting += 1
                self.size = checkpoint.size
            elif self.fault is None:
                what = f"records {self.size + 1} to {checkpoint.size} are not those that were signed"
                self.fault = Fault(place, "checkpoint", what)
