"""The messages of a stream, rewritten by one rewriter after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic

from asgi_agent.middleware.redaction.messages import Carrier, Decided, Messages

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from asgi_agent.middleware.redaction.rewriters import BodyRewriter


class StagedMessages(Generic[Carrier]):
    """Rewrites the messages of one stream several times over: what one rewriter has decided goes to the next.

    Takes what `Messages` takes, with several rewriters.
    """

    def __init__(self, rewriters: Sequence[BodyRewriter], *, guess: bool = True, separator: str = "") -> None:
        self._stages: list[Messages[Carrier]] = [
            Messages(rewriter, guess=guess, separator=separator) for rewriter in rewriters
        ]

    @property
    def waiting(self) -> int:
        """See `Messages.waiting`."""
        return sum(stage.waiting for stage in self._stages)

    def take(self, carrier: Carrier, payload: str, event: str = "") -> list[Decided[Carrier]]:
        """See `Messages.take`."""
        return self._passed([Decided(carrier, payload, event)], self._stages)

    def close(self) -> list[Decided[Carrier]]:
        """See `Messages.close`."""
        return self._ended(Messages.close)

    def rest(self) -> list[Decided[Carrier]]:
        """See `Messages.rest`."""
        return self._ended(Messages.rest)

    def rest_at_second_sign(self) -> list[Decided[Carrier]]:
        """See `Messages.rest_at_second_sign`."""
        return self._ended(Messages.rest_at_second_sign)

    def _ended(self, end: Callable[[Messages[Carrier]], list[Decided[Carrier]]]) -> list[Decided[Carrier]]:
        decided: list[Decided[Carrier]] = []
        for place, stage in enumerate(self._stages):
            decided += self._passed(end(stage), self._stages[place + 1 :])
        return decided

    def _passed(
        self, decided: list[Decided[Carrier]], stages: Sequence[Messages[Carrier]]
    ) -> list[Decided[Carrier]]:
        for stage in stages:
            decided = [later for message in decided for later in stage.take(*message)]
        return decided
