"""The completeness of records: what a log tells of its own gaps, and what it leaves open."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec
import pytest

from asgi_agent.audit.reading import entries, open_log
from asgi_agent.audit.record import Correlation
from asgi_agent.audit.verification.continuity import Continuity
from asgi_agent.audit.verification.verdict import MAX_TOLD
from tests.audit.logs import Diary

if TYPE_CHECKING:
    from pathlib import Path

    from asgi_agent.audit.verification import Finding


@pytest.fixture
def diary(tmp_path: Path) -> Diary:
    return Diary(tmp_path, rotate_bytes=1 << 20)


def seen(
    diary: Diary, *, later: float = 3600.0, since: str = "", whole: bool = True
) -> tuple[Continuity, list[Finding]]:
    """What is found some seconds after the last record."""
    continuity = Continuity(whole=whole, since=since)
    continuity.see(entries(open_log(diary.store.place)))
    return continuity, list(continuity.findings(diary.now + timedelta(seconds=later)))


def kinds(diary: Diary, *, later: float = 3600.0, since: str = "", whole: bool = True) -> list[str]:
    return [finding.kind for finding in seen(diary, later=later, since=since, whole=whole)[1]]


def test_a_writer_that_started_and_stopped_is_complete(diary: Diary) -> None:
    """With all that it served in between."""
    diary.start()
    diary.request()
    diary.stop()
    continuity, findings = seen(diary)
    assert (findings, continuity.counts, continuity.in_flight) == ([], {}, 0)


def test_a_writer_without_a_stop_has_crashed(diary: Diary) -> None:
    """Its last record is named."""
    diary.start("aaaaaaaa")
    diary.request()
    last = diary.seq
    diary.start("bbbbbbbb")
    diary.wait(3000)
    diary.stop()
    _, (crash, silence) = seen(diary)
    assert (crash.kind, crash.seq) == ("crash", last)
    assert "aaaaaaaa" in crash.detail
    assert silence.kind == "silence"


def test_a_writer_at_work_has_not_crashed(diary: Diary) -> None:
    """As long as it gives a sign of life every T seconds, 2 T are no crash yet."""
    diary.start(every=10)
    diary.beat()
    assert kinds(diary, later=20) == []
    assert kinds(diary, later=21) == ["crash"]


def test_the_end_of_the_log_counts_as_now(diary: Diary) -> None:
    """A clock that is behind hides no crash."""
    diary.start("aaaaaaaa")
    diary.start("bbbbbbbb")
    diary.wait(1000)
    diary.start("cccccccc")
    assert kinds(diary, later=-5000) == ["crash", "crash"]


def test_several_writers_are_told_apart(diary: Diary) -> None:
    """One stops, the other goes on, in one chain."""
    diary.start("aaaaaaaa")
    diary.start("bbbbbbbb")
    for _ in range(4):
        diary.boot = "aaaaaaaa"
        diary.request()
        diary.boot = "bbbbbbbb"
        diary.request()
    diary.stop()
    diary.boot = "aaaaaaaa"
    diary.stop()
    assert kinds(diary) == []


def test_a_silence_is_told_with_its_length(diary: Diary) -> None:
    """More than 2 T without a sign of life of a writer that then went on."""
    diary.start(every=60)
    diary.wait(115)
    diary.beat()
    assert kinds(diary, later=0) == []
    before = diary.seq
    diary.wait(150)
    diary.beat()
    _, (silence,) = seen(diary, later=0)
    assert (silence.kind, silence.seq) == ("silence", before)
    assert "0:02:31" in silence.detail


def test_a_short_silence_counts_where_signs_are_often(diary: Diary) -> None:
    """Also one within a minute."""
    diary.start(every=2)
    diary.wait(6)
    diary.beat()
    assert kinds(diary, later=0) == ["silence"]


def test_a_clock_that_steps_back_is_no_silence(diary: Diary) -> None:
    """Records are in the order of their numbers, not of their times."""
    diary.start()
    diary.wait(-1800)
    diary.request()
    diary.stop()
    assert kinds(diary) == []


def test_gaps_that_the_log_tells_are_told(diary: Diary) -> None:
    """Each with what was lost."""
    diary.write(diary.own("gap", reason="torn"))
    diary.write(diary.own("gap", reason="missing", first=7, last=9))
    diary.write(diary.own("gap", reason="dropped", count=41))
    diary.write(diary.own("gap", reason="novel"))
    diary.write(diary.own("gap"))
    continuity, findings = seen(diary)
    assert continuity.counts == {"gap": 5}
    assert findings[1].detail.endswith(": 7 to 9")
    assert findings[2].count == 41
    assert "not told" in findings[3].detail
    assert "not told" in findings[4].detail


def test_records_that_waited_in_a_spool_are_no_gap(diary: Diary) -> None:
    """They came late, and are there."""
    diary.start("aaaaaaaa")
    diary.request()
    old = diary.own("heartbeat")
    diary.wait(100)
    diary.beat()
    diary.wait(100)
    diary.beat()
    diary.write(diary.own("gap", reason="spooled", count=1))
    diary.write(old)
    diary.wait(100)
    diary.beat()
    continuity, findings = seen(diary, later=30)
    assert (findings, continuity.late) == ([], 1)
    diary.write(old)
    assert kinds(diary, later=30) == []


def test_an_intent_without_an_end_is_unfinished_when_its_writer_is_gone(diary: Diary) -> None:
    """It is counted, and the first is named."""
    diary.start()
    diary.request()
    diary.intent()
    first = diary.seq
    diary.intent()
    diary.stop()
    continuity, (finding,) = seen(diary)
    assert (finding.kind, finding.seq, finding.count) == ("unfinished", first, 2)
    assert continuity.counts == {"unfinished": 2}


def test_an_intent_of_a_writer_at_work_is_in_flight(diary: Diary) -> None:
    """Its end can still come."""
    diary.start()
    intent = diary.intent()
    continuity, findings = seen(diary, later=1)
    assert (findings, continuity.in_flight) == ([], 1)
    diary.end(intent)
    assert seen(diary, later=1)[0].in_flight == 0


def test_an_intent_of_a_crashed_writer_is_unfinished(diary: Diary) -> None:
    """Beside the crash."""
    diary.start()
    diary.intent()
    assert sorted(kinds(diary)) == ["crash", "unfinished"]


def test_an_end_may_come_before_its_intent(diary: Diary) -> None:
    """As records that waited in a spool come late."""
    diary.start()
    intent = diary.intent()
    end = diary.end(intent)
    late = msgspec.structs.replace(end, id="x", corr=Correlation(intent="late"))
    diary.write(late)
    diary.write(msgspec.structs.replace(intent, id="late"))
    diary.stop()
    assert kinds(diary) == []


def test_an_end_by_another_writer_is_an_end(diary: Diary) -> None:
    """A process that closed its log may have had one more thing to say."""
    diary.start("aaaaaaaa")
    intent = diary.intent()
    diary.stop()
    diary.start("bbbbbbbb")
    diary.end(intent)
    diary.stop()
    assert kinds(diary) == []


def test_what_is_older_is_not_told(diary: Diary) -> None:
    """Of crashes, gaps, silence and intents."""
    diary.start("aaaaaaaa")
    diary.write(diary.own("gap", reason="torn"))
    diary.intent()
    diary.wait(10_000)
    since = diary.now.strftime("%Y-%m-%dT%H:%M:%S.000000Z")
    diary.start("bbbbbbbb")
    diary.stop()
    assert sorted(kinds(diary)) == ["crash", "gap", "unfinished"]
    assert kinds(diary, since=since) == []


def test_a_writer_that_started_before_the_part_that_is_read_may_have_crashed(diary: Diary) -> None:
    """Its start was not seen; in a whole log there is no such writer."""
    diary.boot = "aaaaaaaa"
    diary.request()
    assert kinds(diary, whole=False) == ["crash"]
    assert kinds(diary, whole=True) == []


def test_records_of_no_writer_are_no_crash(diary: Diary) -> None:
    """Such as those that the store writes itself, or a command."""
    diary.write(msgspec.structs.replace(diary.own("purge", first=1, last=2, root="00"), source=None))
    continuity, findings = seen(diary)
    assert findings == []
    assert [purge.last for purge in continuity.purges] == [2]


def test_findings_beyond_a_number_are_only_counted(diary: Diary) -> None:
    """Of each kind; nobody reads more."""
    for _ in range(MAX_TOLD + 20):
        diary.write(diary.own("gap", reason="torn"))
    continuity, findings = seen(diary)
    assert (len(findings), continuity.counts["gap"]) == (MAX_TOLD, MAX_TOLD + 20)


@pytest.mark.parametrize("time", ["", "yesterday", "2026-13-41T99:00:00.000000Z", "2026-11-21"])
def test_a_time_that_is_none_does_no_harm(diary: Diary, time: str) -> None:
    """It was long ago, or at least it is no error."""
    diary.start()
    diary.write(msgspec.structs.replace(diary.own("heartbeat"), time=time))
    diary.stop()
    diary.start("bbbbbbbb")
    diary.write(msgspec.structs.replace(diary.own("heartbeat"), time=time))
    assert "crash" in kinds(diary)


def test_the_first_and_the_last_record_are_remembered(diary: Diary) -> None:
    """Over several calls, whatever they bring."""
    continuity = Continuity()
    diary.start()
    diary.stop()
    found = list(entries(open_log(diary.store.place)))
    for part in ([], found[:1], found[1:], []):
        continuity.see(part)
    assert continuity.first is found[0]
    assert continuity.last is found[-1]
    assert continuity.findings(datetime.fromisoformat(found[-1].time)) == ()
