"""Names as lists, boards and sign-offs have them: reversed and cut short, by nicknames, by initials."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Label
from tests.phi.rules.finding import found
from tests.phi.rules.marked import missed

REVERSED = (
    "Patient: [[Ruiz-Ortega, Maria del Carmen]]\nMRN: E2208841",
    "Pt: [[Vasquez, Juan de la Cruz]]  DOB 1/2/60",
    "Client: [[Mendoza, Ana Maria de los Angeles]]",
    "Member: [[Tran, Thi Minh]]",
    "Employee: [[Htoo, Eh Paw]]   Badge 618820",
    "Resident: [[Osei, Kofi Young]]\n",
    "Hospice IDG. [[Yamamoto, Fusae]] 101 F, FAST 7d.",
    "1. [[Okonkwo, Chidi]] 45 M: stable",
    "[[Haddad, Samir]] 61 M",
    "Pt [[Mukherjee, A]] HAR 90011827364. Please clarify.",
    "Please see [[Kaplan, J]] MRN 5518822",
    "Consult on [[Lindgren, P]], 54yo, for sepsis",
    "Provider: [[Castellano, R]]\nDate:",
    "Imaging log\n0710 [[VARGAS, L]] US abd, npo ok",
    "0900 [[Petrosyan, K]] MRI brain",
)
ON_BOARDS = (
    "0815 no show - [[PRUITT]], r/s",
    "DNKA: [[HENNESSY]]\nRefills",
    'Card "[[SMITH-NGUYEN KIMBERLY]]", chart "Kim Nguyen"',
    "Label reads [[HERNANDEZ MARIA]], 3/4/60",
    "Mismatch: [[GUTIERREZ ROBERTO]]\n",
    "[[H. Gaston Pickett III]], MD",
    "[[J. Ruiz Castillo]] will call",
    "[[W. Clark Henderson Jr.]], DO",
    "sign out: [[JT]] 34M SBO, NGT out",
)
BY_NICKNAMES = (
    "Sponsor [[Big Mike]] may call",
    "Yeah this is [[Big Jim Tackett]] out by the store",
    'Pt [["Tiny" Deshotel]], home alone',
    'Patient [["Bubba" Thibodeaux]] called',
    'Robert [["Tiny" Deshotel]] is here',
    "accompanied by neighbor [[Peg]].",
    "son [[Moose]], daughter [[Comfort]]",
    "Spoke with [[Comfort Mensah]] and [[Precious Ndlovu]]",
    "pt [[lowell crane]] requests a refill",
    "please see [[Ueno]] in two weeks; [[Ueno]] team",
    "Patient: [[NGUYEN, VAN DUC]]\n",
    "why did [[dr crane]] stop it, ask [[dr. mason]]",
    "[[Szymanski]] aware of the potassium",
    "[[Two Otter]] called, [[Iron Badger]] waits",
    "ATTENDING: [[MBEKI]]  RESIDENT: [[TRAN, H]]  INTERN: [[OYELARAN]]",
    "To call: [[Nguyen V]], [[Nguyen T]]\n",
    "Spoke with [[Ben]]. Husband [[Al]] drove",
    "Patient: [[Al Hussein, Omar]]; [[Mr. Al Masri]]",
    "brother [[T-Boy]] 337.555.0136, cousin [[K-Money]]",
    "Aide [[Precious]] present, bath done",
    "[[Jordan Two Bulls]], 1:45",
    "[[De La Rosa]] was here",
    "Schedule: 0800 [[Espinal]], 0830 [[Moskowitz]], 0900 [[Lindqvist]]",
    "Dependent 01 [[IMANI]]",
    "first [[imani]] last [[feeney]]",
    "PT [[SVETLICHNAYA]] A&O X3, AMB W/ WALKER",
    "FROM: [[DIETRICH, M]]\nTO: FRONT DESK",
    "POC: [[EMEKA]] (SON)",
    "PGY-3 [[Obasi]] evaluated",
    "My mother-in-law [[Kyriaki]] is visiting, my boss [[Gus]] needs a note",
    "Daughter and SIL [[Hoyt]] at bedside, MIL [[Dot]] too",
    "[[Caldera, M]]: pain 3/10. Mr [[W]] c/o headache",
    "Parents [[Paola]] and [[Andrés]] report 10 words",
    "She sees [[Moskowitz]] at the clinic",
)
SIGNED = (
    "Order is signed, ok to close.\n\n[[AJ]]",
    "I will call her back.\n[[KR]]",
    "Sent to pharmacy. -[[AJ]]",
    "Pt is fine. -[[mb]]",
    "Faxed the form. --[[kb]]",
    "Pt is fine.\n-[[mb]]",
    "No more without a lab. [[kb]]",
    "Msg sent to the team.\n\n[[jw]]",
    "Msg to Dr Lindqvist. -[[tw]]",
    "INR overdue since 5/20, no more w/o lab. [[rc]]",
    "Drawn by [[JB]] @ 0610",
    "Tech: [[JB]]\nRPh: [[kb]]",
    "Critical called to [[KAPLAN,I]] RN",
)
NOBODY = (
    "Ok to close.\n\nROS\n\nNegative.\n\nPE\n\nNormal.\n\nMDM\n\nLow.",
    "Stable.\nHPI\nCough.\nPMH\nNone.",
    "CHF 67F, PNA 71M, GSW 23M, ESRD 45F",
    "0900 Tylenol, a dose given",
    "GGT, SERUM 80 H. ALBUMIN, PLASMA 3 L. Sodium, Serum 150 H",
    "Vitamin, B 12; Hepatitis, A 1992; Influenza, A 2023",
    "Big toe, Big Mac, big meal. Big improvement.",
    'Patient "Feels Better" today. Nurse "Great Job"',
    "She sees Ophthalmology, sees stars, sees double.",
    "Seen. Pt ok. Bm x2. Bp ok.",
    "Parents report fever",
    "Per NCCN 2024, per ADA 2023, by GINA 2022. Dose per UpToDate.",
    "Done. ok. Seen. np. Will do. ty. Given. kcl. Noted. bp ok.",
    "Msg sent.\n\nOK\n\nDone.",
    "see Note. See Flowsheet. Hmong interpreter requested. Palliative team.",
    "Min A. transfers, Max A. stairs, Mod A. gait",
    "Lol ok. Omg. Btw can u call. Asap pls.",
    "Abx: Dapto, Azithro. Onc: Carbo. Wound: Iodosorb.",
)


@pytest.mark.parametrize("sentence", [*REVERSED, *ON_BOARDS, *BY_NICKNAMES, *SIGNED])
def test_a_name_is_found_in_a_list(sentence: str) -> None:
    """With the surname first, with an initial, by what friends say, and by who signs a message."""
    assert missed(sentence, Label.NAME) == []


@pytest.mark.parametrize("text", NOBODY)
def test_nobody_is_found_in_a_list(text: str) -> None:
    """In headings that stand alone, results with their flags, and complaints with ages."""
    assert [value for value, label in found(text) if label == Label.NAME] == []
