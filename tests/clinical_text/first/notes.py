"""Development templates: what clinicians write about patients."""

from __future__ import annotations

from tests.clinical_text.pool import Family, Some

SUBJECTIVE = (
    (
        "{pt.titled} is a {age} {pt.man} with a history of {eponym} and {acronym} who presents with "
        "worsening dyspnea."
    ),
    "{pt.He} was last seen here on {date} by Dr. {doc.last}.",
    "{pt.His} {kin.kinship} {kin.first} reports that symptoms began {time}.",
    "Patient {pt.full} denies chest pain, fevers or chills.",
    "{pt.first} states that {pt.he} stopped taking {drug} {year} because of dizziness.",
    "{pt.He} moved here from {state} and was diagnosed {year} with {eponym}.",
    "Pain is rated {score}, worse at night, relieved by {drug} {dose}.",
    "Seen at {facility} on {date} for a fall; imaging there showed no fracture.",
    "{pt.titled} lives at {address} with {pt.his} husband.",
    "Pt is followed by {doc2.full}, MD, at {facility} in {town, state}.",
    "Family history is notable for {eponym} in {pt.his} mother, who is {age90} years old.",
    "{!May} need to repeat imaging in {time}.",
    "{!Will} continue {drug} {dose} and recheck labs in {time}.",
    "{!Mark} the wound edges and {!Grant} no weight bearing for {time}.",
)

OBJECTIVE = (
    "Vitals: {vital}, {vital}, {vital}.",
    "Exam: alert and oriented, {score}, {score}.",
    "Labs: {lab}, {lab}, {lab}.",
    "Dressing changed {often}.",
    "MRI of {anatomy} shows degenerative change.",
    "Lungs clear. {!Murphy sign} negative. {score}.",
    "Weight is stable compared with {date}.",
    "Echo from {date} with {!EF 40%}.",
    "Pathology: {anatomy}, {gene} positive.",
)

PLAN = (
    "Continue {drug} {dose}.",
    "Start {drug} {dose}, follow up in {time}.",
    "Coded as {code} and {code}.",
    "Per {agency} and {!2019 guidelines}, screening is due.",
    "Discussed enrolment in {trial}.",
    "Follow up with Dr. {doc3.full} on {date}.",
    "Referral to {doc2.middle}, MD at {facility}; phone {phone}, fax {fax}.",
    "Will call {kin.first} {kin.last} at {phone} with results.",
    "Next appointment {weekday} {date} at {clock}.",
    "{eponym} risk is low; {score}.",
    "Recheck {lab} before discharge.",
)

PROGRESS = Family(
    "progress note",
    "dev soap",
    (
        (
            "Patient: {pt.full}\nMRN: {mrn}\nDOB: {dob}\nDate of service: {date}\n\n",
            "PATIENT NAME: {pt.caps}   MRN {mrn}   DOB {dob}\n\n",
        ),
        "S: ",
        Some(SUBJECTIVE, 2, 5),
        "\n\nO: ",
        Some(OBJECTIVE, 2, 4),
        "\n\nA/P: ",
        Some(PLAN, 2, 5, "\n- "),
        (
            "\n\nElectronically signed by {doc.full}, MD on {date}",
            "\n\n{doc.full}, MD\nNPI {npi}",
            "\n\nDictated by: Dr. {doc.full}  T: {day}",
        ),
    ),
)

BROKEN = PROGRESS._replace(name="dev soap in narrow lines", width=46)

DISCHARGE = Family(
    "discharge summary",
    "dev discharge",
    (
        "DISCHARGE SUMMARY\n\nName: {pt.comma}\nMedical Record Number: {mrn}\n"
        "Date of Birth: {dob}\nAdmission Date: {date}\n"
        "Discharge Date: {date}\nAttending: {doc.full}, M.D.\nPCP: Dr. {doc2.full}\n",
        ("Account #: {account}\n", "Visit number: {visit}\n", "SSN: {ssn}\n", ""),
        "\n{section}\n",
        Some(SUBJECTIVE, 2, 4),
        "\n\n{section}\n",
        Some(OBJECTIVE, 2, 4),
        (
            "\n\nHospital Course\n{pt.titled} was admitted on {date} and underwent a "
            "{!Whipple procedure} on {date}. "
        ),
        (
            "{pt.last} did well post-operatively. ",
            "On {day} {pt.he} spiked a fever, {vital}. ",
            "Dr. {doc2.last} from cardiology was consulted. ",
        ),
        ("A pacemaker (serial number {serial}) was implanted. ", "Device UDI {udi}. ", ""),
        "\n\nDischarge medications: {drug} {dose}, {drug} {dose}.\n",
        (
            "Discharged to {facility}, {address}.\n",
            "Discharged home to {address} with {kin.kinship} {kin.full}.\n",
        ),
        Some(PLAN, 1, 3),
    ),
)

