"""The tokens of a run's conversation: made, kept whole on their way through redaction, restored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from asgi_agent.phi.pseudonyms import Pseudonymiser
from asgi_agent.phi.restore import Restorer
from asgi_agent.phi.rewriting import StreamRewriter, rewritten
from asgi_agent.phi.shifting import code_of, days_of
from asgi_agent.phi.spans import Label
from asgi_agent.phi.strings import in_value
from asgi_agent.phi.tokens import LITERAL, read, token_pattern, written
from asgi_agent.phi.view import view_of
from asgi_agent.redaction.offload import in_thread

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Sequence, Set
    from datetime import date

    from asgi_agent.phi.spans import Span
    from asgi_agent.phi.vault import Vault, VaultScope
    from asgi_agent.phi.vault.drawer import Drawer
    from asgi_agent.redaction.request import RequestRedaction

    Replace = Callable[[str, Span], str | None]
    Dates = Literal["restored", "moved", "none"]

_LABELS = (*Label, LITERAL)

# What may be left of a token that detection has found by a part of it.
_AROUND = "[](){}<>*`~'\" .,;:"


class RunTokens:
    """The tokens of one conversation, in every vault that a policy around the run has.

    Args:
        policies: from the inside out.
        scope: the conversation.
    """

    def __init__(self, policies: Sequence[RequestRedaction], scope: VaultScope) -> None:
        self._by_vault: dict[Vault, Pseudonymiser] = {}
        self._policies: dict[Vault, RequestRedaction] = {}
        for policy in policies:
            # What a middleware has begun on the wire has tokens of the wire; there it is also restored.
            if policy.vault is not None and not policy.begun and policy.vault not in self._by_vault:
                self._by_vault[policy.vault] = Pseudonymiser(policy.vault, scope)
                self._policies[policy.vault] = policy
        drawers = [pseudonymiser.drawer for pseudonymiser in self._by_vault.values()]
        self.keeper = TokenKeeper(drawers) if drawers else None

    def of(self, policy: RequestRedaction) -> Pseudonymiser | None:
        """What makes the tokens of a policy; policies that share a vault share it."""
        if policy.vault is None or policy.begun:
            return None
        return self._by_vault[policy.vault]

    @property
    def blocking(self) -> bool:
        """Whether making tokens waits for a disk or a network."""
        return any(vault.blocking for vault in self._by_vault)

    async def open(self) -> None:
        """Learn of the tokens that other processes have made."""
        for vault, pseudonymiser in self._by_vault.items():
            if vault.blocking:
                await in_thread(pseudonymiser.drawer.refresh)
            else:
                pseudonymiser.drawer.refresh()

    async def forget(self) -> None:
        """Forget the conversation in every vault."""
        for vault, pseudonymiser in self._by_vault.items():
            if vault.blocking:
                await in_thread(pseudonymiser.drawer.clear)
            else:
                pseudonymiser.drawer.clear()

    def restorers(self, days: Set[date] | None = None) -> list[tuple[RequestRedaction, Restorer]]:
        """One for each vault, with the policy that counts what it reveals; for `days` see `Restorer`."""
        return [
            (self._policies[vault], Restorer(pseudonymiser.drawer, days=days))
            for vault, pseudonymiser in self._by_vault.items()
        ]


class TokenKeeper:
    """Writes the tokens of a conversation as they were made, and lets redaction touch none.

    A model writes a token back in many ways, and what it writes then looks like a record number to whoever
    does not know it. So tokens are put back into form before redaction (`text`, `json`, `stream`), and what
    redaction still takes for an identifier is left alone if it is a token of this conversation (`replace`).

    A date that the vault has moved is a token too.

    Attributes:
        keeps_dates: whether every date is left alone, since all are to be moved back; one that the model has
            reckoned out from a moved one as well.
        days: those of the dates that were left alone for that reason.
    """

    def __init__(self, drawers: Sequence[Drawer]) -> None:
        self.keeps_dates = False
        self.days: set[date] = set()
        self._drawers = drawers
        self._pattern = token_pattern(max(drawer.codes.longest for drawer in drawers))

    def text(self, text: str) -> str:
        return rewritten(text, self._pattern, self._in_form)

    def json(self, value: Any) -> Any:
        return in_value(value, self.text)

    def stream(self) -> StreamRewriter:
        return StreamRewriter(self._pattern, self._in_form)

    def replace(self, otherwise: Replace | None, *, dates: Dates = "restored") -> Replace:
        """The hook `Redactor(replace=...)`: gives tokens as they are, and the rest to another hook.

        Args:
            otherwise: the other hook.
            dates: which of them are tokens: those that are `restored` after this, those that were `moved`,
                or, in what a caller has typed, `none`.
        """

        def replacement(value: str, span: Span) -> str | None:
            if self._is_token(value) or (span.label is Label.DATE and self._is_date(value, dates)):
                return value
            return None if otherwise is None else otherwise(value, span)

        return replacement

    def _is_token(self, value: str) -> bool:
        bare = value.strip(_AROUND)
        if any(self._lives(label, bare) for label in _LABELS):
            return True
        return not rewritten(bare, self._pattern, self._nothing).strip(_AROUND)

    def _is_date(self, value: str, dates: Dates) -> bool:
        shifting = [drawer for drawer in self._drawers if drawer.shifts_dates and dates != "none"]
        if shifting and self.keeps_dates and dates == "restored":
            self.days |= days_of(view_of(value))
            return True
        return any(drawer.of_code(code_of(view_of(value))) is not None for drawer in shifting)

    def _lives(self, label: str, code: str) -> bool:
        return any(drawer.find(label, code) is not None for drawer in self._drawers)

    def _in_form(self, match: re.Match[str], text: str) -> str | None:
        token = read(match)
        if not self._lives(token.label, token.code):
            return None
        return text if token.escaping else written(token.label, token.code) + token.ending

    def _nothing(self, match: re.Match[str], text: str) -> str | None:
        token = read(match)
        return "" if self._lives(token.label, token.code) else None
