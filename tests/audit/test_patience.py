from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from asgi_agent.audit import AuditLog, AuditWriteError
from tests.audit.stores import Steered, event, names_of, reached

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.parametrize("on_failure", ["closed", "spool"])
async def test_nobody_waits_for_a_store_that_hangs(
    store: Steered, make: Callable[..., AuditLog], tmp_path: Path, on_failure: str
) -> None:
    """The record may be in the log later all the same."""
    log = make(on_failure, timeout=0.1)
    store.gate.clear()
    writes = [asyncio.ensure_future(log.write(event())) for _ in range(3)]
    done = await asyncio.gather(*writes, return_exceptions=True)
    assert [str(error) for error in done] == ["the audit log takes too long"] * 3
    with pytest.raises(AuditWriteError, match="takes too long"):
        await asyncio.to_thread(log.write_sync, event())
    store.gate.set()
    log.submit(event())
    await reached(lambda: len(names_of(tmp_path / "audit")) == 5)


async def test_open_does_not_stop_for_a_store_that_hangs(
    store: Steered, make: Callable[..., AuditLog], tmp_path: Path
) -> None:
    """Nothing is counted as lost that may still be written."""
    log = make("open", timeout=0.1)
    store.gate.clear()
    await log.write(event())
    await asyncio.to_thread(log.write_sync, event())
    assert log.health().dropped == 0
    store.gate.set()
    log.submit(event())
    await reached(lambda: len(names_of(tmp_path / "audit")) == 3)
    assert log.health().dropped == 0


async def test_closing_does_not_wait_for_ever(
    store: Steered, make: Callable[..., AuditLog], caplog: pytest.LogCaptureFixture
) -> None:
    """Where the store hangs, that is told."""
    log = make("closed", timeout=0.05)
    log.submit(event())
    await reached(lambda: len(store.batches) == 1)
    store.gate.clear()
    log.submit(event())
    await log.aclose()
    log.submit(event())
    await asyncio.to_thread(log.close)
    assert [record.getMessage() for record in caplog.records] == [
        f"the audit log {log.place} was not closed in time"
    ] * 2
