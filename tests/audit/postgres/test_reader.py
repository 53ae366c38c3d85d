from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from asgi_agent.audit.errors import AuditAbsentError, AuditReadError
from asgi_agent.audit.postgres import PostgresReader, PostgresStore
from asgi_agent.audit.reading import entries, open_log
from tests.audit.postgres.written import bodies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.postgres import PostgresServer


@pytest.fixture
def reader(place: str) -> Iterator[PostgresReader]:
    """A reader of a log of three segments, of which one is longer than a page."""
    for count in (3, 2500, 4):
        with closing(PostgresStore(place, rotate_bytes=1)) as store:
            store.append(bodies(count))
    with closing(PostgresReader(place)) as reader:
        yield reader


def test_a_log_is_opened_by_its_url(place: str, reader: PostgresReader) -> None:
    """With or without its name, if it is the only one in its table."""
    for url in (place, place.removesuffix("records")):
        found = open_log(url)
        assert isinstance(found, PostgresReader)
        assert (found.name, found.place) == ("records", reader.place)
        assert sum(1 for _ in entries(found)) == 2510
        found.close()


def test_segments_are_what_they_were_when_looked_at(place: str, reader: PostgresReader) -> None:
    """What is appended later is not read."""
    segments = reader.segments()
    with closing(PostgresStore(place)) as store:
        store.append(bodies(5))
        whole = list(store.lines())
    assert [(each.number, each.sealed) for each in segments] == [(1, True), (2, True), (3, False)]
    read = [line for segment in segments for line in segment.lines()]
    assert read == whole[:2510]
    assert [segment.size for segment in segments] == [
        sum(len(line) + 1 for line in segment.lines()) for segment in segments
    ]
    head = reader.head()
    assert head is not None
    assert (head.seq, head.segment, head.offset) == (2510, 3, segments[-1].size)


def test_lines_are_found_by_offset_and_by_number(reader: PostgresReader) -> None:
    """As they would be in a file."""
    segment = reader.segments()[1]
    lines = list(segment.lines())
    for count in (0, 1, 2300, len(lines)):
        offset = sum(len(line) + 1 for line in lines[:count])
        assert list(segment.lines(offset)) == lines[count:]
        assert segment.offset_after(4 + count) == offset
    assert segment.offset_after(1) == 0
    assert [entry.seq for entry in entries(reader, after=2502)] == list(range(2503, 2511))


def test_what_is_not_there_is_said(server: PostgresServer, table: str) -> None:
    """No table, no log, no server; none of them is an empty log."""
    with pytest.raises(AuditAbsentError, match=table):
        open_log(f"{server.url}#{table}/records")
    with closing(PostgresStore(f"{server.url}#{table}/records")) as store:
        store.append(bodies(1))
    with pytest.raises(AuditAbsentError, match="no such audit log"):
        open_log(f"{server.url}#{table}/others")
    with pytest.raises(AuditReadError, match="OperationalError"):
        PostgresReader(f"postgresql://%2Fnowhere/postgres#{table}/records")


def test_which_of_several_logs_is_asked(server: PostgresServer, table: str) -> None:
    """Rather than guessed."""
    for name in ("one", "two"):
        with closing(PostgresStore(server.url, name=name, table=table)) as store:
            store.append(bodies(1))
    with pytest.raises(AuditReadError, match="one, two"):
        open_log(f"{server.url}#{table}/")
