"""Verdicts: what the place of a value in a document says about it."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from asgi_agent.phi.spans import Label

Form: TypeAlias = Callable[[str, str], str | int | None]
"""Gives what stands for an identifier where a type must stay valid, from it and what the policy made of it.
None where no valid value says nothing: then its member goes."""
Part: TypeAlias = Callable[[str], tuple[int, int]]
"""Tells which part of a value is the identifier."""


class Kind(Enum):
    """What is done with a value."""

    KEEP = auto()
    """Nothing: a code, an enumerated word, an id of the protocol."""
    TEXT = auto()
    """It is read as free text."""
    MARKUP = auto()
    """It is read as XHTML: the words as free text, the tags as they are."""
    VALUE = auto()
    """All of it is an identifier."""
    DROP = auto()
    """All of it goes, with its key."""


class Verdict(NamedTuple):
    """What is done with a value, if its text passes a test; and otherwise.

    A key alone is often not enough: a `license` may be a physician's or Apache's, and the value tells.
    """

    kind: Kind
    label: Label | None = None
    rule: str = ""
    form: Form | None = None
    part: Part | None = None
    test: Callable[[str], bool] | None = None
    otherwise: Verdict | None = None
    columns: tuple[Verdict, ...] = ()
    """For the rows of a table: what is done with each of their cells."""

    def on(self, value: str) -> Verdict:
        """The verdict on this value."""
        verdict = self
        while verdict.test is not None and not verdict.test(value):
            assert verdict.otherwise is not None
            verdict = verdict.otherwise
        return verdict


KEEP = Verdict(Kind.KEEP)
TEXT = Verdict(Kind.TEXT)
MARKUP = Verdict(Kind.MARKUP)


def identifier(
    label: Label,
    rule: str,
    test: Callable[[str], bool] | None = None,
    otherwise: Verdict = TEXT,
    form: Form | None = None,
    part: Part | None = None,
) -> Verdict:
    """The verdict that a value is an identifier as a whole, or in part, if it passes the test."""
    return Verdict(Kind.VALUE, label, rule, form, part, test, otherwise if test is not None else None)
