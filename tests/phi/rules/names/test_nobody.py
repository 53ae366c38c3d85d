"""What stands where names do, and is none."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Label
from tests.phi.rules.finding import found

TEXTS = (
    "First: check the airway. Last: document the time.",
    "Last dose: 8 am. First dose: Tuesday.",
    "Family: Supportive, lives nearby.",
    "Given: Zofran 4 mg IV, Toradol 15 mg.",
    "Preferred: Walgreens on file.",
    "Legal: DNR/DNI on chart.",
    "MI: NSTEMI in 2019.",
    "Bed: low, locked. Room 4 air. Room 12 cleaned.",
    "0930 Rounds 1000 PT eval 1100 Lunch",
    "0800 Metoprolol 25 mg given",
    "1415 CT chest with contrast",
    "For pain: Tylenol. For nausea: Zofran.",
    "To: Medical Records. From: Radiology.",
    "Re: Refill request. Subject: Prior authorization denied",
    "Subject: Lab results",
    "Subject 014 completed visit 3",
    "Goes by ambulance. Known allergies: none. Prefers tea.",
    "known as Parkinson disease",
    "Dressed with Xeroform and Kerlix.",
    "Closed with 3-0 Vicryl and 4-0 Monocryl.",
    "Grasped with Metzenbaum scissors and a Kelly clamp.",
    "Dressing: Xeroform. Implant: DePuy Attune. Graft: Gore-Tex.",
    "Labs: CBC, BMP, TSH, HbA1c.",
    "Anesthesia: General, endotracheal.",
    "Morning labs. Afternoon rounds. Welcome to clinic.",
    "Okay, stop the drip. Sorry, no beds.",
    "Sr high school; Jr high.",
    "Hx: HTN, DM2, COPD, CKD. PMH: GERD, OSA.",
    "TEAM: Cardiology, Nephrology, Palliative",
    "STAFF PRESENT: RN x2, RT, MD",
    "CREW: 2 EMTs, 1 medic",
    "PT AMBULATED TO BATHROOM WITH WALKER",
    "PATIENT DENIES CHEST PAIN, SOB, N/V",
    "MD NOTIFIED OF CRITICAL POTASSIUM",
    "RN AT BEDSIDE. RT CALLED.",
    "COPD EXACERBATION, STARTED BIPAP",
    "12 LEAD EKG SHOWED STEMI, ASA GIVEN",
    "Vitamin D 50,000 IU weekly; Vitamin B 12",
    "Type A 34 aortic dissection",
    "Group B strep negative; Hepatitis B 1992",
    "She is sundowning; tx with Haldol.",
    "tx: lasix 40, kcl 20. Tx failed.",
    "pt: abd soft, nontender",
    "meds: lipitor, zoloft, tylenol",
    "thanks so much for your help!",
    "hi there, i need a refill",
    "thank you will call back",
    "my mom may need a walker, my son will drive",
    "dear sir or madam",
    "tell me more; told to rest",
    "i saw the ortho last week",
    "with nausea and vomiting, for pain, by mouth",
    "| 8821 | CBC | high | 4.5 |",
    "Wells score 3, Child-Pugh B, Gleason 4+3",
    "The Roche assay and the Abbott Alinity agree.",
    "Siemens Somatom Force; Philips Ingenia 1.5T",
    "Stage IIIB NSCLC, KRAS G12C, PD-L1 80%",
    "Trileptal, Keppra and Vimpat; Xyzal, Zyrtec",
    "Klebsiella pneumoniae, Serratia, Proteus, Bacteroides fragilis",
    "Coxsackie, Zika, Dengue, Ebola, Marburg",
    "Guaiac, Hemoccult positive; Foley out; Dobhoff in",
    "Insert A.line; A-line placed, PICC in",
    "Kids under 5, parents with asthma",
    "Driver was restrained; passenger ejected.",
    "Uploaded via MyChart; sent through Epic; Teams call",
    "Diet: Mediterranean. Language: Tagalog. Religion: Catholic",
    "Discharge to SNF; follow up with PCP in 2 weeks",
    "Neuro: A&Ox3, PERRLA. CV: RRR. Lungs: CTAB. Ext: WNL",
    "Hospital Course: Unremarkable. Disposition: Home",
    "Exam: Afebrile, anicteric sclerae, normocephalic",
)


@pytest.mark.parametrize("text", TEXTS)
def test_nobody_is_found_where_nobody_is(text: str) -> None:
    """In headings, schedules, orders, capitals and chat: drugs, dressings, instruments, tests, germs."""
    assert [value for value, label in found(text) if label == Label.NAME] == []


@pytest.mark.parametrize(
    "text", ["see app.py", "with style.css", "sent x.csv", "<img src=a.js>", "main.rs\n"]
)
def test_the_ending_of_a_file_signs_nothing(text: str) -> None:
    """Initials at the end of a message have a space before them."""
    assert found(text) == []
