"""Names that few lists have, in forms, schedules, lists and tables."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Label
from tests.phi.rules.marked import missed

FORMS = (
    "Last: [[Thiruvengadam]]   First: [[Meenakshi]]   MI: [[R]]",
    "LAST NAME [[Ouedraogo]] FIRST [[Issouf]] MIDDLE [[T]] DOB 1/2/1970",
    "Surname: [[Wanjiru]]\nGiven: [[Njoki]]\nSex: F",
    "Last [[Renfrow]]   First [[Skip]]   Middle [[B]]",
    "Lname: [[Phommasathit]] Fname: [[Boun]]",
    "Patient Last: [[Quispe Mamani]] Patient First: [[Yoselin]]",
    "Preferred: [[Dot]]   Legal: [[Pettibone, Dorothea]]",
    "Maiden: [[Wisniewska]]",
    "Suffix: Jr   First: [[Chip]]",
)
ROWS = (
    "1100 [[K. Shahrokhi]] no-show",
    "0930  [[Iwalani Kekauoha]]  f/u HTN",
    "08:15 [[TSOSIE, DARRYL]] new pt",
    "10:45 [[Ngawang C.]] - dressing change",
    "1300 [[Ilunga]] tele",
    "2:30p [[Begay, Ruth]] 4417702 recheck",
    "0800 [[Van Der Merwe, Anneke]] - cancelled",
    "09:00 | [[Jonsdottir, Sigridur]] | flu shot",
    "1415 [[S. Two Crow]] needs interpreter",
    "Room 4 [[Okwuosa]] 10:20 wound check",
    "3:00 PM - [[Renfrow, Skip]] - physical",
)
LISTS = (
    "TEAM: [[ISSOUF OUEDRAOGO]], [[LINDIWE TSHABALALA]], RT [[PETTIBONE]]",
    "CREW [[HAUGSTAD]]/[[KEKAUOHA]]",
    "CREW: [[B. TWO CROW]] / [[M. SZENTGYORGYI]]",
    "RN [[PHOMMASATHIT]] AT BEDSIDE",
    "REPORT TO [[WANJIRU]] RN",
    "FAMILY NOTIFIED: [[NJOKI WANJIRU]] 555-201-4417",
    "BYSTANDER [[ANNEKE VAN DER MERWE]] STATES PT FELL",
    "WITNESS [[SKIP RENFROW]] SAW THE FALL",
    "CALLER [[DOT PETTIBONE]] REPORTS",
    "PT [[SIGRIDUR JONSDOTTIR]] 71 F DOB 3/4/1952",
    "PT [[QUISPE YOSELIN]], 44 YO F",
)
REVERSED = (
    "ATT [[THIRUVENGADAM, MEENAKSHI]]",
    "ATTENDING [[OKWUOSA, NKEMDILIM]]",
    "re [[ABU GHAZALEH, RANIA]] / 123",
    "RE: [[BOU KHALIL, ZIAD]] / MRN 448821",
    "viewed [[KEKAUOHA, IWALANI]] MRN 4488213",
    "opened chart of [[Haugstad, Torbjorn]] (693-5914)",
    "Ordered by [[Tshabalala, Lindiwe]] (NPI 1487740092)",
    "Circulator [[Wanjiru, Njoki]]. Scrub [[Begay, Ruth]].",
    '"provider": "[[Okwuosa, Nkemdilim]]", "npi": "1487740092"',
    "Acct # PA-443321 / [[OUEDRAOGO, ISSOUF]]",
    "L&D NOTE: [[Phommasathit, Boun]], G3P1, 38w4d",
    "[[van der Merwe, Anneke]], G2P1 at 30 weeks",
    "ICU DAY #5   6th of October, 2022   [[BOU KHALIL, ZIAD]] / WX-674193",
    "Page 2 of 6    [[O Dalaigh,Lorcan]]    #WX-780448",
    "[[TWO CROW, DELPHINE]] F 16 September 1980",
    "[[KEKAUOHA, IWALANI]] | F | Apr-10-1971 | 448213",
    "[[HAUGSTAD, TORBJORN]] M 03/04/1955",
    '"Chip" (legal [[Dunleavy, Charles]]), 12/26/1958',
)
COLUMNS = (
    "[[KEKAUOHA]] [[Iwalani]]  448213",
    "[[OUEDRAOGO]] [[Issouf]]   75.18.79",
    "[[TSOSIE]]   [[Darryl]]   M   02/03/1944",
    "P06-943-F,[[Darryl]],[[Tsosie]],1988-09-21,12345",
    "GI LAB\n[[SZENTGYORGYI]] [[Ilona]]  WX-499373",
)
SUBJECTS = (
    "S-694-587 | [[T-N]] | 04/09/2017 | enrolled",
    "subj id | initials | screened | outcome\nP01-719-X | [[ZMV]] | 2020-01-20 | ok",
    "Initials: [[R.T.]]",
    "Pt initials [[JQB]]",
)
RECORDS = (
    "INSERT INTO patients VALUES (1042, '[[Okwuosa]]', '[[Nkemdilim]]', '1961-02-11');",
    "{'last': '[[Haugstad]]', 'first': '[[Torbjorn]]', 'mrn': '448213'}",
    "patient_name=[[Kekauoha^Iwalani]] dob=19710410",
    "user=[[tshabalala]] action=VIEW patient=[[Wanjiru, Njoki]]",
    "<patient><family>[[Ouedraogo]]</family><given>[[Issouf]]</given></patient>",
    "<name>[[Idalmis Quispe]]</name>",
    "<td>[[Boun Phommasathit]]</td><td>4/3/1977</td>",
    "name: [[Skip Renfrow]]",
    '  patientName: "[[Lindiwe Tshabalala]]"',
    "  name: [[Boun]]",
    "PID|1||448213^^^MR||[[WANJIRU^NJOKI^W]]||19610211|F",
    "[INFO] 2024-03-04 Chart of [[Iwalani Kekauoha]] accessed by [[idalmis.quispe]]",
    "448213,[[Haugstad]],[[Torbjorn]],M,1955-04-03",
    '"448213";"[[Haugstad]]";"[[Torbjorn]]";"M"',
    "last_name,first_name\n[[Begay]],[[Darryl]]",
    "SELECT * FROM pts WHERE lname='[[Phommasathit]]'",
    "Modality: CT; PatientName: [[QUISPE^IDALMIS]]",
    "DICOM PatientName [[HAUGSTAD^TORBJORN]]",
    "ReferringPhysicianName: [[OKWUOSA^N]]",
    "OperatorsName: [[Boun P]]",
    "speaker: [[Njoki]]",
    "assigned_to: [[Zepeda]]",
    '"first_name": "[[Iwalani]]", "last_name": "[[Kekauoha]]"',
    '"ordered_by": "[[N. Okwuosa]]"',
    "author=[[Wanjiru]]",
    "Signed-off: [[Tshabalala]]",
    "cc:[[Haugstad]];[[Begay]]",
)
PHARMACY = (
    "RX for [[HAUGSTAD, TORBJORN]]",
    "[[KEKAUOHA, IWALANI]]\n12 PINE ST",
    "Prescriber: [[OKWUOSA]]",
    "Dr [[Okwuosa]] DEA# AO1234563",
    "Verified by RPh [[Wanjiru]]",
    "Tech: [[Skip]]",
    "picked up by [[Boun]] (son)",
    "Counseled [[Idalmis]] on use",
    "Pt: [[Quispe]]  Drug: Xarelto",
    "for [[Njoki]] Wanjiru",
    "refills per [[Tsosie]]",
)
MONEY = (
    "Bill to: [[Haugstad Torbjorn]]",
    "Payer contact [[Njoki]]",
    "Payee [[Wanjiru]]",
    "Cardholder [[ISSOUF OUEDRAOGO]]",
    "Check from [[Skip Renfrow]]",
    "Member: [[Quispe]]",
    "Subscriber: [[TSHABALALA]]",
    "Adjuster [[Wanjiru]] x4412",
)
REPORTS = (
    "Referring: [[OKWUOSA]]",
    "Read by [[Wanjiru]]",
    "Interpreted by: [[I. Ouedraogo]]",
    "cc [[Okwuosa]], [[Wanjiru]]",
    "Dictated: [[Haugstad]]",
    "Electronically signed: [[Tshabalala, Lindiwe]]",
    "Attending [[Wanjiru]] present",
    "Resident [[Boun]]",
)
STUDIES = (
    "PI: [[Okwuosa]]",
    "Consented by [[Idalmis Quispe]]",
    "Monitor [[Skip Renfrow]] visited",
    "Participant [[Boun]] withdrew",
)


@pytest.mark.parametrize(
    "sentence",
    [*FORMS, *ROWS, *LISTS, *REVERSED, *COLUMNS, *SUBJECTS, *RECORDS, *PHARMACY, *MONEY, *REPORTS, *STUDIES],
)
def test_a_name_is_found_in_a_form(sentence: str) -> None:
    """By what the form says, by the time, the bed or the number beside it, and by the order of its parts."""
    assert missed(sentence, Label.NAME) == []
