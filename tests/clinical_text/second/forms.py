"""Development templates, third part: forms, tables and logs."""

from __future__ import annotations

from tests.clinical_text.pool import Family, Some

FACE_SHEET = Family(
    "registration form",
    "face sheet in two columns",
    (
        "FACE SHEET                                  printed {date}\n",
        "Patient      {pt.comma}            Sex  {pt.mf}\nBorn         {dob}                 Age  {years}\n"
        "MRN          {mrn}         Encounter  {visit}\n",
        Some(
            (
                "SS#          {ssn}",
                "Street       {street}",
                "City/ST/Zip  {town, state} {zip}",
                "County       {county}",
                "Home/Cell    {phone} / {phone}",
                "E-mail addr  {email}",
                "Employer tel {phone}     Occupation  welder",
                "Guarantor    {kin.full}        SSN  {ssn bare}",
                "Emerg. cont. {kin2.full} ({kin2.sibling})  {phone}",
                "Primary ins  Medicare     Policy  {mbi}",
                "Secondary    PPO          Cert no {plan}",
                "Attending    {doc.full}, MD",
                "PCP          {doc2.full}    Fax  {fax}",
                "Religion     none         Language  Tagalog",
                "Portal user  {email}   last IP {ip}",
                "Pharmacy     {street}, {town}",
                "Admit dx     {acronym} ({code})",
            ),
            7,
            13,
            "\n",
        ),
    ),
)

NUMBERED = Family(
    "registration form",
    "numbered questions",
    (
        "NEW PATIENT QUESTIONNAIRE\n\n",
        "1. Your name (first, last)? {pt.full}\n2. Birth date? {dob}\n",
        Some(
            (
                "3. Mailing address? {address}",
                "4. Best phone? {phone}  OK to leave message? Y",
                "5. E-mail? {email}",
                "6. Social security number? {ssn}",
                "7. Who referred you? Dr. {doc.full}",
                "8. Insurance and number? Blue plan, {plan}",
                "9. In an emergency we should call: {kin.full}, my {kin.kinship}, {phone}",
                "10. Medicines? {drug} {dose}, {drug}",
                "11. Conditions? {acronym}, {eponym}",
                "12. Driver license (state, no.)? {state} {license}",
                "13. Last physical? {date}",
                "14. Hospital stays? {facility}, {year}",
                "15. How old are your parents? {age90} and {!88}",
                "16. Do you smoke? {!1/2 pack}, quit {year}",
                "17. Fax for results? {fax}",
            ),
            6,
            11,
            "\n",
        ),
        "\nSignature: {pt.full}   Date: {date}",
    ),
)

CONSENT = Family(
    "registration form",
    "release of information",
    (
        "AUTHORIZATION TO DISCLOSE HEALTH INFORMATION\n\nI, {pt.full}, born {dob}, ",
        "authorize {facility} to release my records of {dates} to {doc.full}, {address}. ",
        Some(
            (
                "Medical record # {mrn}.",
                "Send by fax to {fax} or e-mail to {email}.",
                "Phone {phone}.",
                "Last 4 SSN: {ssn end}.",
                "My representative is {kin.full} (power of attorney).",
                "This expires on {date}.",
                "Fingerprint on file {biometric}; photo ID {license}.",
                "Voice print reference {biometric}.",
                "Retina scan no. {biometric}.",
                "Picture taken at desk: {photo}.",
                "Includes {gene} and mental health notes: yes.",
            ),
            3,
            7,
        ),
        "\n\n_________________ {pt.full}\nWitness: {wit.full}, {date}",
    ),
)

ACCIDENT = Family(
    "registration form",
    "accident and vehicle report",
    (
        "FIRST REPORT OF INJURY\nInjured: {pt.lastfirst}\nD.O.B: {dob}\nWhen: {date}, {clock}\n",
        Some(
            (
                "Where: {street}, {town}, {state}",
                "SSN: {ssn bare}",
                "Claim/File no: {claim}",
                "Vehicle ID no.: {vin}",
                "Lic. plate: {plate}",
                "Operator's lic.: {license}",
                "Witness: {wit.full}, tel. {phone}",
                "Treated by: {doc.full}, {facility}",
                "Body part: {anatomy}",
                "Supervisor: {sup.full}, fax {fax}",
                "Badge ID: {biometric}",
                "Fingerprint record: {biometric}",
                "Pictures: {photo}, {photo}",
                "Policy number: {plan}",
                "Lost days: {!14}",
                "Passport no.: {LICENSE=@########}",
            ),
            7,
            12,
            "\n",
        ),
    ),
)

PRESCRIPTION = Family(
    "registration form",
    "prescription blank",
    (
        "{doc.full}, M.D.\n{address}\nPh {phone}   Fx {fax}\nDEA# {dea}  NPI {npi}  Lic# {license}\n\n",
        "Name {pt.full}            Date {date}\nAddress {address}   DOB {dob}\n\n",
        "Rx  {drug} {dose}\nSig: {often}\nDisp: {!#60}   Refills: {!3}\n",
        ("Rx no. {rx}\n", "Dx {code}\n", "BIN 610014 PCN MEDDPRIME ID {plan}\n"),
    ),
)

