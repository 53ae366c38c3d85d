"""Purging, and being cut off while doing so at every point there is."""

from __future__ import annotations

import fcntl
import os
import pwd
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest

from asgi_agent.audit.files import DirectoryStore, purging
from asgi_agent.audit.files.purging import PENDING_FILE, DirectoryPurger
from asgi_agent.audit.merkle import Frontier
from asgi_agent.audit.purging import PurgeError
from asgi_agent.audit.query import Query
from asgi_agent.audit.reading import open_log
from asgi_agent.audit.retention import plan
from asgi_agent.audit.scanning import select
from asgi_agent.audit.verification import verify
from tests.audit.logs import Diary
from tests.audit.visits import event

if TYPE_CHECKING:
    from collections.abc import Callable

    from asgi_agent.audit.record import Entry
    from asgi_agent.audit.retention import Purge

DAYS = 5
BEFORE = "2026-11-04T00:00:00.000000Z"


@pytest.fixture
def diary(tmp_path: Path) -> Diary:
    """A log with a segment for each of five days, and what was torn off the first."""
    diary = Diary(tmp_path / "audit")
    for day in range(1, DAYS + 1):
        diary.now = datetime(2026, 11, day, 9, tzinfo=UTC)
        diary.start()
        event(diary, "letter.sent")
        diary.stop()
    (tmp_path / "audit" / "000001.torn-3").write_bytes(b"torn")
    return diary


@pytest.fixture
def place(diary: Diary) -> Path:
    return Path(diary.store.place)


def steps(place: Path, before: str = BEFORE) -> list[Purge]:
    return list(plan(open_log(place), before))


def purge(place: Path, before: str = BEFORE) -> None:
    """A whole purge, as the command does it."""
    purger = DirectoryPurger(place)
    with purger.alone():
        purger.finish()
        for step in steps(place, before):
            purger.purge(step)


def names(place: Path) -> list[str]:
    return sorted(path.name for path in place.iterdir())


def purges(place: Path) -> list[Entry]:
    """The records that say what was purged."""
    return list(select(open_log(place), Query(type="audit.purge")))


def verdict(place: Path) -> tuple[str, int]:
    found = verify(place)
    return found.integrity, found.purged


def test_segments_go_and_the_log_still_verifies(place: Path) -> None:
    """What was torn off them goes with them."""
    purge(place)
    assert names(place) == ["000004.jsonl", "000005.jsonl", "000006.jsonl", "head", "purged.json"]
    assert verdict(place) == ("intact", 12)


def test_the_chain_says_what_was_purged_and_by_whom(place: Path) -> None:
    """By the account that the system knows, and with the root of all that is gone."""
    (step,) = steps(place)
    purge(place)
    (record,) = purges(place)
    assert record.chain is not None
    assert record.actor is not None
    assert record.chain.segments == (1, 2, 3)
    assert (record.chain.first, record.chain.last, record.chain.count) == (1, 12, 12)
    assert record.chain.root == step.frontier.root().hex()
    assert record.actor.id == pwd.getpwuid(os.getuid()).pw_name


def test_what_is_left_says_how_the_log_goes_on(place: Path) -> None:
    """The hash that the next record has as its predecessor's, and the tree to grow on."""
    following = next(open_log(place).segments()[3].lines())
    purge(place)
    left = open_log(place).purged()
    assert left is not None
    assert msgspec.json.decode(following)["prev"] == left.hash
    tree = Frontier(left.last, map(bytes.fromhex, left.frontier))
    (record,) = purges(place)
    assert record.chain is not None
    assert tree.root().hex() == record.chain.root


def test_a_purge_follows_another(place: Path) -> None:
    """Each record is about what it removed, its root about all."""
    purge(place, "2026-11-02T00:00:00.000000Z")
    purge(place)
    first, second = purges(place)
    assert first.chain is not None
    assert second.chain is not None
    assert (second.chain.first, second.chain.segments) == (5, (2, 3))
    assert verdict(place) == ("intact", 12)


def test_writers_go_on_meanwhile(diary: Diary, place: Path) -> None:
    """One that had the log open writes behind the record of the purge."""
    event(diary, "letter.sent")
    purge(place)
    event(diary, "letter.sent")
    assert verdict(place) == ("intact", 12)


