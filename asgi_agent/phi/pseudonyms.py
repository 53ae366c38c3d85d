"""Pseudonyms: a token in the place of each identifier, the same throughout a conversation."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, TypeVar

from asgi_agent.phi.normal import normalise
from asgi_agent.phi.rewriting import rewritten
from asgi_agent.phi.secrecy import Secretive
from asgi_agent.phi.shifting import MOVED, SHIFT, code_of, moves, random_shift
from asgi_agent.phi.spans import Label
from asgi_agent.phi.strings import in_text, in_value, is_document
from asgi_agent.phi.tokens import LITERAL, STANDING, entry_of, read, token_pattern, written
from asgi_agent.phi.vault.entries import Entry
from asgi_agent.phi.vault.errors import VaultBusyError
from asgi_agent.phi.view import view_of

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from asgi_agent.phi.spans import Span
    from asgi_agent.phi.vault import Vault, VaultScope

_Result = TypeVar("_Result")

# Two processes that meet at the same new identifiers need two rounds; each more takes another such pair.
MAX_ROUNDS = 10


class Pseudonymiser(Secretive):
    """Puts tokens in the place of identifiers, and stores what they stand for before they leave.

    One conversation's; safe to use from several threads. It restores nothing: that is `Restorer`'s, over the
    same `drawer`.

    Args:
        vault: keeps what tokens stand for.
        scope: the conversation.

    Attributes:
        drawer: the conversation's entries, for a `Restorer`.
    """

    def __init__(self, vault: Vault, scope: VaultScope) -> None:
        self.drawer = vault.drawer(scope)
        self._lock = threading.RLock()
        self._used: dict[str, Entry] | None = None

    def apply(self, work: Callable[[], _Result]) -> _Result:
        """Do some work that calls `replace` and `neutralise`, and store its tokens before giving its result.

        Reads the store before and, where there are new tokens, writes it after, so an event loop calls it in
        a thread where `vault.blocking`. The work is done again where another process has meanwhile taken one
        of its codes, so it must be able to start anew.

        Raises:
            VaultError: nothing was stored, and the result, which nobody could restore, is lost.
        """
        with self._lock:
            if self._used is not None:
                return work()
            try:
                return self._applied(work)
            finally:
                self._used = None

    def replace(self, value: str, span: Span) -> str | None:
        """The token that stands for an identifier: the hook `Redactor(replace=...)`.

        Outside of `apply` it reads and writes the store by itself.

        Returns:
            The token; None, which leaves it to the policy's placeholder, where the conversation has as many
            as its vault lets it have.

        Raises:
            VaultError: nothing was stored.
        """
        return self.apply(lambda: self._pseudonym(span.label, value))

    def neutralise(self, text: str) -> str:
        """Text from a caller without anything that would later be taken for a token.

        What looks like a token becomes a token itself, `[TEXT_x9q2]`, that stands for what the caller wrote:
        whoever may see the text gets it back as it was, and never what it looked like. Call it before the
        text is redacted. Outside of `apply` it reads and writes the store by itself.

        Raises:
            VaultError: nothing was stored.
        """
        return self.apply(lambda: self._neutralised(text))

    def neutralise_json(self, value: Any) -> Any:
        """A JSON value with every string in it neutralised, keys as well."""
        return self.apply(lambda: in_value(value, self.neutralise))

    def neutralise_json_text(self, text: str) -> str:
        """JSON text with every string in it neutralised; all else stays as it is."""
        return self.apply(lambda: in_text(text, self.neutralise))

    def _applied(self, work: Callable[[], _Result]) -> _Result:
        for _ in range(MAX_ROUNDS):
            self.drawer.refresh()
            self._used = {}
            result = work()
            if self.drawer.save(self._used.values()):
                return result
        raise VaultBusyError("others kept changing the conversation in the vault")

    def _pseudonym(self, label: Label, value: str) -> str | None:
        if (bare := value.strip()) and bare != value:
            # The end of a line belongs to where it stands, and not to wherever the token comes to stand.
            made = self._pseudonym(label, bare)
            return None if made is None else value.replace(bare, made)
        token = STANDING.fullmatch(value)
        if token is not None and (entry := self.drawer.find(token["label"], token["code"])) is not None:
            self._use(entry)
            return value
        # Tokens are restored once, so a value that has some in it is stored with what they stand for.
        value = STANDING.sub(self._meant, value)
        if self.drawer.shifts_dates and label is Label.DATE:
            return self._shifted(view_of(value)) or self._token(label, value)
        return self._token(label, value)

    def _token(self, label: str, value: str) -> str | None:
        # What the caller wrote comes back as it was, and not as another spelling of it.
        normal = value if label == LITERAL else normalise(value, label)
        entry = self.drawer.entry(label, value, normal)
        if entry is None:
            return None
        self._use(entry)
        return written(entry.label, entry.code)

    def _meant(self, token: re.Match[str]) -> str:
        entry = self.drawer.find(token["label"], token["code"])
        return token.group() if entry is None else entry.value

    def _shifted(self, value: str) -> str | None:
        shift = self.drawer.put(Entry(SHIFT, SHIFT, str(random_shift()), ""))
        if shift is None:
            return None
        self._use(shift)
        parts, done = [], 0
        found = moves(value, int(shift.value))
        for start, end, moved, _ in found:
            if not self._moved(value[start:end], moved):
                return None
            parts += [value[done:start], moved]
            done = end
        return "".join([*parts, value[done:]]) if found else None

    def _moved(self, before: str, after: str) -> bool:
        """Store what a moved date was; False where another date already became the same text."""
        entry = self.drawer.put(Entry(MOVED, code_of(after), before, code_of(before)))
        if entry is None or entry.normal != code_of(before):
            return False
        self._use(entry)
        return True

    def _use(self, entry: Entry) -> None:
        assert self._used is not None, "tokens are made within `apply` alone"
        self._used[entry.code] = entry

    def _neutralised(self, text: str) -> str:
        if is_document(text):  # whose strings are restored as what they say, and not as they are written
            return in_text(text, self._neutralised)
        return rewritten(text, token_pattern(self.drawer.codes.longest), self._literal)

    def _literal(self, match: re.Match[str], text: str) -> str | None:
        token = read(match)
        live, _ = entry_of(token, self.drawer)
        if live is None and not (token.certain and self.drawer.codes.plausible(token.code)):
            return None
        return self._token(LITERAL, text) or written(LITERAL, "")
