"""Numbers that stand for somebody, by the words around them and by their looks."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Label
from tests.phi.rules.finding import covered, found, label_of, spans
from tests.phi.rules.marked import missed

BY_CONTEXT = (
    (Label.MRN, "UHID: 1941-55-3, ward", "1941-55-3"),
    (Label.HEALTH_PLAN, "the insurance card says 272 668 353 and", "272 668 353"),
    (Label.MRN, "Medical rec 214 61 56\nDx", "214 61 56"),
    (Label.MRN, "chart 1480-43-9\nBP", "1480-43-9"),
    (Label.MRN, "medical record 0045-22-19 ; ward", "0045-22-19"),
    (Label.MRN, "MRN 45-78-1234, seen", "45-78-1234"),
    (Label.MRN, "MRN 4521-12-31 there", "4521-12-31"),
    (Label.HEALTH_PLAN, "policy: 88-221-X", "88-221-X"),
    (Label.ID, "officer Haddad, badge 7731, wrote", "7731"),
    (Label.ID, "DNI: 19.701.110", "19.701.110"),
    (Label.ID, "pedigree F-9803; sample", "F-9803"),
    (Label.ID, "parsed in 12 ms, visit=120797278\nversion 3.1", "120797278"),
    (Label.LICENSE, "LPN 35.289788", "35.289788"),
    (Label.LICENSE, "OLN PHR.88418 issued", "PHR.88418"),
    (Label.HEALTH_PLAN, "their subscriber 379 132 606, plan B", "379 132 606"),
    (Label.HEALTH_PLAN, "Humana lD No 156 698 437", "156 698 437"),
    (Label.MRN, "chart 8662-24-3 pulled", "8662-24-3"),
    (Label.BIOMETRIC, "iris template 8821-KX stored", "8821-KX"),
    (Label.BIOMETRIC, "face scan FACE-D28852 for a mask", "FACE-D28852"),
    (Label.BIOMETRIC, "fingerprint card no. FP 4471-B", "FP 4471-B"),
    (Label.BIOMETRIC, "10.0.0.4,RET-51577-L", "RET-51577-L"),
    (Label.BIOMETRIC, "palm vein template PV-88213-R", "PV-88213-R"),
    (Label.MRN, "MRN: ST-998877", "ST-998877"),
    (Label.MRN, "MRN#4521", "4521"),
    (Label.MRN, "his mrn is 4521 now", "4521"),
    (Label.MRN, "MR# 00123", "00123"),
    (Label.MRN, "the medical record number is 12345-NYP", "12345-NYP"),
    (Label.MRN, "Med Rec No: 12-34-56", "12-34-56"),
    (Label.MRN, "chart no. A-4455", "A-4455"),
    (Label.MRN, "hospital number 1234567", "1234567"),
    (Label.MRN, "unit number 123-45-67", "123-45-67"),
    (Label.MRN, "pt id 5512 was seen", "5512"),
    (Label.MRN, "patient ID: 897-65-4321", "897-65-4321"),
    (Label.MRN, "MRN 123 456 789 was seen", "123 456 789"),
    (Label.MRN, "NHS number 943 476 5919", "943 476 5919"),
    (Label.MRN, "MRN (internal): 12345678", "12345678"),
    (Label.MRN, "MRN 12 34 56 was seen", "12 34 56"),
    (Label.MRN, "MRN for Ms. Lee: 482913", "482913"),
    (Label.MRN, "Medical record 24.233.42, insured", "24.233.42"),
    (Label.SSN, "SSN (last 4): 5940", "5940"),
    (Label.ID, "Encounter ID: CSN 139733453", "CSN 139733453"),
    (Label.MRN, "medical record number MRN-11335577", "MRN-11335577"),
    (Label.SSN, "SSN 123456789", "123456789"),
    (Label.SSN, "social security number is 123 45 6789", "123 45 6789"),
    (Label.SSN, "ITIN 912-70-1234", "912-70-1234"),
    (Label.SSN, "the last four of your social?\nUser: 1971", "1971"),
    (Label.SSN, "SSN ending in 6789", "6789"),
    (Label.HEALTH_PLAN, "member ID W123456789", "W123456789"),
    (Label.HEALTH_PLAN, "her insurance is ABC-987654.", "ABC-987654"),
    (Label.HEALTH_PLAN, "insurance ID: ABC123", "ABC123"),
    (Label.HEALTH_PLAN, "policy no. POL 1234567", "POL 1234567"),
    (Label.HEALTH_PLAN, "group # 12345", "12345"),
    (Label.HEALTH_PLAN, "claim number 2023-000123", "2023-000123"),
    (Label.HEALTH_PLAN, "prior authorization PA-55667788", "PA-55667788"),
    (Label.HEALTH_PLAN, "HICN 123-45-6789A", "123-45-6789A"),
    (Label.ACCOUNT, "Account Number: 9876543210", "9876543210"),
    (Label.ACCOUNT, "account 1234 5678 9012 was billed", "1234 5678 9012"),
    (Label.ACCOUNT, "routing number 021000021", "021000021"),
    (Label.CARD, "card number 4111 1111 1111 1112", "4111 1111 1111 1112"),
    (Label.CARD, "the card on file ends in 1903", "1903"),
    (Label.LICENSE, "License No: CLN-112233", "CLN-112233"),
    (Label.LICENSE, "NPI: 1234567890", "1234567890"),
    (Label.LICENSE, "DEA# AB1234567", "AB1234567"),
    (Label.LICENSE, "driver license number: 123 456 789", "123 456 789"),
    (Label.LICENSE, "passport 123456789", "123456789"),
    (Label.VEHICLE, "license plate 7ABC123", "7ABC123"),
    (Label.VEHICLE, "License plate: ELH 8180\nInsurance", "ELH 8180"),
    (Label.VEHICLE, "his car, plate ROW-K-52, was towed", "ROW-K-52"),
    (Label.DEVICE, "pacemaker (serial number PM-1234-A567) placed", "PM-1234-A567"),
    (Label.DEVICE, "IMEI 490154203237518", "490154203237518"),
    (Label.BIOMETRIC, "fingerprint ID FP-12345", "FP-12345"),
    (Label.PHONE, "pager 4567", "4567"),
    (Label.ID, "Site ID: 98765", "98765"),
    (Label.ID, "see the notes on case #JH-998877", "#JH-998877"),
    (Label.ID, "encounter # E-123456", "E-123456"),
    (Label.ID, "Accession No. 23-SP-01234", "23-SP-01234"),
    (Label.ID, "ref# 784-55-2943", "784-55-2943"),
    (Label.ID, "specimen ID 12345", "12345"),
    (Label.MRN, "M.R.N. 4521", "4521"),
    (Label.MRN, "chart 4521 reviewed", "4521"),
    (Label.LICENSE, "License: S 123456", "S 123456"),
    (Label.ACCOUNT, "account 0012 3456 78.", "0012 3456 78"),
    (Label.DEVICE, "IMEI 35 209900 176148 1", "35 209900 176148 1"),
    (Label.DEVICE, "mesh LOT HUTV3293, expires", "HUTV3293"),
    (Label.DEVICE, "cylinder lot G46775; CPAP", "G46775"),
    (Label.DEVICE, "mesh lot UJ788AA, then", "UJ788AA"),
    (Label.DEVICE, "vaccine batch no. EL3246", "EL3246"),
    (Label.ID, "band no. B82920. Father", "B82920"),
    (Label.ID, "randomisation no. R-92750. Then", "R-92750"),
    (Label.ID, "docket no. FA-20-4829-A", "FA-20-4829-A"),
    (Label.ID, "case no. 3:20-cv-01234-ABC", "3:20-cv-01234-ABC"),
    (Label.ID, "receipt no. RC-48291", "RC-48291"),
    (Label.ID, "service number 884213", "884213"),
    (Label.ID, "the questionnaire no. B82920", "B82920"),
    (Label.ID, "confirmation code X7K9Q2", "X7K9Q2"),
    (Label.ID, "check #4829", "4829"),
    (Label.ID, "study UID 1.2.840.113619.2.621.955256242.5805.", "1.2.840.113619.2.621.955256242.5805"),
    (Label.LICENSE, "board cert no. 505144; he", "505144"),
    (Label.LICENSE, "therapist LCSW 21351", "21351"),
    (Label.DEVICE, "serial: 4829 1377", "4829 1377"),
    (Label.MRN, "med rec 48 29 13", "48 29 13"),
    (Label.MRN, "MRN 343898U, then", "343898U"),
    (Label.MRN, '"mrn": "4471",', "4471"),
    (Label.MRN, "MRN = (4471)", "4471"),
    (Label.MRN, "MR #: 4471", "4471"),
    (Label.MRN, "MRN [8468 0161]", "8468 0161"),
    (Label.MRN, "the MRN on file 4471", "4471"),
)


@pytest.mark.parametrize(("label", "text", "value"), BY_CONTEXT)
def test_words_before_a_number_say_what_it_is(label: Label, text: str, value: str) -> None:
    """However they are joined to it: by a colon, a sign, "no.", "is" or nothing."""
    assert label_of(value, text) is label


@pytest.mark.parametrize(("label", "text", "value"), BY_CONTEXT)
def test_words_in_a_sentence_say_it_as_well(label: Label, text: str, value: str) -> None:
    """The words may stand before the island, in text that is already released."""
    assert covered(value, f"Yesterday we were told that {text[0].lower()}{text[1:]} by the family.")


def test_words_after_a_number_say_what_it_is() -> None:
    """In brackets or in a sentence."""
    assert label_of("5551237777", "5551237777 (MRN)") is Label.MRN
    assert label_of("5551237777", "5551237777 is the MRN") is Label.MRN


def test_a_list_has_one_key_word() -> None:
    """Numbers after the first have the kind of the first."""
    assert found("MRN 0012345, 0012346 and 0012347") == [
        ("0012345", Label.MRN),
        ("0012346", Label.MRN),
        ("0012347", Label.MRN),
    ]


def test_a_number_of_nine_digits_is_found_whatever_it_is_called() -> None:
    """Context decides the label alone."""
    assert label_of("123-45-6789", "MRN 123-45-6789") is Label.MRN
    assert label_of("123-45-6789", "his insurance number is 123-45-6789") is Label.HEALTH_PLAN
    assert label_of("123-45-6789", "we noted 123-45-6789 there") is Label.SSN


@pytest.mark.parametrize(
    "value",
    [
        "DMC-987654",
        "A1234567",
        "AB123456C",
        "S23-12345",
        "123456789",
        "00456123",
        "789-654-321",
        "805-02-026",
        "123.456.789-09",
        "756.1234.5678.97",
    ],
)
def test_what_looks_like_an_identifier_is_one(value: str) -> None:
    """No word says so, hence the lower score."""
    (span,) = spans(f"we noted {value} there")
    assert (span.start, span.end) == (9, 9 + len(value))
    assert span.score < 0.8


@pytest.mark.parametrize("cell", ["174102", "61.98.81", "278-2123"])
@pytest.mark.parametrize(
    "row", ["Lee\t{}\t7.1", "Lee,{},7.1", "Lee;{};7.1", "| Lee | {} | 7.1 |", "{},Lee", '"{}","Lee"']
)
def test_a_cell_of_a_table_holds_no_such_long_result(cell: str, row: str) -> None:
    """The head of its column may be far away."""
    assert covered(cell, row.format(cell))
    assert found(f"a count of {cell} was noted") == []


@pytest.mark.parametrize("value", ["XXX-XX-6789", "xxx-xx-6789", "***-**-6789", "XXXXX6789"])
def test_a_masked_number_still_shows_its_end(value: str) -> None:
    """The last four digits lead to the patient (HHS guidance on de-identification, 2012)."""
    assert label_of(value, f"on file: {value}") is Label.SSN


@pytest.mark.parametrize(
    ("right", "wrong", "key"),
    [
        ("1234567893", "1234567890", "NPI"),
        ("AB1234563", "AB1234567", "DEA"),
        ("4111111111111111", "4111111111111112", "card number"),
        ("1M8GDM9AXKP042788", "1M8GDM9A1KP042788", "VIN"),
        ("021000021", "021000022", "ABA"),
        ("219-09-9999", "912-09-9999", "SSN"),
    ],
)
def test_a_check_digit_makes_sure_and_discards_nothing(right: str, wrong: str, key: str) -> None:
    """A mistyped number is somebody's all the same."""
    (sure,), (unsure,) = spans(f"{key}: {right}"), spans(f"{key}: {wrong}")
    assert sure.label is unsure.label
    assert sure.score > unsure.score > 0.8


