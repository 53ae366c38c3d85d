"""URLs of databases that cannot be used as they stand."""

from __future__ import annotations

import sys

import pytest

from asgi_agent.errors import ConfigurationError, MissingDependencyError
from asgi_agent.workflow_service.sql import SQLExecutions


def test_a_driver_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the rest of the URL, which may hold a password."""
    monkeypatch.setitem(sys.modules, "pymysql", None)
    with pytest.raises(MissingDependencyError, match="a driver that is not installed: pymysql") as caught:
        SQLExecutions("mysql+pymysql://ann:secret@host/name")
    assert "secret" not in str(caught.value)


def test_an_async_driver_in_a_url_is_refused() -> None:
    """When the store is made, since each of its requests would fail."""
    with pytest.raises(ConfigurationError, match="aiosqlite is async: name another driver, or give"):
        SQLExecutions("sqlite+aiosqlite:///executions.db")
