"""HL7 v2 messages: fields that identify go, everything else stays where it stands."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from asgi_agent.phi import LIMITED_DATA_SET, Label, Policy, Redactor, Span
from asgi_agent.phi.documents import find_hl7, is_hl7, redact_hl7
from tests.clinical_text import documents
from tests.timing import takes_time_in_proportion

if TYPE_CHECKING:
    from collections.abc import Callable

# ruff: noqa: E501  (a segment is one line)

HEAD = "MSH|^~\\&|EHR|stayA|LAB|stayB|20240304101112-0500||ORU^R01^ORU_R01|MSG00001|P|2.5.1"
SEGMENTS = {
    "EVN|A01|20240304101112|||gone1^goneFamily^goneGiven": "EVN|A01|2024|||[LICENSE]^[NAME]^[NAME]",
    "PID|1|goneold|MR77^^^HOSP^MR~219099999^^^USA^SS~D1^^^MA^DL|gone3|goneF^goneG^goneM^goneJr^Mr^MD^L|goneMaiden|19720304|F|goneAlias|2106-3^White^HL70005|gone street^gone apt^gone town^MA^02139-4307^USA^H^gone geo^025|goneCounty|617-555-0182^PRN^PH~^NET^Internet^jo@example.org|^WPN^FX^^1^617^5550183|en^English|M|CHR|goneAcct1^^^HOSP^AN|219-09-9999|goneLic1^MA^20250101|goneMo1||goneBirthplace|N|1|USA|||20190807101112|Y": (
        "PID|1|[MRN]|[MRN]^^^HOSP^MR~[SSN]^^^USA^SS~[LICENSE]^^^MA^DL|[MRN]|[NAME]^[NAME]^[NAME]^[NAME]^Mr^MD^L|[NAME]|1972|F|[NAME]|2106-3^White^HL70005|[ADDRESS]^[ADDRESS]^[LOCATION]^MA^021^USA^H^[LOCATION]^[LOCATION]|[LOCATION]|[PHONE]^PRN^PH~^NET^Internet^[EMAIL]|^WPN^FX^^1^[FAX]^[FAX]|en^English|M|CHR|[ACCOUNT]^^^HOSP^AN|[SSN]|[LICENSE]^MA^2025|[MRN]||[LOCATION]|N|1|USA|||2019|Y"
    ),
    "PD1||||gone9^goneDoc^goneA": "PD1||||[LICENSE]^[NAME]^[NAME]",
    "NK1|1|goneKin^goneK|SPO^Spouse|1 gone st^^gone town^MA^02139|617-555-0184": (
        "NK1|1|[NAME]^[NAME]|SPO^Spouse|[ADDRESS]^^[LOCATION]^MA^021|[PHONE]"
    ),
    "GT1|1|gone55^^^HOSP|goneGuar^goneG||2 gone st^^gone town^MA^02139|617-555-0185||19400506|M|||219-09-9998": (
        "GT1|1|[ACCOUNT]^^^HOSP|[NAME]^[NAME]||[ADDRESS]^^[LOCATION]^MA^021|[PHONE]||1940|M|||[SSN]"
    ),
    "IN1|1|PPO|0012|Payer||||goneGrp1||goneEmp|goneEmployer|20240101||||goneIns^goneI|SELF|19720304|3 gone st^^gone town^MA^02139|||||||||||||||||gonePol1": (
        "IN1|1|PPO|0012|Payer||||[HEALTH_PLAN]||[HEALTH_PLAN]|[NAME]|2024||||[NAME]^[NAME]|SELF|1972|[ADDRESS]^^[LOCATION]^MA^021|||||||||||||||||[HEALTH_PLAN]"
    ),
    "IN2|gone7|219-09-9997||||goneMcare1||goneMcaid1": "IN2|[ID]|[SSN]||||[HEALTH_PLAN]||[HEALTH_PLAN]",
    "PV1|1|I|ICU^01^A|R|gonepre||1234567893^goneAtt^goneA^^^Dr^MD|goneRef^goneR|^goneCon^goneC|MED|||||||gone4^goneAdm|IN|goneVisit1|||||||||||||||||||||||||20240301|20240304": (
        "PV1|1|I|ICU^01^A|R|[ID]||[LICENSE]^[NAME]^[NAME]^^^Dr^MD|[NAME]^[NAME]|^[NAME]^[NAME]|MED|||||||[LICENSE]^[NAME]|IN|[ID]|||||||||||||||||||||||||2024|2024"
    ),
    "MRG|goneOld1^^^HOSP||gone8||||goneFormer^goneF": "MRG|[MRN]^^^HOSP||[ACCOUNT]||||[NAME]^[NAME]",
    "AL1|1|DRUG|00000741^OXYCODONE|SV|hives|20200102": "AL1|1|DRUG|00000741^OXYCODONE|SV|hives|2020",
    "DG1|1||E11.9^Type 2 diabetes^I10|diabetes|20200102": "DG1|1||E11.9^Type 2 diabetes^I10|diabetes|2020",
    "ORC|RE|gonePlacer^EHR|goneFiller^LAB||CM||||20240304|^goneClerk|5^goneV|gone6^goneO||617-555-0186": (
        "ORC|RE|[ID]^EHR|[ID]^LAB||CM||||2024|^[NAME]|[LICENSE]^[NAME]|[LICENSE]^[NAME]||[PHONE]"
    ),
    "OBR|1|gone1^EHR|gone2^LAB|4548-4^A1c^LN|||20240304|||gone3^goneColl||||||gone4^goneOrd|617-555-0187|||||20240304|||F|||gone5^goneCopy||||gone6&goneInt&goneI": (
        "OBR|1|[ID]^EHR|[ID]^LAB|4548-4^A1c^LN|||2024|||[LICENSE]^[NAME]||||||[LICENSE]^[NAME]|[PHONE]|||||2024|||F|||[LICENSE]^[NAME]||||[LICENSE]&[NAME]&[NAME]"
    ),
    "OBX|1|NM|4548-4^A1c^LN||6.5|%|4.0-5.6|H|||F|||20240304||gone1^goneTech": (
        "OBX|1|NM|4548-4^A1c^LN||6.5|%|4.0-5.6|H|||F|||2024||[LICENSE]^[NAME]"
    ),
    "OBX|2|XPN|^Informant||goneInf^goneI": "OBX|2|XPN|^Informant||[NAME]^[NAME]",
    "OBX|3|DT|^Seen||20240304": "OBX|3|DT|^Seen||2024",
    "OBX|4|ST|^Phone Number||617 555 0188": "OBX|4|ST|^Phone Number||[PHONE]",
    "OBX|5|ED|PDF^Report||HOSP^AP^PDF^Base64^Z29uZQ==": "OBX|5|ED|PDF^Report||HOSP^AP^PDF^Base64^[PHOTO]",
    "OBX|6|TX|^Note||call 617-555-0189~or jo@example.org": "OBX|6|TX|^Note||call [PHONE]~or [EMAIL]",
    "NTE|1||goneF rang from 617-555-0190": "NTE|1||[NAME] rang from [PHONE]",
    "TXA|1|OP|TX|20240304|gone1^goneP||20240304|||gone2^goneO|gone3^goneT|goneDoc^SYS": (
        "TXA|1|OP|TX|2024|[LICENSE]^[NAME]||2024|||[LICENSE]^[NAME]|[LICENSE]^[NAME]|[ID]^SYS"
    ),
    "RXA|0|1|20240304||140^Flu^CVX|0.5|mL|||gone1^goneN|||||goneLot1|20250101": (
        "RXA|0|1|2024||140^Flu^CVX|0.5|mL|||[LICENSE]^[NAME]|||||[DEVICE]|2025"
    ),
    "RXE|||||||||||||||||||||||||||||||||||||||||||goneHouse^gone apt^gone town^MA^02139|": (
        "RXE|||||||||||||||||||||||||||||||||||||||||||[ADDRESS]^[ADDRESS]^[LOCATION]^MA^021|"
    ),
    "ARQ|gone1^EHR|gone2|||||||||||||goneO^gone given|^PRN^PH^^1^617^5550191": (
        "ARQ|[ID]^EHR|[ID]|||||||||||||[NAME]^[NAME]|^PRN^PH^^1^[PHONE]^[PHONE]"
    ),
    "CSR|ST1||ACME|gone1^^^METRO||20240304": "CSR|ST1||ACME|[MRN]^^^METRO||2024",
    "SAC|gone1^LAB|gone2|gone3": "SAC|[ID]^LAB|[ID]|[ID]",
    "PYE|1|P|||goneP^gone given|gone street^^gone town^MA^02139": (
        "PYE|1|P|||[NAME]^[NAME]|[ADDRESS]^^[LOCATION]^MA^021"
    ),
    "REL|1||||||1^goneA||gone street^^gone town^MA|617-555-0192^^^^^^^^^^^^20240304": (
        "REL|1||||||[LICENSE]^[NAME]||[ADDRESS]^^[LOCATION]^MA|[PHONE]^^^^^^^^^^^^2024"
    ),
    "PRD|RP|goneP|||||goneN1^NPI^^20250101": "PRD|RP|[NAME]|||||[LICENSE]^NPI^^2025",
    "ZPI|1|goneF was seen|20240304101112|^^jo@example.org": "ZPI|1|[NAME] was seen|2024|^^[EMAIL]",
}  # fmt: skip


def redacted(text: str, **options: Any) -> str:
    return redact_hl7(text, Redactor(**options).session())


@pytest.mark.parametrize("ending", ["\r", "\n", "\r\n"])
def test_every_field_that_identifies_goes(ending: str) -> None:
    """By segment, field, repetition, component and subcomponent; whatever ends a segment."""
    text = ending.join([HEAD, *SEGMENTS]) + ending
    lines = redacted(text).split(ending)
    assert lines[0] == HEAD.replace("20240304101112-0500", "2024")
    assert lines[1:] == [*SEGMENTS.values(), ""]


@pytest.mark.parametrize("segment", SEGMENTS, ids=[segment[:7] for segment in SEGMENTS])
def test_nothing_of_a_field_is_left_when_its_segment_stands_alone(segment: str) -> None:
    """The head may be lost, and other segments with it."""
    shown = redacted(segment)
    assert not re.search("gone[A-Z0-9]", shown.replace("goneF was", "").replace("goneF rang", ""))
    assert shown.count("|") == segment.count("|")


def test_a_limited_data_set_names_no_employer() -> None:
    """45 CFR 164.514(e)(2): names of employers go, those of towns stay."""
    message = HEAD + "\rIN1|1|PPO|0012|Payer|||||||Ode Mills||||||||1 Elm St^^Salem^MA^01970"
    assert redacted(message, policy=LIMITED_DATA_SET).endswith("|[NAME]||||||||[ADDRESS]^^Salem^MA^01970")


def test_dates_of_more_than_89_years_ago_go() -> None:
    """And leave their field empty."""
    year = datetime.now(UTC).year
    shown = redacted(
        f"{HEAD}\rPID|1||||||{year - 95}0304|F\rPID|1||||||{year - 80}0304|F\rPID|1||||||{year - 95}|F"
    )
    assert shown.split("\r")[1:] == ["PID|1|||||||F", f"PID|1||||||{year - 80}|F", "PID|1|||||||F"]


def test_the_separators_are_those_that_the_message_declares() -> None:
    """Any character may stand for any of them."""
    text = "MSH#$%*@#A#B#C#D#20240304##ADT$A01#1#P#2.5\rPID#1##77$$$H$MR%219099999$$$USA$SS##goneF@x$goneG##19720304"
    assert redacted(text) == (
        "MSH#$%*@#A#B#C#D#2024##ADT$A01#1#P#2.5\rPID#1##[MRN]$$$H$MR%[SSN]$$$USA$SS##[NAME]@[NAME]$[NAME]##1972"
    )


def test_escapes_stand_for_what_they_say() -> None:
    """In values that are looked for elsewhere, and in text that is read."""
    text = f"{HEAD}\rPID|1||||Zyrr\\T\\wick^Q\rNTE|1||Zyrr&wick, Zyrr\\T\\wick\\.br\\call 617\\X2D\\555\\X2D\\0182 now"
    shown = redacted(text).split("\r")[2]
    assert "wick" not in shown
    assert "\\.br\\" in shown
    assert "0182" not in shown
    assert shown.endswith(" now")


def test_what_stands_for_an_identifier_is_escaped() -> None:
    """No replacement can add a field."""

    def replace(value: str, span: Span) -> str:
        return "a|b^c~d\\e&f"

    assert redacted("MSH|^~\\&|A\rPID|1||||goneF", replace=replace).endswith(
        "|a\\F\\b\\S\\c\\R\\d\\E\\e\\T\\f"
    )


def test_null_and_placeholders_stay() -> None:
    """Two quotes delete a value; what was replaced is replaced."""
    text = 'MSH|^~\\&|A\rPID|1||[MRN]||""^[NAME_k7f3]||1972||||""'
    assert redacted(text) == text


@pytest.mark.parametrize("end", ["\\r", "\\n", "\\r\\n", "<cr>", "&#13;", "&#xD;", " "])
def test_segments_that_run_into_one_another_are_told_apart(end: str) -> None:
    """A message that was logged or pasted may have lost its line ends; what is in it stands in no head."""
    shown = redacted(end.join([HEAD, "PID|1||771||XQOR^ZYX||19720304", "ZXY|771^^^A^MR"]))
    assert shown == end.join(
        [HEAD.replace("20240304101112-0500", "2024"), "PID|1||[MRN]||[NAME]^[NAME]||1972", "ZXY|[MRN]^^^A^MR"]
    )


def test_framing_batches_and_several_messages_are_passed_over() -> None:
    """MLLP's bytes, files, and a second head with separators of its own."""
    text = (
        "\x0bFHS|^~\\&|A|B|C|D|20240304\rBHS|^~\\&|A|B|C|D|20240304\r"
        f"{HEAD}\rPID|1||77\r\x1c\r\x0bMSH#$%*@#A\rPID#1##78\rBTS|1\rFTS|1\r\x1c\r"
    )
    assert redacted(text) == text.replace("20240304101112-0500", "2024").replace("20240304", "2024").replace(
        "77", "[MRN]"
    ).replace("78", "[MRN]")


