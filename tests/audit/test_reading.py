"""Reading a log back from its directory."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asgi_agent.audit.chain import EMPTY, Head, line_hash, seal
from asgi_agent.audit.errors import AuditAbsentError, AuditReadError
from asgi_agent.audit.files.reader import BLOCK, FileSegment
from asgi_agent.audit.mac import Ratchet
from asgi_agent.audit.reading import entries, first_seq, follows, lines, open_log, seq_of
from asgi_agent.audit.record import Event, Record, encode_record
from tests.audit.logs import write_log

if TYPE_CHECKING:
    from pathlib import Path


def segment(path: Path, data: bytes) -> FileSegment:
    path.write_bytes(data)
    return FileSegment(path, 1, len(data), sealed=False)


def test_a_log_is_its_segments_in_order(tmp_path: Path) -> None:
    """Each of them but the last is sealed, and the sizes are those of the files."""
    diary = write_log(tmp_path / "audit")
    found = open_log(tmp_path / "audit").segments()
    assert [part.name for part in found] == [f"{n:06}.jsonl" for n in range(1, len(found) + 1)]
    assert len(found) > 3
    assert [part.sealed for part in found] == [True] * (len(found) - 1) + [False]
    assert [part.size for part in found] == [
        (tmp_path / "audit" / part.name).stat().st_size for part in found
    ]
    assert [entry.seq for entry in entries(open_log(tmp_path / "audit"))] == list(range(1, diary.seq + 1))


def test_lines_are_the_exact_bytes(tmp_path: Path) -> None:
    """As they stand in the files, without line breaks."""
    write_log(tmp_path)
    whole = b"".join(path.read_bytes() for path in sorted(tmp_path.glob("*.jsonl")))
    assert b"".join(line + b"\n" for line in lines(open_log(tmp_path))) == whole


@pytest.mark.parametrize("probe", [1, 700, 1 << 16])
def test_lines_behind_any_record_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, probe: int
) -> None:
    """Wherever it stands, and however finely it is looked for."""
    monkeypatch.setattr("asgi_agent.audit.files.reader.PROBE", probe if probe > 1 else 1024)
    last = write_log(tmp_path).seq
    for after in range(last + 2):
        assert [seq_of(line) for line in lines(open_log(tmp_path), after)] == list(range(after + 1, last + 1))
        assert [entry.seq for entry in entries(open_log(tmp_path), after)] == list(range(after + 1, last + 1))


def test_what_is_looked_for_is_not_read_from_the_beginning(tmp_path: Path) -> None:
    """Of a long segment only the end, where the record is."""
    diary = write_log(tmp_path, requests=1)
    many = [encode_record(Record(phase="event", event=Event("x")))] * 2000
    diary.store.append(many)
    last = open_log(tmp_path).segments()[-1]
    assert last.size > 5 * (1 << 16)
    assert last.offset_after(diary.seq - 1) > last.size - (1 << 17)


def test_the_name_is_the_one_in_the_head(tmp_path: Path) -> None:
    """Not the directory's."""
    write_log(tmp_path / "here", name="other")
    assert open_log(tmp_path / "here").name == "other"


def test_without_a_head_the_name_is_the_one_in_the_first_line(tmp_path: Path) -> None:
    """And without a readable line the directory's."""
    write_log(tmp_path / "here", name="other")
    (tmp_path / "here" / "head").unlink()
    assert open_log(tmp_path / "here").name == "other"
    (tmp_path / "here" / "000001.jsonl").write_bytes(b"nothing\n")
    assert open_log(tmp_path / "here").name == "here"


@pytest.mark.parametrize(
    "text", [b"", b"{}", b"\0" * 256, b'{"v":9,"log":"a","seq":1,"hash":"","segment":1,"offset":1}']
)
def test_a_head_that_makes_no_sense_is_none(tmp_path: Path, text: bytes) -> None:
    """It says nothing, and the log is read all the same."""
    write_log(tmp_path)
    (tmp_path / "head").write_bytes(text)
    reader = open_log(tmp_path)
    assert reader.head() is None
    assert len(list(lines(reader))) == 42 + len(reader.segments())


def test_what_is_no_log_is_absent(tmp_path: Path) -> None:
    """No directory, an empty one, a file."""
    (tmp_path / "file").write_text("x")
    (tmp_path / "empty").mkdir()
    for place in ("gone", "empty", "file"):
        with pytest.raises(AuditAbsentError, match=place):
            open_log(tmp_path / place)


def test_what_may_not_be_read_is_an_error(tmp_path: Path) -> None:
    """With the reason, which is not that there is none."""
    write_log(tmp_path)
    (tmp_path / "000001.jsonl").unlink()
    (tmp_path / "000001.jsonl").mkdir()
    with pytest.raises(AuditReadError, match=r"000001\.jsonl: Is a directory"):
        list(lines(open_log(tmp_path)))


