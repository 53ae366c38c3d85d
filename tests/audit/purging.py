"""Purging logs to test with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from asgi_agent.audit.files.purging import DirectoryPurger
from asgi_agent.audit.reading import open_log
from asgi_agent.audit.record import decode_entry
from asgi_agent.audit.retention import plan

if TYPE_CHECKING:
    from asgi_agent.audit.reading import Purged
    from tests.audit.logs import Diary


def purge(diary: Diary, segments: int) -> Purged:
    """Purge the first segments of a log whose records are each later than the one before."""
    directory = Path(diary.store.place)
    reader = open_log(directory)
    young = next(reader.segments()[segments].lines())
    (step,) = plan(reader, decode_entry(young).time)
    assert len(step.segments) == segments
    purger = DirectoryPurger(directory)
    with purger.alone():
        return purger.purge(step)
