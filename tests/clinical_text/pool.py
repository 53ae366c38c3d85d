"""What documents are made from: templates, and the names and places that fill them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from tests.clinical_text.document import Piece


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


class Style(NamedTuple):
    """How dates and numbers are written.

    Args:
        dates: formats that are dates wherever they stand, by name.
        births: the names of those that a birthday is written in.
        ranges: from one day to a later one, as pieces of text of which some are dates.
        phones: telephone numbers, as `numbers.phone` fills them in.
        units: what stands between a street and the number of a flat.
        boxes: post office boxes.
    """

    dates: Mapping[str, Callable[[date], str]]
    births: Sequence[str]
    ranges: Sequence[Callable[[date, date], Sequence[Piece]]]
    phones: Sequence[str]
    units: Sequence[str]
    boxes: Sequence[str]


class Places(NamedTuple):
    """Towns (each with its state and the first digits of its ZIP codes), and what is in them."""

    towns: Sequence[tuple[str, str, str]]
    counties: Sequence[str]
    streets: Sequence[str]
    facilities: Sequence[str]


class Pool(NamedTuple):
    """The material of one part, which shares no template with any other.

    Args:
        lookalikes: what must survive, by the slot it stands in; filled in as `Scene.fill` does.
        shapes: the make of numbers, addresses of e-mail and the like, by the slot they stand in.
    """

    families: Sequence[Family]
    names: Mapping[str, Names]
    places: Places
    lookalikes: Mapping[str, Sequence[str]]
    shapes: Mapping[str, Sequence[str]]
    style: Style


def towns(listed: str) -> Sequence[tuple[str, str, str]]:
    """Towns from a list such as "Boston/MA/021; Chicago/IL/606"."""
    return [(town, state, prefix) for town, state, prefix in (each.split("/") for each in listed.split("; "))]


def cultures(listed: Mapping[str, tuple[str, str, str]]) -> Mapping[str, Names]:
    """Names from lists with spaces between them; an underscore stands for a space within a name."""
    return {
        culture: Names(*(tuple(name.replace("_", " ") for name in names.split()) for names in lists))
        for culture, lists in listed.items()
    }
