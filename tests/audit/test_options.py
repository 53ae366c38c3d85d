from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest

from asgi_agent.audit import AuditLog
from asgi_agent.audit.files import DirectoryStore
from asgi_agent.errors import ConfigurationError
from tests.audit.stores import Steered, event, names_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"on_failure": "never"}, "on_failure= is one of closed, spool, open"),
        ({"on_failure": "spool"}, "needs spool="),
        ({"heartbeat": 0.0}, "above 0"),
        ({"timeout": -1.0}, "above 0"),
        ({"queue": 0}, "above 0"),
        ({"service": "s" * 300}, "service="),
        ({"name": "A log"}, "name="),
        ({"rotate_bytes": 0}, "rotate_bytes="),
    ],
)
def test_options_that_cannot_be_are_refused(tmp_path: Path, options: dict[str, object], message: str) -> None:
    """When the log is made."""
    with pytest.raises(ConfigurationError, match=message):
        AuditLog(tmp_path / "audit", **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "options", [{"name": "audit"}, {"mac_key": "key"}, {"rotate_bytes": 9}, {"sync": False}]
)
def test_what_a_store_decides_is_told_to_the_store(store: Steered, options: dict[str, object]) -> None:
    """Rather than to a log that was given one."""
    with pytest.raises(ConfigurationError, match=f"give {next(iter(options))}= to the store"):
        AuditLog(store, **options)  # type: ignore[arg-type]


async def test_the_longest_record_fits_the_longest_line(tmp_path: Path) -> None:
    """With the longest source, and the longest name of a log."""
    source = {"service": "s" * 50, "version": "v" * 50, "instance": "i" * 60}
    log = AuditLog(tmp_path / "audit", name="a" * 64, sync=False, **source)  # type: ignore[arg-type]
    for length in range(7600, 7500, -1):
        with contextlib.suppress(ValueError):
            await log.write(event("x" * length))
            break
    await log.aclose()
    DirectoryStore(tmp_path / "audit", sync=False).append([])
    assert [len(name) for name in names_of(tmp_path / "audit")] == [length]
    assert max(map(len, DirectoryStore(tmp_path / "audit").lines())) <= 8192


def test_a_spool_is_not_kept_in_the_directory_of_its_log(tmp_path: Path) -> None:
    """What makes the log fail would make the spool fail too."""
    with pytest.raises(ConfigurationError, match="spool= is to be on another disk"):
        AuditLog(tmp_path / "audit", on_failure="spool", spool=tmp_path / "audit" / "spool")
