"""Names that few lists have, in the short notes of a desk, a ward and a street."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Label
from tests.phi.rules.marked import missed

DESK = (
    "[[Quispe]] called, needs refill",
    "Caller: [[Issouf]] (son)",
    "Caller is [[Njoki]], daughter",
    "Caller states she is [[Idalmis]]",
    "Left message with [[Skip]]",
    "left vm for [[Wanjiru]]",
    "Spoke to [[Boun]] at 10:20",
    "[[Iwalani]] checked in 9:05",
    "[[Tsosie]] no show",
    "Rescheduled [[Ouedraogo]] to Monday",
    "ROI signed by [[Njoki]]",
    "OK to speak with [[Boun]] (HIPAA on file)",
    "Emergency contact [[Skip Renfrow]] 555-201-4417",
    "Emerg contact: [[Dot]] - sister",
    "Guarantor [[Haugstad Torbjorn]]",
    "Responsible party [[Lindiwe Tshabalala]]",
    "Insured's name [[Boun Phommasathit]]",
    "Driver today: [[Issouf]]",
    "Ride: [[Njoki]] 555-201-4417",
    "pick up by [[Skip]]",
    "Pharmacy called re [[Okwuosa]]",
    "Waiting room: [[Quispe]], [[Begay]], [[Haugstad]]",
    "Interpreter for [[Phommasathit]] confirmed",
    "Copy of DL for [[Idalmis Quispe]]",
    "Preferred name [[Dot]]",
    "prefers [[Skip]]",
    "Nickname: [[Chip]]",
    "alias [[Dutch]]",
    "Pronounced name: [[Njoki]]",
    "Maiden name [[Wisniewska]]",
)
WARD = (
    "[[Haugstad]] bed 4 NPO",
    "Rm 12 - [[Quispe]] - fall risk",
    "14B [[Wanjiru]] 71F CHF",
    "14B: [[Ouedraogo]], I.",
    "[[Okwuosa]] rounding",
    "Night RN [[Boun]]",
    "Charge: [[Idalmis]]",
    "Handoff [[Njoki]] -> [[Iwalani]]",
    "RN [[Njoki]] to RN [[Boun]]",
    "report given to [[Tsosie]]",
    "Family: [[Njoki]] (dtr)",
    "wife [[Idalmis]] updated",
    "Son [[Issouf]], dtr [[Njoki]] at bedside",
    "MD [[Okwuosa]] aware",
    "notified [[Okwuosa]]",
    "paged [[Wanjiru]] x2",
    "[[Wanjiru]] paged",
    "[[Okwuosa]] at bedside",
    "Hourly rounding by [[Skip]]",
    "Witness: [[Boun]]",
    "2nd RN: [[Idalmis]]",
)
COMMUNITY = (
    "[[Njoki]] lives with her aunt [[Idalmis]]",
    "Neighbor [[Skip]] checks on her",
    "Landlord [[Renfrow]] notified",
    "Pastor [[Boun]] visited",
    "Teacher [[Ms. Tsosie]] reports",
    "Her boyfriend [[Torbjörn]] drives",
    "the children, [[Boun]] and [[Njoki]],",
    "kids: [[Boun]] (7), [[Njoki]] (4)",
    "mom [[Iwalani]], dad [[Skip]]",
    "foster parent [[Lindiwe Tshabalala]]",
    "caseworker [[Haugstad]]",
)
STREET = (
    "Driver [[Haugstad]] restrained",
    "passenger [[Njoki]] ejected",
    "Officer [[Renfrow]] #4417",
    "Per wife [[Idalmis]]",
    "bystander [[Boun]] did CPR",
    "Medic [[Njoki]], EMT [[Skip]]",
)
THEATRE = (
    "Surgeon [[Okwuosa]]",
    "Asst [[Wanjiru]]",
    "Scrub: [[Skip]]",
    "Circ: [[Njoki]]",
    "Anes: [[Haugstad]]",
    "CRNA [[Quispe]]",
    "Surgeon: [[Okwuosa]]/[[Wanjiru]]",
    "Time out led by [[Idalmis]]",
)


@pytest.mark.parametrize("sentence", [*DESK, *WARD, *COMMUNITY, *STREET, *THEATRE])
def test_a_name_is_found_in_a_short_note(sentence: str) -> None:
    """By who calls whom, who looks after whom, and who was there."""
    assert missed(sentence, Label.NAME) == []
