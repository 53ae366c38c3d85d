from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asgi_agent.audit.files.layout import log_name, segment_name, segment_numbers, torn_name

if TYPE_CHECKING:
    from pathlib import Path


def test_segments_are_found_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    """Also where there are more of them than digits, and other files beside them."""
    numbers = [2, 10, 999_999, 1_000_000, 1]
    for name in [
        *map(segment_name, numbers),
        torn_name(2, 8),
        "head",
        "1.jsonl",
        "000003.jsonl.gz",
        "a.jsonl",
    ]:
        (tmp_path / name).touch()
    assert segment_numbers(str(tmp_path)) == sorted(numbers)


@pytest.mark.parametrize(
    ("directory", "name"),
    [("/srv/clinic", "clinic"), ("/srv/Clinic", "clinic"), ("/", "audit"), ("/srv/a b", "audit")],
)
def test_a_log_is_named_for_its_directory(directory: str, name: str) -> None:
    """Where that is a name for a log."""
    assert log_name(directory) == name
