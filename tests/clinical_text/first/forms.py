"""Development templates: forms and registers, where an identifier stands after its name."""

from __future__ import annotations

from tests.clinical_text.pool import Family, Some

REGISTRATION = Family(
    "registration form",
    "dev registration",
    (
        Some(
            (
                "Last Name: {pt.last}   First Name: {pt.first}",
                "Patient name: {pt.record}",
                "DOB: {dob}   Sex: {pt.mf}   Age: {years}",
                "SSN: {ssn}",
                "Last 4 of SSN: {ssn end}",
                "SSN last four {ssn end}",
                "SSN (ending in): {ssn end}",
                "SSN xxx-xx-{ssn end}",
                "Social ending in {ssn end}",
                "Age: {age90}",
                "Plan ID: {plan}",
                "Insurance policy # {plan}",
                "Reference no. {claim}",
                "Vehicle tag {plate}",
                "License plate number: {plate}",
                "Picture: {photo}",
                "Social Security Number {ssn bare}",
                "MRN# {mrn}",
                "Med rec no. {mrn}",
                "Chart number: {mrn}",
                "Home phone: {phone}",
                "Cell {phone}",
                "Fax number: {fax}",
                "E-mail: {email}",
                "Address: {address}",
                "City: {town}   State: {!TX}   Zip: {zip}",
                "County: {county}",
                "Emergency contact: {kin.full} (spouse) {phone}",
                "Insurance ID: {plan}",
                "Medicare #: {mbi}",
                "Guarantor account: {account}",
                "Credit card: {card}",
                "Driver's license: {license}",
                "License plate: {plate}",
                "VIN: {vin}",
                "Device serial number: {serial}",
                "UDI: {udi}",
                "Website: {url}",
                "IP address: {ip}",
                "MAC address {mac}",
                "Fingerprint ID: {biometric}",
                "Photo file: {photo}",
                "Encounter ID: {visit}",
                "Case number: {claim}",
                "Study subject ID: {subject}",
                "Record UUID: {uuid}",
                "Primary care physician: {doc.full}",
                "Employer phone {phone}",
                "Date: {digits date}",
                "Expires {month}",
            ),
            8,
            18,
            "\n",
        ),
    ),
)

TABLE = Family(
    "table",
    "dev census",
    (
        "Bed\tName\tMRN\tDOB\tAttending\n",
        (
            "1\t{pt.comma}\t{mrn}\t{dob}\t{doc.last}\n2\t{pt2.comma}\t{mrn2}\t{date}\t{doc.last}\n"
            "3\t{pt3.comma}\t{mrn2}\t{date}\t{doc2.last}\n"
        ),
    ),
)

ROSTER = Family(
    "table",
    "dev roster",
    (
        "id,patient,birthdate,provider,town,last_visit,ssn,insurance_id\n",
        "{mrn},{pt.full},{dob},{doc.full},{town},{date},{ssn},{plan}\n",
        "{mrn2},{pt2.full},{date},{doc.full},{town},{date},{ssn},{plan}\n",
        ('"{mrn2}","{pt3.comma}","{date}","{doc2.comma}","{town}","{date}","{ssn}","{plan}"\n', ""),
    ),
)

NUMBERS = Family(
    "table",
    "dev numbers",
    (
        "chart_no,visit_date,dob,zip,phone,result\n",
        "{mrn},{date},{dob},{zip},{phone},{!7.1}\n",
        "{mrn2},{date},{date},{zip},{phone},{!6.4}\n",
    ),
)

GRID = Family(
    "table",
    "dev grid",
    (
        "+----------+--------------+------------+\n| Chart    | Name         | Birth date |\n",
        (
            "+----------+--------------+------------+\n| {mrn} | {pt.full} | {dob} |\n"
            "| {mrn2} | {pt2.comma} | {date} |\n"
        ),
        ("| {mrn2} | {pt3.caps} | {date} |\n", ""),
    ),
)

FAMILIES = (REGISTRATION, TABLE, ROSTER, NUMBERS, GRID)
