"""Numbers that are fields of claims, of records and of logs, and what stands beside them and is of no one."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Label
from tests.phi.rules.finding import label_of
from tests.phi.rules.marked import missed, too_much


@pytest.mark.parametrize(
    "text",
    [
        "CLP*[[ACC-5510938]]*1*310*240**12*[[E7KD40217]]*13~",
        "SVC*HC:99214*180*150~",
        "SVC*HC:71046*95*80**1~",
        "coverage=Aetna/[[W98284121]];copay=$20",
        "CVE-2023-34362 and CVE-2024-3094 are patched.",
        "# A260/280 1.92, A260/A230 2.1",
        "do not report 99214 on the same day; never bill 36415 with it",
        "MedDRA PT 10019211, MedDRA LLT 10027599",
        "stored 1.2.840.10008.5.1.4.1.1.4 over 1.2.840.10008.1.2.1",
        '"system": "urn:oid:2.16.840.1.113883.6.96"',
    ],
)
def test_what_stands_beside_a_number_stays(text: str) -> None:
    """Each field is looked at alone, and codes are of no one."""
    assert not too_much(text)
    assert not missed(text, Label.ID, Label.HEALTH_PLAN)


@pytest.mark.parametrize(
    ("value", "label", "text"),
    [
        ("7710238", Label.MRN, "REF*EA*7710238~"),
        ("118203", Label.MRN, "REF*EA*118203~"),
        ("240307", Label.DATE, "*ZZ*STATECARE*240307*0915*^*00501"),
    ],
)
def test_a_field_of_a_claim_is_told_by_its_place(value: str, label: Label, text: str) -> None:
    """By the qualifier before it, or by the hour after it."""
    assert label_of(value, text) is label


def test_a_link_ends_before_the_next_field() -> None:
    """In a record of fields; a session in a link belongs to it."""
    assert not too_much("link=[[https://ehr.example.com/chart?pid=5]];lang=en-US;forms=ROI")
    assert not missed("see [[https://ehr.example.com/chart;session=5Fa91]] for", Label.URL)
