"""HTML that nothing in a record can break out of."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asgi_agent.audit.report.markup import Markup, anchor, h, join


class Reader(HTMLParser):
    """What a browser makes of markup: tags, attributes, text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def read(markup: str) -> Reader:
    reader = Reader()
    reader.feed(markup)
    reader.close()
    return reader


@given(st.text())
def test_a_text_stays_a_text(text: str) -> None:
    """In an element and in an attribute, whatever characters it has."""
    reader = read(h("p", text, title=text))
    shown = "".join(char if char.isprintable() else "\ufffd" for char in text)
    assert reader.tags == ["p"]
    assert reader.text == shown
    assert reader.attributes == [("title", shown)]


def test_markup_stays_markup() -> None:
    """And is not escaped again; nothing is nothing."""
    assert h("p", h("b", "a<b"), None, 7) == "<p><b>a&lt;b</b>7</p>"
    assert join("<", Markup("<br>"), None) == "&lt;<br>"


def test_attributes_have_the_names_of_html() -> None:
    """Python has words of its own for some, and no hyphens."""
    assert h("meta", http_equiv="x", class_="y", title=None) == '<meta http-equiv="x" class="y"/>'


def test_elements_without_content_have_no_end() -> None:
    """As HTML has it."""
    assert h("rect", x=1) == '<rect x="1"/>'


@pytest.mark.parametrize(("title", "name"), [("Access by patient", "access-by-patient"), ("Gaps", "gaps")])
def test_links_have_names_without_spaces(title: str, name: str) -> None:
    """They are parts of a URL."""
    assert anchor(title) == name
