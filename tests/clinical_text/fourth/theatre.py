"""Papers of procedures: operations, anaesthesia, recovery, endoscopy, implants and deliveries."""

from __future__ import annotations

from tests.clinical_text.fourth.shapes import UDI
from tests.clinical_text.pool import Family, Some

OPERATION = (
    """\
OPERATIVE REPORT

NAME: {pt.full}            HOSPITAL NO: {mrn}
DATE OF OPERATION: {date}
SURGEON: {doc.full}, MD, FACS
ASSISTANT: {doc2.full}, PA-C
ANESTHESIA: General endotracheal, {crna.full}, CRNA
PREOPERATIVE DIAGNOSIS: {!Acute cholecystitis}
POSTOPERATIVE DIAGNOSIS: {!Same}
PROCEDURE: {!Laparoscopic cholecystectomy} ({!CPT 47562})
EBL: {!25 mL}     COUNTS: Correct x2

DESCRIPTION: {pt.titledfull} was identified in the holding area and brought to OR 6. """,
    Some(
        (
            "A {!Veress needle} was introduced and the abdomen insufflated to {!15 mmHg}.",
            "A {!12 mm} {!Hasson trocar} was placed under direct vision.",
            "{!Calot's triangle} was dissected and the critical view obtained.",
            "The fundus was grasped and retracted over the liver.",
            "The cystic artery was clipped and divided with {!Hem-o-lok} clips.",
            "The specimen was sent to Dr. {path.last} in pathology as {accession}.",
            "Hemostasis was obtained with {!Bovie cautery} and {!Surgicel}.",
        ),
        4,
        6,
    ),
    " Dr. {doc.last} was present for the entire case. {pt.His} {kin.kinship} {kin.first} was updated in "
    "the waiting room.\n\n{doc.middle}, MD   Lic. {license}\nDictated {date}, job {ID=0%###}",
)

ANAESTHESIA = (
    """\
ANESTHESIA RECORD       {facility}
pt {pt.caps} | mrn {mrn} | {years}y | {!78 kg} | {score} | {score} | NPO since {!midnight}
preop: {vital}  {vital}  {lab}
airway: {!MAC 3}, grade {!2a} view, {!7.0} ETT at {!21}
machine {!Dräger Perseus A500} sn {serial}
time    agent        dose
07:32   midazolam    {!2 mg}
07:41   propofol     {!160 mg}
07:42   rocuronium   {!50 mg}
07:43   fentanyl     {!100 mcg}
08:10   {!Ancef}        {!2 g}
09:55   sugammadex   {!200 mg}
Prior anesthesia: difficult airway {date} at {facility} (Dr. {doc2.last}); PONV in {year}
Provider: {crna.full}, CRNA / supervising {doc.full}, MD, NPI {npi}
To PACU at {clock}, report to {nurse.first} {nurse.last}, RN. {score}.""",
    ("", "\nAudit: badge {ID=A%####} scanned at {clock}; palm vein {BIOMETRIC=PALM%#####} verified."),
)

SCOPE = (
    "Colonoscopy Report\nPatient Name: {pt.full}\nDate of Birth: {dob}\nProcedure Date: {date}\n"
    "Account #: {account}\nEndoscopist: {doc.full}, M.D.\nReferring: {pcp.full}, {town, state}\n"
    "Instrument: {!Olympus CF-HQ190L}, serial {serial}\nSedation: {!fentanyl} {!75 mcg}, {!Versed} "
    "{!3 mg}\nIndication: ",
    (
        "{!Surveillance}; tubular adenoma in {year}.",
        "Iron deficiency, {lab}. {pt.parent} had {!colon cancer} at {!61}.",
        "Screening, age {!45}. No family history.",
    ),
    " Findings: {!6 mm} sessile polyp at {!35 cm}, removed with cold snare, sent as {accession}; Boston "
    "Bowel Prep {!8/9}; withdrawal {!9 min}. Images {photo}. ",
    (
        "Repeat in {!5 years}.",
        "Recall letter to {address}.",
        "Results by phone to {pt.first} at {phone} within {!7 days}.",
        "Discharged to the care of {kin.full}. Copay {amount}, card ending {card end}.",
    ),
    "\nFinalized by {doc.last} on {date}",
)

IMPLANTS = (
    """\
IMPLANT LOG - sticker sheet
Case# {visit}  Pt: {pt.comma}  MR# {mrn}  DOS {date}
Surgeon {doc.last}   Circulator {nurse.last}   Rep {rep.full} ({!Zimmer Biomet}) cell {phone}
# | Item | Size | UDI / Serial | Lot exp
1 | {!Zimmer Biomet Persona} | {!size 5 L} | """,
    UDI,
    " | {!2029}\n2 | tibial insert | {!10 mm} | ",
    UDI,
    """ | {!2028}
3 | bone cement {!Palacos R+G} x{!2} | {!40 g} | S/N {serial} | {!2027}
Explanted: previous device serial no. {serial}, implanted {year} at {facility}
Wasted: none.  Verified by {nurse2.full}, RN""",
)

DELIVERY = (
    "NEWBORN / DELIVERY NOTE\nBaby {pt.child} {pt.last}, {pt.first}  born to {!G3P2} at {!39w4d}  EDD "
    "{date}\n",
    "Delivered on {date} at {clock}, {!3,420 g}, {!Apgars 8 and 9}, cried at once. ",
    Some(
        (
            "Shoulder dystocia relieved with {!McRoberts} in {!40 seconds}.",
            "{!Pitocin} {!20 units} in {!1 L}. QBL {!350 mL}.",
            "Perineum: {!2nd degree} repaired with {!3-0 Vicryl}.",
            "{!GBS} positive, {!penicillin G} {!5 million units} given.",
            "Doula {doula.full} and {kin.first} at bedside.",
            "Infant band {ID=%####%}, MRN {mrn}; {kin.parent} is {kin.full}, MRN {mrn2}.",
            "Photo consent on file ({photo}).",
        ),
        3,
        5,
    ),
    " Pediatrician will be {ped.full} of {facility}.\n{doc.full}, CNM   pgr {phone}",
)

FAMILIES = [
    Family("theatre", "fourth operation", OPERATION),
    Family("theatre", "fourth anaesthesia record", ANAESTHESIA),
    Family("theatre", "fourth colonoscopy", SCOPE, width=92),
    Family("theatre", "fourth implant stickers", IMPLANTS),
    Family("theatre", "fourth delivery", DELIVERY),
]
