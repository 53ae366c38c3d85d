"""Which keys say that their values are identifiers, and which only look as if they did."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Label
from asgi_agent.phi.documents.keys import Needs, folded, is_person, looks_like_a_person, meaning, words_of

IDENTIFYING = {
    Label.NAME: """
        firstName last_name given-name "Family Name" FULL_NAME middleName maidenName patientName
        patient_name patientname PatientLastName lastname surname emergencyContactName guarantor_name
        providerName nextOfKinName mothersMaidenName contact_name referring_physician attendingPhysician
        mother spouse signed_by orderedBy patient employer legalName preferred_name apellido nachname prénom
        nombre PAT_NAME NAME_FULL_FORMATTED lastNm PT_NM NM103
    """,
    Label.ADDRESS: """
        address street street_address addressLine1 address_line_2 homeAddress mailing_address billingStreet
        apt_number poBox patientAddress Address2 ADD_LINE_1 address_line_one N301
    """,
    Label.LOCATION: """
        city home_city County addressCity birthPlace town hospital_name facilityName clinic_name
    """,
    Label.ZIP: """
        zip zipCode ZIP_CODE postalCode postal_code billingZip postcode homezip
    """,
    Label.DATE: """
        dob DOB dateOfBirth birthDate birth_date patientDob admission_date dischargeDate visit_date
        date_of_service serviceDate deathDate yearOfBirth admitted_at discharge_time fecha_nacimiento
        surgeryDate lmp
    """,
    Label.AGE: "age patientAge age_at_diagnosis",
    Label.PHONE: """
        phone homePhone phone_number mobile cellPhone telecom work-phone contactNumber phones
        "Phone (home)" homephone Tel
    """,
    Label.FAX: "fax faxNumber office_fax",
    Label.EMAIL: "email e-mail emailAddress work_email emails patientEmail",
    Label.SSN: "ssn SSN patientSSN social_security_number ssn_last4 taxId nationalId",
    Label.MRN: """
        mrn MRN patientMRN medicalRecordNumber patientId patient_id chart_number pt_id mrn_number
        PAT_MRN_ID PERSON_ALIAS
    """,
    Label.HEALTH_PLAN: """
        memberId member_id subscriberId policyNumber group_number medicareId mbi insuranceId rxBin
        subscriber_primary_identifier_09 NM109
    """,
    Label.ACCOUNT: "accountNumber account_no account_id bankAccount iban routing_number FIN_NBR",
    Label.CARD: "card cardNumber creditCard credit_card_number",
    Label.LICENSE: """
        license licenseNumber driversLicense npi NPI deaNumber passport_number providerNpi
    """,
    Label.VEHICLE: "vin licensePlate plateNumber vehicleId",
    Label.DEVICE: """
        serial serialNumber device_id udi deviceSerialNumber imei macAddress lotNumber
    """,
    Label.URL: "url website homepage portalUrl profile_url twitter",
    Label.IP: "ip ipAddress ip_address clientIp remoteAddr",
    Label.BIOMETRIC: "fingerprint voiceprint faceTemplate biometric_id retinaScan",
    Label.PHOTO: "photo avatar profilePicture image headshot photo_url",
    Label.ID: """
        username user_name login encounterId visit_number claimId accession_number case_number rxNumber
        enduser.id PAT_ENC_CSN_ID MYCHART_ID patientControlNumber
    """,
}

LOOKALIKES = """
    filename file_name hostname host_name event_name eventName tool_name model_name function_name drugName
    test_name display displayName_format name_length brand_name class_name zipfile zip_path emailTemplate
    phone_verified has_phone_type ip_version address_count memory_address_space listenAddress server_address
    system_fingerprint sort_by order_by powered_by group_by date updateType licenses_used status description
    title unit value text content messages state country region timezone gender sex diagnosis medication
    dose role
