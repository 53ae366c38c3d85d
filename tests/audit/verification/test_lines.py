"""The integrity of lines, one fault at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asgi_agent.audit.chain import EMPTY, Head, line_hash, seal
from asgi_agent.audit.mac import EPOCH, MacKey, Ratchet
from asgi_agent.audit.record import MAX_LINE, Event, Record, Subject, encode_record
from asgi_agent.audit.verification.lines import ChainCheck

if TYPE_CHECKING:
    from collections.abc import Callable

    from asgi_agent.audit.verification import Fault

BODY = encode_record(Record(phase="event", event=Event("x")))
KEY = bytes(range(32))


def chain(count: int, head: Head = EMPTY, mac: Callable[[int, bytes], str] | None = None) -> list[bytes]:
    lines = []
    for _ in range(count):
        line, head = seal(BODY, "audit", head, mac)
        lines.append(line)
    return lines


def check(
    lines: list[bytes], head: Head | None = EMPTY, key: MacKey | None = None
) -> tuple[ChainCheck, list[Fault]]:
    faults: list[Fault] = []
    checker = ChainCheck("audit", head, faults.append, key)
    for _ in checker.check("s", 0, lines):
        pass
    return checker, faults


def reasons(lines: list[bytes], key: MacKey | None = None) -> list[tuple[str, int | None, str]]:
    return [(fault.place, fault.seq, fault.reason) for fault in check(lines, key=key)[1]]


@given(
    st.lists(
        st.builds(
            Record,
            phase=st.sampled_from(["intent", "end", "event"]),
            event=st.builds(Event, st.text(max_size=9)),
            subject=st.none() | st.builds(Subject, st.text(max_size=40)),
            purpose=st.none() | st.text(max_size=40),
            usage=st.none() | st.dictionaries(st.text(max_size=5), st.integers(-(2**62), 2**62), max_size=3),
        ),
        max_size=12,
    ),
    st.booleans(),
)
def test_what_is_sealed_is_intact(records: list[Record], keyed: bool) -> None:
    """Any records, in any number, with MACs and without; the check ends where the chain does."""
    head, lines = EMPTY, []
    mac = Ratchet(KEY).mac if keyed else None
    for record in records:
        line, head = seal(encode_record(record), "audit", head, mac)
        lines.append(line)
    checker, faults = check(lines, key=MacKey(KEY.hex()) if keyed else None)
    assert faults == []
    assert checker.head == head
    assert checker.macs == (len(lines) if keyed else 0)


def test_checking_goes_on_over_calls() -> None:
    """As blocks of a segment and further segments come."""
    lines = chain(9)
    faults: list[Fault] = []
    checker = ChainCheck("audit", EMPTY, faults.append)
    assert [entry.seq for part in (lines[:4], lines[4:]) for entry in checker.check("s", 0, part)] == list(
        range(1, 10)
    )
    assert faults == []


def test_a_chain_may_be_entered_in_the_middle() -> None:
    """The first line is then taken as it is."""
    checker, faults = check(chain(3, Head(41, "ab" * 32)), head=None)
    assert faults == []
    assert checker.head is not None
    assert checker.head.seq == 44


def test_a_chain_entered_at_what_is_no_record_is_faulty() -> None:
    """There is nothing to go by."""
    assert [fault.reason for fault in check([b"nonsense", *chain(2)], head=None)[1]] == [
        "form",
        "sequence",
        "link",
    ][:2]


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"nonsense",
        b"\xff\xfe",
        b'{"log":"\xff"}',
        b"[]",
        b'{"v":1}',
        chain(1)[0].replace(b'"phase"', b'"note":"x","phase"'),
        chain(1)[0].replace(b'"phase":"event"', b'"phase":"other"'),
        chain(1)[0].replace(b'"x"', b'["x"]'),
        chain(1)[0][:-1],
    ],
)
def test_what_is_no_record_of_the_closed_list_is_a_fault(line: bytes) -> None:
    """Not JSON, not an object, a field too few or too many, a value of another kind."""
    assert reasons([line])[0] == ("s:1", 1, "form")


def test_a_changed_line_is_told_by_the_next() -> None:
    """One of the two was changed; no hash says which."""
    lines = chain(4)
    lines[1] = lines[1].replace(b'"x"', b'"y"')
    assert reasons(lines) == [("s:3", 3, "link")]


def test_a_missing_line_is_told_with_its_number() -> None:
    """One, or several."""
    lines = chain(9)
    _, (one,) = check([*lines[:2], *lines[3:]])
    assert (one.seq, one.reason, one.detail) == (4, "sequence", "follows record 2: record 3 is missing")
    _, (several,) = check([*lines[:2], *lines[6:]])
    assert several.detail == "follows record 2: records 3 to 6 are missing"


def test_a_line_that_comes_again_is_told() -> None:
    """The one behind it then goes on from the second."""
    lines = chain(4)
    assert reasons([*lines[:2], lines[1], *lines[2:]]) == [("s:3", 2, "sequence")]


def test_a_line_of_another_log_is_told() -> None:
    """Also with the right number and the right hash."""
    lines = chain(3)
    stranger, _ = seal(BODY, "other", Head(1, line_hash(lines[0])))
    assert reasons([lines[0], stranger]) == [("s:2", 2, "log")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'{"v":1,', b'{ "v":1,'),
        (b'{"v":1,"log":"audit",', b'{"log":"audit","v":1,'),
        (b'{"v":1,', b'{"v":1,"v":1,'),
        (b'"}', b'","prev":"' + EMPTY.hash.encode() + b'" }'),
    ],
)
def test_a_line_that_no_log_writes_so_is_a_fault(old: bytes, new: bytes) -> None:
    """The same record, with good hashes: but a log has one way to write it."""
    line = chain(1)[0]
    changed = line.replace(old, new) if old != b'"}' else line[:-2] + new
    assert reasons([changed]) == [("s:1", 1, "form")]


def test_a_number_hidden_in_a_line_is_a_fault() -> None:
    """Where a name stands twice, readers differ in which of them counts."""
    line = chain(1)[0].replace(b',"phase"', b',"seq":7,"phase"')
    assert reasons([line]) == [("s:1", 7, "sequence")]


def test_a_line_that_is_too_long_is_a_fault() -> None:
    """No record is that long."""
    line = chain(1)[0].replace(b'"x"', b'"' + b"x" * MAX_LINE + b'"')
    assert reasons([line]) == [("s:1", 1, "form")]


def test_after_a_fault_the_rest_is_checked() -> None:
    """Faults that have nothing to do with each other are each told."""
    lines = chain(30)
    lines[4] = b"nonsense"
    del lines[20]
    assert reasons(lines) == [("s:5", 5, "form"), ("s:6", 6, "link"), ("s:21", 22, "sequence")]


def test_a_wanted_hash_is_remembered() -> None:
    """That of the record which the head names."""
    lines = chain(5)
    for mark, expected in ((0, EMPTY.hash), (3, line_hash(lines[2])), (9, None)):
        checker = ChainCheck("audit", EMPTY, print, mark=mark)
        assert len(list(checker.check("s", 0, lines))) == 5
        assert checker.marked == expected


# --- MACs

KEYED = MacKey(KEY.hex())


def keyed_chain(count: int, head: Head = EMPTY) -> list[bytes]:
    return chain(count, head, Ratchet(KEY).mac)


def test_macs_are_checked_over_epochs() -> None:
    """With the first key, from which all others follow."""
    checker, faults = check(keyed_chain(EPOCH + 3), key=KEYED)
    assert (faults, checker.macs) == ([], EPOCH + 3)


def test_a_history_with_good_hashes_has_no_good_macs() -> None:
    """Whoever rewrites a log without the key is seen at the first line."""
    forged = chain(3, mac=Ratchet(bytes(32)).mac)
    assert reasons(forged, KEYED) == [("s:1", 1, "mac"), ("s:2", 2, "mac"), ("s:3", 3, "mac")]


def test_lines_without_a_mac_are_faults_where_there_is_a_key() -> None:
    """Each of them."""
    assert reasons(chain(2), KEYED) == [("s:1", 1, "mac"), ("s:2", 2, "mac")]


def test_macs_do_not_end() -> None:
    """Also without the key: behind a line with a MAC none is without."""
    lines = keyed_chain(2)
    bare = chain(2, Head(2, line_hash(lines[-1])))
    assert reasons([*lines, *bare]) == [("s:3", 3, "mac"), ("s:4", 4, "mac")]


def test_a_key_of_a_later_epoch_checks_what_follows() -> None:
    """What was written before it cannot be checked with it."""
    lines = keyed_chain(EPOCH + 5)
    ratchet = Ratchet(KEY)
    ratchet.mac(EPOCH + 1, b"")
    checker, faults = check(lines, key=MacKey(ratchet.key.hex(), ratchet.epoch))
    assert (faults, checker.macs) == ([], 5)


def test_a_number_far_off_costs_no_time() -> None:
    """The key of its epoch is not made: that would take years."""
    far = keyed_chain(1) + chain(1, Head(10**17, "0" * 64), lambda seq, text: "0" * 64) * 3
    assert reasons(far, KEYED)[0] == ("s:2", 10**17 + 1, "sequence")


def test_the_mac_of_a_line_is_part_of_what_the_next_one_names() -> None:
    """Flip a digit of it and the chain breaks, key or no key."""
    lines = keyed_chain(2)
    digit = b"0" if lines[0][-3:-2] != b"0" else b"1"
    assert reasons([lines[0][:-3] + digit + lines[0][-2:], lines[1]]) == [("s:2", 2, "link")]


def test_fields_of_the_chain_are_in_every_line() -> None:
    """A line without a link is no record."""
    entry = msgspec.json.decode(chain(1)[0])
    for field in ("v", "log", "seq", "prev"):
        rest = {key: value for key, value in entry.items() if key != field}
        assert reasons([msgspec.json.encode(rest)]) == [("s:1", 1, "form")]
