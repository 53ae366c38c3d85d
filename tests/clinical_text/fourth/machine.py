"""What software writes and people paste: logs, rows, JSON, XML, exports, audit trails, telemetry."""

from __future__ import annotations

from tests.clinical_text.fourth.shapes import UDI
from tests.clinical_text.pool import Family, Some

APPLOG = (
    Some(
        (
            "{DATE=2024-0%-2#T1%:04:33.120Z} INFO  [http-nio-8443-exec-7] c.s.ehr.ChartController - user="
            '{doc.lowerlast} opened chart mrn={mrn} patient="{pt.comma}" from {ip}',
            "{DATE=2024-0%-2#T1%:04:35.001Z} DEBUG [pool-2-thread-1] c.s.hl7.Parser - {!ADT^A08} parsed in "
            "{!12 ms}, visit={visit}",
            "{DATE=2024-0%-2#T1%:04:36.871Z} WARN  [sched-1] c.s.rx.Gateway - retry {!2/5} rx={rx} "
            'drug="{drug} {dose}" prescriber="{doc.full}" dea={dea}',
            "{DATE=2024-0%-2#T1%:05:02.400Z} ERROR [http-nio-8443-exec-9] c.s.mail.Sender - bounce "
            "to={email} code={!550 5.1.1} template={!appt_reminder_v3}",
            "{DATE=2024-0%-2#T1%:05:07.010Z} INFO  [auth] login ok uid={nurse.lowerlast} ip={ip} mac={mac} "
            "finger={BIOMETRIC=FPR-%#####}",
            "{DATE=2024-0%-2#T1%:06:11.555Z} INFO  [dicom] stored {!1.2.840.10008.5.1.4.1.1.2} "
            "acc={accession} name={pt.lastcaps}^{pt.first} station={!CT2}",
            "{DATE=2024-0%-2#T1%:06:12.000Z} INFO  [gc] heap {!1.2G->640M}, pause {!41 ms}, jvm {!17.0.9}",
            "{DATE=2024-0%-2#T1%:07:45.220Z} INFO  [sms] sent to={phone} seg={!1} cost={!$0.0079}",
        ),
        5,
        7,
        "\n",
    ),
    ("", "\n\tat com.saltmarsh.ehr.Chart.load(Chart.java:{!214})", "\nversion {version}"),
)

ROWS = (
    "-- dump of {!dbo.patients}, {!3 of 48,112} rows\nINSERT INTO patients (id, first_name, last_name, "
    "dob, ssn, phone, email, city, zip, a1c) VALUES\n({mrn2}, '{a.first}', '{a.last}', "
    "'{DATE=195%-0%-1%}', '{ssn}', '{phone}', NULL, '{town}', '{zip}', {!7.4}),\n"
    "({mrn2}, '{pt.first}', '{pt.last}', '{DATE=197%-11-0%}', NULL, '{phone}', '{email}', '{town}', "
    "'{zip}', {!9.1}),\n({mrn2}, '{c.first}', '{c.last}', '{DATE=201%-0%-2%}', '{SSN=%########}', NULL, "
    "NULL, '{town}', '{zip}', NULL);\n",
    (
        "SELECT * FROM encounters WHERE pcp = '{doc.full}' AND admit_dt >= '{DATE=202%-0%-0%}'; -- {!212} "
        "rows",
        "UPDATE patients SET plate = '{plate}' WHERE last_name = '{pt.last}' AND license_no = '{license}';",
        "DELETE FROM audit WHERE ip = '{ip}' AND username = '{clerk.lowerlast}';",
    ),
)

