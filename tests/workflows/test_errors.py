"""What is told of a name that is none: the one that was probably meant."""

from __future__ import annotations

import pytest

from asgi_agent.workflows.errors import MAX_COMPARED, closest


@pytest.mark.parametrize("slip", ["Validat_Order", "alidate_Order", "Validate_Ordre", "/Validate_Order"])
def test_a_slip_is_found_among_few_and_among_many(slip: str) -> None:
    """Whatever the slip is; many are not all compared in full."""
    few = ["Node", "Validate_Order", "/Other"]
    assert closest(slip, few) == "Validate_Order"
    assert closest(slip, [*few, *(f"Step{number}" for number in range(MAX_COMPARED))]) == "Validate_Order"
