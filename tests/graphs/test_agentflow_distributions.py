"""Both distributions of AgentFlow pass the same tests.

They cannot be installed side by side, since both ship a package `agentflow`, and both need Python 3.12.
Whichever is not at home in the running interpreter is tested in an environment of its own.
"""

from __future__ import annotations

import importlib.metadata
import subprocess

import pytest

from tests.environments import ROOT, child_environment, environment

DISTRIBUTIONS = {
    "tenxgraph": ("10xgraph", "10xgraph[sqlite_checkpoint]>=0.10"),
    "agentflow": ("10xscale-agentflow", "10xscale-agentflow[sqlite_checkpoint]>=0.10"),
}
# What the tests that serve a graph need beside it.
SERVING = ("fastapi", "httpx", "hypercorn", "uvicorn", "websockets")
TESTS = ("tests/graphs/agentflow", "tests/protocols/agentflow")
TIMEOUT = 600.0


def _installed(distribution: str) -> bool:
    try:
        importlib.metadata.distribution(distribution)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


ABSENT = [root for root, (name, _) in DISTRIBUTIONS.items() if not _installed(name)]


@pytest.mark.parametrize("root", ABSENT)
def test_a_distribution_that_is_not_installed_here_passes_elsewhere(root: str) -> None:
    """The very same files, in a process with that distribution."""
    _, requirement = DISTRIBUTIONS[root]
    python = environment([requirement, *SERVING])
    done = subprocess.run(
        [python, "-m", "pytest", *TESTS, "-q", "-p", "no:cacheprovider"],
        cwd=ROOT,
        env=child_environment(ASGI_AGENT_AGENTFLOW_ROOT=root),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=TIMEOUT,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_at_most_one_distribution_is_installed_here() -> None:
    """Beside each other they overwrite each other's files, and what the tests show is worth nothing."""
    assert ABSENT
