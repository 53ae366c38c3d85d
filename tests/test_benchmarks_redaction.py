from __future__ import annotations

import json
from typing import TYPE_CHECKING

import msgspec
import pytest

from asgi_agent.phi import Redactor
from benchmarks.redaction import __main__ as command
from benchmarks.redaction import accuracy, detectors, prose, report, responses, speed, streaming
from benchmarks.redaction.detectors import OURS, Detector
from benchmarks.redaction.scale import Scale
from tests.clinical_text import documents

if TYPE_CHECKING:
    from pathlib import Path

TINY = Scale(documents=18, rounds=1, seconds=0.01, streams=1, requests=1, imports=1)


@pytest.fixture(autouse=True)
def _only_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Peers take seconds to import, and may be installed or not."""
    monkeypatch.setattr(detectors, "LOADERS", {OURS: detectors.LOADERS[OURS], "Peer": _missing})


def _missing() -> detectors.Find:
    raise ModuleNotFoundError(name="peer_package")


def test_a_peer_that_is_not_installed_is_named_and_left_out() -> None:
    """The table says what it lacks, and the others are measured."""
    found, left_out = detectors.detectors()
    assert [detector.name for detector in found] == [OURS]
    assert left_out == ["Peer (not installed: peer_package)"]


def test_accuracy_is_measured_on_held_out_documents_and_on_files(tmp_path: Path) -> None:
    """A file has any labels; what must survive is not known of it."""
    path = tmp_path / "labelled.jsonl"
    line = {"text": "Mail bob.smith@example.org", "spans": [{"start": 5, "end": 26, "label": "MAIL"}]}
    path.write_text(json.dumps(line) + "\n\n" + json.dumps({"text": "Nothing.", "spans": []}) + "\n")
    generated, written, theirs = accuracy.measure(TINY, [path])
    assert generated.title == "accuracy on held-out templates"
    assert sum(generated.spans.values()) > 50
    assert written.title == "accuracy on held-out documents, written one by one"
    assert sum(written.spans.values()) > 1000
    assert (theirs.title, theirs.spans) == ("accuracy on labelled.jsonl", {"MAIL": 1})
    (row,) = theirs.rows
    assert (row.covered, row.leaked) == ({"MAIL": 1.0}, {"MAIL": 0.0})
    assert (row.documents_leaking, row.clean_untouched, row.surviving) == (0.0, 1.0, None)


def test_a_line_that_is_no_document_is_refused(tmp_path: Path) -> None:
    """Rather than counted as a document without identifiers."""
    path = tmp_path / "labelled.jsonl"
    path.write_text('{"text": "Mail bob"}')
    with pytest.raises(msgspec.ValidationError, match="spans"):
        accuracy.load(path)


def test_shares_are_of_what_there_is() -> None:
    """A detector that finds nothing leaks all and touches nothing; one that finds all does the opposite."""
    blind = Detector(OURS, lambda text: [])
    blunt = Detector("blunt", lambda text: [(0, len(text))])
    made = [*documents("table", n=2), *documents("clean note", n=2)]
    result = accuracy._measure("t", made, [blind, blunt], [])
    nothing, everything = result.rows
    assert (nothing.all_covered, nothing.all_leaked, everything.all_covered, everything.all_leaked) == (
        0,
        1,
        1,
        0,
    )
    assert (nothing.clean_untouched, everything.clean_untouched) == (1, 0)
    assert (nothing.documents_leaking, everything.documents_leaking) == (1, 0)
    assert (nothing.surviving, everything.surviving) == (1, 0)


def test_detectors_take_turns_and_speeds_are_ratios() -> None:
    """Ours to itself is one."""
    for result in speed.measure(TINY):
        assert [row.detector for row in result.rows] == [OURS, speed.WITHOUT]
        assert result.rows[0].rate > 0
        assert result.rows[0].ours_to_it.median == 1
        assert result.left_out == ["Peer (not installed: peer_package)"]


def test_streams_are_timed_and_what_they_hold_is_counted() -> None:
    """Prose holds less than records do."""
    (result,) = streaming.measure(TINY)
    plain, records = result.rows
    assert plain.piece_time > 0
    assert plain.held_median <= plain.held_p95 <= plain.held_max
    assert plain.held_mean < records.held_mean


def test_tokens_are_the_text_in_pieces() -> None:
    """Nothing is lost between them."""
    text = "It's 130/80\n\tat Zoë's, ok?"
    assert "".join(streaming.tokens(text)) == text
    assert streaming.tokens("hello there 2021") == ["hello", " there", " ", "202", "1"]


def test_responses_are_compared_with_and_without_redaction() -> None:
    """Of an app that is not ours, and of ours."""
    (result,) = responses.measure(TINY)
    apps = ("foreign app, SSE of OpenAI's shape", "AgentASGI")
    assert [(row.text, row.app) for row in result.rows] == [
        (text, app) for text in ("prose", "dense") for app in apps
    ]
    assert all(row.added.low <= row.added.median <= row.added.high for row in result.rows)


def test_texts_are_what_they_are_said_to_be() -> None:
    """Nothing is found in prose, and much in records."""
    for text in prose.answers(20_000):
        assert Redactor().find(text) == []
    assert sum(len(Redactor().find(text)) for text in prose.dense(20_000)) > 200
    assert 20_000 <= sum(map(len, prose.clean(20_000))) < 25_000


def test_the_command_prints_and_writes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Markdown to stdout, progress to stderr, JSON where it was asked for."""
    data = tmp_path / "out.json"
    command.main(["--quick", "--only", "streams", "--only", "imports", "--json", str(data)])
    printed = capsys.readouterr()
    assert "| prose |" in printed.out
    assert "| characters held on prose, p95 | at most 20 |" in printed.out
    assert "| `import asgi_agent.phi` |" in printed.out
    assert "round 1 of 3" in printed.err
    assert len(json.loads(data.read_text())["results"]) == 2


def test_tables_have_a_row_for_each_label_and_a_column_for_each_detector() -> None:
    """And one row for all of them."""
    text = report.markdown(accuracy.measure(TINY))
    assert f"| covered whole, % | n | {OURS} |" in text
    assert "| NAME |" in text
    assert "| all |" in text
    assert "look-alikes surviving, %" in text