NURSING = Family(
    "nursing note",
    "dev nursing",
    (
        "{day} {clock} - ",
        Some(
            (
                "Pt {pt.last} resting comfortably, {vital}, {vital}.",
                "{kin.kinship} {kin.first} at bedside, updated on plan of care.",
                "Dr {doc.last} paged re: {lab}, awaiting call back.",
                "Pt ambulated {time} with PT, {score}.",
                "Wound care done per {doc2.short} NP.",
                "Family contact: {kin.full} ({kin.kinship}) {phone}.",
                "{drug} {dose} given at {clock}, no reaction, {often}.",
                "Foley catheter d/c'd, {!Braden score 18}.",
                "Report given to {nurse.full} RN.",
                "ID band checked: {pt.comma}, MRN {mrn}.",
                "pt {pt.lower} refused {drug} this am, md aware",
                "Pt is {age90} yrs old and hard of hearing.",
            ),
            3,
            7,
        ),
        (" -- {nurse.full}, RN", " {nurse.short} RN", "\nSigned: {nurse.comma} RN {date}"),
    ),
)

CAPS = Family(
    "report",
    "dev capitals",
    (
        (
            "RADIOLOGY REPORT\nPATIENT: {pt.comma}\nMRN: {mrn}\nACCESSION: {accession}\n"
            "EXAM DATE: {date}\nREFERRING: DR. {doc.full}\n\n"
        ),
        "CLINICAL HISTORY: {age} {pt.male} WITH {acronym}.\n",
        ("COMPARISON: CT CHEST DATED {date}.\n", "COMPARISON: NONE.\n"),
        "FINDINGS: ",
        Some(
            (
                "THE HEART IS ENLARGED.",
                "THERE IS A {!3.2 X 4.1 CM} MASS AT {anatomy}.",
                "NO ACUTE INTRACRANIAL HEMORRHAGE.",
                "NO PULMONARY EMBOLISM IS SEEN.",
                "CHANGES OF {eponym} ARE NOTED.",
                "DEGENERATIVE CHANGE AT {anatomy}.",
            ),
            2,
            4,
        ),
        (
            "\nIMPRESSION: NO ACUTE DISEASE.\nRESULTS DISCUSSED WITH DR. {doc.last} ON {date} AT "
            "{clock}.\nSIGNED BY {doc2.full}, MD"
        ),
    ),
    manner="upper",
)

LETTER = Family(
    "referral letter",
    "dev referral",
    (
        "{facility}\n{address lines}\nTel: {phone}  Fax: {fax}\n\n{date}\n\nDear Dr. {doc.last},\n\n",
        ("RE: {pt.full}, DOB {dob}, MRN {mrn}\n\n", "Re: {pt.titledfull} (date of birth {dob})\n\n"),
        "Thank you for seeing this pleasant {age} {pt.man} with {eponym}. ",
        Some(SUBJECTIVE, 2, 4),
        " ",
        Some(OBJECTIVE, 1, 2),
        "\n\nPlease call me at {phone} or write to {email}.\n\nSincerely,\n{doc2.full}, MD\n",
        ("NPI: {npi}\n", "DEA# {dea}\n", "License number: {license}\n", ""),
    ),
)

LAB = Family(
    "lab report",
    "dev lab table",
    (
        "Patient Name | {pt.comma}\nPatient ID | {mrn}\nDOB | {dob}\nCollected | {date}\n"
        "Reported | {date}\nOrdering provider | {doc.full}\n"
        "Specimen ID | {accession}\n\n",
        (
            "Test | Result | Range\nHemoglobin | {lab} | {!3.5-5.0}\nSodium | {lab} | {!135-145}\n"
            "LOINC | {!4548-4} | {!4.0-5.6}\n"
        ),
        ("Reviewed by {doc2.full}, PhD\n", "CLIA director: {doc2.full}\n", ""),
        ("Performed at {facility}, {address}\n", ""),
    ),
)

CLEAN = Family(
    "clean note",
    "dev clean",
    (
        Some(
            (
                "{age} {!male} with {eponym} and {acronym}, diagnosed {year}.",
                "{drug} {dose} was started per {agency} guidance.",
                "Vitals stable: {vital}, {vital}.",
                "{!Will} follow up in {time}; {!May} increase {drug} to {dose}.",
                "Labs show {lab} and {lab}.",
                "Imaging of {anatomy} was unremarkable.",
                "The {trial} excluded patients with {eponym}.",
                "Billing used {code} and {code}.",
                "{section}: no changes since the last visit.",
                "{gene} testing is recommended by the {agency}.",
                "{score}, {score} on examination.",
                "Patients in {state} had better access to care.",
                "{!Rose Bengal} staining was positive and {!Grace} period rules apply.",
            ),
            3,
            7,
        ),
    ),
)

FAMILIES = (PROGRESS, BROKEN, DISCHARGE, NURSING, CAPS, LETTER, LAB, CLEAN)
