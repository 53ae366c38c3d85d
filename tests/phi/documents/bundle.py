"""A bundle of everything that FHIR may say about somebody, marked by what must go and what must stay.

Every string that must go begins with `gone`, in a form that no rule for text would find, or is in `GONE`.
Every string that must stay begins with `stay`, or is in `STAYS`.
"""

from __future__ import annotations

from typing import Any

PATIENT = "b0a1c2d3-0001-4aaa-8bbb-000000000001"
SYSTEM = "http://terminology.hl7.org/CodeSystem/v2-0203"
CORE = "http://hl7.org/fhir/us/core/StructureDefinition/"
STANDARD = "http://hl7.org/fhir/StructureDefinition/"


def reference(target: str, display: str | None = None) -> dict[str, Any]:
    return {"reference": target, **({"display": display} if display else {})}


def identifier(value: str, code: str | None = None, system: str | None = None) -> dict[str, Any]:
    kind = {"type": {"coding": [{"system": SYSTEM, "code": code, "display": f"stay {code}"}]}} if code else {}
    return {**kind, **({"system": system} if system else {}), "value": value}


ADDRESS = {
    "use": "home",
    "line": ["gone line 1", "gone line 2"],
    "city": "gone city",
    "district": "gone district",
    "state": "stay MA",
    "postalCode": "02139-4307",
    "country": "stay US",
    "period": {"start": "2012-03-04"},
    "text": "gone address text",
    "extension": [
        {
            "url": STANDARD + "geolocation",
            "extension": [
                {"url": "latitude", "valueDecimal": 42.364506},
                {"url": "longitude", "valueDecimal": -71.110932},
            ],
        },
        {"url": STANDARD + "iso21090-ADXP-streetName", "valueString": "gone street"},
    ],
}

PATIENT_RESOURCE = {
    "resourceType": "Patient",
    "id": PATIENT,
    "meta": {
        "versionId": "7",
        "lastUpdated": "2021-06-07T08:09:10.123+02:00",
        "profile": [CORE + "us-core-patient"],
        "tag": [{"system": "http://example.org/stay", "code": "stay-tag", "display": "stay tag"}],
    },
    "text": {
        "status": "generated",
        "div": '<div xmlns="http://www.w3.org/1999/xhtml"><p id="p1">Zyrrwick, <b>Xanthippe</b> takes '
        "<i>stay aspirin</i><br/>Phone: 617-555-0182 &amp; O&#39;Zyrrwick</p></div>",
    },
    "extension": [
        {
            "url": CORE + "us-core-race",
            "extension": [
                {
                    "url": "ombCategory",
                    "valueCoding": {
                        "system": "urn:oid:2.16.840.1.113883.6.238",
                        "code": "2106-3",
                        "display": "White",
                    },
                },
                {"url": "text", "valueString": "White"},
            ],
        },
        {"url": CORE + "us-core-birthsex", "valueCode": "F"},
        {"url": STANDARD + "patient-mothersMaidenName", "valueString": "gone maiden"},
        {
            "url": STANDARD + "patient-birthPlace",
            "valueAddress": {"city": "gone birthplace", "state": "stay MA"},
        },
        {"url": STANDARD + "patient-birthTime", "valueDateTime": "1972-03-04T05:06:07Z"},
    ],
    "identifier": [
        identifier("gone mrn", "MR", "http://example.org/stay/mrn"),
        identifier("gone ssn", "SS"),
        identifier("gone license", "DL"),
        identifier("gone ssn 2", None, "http://hl7.org/fhir/sid/us-ssn"),
        {"value": "gone plain", "assigner": {"display": "gone assigner"}, "period": {"start": "2011-12-13"}},
    ],
    "name": [
        {
            "use": "official",
            "family": "gone Zyrrwick",
            "given": ["gone Xanthippe", "gone Q"],
            "prefix": ["Mrs."],
            "suffix": ["gone III"],
        },
        {"text": "gone text name", "period": {"end": "2010-01-02"}},
    ],
    "telecom": [
        {"system": "phone", "value": "gone phone", "use": "home", "rank": 1},
        {"system": "fax", "value": "gone fax"},
        {"system": "email", "value": "gone email"},
        {"system": "url", "value": "gone url"},
        {"value": "gone unsaid"},
    ],
    "gender": "female",
    "birthDate": "1972-03-04",
    "_birthDate": {
        "extension": [{"url": STANDARD + "patient-birthTime", "valueDateTime": "1972-03-04T05:06:07Z"}]
    },
    "deceasedDateTime": "2019-08-07T06:05:04+00:00",
    "address": [ADDRESS],
    "maritalStatus": {
        "coding": [{"system": "http://example.org/stay", "code": "M", "display": "stay married"}],
        "text": "stay wed",
    },
    "multipleBirthInteger": 2,
    "photo": [
        {
            "contentType": "image/png",
            "data": "gonePHOTOdata",
            "url": "http://gone.example.org/p.png",
            "title": "stay title",
        }
    ],
    "contact": [
        {
            "relationship": [{"coding": [{"system": SYSTEM, "code": "N", "display": "stay kin"}]}],
            "name": {"family": "gone kin", "given": ["gone kin given"]},
            "telecom": [{"system": "phone", "value": "gone kin phone"}],
            "address": {"line": ["gone kin line"], "city": "gone kin city"},
            "gender": "male",
        }
    ],
    "communication": [
        {"language": {"coding": [{"system": "urn:ietf:bcp:47", "code": "en-US", "display": "stay English"}]}}
    ],
    "generalPractitioner": [reference("Practitioner/dr-adam", "gone Adam Careful")],
    "managingOrganization": reference("Organization/org-1", "gone Hospital"),
    "link": [{"other": reference(f"Patient/{PATIENT}"), "type": "seealso"}],
}