def test_lines_that_are_no_segments_are_text() -> None:
    """As line feeds in a note leave them."""
    text = f"{HEAD}\rNTE|1||first line\nsecond: jo@example.org\nthird\rPID|1||77"
    assert redacted(text).endswith("NTE|1||first line\nsecond: [EMAIL]\nthird\rPID|1||[MRN]")


@pytest.mark.parametrize("cut", range(0, 120, 7))
def test_a_message_that_was_cut_short_is_read_as_far_as_it_goes(cut: int) -> None:
    """A field that has begun is an identifier already."""
    patient = "PID|1||goneMR77^^^HOSP^MR||goneFamily^goneGiven||19720304|F|||1 gone street^^gone town^MA^02139||617-555-0182"
    shown = redacted(f"{HEAD}\r{patient[:cut]}")
    assert not re.search(r"gone|one[A-Z]|1972\d|555", shown)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (HEAD, True),
        ("\x0b" + HEAD, True),
        ("\ufeff\r\nFHS|^~\\&|", True),
        ("MSH#$%*@#A", True),
        ("MSH is a word", False),
        ("PID|1", False),
        ("see MSH|^~\\&|", False),
        ("MSHA|", False),
        ("", False),
    ],
)
def test_a_message_is_known_by_its_head(text: str, is_one: bool) -> None:
    """And by nothing else."""
    assert is_hl7(text) is is_one


