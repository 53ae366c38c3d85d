"""Facilities, towns and streets whose names are common words or of no list."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Label
from tests.phi.rules.finding import found
from tests.phi.rules.marked import missed

PLACES = (
    "Transferred from [[Mercy General Hospital]] last night.",
    "Seen at [[Oakhurst Family Practice]] by her PCP.",
    "Admitted to [[St. Brigid's Medical Center]].",
    "Followed at [[Pinecrest Cancer Institute]] in [[Tallahassee]].",
    "Resident of [[Sunny Meadows Assisted Living]].",
    "He lives in [[Poughkeepsie]], NY.",
    "from [[Kalamazoo]] originally",
    "Lives at [[1427 NW Sycamore Ave, Apt 3B]], [[Eugene]], OR [[97401]]",
    "[[742 Evergreen Terrace]], [[Springfield]], IL [[62704]]",
    "Mailing address: [[P.O. Box 1187]], [[Laramie]], WY [[82073]]",
    "[[RR 2 Box 145A]], [[Beatrice]], NE [[68310]]",
    "[[HC 64 Box 12]], [[Alpine]], TX [[79830]]",
    "[[12 Rural Route 4]], [[Hays]], KS [[67601]]",
    "[[5502 County Road 118]], [[Giddings]], TX",
    "[[8800 State Highway 151, Suite 200]]",
    "[[10-15 67th Ave]], [[Flushing]], NY",
    "i live at [[315 elm street]] in [[dayton]]",
    "i live at [[22 w 3rd st apt 4]] [[dayton]] oh [[45402]]",
    "my address is [[1901 sunset blvd #12]]",
    "PT RESIDES AT [[4410 SHADY OAK LN]], [[MINNETONKA]], MN [[55343]]",
    "SENT FROM [[RIVERBEND NURSING HOME]]",
    "[[Lakeview Pediatrics]] called with results.",
    "The [[Cleveland Clinic]] recommended surgery.",
    "Works at [[Lincoln Elementary School]] as a teacher.",
    "attends [[Roosevelt High School]]",
    "inmate at [[Marion County Jail]]",
    "[[Harborview Orthopedic Associates]]\n[[500 Main Street]]",
    "Moved here from [[Bakersfield]] in 2010.",
    "MRI at [[Summit Imaging Center]] on [[4/5/2023]].",
    "Pt drove from [[Chattanooga]] to be seen.",
    "Rehab stay at [[Golden Oaks Rehabilitation and Nursing Center]].",
    "PCP at [[Valley Health Partners]]",
    "[[Tri-City Urgent Care]] gave her antibiotics.",
    "[[Blue Ridge Surgical Associates]] will schedule.",
    "Referred by [[Cedar Hill Eye Clinic]].",
    "Facility: [[Maplewood Care Center]]",
    "at [[Northwestern Memorial]]",
    "from [[University of Michigan Hospital]]",
    "[[Children's Hospital of Philadelphia]]",
    "she was born in [[Duluth]]",
    "[[1 Microsoft Way]], [[Redmond]], WA [[98052]]",
    "[[3300 Rivermont Ave NE]], [[Cedar Rapids]], IA",
    "[[6100 Harbor Blvd., Unit 12-C]], [[Costa Mesa]], CA [[92626]]",
    "[[77 Massachusetts Ave, Fl 3]]",
    "Home: [[2204 Tanglewood Trl]], [[Opelika]]",
    "[[9 Old Mill Rd]]",
    "lives on [[Peachtree Street]] in [[Atlanta]]",
    "near [[Yellow Springs]], Ohio",
    "in [[Orange County]]",
    "[[Broward County]] health department",
    "She lives in [[Truro]].",
    "he's in [[Scarsdale]]",
    "zip code [[10583]]",
    "ZIP: [[60614-2208]]",
    "[[Greenfield Hospice]] nurse visits weekly.",
    "Discharged to [[Aspen Ridge Skilled Nursing Facility]]",
    "Delivered at [[Saint Agnes]]",
    "[[Bright Smiles Dental]]",
    "[[Desert Valley Dialysis]] M/W/F",
    "[[45 Avenida Central]], [[San Juan]], PR [[00901]]",
    "[[Flat 2, 18 Acacia Avenue]]",
    "Street: [[1183 Wintergreen Ct]]",
    "[[200 Broadway, Suite 4]]",
    "[[1055 Fifth Ave]]",
    "[[18 Harbor Point]], [[Stamford]], CT [[06902]]",
)
COMMON = (
    "Brief Hospital Course follows.",
    "Long Term Care placement. Acute Care Surgery.",
    "Washington State law applies.",
    "12 Lead ECG. 24 Hour Holter. 3 Drive safely.",
    "Home Health Services and Palliative Care consulted.",
)
GEOGRAPHY = (Label.LOCATION, Label.ADDRESS, Label.ZIP, Label.DATE)


@pytest.mark.parametrize("sentence", PLACES)
def test_places_are_found_by_what_they_are_called(sentence: str) -> None:
    """By their heads, their neighbours and the shape of an address."""
    assert missed(sentence, *GEOGRAPHY) == []


@pytest.mark.parametrize("sentence", COMMON)
def test_what_is_called_alike_is_left(sentence: str) -> None:
    """Headings, levels of care, states."""
    assert found(sentence) == []
