"""The front desk: registration, schedules, tracking boards, whiteboards, sign-in, check-in."""

from __future__ import annotations

from tests.clinical_text.pool import Family, Some

REGISTRATION = (
    """\
Patient Registration (please print)
Last Name: {pt.last}      First: {pt.first}      MI: {NAME=@}
Preferred name: {nick.first}
Date of Birth: {dob}   Soc. Sec. #: {ssn}   Sex: {pt.mf}
Address: {address}
Home Ph: {phone}   Cell: {phone}   E-mail: {email}
Driver's Lic: {license} ({state})   Vehicle plate (parking): {plate}
Language: {!Haitian Creole}   Race/Ethnicity: declined   Marital: {!Widowed}
""",
    Some(
        (
            "Emergency Contact: {kin.full}   Relation: {kin.kinship}   Ph: {phone}",
            "Guarantor: {kin2.full}   SSN: {ssn bare}",
            "Primary Ins: {payer}   ID#: {plan}   Group: {HEALTH_PLAN=%####%}",
            "Medicare #: {mbi}",
            "Referring MD: {doc.full}   NPI: {npi}",
            "Pharmacy: {!CVS}, {town}   Fax: {fax}",
        ),
        3,
        5,
        "\n",
    ),
    "\nCard on file: {card}\nSignature: {pt.full}     Today's Date: {date}",
)

SCHEDULE = (
    """\
Provider: {doc.full}, MD      {weekday} {date}
08:00\t{a.comma}\tDOB {DATE=0%/1%/195%}\tf/u {!HTN}\t{phone}
08:20\t{b.comma}\tDOB {DATE=11/2%/194%}\tnew pt, ref {doc2.last}\t{phone}
08:40\t--- blocked ---
09:00\t{c.record}\tDOB {DATE=0%/0%/200%}\t{cpt}\tself pay {amount}
09:30\t{d.comma}\tDOB {DATE=0%/2%/197%}\t{eponym}\tinterp: {!Nepali}
""",
    ("10:00\tTEAM HUDDLE\n", "10:00\t{e.comma}\tDOB {DATE=0%/1%/198%}\tpost op {!day 10}\tMRN {mrn}\n"),
    "Notes: {a.first} needs transport, {b.last} late x{!2} since {year}; MA {ma.first}; {ward}",
)

BOARD = (
    """\
ED TRACKING BOARD          {clock}
BED  PATIENT           AGE  CC              RN       MD       STATUS
01   {a.lastcaps}, {NAME=@}.   {years}   ABD PAIN        {nurse.first}   {doc.lastcaps}   {!CT} pend
02   {b.lastcaps}, {NAME=@}.   {years}   SOB             {nurse.first}   {doc.lastcaps}   {!BiPAP}
""",
    (
        "03   {c.lastcaps}, {NAME=@}.   {age90}   FALL            {nurse2.first}   {doc2.lastcaps}   admit\n",
        "03   {c.lastcaps}, {NAME=@}.   {AGE=9%}   WEAK            {nurse2.first}   {doc2.lastcaps}   "
        "{!UA} sent\n",
        "03   dirty\n",
    ),
    """\
H1   {d.lastcaps}, {NAME=@}.   {years}   ETOH            {nurse2.first}   {doc2.lastcaps}   {lab}
WR   {e.comma}   {years}   LAC    since {clock}
Inbound: medic 12, {years}yo {pt.mf}, {!STEMI}, ETA {!8 min}
""",
)

WHITEBOARD = (
    """\
~ ~ ~ WELCOME TO {facility} ~ ~ ~
Today is: {weekday}, {date}
I like to be called: {pt.first}
Nurse: {nurse.first}     Tech: {cna.first}     Hospitalist: Dr. {doc.last}
Goal: sit in chair {!3x}, pain under {!4/10}
Diet: {!2 g sodium}     Activity: {!1 assist} w/ gait belt
""",
    (
        "Going home: {date} w/ {kin.first}",
        "Family: {kin.full} {phone}",
        "Plan: {!MRI} @ {clock}, then Dr. {cons.last} from {ward}",
        "Happy {AGE=9%}th birthday {pt.first}!",
    ),
)

CHECKIN = (
    "KIOSK CHECK-IN SUMMARY #{visit}\nname={pt.full};dob={dob};mobile={phone};email={email};zip={zip};"
    "coverage={payer}/{plan};copay={amount};card={card};link={url};"
    "signature_ts={DATE=2024-0%-1%T09:3%:2%Z};palm_scan={BIOMETRIC=PALM%#####};photo={photo};"
    "kiosk_ip={ip};kiosk_mac={mac};lang={!es-MX};forms={!HIPAA,ROI};pcp={doc.comma};loc={facility};"
    "app={version}",
)

VISITORS = (
    "Visitor / vendor sign-in, {facility}, {date}\nName | Seeing | In | Out | Badge | Vehicle\n"
    "{kin.full} | {pt.last} rm 220 | 09:10 | 10:25 | {ID=V-%##%} | {plate}\n"
    "{b.full} | Dr. {doc.last} | 11:02 | | {ID=V-%##%} | {plate}\n",
    (
        "{c.short} ({model} rep) | OR | 06:45 | 13:30 | {ID=V-%##%} | {plate}\n",
        "{c.lastfirst} | L&D | {clock} | | {ID=V-%##%} | none\n",
    ),
    "Security {sec.last}: photo of each visitor kept {!30 days} ({photo}). Call {hotline} in an emergency.",
)

FAMILIES = [
    Family("desk", "fourth registration", REGISTRATION),
    Family("desk", "fourth provider schedule", SCHEDULE),
    Family("desk", "fourth tracking board", BOARD),
    Family("desk", "fourth room whiteboard", WHITEBOARD),
    Family("desk", "fourth kiosk check-in", CHECKIN),
    Family("desk", "fourth visitor sheet", VISITORS),
]
