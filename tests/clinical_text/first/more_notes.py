"""Development templates, second part: notes, reports and registers."""

from __future__ import annotations

from tests.clinical_text.pool import Family, Some

CONSULT = Family(
    "progress note",
    "consult in prose",
    (
        (
            (
                "CARDIOLOGY CONSULTATION\n{pt.full} | Hosp # {mrn} | born {dob}\n"
                "Requesting physician: {doc.full}, DO\n\n"
            ),
            "Consult requested by {doc.middle} for {pt.titledfull} (medical record {mrn}) on {date}.\n\n",
            "Name/ID: {pt.record} / MR# {mrn}\nSeen: {date}\n\n",
        ),
        "I had the pleasure of meeting {pt.titled} today. ",
        Some(
            (
                "As you know, {pt.he} is {years} and carries a diagnosis of {eponym}, made {year}.",
                "{pt.He} tells me the palpitations started around {date} while visiting relatives in {town}.",
                "An outside study from {facility} dated {date} was reviewed.",
                "{pt.His} {kin.kinship}, {kin.full}, accompanied {pt.him} and can be reached on {phone}.",
                "Medications include {drug} {dose} and {drug}, taken {often}.",
                "On my examination {vital}, {vital} and {score}.",
                "Telemetry and {lab} argue against {acronym}; {lab} noted.",
                "The family physician, {doc2.full} of {town, state}, had stopped {drug} {year}.",
                "{pt.last} lives alone at {street} since {pt.his} wife passed away.",
                "The {eponym} question remains open.",
                "{!Hope} is that {drug} can be weaned within {time}.",
                "At {age90}, {pt.he} is not a candidate for the {trial}.",
                "An active {age90}-year-old, {pt.he} still drives.",
                "Criteria of the {agency} and {code} support admission.",
            ),
            4,
            8,
        ),
        "\n\nRecommendations: {drug} {dose}; repeat {lab} in {time}; see me on {date}.\n\n",
        (
            "Kind regards,\n{doc3.full} MD FACC\n",
            "~ {doc3.short}, MD, {date}\n",
            "Attested: {doc3.comma} (pager {phone})\n",
        ),
    ),
)

PSYCH = Family(
    "progress note",
    "therapy note in narrow lines",
    (
        "Session with {pt.first} {pt.last} on {date}, via video.\n",
        Some(
            (
                (
                    "{pt.first} described conflict with {pt.his} {kin.kinship} {kin.first} and spoke "
                    "of moving back to {town}."
                ),
                "{pt.He} scored PHQ-9 {!14} and {!GAD-7 of 9}; {drug} {dose} unchanged.",
                "{pt.titled} recalled the accident of {date} in detail.",
                "{pt.first} has attended the group at {facility} for {time}.",
                "Safety plan reviewed; crisis contact is {kin.full}, {phone}.",
                "Collateral: e-mail from {pt.his} case worker, {cw.full}, at {email}.",
                "{pt.last} was reminded of the {agency} helpline {!988}.",
                "No change in diagnosis ({code}).",
            ),
            3,
            6,
        ),
        "\n{doc.full}, PsyD - lic. {license}",
    ),
    width=54,
)

EMERGENCY = Family(
    "nursing note",
    "emergency triage",
    (
        "TRIAGE {clock}: {years} {pt.mf} BIBA from {address}. CC fall. ",
        Some(
            (
                "{vital} / {vital} / {vital}.",
                "Hx {acronym}, {acronym}, {eponym}.",
                "Pt {pt.full} A&Ox3, {score}.",
                "NOK: {kin.full} {phone}.",
                "Wristband MRN {mrn} verified w/ pt {pt.last}.",
                "Given {drug} {dose} by medic {medic.last}.",
                "EMS run no. {visit}.",
                "Last tetanus {!2018}, LMP n/a.",
                "Mother living, {age90} y.o.; father d. at {!71}.",
                "Hit by vehicle, plate {plate}.",
                "SS# {ssn} per family.",
                "Dr {doc.last} to bedside {clock}.",
                "CT ordered ({code}), {lab}.",
            ),
            4,
            8,
        ),
        "\nRN: {nurse.full} | Dispo: transfer to {facility}, accepting {doc2.full}",
    ),
)

OPERATIVE = Family(
    "discharge summary",
    "operative report",
    (
        "OPERATIVE REPORT\n================\nPatient ....... {pt.full}\nRecord no. .... {mrn}\n"
        "Born .......... {dob}\n"
        "Surgery ....... {date}\nSurgeon ....... {doc.full}, MD\nAssistant ..... {doc2.full}, PA-C\n"
        "Anesthesia .... {doc3.full}, CRNA\n",
        ("Encounter ..... {visit}\n", "Billing acct .. {account}\n", "Insurance ..... {plan}\n"),
        (
            "\nINDICATIONS\n{pt.titled} is a {age} {pt.man} with {eponym} failing {drug}. Consent "
            "was signed on {date}.\n\n"
        ),
        "IMPLANTS\n",
        ("Stem S/N {serial}; cup S/N {serial}.\n", "Generator, UDI {udi}.\n", "Lead serial no. {serial}.\n"),
        "\nFINDINGS AND TECHNIQUE\n",
        Some(
            (
                "A {!3.2 x 4.1 cm} lesion at {anatomy} was excised.",
                "Estimated blood loss {!150 mL}; {vital} throughout.",
                "{!Kocher clamp} and {!Bovie} cautery were used.",
                "{!Allis} and {!Babcock forceps} retracted the bowel.",
                "Specimen {accession} was sent to pathology, attention Dr. {path.last}.",
                "A {!16 Fr} {!Foley catheter} drained {!400 mL}.",
                "{drug} {dose} was given at {clock}.",
            ),
            3,
            5,
        ),
        (
            "\n\n{pt.last} tolerated the procedure and went to recovery in stable condition. I spoke "
            "with {pt.his} {kin.kinship} {kin.first} afterwards.\n"
        ),
        ("{doc.full}, MD  {date}", "Signed {date} by {doc.full}"),
    ),
)

