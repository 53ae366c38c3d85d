"""Papers of a hospital ward: discharge summaries, handoffs, nursing and triage notes, codes."""

from __future__ import annotations

from tests.clinical_text.fourth.style import MONTHS
from tests.clinical_text.pool import Family, Some

DISCHARGE = (
    """\
{facility}
DISCHARGE SUMMARY

PATIENT: {pt.record}
MRN: {mrn}    ACCT: {account}
DOB: {dob}    SEX: {pt.mf}
ADMITTED: {date}    DISCHARGED: {date}
ATTENDING: {doc.full}, MD    PCP: {pcp.full}, DO

PRINCIPAL DIAGNOSIS: {eponym} ({icd})
SECONDARY: {!COPD}, {!type 2 diabetes mellitus}, {!CKD stage 3b}

HOSPITAL COURSE
""",
    Some(
        (
            "{pt.titled} was brought in by {pt.his} {kin.kinship} {kin.first} after {span} of dyspnea.",
            "On arrival {vital}, {lab} and {lab}.",
            "Blood cultures drawn on {date} grew {bug}; {!Zosyn} was narrowed to {!cefazolin} {!2 g}.",
            "Dr. {cons.last} of {ward} was consulted and recommended {drug} {dose} daily.",
            "{pt.He} had been well since {pt.his} last admission in {year}.",
            "A Foley was placed and removed on hospital day {!3}.",
            "Goals of care were discussed with {kin.full} by telephone ({phone}).",
            "Echo showed {score}; troponins were flat.",
        ),
        4,
        6,
    ),
    """

CONDITION AT DISCHARGE: Stable, {vital}.
MEDICATIONS: {drug} {dose} daily; {drug} {dose} every {!8 hours} as needed.
FOLLOW-UP: {pcp.full}, {phone}, on {date} at {clock}. Pending: {!ANA}, {!SPEP}.
""",
    (
        "Dictated by {doc.full}, MD\nD: {date}  T: {date}",
        "Electronically signed {date} {clock} {doc.last}, MD",
    ),
    ("", "\ncc: {pcp.full}, {address}"),
)

HANDOFF = (
    """\
SBAR 7a->7p
S: {pt.last}, {years} {pt.mf}, rm 412-B, full code. Adm """,
    ("{day}", "{date}"),
    """ w/ {eponym}. Allergic to {drug}.
B: hx {!CABG x3} {year}, {!afib}, lives w {kin.kinship} {kin.first} ({phone}) who is HCPOA.
A: A&Ox{!3}, {vital}. {vital}. {score}. {tool} in place, 40 out since 0400. {lab} recheck @ {clock}
R: call Dr {doc.last} if UOP < {!30 mL/hr}. PT w/ {pt_staff.first} at 10. Wound pic {photo} in chart.
Offgoing: {nurse.full} RN / Oncoming: {nurse2.full} RN
""",
    ("", "Per {kin.first}, wants chaplain {chap.last} to visit.\n", "Sitter: {sit.first} till {clock}.\n"),
)

TRIAGE = (
    """\
ED TRIAGE    {date} {clock}    ESI {!3}
NAME {pt.comma}  DOB {dob}  MRN {mrn}  ARRIVED BY {!AMBULANCE}, MEDIC 7
CC: {!CHEST PAIN} X {span}
""",
    Some(
        (
            "PT STATES PAIN BEGAN WHILE SHOVELING, {pain}, RADIATES TO LEFT ARM.",
            "TOOK {drug} {dose} AT {clock} WITHOUT RELIEF.",
            "{kin.kinship} {kin.full} AT BEDSIDE, CELL {phone}.",
            "SEEN HERE {date} FOR SAME, LEFT BEFORE EVALUATION.",
            "{vital}. {vital}. {vital}.",
            "PMH {eponym}, {!HTN}, {!GERD}.",
            "TRAVELED FROM {country} {span} AGO.",
            "LAST TETANUS {year}. NKDA.",
        ),
        5,
        7,
        "\n",
    ),
    "\nTRIAGE RN {nurse.full}   EKG SHOWN TO DR. {doc.last} AT {clock}",
)

CODE = (
    """\
CODE BLUE RECORD          Unit: {ward}
Patient: {pt.comma}   MRN {mrn}   Wt {!82 kg}
Date: {date}

0312  Found unresponsive by CNA {cna.full}; no pulse, CPR started
0313  Code team arrives. Leader {doc.full}, recorder {nurse.last} RN
0315  {!PEA}. Epi {!1 mg} IV #1
0318  Intubated by {crna.full}, CRNA, 7.5 ETT, {!23 cm} at lip
0319  Epi {!1 mg} #2, bicarb {!50 mEq}. {lab}
0323  {!VF} -> {!200 J} x1
0325  ROSC. {vital}. {drug} {dose}
0331  """,
    (
        "Family ({kin.first}, {kin.kinship}) notified by Dr. {doc.last} at {phone}",
        "Next of kin {kin.full} called, {phone}, no answer, voicemail left",
        "Partner called, en route. Dr. {att.last} updated",
    ),
    """
Defib: {!Zoll R Series} S/N {serial}
Signatures: {doc.short} MD / {nurse.short} RN / pharmacist {rph.full}""",
)

NURSING = (
    "NURSING PROGRESS NOTE\n{date} {clock}\n",
    Some(
        (
            "Pt resting quietly, resp even and unlabored, {vital}.",
            "{pt.titled} refused {drug} {dose} at {clock}; educated by this writer, Dr. {doc.last} aware.",
            "{pain}, medicated w/ {drug} {dose}, relief after {!45 min}.",
            "{kin.first}, {pt.first}'s {kin.kinship}, called for update and gave password.",
            "Skin: stage {!2} to sacrum {!2.5 x 1.8 cm}, photographed ({photo}), {!Mepilex} applied.",
            "Turned q{!2h} with help of {cna.first}. Bed alarm on, Braden of {!15}.",
            "IV restarted {!20G} L FA by {nurse2.short}, flushed with {!10 mL} NS.",
            "At {!84} {pt.he} still insists on walking to the bathroom alone.",
        ),
        4,
        6,
    ),
    "\n----- {nurse.full}, RN, BSN",
)

SOCIAL = (
    """\
H&P - Social History / Family History
{pt.first} {pt.last} was born in {country} and came to {state} in {!1974}. Lives at {street} in {town} with \
{pt.his} {kin.kinship}, {kin.first}. Retired {!crane operator}. Smoked {!1 ppd} from {!1981} until """,
    MONTHS,
    """. Drinks {!2 beers} a night.
{pt.His} {pt.parent} died at """,
    ("{age90}", "{AGE=94}", "{AGE=ninety-six}", "{AGE=102}", "{!71}", "{!88}", "{AGE=97}"),
    """ of {eponym}; one {kin2.sibling}, {kin2.first}, had {gene}-related cancer at {!44}. Emergency contact \
{kin.full}, {phone}. Advance directive signed {date}, witnessed by {wit.full}.
""",
)

FAMILIES = [
    Family("ward", "fourth discharge summary", DISCHARGE),
    Family("ward", "fourth shift handoff", HANDOFF),
    Family("ward", "fourth triage in capitals", TRIAGE, manner="upper"),
    Family("ward", "fourth code record", CODE),
    Family("ward", "fourth nursing note", NURSING, width=76),
    Family("ward", "fourth social history", SOCIAL),
]