def test_spans_are_at_offsets_into_the_text() -> None:
    """With their labels, in order."""
    text = f"{HEAD}\rPID|1||||goneF^goneG||19720304\rNTE|1||mail jo@example.org"
    spans = find_hl7(text, Redactor().session())
    assert [(text[span.start : span.end], span.label) for span in spans] == [
        ("20240304101112-0500", Label.DATE),
        ("goneF", Label.NAME),
        ("goneG", Label.NAME),
        ("19720304", Label.DATE),
        ("jo@example.org", Label.EMAIL),
    ]


def test_what_was_replaced_is_counted() -> None:
    """By kind; finding counts nothing."""
    session = Redactor().session()
    find_hl7(f"{HEAD}\rPID|1||77", session)
    assert not session.counts
    redact_hl7(f"{HEAD}\rPID|1||77", session)
    assert session.counts == Counter({Label.DATE: 1, Label.MRN: 1})


def test_a_policy_is_obeyed() -> None:
    """A limited data set has dates and towns; another placeholder is another placeholder."""
    text = f"{HEAD}\rPID|1||77||||19720304||||1 gone st^^gone town^MA^02139"
    shown = redacted(text, policy=LIMITED_DATA_SET)
    assert shown == text.replace("77", "[MRN]").replace("1 gone st", "[ADDRESS]")
    assert redacted("PID|1||77", policy=Policy("own", placeholder="***")) == "PID|1||***"


