"""The page of a report, as a browser reads it."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from asgi_agent.audit.query import Query
from asgi_agent.audit.reading import open_log
from asgi_agent.audit.record import Chain, Redaction, Resource
from asgi_agent.audit.report import Figures, collect, figures, page
from asgi_agent.audit.verification import Anchored, Fault, Finding, Verdict, verify
from tests.audit.logs import Diary
from tests.audit.visits import PSEUDONYMS, event, patient, visit

if TYPE_CHECKING:
    from asgi_agent.audit.pseudonyms import Pseudonyms


class Reader(HTMLParser):
    """What a page loads, where it links to, what it says, by section."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: dict[str, list[str]] = {}
        self.style = ""
        self.policy = ""
        self.text = ""
        self.sections: dict[str, str] = {}
        self._in: list[str] = []
        self._section = ""
        self.feed(text)
        self.close()
        self.text = " ".join(self.text.split())
        self.sections = {name: " ".join(said.split()) for name, said in self.sections.items()}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.add(tag)
        if given.get("http-equiv") == "Content-Security-Policy":
            self.policy = given["content"]
        for name, value in given.items():
            self.attributes.setdefault(name, []).append(value)
        if tag == "section":
            self._section = given.get("id", "")
        if tag not in ("meta", "rect", "line"):
            self._in.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("meta", "rect", "line"):
            assert self._in.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._in and self._in[-1] == "style":
            self.style += data
        elif self._in and self._in[-1] != "title":
            self.text += data + " "
            self.sections[self._section] = self.sections.get(self._section, "") + data + " "


@pytest.fixture
def diary(tmp_path: Path) -> Diary:
    return Diary(tmp_path / "audit")


def written(diary: Diary, pseudonyms: Pseudonyms = PSEUDONYMS, **wanted: Any) -> Reader:
    """The report on a log."""
    reader, query = open_log(diary.store.place), Query(**wanted)
    return Reader(page(collect(reader, query, pseudonyms), verify(reader), query))


def shown(**verdict: Any) -> str:
    """What a report says of a verdict."""
    made = Verdict(log="audit", place="/var/audit", records=9, segments=1, first=1, last=9, **verdict)
    return Reader(page(Figures(), made, Query())).text


def test_nothing_is_loaded_and_nothing_is_run(diary: Diary) -> None:
    """By the page itself, and by its policy, which has the hash of its one style sheet."""
    visit(diary)
    reader = written(diary)
    assert reader.tags.isdisjoint(
        {"script", "link", "img", "iframe", "object", "form", "base", "image", "use"}
    )
    assert {"style", "src", "onload", "onclick", "srcset", "xlink:href"}.isdisjoint(reader.attributes)
    assert all(link.startswith("#") for link in reader.attributes["href"])
    assert not re.search(r"url\(|@import|expression", reader.style)
    digest = b64encode(sha256(reader.style.encode()).digest()).decode()
    assert reader.policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def test_links_lead_to_sections(diary: Diary) -> None:
    """All eight."""
    visit(diary)
    reader = written(diary)
    assert {link.removeprefix("#") for link in reader.attributes["href"]} == set(reader.attributes["id"])


def test_what_records_say_cannot_become_markup(diary: Diary) -> None:
    """An id may come from a token, and so from anybody."""
    hostile = '"><script>alert(1)</script><p style="x'
    visit(
        diary,
        actor=hostile,
        outcome="failure",
        purpose=hostile,
        object=(Resource(hostile, hostile),),
        phi=Redaction(found={hostile: 1}),
    )
    visit(diary, actor=hostile, outcome="denied", break_glass=True)
    event(diary, "audit.gap", chain=Chain(reason=hostile))
    reader = written(diary)
    assert "script" not in reader.tags
    assert "style" not in reader.attributes
    assert reader.text.count("alert(1)") >= 5


def test_the_verdict_stands_at_its_head(diary: Diary) -> None:
    """Of the log as it is."""
    visit(diary)
    assert "Integrity Intact" in written(diary).text
    segment = Path(diary.store.place, "000001.jsonl")
    segment.write_bytes(segment.read_bytes().replace(b"dr.grey", b"dr.gray"))
    text = written(diary).text
    assert "Integrity Tampered" in text
    assert "What verification found" in text


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        ({}, "Completeness Complete"),
        ({"counts": {"gap": 2, "crash": 1}}, "Completeness Incomplete 2 gap, 1 crash."),
        ({}, "Anchoring Not checked No checkpoints were given"),
        (
            {"anchored": Anchored("o", checkpoints=3, size=9)},
            "Anchoring Anchored 3 signed checkpoints for records 1 to 9.",
        ),
        ({"anchored": Anchored("o", checkpoints=3, size=9, contradicted=True)}, "Anchoring Contradicted"),
        ({"anchored": Anchored("o")}, "Anchoring Unanchored"),
        ({"faults": (Fault("1:7", "hash", "was changed"),), "fault_count": 30}, "1:7: was changed"),
        ({"faults": (Fault("1:7", "hash", "was changed"),), "fault_count": 30}, "29 more;"),
        (
            {"findings": (Finding("gap", "3 records are missing"),), "counts": {"gap": 1}},
            "3 records are missing",
        ),
    ],
)
def test_all_three_verdicts_are_told(verdict: dict[str, Any], said: str) -> None:
    """With the evidence, as far as there is room."""
    assert said in shown(**verdict)


