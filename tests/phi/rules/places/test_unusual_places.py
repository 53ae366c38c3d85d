"""Towns, roads, schools, shops and hospitals that are called or written in a way of their own."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Label
from tests.phi.rules.finding import found
from tests.phi.rules.marked import missed, too_much

FORMS = (
    "City [[Asheville]]   State OH   Zip [[43001]]",
    "CITY [[SPOKANE]] STATE WA ZIP [[99201]]",
    "City/Town: [[Elko]]  St: NV",
    "city=[[Lowell]];state=MA;zip=[[01851]]",
    "County [[Buncombe]]   State NC",
    "Birthplace [[Salina]], KS",
)
TOWNS = (
    "since she left [[Bethesda]] in 2009",
    "came from [[Bethesda]] in",
    "told us wonderful stories about [[Hilo]].",
    "in [[Bar Harbor]]. Her",
    "back to [[Staten Island]] and [[La Jolla]]",
)
ROADS = (
    "[[8763 Farm to Market Road 1960]] in [[Texarkana]]",
    "[[4218 Farm to Market Road 1960, Suite 162]], [[Lubbock]], TX [[79401]]",
    "[[1200 FM 1960 West]], [[Houston]], TX [[77090]]",
    "[[2200 Ranch Road 620]], [[Austin]], TX",
    "[[2210 US Highway 41 North]], [[Henderson]], KY",
    "[[77 N. Old U.S. Hwy 23]], [[Brighton]], MI",
    "[[521 County Road KK]], [[Appleton]], WI",
    "[[5120 SR 60 E]], [[Lake Wales]], FL",
    "[[440 Interstate 35 South]], [[New Braunfels]], TX",
    "[[22 Grand Concourse]], [[Bronx]], NY",
    "lives at [[2891 The Alameda]], in [[Flagstaff]]",
    "[[37 Calle Ocho, Apt. 927]] in [[Bethlehem]]",
    "[[14 Vista del Mar]], [[Malibu]], CA",
)
CODES = (
    "Mail c/o [[P O Box 2002]], [[Modesto]] [[89884]].",
    "AGENT: and your zip?\nCALLER: [[74446]], it's under",
    "ZIP Code: [[20854]]",
)
SCHOOLS_AND_SHOPS = (
    "Funeral home: [[Ostrander & Daughters Chapel]], 631",
    "Body to [[Boyd-Crenshaw Mortuary]]",
    "School: [[Dunmore High]]. Denver II screen normal.",
    "attends [[Jefferson Junior High]]",
    "The form went to [[Kenwick Middle]].",
    "daycare: [[Little Acorns Preschool]]",
    "from [[Nickerson Drug]] (closed)",
    "fills at [[Corner Apothecary]]: oxycodone",
)
HOSPITALS = (
    "[[Two Forks Community Hospital]]",
    "thanks for calling [[Five Points Medical Center]], this is",
    "[[Four Winds Hospital]] psychiatric",
    "[[UNIVERSITY HOSPITAL OF WESTMARK]]\nDEPARTMENT OF SURGERY",
    "[[CHILDREN'S HOSPITAL OF THE PALOUSE]]",
    "[[MEDICAL CENTER OF THE ROCKIES]]",
    "[[Our Lady of the Lake Regional Medical Center]]",
    "seen at [[St. Dymphna\nBehavioral Health]] on",
    "([[Cascade\nKidney Care]]) called",
    "films from [[Bluestem Family\nMedicine]] dated",
    "at [[Mount Airy\nMedical Group]]; phone",
)
EXPORTS = (
    '"[[Elko]]","NV","[[89801]]","775"',
    "[[Elko]]|NV|[[89801]]",
    "[[14 Birch Ln]];[[Elko]];NV;[[89801]]",
    "[[14 BIRCH LN APT 3]] [[ELKO]] NV [[89801-2214]]",
    "[[Quillby]], Minn. [[55390]]",
    "[[Quillby]], N.Y. [[12390]]",
    "[[Quillby]] (OH) [[44390]]",
    "[[Quillby]]/OH/[[44390]]",
    "ZipCode: [[89801]]",
    '"zip": "[[89801]]"',
    "lives in the [[89801]] zip",
    "HOME ADDR [[14 BIRCH LN]] CITY [[ELKO]] ST NV ZIP [[89801]]",
)
SCENES = (
    "Incident location: [[1400 block of Birch Ln]]",
    "Responded to [[Birch Ln and 4th St]]",
    "crash at [[Hwy 93 and Jennings Way]]",
    "intersection of [[Oak St & Pine Ave]]",
    "Xfer from [[Highland Manor]] to [[Grady]]",
    "sleeps near [[Riverside Park]]",
    "goes to [[First Baptist Church]]",
    "[[Elko County Sheriff's Office]]",
    "[[Superior Court of Fresno County]]",
    "[[Washoe County School District]]",
    "[[Boys & Girls Club of Reno]]",
    "teacher at [[Spring Creek HS]]",
    "student at [[Temple University]]",
    "[[Village of Skokie]] paramedics",
    "resident of [[Sunrise of Edina]]",
    "[[Bldg 7, Apt 12, 900 Elm Ct]]",
    "stationed at [[Edwards Air Force Base]]",
    "a trucker, [[Chicago-based]].",
)


@pytest.mark.parametrize(
    "sentence", [*FORMS, *TOWNS, *ROADS, *CODES, *SCHOOLS_AND_SHOPS, *HOSPITALS, *EXPORTS, *SCENES]
)
def test_a_place_is_found(sentence: str) -> None:
    """In forms without colons, on numbered roads, over the end of a line, in capitals."""
    assert missed(sentence, *Label) == []
    assert too_much(sentence) == []


SURVIVORS = (
    "LOCATION 4 NORTH\nBED 2",
    "Transfer to 4 North from 6 East. Report called to 3 South.",
    "Cardiology\nPalliative Care\nLabor and Delivery\nInfectious Disease",
    "Potassium High. Sodium Low. Troponin High, repeat.",
    "Wellbutrin SR 150, Middle ear clear, High risk. Drug screen negative.",
    "Investigational Drug Service called. New Drug Application.",
    "Two Points were lost. Three Stars.",
)


@pytest.mark.parametrize("text", SURVIVORS)
def test_what_is_written_alike_is_left(text: str) -> None:
    """Wards, departments, results, drugs."""
    assert found(text) == []
