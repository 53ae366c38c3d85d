"""Development templates, third part: reports of imaging, pathology and the laboratory, and procedures."""

from __future__ import annotations

from tests.clinical_text.pool import Family, Some

CHEST = Family(
    "report",
    "imaging report",
    (
        (
            "EXAM: CT CHEST W CONTRAST\nDATE OF EXAM: {date}\nPATIENT: {pt.comma}  ({dob})\n"
            "ACCESSION: {accession}   MRN: {mrn}\nORDERING: {doc.full}\n\n"
        ),
        "HISTORY: {age} with {acronym}.\n",
        ("COMPARISON: {date}.\n", "COMPARISON: CT from {facility}, {date}.\n", "COMPARISON: None.\n"),
        "FINDINGS: ",
        Some(
            (
                "Nodule at {anatomy}, unchanged from {month}.",
                "No evidence of {acronym}.",
                "Heart size is normal. {!Port-A-Cath} tip in the SVC.",
                "Degenerative change at {anatomy}.",
                "Incidental {!Chiari malformation} is not seen.",
                "Series 4, image {!112}: {!1.3 cm} lesion, {!18 HU}.",
                "DLP {!412 mGy-cm}.",
                "{!Le Fort II} fracture as before.",
            ),
            3,
            5,
        ),
        "\n\nIMPRESSION: Follow per {!Fleischner Society}. ",
        (
            "Discussed with Dr. {doc.last} by phone at {clock} on {date}.",
            "Results called to {nurse.first} {nurse.last}, RN.",
            "",
        ),
        ("\n\nRead by: {doc2.full}, MD", "\n\nElectronically finalized {date} {clock} {doc2.comma}"),
    ),
)

ULTRASOUND = Family(
    "report",
    "echo in prose",
    (
        "Transthoracic echo of {pt.full} (MRN {mrn}), performed {date} at {facility} by {tech.full}, RDCS. ",
        Some(
            (
                "{vital} at the time of study.",
                "LV size normal, {score}.",
                "{!E/A 0.8}, {!E/e' 14}.",
                "Compared with {date}, {!RVSP} rose to {!48 mmHg}.",
                "{brand} lead seen.",
                "Study ID {accession}.",
                "Images at {url}",
                "No {!Kussmaul sign}.",
                "Indication: {acronym} ({code}).",
            ),
            3,
            6,
        ),
        " Interpreted by {doc.full}, MD, FACC; copy to {doc2.titledfull}.",
    ),
    width=60,
)

TISSUE = Family(
    "report",
    "surgical pathology by parts",
    (
        (
            "SURGICAL PATHOLOGY  {accession}\n{pt.record}  {pt.mf}  {dob}\nMRN {mrn}  Loc: {facility}\n"
            "Collected {date}  Received {date}  Reported {date}\n\n"
        ),
        "A. COLON, {!25 CM}, BIOPSY:\n   - Tubular adenoma.\n"
        "B. SKIN, LEFT ARM:\n   - {!Merkel cell carcinoma}, {anatomy}.\n\n",
        Some(
            (
                "Clinical: {age}, {eponym}.",
                'Gross: received in formalin labeled "{pt.full}, MRN {mrn}" is a {!0.4 cm} fragment.',
                "{gene} by NGS. {gene} negative.",
                "Block A{!2} sent to {facility} on {date}.",
                "Ki-67 {!30%}; CK20 +, TTF-1 -.",
                "Seen in consultation by {doc3.full}, M.D., Ph.D.",
                "Dr. {doc2.last} notified {day}.",
            ),
            2,
            5,
            "\n",
        ),
        "\n\n** {doc.full}, MD **  ({date})",
    ),
)

