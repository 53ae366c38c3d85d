from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

import pytest

from tests.graphs.agentmap.support import Project

if TYPE_CHECKING:
    from collections.abc import Iterator

# Where AgentMap is not installed, tests/graphs/test_agentmap.py runs these files in an environment of
# their own.
collect_ignore_glob = [] if importlib.util.find_spec("agentmap") else ["test_*.py"]


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """One for all tests, since AgentMap has one configuration in a process."""
    with Project.at(tmp_path_factory.mktemp("agentmap")) as made:
        yield made
