"""Text of the third part that a machine wrote or that was pasted out of one."""

from __future__ import annotations

from tests.clinical_text.pool import Family
from tests.clinical_text.third.shapes import UDI

FAMILIES = [
    Family(
        "pasted",
        "third JSON patient",
        (
            '{"patient": {"name": "{pt.full}", "birthDate": "{dob}", "mrn": "{mrn}", "ssn": "{ssn}", '
            '"address": {"line": "{street}", "city": "{town}", "state": "NM", "zip": "{zip}"}, '
            '"phone": "{phone}", "email": "{email}"}, "encounter": {"id": "{uuid}", "provider": '
            '"{doc.comma}", '
            '"npi": "{npi}", "dx": ["{icd}", "{icd}"], "med": "{drug}"}}',
        ),
    ),
    Family(
        "pasted",
        "third JSON device",
        (
            "payload = {'deviceId': '{serial}', 'mac': '{mac}', 'ip': '{ip}', 'udi': '",
            UDI,
            "', 'owner': '{pt.full}', "
            "'fw': '{!2.14.3}', 'reading': {!118}, 'unit': 'mg/dL', 'ts': '{DATE=2021-0%-1#T08:15:00Z}'}",
        ),
    ),
    Family(
        "pasted",
        "third key and value",
        (
            "patient_name={pt.lastfirst}; sex={pt.mf}; dob={dob}; mrn={mrn}; member_id={plan}; "
            "acct={account}; "
            "home_phone={phone}; zip={zip}; pcp={doc.full}; a1c={!8.1}; bmi={!31.4}; src_ip={ip}; "
            "ecg_device={serial}",
        ),
    ),
    Family(
        "pasted",
        "third markup",
        (
            "<referral><name>{pt.full}</name><dob>{dob}</dob><mbi>{mbi}</mbi><tel>{phone}"
            "</tel><addr>{street}, "
            '{town, state} {zip}</addr><kin rel="{pt.spouse}">{kin.full}</kin><dx '
            'code="{icd}">{eponym}</dx>'
            "<provider npi='{npi}'>{doc.full}</provider></referral>",
        ),
    ),
    Family(
        "pasted",
        "third access log",
        (
            "{DATE=2022-0%-1#} {clock} {ip} GET {url} 200 user={email} agent=Chrome/{!119.0}\n"
            "{DATE=2022-0%-2%} {clock} {ip} POST /mrn/{MRN=%#######} {!403} session "
            "{uuid}\nbreak-the-glass: "
            "{nurse.full} opened chart of {pt.comma} ({mrn}) from {ip}",
        ),
    ),
    Family(
        "pasted",
        "third audit",
        (
            "AUDIT TRAIL  user {nurse.comma}  workstation {ip}  {date} {clock}  viewed {pt.caps} MRN "
            "{mrn} CSN "
            "{visit}\nuser {doc.short}  remote {ip}  printed {accession}\nvoiceprint {biometric} matched "
            "{!0.97}; "
            "retina scan {biometric}; badge {ID=B%####}\nlink {url}",
        ),
    ),
    Family(
        "pasted",
        "third ticket",
        (
            "Helpdesk ticket {ID=INC00%#####}: {pt.full} can't open {url}. Tried from {ip} and phone with "
            "IP {ip}. Portal "
            "username {email}. Verified DOB {dob}. Error {!504}. Escalated to {rep.full} x4412. Screenshot "
            "{photo}. Callback {phone}, {dayname} after {!3 pm}.",
        ),
    ),
    Family(
        "pasted",
        "third social media",
        (
            "Prayers for {pt.full}! {pt.He}'s at {facility} in {town} since {date}, Dr. {doc.last} is "
            "amazing. Updates at "
            "{url} and {url}. Donate: {url}. Text {kin.first} on {phone}. #{!fightlikeagirl} {photo}",
        ),
    ),
    Family(
        "pasted",
        "third remote monitoring",
        (
            "RPM alert: {pt.full} ({mrn}), glucometer S/N {serial}, glucose {!342}. Pump serial number "
            "{serial}, "
            "transmitter lot {DEVICE=%######}, sensor expires {date}. Gateway {mac} / {ip}. {model} n/a. "
            "Called "
            "{phone}; {kin.first} will give {dose}. Paired by palm scan {biometric}. Chart link {url}",
        ),
    ),
    Family(
        "pasted",
        "third wristband scan",
        (
            "{pt.caps} {pt.mf} {dob}\nMRN {mrn}  FIN {account}  ADM {date}\nATT "
            "{doc.caps}\n*{mrn}*\nALLERGY {!LATEX}\n"
            "blood unit {ID=W%### 2# ######} {!O NEG} given {date}; pump SN {serial}; second check "
            "{nurse.short}; "
            "photo {photo}",
        ),
    ),
    Family(
        "pasted",
        "third vehicle modification",
        (
            "VA adaptive equipment request. Veteran {pt.comma}, SSN {ssn}, file no. {ID=C%#######}. Van "
            "VIN {vin}, "
            "plate no. {plate}, {!2019} minivan; second vehicle VIN {vin} tag {plate}. Wheelchair serial "
            "{serial}, lift serial {serial}. Deposit from account no. {account}. Ships to {address}. "
            "Contact "
            "{kin.full}, {phone}. {!T10} paraplegia, {!ASIA} A.",
        ),
    ),
    Family(
        "pasted",
        "third credentialing",
        (
            "Credentialing file: {doc.full}, MD; NPI {npi}; DEA {dea}; {state} medical license {license}; "
            "board cert no. "
            "{LICENSE=%#####}; SSN {ssn}; DOB {dob}; home {address}; cell {phone}; malpractice policy "
            "{ID=MP%#####}; references {ref.full}, {ref2.full}. Vehicle permit: plate {plate}. Badge photo "
            "{photo}; fingerprints {biometric}. Appointed {date}.",
        ),
    ),
    Family(
        "pasted",
        "third scanned page",
        (
            "Page {!2} of {!6}    {pt.last},{pt.first}    #{mrn}\n. . . cont'd . . . {pt.titled} retumed "
            "to clinic "
            "{date} wlth {pt.his} {pt.sibling} {kin.first}.  B/P l30/8O. Imp: {eponym}, {icd}.   Plan: "
            "{drug} "
            "{dose}, RTC {duration}.\n\n{doc.capsfull}, M.D.\nD: {date}  T: {date}  Job {ID=%#####}\n"
            "{facility} * {pobox} * {town, state} {zip}",
        ),
        width=60,
    ),
]
