"""Where two messages of a stream meet: within one text that was cut there, or between two texts."""

from __future__ import annotations

import re
from enum import IntEnum

from asgi_agent.phi import lexicon

_LAST = re.compile(r"[^\W_]+\Z")
_FIRST = re.compile(r"[^\W_]+")
_SHORTEST = 3
# What is as long as a short sentence may be a text of its own.
_SENTENCE = re.compile(r"(?=.{10})\s*\S+\s+\S", re.DOTALL)

REACH = 32
"""So much of a text says how it ends."""


class Meeting(IntEnum):
    """What can be said of the place where two messages meet."""

    CUT = 0
    """One text goes on."""
    EITHER = 1
    """It may go on, or the next begins: what hides an identifier in either reading must be hidden."""
    APART = 2
    """The next text begins: its first word is none that the last could go on with."""


def meeting(before: str, after: str) -> Meeting:
    """How two messages meet, of which nothing says that they are pieces of one text.

    Args:
        before: how the text ends so far.
        after: the next message.
    """
    end, start = before[-1:], after[:1]
    if end.isspace() or not start.isalnum() or not (end.isalnum() or end in ".!?"):
        return Meeting.CUT
    first = _FIRST.match(after)
    last = _LAST.search(before)
    begins = first is not None and len(first[0]) >= _SHORTEST and lexicon.is_word(first[0].lower())
    if last is None:
        return Meeting.APART if begins and start.isupper() else Meeting.CUT
    if end.isdigit() and start.isdigit():
        return Meeting.EITHER
    assert first is not None
    if _is_known((last[0] + first[0]).lower()):
        return Meeting.CUT
    if begins:
        return (
            Meeting.APART
            if start.isupper() and not end.isupper() and first[0][1:].islower()
            else Meeting.EITHER
        )
    ends = len(last[0]) >= _SHORTEST and _is_known(last[0].lower())
    return Meeting.EITHER if ends and not start.islower() else Meeting.CUT


def may_be_whole(message: str) -> bool:
    """Whether it is long enough to be a text of its own."""
    return _SENTENCE.match(message) is not None


def _is_known(word: str) -> bool:
    return lexicon.is_word(word) or word in lexicon.names() or word in lexicon.cities()
