"""Outside the hospital: school, work, social services, home care, hospice, births and deaths."""

from __future__ import annotations

from tests.clinical_text.fourth.places import SCHOOLS
from tests.clinical_text.fourth.shapes import IMEI
from tests.clinical_text.pool import Family, Some

SCHOOL = (
    SCHOOLS,
    " - Health Office\nStudent: {pt.full}   Grade {!5}   Student no. {ID=%#####}   DOB {DATE=0%-1%-201%}\n"
    "Emergency plan: {!peanut} allergy, {!EpiPen Jr} {!0.15 mg} in office. Bus 22.\n",
    Some(
        (
            "{date}: nosebleed at recess, returned to class at {clock}.",
            "{date}: {kin.parent} ({kin.full}, {phone}) picked up, T {!101.2}.",
            "{date}: vision {!20/50} OD, letter home.",
            "{date}: glucose {!62}, juice {!4 oz}, rechecked {!94}.",
            "{date}: teacher {teach.titled} reports {pt.first} sleepy on {drug}.",
            "{date}: vaccine exemption from Dr. {doc.full} received.",
        ),
        3,
        5,
        "\n",
    ),
    "\nNurse {nurse.full}, LPN   Room 102",
)

OCCUPATIONAL = (
    "FIRST REPORT OF INJURY\nClaim {claim}    Injured worker {pt.full}    SSN {ssn}    Hired {year}\n"
    "Date of injury {date} at {clock}    Job: {!forklift operator}, {!40 hrs/wk}\n",
    (
        "Laceration L hand, {!6 sutures}, tetanus given.",
        "Needlestick from source patient {src.full} (MRN {mrn}), {!HIV} neg.",
        "Lifted {!60 lb} box, low back {pain}, {sign} negative.",
        "Chlorine exposure, {!8 ppm} for {!15 min}, {vital}.",
    ),
    " Treated at {facility} by {doc.full}, PA. Restrictions: no lifting over {!10 lb} until {date}. Form "
    "{!OSHA 301}. Forklift ID {DEVICE=FL-%###-%#}, personal car {plate} not involved.\n"
    "Supervisor {sup.full}, {phone}; adjuster {adj.full}, fax {fax}. DOT card no. {license} expires "
    "{date}. Drug screen {!5-panel} negative, CCF {ID=%########}.",
)

CASEWORK = (
    "CPS contact note {date}. Case {ID=F%######}. Worker {sw.full}, {county} DHS.\n"
    "Visited {street}, {town} with Ofc. {ofc.full}. Present: {kin.full} ({kin.parent}, {!31}), children "
    "{pt.first}, {!6}, and {kin2.first}, {!22 months}. ",
    Some(
        (
            "{pt.first} has missed {!14 days} of school since {year}.",
            "{kin.first} attends {facility} for {!Suboxone} {!8 mg}.",
            "Great-grand{gran.parent} {gran.full}, {AGE=9%}, also lives in the home.",
            "Pediatrician Dr. {doc.last} ({phone}) reports weight at the {!5th percentile}.",
            "Utilities cut off; {!SNAP} and {!WIC} active, card number {ACCOUNT=50%#############}.",
            "Car is a blue {!2009 Corolla}, {plate}, no car seat.",
            "Photo taken of kitchen ({photo}).",
        ),
        3,
        5,
    ),
    " Next visit {date}. Supervisor {sup.last} notified.",
)

HOMECARE = (
    "HHA visit note | client {pt.comma} | id {ID=%####-%#} | {date} | in 08:55 out 12:05 | GPS verified at "
    "{address}\n[x] bath [x] meal {!60%} [x] meds: {drug} {dose} [ ] walk\n",
    Some(
        (
            "{kin.first} ({kin.kinship}) asks for more hours, cell {phone}.",
            "O2 concentrator sn {serial} alarming, called vendor.",
            "{vital}, {vital}, feet swollen {!2+}.",
            "Lockbox key returned to {rn.full}, RN.",
            "Medicaid no. {plan} recertified thru {date}.",
        ),
        3,
        5,
        "\n",
    ),
    (
        "\nClient turned {AGE=9%} on {date}, cake from neighbor {nb.first}.",
        "\nClient is {age90} and sharp as ever.",
        "\nClient in good spirits, watched the game with {nb.first}.",
    ),
    "\ntablet imei ",
    IMEI,
    "\naide {cna.full}  clock-in by voice {BIOMETRIC=VP%#######}, phone {phone}",
)

HOSPICE = (
    "IDG NOTE - {facility}\n{pt.titledfull}, ",
    ("{age90}", "{AGE=9%}", "{AGE=ninety-five}", "{!79}", "{!86}"),
    ", end-stage {!COPD}, {!PPS 30%}, FAST {!7c}, admitted {date}, recert {dates}.\n"
    "RN {nurse.full}: {score}, {!morphine} {!5 mg} q{!4h}, {!Ativan} gel. Wt {!92 lb}, was {!118 lb} in "
    "{year}.\nMSW {sw.full}: {kin.first} overwhelmed; funeral home chosen, Medicare {mbi}.\n"
    "Chaplain {chap.full}: prays the rosary with {kin.first}.\nMD {doc.last}: prognosis {!under 6 months}. "
    "After-hours {phone}.",
    ("", "\nVolunteer {vol.full} sits {weekday}s.", "\nDog goes to {friend.full} in {town, state}."),
)

NOTICES = (
    (
        "BORN at {facility} on {date} to {kin.full} and {b.full} of {town}: a {pt.child}, {pt.middle}, "
        "{!7 lb 9 oz}, {!20.5 inches}.",
        "{pt.full}, {AGE=9%}, of {town}, passed away peacefully {date} at {facility}. Born {dob} to "
        "{b.full} and {c.full}, {pt.he} served in {country} and taught school from {year}.",
        "In loving memory of {pt.full} ({DATE=April 1%, 191%} - {date}), {AGE=one hundred and three} years "
        "of grace.",
        '{pt.lastcaps}, {pt.first} "{nick.first}", {AGE=10%}, formerly of {street}, died {date} after a '
        "short illness.",
    ),
    " ",
    Some(
        (
            "Survived by {kin.first} and {kin2.first} {kin2.last}, and {!14} great-grandchildren.",
            "Visitation {date}, {!4 to 7 p.m.}, {town}.",
            "The family thanks Dr. {doc.full} and nurse {nurse.first} of {ward}.",
            "Memorials to {!the American Heart Association}.",
            "Condolences at {url}.",
            "Mail cards to {address}.",
            "Livestream ID {ID=%## %### %###}.",
        ),
        3,
        5,
    ),
)

FAMILIES = [
    Family("community", "fourth school health", SCHOOL),
    Family("community", "fourth work injury", OCCUPATIONAL, width=96),
    Family("community", "fourth casework", CASEWORK),
    Family("community", "fourth home aide", HOMECARE),
    Family("community", "fourth hospice team", HOSPICE),
    Family("community", "fourth births and deaths", NOTICES),
]
