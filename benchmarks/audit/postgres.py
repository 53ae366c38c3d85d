"""A chain in PostgreSQL: records a second, written and verified."""

from __future__ import annotations

import time
from contextlib import closing
from typing import TYPE_CHECKING

from asgi_agent.audit.postgres import PostgresReader
from asgi_agent.audit.verification import verify
from benchmarks.audit.writers import PROCESSES, rate
from benchmarks.processes import progress
from benchmarks.tables import Table
from tests.postgres import PostgresServer, is_installed

if TYPE_CHECKING:
    from benchmarks.audit.scale import Scale


def measure(scale: Scale) -> list[Table]:
    """Four processes on one log, then its verification."""
    head = ("", "records/s")
    if not is_installed():
        return [Table("One chain in PostgreSQL", head, [], notes=["Left out: no PostgreSQL is installed"])]
    with PostgresServer() as server:
        place = f"{server.url}#benchmark/audit"
        rows = []
        for batch, count in ((scale.batch, scale.postgres), (1, min(scale.postgres, 4000))):
            progress(f"PostgreSQL: {count} records, {batch} an append")
            found = rate(place, count, batch)
            rows.append((f"{PROCESSES} processes, {batch} an append", f"{found:,.0f}"))
        progress("PostgreSQL: verify")
        with closing(PostgresReader(place)) as reader:
            began = time.perf_counter()
            verdict = verify(reader)
            taken = time.perf_counter() - began
        if verdict.integrity != "intact":
            raise RuntimeError("the chain is broken")
        rows.append((f"verified, {verdict.records:,} records", f"{verdict.records / taken:,.0f}"))
    return [Table("One chain in PostgreSQL", head, list(rows))]
