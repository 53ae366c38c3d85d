"""Streets, towns and facilities on forms, in exports and over the ends of lines."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Label
from tests.phi.rules.marked import missed, too_much

STREETS = (
    "[[4410 Hawthorn Ln Trlr 12]], [[Yuma]], AZ [[85364]]",
    "parked at [[77 Lakeview Ct Trlr 9]]",
    "[[31 Heron Pt]], [[Savannah]], GA [[31401]]",
    "addr: [[9 Stony Pt Apt 4]], [[Ithaca]], NY",
    "[[88 Juniper Bnd]], [[Austin]], TX",
    "[[19 Osprey Trce, Lot 5]], [[Macon]], GA",
    "[[210 Second Ave NE]] in [[Fargo]]",
    '"addr1": "[[4100 FM 2222, Lot 8]]", "city":',
    "[[640 N Main]] in [[Duluth]]",
    "location: [[24 Heron Pt]], [[Deschutes County]]",
    "[[15 CALLE DEL SOL #22]], [[EL PASO]], TX",
    "[[5 SYCAMORE CT. UNIT 3]]",
    "[[12 US HIGHWAY 9 NORTH, FL 3]]\nUNIT 2",
    "the house on [[7 Willow Creek\nLoop, Lot 3]] is sold",
    "mail it to him at [[31 heron pt]] [[ocala]] zip code [[34470]]",
)
TOWNS = (
    "(7, 'x@y.org', '[[Tulsa]]', '[[74103]]', 9.1)",
    '"[[Walla Walla]]","[[99362]]"',
    "N4*[[Tulsa]]**[[74103]]~",
    "Clinic note, [[Thunder Bay]], ON  [[P7B 6T5]]",
    "Flying doctor clinic, [[Yuendumoo]] QLD, seen",
    "Pharmacy: CVS, [[Tulsa]]   Fax:",
    "Ruth Ames, 91, of [[Tulsa]], passed away",
    "We drove down to\n[[Tulsa]] to see",
    "PRIOR MD ANN LEE, [[TULSA]]\n",
)
FACILITIES = (
    "seen at [[Sandpiper\nCommunity Health]] on",
    "Treated at [[Larkmoor\nWomen's Health]] by",
    "Treated at [[Little Fern\nPediatrics]] by",
    "TO:  [[Westmere Bone & Joint]], records",
    "CREDITOR: [[Brightwater Recovery]]  ACCT",
    "from [[Tarrow County Hospital District]].",
    "referred by [[Pinnacle ENT Associates]]",
    "[[HOLY NAME OF MARY HOSPITAL]]",
    "outside The [[Willows at Larkmoor]].",
    "IN THE [[PROBATE COURT OF Prince George's County]]\n",
    "[[Corner Drug of Larkmoor]]",
    "Dr. Ann Lee, [[Westmere Spine & Pain]]. Report:",
    "Clinician: Ann Lee, [[The Villas at Larkmoor]], (375) 517-8319",
    "hey, dad is at [[westmere county hospital district]] rm 6",
    "Kevin Harris of [[Eastlake Heart & Vein]].",
)
NO_PLACES = (
    "ENTRESTO 1,200 MG\nTOOK CEFEPIME 1,900 MG AT",
    "Birth 4th of the month   visited 1967   Place Oregon",
    "weight at the 5th percentile",
    "15 USC 1692G notice",
    "Denies SI. Columbia\nscale 0.",
    "Widowed\nPharmacy: CVS",
    "He suffers from Kawasaki\ndisease.",
    "Vineland Adaptive Behavior Scales 82",
    "BP 120 stable. Pt, awake, denies pain",
)


@pytest.mark.parametrize("text", STREETS, ids=lambda text: text[:30])
def test_a_street_is_found(text: str) -> None:
    """With all of its units, and however it is written."""
    assert not missed(text, Label.ADDRESS, Label.LOCATION, Label.ZIP)


@pytest.mark.parametrize("text", TOWNS, ids=lambda text: text[:30])
def test_a_town_is_found(text: str) -> None:
    """Beside its code, in cells, and over the end of a line."""
    assert not missed(text, Label.LOCATION, Label.ZIP)


@pytest.mark.parametrize("text", FACILITIES, ids=lambda text: text[:30])
def test_a_facility_is_found(text: str) -> None:
    """By what it is called, or by what is said before it."""
    assert not missed(text, Label.LOCATION, Label.NAME)


@pytest.mark.parametrize("text", NO_PLACES, ids=lambda text: text[:30])
def test_what_is_no_place_stays(text: str) -> None:
    """Doses, states, statutes, scales and keys."""
    assert not too_much(text)
