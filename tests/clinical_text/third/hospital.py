"""Notes of the third part that are written on a ward, in an emergency department or in an operating "
"room."""

from __future__ import annotations

from tests.clinical_text.pool import Family, Some
from tests.clinical_text.third.shapes import UDI

_COURSE = Some(
    (
        "{named} documented. Diuresed with IV furosemide {dose}, net negative 4 L over {duration}.",
        "Telemetry showed paroxysmal AF with RVR; {drug} {dose} was resumed.",
        "{dept} was consulted and agreed with the plan.",
        "CT abdomen was unremarkable apart from known {eponym}.",
        "Repeat {lab} and {lab} on the morning of discharge.",
        "{pt.titled} ambulated with PT on {date} without desaturation.",
        "A family meeting was held on {date} with {kin.full} ({pt.spouse}) and {nurse.first} from {dept}.",
        "Transferred to our service from {facility} on {date} by {doc2.short}.",
        "Cultures from {dates} remained negative.",
        "Weaned to room air, SpO2 {!95%}, {vitals}.",
    ),
    3,
    6,
)

FAMILIES = [
    Family(
        "note",
        "third discharge summary",
        (
            ("DISCHARGE SUMMARY\n\n", "{facility}\nHospital Discharge Summary\n\n"),
            "Patient: {pt.comma}\nMRN: {mrn}\nDOB: {dob}\nAdmitted: {date}\nDischarged: {date}\n"
            "Attending: {doc.full}, MD\nPCP: Dr. {doc2.last} (fax {fax})\n\n",
            "HOSPITAL COURSE\n{pt.full} is a {years} y.o. {pt.man} with {eponym} and HTN who came in with "
            "{!dyspnea}. ",
            _COURSE,
            "\n\nDISPOSITION: home with {kin2.full}, {address}. Call {phone} with questions.\n"
            "Principal diagnosis {icd}. Dictated by {doc.short}, {date}.",
        ),
    ),
    Family(
        "note",
        "third discharge of the very old",
        (
            ("{AGE=94}-year-old", "{age90} yo", "{age90} y/o", "{AGE=ninety-two} year old", "{age90}-yr-old"),
            " {pt.man} from {facility}, brought by {pt.his} {pt.kinship} {kin.first} on {date} after a "
            "fall. ",
            _COURSE,
            " Code status was readdressed with {kin.full}: DNR/DNI. {pt.He} will return to {facility} on "
            "{drug} {dose}. F/u with Dr {doc.last} in {duration}.\nMR# {mrn2}",
        ),
        width=72,
    ),
    Family(
        "note",
        "third triage",
        (
            "ED TRIAGE  {date} {clock}\nName {pt.caps}  Sex {pt.mf}  Age ",
            ("{age90}", "{years}", "{age90} Y", "{years}"),
            "\nHAR {account}  Hosp # {mrn}\nArrival: walk-in / EMS / {!police}\nCC: {!chest pain} x "
            "{duration}\n"
            "{vitals}  {vitals}  SpO2 {!98%}\nAllergies: PCN, sulfa\nESI {!3}. Contact: {kin.full} "
            "({pt.sibling}) {phone}\nTriage RN {nurse.short}",
        ),
    ),
    Family(
        "note",
        "third shift note",
        (
            (
                "Pt A&Ox3, {vitals}. ",
                "Assumed care at {clock} from {nurse2.first}. ",
                "NIGHT SHIFT NOTE {clock}: ",
            ),
            "{pt.first} slept poorly. {eponym} noted in history; {named} charted; {!Foley} draining clear "
            "urine, "
            "{!350 mL} this shift. ",
            (
                "Pain {score}. ",
                "Gave {drug} {dose} at {clock}. ",
                "{pt.His} {pt.parent} {kin2.first} called at {clock}. ",
            ),
            "Dr. {doc.last} paged re {lab}, new order received. {kin.titled} at bedside until {clock}, "
            "wants a call at {phone} if anything changes. Report given to {nurse.full} RN. {score}.",
        ),
    ),
    Family(
        "note",
        "third operative note",
        (
            "OPERATIVE REPORT\nPATIENT: {pt.record}.\nMEDICAL RECORD NO.: {mrn}\nDATE OF OPERATION: "
            "{date}\n"
            "SURGEON: {doc.full}, M.D., F.A.C.S.\nASSISTANT: {doc2.middle}, PA-C\nANESTHESIA: General, "
            "{doc3.last}\nPROCEDURE: Right total knee arthroplasty ({cpt})\nIMPLANTS: femoral component, "
            "lot {DEVICE=@%####@}, serial {serial}; tibial tray ref {!5521-B-400}, SN {serial}\n\n"
            "The patient was placed supine. A {!Kocher} clamp was used. EBL {!150 mL}, tourniquet "
            "{!62 minutes}. {!Bovie} to hemostasis, {!Vicryl} 2-0 closure. Counts correct x{!2}. I spoke "
            "with "
            "{kin.full} in the waiting area.",
        ),
    ),
    Family(
        "note",
        "third implant sticker",
        (
            "Implant log, OR {!4}, {date}\nPt {pt.lastfirst}  {pt.mf}  {mrn}\nUDI ",
            UDI,
            "\n",
            (
                "Generator model {!A3SR01}, serial no. {serial}\nLead model {!5076}-52, S/N {serial}\n",
                "Lens +{!21.5} D, SN {DEVICE=%#######.0##}, Lot: {DEVICE=L%#####}\n",
                "Mesh LOT {DEVICE=HU@@####}, expires {month}\n",
            ),
            "Device rep {rep.full}, cell {phone}. Circulator {nurse.comma}. Interrogation with {model} n/a.",
        ),
    ),
    Family(
        "note",
        "third hand-over list",
        (
            "6W HANDOVER {day}\n"
            "1) {pt.last}, {years}{pt.mf}, {eponym}, {lab}, needs {drug} {dose}\n"
            "2) {pt2.last}, {AGE=9%}{pt2.mf}, hip fx POD{!2}, {score}, {pt2.kinship} {kinx.first} {phone}\n"
            "3) {pt3.lastcaps} {pt3.mf} {years} - CHF, d/c to {facility} {day}\n"
            "4) {pt4.short} - MRN {mrn2} - awaiting {dept}\n"
            "5) bed empty, {!isolation} until {!1800}\n",
            (
                "on call tonight: {doc.last} (pager {PHONE=%##-####})",
                "cross cover: {doc.first} / {doc2.first}",
            ),
        ),
    ),
    Family(
        "note",
        "third one-liners",
        (
            Some(
                (
                    "{pt.last}: {AGE=9%}M s/p TAVR, {lab}, dispo {facility}.",
                    "{pt2.comma} ({mrn2}) - {years}F w {eponym}, day {!3} of {drug}.",
                    "{pt3.last}, {pt3.first} {pt3.mf}/{AGE=9%} - comfort care, {kinz.full} updated {date}.",
                    "{pt4.titled} ({years}) awaiting {dept}, fever T 38.9 resolved.",
                    "Bed 12 {pt5.lastcaps}: SNF auth {claim} pending since {date}.",
                    "{pt6.first} {pt6.last} {AGE=10#} yrs, fall, {score}, no bleed on CT.",
                ),
                3,
                5,
                "\n",
            ),
        ),
    ),
    Family(
        "note",
        "third ICU progress",
        (
            "ICU DAY #{!5}   {date}   {pt.caps} / {mrn}\nS: intubated, RASS {!-2}, {score}\nO: {vitals}, "
            "vent AC 16/{!450}/5/{!40%}, {lab}, {lab}, {lab}\nLines: R IJ {!Quinton} catheter, "
            "{!Swan-Ganz}\n"
            "A/P: septic shock, {drug} {dose}. ",
            ("Goals discussed with {kin.full}, HCP, {phone}. ", "{kin.titledfull} ({pt.spouse}) consented. "),
            "Discussed on rounds with {doc.last}, {doc2.last} and pharmacist {rx.full}.\n"
            "Electronically signed by {doc.middle}, DO on {date} {clock}. NPI {npi}",
        ),
    ),
    Family(
        "note",
        "third psychiatric intake",
        (
            "Client {pt.full} (goes by {nick.first}) is a {years}-year-old {pt.man}, originally from "
            "{town, state}, employed as a {!welder}. Raised by {pt.his} {pt.parent}, {kin.full}, and two "
            "older siblings, {kin2.first} and {kin3.first}. First hospitalised in {year} at {facility}. "
            "Denies SI/HI. {score}. {pt.He} moved to {county} in {month}. Emergency contact {kin.first} "
            "at {phone} or {email}. License of clinician: LCSW {license}. Next session {date}.",
        ),
    ),
    Family(
        "note",
        "third maternity",
        (
            "L&D NOTE: {pt.comma}, G{!3}P{!1}, EDD {date}, GA 38w4d. BB {pt.lastcaps} born {date} at "
            "{clock}, "
            "wt {!3420 g}, {score}. Cord blood {!A pos}. Band no. {ID=B%####}. Father of baby: {fob.full}. "
            "Pediatrician Dr. {doc.full}, {facility}, ph {phone}. Newborn MRN {mrn2}. Lactation seen by "
            "{nurse.first} {nurse.last}, IBCLC. {!Apgar} as above, {!Moro} reflex present.",
        ),
    ),
    Family(
        "note",
        "third code record",
        (
            "CODE BLUE RECORD {date}\nLOCATION {!4 NORTH}\nPT {pt.last} {pt.first}, {AGE=9%} YO {pt.mf}, "
            "MR NO {mrn}\n{clock} CPR STARTED, {!EPI 1 MG} X{!3}\n{clock} ROSC, {vitals}\nTEAM: "
            "{doc.full}, "
            "{doc2.full}, {nurse.full}, {nurse2.full}, RT {rt.last}\nFAMILY NOTIFIED: {kin.full} {phone}",
        ),
        manner="upper",
    ),
]
