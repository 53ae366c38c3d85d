"""What happens inside the critical section: find the end of the chain, mend it, write behind it."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

from asgi_agent.audit.chain import Head, seal
from asgi_agent.audit.files.durable import set_aside, sync_data, take_back
from asgi_agent.audit.files.head import Position, read_head, write_head
from asgi_agent.audit.files.layout import torn_name
from asgi_agent.audit.files.recovery import find_end, missing, reaches
from asgi_agent.audit.mac import EPOCH
from asgi_agent.audit.own import GAP, SEGMENT, own_record
from asgi_agent.audit.record import Chain, Source, missing_in
from asgi_agent.audit.store import Appended
from asgi_agent.whole_files import sync_directory, write_all

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asgi_agent.audit.files.opened import OpenFiles
    from asgi_agent.audit.files.rotation import Rotation
    from asgi_agent.audit.files.segments import Segments
    from asgi_agent.audit.mac import Ratchet


class Appender:
    """Appends to the segments of a log, for somebody who holds the lock of all its writers.

    Args:
        segments: the segment files.
        rotation: when a new one begins.
        sync: bring everything to the disk.

    Attributes:
        lost: how many records were found to be missing, and told as such.
    """

    def __init__(self, segments: Segments, rotation: Rotation, *, sync: bool) -> None:
        self._segments, self._rotation, self._sync = segments, rotation, sync
        self._directory, self._log = segments.directory, segments.log
        self._known: Position | None = None
        self._untold: list[Chain] = []
        self.lost = 0

    def append(self, files: OpenFiles, bodies: Sequence[bytes], ratchet: Ratchet | None) -> Appended:
        """Write records behind the end of the chain, and in front of them what must be said of that end.

        Raises:
            OSError: nothing was written, or the next append mends what was.
        """
        position, reason = self._begin_segment(files, self._end(files, ratchet))
        own = [] if reason is None else [self._own(SEGMENT, reason)]
        own += [self._own(GAP, gap) for gap in self._untold]
        appended = self._write(files, position, [*own, *bodies], ratchet)
        self.lost += missing_in(self._untold)
        self._untold.clear()
        return Appended(appended.head, appended.lines[len(own) :])

    def _end(self, files: OpenFiles, ratchet: Ratchet | None) -> Position:
        """Where the chain goes on, with the files as they should be there."""
        stated, known = read_head(files.head, self._log), self._known
        moved_on = 0 if ratchet is None else ratchet.epoch * EPOCH
        if (
            files.checked
            and stated is not None
            and known is not None
            and reaches(stated.head, known.head)
            and stated.head.seq >= moved_on
            and files.size(stated.segment) == stated.offset
        ):
            return stated
        files.let_go_of_segment()  # it may have been replaced
        found = find_end(self._segments, stated, known)
        head, number, offset = found.position
        if head.seq < moved_on:  # records that moved the key forward are not there any more
            found = missing(self._segments, found, Position(Head(moved_on, head.hash), number, offset))
        # Once the files are mended, they do not show any more what was wrong; and this append may fail.
        self._untold += [gap for gap in found.gaps if gap not in self._untold]
        self._mend(files, found.position)
        return found.position

    def _mend(self, files: OpenFiles, position: Position) -> None:
        head, number, offset = position
        size = files.size(number)
        if size is None or (size == offset and files.sealed(number)):
            return
        if size > offset:
            files.unseal(number)
            torn = os.path.join(self._directory, torn_name(number, head.seq + 1))
            set_aside(files.segment(number), offset, torn)
        # The lines of a writer that was killed may be whole, yet nobody has brought them to the disk.
        self._bring_to_disk(files.segment(number))

    def _begin_segment(self, files: OpenFiles, position: Position) -> tuple[Position, Chain | None]:
        """Where to write, and what the first record of the segment says if it is a new one."""
        reason = self._rotation.reason(files, position)
        if reason is None:
            return position, None
        number = position.segment
        if position.offset:
            number += 1
            while files.size(number):  # somebody put a file there
                number += 1
        files.segment(number)
        if self._sync:
            sync_directory(self._directory)
        # The head is durable before anything stands in the segment: what a power cut leaves of it is then
        # behind by some lines of this segment, never by the whole of it.
        moved = Position(position.head, number, 0)
        write_head(files.head, moved, self._log)
        self._bring_to_disk(files.head)
        if number != position.segment:
            files.seal(position.segment)
        return moved, Chain(reason=reason, segments=(number,))

    def _write(
        self, files: OpenFiles, position: Position, bodies: list[bytes], ratchet: Ratchet | None
    ) -> Appended:
        head, number, offset = position
        mac = None if ratchet is None else ratchet.mac
        lines = []
        for body in bodies:
            line, head = seal(body, self._log, head, mac)
            lines.append(line)
        data = b"\n".join([*lines, b""])
        file = files.segment(number)
        written = Position(head, number, offset + len(data))
        try:
            write_all(file, data)
            self._bring_to_disk(file)
            write_head(files.head, written, self._log)
        except OSError:
            take_back(file, offset)
            raise
        self._known, files.checked = written, True
        return Appended(head, lines)

    def _own(self, kind: str, chain: Chain) -> bytes:
        source = Source("asgi-agent", instance=socket.gethostname()[:64], pid=os.getpid())
        return own_record(kind, source, chain, time=self._rotation.now())

    def _bring_to_disk(self, file: int) -> None:
        if self._sync:
            sync_data(file)
