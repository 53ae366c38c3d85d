from __future__ import annotations

import logging
import threading
from stat import S_IMODE
from typing import TYPE_CHECKING

import pytest

from asgi_agent.audit import AuditLog, Record
from asgi_agent.audit.keyfile import load_or_make_pseudonyms, load_pseudonyms
from asgi_agent.audit.record import Event, Subject
from asgi_agent.errors import ConfigurationError

if TYPE_CHECKING:
    from pathlib import Path


def test_a_key_is_made_once_for_its_owner_alone(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """And said to belong elsewhere, without the key itself."""
    path = tmp_path / "audit" / "pseudonyms.key"
    made = load_or_make_pseudonyms(path).of("patient", "7")
    assert load_pseudonyms(path).of("patient", "7") == made
    assert S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["pseudonyms.key"]
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert path.read_text().split('"')[3] not in caplog.text


def test_those_who_make_a_key_at_the_same_time_get_the_same_one(tmp_path: Path) -> None:
    """As the workers of a service do at its first start."""
    path = tmp_path / "pseudonyms.key"
    barrier = threading.Barrier(8)
    made: list[str] = []

    def make() -> None:
        barrier.wait()
        made.append(load_or_make_pseudonyms(path).of("patient", "7"))

    threads = [threading.Thread(target=make) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 8
    assert len(set(made)) == 1


def test_a_key_that_is_made_for_a_log_with_records_is_told_apart(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The one before it is lost: records of both under one id could not be told apart, nor be found."""
    for number in range(2):
        log = AuditLog(tmp_path / "audit", sync=False)
        made = log.pseudonyms.of("patient", "7")
        log.write_sync(Record(phase="event", event=Event("host.event"), subject=Subject(made)))
        log.close()
        assert made.startswith("hmac:v1:") == (number == 0)
        assert ("if there was another key" in caplog.text) == (number == 1)
        (tmp_path / "audit" / "pseudonyms.key").unlink()


def test_a_key_that_comes_after_records_without_patients_is_the_first(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """None was lost."""
    log = AuditLog(tmp_path / "audit", sync=False)
    log.write_sync(Record(phase="event", event=Event("host.event")))
    assert log.pseudonyms.of("patient", "7").startswith("hmac:v1:")
    assert "if there was another key" not in caplog.text
    log.close()


def test_older_keys_still_look_things_up(tmp_path: Path) -> None:
    """The last one makes pseudonyms."""
    path = tmp_path / "pseudonyms.key"
    path.write_text('{{"v1": "{}", "v2": "{}"}}'.format("A" * 24, "B" * 24))
    pseudonyms = load_pseudonyms(path)
    assert [made[:8] for made in pseudonyms.all_of("patient", "7")] == ["hmac:v1:", "hmac:v2:"]
    assert pseudonyms.of("patient", "7").startswith("hmac:v2:")


@pytest.mark.parametrize(
    "content",
    ["", "[]", '{"v1": 7}', '{"v1": "%"}', "{}", '{"v1": "AAAA"}', '{"V 1": "AAAAAAAAAAAAAAAAAAAAAAAA"}'],
)
def test_a_file_without_keys_is_refused(tmp_path: Path, content: str) -> None:
    """And is not made anew: it may hold keys that somebody can mend."""
    path = tmp_path / "pseudonyms.key"
    path.write_text(content)
    with pytest.raises(ConfigurationError):
        load_or_make_pseudonyms(path)
    assert path.read_text() == content


def test_a_key_that_cannot_be_made_is_told_in_words(tmp_path: Path) -> None:
    """Rather than as an error of the file system in the middle of a request."""
    (tmp_path / "file").touch()
    with pytest.raises(ConfigurationError, match="cannot be made to hold pseudonym keys"):
        load_or_make_pseudonyms(tmp_path / "file" / "pseudonyms.key")
