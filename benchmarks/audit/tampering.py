"""Which manipulations of a log are noticed: by ours, with and without a checkpoint, and by the peer."""

from __future__ import annotations

import importlib
import json
import tempfile
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asgi_agent.audit.checkpoints import CheckpointMaker, FileAnchor, ReaderSource
from asgi_agent.audit.checkpoints.keys import SigningKey
from asgi_agent.audit.checkpoints.state import StateKeeper
from asgi_agent.audit.errors import AuditAbsentError
from asgi_agent.audit.reading import open_log
from asgi_agent.audit.verification import verify
from benchmarks.audit.contenders import PEER
from benchmarks.processes import progress
from benchmarks.tables import Table, Target
from tests.audit.logs import Diary
from tests.audit.mutations import Files, Form, Mutation, OurForm, mutations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from benchmarks.audit.scale import Scale

    Notices = Callable[[Files], bool]

REQUESTS = 6
KEY = SigningKey("asgi-agent/audit", bytes(range(32)))
OURS, ANCHORED = "asgi-agent, the log alone", "asgi-agent, with a checkpoint"


class PeerForm:
    """The form of the peer's log: one file, each line with an `integrity` block."""

    def __init__(self, package: Any) -> None:
        self._package = package

    def names(self, files: Files) -> list[str]:
        return sorted(files)

    def stripped(self, line: bytes) -> bytes:
        event = json.loads(line)
        return self._line({name: value for name, value in event.items() if name != "integrity"})

    def forged(self, lines: Sequence[bytes], first: int) -> list[bytes]:
        made = list(lines[:first])
        previous = json.loads(made[-1])["integrity"]["event_hash"] if made else None
        for line in lines[first:]:
            event = {**json.loads(line), "actor": {"subject_id": "forged", "subject_type": "human"}}
            event["integrity"] = self._package.compute_chain_hash(event, previous)
            previous = event["integrity"]["event_hash"]
            made.append(self._line(event))
        return made

    def finished(self, files: Files) -> Files:
        return files

    def _line(self, event: Any) -> bytes:
        return json.dumps(event, separators=(",", ":"), ensure_ascii=False).encode()


def measure(scale: Scale) -> list[Table]:
    """How many of each kind of manipulation is noticed."""
    counts: dict[str, Counter[str]] = {}
    tried: Counter[str] = Counter()
    progress("tampering: our log")
    with tempfile.TemporaryDirectory() as directory:
        played, verifiers = _ours(Path(directory))
        tried.update(each.kind for each in played)
        for name, notices in verifiers.items():
            counts[name] = Counter(each.kind for each in played if notices(each.files))
    notes = []
    try:
        progress("tampering: the peer's log")
        theirs, notices = _peer()
    except ModuleNotFoundError as error:
        notes.append(f"Left out: {PEER} (not installed: {error.name})")
    else:
        counts[PEER] = Counter(each.kind for each in theirs if notices(each.files))
    tried_there = Counter(each.kind for each in theirs) if not notes else Counter[str]()
    rows = [
        (
            kind,
            *(f"{counts[name][kind]} of {(tried_there if name == PEER else tried)[kind]}" for name in counts),
        )
        for kind in tried
    ]
    missed = sum(tried.values()) - counts[ANCHORED].total()
    target = Target("manipulations missed with a checkpoint", "none", str(missed), missed == 0)
    return [Table("Manipulations that are noticed", ("", *counts), list(rows), [target], notes)]


def _ours(directory: Path) -> tuple[list[Mutation], dict[str, Notices]]:
    log, anchor = directory / "audit", directory / "anchor"
    files, older = _written(log, "hmac:v1:" + "1" * 32)
    other, _ = _written(directory / "other", "hmac:v1:" + "2" * 32)
    maker = CheckpointMaker(ReaderSource(open_log(log)), KEY, [FileAnchor(anchor)], StateKeeper(None))
    if maker.run(force=True) is None:
        raise RuntimeError("there is no checkpoint")
    stage = directory / "stage"
    stage.mkdir()

    def noticed(found: Files, checkpoints: Path | None) -> bool:
        for path in stage.iterdir():
            path.unlink()
        for name, data in found.items():
            (stage / name).write_bytes(data)
        with suppress(AuditAbsentError):
            return (
                verify(stage, name="audit", checkpoints=checkpoints, public_keys=[KEY.public]).fault_count > 0
            )
        return True

    verifiers: dict[str, Notices] = {
        OURS: lambda found: noticed(found, None),
        ANCHORED: lambda found: noticed(found, anchor),
    }
    for name, notices in verifiers.items():
        if notices(files):
            raise RuntimeError(f"{name}: the log as it was written is not intact")
    return list(mutations(files, OurForm(), other, older)), verifiers


def _written(directory: Path, patient: str) -> tuple[Files, Files]:
    diary = Diary(directory, rotate_bytes=3000)
    diary.start()
    older: Files = {}
    for number in range(REQUESTS):
        diary.request(patient)
        if number == REQUESTS // 2:
            older = _read(directory)
    diary.stop()
    diary.store.close()
    return _read(directory), older


def _read(directory: Path) -> Files:
    return {path.name: path.read_bytes() for path in directory.iterdir()}


def _peer() -> tuple[list[Mutation], Notices]:
    package = importlib.import_module("bh_fastapi_audit")

    def noticed(files: Files) -> bool:
        try:
            events = [json.loads(line) for data in files.values() for line in data.splitlines() if line]
        except ValueError:
            return True
        try:
            return bool(package.verify_chain(events).result != "PASS")
        except Exception:  # whatever it makes of a line that is none, it is not silent
            return True

    form: Form = PeerForm(package)
    lines = list(_events(package, 2 * REQUESTS, "u:1"))
    files = {"events.jsonl": b"".join(line + b"\n" for line in lines)}
    older = {"events.jsonl": b"".join(line + b"\n" for line in lines[:REQUESTS])}
    other = {"events.jsonl": b"".join(line + b"\n" for line in _events(package, 2 * REQUESTS, "u:2"))}
    if noticed(files):
        raise RuntimeError("the peer's log as it was written is not intact")
    return list(mutations(files, form, other, older)), noticed


def _events(package: Any, count: int, actor: str) -> Iterator[bytes]:
    """Lines as the peer writes them, with the fields that it writes of a request."""
    previous = None
    for number in range(count):
        event: dict[str, Any] = {
            "schema_version": "1.1",
            "event_id": f"00000000-0000-4000-8000-{number:012}",
            "timestamp": f"2026-11-21T09:00:{number:02}.000Z",
            "service": {"name": "benchmark", "environment": "unknown"},
            "actor": {"subject_id": actor, "subject_type": "human"},
            "action": {"type": "READ", "data_classification": "UNKNOWN"},
            "resource": {"type": "Unknown"},
            "http": {"method": "GET", "route_template": "/chart/{id}", "status_code": 200},
            "correlation": {"request_id": f"{number:032x}"},
            "outcome": {"status": "SUCCESS"},
        }
        event["integrity"] = package.compute_chain_hash(event, previous)
        previous = event["integrity"]["event_hash"]
        yield json.dumps(event, separators=(",", ":"), ensure_ascii=False).encode()
