"""Proofs that records are in a log, for somebody who is not to see the rest of it.

A bundle holds a signed checkpoint, some lines, and for each of them the hashes that lead from it to the root
that was signed (RFC 6962, 2.1.1): about as many as the number of records has binary digits. They say nothing
of other records.
"""

from __future__ import annotations

from base64 import b64encode
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from asgi_agent.audit.checkpoints.keys import open_checkpoint
from asgi_agent.audit.checkpoints.note import ORIGIN, decoded, parse_checkpoint, parse_note
from asgi_agent.audit.errors import AuditError
from asgi_agent.audit.merkle import Frontier, includes, inclusion_ranges, subtree_hashes
from asgi_agent.audit.reading import lines, seq_of
from asgi_agent.audit.record import DECODE_ERRORS, decode_entry

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from asgi_agent.audit.checkpoints.keys import PublicKey
    from asgi_agent.audit.checkpoints.note import Checkpoint
    from asgi_agent.audit.reading import LogReader
    from asgi_agent.audit.record import Entry

VERSION = 1


class ProofError(AuditError):
    """Something cannot be proved, or is not proved by what is said to prove it."""


class ProvedLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of a log, without its line break, and the hashes that lead from it to the root."""

    line: str
    hashes: tuple[str, ...]


class Bundle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A signed checkpoint and lines of the log that it is of."""

    v: int
    checkpoint: str
    records: tuple[ProvedLine, ...]

    def to_bytes(self) -> bytes:
        """The bundle as the content of a file."""
        return msgspec.json.format(msgspec.json.encode(self), indent=1) + b"\n"


class Proved(NamedTuple):
    """Lines that are in the log that a checkpoint was signed of, each with its record."""

    checkpoint: Checkpoint
    records: Sequence[tuple[bytes, Entry]]


def prove(
    reader: LogReader,
    note: bytes,
    wanted: Callable[[bytes], bool],
    advance: Callable[[int], None] = lambda count: None,
) -> Bundle:
    """Prove that records are in a log. Reads it twice.

    Args:
        reader: the log.
        note: a checkpoint of it.
        wanted: which lines.
        advance: called with numbers of bytes read.

    Raises:
        ProofError: it is no checkpoint, or not of this log as it is; or no line is wanted that it covers.
        AuditReadError: the log cannot be read.
    """
    checkpoint = _checkpoint(note, reader.name)
    purged = reader.purged()
    gone = 0 if purged is None else purged.last
    found = {}
    for number, line in enumerate(_covered(reader, checkpoint, gone), gone):
        advance(len(line) + 1)
        if wanted(line):
            found[number] = line
    if not found:
        raise ProofError(f"no such record among the {checkpoint.size} that were signed")
    ranges = {number: inclusion_ranges(number, checkpoint.size) for number in found}
    start = Frontier() if purged is None else purged.tree()
    needed = {part for parts in ranges.values() for part in parts}
    try:
        hashes = subtree_hashes(_covered(reader, checkpoint, gone), checkpoint.size, needed, start)
    except ValueError:
        raise ProofError("the log is shorter than the one that was signed") from None
    if hashes[0, checkpoint.size] != checkpoint.root:
        raise ProofError("the log is not the one that was signed")
    proved = [
        ProvedLine(line.decode(), tuple(b64encode(hashes[part]).decode() for part in ranges[number]))
        for number, line in found.items()
    ]
    return Bundle(VERSION, note.decode(), tuple(proved))


def check(data: bytes, keys: Sequence[PublicKey]) -> Proved:
    """Check the proofs in a bundle.

    Args:
        data: content of the file.
        keys: the keys whose checkpoints are believed.

    Raises:
        ProofError: it is no bundle, its checkpoint is signed by nobody who is known, or a line is not in the
            log that was signed.
    """
    try:
        bundle = msgspec.json.decode(data, type=Bundle)
        checkpoint = open_checkpoint(bundle.checkpoint.encode(), keys)
        records = [_proved(checkpoint, record) for record in bundle.records]
    except DECODE_ERRORS:
        raise ProofError("no bundle of proofs, or a line in it is no record") from None
    except ValueError as error:
        raise ProofError(str(error)) from None
    return Proved(checkpoint, records)


def _checkpoint(note: bytes, log: str) -> Checkpoint:
    try:
        checkpoint = parse_checkpoint(parse_note(note).text)
    except ValueError:
        raise ProofError("no signed checkpoint") from None
    if checkpoint.origin != ORIGIN + log:
        raise ProofError(f"a checkpoint of {checkpoint.origin}, not of {ORIGIN}{log}")
    return checkpoint


def _covered(reader: LogReader, checkpoint: Checkpoint, gone: int) -> islice[bytes]:
    """The lines that a checkpoint covers and that are still there."""
    return islice(lines(reader, gone), max(0, checkpoint.size - gone))


def _proved(checkpoint: Checkpoint, record: ProvedLine) -> tuple[bytes, Entry]:
    line = record.line.encode()
    entry = decode_entry(line)
    place = f"record {entry.seq}"
    if seq_of(line) != entry.seq or ORIGIN + entry.log != checkpoint.origin:
        raise ValueError(f"{place} is not of {checkpoint.origin}")
    if not includes(checkpoint.root, checkpoint.size, entry.seq - 1, line, [*map(decoded, record.hashes)]):
        raise ValueError(f"{place} is not in the log that was signed")
    return line, entry