PRACTITIONER = {
    "resourceType": "Practitioner",
    "id": "dr-adam",
    "identifier": [identifier("gone npi", None, "http://hl7.org/fhir/sid/us-npi")],
    "active": True,
    "name": [{"text": "gone Adam Careful", "prefix": ["Dr."]}],
    "qualification": [
        {"identifier": [{"value": "gone diploma"}], "code": {"text": "stay MD"}, "period": {"start": "1995"}}
    ],
}

ORGANIZATION = {
    "resourceType": "Organization",
    "id": "org-1",
    "name": "gone organization",
    "alias": ["gone alias"],
    "type": [{"coding": [{"system": "http://example.org/stay", "code": "prov", "display": "stay provider"}]}],
    "contact": [{"name": [{"text": "gone clerk"}], "telecom": [{"system": "phone", "value": "gone desk"}]}],
}

LOCATION = {
    "resourceType": "Location",
    "id": "loc-1",
    "status": "active",
    "name": "gone ward",
    "position": {"longitude": -71.110932, "latitude": 42.364506},
    "physicalType": {"coding": [{"code": "ro", "display": "stay room"}]},
}

ENCOUNTER = {
    "resourceType": "Encounter",
    "id": "enc-1",
    "identifier": [{"use": "official", "value": "gone visit"}],
    "class": {"system": "http://example.org/stay", "code": "AMB", "display": "stay ambulatory"},
    "subject": {"reference": f"urn:uuid:{PATIENT}", "display": "gone by urn"},
    "participant": [{"individual": {"display": "gone individual"}}],
    "period": {"start": "2018-03-04T05:06:07-05:00", "end": "2018-03-05"},
    "location": [{"location": reference("Location/loc-1", "gone location")}],
    "serviceProvider": {"display": "gone provider"},
    "reasonReference": [reference("Condition/cond-1", "stay normal pregnancy")],
    "length": {"value": 90, "unit": "min", "system": "http://unitsofmeasure.org", "code": "min"},
}

OBSERVATION = {
    "resourceType": "Observation",
    "id": "obs-1",
    "status": "final",
    "code": {
        "coding": [
            {
                "system": "http://loinc.org",
                "code": "4548-4",
                "display": "stay Hemoglobin A1c",
                "version": "2.73",
            }
        ]
    },
    "subject": {"identifier": {"value": "gone subject id"}, "type": "Patient", "display": "gone typed"},
    "effectiveDateTime": "2019-02-03",
    "issued": "2019-02-03T04:05:06.789Z",
    "performer": [{"display": "gone performer"}],
    "valueQuantity": {"value": 6.50, "unit": "%", "system": "http://unitsofmeasure.org", "code": "%"},
    "note": [
        {
            "authorString": "gone author",
            "time": "2019-02-03T04:05:06Z",
            "text": "Zyrrwick rang from 617-555-0199",
        }
    ],
    "component": [
        {"code": {"text": "stay age"}, "valueQuantity": {"value": 93, "unit": "years", "code": "a"}},
        {"code": {"text": "stay mass"}, "valueQuantity": {"value": 93, "unit": "kg", "code": "kg"}},
    ],
}

COVERAGE = {
    "resourceType": "Coverage",
    "id": "cov-1",
    "status": "active",
    "subscriberId": "gone subscriber",
    "dependent": "gone dependent",
    "beneficiary": reference("#p1", "gone beneficiary"),
    "class": [
        {
            "type": {"coding": [{"code": "group", "display": "stay group"}]},
            "value": "gone group",
            "name": "stay plan",
        }
    ],
    "contained": [
        {
            "resourceType": "RelatedPerson",
            "id": "p1",
            "name": [{"family": "gone related"}],
            "birthDate": "1990-09-08",
        }
    ],
    "order": 1,
}

DEVICE = {
    "resourceType": "Device",
    "id": "dev-1",
    "udiCarrier": [
        {
            "deviceIdentifier": "gone di",
            "carrierHRF": "gone hrf",
            "carrierAIDC": "Z29uZQ==",
            "issuer": "http://hl7.org/stay",
        }
    ],
    "distinctIdentifier": "gone distinct",
    "serialNumber": "gone serial",
    "lotNumber": "gone lot",
    "manufactureDate": "2015-01-02",
    "modelNumber": "stay X-1",
    "deviceName": [{"name": "stay pacemaker", "type": "model-name"}],
}