def test_dates_that_were_moved_stay_dates() -> None:
    """A vault may shift them; anything else that stands for a date would be none."""

    def shift(value: str, span: Span) -> str | None:
        return "19720401" if span.label is Label.DATE else None

    assert redacted("PID|1||||||19720304", replace=shift) == "PID|1||||||19720401"
    assert redacted("PID|1||||||19720304", replace=lambda value, span: "[DATE_k7f3]") == "PID|1||||||1972"


def test_every_field_of_generated_messages_is_found() -> None:
    """Of messages that nobody wrote a rule for; and everything that must stay stays."""
    for document in documents("hl7", seed=5, n=60):
        spans = find_hl7(document.text, Redactor().session())
        covered = {place for span in spans for place in range(span.start, span.end)}
        for gold in document.spans:
            assert covered.issuperset(range(gold.start, gold.end)), document.text[gold.start : gold.end]
        for start, end in document.survivors:
            assert covered.isdisjoint(range(start, end)), document.text[start:end]


pieces = st.sampled_from(
    [
        *(
            "MSH|^~\\&|",
            "MSH",
            "MSH#",
            "\r",
            "\n",
            "\r\n",
            "|",
            "^",
            "~",
            "&",
            "\\",
            "\\T\\",
            "\\X0D\\",
            "\x0b",
            "\x1c",
        ),
        *(
            "PID|1||77||",
            "OBX|1|TX|^Name||",
            "NTE|1||",
            "ZZZ|",
            "20240304",
            "jo@example.org",
            "Ann Ode",
            " ",
            "é",
            '""',
        ),
    ]
)


