"""Places on roads, blocks of streets, boxes and suites."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Label
from tests.phi.rules.finding import spans
from tests.phi.rules.marked import missed


@pytest.mark.parametrize(
    "text",
    [
        "EMS: rollover, [[I-40 WB mm 118]]. Driver out",
        "MVC on [[I-95 NB at mm 34]]",
        "shoulder of [[I-10 near exit 41]]",
        "from [[I-81 at exit 12]] to the trauma bay",
        "[[Hwy 61 mile marker 88]]",
        "[[MM 22 I-70 EB]]",
        "[[SR 520 and 148th]]",
        "[[US-30 & SR 49]]",
        "found at [[1200 blk of N Halsted]]",
        "resp to [[400 block Elm]] for a fall",
        "[[2100 blk W Fond du Lac]]",
        "clinic is at [[900 E Superior]], 2nd floor",
        "[[16 E Main]]",
        "[[W6250 Hwy 10]]",
        "[[1020 Cty Hwy B]]",
        "[[PO Bx 112]]",
        "mail to [[RR 2 Bx 40]]",
        "[[92-1001 Aliinui Dr]], Kapolei",
    ],
)
def test_a_place_on_a_road_is_found(text: str) -> None:
    """As crews of ambulances write it, and as people do who leave the suffix out."""
    assert missed(text, Label.ADDRESS, Label.LOCATION) == []


@pytest.mark.parametrize(
    "text",
    [
        "[[Ste 3B, Baker Profl Bldg]]",
        "[[Suite 210, Lehigh Medical Bldg]]",
        "[[Bldg 4, Ste 210]]",
        "[[MOB 2, Suite 305]]",
        "[[Physicians Plaza II, Ste 12]]",
    ],
)
def test_a_suite_of_a_building_is_found(text: str) -> None:
    """Without a street."""
    assert missed(text, Label.ADDRESS, Label.LOCATION) == []


@pytest.mark.parametrize(
    "text",
    [
        "SK x 4 LN2. FBSE yearly",
        "ECG: 1 mm ST depression",
        "Stage I 12 mm 3 of 4 nodes",
        "nodule 5 mm, exit wound 2 cm",
        "walks 2 blocks, then rests",
        "R BBB block 120 ms",
        "nerve block 30 cc",
        "diltiazem 120 CR daily",
        "metformin 500 SR",
        "20 E antigen",
        "laser 30 W for 10 s",
        "5 West",
        "mile 3 of his run",
        "bx 3 of 12",
    ],
)
def test_an_amount_is_no_road(text: str) -> None:
    """Nor a drug that is released slowly, a ward, a block of a nerve."""
    assert [span for span in spans(text) if span.label in (Label.ADDRESS, Label.LOCATION)] == []


@pytest.mark.parametrize("text", ["fell on {} today", "lives off {}.", "MVC at {}"])
@pytest.mark.parametrize(
    "road", ["Hwy 212", "Loop 410", "FM 1960", "I-25 & Academy", "5th & Main", "Route 3"]
)
def test_a_road_needs_no_house(road: str, text: str) -> None:
    """Where something happens on it, or is off it."""
    assert missed(text.replace("{}", f"[[{road}]]"), Label.ADDRESS, Label.LOCATION) == []


@pytest.mark.parametrize(
    "text",
    [
        "on I-131 therapy",
        "on diltiazem SR 120",
        "on CR 40",
        "at 2nd and 3rd MTP",
        "by 1st and Second shift",
        "at 3rd/Fourth ventricle",
        "of Loop 2 of bowel",
        "walks 1 Mile",
        "by US 12 weeks",
    ],
)
def test_what_is_numbered_so_is_no_road(text: str) -> None:
    """Iodine, joints, shifts and what is seen by ultrasound."""
    assert [span for span in spans(text) if span.label in (Label.ADDRESS, Label.LOCATION)] == []