"""


def keys_of(listed: str) -> list[str]:
    """The keys of a list, in which a key with spaces stands in quotes."""
    parts = listed.split('"')
    return [key for index, part in enumerate(parts) for key in ([part] if index % 2 else part.split())]


@pytest.mark.parametrize(
    ("key", "label"), [(key, label) for label, listed in IDENTIFYING.items() for key in keys_of(listed)]
)
def test_a_key_says_what_its_value_is(key: str, label: Label) -> None:
    """Whatever its case, and whatever stands between its words."""
    found = meaning(key)
    assert found is not None
    assert found.verdict.label is label
    assert found.needs is Needs.NOTHING


@pytest.mark.parametrize("key", keys_of(LOOKALIKES))
def test_a_look_alike_says_nothing(key: str) -> None:
    """Not every key with `name` or `address` in it is a person's."""
    found = meaning(key)
    assert found is None or found.verdict.label is None or found.needs is Needs.ADDRESS


@pytest.mark.parametrize("key", ["name", "names", "first", "last", "given", "family", "displayName"])
def test_a_bare_name_counts_only_beside_a_person(key: str) -> None:
    """Tools, files and products have names as well."""
    found = meaning(key)
    assert found is not None
    assert found.verdict.label is Label.NAME
    assert found.needs is Needs.PERSON


@pytest.mark.parametrize(
    "key", ["created_at", "updatedAt", "timestamp", "created", "expires_at", "time", "lastLoginAt"]
)
def test_a_technical_timestamp_stays_with_its_time_of_day(key: str) -> None:
    """A date alone under such a key is read as text."""
    found = meaning(key)
    assert found is not None
    assert found.verdict.on("2024-03-04T10:11:12Z").label is None
    assert found.verdict.on("1709546400").kind.name == "KEEP"
    assert found.verdict.on("2024-03-04").kind.name == "TEXT"


@pytest.mark.parametrize(
    ("key", "value", "identifies"),
    [
        ("license", "Apache-2.0", False),
        ("license", "MD-448812", True),
        ("zip", "archive.zip", False),
        ("zip", "60614-1234", True),
        ("zip", "SW1A 1AA", True),
        ("phone", "iPhone 15", False),
        ("phone", "+1 (312) 555-0199", True),
        ("mobile", "true", False),
        ("image", "nginx:1.25", False),
        ("image", "data:image/png;base64,iVBORw0KGgo=", True),
        ("address", "10.0.0.1:8080", False),
        ("address", "db.internal", False),
        ("address", "0x7f3a9c", False),
        ("address", "12 Oak Lane", True),
        ("patient", "yes", False),
        ("patient", "inpatient", False),
        ("patient", "Okonkwo", True),
        ("patient", "susan brown", True),
        ("mother", "deceased at 40", False),
        ("ssn", "on file", False),
        ("ssn", "6789", True),
        ("age", "89", False),
        ("age", "90", True),
        ("age", "3600", False),
        ("dob", "1980", False),
        ("dob", "1901", True),
        ("dob", "3/4/80", True),
        ("dob", "March 4", True),
        ("visit_date", "2024", False),
        ("visit_date", "20240304", True),
        ("service_time", "12.5", False),
        ("card", "left", False),
        ("card", "4111 1111 1111 1111", True),
        ("account", "savings", False),
        ("email", "weekly digest", False),
        ("login", "https://example.org/login", False),
        ("full_name", "octo/repository", False),
    ],
)
def test_the_value_is_looked_at_where_the_key_could_mean_something_else(
    key: str, value: str, identifies: bool
) -> None:
    """A key is often not enough."""
    found = meaning(key)
    assert found is not None
    assert (found.verdict.on(value).label is not None) is identifies


def test_words_of_a_key_are_told_apart() -> None:
    """By case, by what stands between them, and by digits."""
    assert words_of("patientSSNNumber") == ("patient", "ssn", "number")
    assert words_of("Date-of birth_2") == ("date", "of", "birth", "2")
    assert folded("PRÉNOM") == "prenom"


def test_a_key_without_end_means_nothing() -> None:
    """Whoever sends keys of a megabyte gets no memory for them."""
    assert meaning("x" * 100_000 + "_name") is None


def test_a_person_is_known_by_what_else_is_said() -> None:
    """A date of birth makes a person, a version does not."""
    assert looks_like_a_person(["name", "dob"])
    assert not looks_like_a_person(["name", "version", "description", "parameters"])


def test_keys_are_said_of_people() -> None:
    """Also in the plural, and at the end of longer keys."""
    assert all(
        map(is_person, ["patient", "patients", "nextOfKin", "attending_physician", "EmergencyContact"])
    )
    assert not any(map(is_person, ["tool", "metadata", "parent", "clientInfo", "provider"]))