def test_the_accounting_has_a_row_for_each_access(diary: Diary) -> None:
    """By patient: when, to whom, what, why, and whether it has to be accounted for."""
    visit(diary, purpose="TREAT")
    visit(diary, purpose="HRESCH", actor="lab")
    visit(diary, outcome="denied", actor="nobody")
    accounting = written(diary).sections["accounting-of-disclosures"]
    assert f"{patient('MRN-1')} 2 accesses, 1 to be accounted for" in accounting
    row = "2026-11-21 09:00:04 lab clinician at 10.0.0.9 Observation/7 HRESCH success account for"
    assert row in accounting
    assert "treatment, payment, operations" in accounting
    assert "nobody" not in accounting


def test_every_section_tells_its_part(diary: Diary) -> None:
    """What was denied, what failed, overrides, redaction, gaps and purges."""
    visit(diary, outcome="failure")
    visit(diary, outcome="denied", actor="intruder")
    visit(diary, break_glass=True, actor="er.doc")
    event(diary, "audit.gap", chain=Chain(reason="missing", first=3, last=9))
    event(diary, "audit.purge", chain=Chain(first=1, last=7, count=7))
    event(diary, "phi.reveal", phi=Redaction(revealed={"NAME": 5}))
    sections = written(diary).sections
    assert "500 TimeoutError" in sections["denied-and-failed"]
    assert "intruder" in sections["denied-and-failed"]
    assert "er.doc" in sections["emergency-overrides"]
    assert "intruder" not in sections["emergency-overrides"]
    assert "NAME 6 5" in sections["redaction"]
    assert "missing, records 3 to 9" in sections["gaps-and-purges"]
    assert "records 1 to 7" in sections["gaps-and-purges"]
    assert "er.doc 1 1 0 0 1 2026-11-21 09:00:06" in sections["access-by-user"]
    assert f"{patient('MRN-1')} 3 " in sections["access-by-patient"]


def test_pseudonyms_of_resources_are_short(diary: Diary) -> None:
    """A row is for reading; other ids are as they are."""
    visit(diary, object=(Resource("Observation", "hmac:v2:0123456789abcdef"), Resource("Condition", "7")))
    accounting = written(diary).sections["accounting-of-disclosures"]
    assert "Observation/ v2:01234567 , Condition/7" in accounting


def test_what_it_is_restricted_to_is_said(diary: Diary) -> None:
    """By name for ids, and in full for codes."""
    visit(diary, break_glass=True)
    text = written(diary, outcome="success", break_glass=True, resource="Observation/7", run="r").text
    assert "Only one run, one resource, outcome success, emergency overrides." in text
    assert "All records." in written(diary).text


def test_an_empty_log_has_a_report(diary: Diary) -> None:
    """That says of each section that there is nothing."""
    diary.start()
    sections = written(diary).sections
    for name in (
        "requests",
        "accounting-of-disclosures",
        "denied-and-failed",
        "emergency-overrides",
        "redaction",
    ):
        assert re.search(r"There (is|are) none|Nothing was", sections[name])


def test_the_id_that_was_asked_for_is_not_in_it(diary: Diary) -> None:
    """The report is about one patient, who is in it by pseudonym alone."""
    visit(diary)
    visit(diary, mrn="MRN-2")
    reader = written(diary, patient="MRN-1", since="2026-11-21T00:00:00.000000Z")
    assert "MRN-1" not in reader.text
    assert patient("MRN-1") in reader.text
    assert patient("MRN-2") not in reader.text
    assert "Only one patient, since 2026-11-21 00:00:00." in reader.text


def test_the_accounting_comes_first_where_it_is_about_a_patient(diary: Diary) -> None:
    """It is what was asked for; else it is long, and comes last."""
    visit(diary)
    assert next(iter(written(diary, patient="MRN-1").attributes["id"])) == "accounting-of-disclosures"
    assert written(diary).attributes["id"][-1] == "accounting-of-disclosures"


def test_what_is_left_out_is_told(diary: Diary, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list that is not all of it says so."""
    monkeypatch.setattr(figures, "MAX_ACCESSES", 2)
    for _ in range(4):
        visit(diary)
    assert "2 further accesses" in written(diary).sections["accounting-of-disclosures"]


def test_damage_is_told(diary: Diary) -> None:
    """At the end."""
    visit(diary)
    with open(f"{diary.store.place}/000001.jsonl", "ab") as segment:
        segment.write(b"no record\n")
    assert "1 line could not be read." in written(diary).text
