"""How much is measured."""

from __future__ import annotations

import msgspec


class Scale(msgspec.Struct, frozen=True):
    """Counts of one run.

    Args:
        rounds: of each timing of requests.
        requests: of each app in a round.
        records: that writers append, and that are verified.
        batch: records in an append.
        memory: requests while memory is watched.
        postgres: records that writers append to PostgreSQL.
    """

    rounds: int = 11
    requests: int = 3200
    records: int = 200_000
    batch: int = 256
    memory: int = 1_000_000
    postgres: int = 60_000


QUICK = Scale(rounds=3, requests=320, records=20_000, memory=20_000, postgres=4_000)
