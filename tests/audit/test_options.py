from __future__ import annotations

import contextlib
import math
from typing import TYPE_CHECKING, Any

import pytest

from asgi_agent import AuditLogMiddleware
from asgi_agent.audit import AuditLog
from asgi_agent.audit.files import DirectoryStore
from asgi_agent.errors import ConfigurationError
from tests.audit.stores import Steered, event, names_of
from tests.middleware.audit.recorded import answering

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
        ({"rotate_bytes": "1mb"}, "rotate_bytes= is a whole number"),
        ({"queue": True}, "queue= is a whole number"),
        ({"queue": 2.5}, "queue= is a whole number"),
        ({"spool_limit": -1}, "spool_limit= is a whole number"),
        ({"timeout": "5"}, "timeout= is a number"),
        ({"heartbeat": math.nan}, "heartbeat= is a number"),
        ({"heartbeat": math.inf}, "heartbeat= is a number"),
        ({"timeout": None}, "timeout= is a number"),
        ({"service": 7}, "service= is a text"),
        ({"name": b"audit"}, "name= is a text"),
        ({"pseudonyms": {"v1": b"0" * 32}}, "pseudonyms= is a Pseudonyms or the path"),
        ({"pseudonyms": ""}, "pseudonyms= is a Pseudonyms or the path"),
        ({"mac_key": 7}, "mac_key= is the path"),
        ({"spool": True}, "spool= is the path"),
        ({"sinks": [1]}, "sinks= is a list"),
        ({"sinks": print}, "sinks= is a list"),
        ({"checkpoints": "k1"}, "checkpoints= is a Checkpoints"),
    ],
)
def test_options_that_cannot_be_are_refused(tmp_path: Path, options: dict[str, object], message: str) -> None:
    """When the log is made."""
    with pytest.raises(ConfigurationError, match=message):
        AuditLog(tmp_path / "audit", **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "store", ["", " ", "mysql://localhost/x", "s3://bucket/log", None, 7, b"audit", object()]
)
def test_what_is_no_place_of_a_log_is_refused(store: Any) -> None:
    """When it is made, by itself and by the middleware, and not with the first record."""
    with pytest.raises(ConfigurationError, match="log="):
        AuditLog(store)
    with pytest.raises(ConfigurationError, match="log="):
        AuditLogMiddleware(answering(), log=store)


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