CHEMISTRY = Family(
    "lab report",
    "laboratory results in columns",
    (
        "Name: {pt.comma}          Spec: {accession}\nDOB/Sex: {dob} / {pt.mf}      Coll: {date}\n",
        ("Client: {facility}\n", "Ordering MD: {doc.comma}   Acct: {account}\n", "Pt ID: {mrn}\n"),
        "\nTest            Result   Flag   Reference    Units\n",
        Some(
            (
                "Sodium          {!141}             {!136-145}      mmol/L",
                "Potassium       {!5.6}      {!H}      {!3.5-5.1}      mmol/L",
                "Creatinine      {!1.94}     {!H}      {!0.60-1.20}    mg/dL",
                "Hemoglobin A1c  {!8.3}      {!H}      {!<5.7}         %",
                "TSH             {!2.11}            {!0.45-4.50}    uIU/mL",
                "Ferritin        {!9}        {!L}      {!15-150}       ng/mL",
                "WBC             {!11.2}     {!H}      {!4.0-11.0}     K/uL",
                "ANA titer       {!1:640}    {!A}      {!<1:80}",
            ),
            3,
            6,
            "\n",
        ),
        (
            "\nPhoned to {nurse.full} {date} {clock} by {tech.first}\n",
            "\nFasting: no. Lab director: {doc2.full}, MD\n",
            "\nReflex {gene} sent. See {accession}.\n",
        ),
    ),
)

GENETIC = Family(
    "lab report",
    "genetic test",
    (
        "Proband: {pt.full} ({pt.mf})\nDate of birth: {dob}\nSpecimen: {accession}, drawn {date}\n"
        "Hospital record: {mrn}\n",
        ("Referring: {doc.full}, {facility}\n", "Referred by {doc.full} - {email}\n"),
        "\nRESULT: ",
        Some(
            (
                "{gene}: heterozygous {!c.68_69delAG (p.Glu23fs)}, pathogenic.",
                "A variant of uncertain significance in {!MLH1} was found.",
                "{!Lynch syndrome} is not excluded.",
                "Testing of {pt.his} {pt.sibling} {kin.full} is advised.",
                "Chr{!17}:{!43,094,692} ({!GRCh38}).",
                "Carrier frequency is {!1 in 40}.",
                "Report amended {date}.",
                "Sample barcode {ID=GX-######-@}.",
                "Parents {kin2.first} and {kin3.first} tested {month}.",
            ),
            3,
            6,
        ),
        "\n\nDirector: {doc2.full}, PhD, FACMG",
    ),
)

ENDOSCOPY = Family(
    "report",
    "procedure report",
    (
        "Procedure: Colonoscopy ({code})\nPatient: {pt.full}   Age: {years}   ID: {mrn}\nDate: {date}\n"
        "Endoscopist: {doc.full}   Nurse: {nurse.first} {nurse.last}   Scope: {DEVICE=CF-HQ190L #######}\n\n",
        Some(
            (
                "{pt.title} {pt.last} was placed in left lateral position.",
                "{drug} {dose} and {drug} {dose} were titrated, {vital}.",
                "{!Boston Bowel Prep} 2-3-2, cecum reached in {!6 min}.",
                "A {!12 mm} polyp, {!Paris Is}, was removed with a hot snare.",
                "The prior exam of {date} at {facility} was incomplete.",
                "Still images {photo} and {photo} were saved.",
                "Findings were reviewed with {pt.his} {pt.spouse} {kin.first}.",
            ),
            3,
            5,
        ),
        "\nRepeat in {!3 years}. cc {doc2.full}",
    ),
)

DEVICE = Family(
    "report",
    "device clinic",
    (
        "REMOTE INTERROGATION {date}\n{pt.full}, {dob}, hospital no. {mrn}; followed by {doc.full}\n",
        Some(
            (
                "Generator serial {serial}, implanted {date} at {facility}.",
                "RV lead S/N {serial}.",
                "UDI {udi}",
                "Home monitor MAC {mac}, last seen from {ip}.",
                "Gateway IP address {ip}, firmware {!4.2.1}.",
                "Battery {!2.71 V}, ERI in {!4.5 years}.",
                "AF burden {!3%}, longest {!2 h} on {date}.",
                "Threshold {!0.75 V @ 0.4 ms}.",
                "Pump serial no. {serial} paired with {brand}.",
                "Alert mailed to {email}.",
                "Patient called at {phone}, {vital}.",
            ),
            4,
            7,
            "\n",
        ),
        "\nReviewed: {nurse.full} RN / Dr {doc.last}",
    ),
)

FAMILIES = (CHEST, ULTRASOUND, TISSUE, CHEMISTRY, GENETIC, ENDOSCOPY, DEVICE)
