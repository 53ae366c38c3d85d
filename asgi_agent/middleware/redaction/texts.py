"""One text that comes in the messages of a stream: rewritten as a whole, given back message by message."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from asgi_agent.middleware.redaction.meetings import REACH, Meeting, may_be_whole, meeting

if TYPE_CHECKING:
    from collections.abc import Callable

    from asgi_agent.redaction.rewriting import TextStream


class Slot:
    """The place of one piece of a text.

    Attributes:
        text: what takes the place of the piece, as far as it is decided.
        left: how many characters of the piece are not decided yet.
        alone: whether the piece may be a text of its own, by how it meets those beside it.
    """

    __slots__ = ("alone", "left", "text")

    def __init__(self, piece: str) -> None:
        self.text = ""
        self.left = len(piece)
        self.alone = True


class Text:
    """Rewrites a text piece by piece, and gives each piece its own part of the result.

    What takes the place of an identifier that lies in several pieces goes to the first of them.
    """

    __slots__ = ("_end", "_held", "_last", "_piece", "_slots", "_stream")

    def __init__(self, stream: TextStream) -> None:
        self._stream = stream
        self._end = self._piece = ""
        self._last: Slot | None = None
        self._held = ""
        self._slots: deque[Slot] = deque()

    @property
    def is_guess(self) -> bool:
        """Whether nothing said of its last piece that it was one."""
        return self._last is not None

    def feed(self, piece: str) -> Slot:
        """Take the next piece."""
        slot = Slot(piece)
        self._piece = piece
        self._slots.append(slot)
        self._held += piece
        given = self._stream.feed(piece)
        self._settle(given, max(0, len(self._held) - self._stream.held))
        return slot

    def guess(self, piece: str) -> Slot | None:
        """Take what may be the next piece; None where it cannot be, so that this text is at its end."""
        if self.is_said_again(piece):
            return None
        how = meeting(self._end, piece) if self._end else Meeting.EITHER
        if how is Meeting.APART:
            self.close()
            return None
        slot = self.feed(piece)
        if how is Meeting.CUT:
            slot.alone = False
            if self._last is not None:
                self._last.alone = False
        self._last, self._end = slot, (self._end + piece)[-REACH:]
        return slot

    def is_said_again(self, message: str) -> bool:
        """Whether a message says all of the last one and more, so that what is not decided is left out."""
        if not (message.startswith(self._piece) and may_be_whole(self._piece)):
            return False
        for slot in self._slots:
            slot.left = 0
        self._slots.clear()
        return True

    def close(self) -> None:
        """The text is at its end: decide on all of it."""
        self._settle(self._stream.close(), len(self._held))

    def _settle(self, given: str, count: int) -> None:
        """Hand out what stands for the first `count` characters of what was held."""
        taken, self._held = self._held[:count], self._held[count:]
        lengths = []
        for slot in self._slots:
            lengths.append(min(slot.left, count))
            count -= lengths[-1]
            if count == 0:
                break
        for length, part in zip(lengths, parts(taken, given, lengths), strict=True):
            slot = self._slots[0]
            slot.text += part
            slot.left -= length
            if slot.left == 0:
                self._slots.popleft()


def parts(taken: str, given: str, lengths: list[int]) -> list[str]:
    """Cut what was given where what it was made of is cut into parts of these lengths.

    Parts that are lines stay lines. Elsewhere, where they agree at the beginning and at the end, they are cut
    alike; what stands between goes to the part in which it begins.
    """
    if len(lengths) <= 1:
        return [given] * len(lengths)
    lines = _lines(given)
    if len(lines) == len(lengths) and list(map(len, _lines(taken))) == lengths:
        return lines
    same = 0
    for one, other in zip(taken, given, strict=False):
        if one != other:
            break
        same += 1
    limit, behind = min(len(taken), len(given)) - same, 0
    while behind < limit and taken[-1 - behind] == given[-1 - behind]:
        behind += 1
    found, place, cut = [], 0, 0
    for length in lengths:
        place += length
        place_in_given = len(given) - min(behind, len(taken) - place) if place > same else place
        found.append(given[cut:place_in_given])
        cut = place_in_given
    found[-1] += given[cut:]
    return found


def _lines(text: str) -> list[str]:
    """The lines of a text with their ends; none of one that is not all lines."""
    *lines, rest = text.split("\n")
    return [] if rest else [line + "\n" for line in lines]


class WholeText:
    """A text that can only be read when it is complete, such as the arguments of a tool call.

    Args:
        rewrite: rewrites the whole text.
    """

    def __init__(self, rewrite: Callable[[str], str]) -> None:
        self._rewrite = rewrite
        self._pieces: list[str] = []
        self.held = 0

    def feed(self, piece: str) -> str:
        """Take the next piece; gives back nothing."""
        self._pieces.append(piece)
        self.held += len(piece)
        return ""

    def close(self) -> str:
        """All of the text, rewritten."""
        return self._rewrite("".join(self._pieces))
