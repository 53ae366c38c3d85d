from __future__ import annotations

from asgi_agent.counted import counted


def test_a_number_of_things_is_worded() -> None:
    """In English, with thousands apart."""
    assert [counted(n, "line") for n in (0, 1, 1200)] == ["0 lines", "1 line", "1,200 lines"]
    assert counted(2, "access", "accesses") == "2 accesses"