OTHER_SEPARATOR = re.compile(r"(?:^|[\r\n\x0b\x1c])(?:MSH|FHS|BHS)[^\w\s|]")


@given(st.lists(pieces, max_size=25).map("".join))
@example("MSH")
@example("MSH|\rPID|1||\\T\\")
@example("OBX|1")
@example("OBX||||\\")
@example("MSH\\T\\\\T\\MSH|^~\\&|MSH|^~\\&|")
@example("\rMSH\\T\\\\T\\MSH|^~\\&|MSH|^~\\&|")
@example("MSH\\\r\\T\\20240304\r")
def test_nothing_changes_but_what_is_found(text: str) -> None:
    """Whatever the text, and without an exception; twice is once."""
    spans = find_hl7(text, Redactor().session())
    shown = redacted(text)
    clear = [text[one.end : other.start] for one, other in itertools.pairwise(spans)]
    if spans:
        clear += [text[: spans[0].start], text[spans[-1].end :]]
    else:
        assert shown == text
    for piece in clear:
        assert piece in shown
    # A message that begins with another separator may hold a bar in a value.
    for separator in "\r\n\x0b\x1c" if OTHER_SEPARATOR.search(text) else "|\r\n\x0b\x1c":
        assert shown.count(separator) == text.count(separator)


