"""Marks within a text: separators that stay, and characters that are written at length."""

from __future__ import annotations

from asgi_agent.phi import Label, Redactor
from asgi_agent.phi.documents.masked import Mark, find_in_masked


def found(text: str, marks: list[Mark]) -> list[str]:
    session = Redactor(known={"Zyrr Quaife": Label.NAME}).session()
    return [text[span.start : span.end] for span in find_in_masked(session, text, marks)]


def test_a_separator_is_read_over_and_stays() -> None:
    """What stands on both sides is one identifier in two pieces."""
    assert found("zyrr^quaife", [Mark(4, 5, " ", separator=True)]) == ["zyrr", "quaife"]


def test_a_character_at_length_is_part_of_what_it_stands_in() -> None:
    """All of it or nothing, also at the edge."""
    assert found("zyrr{sp}quaife!", [Mark(4, 8, " ", separator=False)]) == ["zyrr{sp}quaife"]
    assert found("x {z}yrr quaife", [Mark(2, 5, "z", separator=False)]) == ["{z}yrr quaife"]
    assert found("zyrr quaif{e} x", [Mark(10, 13, "e", separator=False)]) == ["zyrr quaif{e}"]


def test_a_blank_line_parts() -> None:
    """So a separator may end a thought."""
    assert found("zyrr<p>quaife", [Mark(4, 7, "\n\n", separator=True)]) == []


def test_without_marks_a_text_is_a_text() -> None:
    """Nothing is masked."""
    assert found("so zyrr quaife left", []) == ["zyrr quaife"]
