"""Teeth, eyes, ears, feet, joints, diet, speech and minds: the smaller practices."""

from __future__ import annotations

from tests.clinical_text.pool import Family, Some

DENTAL = (
    "{date}  {pt.comma}  chart {mrn}\n{!BP 128/80}. {!Pano}, {!4 BWX}. #{!30} MOD comp A2, {!1.7 mL} "
    "{!lido 2% 1:100k epi}. #{!14} crown prep, shade {!B1}, lab case {ID=L-%####}.\n"
    "Perio {!3-2-4}, BOP {!18%}. ",
    (
        "Ref to Dr. {endo.full} for RCT #{!19}, {town}, ph {phone}.",
        "Nitrous {!30%}. Pt anxious, {kin.first} drove.",
        "Implant {!Straumann BLT} sn {serial} torqued {!35 Ncm}.",
        "Bitewings e-mailed to {email}.",
    ),
    "\n{!D2392} {amount}, {!D2740} {amount}; {payer} dental ID {plan}; {amount} charged to {card}.\n"
    "{dds.full}, DDS   RDH {rdh.first}   next {date}",
)

EYES = (
    "OPTOMETRY RX\nPatient {pt.full}   DOB {dob}   Exam {date}   Expires {date}\n"
    "OD {!-2.25 -0.75 x 090}   OS {!-2.50 -1.00 x 085}   ADD {!+2.00}   PD {!63}\n"
    "VA {!20/20} OU   IOP {!16/17}   C/D {!0.4}   {!Amsler} wnl   {!Ishihara 11/11}\n",
    (
        "Contacts: {!Acuvue Oasys} {!8.4/14.0}\n",
        "Iris scan for EMR login {BIOMETRIC=RET-%####-L} enrolled.\n",
        "Fundus photo {photo} compared with {year}.\n",
        "Mother has {!Fuchs dystrophy}; referred to {cons.full}, MD, fax {fax}.\n",
    ),
    "Deliver to {address}. {doc.full}, OD, license {license}, {phone}",
)

THERAPY = (
    "PT DAILY NOTE  visit {!7 of 12}  {date}\nS: {pt.first} says knee {!4/10}, walked to {town} park "
    "{!2x}. Golf with {friend.first} on {weekday}.\nO: ROM {!0-112}, quad {!4/5}, {!TUG} {!13.2 s}, "
    "{!Berg 48/56}, {sign} neg. {cpt} x{!2}, {!97110} x{!1}.\nA: s/p {!R TKA} {date} by Dr. {doc.last}. ",
    (
        "Gaining {!5 deg}/wk.",
        "Insurance {payer} auth {claim} ends {date}.",
        "Lives alone at {AGE=9%}, stairs {!14}.",
        "Last injection {DATE=May 202%}, none since.",
    ),
    "\nP: {!3x/wk} x {span}. HEP by text to {phone}. {pta.full}, PTA / {pt_lead.full}, DPT #{license}",
)

MIND = (
    "Psychotherapy progress note\nClient: {pt.initial}   Session {!14}   {date}, {!53 min} ({!90837})\n"
    "Client described conflict with {pt.his} {kin.kinship} {kin.first} and nightmares since leaving "
    "{country} in {year}. {mood}, {mood}. Used {!Socratic} questioning and the {!Beck} inventory ({!21}). ",
    Some(
        (
            "Plans to visit {kin2.first} in {town} {span} from now.",
            "Safety plan: call {friend.full}, {phone}, or {hotline}.",
            "Stopped {drug} on {date}; prescriber is Dr. {doc.full}.",
            "Denies SI. {!Columbia} scale {!0}.",
            "Works nights, drives {!45 min}.",
        ),
        2,
        4,
    ),
    " Next: {date}.\n{ther.full}, LCSW, lic. {license}",
)

HEARING = (
    "Audiology / hearing aid fitting {date}\n{pt.full}, {years}, mrn {mrn}\n"
    "PTA {!45 dB HL} AU, SRT {!40}, WRS {!88%}, type {!A} tymps, {!Rinne} + bilat\n"
    "Aids: {!Phonak Audeo L90} R sn {serial}, L sn {serial}, Bluetooth {mac}\n",
    (
        "Trial ends {date}, {amount}. Paid with {card}.",
        "{pt.His} {pt.parent}, {age90}, wears the same model.",
        "VA voucher {ACCOUNT=VA%#######}.",
        "Follow up w/ {aud2.first} at {facility}.",
    ),
    " Repair form faxed to {fax}. {aud.full}, AuD",
)

SCANNED = (
    """\
-- scanned p. 1 of 2 --
{facility}   C H I R O P R A C T I C   I N T A K E
Narne :  {pt.full}         D0B :  {dob}
Addr  .  {address}
Ph (h)   {phone}      Ph (w )  {phone}
S.S.N  {ssn bare}       Occup ation   {!rnachinist}
ln case of ernergency  {kin.full}   ,  {phone}
Ins Co  {payer}     lD No  {plan}     Auto  clairn  #  {claim}
""",
    (
        "Accident date   {date}     Veh lic pl   {plate}     VlN  {vin}\n",
        "Last  x-ray   {date}   at   {facility}   ,  filrn  no  {accession}\n",
        "Referred by   Dr   {doc.full}     Lic   {license}     Fax   {fax}\n",
    ),
    """\
Height  {!5 ft 9}    Weight  {!184 lbs}    B.P.  {!132/84}    Pain   {pain}
Meds   {drug}   {dose}   ,   {drug}        lmplants   {!none}
Card   {card}      Sign   {pt.full}      Date   {date}
[x]  neck   [ ]  rnid back   [x]  low back      since   {year}""",
)

FAMILIES = [
    Family("allied", "fourth dental chart", DENTAL),
    Family("allied", "fourth spectacles", EYES),
    Family("allied", "fourth physical therapy", THERAPY),
    Family("allied", "fourth psychotherapy", MIND, width=90),
    Family("allied", "fourth hearing aids", HEARING),
    Family("allied", "fourth scanned intake", SCANNED),
]
