"""What can be done to a log by somebody who has its files, whatever writes it: a list to try verifiers with.

A log is a directory of files, here `{name: bytes}`; some of them hold records, one a line. A `Form` knows
which those are, what in a line is there for its integrity, and how to write lines with good hashes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

import msgspec

from asgi_agent.audit.chain import EMPTY, Head, line_hash, seal
from asgi_agent.audit.record import Entry, Record, decode_entry, encode_record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Files = dict[str, bytes]


class Mutation(NamedTuple):
    """A log that was tampered with.

    Attributes:
        kind: what was done.
        where: to which part of it.
        files: the log now.
        silent: whether the files alone can look as if nothing had happened.
    """

    kind: str
    where: str
    files: Files
    silent: bool = False


class Form(Protocol):
    """How a log is written."""

    def names(self, files: Files) -> list[str]:
        """The files with records, in order."""
        ...

    def stripped(self, line: bytes) -> bytes:
        """A line without what is there for its integrity."""
        ...

    def forged(self, lines: Sequence[bytes], first: int) -> list[bytes]:
        """The lines, those from an index on with another content, with good hashes all the same."""
        ...

    def finished(self, files: Files) -> Files:
        """The files with everything that is said of the records elsewhere made to fit them."""
        ...


class OurForm:
    """The form of a log in a directory of ours."""

    def names(self, files: Files) -> list[str]:
        return sorted(name for name in files if name.endswith(".jsonl"))

    def stripped(self, line: bytes) -> bytes:
        entry = msgspec.json.decode(line)
        return msgspec.json.encode({key: entry[key] for key in entry if key not in ("seq", "prev", "mac")})

    def forged(self, lines: Sequence[bytes], first: int) -> list[bytes]:
        head = Head(first, line_hash(lines[first - 1])) if first else EMPTY
        made = list(lines[:first])
        for line in lines[first:]:
            entry = decode_entry(line)
            fields = {name: getattr(entry, name) for name in Record.__struct_fields__}
            record = Record(**{**fields, "purpose": "FORGED"})
            line, head = seal(encode_record(record), entry.log, head)
            made.append(line)
        return made

    def finished(self, files: Files) -> Files:
        names = [name for name in self.names(files) if files[name]]
        last = files[names[-1]]
        line = last.rstrip(b"\n").rpartition(b"\n")[2]
        entry: Entry = decode_entry(line)
        head = {
            "v": 1,
            "log": entry.log,
            "seq": entry.seq,
            "hash": line_hash(line),
            "segment": int(names[-1].partition(".")[0]),
            "offset": len(last),
        }
        return {**files, "head": msgspec.json.encode(head).ljust(255) + b"\n"}


def mutations(files: Files, form: Form, other: Files, older: Files) -> Iterator[Mutation]:
    """Everything that is to be tried on a log.

    Args:
        files: the log.
        form: how it is written.
        other: another log of the same form.
        older: the same log as it was some records earlier.
    """
    yield from flips(files, form)
    yield from line_edits(files, form)
    yield from cuts(files, form)
    yield from strippings(files, form)
    yield from segment_edits(files, form)
    yield from rewritings(files, form)
    yield Mutation("roll back", "the whole directory", older, silent=True)
    yield Mutation("replace", "by another log", other, silent=True)
    yield Mutation("empty", "the whole directory", {}, silent=True)


def flips(files: Files, form: Form) -> Iterator[Mutation]:
    """A bit in each byte of the first, a middle and the last line, and in one byte of each other line."""
    places = _lines(files, form)
    whole = {0, len(places) // 2, len(places) - 1}
    for index, (name, begin, end) in enumerate(places):
        for offset in range(begin, end) if index in whole else [begin + 7 * index % (end - begin)]:
            yield Mutation("flip", f"{name} byte {offset}", _flipped(files, name, offset))


def line_edits(files: Files, form: Form) -> Iterator[Mutation]:
    """Each line dropped, exchanged with the next, written twice, and with a stranger put before it."""
    places = _lines(files, form)
    for index, (name, begin, end) in enumerate(places):
        data = files[name]
        line, before, after = data[begin:end], data[:begin], data[end:]
        where = f"{name} line {index}"
        yield Mutation("drop", where, {**files, name: before + after})
        yield Mutation("duplicate", where, {**files, name: before + line + line + after})
        stranger = line.replace(b"0", b"1", 1)
        yield Mutation("insert", where, {**files, name: before + stranger + line + after})
        following, rest = after[: after.find(b"\n") + 1], after[after.find(b"\n") + 1 :]
        if following:
            yield Mutation("swap", where, {**files, name: before + following + line + rest})


def cuts(files: Files, form: Form) -> Iterator[Mutation]:
    """The tail cut off at each line and at each byte of the last line; then with all else made to fit."""
    places = _lines(files, form)
    for index, (name, begin, _) in enumerate(places):
        cut = _cut(files, form, name, begin)
        yield Mutation("cut", f"{name} before line {index}", cut)
        if index:
            yield Mutation("cut and mend", f"{name} before line {index}", form.finished(cut), silent=True)
    name, begin, end = places[-1]
    for offset in range(begin + 1, end):
        yield Mutation("cut", f"{name} at byte {offset}", _cut(files, form, name, offset))


def strippings(files: Files, form: Form) -> Iterator[Mutation]:
    """What is there for the integrity taken out of one line, and out of all."""
    for index, (name, begin, end) in enumerate(_lines(files, form)):
        line = form.stripped(files[name][begin : end - 1]) + b"\n"
        yield Mutation(
            "strip", f"{name} line {index}", {**files, name: files[name][:begin] + line + files[name][end:]}
        )
    bare = {
        name: b"".join(form.stripped(line) + b"\n" for line in files[name].splitlines())
        for name in form.names(files)
    }
    yield Mutation("strip", "all lines", {**files, **bare})


def segment_edits(files: Files, form: Form) -> Iterator[Mutation]:
    """Each file of records deleted, and emptied."""
    for name in form.names(files):
        yield Mutation("delete", name, {other: data for other, data in files.items() if other != name})
        yield Mutation("delete", f"what is in {name}", {**files, name: b""})


def rewritings(files: Files, form: Form) -> Iterator[Mutation]:
    """Everything from some record on written anew, with good hashes and all else made to fit."""
    places = _lines(files, form)
    lines = [files[name][begin : end - 1] for name, begin, end in places]
    for first in range(len(lines)):
        written: Files = dict.fromkeys(form.names(files), b"")
        for (name, _, _), line in zip(places, form.forged(lines, first), strict=True):
            written[name] += line + b"\n"
        yield Mutation("rewrite", f"from line {first}", form.finished({**files, **written}), silent=True)


def _lines(files: Files, form: Form) -> list[tuple[str, int, int]]:
    """Each line with its file, where it begins and where the next one does."""
    places = []
    for name in form.names(files):
        begin = 0
        for line in files[name].splitlines(keepends=True):
            places.append((name, begin, begin + len(line)))
            begin += len(line)
    return places


def _flipped(files: Files, name: str, offset: int) -> Files:
    data = bytearray(files[name])
    data[offset] ^= 1
    return {**files, name: bytes(data)}


def _cut(files: Files, form: Form, name: str, offset: int) -> Files:
    """The log without what stands behind an offset."""
    names = form.names(files)
    gone = names[names.index(name) + 1 :]
    kept = {other: data for other, data in files.items() if other not in gone}
    return {**kept, name: files[name][:offset]}
