"""The integrity of lines: each is a record of the closed list of fields, and follows the one before it."""

from __future__ import annotations

from hashlib import sha256
from hmac import compare_digest
from typing import TYPE_CHECKING

from asgi_agent.audit.chain import Head
from asgi_agent.audit.mac import Ratchet, epoch_of
from asgi_agent.audit.reading import MAC_AT
from asgi_agent.audit.record import DECODE_ERRORS, MAX_LINE, VERSION, decode_entry
from asgi_agent.audit.verification.verdict import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from asgi_agent.audit.mac import MacKey
    from asgi_agent.audit.record import Entry


class ChainCheck:
    """Follows a chain line by line. After a fault it goes on behind the line in question.

    Args:
        log: name of the log.
        head: where the chain is before the first line; None to take the first line as it is, since what was
            before it is not read.
        report: is told of each fault.
        mac_key: key of the MACs that lines must have from its epoch on; None if none is at hand: then lines
            after one with a MAC must have one, and it is not checked.
        mark: the record whose line hash is wanted, 0 for none.

    Attributes:
        head: where the chain is.
        marked: the hash of the line of the record `mark`, once it was seen.
        macs: how many MACs were checked.
    """

    def __init__(
        self,
        log: str,
        head: Head | None,
        report: Callable[[Fault], None],
        mac_key: MacKey | None = None,
        mark: int = 0,
    ) -> None:
        self.head = head
        self.marked: str | None = head.hash if head is not None and head.seq == mark else None
        self.macs = 0
        self._log = log
        self._begin = b'{"v":%d,"log":"%s","seq":' % (VERSION, log.encode())
        self._report = report
        self._ratchet = None if mac_key is None else Ratchet(bytes.fromhex(mac_key.key), mac_key.epoch)
        self._has_macs = mac_key is not None
        self._mark = mark

    @property
    def next_seq(self) -> int:
        """The number that is due next."""
        return 1 if self.head is None else self.head.seq + 1

    def check(self, place: str, number: int, lines: Sequence[bytes]) -> Iterator[Entry]:
        """Check lines; gives the record of each that holds one.

        Args:
            place: name of their segment.
            number: of the line before the first of them.
            lines: without line breaks.
        """
        begin, macs, mark, decode = self._begin, self._has_macs, self._mark, decode_entry
        seq, previous = self._before(lines)
        for line in lines:
            seq += 1
            number += 1
            try:
                entry = decode(line)
            except DECODE_ERRORS:
                entry = None
            if (
                macs
                or entry is None
                or entry.seq != seq
                or entry.mac is not None
                or not line.endswith(b',"prev":"%b"}' % previous)
                or not line.startswith(b"%b%d," % (begin, seq))
                or len(line) > MAX_LINE
            ):
                seq = self._examine(f"{place}:{number}", line, entry, seq, previous)
                macs = self._has_macs
            previous = sha256(line).hexdigest().encode()
            if seq == mark:
                self.marked = previous.decode()
            if entry is not None:
                yield entry
        self.head = Head(seq, previous.decode())

    def _before(self, lines: Sequence[bytes]) -> tuple[int, bytes]:
        if self.head is None:
            try:
                first = decode_entry(lines[0])
            except DECODE_ERRORS:
                self.head = Head(0, "")
            else:
                self.head = Head(first.seq - 1, first.prev)
        return self.head.seq, self.head.hash.encode()

    def _examine(self, place: str, line: bytes, entry: Entry | None, seq: int, previous: bytes) -> int:
        """Look closely at a line that is not as expected at first sight; gives the number that it has."""
        if entry is None:
            self._report(Fault(place, "form", "is no record with the fields that a record may have", seq))
            return seq
        if (fault := self._fault(line, entry, seq, previous)) is not None:
            self._report(Fault(place, *fault, entry.seq))
            if entry.seq != seq:
                # The key of a record that is far off takes long to make, and that of one before is gone.
                self._ratchet = None
        return entry.seq

    def _fault(self, line: bytes, entry: Entry, seq: int, previous: bytes) -> tuple[str, str] | None:
        """What is wrong with a line: a code and a sentence."""
        if entry.log != self._log:
            return "log", "is of another log"
        if entry.seq > seq:
            return "sequence", f"follows record {seq - 1}: {span('record', seq, entry.seq - 1)} missing"
        if entry.seq < seq:
            return "sequence", f"has a number that was there before; {seq} is next"
        if entry.prev != previous.decode():
            return "link", "does not fit the line before it: one of the two was changed"
        return self._mac_fault(line, entry) or self._form_fault(line, entry)

    def _form_fault(self, line: bytes, entry: Entry) -> tuple[str, str] | None:
        end = b',"prev":"%b"' % entry.prev.encode()
        whole = line[:-1] if entry.mac is None else line[:MAC_AT]
        if (
            len(line) > MAX_LINE
            or not line.startswith(b"%b%d," % (self._begin, entry.seq))
            or not whole.endswith(end)
        ):
            return "form", "is not written as a log writes its records"
        return None

    def _mac_fault(self, line: bytes, entry: Entry) -> tuple[str, str] | None:
        ratchet = self._ratchet
        if ratchet is not None and epoch_of(entry.seq) < ratchet.epoch:
            return None
        if entry.mac is None:
            return ("mac", "has no MAC") if self._has_macs else None
        self._has_macs = True
        if ratchet is None:
            return None
        self.macs += 1
        right = compare_digest(ratchet.mac(entry.seq, line[:MAC_AT]).encode(), entry.mac.encode())
        return None if right else ("mac", "has a MAC that the key does not make")


def span(what: str, first: int, last: int) -> str:
    """One or several of something, as the beginning of a sentence."""
    return f"{what} {first} is" if first == last else f"{what}s {first} to {last} are"
