"""Restoring: the real values in the place of tokens, for a caller who may see them."""

from __future__ import annotations

import html
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from asgi_agent.phi.partial import Pattern, either
from asgi_agent.phi.rewriting import StreamRewriter, rewritten
from asgi_agent.phi.secrecy import Secretive
from asgi_agent.phi.shifting import DATE, SHIFT, code_of, days_of, moved
from asgi_agent.phi.spans import Label
from asgi_agent.phi.strings import in_text, in_value, is_document
from asgi_agent.phi.tokens import LITERAL, entry_of, grammar, read

if TYPE_CHECKING:
    import re
    from collections.abc import Container, Set
    from datetime import date

    from asgi_agent.phi.tokens import Token
    from asgi_agent.phi.vault.drawer import Drawer
    from asgi_agent.phi.vault.entries import Entry


class Restorer(Secretive):
    """Gives back what the tokens of one conversation stand for, however a model has written them.

    It waits for nothing: it sees the entries of `drawer` as they are in this process, those that are made
    while it is in use as well. Whether the caller may see them is for whoever makes one to know. One
    request's; not to be used from several threads at once.

    Where the vault shifts dates, every full date is moved back, one that the model has reckoned out as well,
    in whatever way it is written; only digits in a row (20210305) must be what was put in. A date that a
    model has rewritten without its year stays as it is.

    Understood are other cases, joints and brackets (or none), Markdown, HTML and URL escapes, and plural and
    possessive endings. A value that takes the place of an HTML- or URL-escaped token is escaped the same
    way. What is no token of this conversation stays as it is.

    Args:
        drawer: of the vault: `vault.open(scope)`, or a `Pseudonymiser`'s.
        labels: the kinds of identifier to give back; None for all. Others keep their tokens, except what the
            caller wrote to look like one (`[TEXT_x9q2]`), which is always given back.
        lone: whether `[NAME]` is restored too while the conversation has one name alone. Off by default:
            that is also how a policy's placeholder is written, which may stand for anybody.
        days: of dates that were not put in, those that are moved back: what else may be read as a date, a
            version or a model's name say, is none. May grow while it is in use. None for all.

    Attributes:
        revealed: values given back, by label, for the audit log.
        unresolved: tokens that this conversation does not have.
    """

    def __init__(
        self,
        drawer: Drawer,
        *,
        labels: Container[Label] | None = None,
        lone: bool = False,
        days: Set[date] | None = None,
    ) -> None:
        self._drawer, self._labels, self._days = drawer, labels, days
        self._pattern = _pattern(drawer.codes.longest, lone=lone, dates=drawer.shifts_dates)
        self.revealed: Counter[Label] = Counter()
        self.unresolved = 0

    def restore(self, text: str) -> str:
        """A whole text with its tokens restored."""
        return rewritten(text, self._pattern, self._restored)

    def restore_json(self, value: Any) -> Any:
        """A copy of a JSON value with the tokens in its strings restored, keys as well.

        In a string that is JSON itself, as a tool call's arguments are, values are escaped once more.
        """
        return in_value(value, self._string)

    def restore_json_text(self, text: str) -> str:
        """JSON text, a tool call's arguments say, with the tokens in its strings restored.

        All else stays character for character. A text that is no JSON yet is not for this: take it whole.
        Strings that are JSON themselves are read as in `restore_json`.
        """
        return in_text(text, self._string)

    def stream(self) -> StreamRewriter:
        """For a text that comes in pieces: `feed(piece)` and `close()` give back what is decided.

        Joined, they give what `restore` gives of the whole, wherever it was cut. Held is what may be the
        beginning of a token: nothing of most texts, and some 20 characters while one comes.
        """
        return StreamRewriter(self._pattern, self._restored)

    def _string(self, text: str) -> str:
        return self.restore_json_text(text) if is_document(text) else self.restore(text)

    def _restored(self, match: re.Match[str], text: str) -> str | None:
        if self._drawer.shifts_dates and (match["date"] or match["compact"]):
            return self._date(match)
        token = read(match)
        entry, ending = self._entry(token)
        if entry is None:
            strange = token.certain and self._drawer.codes.plausible(token.code)
            self.unresolved += strange
            # In what is nobody's token, `Name: name_k7f3` say, another or a date may begin.
            return text if strange else None
        if entry.label != LITERAL and not self._reveals(Label(entry.label)):
            return None
        return _escaped(entry.value, token.escaping) + ending

    def _date(self, match: re.Match[str]) -> str | None:
        written = match["date"] or match["compact"]
        shift, entry = self._drawer.of_code(SHIFT), self._drawer.of_code(code_of(written))
        if entry is not None:
            before: str | None = entry.value
        elif shift is None or match["compact"] or not self._is_date(written):
            # Eight digits may be anything, unless they were written here.
            return None
        else:
            before = moved(written, -int(shift.value))
        if before is None or not self._reveals(Label.DATE):
            return None
        return before + (match["time"] or "")

    def _is_date(self, written: str) -> bool:
        return self._days is None or days_of(written) <= self._days

    def _reveals(self, label: Label) -> bool:
        if self._labels is not None and label not in self._labels:
            return False
        self.revealed[label] += 1
        return True

    def _entry(self, token: Token) -> tuple[Entry | None, str]:
        if not token.code:
            return self._drawer.only(token.label), token.ending
        return entry_of(token, self._drawer)


@cache
def _pattern(longest: int, *, lone: bool, dates: bool) -> Pattern:
    tokens = grammar(longest, lone=lone)
    return Pattern(either(tokens, DATE)) if dates else Pattern(tokens)


def _escaped(value: str, escaping: str) -> str:
    if escaping == "url":
        return quote(value, safe="", errors="surrogatepass")
    return html.escape(value) if escaping == "html" else value
