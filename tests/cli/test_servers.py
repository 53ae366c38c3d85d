"""The servers of the command line."""

from __future__ import annotations

import sys

import pytest

from asgi_agent.cli.servers import SERVERS, find
from asgi_agent.errors import MissingDependencyError


def forget(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if it had not been imported in this process."""
    for name in [*sys.modules]:
        if name.partition(".")[0] == package:
            monkeypatch.delitem(sys.modules, name)


@pytest.mark.parametrize("server", SERVERS)
def test_a_server_that_is_not_installed_is_named_with_its_extra(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before anything is said to be served."""
    forget(server, monkeypatch)
    monkeypatch.setattr(sys, "path", [])
    with pytest.raises(MissingDependencyError) as caught:
        find(server)
    assert str(caught.value) == f"{server} is not installed: pip install 'asgi-agent[{server}]'"


def test_a_fault_inside_an_installed_server_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    """That it is there and lacks something itself is another matter."""
    forget("hypercorn", monkeypatch)
    forget("wsproto", monkeypatch)
    monkeypatch.setitem(sys.modules, "wsproto", None)
    with pytest.raises(ModuleNotFoundError) as caught:
        find("hypercorn")
    assert not isinstance(caught.value, MissingDependencyError)


@pytest.mark.parametrize("server", SERVERS)
def test_an_installed_server_is_found(server: str) -> None:
    """As something to call."""
    assert callable(find(server))