OTHERS = [
    {
        "resourceType": "DocumentReference",
        "id": "doc-1",
        "date": "2019-02-03T04:05:06Z",
        "author": [reference("PractitionerRole/role-1", "gone writer")],
        "content": [
            {
                "attachment": {
                    "contentType": "text/plain",
                    "data": "Z29uZQ==",
                    "title": "stay note",
                    "creation": "2019-02-03",
                }
            }
        ],
        "context": {
            "sourcePatientInfo": reference(f"https://ehr.example.org/fhir/Patient/{PATIENT}/_history/2")
        },
    },
    {
        "resourceType": "Immunization",
        "id": "imm-1",
        "lotNumber": "gone vaccine lot",
        "expirationDate": "2022-02-03",
        "occurrenceDateTime": "2021-05",
        "doseQuantity": {"value": 0.5, "unit": "mL"},
    },
    {
        "resourceType": "Claim",
        "id": "claim-1",
        "created": "2019-02-03",
        "insurance": [
            {"preAuthRef": ["gone auth"], "coverage": reference("Coverage/cov-1", "stay Blue Cross")}
        ],
        "item": [{"servicedDate": "2019-02-03", "net": {"value": 129.710, "currency": "USD"}}],
    },
    {
        "resourceType": "FamilyMemberHistory",
        "id": "fam-1",
        "name": "gone father",
        "bornDate": "1940-05-06",
        "deceasedAge": {"value": 91, "unit": "a", "system": "http://unitsofmeasure.org", "code": "a"},
    },
    {
        "resourceType": "Provenance",
        "id": "prov-1",
        "recorded": "2019-02-03T04:05:06.789+01:00",
        "agent": [{"who": reference("Organization/org-1", "gone agent")}],
        "signature": [
            {"when": "2019-02-03T04:05:06Z", "who": {"display": "gone signer"}, "data": "Z29uZQ=="}
        ],
    },
    {
        "resourceType": "QuestionnaireResponse",
        "id": "qr-1",
        "item": [
            {"linkId": "1", "text": "What is your last name?", "answer": [{"valueString": "gone answer"}]},
            {"linkId": "2", "text": "How do you feel?", "answer": [{"valueString": "stay well"}]},
        ],
    },
    {
        "resourceType": "Parameters",
        "parameter": [
            {"name": "mrn", "valueString": "gone 1 parameter"},
            {"name": "count", "valueInteger": 5},
        ],
    },
    {
        "resourceType": "AuditEvent",
        "id": "audit-1",
        "recorded": "2019-02-03T04:05:06Z",
        "agent": [
            {"altId": "gone alt", "name": "gone user", "network": {"address": "gone network", "type": "2"}}
        ],
    },
    {"resourceType": "Binary", "id": "bin-1", "contentType": "application/pdf", "data": "Z29uZQ=="},
    {
        "resourceType": "Bundle",
        "type": "searchset",
        "link": [
            {"relation": "self", "url": "https://ehr.example.org/fhir/Patient?name=gone&birthdate=1972-03-04"}
        ],
        "entry": [
            {
                "request": {"method": "GET", "url": "Observation/obs-1"},
                "response": {"location": "Patient/dr-adam", "etag": "W/1"},
            }
        ],
    },
]

BUNDLE: dict[str, Any] = {
    "resourceType": "Bundle",
    "id": "bundle-1",
    "type": "collection",
    "timestamp": "2021-06-07T08:09:10Z",
    "entry": [
        {"fullUrl": f"urn:uuid:{PATIENT}", "resource": PATIENT_RESOURCE},
        {"fullUrl": "https://ehr.example.org/fhir/Practitioner/dr-adam", "resource": PRACTITIONER},
        *(
            {"resource": resource}
            for resource in [ORGANIZATION, LOCATION, ENCOUNTER, OBSERVATION, COVERAGE, DEVICE]
        ),
        *({"resource": resource} for resource in OTHERS),
    ],
}

GONE = [
    *(
        PATIENT,
        "dr-adam",
        "org-1",
        "loc-1",
        "enc-1",
        "obs-1",
        "cov-1",
        "dev-1",
        "bundle-1",
        "cond-1",
        "role-1",
    ),
    *("Zyrrwick", "Xanthippe", "617-555", "02139", "42.36", "71.11", "Z29uZQ==", '"p1"', "#p1", "PHOTO"),
]
STAYS = [
    *(
        "2106-3",
        "White",
        '"F"',
        "Mrs.",
        "Dr.",
        "4548-4",
        "2.73",
        "urn:oid:2.16.840.1.113883.6.238",
        "en-US",
        "AMB",
    ),
    *(
        CORE + "us-core-patient",
        "female",
        "https://ehr.example.org/fhir/Patient/",
        'id=\\"p1\\"',
        "xmlns",
        "1995",
    ),
    *('"021"', "129.71", "6.5", '"versionId": "7"', '"rank": 1', '"valueInteger": 5', "GET", "W/1"),
]
