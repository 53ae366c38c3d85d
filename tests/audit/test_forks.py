from __future__ import annotations

from typing import TYPE_CHECKING

from tests.audit.files.chains import checked
from tests.audit.sandboxes import run
from tests.audit.stores import kinds_of, names_of

if TYPE_CHECKING:
    from pathlib import Path


def test_a_log_is_used_by_a_process_and_those_it_forks(tmp_path: Path) -> None:
    """Each with a boot of its own, over one chain; what waits in the parent is written once."""
    run(
        """
import asyncio, os, sys
from asgi_agent.audit import AuditLog
from tests.audit.stores import event
log = AuditLog(sys.argv[1], sync=False)
if sys.argv[2] == "in use":
    log.write_sync(event("parent"))
for _ in range(100):
    log.submit(event("parent"))
children = []
for _ in range(3):
    child = os.fork()
    if not child:
        asyncio.run(log.write(event("child")))
        log.write_sync(event("child"))
        log.close()
        os._exit(0)
    children.append(child)
for child in children:
    assert os.waitpid(child, 0)[1] == 0
log.close()
""",
        tmp_path / "audit",
        "in use",
    )
    names = names_of(tmp_path / "audit")
    assert (names.count("parent"), names.count("child")) == (101, 6)
    kinds = kinds_of(tmp_path / "audit")
    assert kinds.count("start") == kinds.count("stop") == 4
    checked(tmp_path / "audit")


def test_workers_share_a_log_that_their_parent_only_made(tmp_path: Path) -> None:
    """As where a server loads the application before it forks, and a worker is replaced by another."""
    run(
        """
import asyncio, os, sys
from asgi_agent.audit import AuditLog
from tests.audit.stores import event
log = AuditLog.shared(sys.argv[1], sync=False)
for generation in range(3):
    children = []
    for _ in range(2):
        child = os.fork()
        if not child:
            assert AuditLog.shared(sys.argv[1]) is log
            asyncio.run(log.write(event()))
            sys.exit()
        children.append(child)
    for child in children:
        assert os.waitpid(child, 0)[1] == 0
""",
        tmp_path / "audit",
    )
    kinds = kinds_of(tmp_path / "audit")
    assert [kinds.count(kind) for kind in ("start", "host.event", "stop")] == [6, 6, 6]
    checked(tmp_path / "audit")