@pytest.mark.parametrize("nonsense", [b"nonsense", b"", b'{"log":"\xff"}'])
def test_a_line_that_is_no_record_is_an_error(tmp_path: Path, nonsense: bytes) -> None:
    """It is named by the record before it."""
    write_log(tmp_path)
    path = tmp_path / "000001.jsonl"
    path.chmod(0o600)
    data = path.read_bytes().split(b"\n")
    path.write_bytes(b"\n".join([*data[:3], nonsense, *data[3:]]))
    with pytest.raises(AuditReadError, match="follows record 3 is no audit record"):
        list(entries(open_log(tmp_path)))


def test_a_snapshot_does_not_grow(tmp_path: Path) -> None:
    """What is appended after the segments were listed is not read."""
    diary = write_log(tmp_path)
    reader = open_log(tmp_path)
    before = reader.segments()
    diary.start("00000002")
    assert sum(1 for part in before for _ in part.lines()) == diary.seq - 1
    assert sum(1 for _ in lines(reader)) == diary.seq


@given(
    st.lists(st.binary(max_size=20).map(lambda line: line.replace(b"\n", b"")), max_size=20),
    st.binary(max_size=9),
)
def test_a_torn_end_is_no_line(
    tmp_path_factory: pytest.TempPathFactory, whole: list[bytes], rest: bytes
) -> None:
    """It is told apart, whatever the bytes are."""
    rest = rest.replace(b"\n", b"")
    found = segment(
        tmp_path_factory.mktemp("torn") / "000001.jsonl", b"".join(line + b"\n" for line in whole) + rest
    )
    assert list(found.lines()) == whole
    assert found.torn() == rest


def test_lines_are_put_together_over_blocks(tmp_path: Path) -> None:
    """A line that begins in one block and ends in the next is one line."""
    whole = [b"a" * (BLOCK - 10), b"b" * 100, b"c" * 5000]
    found = segment(tmp_path / "000001.jsonl", b"".join(line + b"\n" for line in whole))
    assert list(found.lines()) == whole
    assert list(found.lines(BLOCK - 9)) == whole[1:]


def test_a_file_without_line_breaks_is_read_in_pieces(tmp_path: Path) -> None:
    """So that it does not fill the memory."""
    found = segment(tmp_path / "000001.jsonl", bytes(5 * BLOCK))
    assert max(len(line) for line in found.lines()) <= 2 * BLOCK
    assert len(found.torn()) <= BLOCK


def test_the_number_of_a_line_is_read_where_the_log_writes_it() -> None:
    """A number that stands elsewhere is none."""
    line, _ = seal(encode_record(Record(phase="event", event=Event("x"))), "audit", Head(41, "0" * 64))
    assert seq_of(line) == 42
    assert seq_of(b'{"seq":42,"v":1}') is None
    assert seq_of(b"") is None


def test_a_line_follows_the_one_that_it_names(tmp_path: Path) -> None:
    """With the number after it, and the hash of it, with or without a MAC."""
    body = encode_record(Record(phase="event", event=Event("x")))
    first, head = seal(body, "audit", EMPTY)
    second, _ = seal(body, "audit", head)
    keyed, _ = seal(body, "audit", head, Ratchet(bytes(32)).mac)
    assert follows(first, EMPTY)
    assert follows(second, head)
    assert follows(keyed, head)
    assert not follows(second, EMPTY)
    assert not follows(second, Head(1, line_hash(second)))


def test_the_first_number_of_a_segment_is_that_of_its_first_line(tmp_path: Path) -> None:
    """None where there is no line, or one that is no record."""
    write_log(tmp_path)
    assert first_seq(open_log(tmp_path).segments()[0]) == 1
    assert first_seq(segment(tmp_path / "x", b"")) is None
    assert first_seq(segment(tmp_path / "x", b"nonsense\n")) is None


def test_what_was_purged_is_told(tmp_path: Path) -> None:
    """As `purged.json` has it; a file that tells nothing is an error."""
    write_log(tmp_path)
    reader = open_log(tmp_path)
    assert reader.purged() is None
    told = {
        "v": 1,
        "log": "audit",
        "last": 7,
        "hash": "0" * 64,
        "segment": 1,
        "frontier": ["0" * 64] * 3,
        "time": "x",
    }
    (tmp_path / "purged.json").write_bytes(msgspec.json.encode(told))
    found = reader.purged()
    assert found is not None
    assert (found.last, found.segment) == (7, 1)
    (tmp_path / "purged.json").write_text("{}")
    with pytest.raises(AuditReadError, match="tells nothing"):
        reader.purged()


def test_a_log_whose_head_is_locked_by_readers_is_read(tmp_path: Path) -> None:
    """Readers share the lock."""
    import fcntl

    write_log(tmp_path)
    file = os.open(tmp_path / "head", os.O_RDONLY)
    fcntl.flock(file, fcntl.LOCK_SH)
    assert len(open_log(tmp_path).segments()) > 1
    os.close(file)