CENSUS = Family(
    "table",
    "unit board",
    (
        "Rm   Patient               Age/Sex  MRN          Attending     Admit       Plan\n",
        "401A {pt.comma}    {!71}/{pt.mf}    {mrn}    {doc.last}    {day}    {drug}, {phrase}\n",
        "401B {pt2.comma}    {!66}/{pt2.mf}    {mrn2}    {doc.last}    {day}    {acronym}, {lab}\n",
        (
            "402  {pt3.comma}    {age90}/{pt3.mf}    {mrn2}    {doc2.last}    {day}    {brand}\n",
            "402  -- empty --\n",
        ),
        ("403  {pt4.caps}    {!34}/{pt4.mf}    {mrn2}    {doc2.last}    {day}    {!Home Health}\n", ""),
    ),
)

EXPORT = Family(
    "table",
    "export with quotes",
    (
        '"PatientName","DOB","SSN","Phone","Address","LastVisit","A1c"\n',
        '"{pt.full}","{dob}","{ssn}","{phone}","{address}","{date}","{!7.9}"\n',
        '"{pt2.full}","{date}","{SSN=%##-##-%###}","{phone}","{address}","{date}","{!6.2}"\n',
        ('"{pt3.double}","{date}","{SSN=%##-##-%###}","{phone}","{address}","{date}","{!10.4}"\n', ""),
    ),
)

PIPES = Family(
    "table",
    "pipe-separated worklist",
    (
        "MRN|LAST|FIRST|PHONE|PROVIDER|DX|NEXT_APPT|EMAIL\n",
        "{mrn}|{pt.last}|{pt.first}|{phone}|{doc.full}|{code}|{date}|{email}\n",
        "{mrn2}|{pt2.last}|{pt2.first}|{phone}|{doc.full}|{code}|{date}|\n",
        ("{mrn2}|{pt3.last}|{pt3.first}||{doc2.full}|{code}|{date}|\n", ""),
    ),
)

WIKI = Family(
    "table",
    "markdown table from a model",
    (
        ("Here are the patients due for {acronym} screening:\n\n", "Sure! Summary by patient:\n\n"),
        "| Patient | DOB | Insurance ID | Last result | Contact |\n| :-- | :-- | :-- | --: | :-- |\n",
        "| **{pt.full}** | {dob} | {plan} | {lab} | {phone} |\n",
        "| **{pt2.full}** | {date} | {plan} | {lab} | {phone} |\n",
        ("| **{pt3.full}** | {date} | {plan} | {lab} | {PHONE=(%##) %##-####} |\n", ""),
        ("\nPCP for all three is Dr. {doc.full}.", "\n{pt.first} is overdue.", ""),
    ),
)

AUDIT = Family(
    "table",
    "access log of the record",
    (
        "timestamp,user,role,workstation_ip,action,patient_mrn,patient_name\n",
        "{DATE=2023-0%-1#T0%:1#:4#Z},{doc.full},MD,{ip},VIEW,{mrn},{pt.full}\n",
        "{DATE=2023-0%-1#T0%:1#:4#Z},{nurse.full},RN,{ip},PRINT,{mrn},{pt.full}\n",
        ("{DATE=2023-0%-1#T0%:1#:4#Z},{clerk.full},REG,{ip},EDIT,{mrn2},{pt2.full}\n", ""),
        ("# remote session from {ip} via {url}\n", "# export mailed to {email}\n"),
    ),
)

CONFIG = Family(
    "registration form",
    "structured text of a visit",
    (
        "patient:\n  name: {pt.full}\n  birth_date: {dob}\n  mrn: {mrn}\n",
        Some(
            (
                "  ssn: {ssn}",
                "  phone: {phone}",
                "  fax: {fax}",
                "  email: {email}",
                "  address: {address}",
                "  zip: {zip}",
                "  insurance_id: {plan}",
                "  card_number: {card}",
                "  drivers_license: {license}",
                "  next_of_kin: {kin.full}",
                "  photo_url: {url}",
                "  login_ip: {ip}",
                "  state: {state}",
                "  device_serial: {serial}",
                "  account_number: {account}",
                "  last_seen: {date}",
            ),
            7,
            12,
            "\n",
        ),
        "\nvisit:\n  provider: {doc.full}\n  codes: [{code}, {code}]\n"
        "  note: {pt.title} {pt.last} is on {drug} {dose}\n",
    ),
)

FAMILIES = (
    FACE_SHEET,
    NUMBERED,
    CONSENT,
    ACCIDENT,
    PRESCRIPTION,
    CENSUS,
    EXPORT,
    PIPES,
    WIKI,
    AUDIT,
    CONFIG,
)