@pytest.mark.parametrize(
    "text",
    [
        "insurance in 2019",
        "plan: 500 mg daily",
        "the account for 30% of patients",
        "order 500 mg",
        "case 3 of 12",
        "group 2 and unit 4",
        "monitor HR 120-130 and more",
        "policy of 2021",
        "patient 12000 units",
        "claim for SNOMED 44054006",
        "the record of 2021-2022",
    ],
)
def test_things_that_may_have_a_number_have_not_always_one(text: str) -> None:
    """A plan, an order or a case is spoken of with years, doses and counts too."""
    assert found(f"we noted {text} there") == []


def test_a_blood_pressure_after_a_key_word_is_none_of_its_numbers() -> None:
    """Nor is a date, a year or a dose."""
    assert found("MRN reviewed, 120/80") == []
    assert found("chart of 2019, 500 mg") == []


@pytest.mark.parametrize(
    "text",
    [
        "copay $35 collected, rcpt [[R-55018]]",
        "212 pp, inv [[H-20418]] $88.40",
        "chk [[10442]] for copay",
        "logged as concern [[PR-0518]].",
        "grievance [[G-2211]] was closed",
        "claim filed [[HA-2290]].",
        "Tech [[0417]] / Marlon",
        "phleb [[2291]]",
        "MC on file ending [[0082]]",
        "Apple pay ending [[2210]]",
        "Member number: [[GM 204 118 77-01]]",
        "Insurance: Premera [[PBM 6018 82774]]",
        "Ins: Moda [[M40028817 02]]",
        "Cigna [[U44 118 2290]]",
        "subscriber [[ZGP 331 220 918]]",
        "RxBIN 610502 PCN MEDDAET RxGrp [[RXAETD]]",
        "COMPONENT SIZE 4, LOT [[RJ7D2]]; TIBIA SIZE 3, LOT [[VX41P]]; 9 MM",
        "implant lot [[88KX2]]",
        "Kyung-Min Seo, 5 y.o., [[8831-0027]], seen",
        "Fidel Hernandez-Ruiz 66M [[E44 01 7729]]",
        "Lee, Ana 44F [[7721-0938]]",
    ],
)
def test_numbers_of_ordinary_papers_are_found(text: str) -> None:
    """Receipts, complaints, plans in groups, short lots, and what stands beside a name and an age."""
    assert missed(text, *Label) == []


@pytest.mark.parametrize(
    "text", ["Nursing 0715-1930. A&Ox2", "RN 0700-1900", "Nursing 1900-0700", "Provider 0800-1700"]
)
def test_the_hours_of_a_shift_are_no_licence(text: str) -> None:
    """Whoever works them."""
    assert spans(text) == []


def test_the_letters_before_a_licence_belong_to_it() -> None:
    """As states give them."""
    assert missed("Medic Dale Ott lic [[TN-P 30091]].", Label.LICENSE) == []
