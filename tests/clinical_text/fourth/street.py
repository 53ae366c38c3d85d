"""Ambulance, police, courts, jail, crashes and the mortuary."""

from __future__ import annotations

from tests.clinical_text.fourth.shapes import IMEI
from tests.clinical_text.pool import Family, Some

AMBULANCE = (
    "PCR #{visit}   Unit M-14   {date}\nDispatched {clock}  On scene {clock}  At dest {clock}\n"
    "Inc. location: {street}, {county}\nPt: {pt.full}  Sex {pt.mf}  SSN {ssn}\n"
    "Meds: {drug}, {drug}   Hx: {eponym}\n\nNARR: ",
    (
        "Arrived to find {years} y/o {pt.mf} supine on kitchen floor, {!GCS 13}. ",
        "Arrived to find {AGE=9%} y/o {pt.mf} in recliner, {!GCS 15}. ",
        "Arrived to find pt ambulatory with walker, {!GCS 15}. ",
    ),
    Some(
        (
            "{vital}, {vital}, {vital}. {!12-lead}: {!sinus tach 112}.",
            "{kin.full} ({kin.kinship}) states pt last seen normal {clock}.",
            "{!Narcan} {!2 mg} IN x{!2}, {!NS} {!500 mL}.",
            "Refusal signed by {pt.first} {pt.last} and witnessed by Ofc. {ofc.last}.",
            "Transported code {!3} to {facility}, report to {nurse.full}, RN.",
            "Advised to call {hotline} if worse.",
        ),
        4,
        6,
    ),
    "\nCrew: {medic.full}, EMT-P lic {license}; {emt.full}, EMT-B",
)

CRASH = (
    "TRAFFIC CRASH REPORT   AGENCY CASE {ID=2#-%#####}   {county} SHERIFF\n"
    "DATE {date}  TIME {clock}  LOC {street}\nUNIT 1: {pt.caps}  DOB {dob}  OLN {license}  VEH "
    "{!2011 HONDA CIVIC}  VIN {vin}  TAG {plate}\nUNIT 2: {b.caps}  PHONE {phone}  VEH {!2019 RAM 1500}  "
    "VIN {vin}  TAG {plate}\n",
    (
        "INS {payer} POLICY {ACCOUNT=%########}\n",
        "AIRBAG MODULE S/N {serial} DOWNLOADED, {!41 MPH} AT IMPACT\n",
        "PAYMENT FOR TOW {amount} ON CARD {card}\n",
        "PASSENGER {kin.caps}, {years}, COMPLAINS OF NECK PAIN\n",
    ),
    "DRIVER 2 HANDSET, IMEI ",
    IMEI,
    ", NOT IN USE. INJURED TAKEN TO {facility} BY MEDIC 3. BAC {!0.00}. SCENE PHOTO {photo}.\n"
    "REPORTING OFFICER {ofc.lastcaps}, BADGE {ID=%###}",
)

MORTUARY = (
    "Decedent Intake   case {ID=ME2#-%###}\nName: {pt.record}   aka {aka.first}\nAge: ",
    ("{age90}", "{AGE=9%}", "{AGE=10%}", "{!77}", "{!58}", "{AGE=ninety-two}"),
    "   SSN: {ssn}\nPronounced: {date} {clock} by {doc.full}, MD (lic. {license})\n"
    "Place: {facility}, {town, state}\nNext of kin: {kin.full}, {address}, {phone}\n"
    "Removal by: {fd.full}, hearse plate {plate}\n",
    Some(
        (
            "Pacemaker {!Medtronic Azure XT} s/n {serial} removed before cremation.",
            "Prints {BIOMETRIC=FPR-%#####} taken; dental chart requested from Dr. {dds.last}.",
            "Weight {!71 kg}, liver temp {!31.2 C}, rigor {!3+}.",
            "Manner: natural. Cause: {!atherosclerotic heart disease} ({!I25.10}) due to years of "
            "{!hypertension}.",
            "Personal effects: watch, ring, {!$42.17}.",
            "ID photo {photo}.",
        ),
        3,
        5,
        "\n",
    ),
    "\nTech {tech.full}",
)

COURT = (
    "IN THE PROBATE COURT OF {county}\nIN THE MATTER OF THE GUARDIANSHIP OF {pt.capsfull}\n"
    "Case No. {ID=2#-GA-0%##}\n\nAFFIDAVIT OF PHYSICIAN\n\nI, {doc.full}, M.D., licensed in {state} (No. "
    "{license}), state: {pt.titledfull}, who resides at {address}, was examined by me on {date}. ",
    (
        "{pt.He} is {AGE=ninety-four} years old.",
        "{pt.He} is {age90} years of age.",
        "{pt.He} is {!82} years of age.",
        "{pt.He} was born in {!1938}.",
    ),
    " {pt.He} suffers from {eponym}, scored {!14/30} on the {!MMSE}, and can no longer manage {pt.his} "
    "account at the credit union (no. {account}). The petitioner, {kin.full}, is {pt.his} {kin.kinship}. "
    "{pt.He} is able to walk {!50 feet} and takes {drug} {dose}.\n\n"
    "Sworn on {date} before {notary.full}, Notary, commission expires {date}.",
)

JAIL = (
    "JAIL INTAKE HEALTH SCREEN   BOOKING {ID=%######}   {date} {clock}\n"
    "INMATE: {pt.caps}   DOB: {dob}   SID: {ID=%#######}\nPRINT: {BIOMETRIC=FPR-%#####}   MUGSHOT: "
    "{photo}\n",
    Some(
        (
            "METHADONE {!80 MG}, LAST DOSE CONFIRMED {date} AT {facility}",
            "WITHDRAWAL: {!COWS 9}, {!CIWA 4}",
            "SUICIDE SCREEN NEG, GIVEN {!988} CARD",
            "TB: {!QUANTIFERON} NEG {year}",
            "{vital}, {vital}",
            "CONTACT {kin.full} {phone}",
            "PRIOR MD {doc.full}, {town}",
            "{icd} {eponym}, {drug} {dose}",
        ),
        5,
        7,
        "\n",
    ),
    "\nSCREENED BY {nurse.full} LPN {license}",
)

FAMILIES = [
    Family("street", "fourth ambulance", AMBULANCE),
    Family("street", "fourth crash", CRASH, manner="upper"),
    Family("street", "fourth mortuary intake", MORTUARY),
    Family("street", "fourth guardianship", COURT, width=78),
    Family("street", "fourth jail screen", JAIL, manner="upper"),
]
