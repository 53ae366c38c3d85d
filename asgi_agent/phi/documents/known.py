"""Identifiers found by key and path: which to look for in free text, and which are replaced already."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from asgi_agent.phi.documents import looks
from asgi_agent.phi.spans import Label
from asgi_agent.phi.tokens import STANDING

if TYPE_CHECKING:
    from asgi_agent.phi.memory import Memory
    from asgi_agent.phi.policy import Policy

_LONGEST = 120
# Found in text by their form as it is, or no text at all.
_NOT_LOOKED_FOR = frozenset([Label.DATE, Label.AGE, Label.URL, Label.PHOTO, Label.BIOMETRIC])


def remember(memory: Memory, value: str, label: Label) -> None:
    """Have an identifier found in the free text of the same session.

    Names are learnt word by word. Of anything else only what stands for nothing but itself: `Normal` and
    `Reading` are towns, and a house number is a number.
    """
    if label in _NOT_LOOKED_FOR or len(value) > _LONGEST:
        return
    if label is Label.NAME:
        memory.learn(value)
    words = value.split()
    if looks.digits(value) >= 4 or (len(words) > 1 and len(value) >= 6) or label is Label.EMAIL:
        memory.know(value, label)


def settled(value: str, policy: Policy) -> bool:
    """Whether a value is what an earlier redaction has left: a placeholder, or the token of a vault."""
    return value in _placeholders(policy.placeholder) or STANDING.fullmatch(value) is not None


@lru_cache(16)
def _placeholders(placeholder: str) -> frozenset[str]:
    return frozenset(placeholder.format(label=label) for label in Label)
