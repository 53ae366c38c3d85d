"""XHTML: what is said between the tags is read, and the tags stay."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asgi_agent.phi import Label, Redactor
from asgi_agent.phi.documents.markup import find_in_markup
from tests.timing import takes_time_in_proportion

if TYPE_CHECKING:
    from collections.abc import Callable


def found(text: str) -> list[tuple[str, Label]]:
    spans = find_in_markup(Redactor(known={"Zyrr Quaife": Label.NAME}).session(), text)
    return [(text[span.start : span.end], span.label) for span in spans]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>zyrr quaife came</p>", [("zyrr quaife", Label.NAME)]),
        ("<b>Zyrr</b> <i>Quaife</i>", [("Zyrr", Label.NAME), ("Quaife", Label.NAME)]),
        ("<p>Zyrr</p><p>Quaife</p>", []),
        (
            "<p>jo@example.org<br/>617-555-0182</p>",
            [("jo@example.org", Label.EMAIL), ("617-555-0182", Label.PHONE)],
        ),
        ("617&#45;555&#x2d;0182", [("617&#45;555&#x2d;0182", Label.PHONE)]),
        ("zyrr&nbsp;quaife &amp; co", [("zyrr&nbsp;quaife", Label.NAME)]),
        ('<a href="mailto:jo@example.org">write</a>', [("jo@example.org", Label.EMAIL)]),
        ("<img alt='Zyrr Quaife' class=\"zyrr quaife\"/>", [("Zyrr Quaife", Label.NAME)]),
        ('<div xmlns="http://www.w3.org/1999/xhtml">fine</div>', []),
        ("a < b & c > d", []),
        ("<!-- x --> jo@example.org", [("jo@example.org", Label.EMAIL)]),
    ],
)
def test_words_are_read_as_a_reader_sees_them(text: str, expected: list[tuple[str, Label]]) -> None:
    """Tags within a line do not part a name, paragraphs do; entities are what they stand for."""
    assert found(text) == expected


markup = st.lists(
    st.sampled_from(
        [
            "<p>",
            "</p>",
            "<br/>",
            "<b>",
            "&amp;",
            "&#39;",
            "&",
            "<",
            ">",
            " ",
            "Zyrr",
            "Quaife",
            "jo@example.org",
            '<a b="',
            '">',
        ]
    ),
    max_size=20,
).map("".join)


@given(markup)
def test_no_tag_is_touched(text: str) -> None:
    """Whatever is found around it; and spans are in order, none overlapping."""
    spans = find_in_markup(Redactor(known={"Zyrr Quaife": Label.NAME}).session(), text)
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))
    tags = [match.span() for match in re.finditer(r"</?(?:p|b|br)/?>", text)]
    for span in spans:
        assert all(span.end <= start or span.start >= end for start, end in tags)


@pytest.mark.parametrize(
    "hostile",
    [
        lambda n: "<" * n,
        lambda n: "<a" * n,
        lambda n: "<" + "a" * n,
        lambda n: "&#" * n,
        lambda n: "<a " + "b=" * n + ">",
    ],
)
def test_hostile_markup_takes_no_longer_than_other(hostile: Callable[[int], str]) -> None:
    """Four times the text takes about four times as long."""
    assert takes_time_in_proportion(lambda text: find_in_markup(Redactor().session(), text), hostile)
