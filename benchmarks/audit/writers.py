"""Processes that append to one chain: records a second, together. And one that verifies what they wrote."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from asgi_agent.audit.places import store_at
from asgi_agent.audit.record import (
    Actor,
    Correlation,
    Event,
    Network,
    Outcome,
    Record,
    Source,
    Subject,
    Traffic,
    encode_record,
)
from asgi_agent.audit.verification import verify
from benchmarks.processes import ROOT, progress
from benchmarks.tables import Table, Target

if TYPE_CHECKING:
    from benchmarks.audit.scale import Scale

PROCESSES = 4
WRITE_TARGET, VERIFY_TARGET = 50_000, 150_000


def bodies(count: int) -> list[bytes]:
    """Encoded records of requests, of the usual length."""
    return [
        encode_record(
            Record(
                phase="end",
                event=Event("http.request", "R", "chart.read"),
                outcome=Outcome("success", 200),
                actor=Actor("u:7f3a", roles=("clinician",)),
                source=Source("benchmark", "1.0", "node-a", "0a1b2c3d", 4242),
                net=Network("10.0.0.9"),
                subject=Subject("hmac:v1:9f86d081884c7d659a2feaa0c55ad015"),
                purpose="TREAT",
                http=Traffic("GET", "/chart/{id}", 200, received=0, sent=5120, complete=True, us=8120),
                corr=Correlation(request="0af7651916cd43dd8448eb211c80319c", intent="0" * 36),
            )
        )
        for _ in range(count)
    ]


def main(place: str, count: int, batch: int) -> None:
    """What each process does: make the records first, wait for the word, append them, say when."""
    made = [bodies(batch) for _ in range(max(1, count // batch))]
    store = store_at(place)
    store.append(bodies(1))
    print("ready", flush=True)
    sys.stdin.readline()
    for each in made:
        store.append(each)
    print(time.time(), flush=True)
    store.close()


def rate(place: str, count: int, batch: int) -> float:
    """Records a second that four processes append together."""
    share = count // PROCESSES
    command = [sys.executable, "-m", "benchmarks.audit.writers", place, str(share), str(batch)]
    processes = [
        subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(PROCESSES)
    ]
    for process in processes:
        assert process.stdout is not None
        if process.stdout.readline() != "ready\n":
            raise RuntimeError("a writer has died")
    began = time.time()
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    ended = max(float(process.communicate()[0]) for process in processes)
    return PROCESSES * max(1, share // batch) * batch / (ended - began)


def measure(scale: Scale) -> list[Table]:
    """Four processes on one directory; then the verification of it, three times."""
    with tempfile.TemporaryDirectory() as directory:
        place = Path(directory, "audit")
        progress(f"writers: {scale.records} records from {PROCESSES} processes")
        written = rate(str(place), scale.records, scale.batch)
        single = rate(str(place), min(scale.records, 8_000), 1)
        verified = []
        for number in range(3):
            progress(f"verify: {number + 1} of 3")
            began = time.perf_counter()
            verdict = verify(place)
            verified.append(verdict.records / (time.perf_counter() - began))
            if verdict.integrity != "intact":
                raise RuntimeError("the chain is broken")
        size = sum(path.stat().st_size for path in place.glob("*.jsonl"))
    best = max(verified)
    rows = [
        (f"{PROCESSES} processes, {scale.batch} records an append", f"{written:,.0f}"),
        (f"{PROCESSES} processes, one record an append", f"{single:,.0f}"),
        (f"verified, {verdict.records:,} records of {size / verdict.records:.0f} bytes", f"{best:,.0f}"),
    ]
    targets = [
        Target(
            "records a second, four processes",
            f"{WRITE_TARGET:,}",
            f"{written:,.0f}",
            written >= WRITE_TARGET,
        ),
        Target("verified a second", f"{VERIFY_TARGET:,}", f"{best:,.0f}", best >= VERIFY_TARGET),
    ]
    return [Table("One chain in a directory", ("", "records/s"), list(rows), targets)]


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
