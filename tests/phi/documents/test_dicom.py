"""Data sets of DICOM in JSON: what identifies goes, and the tags stay."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from asgi_agent.phi import LIMITED_DATA_SET, Redactor

YEAR = datetime.now(UTC).year
INNER = {"00181000": {"vr": "LO", "Value": ["[DEVICE]"]}}


@pytest.mark.parametrize(
    ("tag", "kind", "value", "expected"),
    [
        ("00100010", "PN", {"Alphabetic": "Xqor^Zyx"}, {"Alphabetic": "[NAME]"}),
        ("00100020", "LO", "771", "[MRN]"),
        ("00080050", "SH", "A77", "[ID]"),
        ("00101040", "LO", "by the old mill", "[ADDRESS]"),
        ("00080080", "LO", "Xqor", "[LOCATION]"),
        ("00102154", "SH", "5550182", "[PHONE]"),
        ("00080020", "DA", f"{YEAR - 5}0317", f"{YEAR - 5}0101"),
        ("00100030", "DA", f"{YEAR - 95}0317", "[DATE]"),
        ("00101010", "AS", "095Y", "090Y"),
        ("00101010", "AS", "047Y", "047Y"),
        ("00104000", "LT", "call 312-555-0142", "call [PHONE]"),
        ("00080060", "CS", "MR", "MR"),
        ("00280010", "US", 512, 512),
        ("00081140", "SQ", {"00181000": {"vr": "LO", "Value": ["77"]}}, INNER),
    ],
)
def test_values_go_by_tag_and_type(tag: str, kind: str, value: Any, expected: Any) -> None:
    """A data set within one as well; and a second time nothing more."""
    once = Redactor().redact_json({tag: {"vr": kind, "Value": [value]}})
    assert once == {tag: {"vr": kind, "Value": [expected]}}
    assert Redactor().redact_json(once) == once


def test_tags_of_elements_without_a_value_stay() -> None:
    """A number of eight digits that says no type is a number."""
    given = {"00100010": {"vr": "PN"}, "7FE00010": {"vr": "OW", "BulkDataURI": "../bulk/1"}}
    assert Redactor().redact_json(given) == given
    assert Redactor().redact_json({"00100010": {"n": 1}}) == {"[ID]": {"n": 1}}


def test_a_policy_is_obeyed() -> None:
    """A limited data set keeps dates."""
    given = {"00100030": {"vr": "DA", "Value": ["19720304"]}, "00100020": {"vr": "LO", "Value": ["771"]}}
    kept = Redactor(LIMITED_DATA_SET).redact_json(given)
    assert kept["00100030"] == given["00100030"]
    assert kept["00100020"]["Value"] == ["[MRN]"]
