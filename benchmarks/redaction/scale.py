"""How much is measured."""

from __future__ import annotations

import msgspec


class Scale(msgspec.Struct, frozen=True):
    """Counts of one run.

    Args:
        documents: held-out documents that accuracy is measured on.
        rounds: of each timing.
        seconds: of processor time that each detector gets in a round.
        streams: texts that are streamed.
        requests: streamed responses in a round.
        imports: fresh processes.
    """

    documents: int = 1800
    rounds: int = 15
    seconds: float = 0.3
    streams: int = 200
    requests: int = 20
    imports: int = 9


QUICK = Scale(documents=90, rounds=3, seconds=0.05, streams=20, requests=4, imports=2)
