"""Names in boards, exports, interfaces and the short lines of people at work."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Label
from tests.phi.rules.finding import found
from tests.phi.rules.marked import missed

SYLLABLES = (
    "[[Jin-Ho]] says the knee is better",
    "Leader [[Sung-Min Baek]], scribe [[Hye-jin Noh]]",
    "TRIAGE RN [[HYUNG-SOO SHIN]] AT BEDSIDE",
    "Dr. [[Oh]] (208-555-0117)",
    "Resident [[Naoki Endo]] paged",
)
OF_WORDS = (
    "Provider: [[Delmar Iron Horse]], NP",
    "Dr. [[Yellow Cloud]]\nPlan: rest",
    "-----  [[S. Two Crow]] RN",
    "To: [[June Bishop]]; [[Maria Lopez]]",
    "From: [[Price Woods]]\nSent: Monday",
    "Released by: [[June Castle]], clerk",
)
DESK = (
    "# exported by [[zdislava]] from 10.1.1.1",
    "Dr [[My Linh Mai]] had seen her",
    "Name....... [[Shenoy, Anjali L]]",
    "[[Hamish Mac an tSionnaigh]]  03:38",
    "this is dr [[åsa tolmer]] dictating",
    "saw dr [[pavić]] on Monday",
    "COLLECTOR [[MARLA DUSEK]], LICENSE 5",
    "Authors: [[Hiroko Asada]], [[Benoit Caron]]",
    "The nurses, [[Adanna]] and [[Mikko]], were kind.",
    "known as [[Dvorak, Petr]].",
    "Supervisor [[Banks]] notified.",
    "15 Mar 2021 [[Virtala]]: hgb 9, cont PPI",
    "it's [[Hope]] at Maplehurst",
    "Patient: its [[Grant Okafor]], 7/21/2003",
    "tell cousin [[zdislava]] is praying",
)
SYSTEMS = (
    "NM1*IL*1*[[KOWALCZYK]]*[[Halina]]***MI*39",
    "PER*IC*[[MARLENE DUSEK]]*TE*5035550188~",
    "(4471, 'Petra', '[[von Ahrens]]', '1976-02-01')",
    "2/3/2023,[[Snow]],E11.9,20",
    "H2   DOE, Z.   71   SOB   [[Hameed KOVALENKO]]   CT read",
)
LOGS = (
    "INFO [auth] login ok uid=[[rezwani]] ip=10.2.2.2",
    "WHERE username = '[[zdislava]]';",
    "manifest by [[tolmer]], courier bag 2",
    '<From npi="1">[[Delmar Two Crow]]</From>',
    "RE: RE: [[Bright]] - refill",
)
CELLS = (
    "H1   [[BRANTLEY, W.]]   35   ETOH",
    "(4471, 'Oakley', '[[Barlow]]', '1954-08-18')",
    "\n24MAR22 [[Dvorak]]: Cr 1.7",
)
ABROAD = (
    "thank you, [[nokuthula mabaso]] dob 1 may 1980",
    "Dr. [[May]] aware.",
    "this message is for [[Simphiwe]] this is the clinic",
    "Survived by [[Wangari]] and [[Njeri Kibet]]",
    "isolation per [[Yellow Cloud]]\n",
    "before [[Brinsley St. Cyr]], Notary",
)
NOBODY = (
    "trace MR. Lambl's excrescences",
    "Lou Gehrig's disease",
    "CHEST PAIN X 4-6 WEEKS\nBP 120/80",
    "uid=root started, uid=0",
    "login by user=admin",
    "Insurance Molina covers it.",
    "Ins Co Aetna",
    "Plan: Molina",
    "LVEF (Simpson) 58%",
    "Kerley B lines at the bases.",
    "DTaP | 1 | Infanrix",
    "COVID-19 booster Comirnaty",
    "clipped with Hem-o-lok clips",
    "Nurse Case Manager to follow.",
    "Client attended Church.",
    "BP*HR*RR",
    "SV1*HC:99213*125*UN*1*11**1",
)


@pytest.mark.parametrize("text", SYLLABLES + OF_WORDS + DESK + SYSTEMS + LOGS + CELLS + ABROAD)
def test_a_name_at_work_is_found(text: str) -> None:
    """All of it, in boards, exports and handwriting typed in."""
    assert not missed(text, Label.NAME)


@pytest.mark.parametrize("text", NOBODY)
def test_what_stands_there_instead_is_left(text: str) -> None:
    """Payers, signs, products and segments of figures are nobody's."""
    assert not [value for value, label in found(text) if label == Label.NAME]
