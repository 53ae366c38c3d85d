"""Pharmacy, immunisation and medication administration."""

from __future__ import annotations

from tests.clinical_text.fourth.places import SHOPS
from tests.clinical_text.pool import Family, Some

LABEL = (
    SHOPS,
    "   {address}   Ph {phone}\nRx# {rx}      Dr. {doc.full}      {date}\n{pt.capsfull}\n{address}\n\n",
    (
        "TAKE {!1} TABLET BY MOUTH TWICE DAILY",
        "INJECT {!0.5 mL} UNDER THE SKIN ONCE A WEEK",
        "INHALE {!2 PUFFS} EVERY {!4-6 HOURS} AS NEEDED",
        "APPLY A THIN LAYER TO RASH FOR {!14 DAYS}",
    ),
    "\n{drug} {dose}\nQTY {!60}   REFILLS {!3} BEFORE {date}\n{ndc}   MFG {!Teva}   RPh {rph.short}\n"
    "Reorder at {url}\nDISCARD AFTER {date}",
)

REFILL = (
    "REFILL REQ -> {fax}\n",
    SHOPS,
    " store {phone}\nPt: {pt.comma} DOB {dob} Addr: {address}\nRx {rx}  {drug} {dose}  #{!90}  last filled "
    "{date}\nPrescriber: {doc.full}  DEA# {dea}  NPI# {npi}\nIns: {payer} ID {plan} BIN 610014 PCN "
    "MEDDPRIME\n",
    (
        "Note: {pt.first} says the {!ER} form works better.",
        "Note: picked up by {kin.full}, DL {license}.",
        "Note: early refill, trip to {country} on {date}.",
        "Note: PDMP checked {date}, {!MME 40}.",
    ),
    "\n[ ] approve  [ ] deny   Sign: ____________ {doc.last}",
)

ADMINISTRATION = (
    "MAR  {pt.lastcaps}, {pt.first}  {mrn}  {facility}\nAllergies: {!penicillin}   Wt: {!91.4 kg}   Date: "
    "{date}\nMedication              Dose        Route  Due    Given by\n"
    "{drug}    {dose}   PO   0900   {nurse.short} {clock}\n{drug}    {dose}   IV   1200   {nurse2.short} "
    "{clock}\n{!heparin}    {!5,000 units}   SQ   2100   held, {lab}\nPump {!Alaris 8015} #{serial}\n"
    "Witness for waste {!0.5 mg} {!hydromorphone}: {wit.full}\n",
    (
        "Cabinet access: {nurse.last}, fingerprint {BIOMETRIC=FPR-%#####}, {clock}\n",
        "Pharmacist verified {rph.full} {date}\n",
    ),
    "Reviewed w/ Dr. {doc.last}",
)

SHOTS = (
    "IMMUNIZATION RECORD - {state} Department of Health registry\n"
    "Child: {pt.full}    DOB: {DATE=0%/1%/201%}    Registry ID: {ID=IR%######}\n"
    "Parent/guardian: {kin.full}   Ph: {phone}\n\nVaccine | Dose | Date | Product | Given by\n"
    "{!DTaP} | {!1} | {date} | {!Infanrix} | {nurse.short}\n{!MMR} | {!1} | {date} | {!M-M-R II} | "
    "{nurse.short}\n{!HPV9} | {!2 of 2} | {date} | {!Gardasil 9} | {ma.full}\n"
    "{!COVID-19} | {!booster} | {date} | {!Comirnaty} | {!CVS}\n",
    (
        "Exemption: none. {!CVX 110}. Schedule of {agency}, {!2024}.",
        "Titer {date}: {!varicella IgG 1.8}.",
        "Next due {date}. Clinic: {facility}, {town, state}.",
    ),
    "\nVFC provider PIN {LICENSE=V%#####}",
)

CONSULT = (
    "Clinical pharmacy note, {date}: {pt.last}, {pt.first} ({mrn}). Vancomycin day {!4}, trough "
    "{!17.2 mcg/mL}, AUC {!512}, {lab}, CrCl ({!Cockcroft-Gault}) {!48 mL/min}. ",
    Some(
        (
            "Change to {dose} q{!12h}.",
            "{drug} interacts with {drug}, severity {!D}.",
            "{pt.first}'s {kin.kinship} {kin.first} brought in home bottles from {town}.",
            "Warfarin per protocol, {lab}, goal {!2-3}.",
            "{bug} MIC {!1}.",
            "Dr. {doc.last} agreed by phone ({phone}).",
        ),
        3,
        4,
    ),
    " {rph.full}, PharmD, BCPS, pager {phone}",
)

FAMILIES = [
    Family("pharmacy", "fourth bottle label", LABEL),
    Family("pharmacy", "fourth refill request", REFILL),
    Family("pharmacy", "fourth administration record", ADMINISTRATION),
    Family("pharmacy", "fourth shot record", SHOTS),
    Family("pharmacy", "fourth dosing note", CONSULT, width=80),
]
