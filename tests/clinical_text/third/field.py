"""What the third part has from outside: ambulances, home visits, hospices, social workers, newspapers."""

from __future__ import annotations

from tests.clinical_text.pool import Family, Some
from tests.clinical_text.third.places import SCHOOLS
from tests.clinical_text.third.shapes import UDI

_VISIT = Some(
    (
        "{pt.first} ambulates with a rollator, {!Tinetti} {!18}.",
        "Wound bed 80% granulation, {!Wagner} grade {!2}; photo {photo} uploaded.",
        "{kin.first} ({pt.kinship}) fills the pill box on {dayname}s.",
        "Neighbor {nb.full} has a key; gate code not recorded.",
        "Home O2 concentrator serial {serial}, from {facility}.",
        "Next visit {date}.",
        "Fridge empty; Meals on Wheels referral sent to {facility}.",
        "{vitals}, {vitals}, {score}.",
        "Telemonitor scale SN {serial} reports from {ip}.",
    ),
    4,
    6,
)

FAMILIES = [
    Family(
        "run",
        "third ambulance",
        (
            "UNIT M{!12}  INCIDENT {ID=2#-00%####}  {date}\nDISPATCHED {clock} TO {street}, {town}\nPT "
            "{pt.full} "
            "{AGE=9%} {pt.mf} DOB {dob} SSN {ssn}\nO/S FOUND PT SUPINE, {score}, {vitals}, {vitals}, BGL "
            "{!61}, GAVE "
            "{!D10} {!250 ML}. HX {eponym}. MEDS {drug}. BYSTANDER {by.full} STATES PT FELL. TX TO "
            "{facility} "
            "EMERGENT. REPORT TO {nurse.last} RN. CREW {c.last}/{d.last}, PARAMEDIC LIC {license}. "
            "MONITOR S/N {serial}. AMBULANCE PLATE {plate}",
        ),
        manner="upper",
    ),
    Family(
        "run",
        "third crash run",
        (
            "MVC at {street} near {facility}. Pt restrained driver, {years}{pt.mf}, ID'd from DL "
            "{license} as "
            "{pt.comma}. Car: blue hatchback, plate {plate}; VIN {vin}. Pt's {pt.sibling} {kin.full} at "
            "scene, "
            "{phone}. {!C-collar}, {!Miller} blade not needed. Run # {ID=R%#####}.",
        ),
    ),
    Family(
        "visit",
        "third home health",
        (
            "HOME HEALTH SN VISIT {date}\nPt: {pt.full}, age {age90}, {street}, {town}. MBI {mbi}. Agency "
            "chart "
            "no. {mrn}.\n",
            _VISIT,
            "\n{nurse.full}, RN, lic. {license}",
        ),
    ),
    Family(
        "visit",
        "third home oxygen",
        (
            "DME DELIVERY TICKET {ID=T-%#####}\n{pt.full}\n{address lines}\nph {phone}\nConcentrator "
            "model {!5 LPM} "
            "serial number {serial}; cylinder lot {DEVICE=@%####}; CPAP S/N {serial}\nPulse oximeter UDI ",
            UDI,
            "\nDelivered {date} by {drv.full}, van {plate}, VIN {vin}\nOrder: Dr. {doc.last}, NPI {npi}",
        ),
    ),
    Family(
        "visit",
        "third hospice",
        (
            "Hospice visit. {pt.titledfull}, ",
            (
                "{AGE=a hundred and two} years old",
                "{AGE=ninety-eight}",
                "{age90} years of age",
                "aged {age90}",
            ),
            ", PPS {!30%}, actively dying. {kin.full} and {kin2.full} at bedside; {kin3.first} flying in "
            "from {town} "
            "on {date}. {!Cheyne-Stokes} respirations. {!Roxanol} {!5 mg} q2h. Funeral home: "
            "{LOCATION=Ostrander & Daughters Chapel}, "
            "{phone}. "
            "Chaplain {chap.first} {chap.last} visited {date}.",
        ),
    ),
    Family(
        "visit",
        "third death call",
        (
            "Called to pronounce {pt.full}, {age90}, at {clock} on {date}. No pulse x {!2 minutes}. "
            "{kin.full} "
            "({pt.kinship}, {phone}) present. ME case {ID=2#-%####} declined by {inv.full}, {county}. "
            "Death "
            "certificate to Dr. {doc.last}, {facility}. Pacemaker serial {serial} to be removed.",
        ),
    ),
    Family(
        "visit",
        "third social work",
        (
            "SW assessment {date}. {pt.first} lives with {pt.his} {pt.parent} {kin.full} (",
            ("{AGE=9%}", "{AGE=ninety-one}", "{age90} yo"),
            ") in a walk-up on {street} in {town}; previously at a shelter near {facility}. Landlord "
            "{ll.full}. "
            "Receives SSI, SSN {ssn}; Medicaid ID {plan}. APS report filed with {county}, intake worker "
            "{aps.short}, "
            "{phone}, case # {ID=APS-%####}. {score}. {sw.full}, LICSW {license}",
        ),
    ),
    Family(
        "visit",
        "third custody",
        (
            "Child {pt.full} ({dob}) placed with {foster.full} at {address} on {date} by order "
            "{ID=JC-%###-2#}. "
            "Biological {pt.parent} {kin.full}, inmate no. {ID=%######}, {facility}. Caseworker {cw.full} "
            "cell {phone}, e-mail {email}. School: ",
            SCHOOLS,
            ". {!Denver II} screen normal; {!Vanderbilt} forms given to {teach.titled}.",
        ),
    ),
    Family(
        "notice",
        "third obituary",
        (
            "{pt.full}, ",
            ("{age90}", "{AGE=9%}", "{AGE=10%}"),
            ", of {town}, passed away peacefully at {facility} on {date}. Born in {town} on {dob} to "
            "{m.full} and {f.full} Sr., {pt.he} served in the {!Navy} and taught for {!34 years}. {pt.He} "
            "is survived by "
            "{pt.his} "
            "{pt.spouse} {kin.first}; children {kin2.first} ({inl.first}) {kin2.last} and {kin3.full}; and "
            "{!seven} grandchildren. Services {date} at {facility}, {street}. Condolences: {url}",
        ),
    ),
    Family(
        "notice",
        "third birthday",
        (
            "Activities log, {facility}: {pt.first} {pt.last} celebrated {pt.his} ",
            ("{AGE=100th}", "{AGE=94th}", "{AGE=ninety-fifth}"),
            " birthday on {date}! {kin.full} came from {town} with a cake. {b.titled} (",
            ("{AGE=9%}", "{AGE=101}"),
            ") and {c.first} played bingo, {d.first} {d.last}, now in {d.his} ",
            ("late {AGE=nineties}", "mid-{AGE=90s}"),
            ", sang. Photos {photo}, {photo} posted at {url}.",
        ),
    ),
    Family(
        "visit",
        "third caregiver diary",
        (
            "{date} - mom up at {clock}, took {drug}. Nurse {nurse.first} came, {vitals}\n{date} - "
            "{kin.first} "
            "took her to {facility}, Dr {doc.last} says {eponym} is stable\n{date} - she turned {AGE=9%} "
            "today!! "
            "{kin2.first} & {inl.first} drove down from {town}\n{date} - called {phone} re wheelchair, "
            "serial "
            "{serial}, they want the Medicare number ({mbi})",
        ),
    ),
    Family(
        "visit",
        "third community outreach",
        (
            'Street medicine, {day}, under the bridge by {street}. "{pt.first}" (legal {pt.comma}), '
            "{dob}, lost ID; "
            "old wristband from {facility} says {MRN=%#######}. Friend {fr.first}. Cell {phone} sometimes "
            "works. "
            "{!Suboxone} {!8 mg}. Naloxone lot {DEVICE=N%####@}. {!Hep C} RNA pending. Shelter bed at "
            "{facility}; "
            "mail c/o {pobox}, {town} {zip}.",
        ),
    ),
]
