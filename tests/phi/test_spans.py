"""Overlapping finds become one, and none of them loses a character."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from asgi_agent.phi.spans import Label, Span, resolve

SPANS = st.lists(
    st.builds(
        lambda start, length, label, score: Span(start, start + length, label, score, "rule"),
        st.integers(0, 40),
        st.integers(1, 15),
        st.sampled_from(Label),
        st.sampled_from([0.3, 0.5, 0.9]),
    ),
    max_size=12,
)


def covered(spans: list[Span]) -> set[int]:
    """The places under any of them."""
    return {place for span in spans for place in range(span.start, span.end)}


@given(SPANS)
def test_resolved_spans_cover_the_same_characters_once(spans: list[Span]) -> None:
    """Nothing is lost, nothing is covered twice, and they come in order."""
    resolved = resolve(spans)
    assert covered(resolved) == covered(spans)
    assert sum(span.end - span.start for span in resolved) == len(covered(spans))
    assert resolved == sorted(resolved)


def test_the_more_certain_find_gives_its_label() -> None:
    """Then the longer."""
    date, phone = Span(0, 8, Label.DATE, 0.5, "d"), Span(4, 12, Label.PHONE, 0.9, "p")
    assert resolve([date, phone]) == [Span(0, 12, Label.PHONE, 0.9, "p")]
    assert resolve([date, phone._replace(score=0.5, end=20)]) == [Span(0, 20, Label.PHONE, 0.5, "p")]


def test_spans_side_by_side_stay_two() -> None:
    """They touch, and share nothing."""
    left, right = Span(0, 4, Label.NAME, 0.5, "n"), Span(4, 8, Label.MRN, 0.5, "m")
    assert resolve([right, left]) == [left, right]