PAYLOAD = (
    """\
Support ticket pasted payload ({version}):
{"member": {"name": "{pt.full}", "birthDate": "{DATE=196%-0%-2%}", "ids": ["{plan}", "{mrn}"],
  "contact": {"mobile": "{phone}", "email": "{email}", "addr1": "{street}", "city": "{town}",
  "postal": "{zip}"}},
 "order": {"code": "{!4548-4}", "system": "{!urn:oid:2.16.840.1.113883.6.1}", "placer": "{accession}",
  "provider": {"display": "{doc.full}", "npi": "{npi}"}},
""",
    (
        ' "device": {"udi": "',
        ' "wearable": {"barcode": "',
    ),
    UDI,
    '", "mac": "{mac}"},\n "client": {"ip": "{ip}", "session": "{uuid}", "retries": {!3}},\n',
    (
        ' "result": {"value": {!6.8}, "unit": "{!%}", "at": "{DATE=2024-0%-1%T08:2%:0%+00:00}"}}',
        ' "photo": {"href": "{photo}", "bytes": {!204800}, "taken": "{DATE=2023-10-2%}"}}',
    ),
)

MARKUP = (
    """\
<?xml version="{!1.0}" encoding="{!UTF-8}"?>
<Referral schema="{!3.2}">
  <Patient mrn="{mrn}" sex="{pt.mf}">
    <Name><Given>{pt.first}</Given><Family>{pt.last}</Family></Name>
    <BirthDate>{DATE=194%-0%-1%}</BirthDate>
    <Address line="{street}" city="{town}" zip="{zip}"/>
    <Telecom use="home">{phone}</Telecom><Telecom use="fax">{fax}</Telecom>
  </Patient>
  <From npi="{npi}">{doc.full}</From>
  <To>{cons.full}, {ward}</To>
""",
    (
        '  <Coverage payer="{payer}" member="{plan}" claim="{claim}"/>\n',
        '  <Vehicle vin="{vin}" plate="{plate}" note="MVC {!40 mph}"/>\n',
        '  <Device serial="{serial}" model="{!Omnipod 5}"/>\n',
    ),
    '  <Dx code="{icd}">{eponym}</Dx>\n  <Rx ndc="{!0071-0155-23}">{drug} {dose}</Rx>\n</Referral>',
)

EXPORT = (
    "PatientName,DOB,MRN,Phone,City,Visit,Provider,Dx,LastA1c,Balance\n"
    '"{a.comma}",{DATE=%/1%/195%},{mrn2},{phone},{town},{DATE=%/2%/2023},{doc.last},{icd},{!8.2},{!140.00}\n'
    '"{b.comma}",{DATE=11/%/196%},{mrn2},{phone},{town},{DATE=%/2%/2023},{doc.last},{icd},{!6.1},{!0.00}\n'
    '"{c.record}",{DATE=%/1%/200%},{mrn2},,{town},{DATE=%/2%/2023},{doc2.last},{icd},,{!25.00}\n',
    (
        '"{d.comma}",{DATE=%/1%/197%},{mrn2},{phone},{town},{DATE=%/2%/2024},{e.last},{icd},{!11.3},{!62.5}\n',
        "",
    ),
    "# exported by {clerk.lowerlast} from {ip} on {date}, {!4 columns} hidden",
)

TELEMETRY = (
    "REMOTE MONITORING ALERT\nDevice: {!Medtronic Azure XT}\nSerial number: {serial}\n"
    "Patient: {pt.lastfirst}, DOB {dob}, clinic ID {mrn}\nTransmission {ID=TX%######} received {date} "
    "{clock} via {!LTE} modem {mac} ({ip})\n",
    Some(
        (
            "AT/AF burden {!12%}, longest {!4 h 12 min}",
            "Battery {!2.81 V}, RRT in {!14 months}",
            "RV threshold {!0.75 V @ 0.4 ms}, impedance {!512 ohm}",
            "VT episode {!188 bpm} on {date} at {clock}, {!ATP} x{!1} successful",
            "Presenting rhythm: {!AS-VP 72}",
            "Firmware {version}",
        ),
        3,
        5,
        "\n",
    ),
    "\nImplanted {date} by Dr. {doc.last}, {facility}. Report: {url}\nReviewed: {tech.full}, CCDS",
)

FAMILIES = [
    Family("machine", "fourth application log", APPLOG),
    Family("machine", "fourth table rows", ROWS),
    Family("machine", "fourth ticket payload", PAYLOAD),
    Family("machine", "fourth referral markup", MARKUP),
    Family("machine", "fourth spreadsheet export", EXPORT),
    Family("machine", "fourth pacemaker alert", TELEMETRY),
]
