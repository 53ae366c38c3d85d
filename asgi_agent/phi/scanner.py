"""The scanner: cuts a text into islands as it comes, and finds what is in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from asgi_agent.phi.islands import (
    BLANK_LINE,
    CARRY,
    CHUNK,
    LEFT,
    LONGEST_CHUNK,
    LONGEST_ISLAND,
    PLAIN_RUN,
    Island,
)
from asgi_agent.phi.rules.detection import detect
from asgi_agent.phi.spans import OVERFLOW, Label, Span, resolve
from asgi_agent.phi.tokens import apart
from asgi_agent.phi.view import UNSPACED, offsets_of, view_of
from asgi_agent.phi.vocabulary import INERT, LIVE, WEAK, vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable

    from asgi_agent.phi.memory import Memory

_BOUNDARY = re.compile(rf"[\s{UNSPACED}]")
_WORDS = re.compile(r"[a-z]+")
_LINK = re.compile(r"(?i)(?:https?|ftp)://")


class Scanner:
    """Finds the identifiers in one text that comes in pieces.

    What `feed` gives back is decided: no later piece changes it. Held back is the island that the text is
    in, or the word, and never more than an island and a chunk at their longest.
    """

    def __init__(self, memory: Memory, wanted: Callable[[Span], bool]) -> None:
        self._memory = memory
        self._wanted = wanted
        self._vocabulary = vocabulary()
        self._raw = ""
        self._offset = 0  # of `_raw` in the whole text
        self._released = 0  # of `_raw`
        # What follows are places in the view of `_raw`.
        self._next = 0
        self._island: int | None = None
        self._last = 0
        self._chunks: list[int] = []
        self._sticky = 0
        self._strength = 0
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
        raw = self._raw + piece
        text = view_of(raw)
        offsets = offsets_of(raw, text)
        found, decided = self._scan(text, final)
        parts: list[tuple[str, Span | None]] = []
        released = self._released
        for span in found:
            start, end = (
                (span.start, span.end)
                if offsets is None
                else (offsets[span.start], offsets[span.end - 1] + 1)
            )
            if start > released:
                parts.append((raw[released:start], None))
            placed = span._replace(start=start + self._offset, end=end + self._offset)
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
        self._last -= cut
        if self._island is not None:
            self._island -= cut
            self._chunks = [start - cut for start in self._chunks]

    def _scan(self, text: str, final: bool) -> tuple[list[Span], int]:
        """Go over the chunks that are complete: the spans found, and how far the text is decided."""
        found: list[Span] = []
        decided = length = len(text)
        kind_of, remembered = self._vocabulary.kind, self._memory.words
        while True:
            if self._island is None:
                self._next = self._skip(text, self._next)
            match = CHUNK.search(text, self._next)
            if match is None:
                break
            start, end = match.span()
            if end - start > LONGEST_CHUNK:
                self._overflow(text, start, end, found)
            elif end == length and not final:
                decided = start
                break
            elif self._island is None:
                self._begin(start, end, kind_of(match, remembered))
            else:
                self._continue(text, start, end, kind_of(match, remembered), found)
            self._next = end
        if final:
            self._finish(text, self._last, found)
        return found, decided if self._island is None else self._island

    def _skip(self, text: str, start: int) -> int:
        """The place after the plain words that begin no island, which most of all text is."""
        waking, remembered = self._vocabulary.waking, self._memory.words
        while (run := PLAIN_RUN.match(text, start)) is not None:
            words = _WORDS.findall(run[0])
            if not (waking.isdisjoint(words) and remembered.isdisjoint(words)):
                return next(
                    word.start()
                    for word in _WORDS.finditer(text, start)
                    if word[0] in waking or word[0] in remembered
                )
            start = run.end()
        return start

    def _begin(self, start: int, end: int, kind: int) -> None:
        if kind >= WEAK:
            self._island = start
            self._chunks = [start]
            self._last = end
            self._sticky = max(kind - LIVE, 0)
            self._strength = kind

    def _continue(self, text: str, start: int, end: int, kind: int, found: list[Span]) -> None:
        assert self._island is not None
        if start - self._last > 1 and BLANK_LINE.search(text, self._last, start):
            self._finish(text, self._last, found)
            self._begin(start, end, kind)
        elif kind == INERT and self._sticky == 0:
            self._finish(text, end, found)
        else:
            if end - self._island > LONGEST_ISLAND:
                self._carry(text, start, end, found)
            self._chunks.append(start)
            self._last = end
            self._sticky = max(self._sticky - 1, kind - LIVE, 0)
            if kind >= WEAK:
                self._strength += kind

    def _overflow(self, text: str, start: int, end: int, found: list[Span]) -> None:
        self._finish(text, self._last, found)
        found.append(Span(start, end, Label.URL if _LINK.match(text, start) else Label.ID, 1.0, OVERFLOW))
        self._swallowing = end == len(text)

    def _finish(self, text: str, stop: int, found: list[Span]) -> None:
        if self._island is not None:
            if self._strength > WEAK:
                found += self._detect(text, self._island, self._last, stop)
            self._island = None

    def _carry(self, text: str, start: int, stop: int, found: list[Span]) -> None:
        """Finish what a full island begins with; the end of it begins the next."""
        assert self._island is not None
        spans = self._detect(text, self._island, self._last, stop)
        cut = next((place for place in self._chunks if self._last - place <= CARRY), start)
        for span in reversed(spans):
            if span.start < cut < span.end:
                cut = span.start
        if cut <= self._island:
            cut = start
        found += [span for span in spans if span.end <= cut]
        self._island = cut
        self._chunks = [place for place in self._chunks if place >= cut]

    def _detect(self, text: str, start: int, end: int, stop: int) -> list[Span]:
        spans = detect(Island(text, start, end, stop, max(0, start - LEFT)), self._memory)
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