def test_records_may_have_macs(tmp_path: Path) -> None:
    """Then that of the purge has one too."""
    from asgi_agent.audit.mac import MacKey

    key = tmp_path / "mac.key"
    key.write_bytes(MacKey("11" * 32).to_bytes())
    first = MacKey.parse(key.read_bytes())
    diary = Diary(tmp_path / "audit", mac_key=key)
    for day in (1, 2):
        diary.now = datetime(2026, 11, day, 9, tzinfo=UTC)
        event(diary, "letter.sent")
    purger = DirectoryPurger(tmp_path / "audit", mac_key=key)
    with purger.alone():
        purger.purge(steps(tmp_path / "audit", "2026-11-02T00:00:00.000000Z")[0])
    assert verify(tmp_path / "audit", mac_key=first).integrity == "intact"


class CutError(BaseException):
    """The process is killed here."""


def cut_after(monkeypatch: pytest.MonkeyPatch, target: object, name: str, calls: int) -> None:
    """Kill the process after so many calls of a function."""
    real: Callable[..., object] = getattr(target, name)
    count = 0

    def cutting(*arguments: object, **options: object) -> object:
        nonlocal count
        count += 1
        if count > calls:
            raise CutError
        return real(*arguments, **options)

    monkeypatch.setattr(target, name, cutting)


@pytest.mark.parametrize(
    ("target", "name", "calls"),
    [
        (purging, "write_all", 0),
        (DirectoryStore, "append", 0),
        (os, "replace", 0),
        (os, "unlink", 0),
        (os, "unlink", 1),
        (os, "unlink", 2),
        (os, "unlink", 3),
    ],
)
def test_a_purge_that_was_cut_off_is_finished_by_the_next(
    place: Path, monkeypatch: pytest.MonkeyPatch, target: object, name: str, calls: int
) -> None:
    """At every step; the log verifies before and after, and the chain says it once."""
    with monkeypatch.context() as patch:
        cut_after(patch, target, name, calls)
        with pytest.raises(CutError):
            purge(place)
    assert verdict(place)[0] == "intact"
    purge(place)
    assert names(place) == ["000004.jsonl", "000005.jsonl", "000006.jsonl", "head", "purged.json"]
    assert verdict(place) == ("intact", 12)
    assert len(purges(place)) == 1


def test_what_was_cut_off_before_its_record_has_changed_nothing(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is finished, as nothing was begun."""
    with monkeypatch.context() as patch:
        cut_after(patch, DirectoryStore, "append", 0)
        with pytest.raises(CutError):
            purge(place)
    assert (place / PENDING_FILE).exists()
    purger = DirectoryPurger(place)
    with purger.alone():
        assert purger.finish() is None
    assert len(open_log(place).segments()) == DAYS
    assert verdict(place) == ("intact", 0)


def test_a_plan_that_nobody_finished_writing_is_none(place: Path) -> None:
    """Half a file is as good as none."""
    (place / PENDING_FILE).write_bytes(b'{"v":1,"log":"au')
    purger = DirectoryPurger(place)
    with purger.alone():
        assert purger.finish() is None


def test_one_purge_is_enough(place: Path) -> None:
    """A second one at the same time is refused, and so is a plan from before another purge."""
    plans = steps(place)
    with (
        DirectoryPurger(place).alone(),
        pytest.raises(PurgeError, match="another purge"),
        DirectoryPurger(place).alone(),
    ):
        pytest.fail("both were let in")
    purge(place, "2026-11-02T00:00:00.000000Z")
    purger = DirectoryPurger(place)
    with purger.alone(), pytest.raises(PurgeError, match="meanwhile"):
        purger.purge(plans[0])


def test_the_lock_of_a_purge_ends_with_it(place: Path) -> None:
    """However it ends."""
    with pytest.raises(ZeroDivisionError), DirectoryPurger(place).alone():
        raise ZeroDivisionError
    descriptor = os.open(place, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(descriptor)


def test_what_cannot_be_removed_is_told(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By name; the next purge tries again."""

    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    purger = DirectoryPurger(place)
    with monkeypatch.context() as patch:
        patch.setattr(os, "unlink", refuse)
        with purger.alone(), pytest.raises(PurgeError, match=r"000001\.jsonl: Permission denied"):
            purger.purge(steps(place)[0])
    purge(place)
    assert verdict(place) == ("intact", 12)


def test_an_account_without_a_name_is_a_number(monkeypatch: pytest.MonkeyPatch, place: Path) -> None:
    """As in many containers."""

    def unknown(uid: int) -> object:
        raise KeyError(uid)

    monkeypatch.setattr(pwd, "getpwuid", unknown)
    purge(place)
    (record,) = purges(place)
    assert record.actor is not None
    assert record.actor.id == f"uid {os.getuid()}"
