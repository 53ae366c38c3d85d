from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from asgi_agent.audit import AuditLog
from tests.audit.stores import Steered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> Steered:
    """The store of a log in `audit`."""
    return Steered(tmp_path / "audit")


@pytest.fixture
def log(tmp_path: Path) -> Iterator[AuditLog]:
    """A log in `audit`."""
    log = AuditLog(tmp_path / "audit", sync=False)
    yield log
    log.close()


@pytest.fixture
def make(store: Steered, tmp_path: Path) -> Iterator[Callable[..., AuditLog]]:
    """Makes logs with that store, and closes them."""
    made = []

    def make_log(on_failure: str, **options: Any) -> AuditLog:
        spool = {"spool": tmp_path / "spool"} if on_failure == "spool" else {}
        made.append(AuditLog(store, **{"on_failure": on_failure, **spool, **options}))
        return made[-1]

    yield make_log
    store.gate.set()
    store.fault = None
    for log in made:
        log.close()
