"""Intents and their ends as one."""

from __future__ import annotations

import msgspec
import pytest

from asgi_agent.audit.joining import entry_of, joined
from asgi_agent.audit.record import Actor, Correlation, Entry, Event, Outcome, Subject, Traffic


def line(seq: int, phase: str, intent: str | None = None, **fields: object) -> bytes:
    """A line of a log; its id is that of its number."""
    entry = Entry(
        v=1,
        log="audit",
        seq=seq,
        prev="0" * 64,
        id=f"id-{seq}",
        time="2026-11-21T09:00:00.000000Z",
        phase=phase,  # type: ignore[arg-type]
        event=Event("http.request"),
        **{"corr": Correlation(intent=intent) if intent else None, **fields},  # type: ignore[arg-type]
    )
    return msgspec.json.encode(entry)


def refuse() -> None:
    pytest.fail("a line was refused")


def numbers(lines: list[bytes], limit: int = 100) -> list[tuple[int, ...]]:
    """The numbers of the records of each happening."""
    return [
        tuple(msgspec.json.decode(line)["seq"] for line in happening)
        for happening in joined(lines, refuse, limit)
    ]


def test_an_end_comes_with_its_intent() -> None:
    """When the end is read; what stands alone comes by itself."""
    lines = [
        line(1, "event"),
        line(2, "intent"),
        line(3, "intent"),
        line(4, "end", "id-3"),
        line(5, "end", "id-2"),
    ]
    assert numbers(lines) == [(1,), (3, 4), (2, 5)]


def test_an_end_without_its_intent_stands_alone() -> None:
    """The intent is of a time that was not read, or was purged."""
    assert numbers([line(1, "end", "id-0"), line(2, "end")]) == [(1,), (2,)]


def test_intents_without_an_end_come_last() -> None:
    """They are not lost: what began and did not end is what an auditor asks about."""
    assert numbers([line(1, "intent"), line(2, "event")]) == [(2,), (1,)]


def test_no_more_intents_wait_than_may() -> None:
    """The oldest gives way, and its end then stands alone."""
    lines = [line(1, "intent"), line(2, "intent"), line(3, "intent"), line(4, "end", "id-1")]
    assert numbers(lines, limit=2) == [(1,), (4,), (2,), (3,)]


def test_what_is_no_record_is_refused_and_left_out() -> None:
    """Where it stands, so that whoever reads can say which line it was."""
    refused: list[int] = []
    lines = [line(1, "intent"), b'{"phase":1}', line(3, "end", "id-1")]
    found = list(joined(lines, lambda: refused.append(1)))
    assert [len(happening) for happening in found] == [2]
    assert refused == [1]


def test_an_entry_says_what_either_of_its_records_does() -> None:
    """What the end says stands; the intent fills in what it leaves out, inside of fields too."""
    intent = line(
        1, "intent", actor=Actor("dr.grey"), http=Traffic("GET", "/a", received=9), corr=Correlation("r-1")
    )
    end = line(
        2, "end", "id-1", outcome=Outcome("success"), subject=Subject("p"), http=Traffic("POST", sent=5)
    )
    entry = entry_of((intent, end))
    assert (entry.seq, entry.phase, entry.id) == (2, "end", "id-2")
    assert entry.actor == Actor("dr.grey")
    assert entry.subject == Subject("p")
    assert entry.http == Traffic("POST", "/a", received=9, sent=5)
    assert entry.corr == Correlation("r-1", intent="id-1")


def test_an_entry_of_one_record_is_that_record() -> None:
    """Nothing is filled in."""
    assert entry_of((line(1, "intent"),)).phase == "intent"