PATHOLOGY = Family(
    "report",
    "pathology in capitals",
    (
        "{facility}\nDEPARTMENT OF PATHOLOGY\n{address}\n\n"
        "NAME {pt.caps}   SEX {pt.mf}   D.O.B. {dob}\nHOSPITAL NO. {mrn}   CASE NO. {accession}\n"
        "RECEIVED {date}   SIGNED OUT {date}\nSUBMITTED BY: {doc.full}, M.D.\n\n",
        Some(
            (
                "GROSS: THE SPECIMEN MEASURES {!2.5 X 1.0 X 0.4 CM}.",
                "MICROSCOPIC: {!REED-STERNBERG CELLS} ARE ABSENT.",
                "{gene} IS NEGATIVE BY IHC.",
                "GLEASON {!3+4=7}, STAGE {!IIIB}.",
                "SEE ALSO OUR EARLIER REPORT OF {date}.",
                "{eponym} IS FAVORED.",
                "THE CASE WAS REVIEWED WITH DR. {doc2.last}.",
            ),
            3,
            5,
            "\n",
        ),
        "\nPATHOLOGIST: {doc3.full}",
    ),
    manner="upper",
)

REGISTER = Family(
    "table",
    "comma-separated export",
    (
        "last_name,first_name,mrn,dob,phone,email,zip\n",
        "{pt.last},{pt.first},{mrn},{dob},{phone},{email},{zip}\n",
        ("{pt2.last},{pt2.first},{mrn2},{date},{phone},{email},{zip}\n", ""),
    ),
)

MARKDOWN = Family(
    "table",
    "markdown hand-off",
    (
        "| Room | Patient | MRN | Seen by | Note |\n|---|---|---|---|---|\n",
        "| 4 | {pt.comma} | {mrn} | Dr. {doc.last} | {drug} {dose}, {vital} |\n",
        "| 7 | {pt2.full} | {mrn2} | Dr. {doc2.last} | call {kin.full} at {phone} |\n",
        "| 9 | {pt3.full} | {mrn2} | {nurse.full}, RN | transfer on {date} |\n",
    ),
)

INTAKE = Family(
    "registration form",
    "key value intake",
    (
        Some(
            (
                "patient_name={pt.full}",
                "mrn={mrn}",
                "Medical record no: {mrn}",
                "dob={dob}",
                "D.O.B.: {dob}",
                "ssn={ssn}",
                "Soc Sec No: {ssn bare}",
                "SSN (last 4): {ssn end}",
                "Tel (h): {phone}",
                "Mobile: {phone}",
                "work ph {phone}",
                "FAX: {fax}",
                "facsimile {fax}",
                "email={email}",
                "Electronic mail: <{email}>",
                "Residence: {address}",
                "Mailing: {pobox}, {town, state} {zip}",
                "ZIP={zip}",
                "Resides in {county}",
                "Next of kin: {kin.full}",
                "Policy no.: {plan}",
                "Subscriber ID - {plan}",
                "MBI: {mbi}",
                "Acct: {account}",
                "IBAN {iban}",
                "Visa {card}",
                "card no. {card}",
                "DL: {license}",
                "Driver license no. {license}",
                "Vehicle: Subaru, VIN {vin}",
                "Plate number {plate}",
                "Insulin pump s/n {serial}",
                "(UDI) {udi}",
                "MAC={mac}",
                "homepage {url}",
                "last login from {ip}",
                "ip={ip}",
                "Voiceprint ID {biometric}",
                "Photograph: {photo}",
                "Accession no. {accession}",
                "Claim ID: {claim}",
                "Prescription number {rx}",
                "Subject ID: {subject}",
                "uuid {uuid}",
                "Prescriber DEA {dea}",
                "Provider NPI: {npi}",
                "Usual doctor: Dr {doc.full}",
                "Entered on {digits date}",
                "Card expiry {month}",
                "age={years}",
                "Age (yrs): {age90}",
                "State: {!Oregon}",
            ),
            10,
            20,
            "\n",
        ),
    ),
)

GUIDE = Family(
    "clean note",
    "teaching text",
    (
        Some(
            (
                "In adults aged {!50 to 75}, the {agency} recommends screening every {!10 years}.",
                "{drug} was compared with {drug} {dose} in the {trial}.",
                "The {!Framingham Risk Score} and {eponym} were assessed {year}.",
                "Dosing of {drug} starts at {dose} and is adjusted every {time}.",
                "Consider {eponym} when {lab} is found together with {vital}.",
                "A score of {!7/10} or {!GCS 8} calls for admission.",
                "Codes {code} and {code} were retired in {!2022}.",
                "{gene} carriers in {state} were enrolled {year}.",
                "The {!Kaplan-Meier} estimate at {!24 months} was {!61.5%}.",
                "{acronym} with {!FEV1/FVC} below {!0.70} defines obstruction.",
                "An {age} {!woman} with {acronym} asks about {drug}.",
                "Version {!2.1} of the protocol allows {!1,000 mg} {often}.",
                "{!Will} this change management? {!May} be, if {lab}.",
                "Lesions at {anatomy} and {anatomy} were graded by two readers.",
                "Grade {!3/6} murmurs need an echo.",
            ),
            3,
            7,
        ),
    ),
)

FAMILIES = (CONSULT, PSYCH, EMERGENCY, OPERATIVE, PATHOLOGY, REGISTER, MARKDOWN, INTAKE, GUIDE)
