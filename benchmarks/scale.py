"""How much is measured."""

from __future__ import annotations

import msgspec


class Scale(msgspec.Struct, frozen=True):
    """Counts of one run of the benchmarks.

    Many short rounds rather than few long ones: what else the machine does then falls on all contenders.
    """

    rounds: int = 25
    requests: int = 160
    streams: int = 16
    calls: int = 4000
    imports: int = 15
    open_streams: int = 1000


QUICK = Scale(rounds=5, requests=64, streams=4, calls=1000, imports=3, open_streams=200)
