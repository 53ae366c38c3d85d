"""What documents are made from: templates, and the names and places that fill them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Some(NamedTuple):
    """A part of a template that is a few sentences out of many."""

    sentences: Sequence[str]
    least: int
    most: int
    separator: str = " "


Part = str | tuple[str, ...] | Some
"""Always there; one of several (of which one may be empty); or some of many."""


class Family(NamedTuple):
    """Documents of one make.

    Args:
        kind: what sort of document it is.
        name: tells it from the other families.
        parts: one after the other. In them, `{slot}` is filled in, and `{!text}` must survive as it is.
        manner: "plain"; "upper" and "lower" change the case; "chat" is lower case with typing errors.
        width: break lines at this column, wherever that falls.
    """

    kind: str
    name: str
    parts: tuple[Part, ...]
    manner: str = "plain"
    width: int = 0


class Names(NamedTuple):
    """The names of one culture."""

    female: Sequence[str]
    male: Sequence[str]
    family: Sequence[str]


class Pool(NamedTuple):
    """One half of the material: development (0) and held-out (1) documents share no template, name or place.

    The look-alikes come in halves as well: every other one of each list, from the place `half` on.
    """

    half: int
    families: Sequence[Family]
    names: Mapping[str, Names]
    towns: Sequence[tuple[str, str, str]]
    streets: Sequence[str]
    facilities: Sequence[str]
    shapes: Mapping[str, Sequence[str]]
