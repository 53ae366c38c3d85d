from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest

from asgi_agent.audit import AuditLog
from asgi_agent.audit.files import DirectoryStore
from asgi_agent.errors import ConfigurationError

if TYPE_CHECKING:
    from pathlib import Path


def test_a_place_has_one_log_in_a_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever it is called, and whether with the options that it has or with none."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "link").symlink_to("audit")
    log = AuditLog.shared(tmp_path / "audit", heartbeat=9.0)
    assert AuditLog.shared("audit") is log
    assert AuditLog.shared(str(tmp_path / "link"), heartbeat=9.0, on_failure="closed", name=None) is log
    assert AuditLog.shared(DirectoryStore(tmp_path / "audit")) is log
    assert AuditLog.shared(log, heartbeat=9.0) is log
    assert AuditLog.shared(tmp_path / "other") is not log


def test_a_log_is_not_shared_by_those_who_want_it_different(tmp_path: Path) -> None:
    """They would not get what they asked for."""
    log = AuditLog.shared(tmp_path / "audit", on_failure="open")
    for place in (tmp_path / "audit", log):
        with pytest.raises(ConfigurationError, match="in use with another on_failure="):
            AuditLog.shared(place, on_failure="closed")
        with pytest.raises(ConfigurationError, match="in use with another colour="):
            AuditLog.shared(place, colour="red")


def test_a_shared_log_is_made_anew_when_nobody_has_it_any_more(tmp_path: Path) -> None:
    """With other options, if they are wanted."""
    log = AuditLog.shared(tmp_path / "audit", on_failure="open")
    del log
    gc.collect()
    assert AuditLog.shared(tmp_path / "audit", on_failure="closed").on_failure == "closed"
