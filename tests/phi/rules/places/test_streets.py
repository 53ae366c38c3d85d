"""Streets without the number of a house, corners, numbered roads, lots, houses on streets of no kind."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Label
from tests.phi.rules.finding import found
from tests.phi.rules.marked import missed

ALONG = (
    "Van broke down on [[Telegraph Road]] again.",
    "Lives alone on [[Old Mill Ln]], no steps.",
    "Walked to the mailbox on [[Cobblestone Ct]] today",
    "Staying w/ a cousin off [[Academy Blvd]]. Denies SI.",
    "not to her own apt on [[Campbellton Rd SW]].",
    "left on [[Meat Camp Rd]], then the second drive",
    "the Rite Aid on [[Castle Shannon Blvd]]",
    "he was hit on [[Martin Luther King Blvd]].",
    "found sitting off [[Merrimon Ave]] without shoes",
    "past the church on [[Quarry Hollow Rd]]",
    "the bus stop on [[Belmont Avenue]].",
    "POCT at his house on [[Schaefer Rd]] was 52",
    "CVS on [[Pacific Hwy S]]. Attending: unknown",
    "pick up at the store on [[Ave J]].",
    "The pharmacy on [[Gravois]] is out of it.",
    "ask the shop on [[Bissonnet]] to fit it",
)
NUMBERED = (
    "Lives in camp off [[Hwy 29]], no water.",
    "crashed on [[Highway 61]] near the bridge",
    "6 mi N on [[Rte 191]], left at the tower",
    "Big Jim out on [[Route 3]] past the store",
    "trailer off [[Hwy 905]], blue",
)
CORNERS = (
    "GSW, found at [[Broad & Erie]].",
    "MVC at [[Speedway and Euclid]] Sat",
    "im at [[4th & Jefferson]] now",
    "CVS ([[Elm & Broad]]) calling",
    "waiting on [[16th and Valencia]] for a ride",
    "dropped behind Sunoco, [[Cedar & Tulsa]].",
)
LISTED = (
    "Washington Towers, [[Fayette St]]. Rec SNF.",
    "acupuncture, 12 visits, [[Merrimon Ave]]. Exp 8 Aug",
    "front desk at the [[E. Colfax]] location",
    "the office ([[Scenic Hwy]] side)",
    "home is [[114 Pvt Rd 8821]], gate locked",
    "DSS, [[3151 N. Millbrook]]\nBring: ID",
    "We are at [[900 E Superior]], entrance C",
    "clinic, [[3rd Ave]] campus, at seven",
    "New addr [[1190 1/2 E. Landry]], Opelousas",
    "[[92 Sargeant St., 3R]]\nRec'd",
    "bitten at [[561 44th Street, 2R]], Brooklyn",
    "trailer, [[Lot 14, Whispering Pines MHP]], dog in yard",
    "Addr: [[Lot 7, Cedar Creek Village]]",
)


@pytest.mark.parametrize("sentence", [*ALONG, *NUMBERED, *CORNERS, *LISTED])
def test_a_street_is_found(sentence: str) -> None:
    """By what is before it, by a second one, or in a list."""
    assert missed(sentence, *Label) == []


SURVIVORS = (
    "She is on Lasix and off Lovenox, sent to ICU.",
    "Continue on Metoprolol. Started on Keppra, off Plavix.",
    "Dyspnea at Rest & with exertion.",
    "Nausea & vomiting (Fever & Chills), at Rest and Exercise",
    "Based on Surgical Path. Seen on Lateral View, on Final Path.",
    "Traffic on I-65 was slow, and on US 1 as well.",
    "patient on Dr's list, on Treadmill Walk",
    "seen on Tuesday, on Monday, past Medical History, on Room Air",
    "The 4th and 5th digits. 1st & 2nd MTP.",
    "BP 120/80, take 2, then 45, on hold.",
    "the clinic put her on Zoloft; the pharmacy on Friday refilled it",
    "on Vitamin D & Calcium, on Day 3, on Stage 2, on Level 4",
)


@pytest.mark.parametrize("text", SURVIVORS)
def test_what_is_written_alike_is_left(text: str) -> None:
    """Drugs, units, views, highways of nobody's address."""
    assert [place for place in found(text) if place[1] in (Label.ADDRESS, Label.LOCATION)] == []
