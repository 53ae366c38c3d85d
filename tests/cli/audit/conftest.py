"""What the tests of the commands that read a log share."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import TYPE_CHECKING

import pytest

from tests.audit.logs import Diary
from tests.audit.visits import KEYS
from tests.cli.audit.calling import Caller

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def audit(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Caller:
    """Runs `asgi-agent audit` here, on a terminal of 100 columns."""
    monkeypatch.setenv("COLUMNS", "100")
    return Caller(capsys)


@pytest.fixture
def diary(tmp_path: Path) -> Diary:
    """A log to write to."""
    return Diary(tmp_path / "audit")


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """The key file of its pseudonyms."""
    path = tmp_path / "pseudonyms.key"
    path.write_text(json.dumps({name: b64encode(key).decode() for name, key in KEYS.items()}))
    return path
