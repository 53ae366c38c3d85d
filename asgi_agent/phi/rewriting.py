"""Rewriting what a pattern finds in a text that comes in pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asgi_agent.phi.secrecy import Secretive
from asgi_agent.phi.view import offsets_of, view_of

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from asgi_agent.phi.partial import Pattern

    Change = Callable[[re.Match[str], str], str | None]


class StreamRewriter(Secretive):
    """Replaces each match in a text that comes in pieces, wherever it is cut.

    The pattern is matched against the view of the text. Only what may be the beginning of a match is held.

    Args:
        pattern: what to find.
        change: gives what stands for a match, which is one in the view, and the text that it covers; None
            where it is none after all, and another may begin in it.
    """

    def __init__(self, pattern: Pattern, change: Change) -> None:
        self._pattern, self._change = pattern, change
        self._raw = ""
        self._before = ""  # the last character of the view that was given back

    @property
    def held(self) -> int:
        """Characters that were taken and are not decided yet."""
        return len(self._raw)

    def feed(self, piece: str, *, final: bool = False) -> str:
        """Take the next piece of the text, `final` if it is the last; gives back what is decided."""
        self._raw += piece
        decided = self._decided(final=final)
        if final:
            self._before = ""
        return decided

    def close(self) -> str:
        """The text is at its end; gives back the rest."""
        return self.feed("", final=True)

    def _decided(self, *, final: bool) -> str:
        raw, seen = self._raw, view_of(self._raw)
        offsets = offsets_of(raw, seen)
        view, first = self._before + seen, len(self._before)

        def raw_at(place: int) -> int:
            return place - first if offsets is None else offsets[place - first]

        parts: list[str] = []
        done = 0

        def take(match: re.Match[str]) -> bool:
            nonlocal done
            # Up to the match's last character: what is invisible after it is no part of it.
            start, end = raw_at(match.start()), raw_at(match.end() - 1) + 1
            changed = self._change(match, raw[start:end])
            if changed is not None:
                parts.extend([raw[done:start], changed])
                done = end
            return changed is not None

        _, place = self._pattern.matches(view, first, final=final, take=take)
        end = max(done, raw_at(place))
        self._raw, self._before = raw[end:], view[:place][-1:]
        return "".join([*parts, raw[done:end]])


def rewritten(text: str, pattern: Pattern, change: Change) -> str:
    """A whole text with each match replaced."""
    rewriter = StreamRewriter(pattern, change)
    return rewriter.feed(text, final=True)