def test_parameters_of_a_query_are_read_as_the_fields_that_they_name() -> None:
    """Which field is asked for stays, what it must be goes; a number goes as well, but not who assigned it."""
    asked = "@PID.5.1^XQ~@PID.5.2^ZYRR~@PID.7^19720304~@PID.3.1^8812~@PID.8^F~@PID.11.4^MA~@PID.99^x"
    message = HEAD + f"\rQPD|Q22^Find Candidates^HL7|111|{asked}\rQPD|Q23^Get^HL7|112|8812^^^METRO"
    assert redacted(message).split("\r", 1)[1] == (
        "QPD|Q22^Find Candidates^HL7|111|@PID.5.1^[NAME]~@PID.5.2^[NAME]~@PID.7^1972~@PID.3.1^[MRN]~@PID.8^F"
        "~@PID.11.4^MA~@PID.99^x\rQPD|Q23^Get^HL7|112|[MRN]^^^METRO"
    )


def test_a_count_of_cells_is_no_telephone_number() -> None:
    """What is observed is a result, whatever else its name may mean."""
    message = HEAD + "\rOBX|1|NM|6690-2^White blood cells^LN||12500|/uL"
    assert redacted(message).endswith("||12500|/uL")


@pytest.mark.parametrize(
    ("segment", "expected"),
    [
        (
            "OBX|1|NM|21612-7^Age - Reported^LN||93|a^year^UCUM",
            "OBX|1|NM|21612-7^Age - Reported^LN||90+|a^year^UCUM",
        ),
        ("OBX|1|NM|21612-7^Age - Reported^LN||47|a", "OBX|1|NM|21612-7^Age - Reported^LN||47|a"),
        ("OBX|1|NM|2345-7^Glucose^LN||93|mg/dL", "OBX|1|NM|2345-7^Glucose^LN||93|mg/dL"),
        ("ZID|8812^^^METRO^MR|A77^3^M11^STATE^DL", "ZID|[MRN]^^^METRO^MR|[LICENSE]^[LICENSE]^M11^STATE^DL"),
        ("ZID|4548-4^A1c^LN^^MR", "ZID|4548-4^A1c^LN^^MR"),
    ],
)
def test_units_and_types_say_what_a_number_is(segment: str, expected: str) -> None:
    """An age above 89 whatever it is called, and a number in a segment that a site has made up."""
    assert redacted(f"{HEAD}\r{segment}").split("\r")[1] == expected


@pytest.mark.parametrize(
    "hostile",
    [
        lambda n: HEAD + "\rNTE|1||" + "\\" * n,
        lambda n: HEAD + "\rNTE|1||" + "\\a" * n,
        lambda n: HEAD + "\rNTE|1||" + "^" * n,
        lambda n: HEAD + "\rPID|" * n,
        lambda n: HEAD + "\rPID|1||" + "~" * n,
        lambda n: "MSH|" * n,
        lambda n: HEAD + "\rNTE|1||" + " " * n + "x",
        lambda n: HEAD + "\rNTE|1||" + "\\r" * n + "x",
    ],
)
def test_hostile_messages_take_no_longer_than_others(hostile: Callable[[int], str]) -> None:
    """Four times the text takes about four times as long."""
    assert takes_time_in_proportion(redacted, hostile)
