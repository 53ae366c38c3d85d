"""The scanner: cuts a text into islands as it comes, and finds what is in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from asgi_agent.phi.chunks import APART, KIND, OVERLONG, chunks, pieces_of
from asgi_agent.phi.gate import WORTH, gate
from asgi_agent.phi.islands import (
    BLANK_LINE,
    CARRY,
    CHUNK,
    LEFT,
    LONGEST_CHUNK,
    LONGEST_ISLAND,
    Island,
)
from asgi_agent.phi.rules.detection import EVERYTHING, detect
from asgi_agent.phi.spans import OVERFLOW, Label, Span, resolve
from asgi_agent.phi.tokens import apart
from asgi_agent.phi.view import UNSPACED, offsets_of, view_of
from asgi_agent.phi.vocabulary import INERT, LIVE, WEAK

if TYPE_CHECKING:
    from collections.abc import Callable

    from asgi_agent.phi.memory import Memory

_BOUNDARY = re.compile(rf"[\s{UNSPACED}]")
_MANY = 64
_LINK = re.compile(r"(?i)(?:https?|ftp)://")


class Scanner:
    """Finds the identifiers in one text that comes in pieces.

    What `feed` gives back is decided: no later piece changes it. Held back is the island that the text is
    in, or the word, and never more than an island and a chunk at their longest.
    """

    def __init__(self, memory: Memory, wanted: Callable[[Span], bool]) -> None:
        self._kinds = chunks()
        self._memory = memory
        self._wanted = wanted
        self._raw = ""
        self._offset = 0  # of `_raw` in the whole text
        self._released = 0  # of `_raw`
        # What follows are places in the view of `_raw`.
        self._next = 0
        self._island: int | None = None
        self._until = 0
        self._apart = False
        self._sticky = 0
        self._strength = 0
        self._holds = 0
        self._swallowing = False

    @property
    def held(self) -> int:
        """How many characters are not decided yet."""
        return len(self._raw) - self._released

    def feed(self, piece: str, *, final: bool = False) -> list[tuple[str, Span | None]]:
        """Take the next piece of the text; `final` for the last.

        Returns:
            What is decided now: the text in order, in parts that are clear or an identifier each. Spans are
            at offsets into the whole text.
        """
        if self._swallowing:
            piece = self._swallow(piece)
        elif not final and len(self._raw) + len(piece) < LONGEST_CHUNK and _ends_nothing(piece):
            self._raw += piece
            return []
        raw = self._raw + piece
        text = view_of(raw)
        offsets = offsets_of(raw, text)
        found, decided = self._scan(text, final)
        parts: list[tuple[str, Span | None]] = []
        released = self._released
        for span in found:
            start, end = span.start, span.end
            if offsets is not None:
                # What is swallowed is so up to the next character that is seen.
                last = offsets[end] if span.rule == OVERFLOW else offsets[end - 1] + 1
                start, end = offsets[start], last
            if start > released:
                parts.append((raw[released:start], None))
            placed = Span(start + self._offset, end + self._offset, span.label, span.score, span.rule)
            parts.append((raw[start:end], placed))
            released = end
        clear = decided if offsets is None else offsets[decided]
        if clear > released:
            parts.append((raw[released:clear], None))
            released = clear
        self._trim(raw, released, decided, offsets)
        return parts

    def _trim(self, raw: str, released: int, decided: int, offsets: list[int] | None) -> None:
        """Let go of released text, but for what rules may look back at."""
        cut = max(0, decided - LEFT)
        raw_cut = cut if offsets is None else offsets[cut]
        self._raw = raw[raw_cut:]
        self._offset += raw_cut
        self._released = released - raw_cut
        self._next -= cut
        self._until -= cut
        if self._island is not None:
            self._island -= cut

    def _scan(self, text: str, final: bool) -> tuple[list[Span], int]:
        """Go over the chunks that are complete: the spans found, and how far the text is decided."""
        found: list[Span] = []
        whole = True
        while whole and self._next < len(text):
            if self._island is None and len(text) - self._next >= WORTH and not self._memory.words:
                self._pass(text)
            start, pieces = pieces_of(text, self._next)
            if start > self._next and self._island is not None:
                self._apart |= BLANK_LINE.search(text, self._shore(text), start) is not None
            self._next = start
            if not pieces:
                break
            whole = final or pieces[-1][-1].isspace() or len(pieces[-1]) > LONGEST_CHUNK
            if not whole:
                pieces.pop()
            self._read(text, pieces, found)
        if final and self._island is not None:
            self._finish(text, self._shore(text), found)
        return found, self._next if self._island is None else self._island

    def _pass(self, text: str) -> None:
        """Leave what surely begins no island, if that can be known at once."""
        passing = gate()
        if passing is not None:
            self._next = passing.skip(text, self._next)

    def _read(self, text: str, pieces: list[str], found: list[Span]) -> None:
        """Go over chunks, each with the space after it.

        In text that holds little, most of the time goes here: what happens to most chunks calls nothing.
        """
        kinds, near = self._kinds, self._near(text, pieces)
        end = self._next
        for piece in pieces:
            end += len(piece)
            seen = kinds[piece]
            if near and seen & KIND < LIVE:
                seen = kinds.recall(piece, near) or seen
            island = self._island
            if island is None:
                if seen & KIND >= WEAK:
                    self._begin(text, end - len(piece), piece, seen, found)
            elif INERT < seen & KIND < OVERLONG and not self._apart and end - island <= LONGEST_ISLAND:
                self._go_on(end, seen)
            else:
                known = len(self._memory.words)
                self._turn(text, end - len(piece), piece, seen, found)
                if len(self._memory.words) > known:
                    near = self._near(text, pieces)
        self._next = end

    def _near(self, text: str, pieces: list[str]) -> frozenset[str]:
        """The words of names seen before, as far as these chunks can have them."""
        words = self._memory.words
        if not words or len(words) > _MANY or not text.isascii():
            return frozenset(words)
        there = "".join(pieces).lower().replace("'", "")
        return frozenset([word for word in words if word in there])

    def _begin(self, text: str, start: int, piece: str, seen: int, found: list[Span]) -> None:
        if seen & KIND == OVERLONG:
            self._overflow(text, start, start + len(piece.rstrip()), found)
        elif seen & KIND >= WEAK:
            self._island = start
            self._sticky = self._strength = self._holds = 0
            self._go_on(start + len(piece), seen)

    def _go_on(self, end: int, seen: int) -> None:
        """The island has one chunk more."""
        kind = seen & KIND
        self._until = end
        self._apart = seen & APART > 0
        self._holds |= seen
        if kind > LIVE or self._sticky:
            self._sticky = max(self._sticky - 1, kind - LIVE, 0)
        if kind >= WEAK:
            self._strength += kind

    def _turn(self, text: str, start: int, piece: str, seen: int, found: list[Span]) -> None:
        """The island may end at or before this chunk, or is full."""
        assert self._island is not None
        end = start + len(piece.rstrip())
        if seen & KIND == OVERLONG or self._apart:
            self._finish(text, self._shore(text), found)
            self._begin(text, start, piece, seen, found)
        elif seen & KIND == INERT and self._sticky == 0:
            self._finish(text, end, found)
        else:
            if end - self._island > LONGEST_ISLAND:
                self._carry(text, start, end, found)
            self._go_on(start + len(piece), seen)

    def _shore(self, text: str) -> int:
        """Where the last chunk of the island ends."""
        assert self._island is not None
        return self._island + len(text[self._island : self._until].rstrip())

    def _overflow(self, text: str, start: int, end: int, found: list[Span]) -> None:
        found.append(Span(start, end, Label.URL if _LINK.match(text, start) else Label.ID, 1.0, OVERFLOW))
        self._swallowing = end == len(text)

    def _finish(self, text: str, stop: int, found: list[Span]) -> None:
        if self._strength > WEAK and (self._holds & EVERYTHING or self._memory.known):
            found += self._detect(text, stop)
        self._island = None

    def _carry(self, text: str, start: int, stop: int, found: list[Span]) -> None:
        """Finish what a full island begins with; the end of it begins the next."""
        assert self._island is not None
        spans, shore = self._detect(text, stop), self._shore(text)
        places = (chunk.start() for chunk in CHUNK.finditer(text, self._island, shore))
        cut = next((place for place in places if shore - place <= CARRY), start)
        for span in reversed(spans):
            if span.start < cut < span.end:
                cut = span.start
        if cut <= self._island:
            cut = start
        found += [span for span in spans if span.end <= cut]
        self._island = cut

    def _detect(self, text: str, stop: int) -> list[Span]:
        """What is in the island."""
        assert self._island is not None
        start, end = self._island, self._shore(text)
        holds = EVERYTHING if self._memory.known else self._holds
        spans = detect(Island(text, start, end, stop, max(0, start - LEFT)), self._memory, holds)
        return resolve(apart(filter(self._wanted, spans), text, start, end)) if spans else spans

    def _swallow(self, piece: str) -> str:
        """Drop the rest of a chunk that was too long, up to where the next can begin."""
        text = view_of(piece)
        boundary = _BOUNDARY.search(text)
        if boundary is None:
            dropped = len(piece)
        else:
            self._swallowing = False
            offsets = offsets_of(piece, text)
            dropped = boundary.start() if offsets is None else offsets[boundary.start()]
        self._offset += dropped
        return piece[dropped:]


def _ends_nothing(piece: str) -> bool:
    """Whether a chunk goes on through all of it, so that nothing can be decided yet."""
    return piece.isascii() and piece.isprintable() and " " not in piece
