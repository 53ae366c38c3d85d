"""The command itself."""

from __future__ import annotations

import asgi_agent
from tests.cli.process import run


def test_the_version_is_that_of_the_package() -> None:
    """As `python -m asgi_agent`, which is the same command."""
    done = run("--version")
    assert (done.returncode, done.stdout) == (0, f"{asgi_agent.__version__}\n")


def test_help_names_the_commands() -> None:
    """With a line for each."""
    done = run("--help")
    assert done.returncode == 0
    assert "serve a graph" in done.stdout
    assert "serve an example graph" in done.stdout


def test_no_command_is_a_wrong_command() -> None:
    """Code 2, and how it is used."""
    done = run()
    assert done.returncode == 2
    assert done.stderr.startswith("usage: asgi-agent")
