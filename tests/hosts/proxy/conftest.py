from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.servers import Server, serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="package")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the upstream notes what it sees."""
    return tmp_path_factory.mktemp("seen")


@pytest.fixture(scope="package")
def upstream(seen: Path) -> Iterator[Server]:
    """An agent server that says what it got."""
    with serve(
        "uvicorn", "tests.hosts.proxy.upstream:app", http="httptools", env={"SEEN": str(seen)}
    ) as server:
        yield server
