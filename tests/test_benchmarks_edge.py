from __future__ import annotations

from benchmarks.edge import layers, proxies
from benchmarks.edge.__main__ import markdown
from benchmarks.scale import Scale

TINY = Scale(rounds=1, requests=2, streams=2, calls=8)


def test_every_proxy_hands_on_what_is_measured() -> None:
    """Ours, the guide's, a bare one and none do the same work; the table says so of each."""
    results = proxies.measure(TINY, [1])
    assert [result.title for result in results] == [
        "invoke through a proxy, 1 at a time",
        "stream through a proxy, 1 at a time",
    ]
    for result in results:
        assert {row.name for row in result.rows} >= set(proxies.PROXIES)
        assert all(row.rate > 0 and row.first_byte > 0 for row in result.rows)
    assert "| asgi-agent |" in markdown(results)


def test_every_layer_is_measured() -> None:
    """Each lets the request in, so that what is measured is its whole work."""
    (result,) = layers.measure(TINY)
    assert len(result.rows) == 5
    assert "APIKeyMiddleware" in markdown([result])
