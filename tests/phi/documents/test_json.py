"""JSON texts: everything that identifies goes, and everything else stays byte for byte."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from asgi_agent.phi import LIMITED_DATA_SET, Label, Policy, Redactor, Span
from asgi_agent.phi.documents import (
    LOGPROBS,
    JSONPrefix,
    NotJSONError,
    TooDeepError,
    find_json,
    redact_json_text,
    redact_json_value,
)
from tests.timing import takes_time_in_proportion

if TYPE_CHECKING:
    from collections.abc import Callable


def redacted(text: str, **options: Any) -> str:
    return redact_json_text(text, Redactor().session(), **options)


def value_of(value: Any, **options: Any) -> Any:
    return redact_json_value(value, Redactor().session(), **options)


def test_values_go_by_their_keys() -> None:
    """Nothing about `Xq Zyrr` looks like a name but its key."""
    given = '{"lastName": "Xq Zyrr", "mrn": "77", "city": "Ulm", "status": "final"}'
    assert (
        redacted(given) == '{"lastName": "[NAME]", "mrn": "[MRN]", "city": "[LOCATION]", "status": "final"}'
    )


def test_text_is_read_as_text() -> None:
    """Keys that say nothing leave it to the words."""
    assert redacted('{"note": "call 312-555-0199"}') == '{"note": "call [PHONE]"}'


def test_what_a_key_said_is_found_in_free_text_wherever_it_stands() -> None:
    """Before it, after it, and in a document within."""
    given = {
        "notes": ["zyrrwick came in", "mrn is qz-77-4-x1"],
        "inner": json.dumps({"text": "so Zyrrwick left"}),
        "patient": {"lastName": "Zyrrwick", "mrn": "QZ 77 4 X1"},
    }
    shown = redacted(json.dumps(given))
    assert "yrrwick" not in shown
    assert "77" not in shown


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ('{"ssn": 123456789}', '{"ssn": "[SSN]"}'),
        ('{"mrn":12345,"n":12345}', '{"mrn":"[MRN]","n":12345}'),
        ('{"zip": 60614}', '{"zip": "606"}'),
        ('{"zip": 2139}', '{"zip": "021"}'),
        ('{"dob": 19800304}', '{"dob": "[DATE]"}'),
        ('{"age": 93}', '{"age": "90+"}'),
        ('{"age": 89}', '{"age": 89}'),
        ('{"phones": [3125550199, -1]}', '{"phones": ["[PHONE]", -1]}'),
        ('{"phone_count": 3, "fax": 2, "email": 5}', '{"phone_count": 3, "fax": 2, "email": 5}'),
    ],
)
def test_numbers_are_identifiers_under_their_keys_alone(given: str, expected: str) -> None:
    """They become strings; any other number stays as it was written."""
    assert redacted(given) == expected


def test_keys_that_are_identifiers_go() -> None:
    """A directory by e-mail address, number or name."""
    given = '{"jo@example.org": 1, "219-09-9999": 2, "John Smith": 3, "total": 4}'
    assert redacted(given) == '{"[EMAIL]": 1, "[SSN]": 2, "[NAME]": 3, "total": 4}'


def test_keys_stay_apart() -> None:
    """Two people do not become one, in a text or in a dict."""
    given = {"a@example.org": 1, "b@example.org": 2, "[EMAIL] (3)": 3, "c@example.org": 4}
    expected = {"[EMAIL]": 1, "[EMAIL] (2)": 2, "[EMAIL] (3)": 3, "[EMAIL] (4)": 4}
    assert json.loads(redacted(json.dumps(given))) == expected
    assert value_of(given) == expected


def test_ids_as_keys_stay() -> None:
    """A mapping by UUID is technical."""
    given = '{"0b6c0b1e-2f0a-4a64-9f3b-1c9a51d0f6aa": "done"}'
    assert redacted(given) == given


def test_members_of_the_same_key_are_all_redacted_and_all_kept() -> None:
    """None hides behind another, and none is lost."""
    assert (
        redacted('{"ssn": "1-2-3", "ssn": 4, "a": 1, "a": 2}')
        == '{"ssn": "[SSN]", "ssn": "[SSN]", "a": 1, "a": 2}'
    )


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"name": "Bo Li", "dob": "1980-03-04"}, {"name": "[NAME]", "dob": "[DATE]"}),
        ({"name": "get_weather", "parameters": {}}, {"name": "get_weather", "parameters": {}}),
        ({"patient": {"name": "susan brown"}}, {"patient": {"name": "[NAME]"}}),
        ({"patients": [{"name": "ann ode"}]}, {"patients": [{"name": "[NAME]"}]}),
        ({"patient": {"drugs": [{"name": "aspirin"}]}}, {"patient": {"drugs": [{"name": "aspirin"}]}}),
        ({"patient": {"info": {"name": "ann ode"}}}, {"patient": {"info": {"name": "[NAME]"}}}),
        ({"name": {"first": "ann", "last": "ode"}}, {"name": {"first": "[NAME]", "last": "[NAME]"}}),
        ({"first": "xbc", "last": "xyz"}, {"first": "xbc", "last": "xyz"}),
        ({"phone": {"home": "312-555-0199", "type": "a1"}}, {"phone": {"home": "[PHONE]", "type": "a1"}}),
        (
            {"address": {"line1": "5 Elm", "building": "7", "state": "MA", "zip": "02139"}},
            {"address": {"line1": "[ADDRESS]", "building": "[ADDRESS]", "state": "MA", "zip": "021"}},
        ),
        ({"id": 4711, "dob": "1980-03-04"}, {"id": "[ID]", "dob": "[DATE]"}),
        ({"label": "Date of birth", "value": "4.3."}, {"label": "Date of birth", "value": "[DATE]"}),
        (
            {
                "columns": ["patient_name", "dob", "n"],
                "rows": [["ann ode", "1980-03-04", 1, "x"], ["bo"], "y"],
            },
            {
                "columns": ["patient_name", "dob", "n"],
                "rows": [["[NAME]", "[DATE]", 1, "x"], ["[NAME]"], "y"],
            },
        ),
        (
            {"Columns": [{"ColumnName": "mrn"}, {"ColumnName": "wbc"}], "Rows": [[77, 4]]},
            {"Columns": [{"ColumnName": "mrn"}, {"ColumnName": "wbc"}], "Rows": [["[MRN]", 4]]},
        ),
        (
            {"columns": [{"field": "mrn"}], "rows": [[77, 4]]},
            {"columns": [{"field": "mrn"}], "rows": [["[MRN]", 4]]},
        ),
        (
            {"columns": [{"data": 0, "title": "SSN"}], "data": [[987654321]]},
            {"columns": [{"data": 0, "title": "SSN"}], "data": [["[SSN]"]]},
        ),
        (
            {"values": [["MRN", "Name", "DOB", "WBC"], [8812, "Xq Zyrr", "12/25/1974", 4], ["8813"]]},
            {"values": [["MRN", "Name", "DOB", "WBC"], ["[MRN]", "[NAME]", "[DATE]", 4], ["[MRN]"]]},
        ),
        ([["city", "zip"], ["Ulm", 3060]], [["city", "zip"], ["[LOCATION]", "030"]]),
        ([["mrn", "77"], ["city", "x"]],) * 2,
        ({"white_blood_cells": 12500, "cells": [{"source": "4500000"}]},) * 2,
        ({"name": "White blood cell", "value": "12500"},) * 2,
        (
            {"fields": [{"name": "mrn"}, {"name": "unit"}], "data": [[77, "kg"]]},
            {"fields": [{"name": "mrn"}, {"name": "unit"}], "data": [["[MRN]", "kg"]]},
        ),
        ({"time": "2024-03-04T10:00:00Z", "n": 1},) * 2,
        ({"time": "2024-03-04T10:00:00Z", "visit": 1}, {"time": "[DATE]", "visit": 1}),
        (
            {"card": {"number": "4111111111111111", "holder": "BO LI"}},
            {"card": {"number": "[CARD]", "holder": "[NAME]"}},
        ),
        ({"label": "Name", "value": "Ann Ode"}, {"label": "Name", "value": "[NAME]"}),
        ({"name": "Date of birth", "type": "date"}, {"name": "Date of birth", "type": "date"}),
        ({"key": "ssn", "value": 987}, {"key": "ssn", "value": "[SSN]"}),
        (
            {"question": "What is your last name?", "answer": "ode"},
            {"question": "What is your last name?", "answer": "[NAME]"},
        ),
        (
            {"latitude": 47.6, "city": "Ulm", "state": "X"},
            {"latitude": "[ADDRESS]", "city": "[LOCATION]", "state": "X"},
        ),
        ({"latitude": 47.6, "unit": "C"}, {"latitude": 47.6, "unit": "C"}),
        ({"lat": 47.6, "lng": -122.3, "unit": "C"},) * 2,
        ({"lat": 47.60621, "lng": -122.33207}, {"lat": "[ADDRESS]", "lng": "[ADDRESS]"}),
        (
            {"type": "Point", "coordinates": [-122.33207, 47.60621]},
            {"type": "Point", "coordinates": ["[ADDRESS]", "[ADDRESS]"]},
        ),
        (
            {"patientIDs": [{"ID": "E44", "Type": "EPI"}], "mrn": {"id": "771", "type": "MR"}},
            {"patientIDs": [{"ID": "[MRN]", "Type": "EPI"}], "mrn": {"id": "[MRN]", "type": "MR"}},
        ),
        ({"address": {"id": "a1", "line1": "5 Elm"}}, {"address": {"id": "a1", "line1": "[ADDRESS]"}}),
        (
            {"id": {"@root": "2.16.840", "@extension": "77"}},
            {"id": {"@root": "2.16.840", "@extension": "[ID]"}},
        ),
        (
            {"file": {"root": "/srv", "extension": "mp4"}, "ageYears": 93.5},
            {"file": {"root": "/srv", "extension": "mp4"}, "ageYears": "90+"},
        ),
        ({"ssn": "[SSN]", "lastName": "[NAME_k7f3]"}, {"ssn": "[SSN]", "lastName": "[NAME_k7f3]"}),
        ({"ssn": "unknown", "lastName": "N/A", "zip": ""}, {"ssn": "unknown", "lastName": "N/A", "zip": ""}),
        ({"ssn": None, "phone": True, "dob": {}, "email": []},) * 2,
        ({"file": "data:image/png;base64,iVBORw0KGgo="}, {"file": "[PHOTO]"}),
    ],
)
def test_what_stands_around_a_key_counts(given: Any, expected: Any) -> None:
    """Siblings, parents, and the kind of object."""
    assert value_of(given) == expected
    assert json.loads(redacted(json.dumps(given))) == expected


SCHEMA = {
    "type": "object",
    "title": "Patient",
    "properties": {
        "first_name": {"type": "string", "title": "First Name", "description": "Given name of the patient"},
        "ssn": {"type": "string", "pattern": r"^\d{3}-\d{2}-\d{4}$"},
        "zip": {"anyOf": [{"type": "string", "maxLength": 5}, {"type": "null"}], "title": "Zip 5"},
        "dob": {"type": "string", "format": "date"},
    },
    "required": ["first_name", "ssn"],
}
COMPLETION = {
    "id": "chatcmpl-9XyZabc123",
    "object": "chat.completion",
    "created": 1709546400,
    "model": "gpt-4o-2024-08-06",
    "system_fingerprint": "fp_44709d6fcb",
    "choices": [
        {
            "index": 0,
            "message": {
                "role": "assistant",
                "content": "The hemoglobin A1c is 6.5%, see ICD-10 E11.9.",
                "tool_calls": [
                    {
                        "id": "call_9aB",
                        "type": "function",
                        "function": {"name": "lookup", "arguments": '{"n": 1}'},
                    }
                ],
            },
            "finish_reason": "tool_calls",
        }
    ],
    "usage": {"prompt_tokens": 82, "total_tokens": 99},
}
THREAD = {
    "thread_id": "6f9a7d2e-1111-4222-8333-0123456789ab",
    "execution_id": "01a2003d-54d6-7d56-ad45-e55f6c2a7910",
    "created_at": "2024-03-04T10:11:12.123456+00:00",
    "metadata": {"graph_id": "agent", "assistant_id": "fe096781-5601-53d2-b2f6-0d3403f7e9ca"},
    "protocolVersion": "2025-03-26",
    "trace_id": "0af7651916cd43dd8448eb211c80319c",
    "status": "idle",
}
POD = {
    "kind": "Pod",
    "metadata": {"name": "web-1", "namespace": "default"},
    "spec": {"containers": [{"name": "nginx", "image": "nginx:1.25"}], "nodeName": "node-a"},
    "license": "Apache-2.0",
    "filename": "app.py",
    "hostname": "web-01",
}


@pytest.mark.parametrize(
    "given", [SCHEMA, COMPLETION, THREAD, POD], ids=["schema", "completion", "thread", "pod"]
)
def test_technical_documents_survive(given: dict[str, Any]) -> None:
    """Schemas of tools, completions, threads and manifests come back as they went in."""
    text = json.dumps(given, indent=2)
    assert redacted(text) is text
    assert value_of(given) is given


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("6f9a7d2e-1111-4222-8333-0123456789ab", True),
        ("run-17", True),
        ("msg_01XFDUDYJgAACzvnptvVoYEL", True),
        ("John Smith", False),
        ("jo@example.org", False),
        ("219-09-9999", False),
    ],
)
def test_an_id_of_the_protocol_stays_where_it_looks_technical(value: str, kept: bool) -> None:
    """Its key is no way around redaction."""
    assert (value_of({"thread_id": value}) == {"thread_id": value}) is kept


def test_which_keys_are_of_the_protocol_is_up_to_the_caller() -> None:
    """A wire of its own has ids of its own."""
    given = {"ticket_no": "AB-2024-03-04-x", "ssn": "1"}
    assert value_of(given, keep={"ticket_no", "ssn"}) == given


def test_a_policy_adds_keys() -> None:
    """Whatever they look like, and before all other rules."""
    policy = Policy("own", json_keys={"case_number": Label.MRN, "type": Label.NAME})
    given = {"caseNumber": "blue", "type": "x", "CASE-NUMBER": "n 1"}
    assert redact_json_value(given, Redactor(policy).session()) == {
        "caseNumber": "[MRN]",
        "type": "[NAME]",
        "CASE-NUMBER": "[MRN]",
    }


def test_what_the_policy_keeps_stays() -> None:
    """A limited data set has towns, ZIP codes and dates, and no streets."""
    given = {"street": "5 Elm St", "city": "Ulm", "zip": "02139", "dob": "1980-03-04"}
    session = Redactor(LIMITED_DATA_SET).session()
    assert redact_json_value(given, session) == {**given, "street": "[ADDRESS]"}


def test_what_was_replaced_is_counted() -> None:
    """By kind, once each, for the audit log."""
    session = Redactor().session()
    redact_json_text('{"lastName": "Zyrrwick", "ssn": 1, "t": "Zyrrwick: jo@example.org"}', session)
    assert session.counts == Counter({Label.NAME: 2, Label.SSN: 1, Label.EMAIL: 1})


def test_finding_counts_nothing_and_replaces_nothing() -> None:
    """Whoever only looks leaves no trace."""

    def refuse(value: str, span: Span) -> str | None:
        raise AssertionError(span)

    session = Redactor(replace=refuse).session()
    assert find_json('{"lastName": "Ode", "a@example.org": 1}', session)
    assert not session.counts


def test_pseudonyms_come_from_the_redactor() -> None:
    """For values found by key as for those found in text."""

    def pseudonym(value: str, span: Span) -> str:
        return f'<{span.label} "{len(value)}">'

    session = Redactor(replace=pseudonym).session()
    given = '{"lastName": "Ode", "mrn": 123, "t": "mail jo@example.org"}'
    assert json.loads(redact_json_text(given, session)) == {
        "lastName": '<NAME "3">',
        "mrn": '<MRN "3">',
        "t": 'mail <EMAIL "14">',
    }


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ('{"a" :\t1.50e+003 ,"big":123456789012345678901234567890, "ssn": "1" }', None),
        ('\ufeff {"ssn":"1"}\r\n', None),
        ('{"t":"\\u0041\\/\\ud83d\\ude00\\ud800 x","ssn":"1"}', None),
        ('{"t":"\\u006ao\\u0040example.org \\u00e9","ssn":"1"}', '{"t":"[EMAIL] \\u00e9","ssn":"[SSN]"}'),
        (
            '{"t":"\\ud83d\\ude00 jo@example.org\\n","ssn":"1"}',
            '{"t":"\\ud83d\\ude00 [EMAIL]\\n","ssn":"[SSN]"}',
        ),
        ('[-0, -0.0, 1E5, true, {"ssn":"1"}, "\\b\\f\\n\\r\\t\\"\\\\\\/"]', None),
    ],
)
def test_everything_else_stays_byte_for_byte(given: str, expected: str | None) -> None:
    """Numbers, escapes, white space, order."""
    assert redacted(given) == (
        expected or given.replace('"ssn":"1"', '"ssn":"[SSN]"').replace('"ssn": "1"', '"ssn": "[SSN]"')
    )


def test_a_text_without_identifiers_is_given_back_itself() -> None:
    """So that its bytes need no encoding."""
    text = '{"a": [1, 2.0, "lower case words"], "b": {"c": null}}'
    assert redacted(text) is text


def test_a_value_is_not_changed_and_shared_where_it_holds_nothing() -> None:
    """The caller's objects stay the caller's."""
    given = {"clean": {"a": [1]}, "people": [{"ssn": "1"}], "pair": ("jo@example.org", 2)}
    before = json.dumps(given)
    result = value_of(given)
    assert json.dumps(given) == before
    assert result["clean"] is given["clean"]
    assert result["people"] == [{"ssn": "[SSN]"}]
    assert result["pair"] == ("[EMAIL]", 2)


def test_spans_are_at_offsets_into_the_raw_text() -> None:
    """Escapes and all; a string without its quotes, a number as it stands."""
    text = (
        '{"\\u0061@example.org": {"lastName": "O\\u0027D\\u00e9", "ssn": 123, '
        '"t": "\\ud83d\\ude00 jo@example.org"}}'
    )
    found = [(text[span.start : span.end], span.label) for span in find_json(text, Redactor().session())]
    assert found == [
        ("\\u0061@example.org", Label.EMAIL),
        ("O\\u0027D\\u00e9", Label.NAME),
        ("123", Label.SSN),
        ("jo@example.org", Label.EMAIL),
    ]


def nested(depth: int) -> str:
    text = '{"lastName": "Zyrrwick", "n": 1.50}'
    for _ in range(depth):
        text = json.dumps({"arguments": text})
    return text


@pytest.mark.parametrize("depth", [1, 2, 3, 4])
def test_documents_in_strings_are_read_as_documents(depth: int) -> None:
    """The arguments of a tool are JSON in a string, and a log line of them once more."""
    text = nested(depth)
    assert redacted(text) == text.replace("Zyrrwick", "[NAME]")
    assert value_of(json.loads(text)) == json.loads(text.replace("Zyrrwick", "[NAME]"))
    [span] = find_json(text, Redactor().session())
    assert text[span.start : span.end] == "Zyrrwick"


def test_more_documents_within_one_another_are_refused() -> None:
    """What is not read cannot be passed."""
    with pytest.raises(TooDeepError):
        redacted(nested(5))


def test_a_string_inherits_what_its_key_says() -> None:
    """The patient in a string is a patient."""
    text = json.dumps({"patient": '{"name": "ann ode", "n": 1}'})
    assert redacted(text) == text.replace("ann ode", "[NAME]")


def test_a_string_literal_of_a_document_is_read() -> None:
    """Encoded twice by mistake."""
    text = json.dumps({"a": json.dumps(json.dumps({"lastName": "Zyrrwick"}))})
    assert redacted(text) == text.replace("Zyrrwick", "[NAME]")


def test_messages_in_strings_are_read_as_messages() -> None:
    """HL7 v2 travels in JSON."""
    text = json.dumps({"payload": "MSH|^~\\&|A|B|C|D|20240304||ADT^A01|1|P|2.5\rPID|1||77^^^H^MR||Zyrr^Q"})
    assert json.loads(redacted(text))["payload"].endswith(
        "|2024||ADT^A01|1|P|2.5\rPID|1||[MRN]^^^H^MR||[NAME]^[NAME]"
    )


@pytest.mark.parametrize("value", ["{", "[1,", '{"a": "b"', "{not json}", '"[" he said'])
def test_what_only_begins_as_a_document_is_text(value: str) -> None:
    """A brace is no document."""
    assert value_of({"t": value + " jo@example.org"}) == {"t": value + " [EMAIL]"}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ('{"a": 1, "logprobs": {"content": [{"token": "Jo"}]}, "b": 2}', '{"a": 1, "b": 2}'),
        ('{"logprobs": [] , "b": 2}', '{"b": 2}'),
        ('{ "a": 1 ,\n "logprobs": "x" }', '{ "a": 1  }'),
        ('{ "logprobs": 1.5 }', "{  }"),
        ('{"a": 1, "logprobs": 2, "top_logprobs": [3]}', '{"a": 1}'),
        ('{"logprobs": 2, "top_logprobs": [3]}', "{}"),
        ('{"logprobs": 2, "a": 0, "top_logprobs": [3] , "logprobs": {"ssn": 5}}', '{"a": 0}'),
        ('{"logprobs": null, "top_logprobs": true}', '{"logprobs": null, "top_logprobs": true}'),
        ('{"x": [{"logprobs": "\\"}]"}, {"logprobs": [[{}]]}], "ssn": 1}', '{"x": [{}, {}], "ssn": "[SSN]"}'),
    ],
)
def test_members_can_be_dropped(given: str, expected: str) -> None:
    """With all that is in them, and with one comma."""
    assert redacted(given, drop=LOGPROBS) == expected


def test_dropped_members_leave_values_as_well() -> None:
    """What comes after them is still what it was."""
    given = {"logprobs": {"tokens": ["Jo", 1]}, "ssn": "1", "note": "mail jo@example.org"}
    assert value_of(given, drop=LOGPROBS) == {"ssn": "[SSN]", "note": "mail [EMAIL]"}


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "{", "{]", '{"a":1,}', "[1,]", '{"a" 1}', "[Nan]", "[+Infinity]", "[-]", "[01]", "['a']"),
        *('["\\x"]', '["\\u12"]', '["\t"]', "[1] 2", "tru", '{"a":1}}', "{a:1}", "\ufeff\ufeff[]", "[1.]"),
        *("[+1]", "[\u0661]"),
    ],
)
def test_what_is_no_json_is_refused(text: str) -> None:
    """Strictly, and without a word of the text."""
    with pytest.raises(NotJSONError) as caught:
        redacted(text)
    assert str(caught.value) == "not a JSON text"
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("depth", [150, 5_000, 200_000])
def test_what_is_nested_too_deeply_is_refused(depth: int) -> None:
    """However deep, and without running out of stack."""
    with pytest.raises(TooDeepError):
        redacted("[" * depth + "]" * depth)
    with pytest.raises(TooDeepError):
        redacted('{"a":' * depth + "1" + "}" * depth)


@pytest.mark.parametrize("depth", [150, 200_000])
@pytest.mark.parametrize("bracket", ["[", '{"a":'])
def test_a_text_that_only_begins_as_deep_json_is_text(depth: int, bracket: str) -> None:
    """Brackets in a row are no document; what stands behind them is found as in any text."""
    text = bracket * depth + " SSN 219-09-9999"
    for read in (Redactor().redact(text), Redactor().redact_json({"body": text})["body"]):
        assert read.endswith(" SSN [SSN]")
    assert Redactor().find("[" * 150) == []


@pytest.mark.parametrize("depth", [150, 200_000])
def test_a_string_that_is_deep_json_is_refused(depth: int) -> None:
    """Alone, in a document, and as a literal in one."""
    text = "[" * depth + "]" * depth
    for value in (text, {"body": text}, {"body": json.dumps(text)}):
        with pytest.raises(TooDeepError):
            Redactor().redact_json(value)
    with pytest.raises(TooDeepError):
        Redactor().redact(text)


def test_a_value_that_holds_itself_is_refused() -> None:
    """It has no end."""
    value: list[Any] = []
    value.append(value)
    with pytest.raises(TooDeepError):
        value_of(value)


@pytest.mark.parametrize("value", [b"bytes", object(), {"a": {1, 2}}, [complex(1)]])
def test_a_value_that_is_no_json_is_refused(value: object) -> None:
    """What cannot be read is not passed."""
    with pytest.raises(NotJSONError):
        value_of(value)


def test_a_text_that_was_cut_short_is_read_as_far_as_it_goes() -> None:
    """A model that ran out of tokens has said a name all the same."""
    whole = '{"patient": {"lastName": "Zyrrwick", "mrn": 4711, "t": "\\u00e9\\n"}, "ok": true}'
    for end in range(1, len(whole)):
        prefix = JSONPrefix()
        prefix.feed(whole[:end])
        shown = redacted(whole[:end], completion=prefix.completion)
        # A piece of a number or of a name is an identifier as the whole is.
        assert not any(piece in shown for piece in ("Zy", "yrr", "wick", "471", " 47")), shown
        assert redacted(whole).startswith(shown.rsplit('"', 1)[0]) or "lastName" in shown


keys = st.sampled_from(
    [
        "lastName",
        "ssn",
        "note",
        "a",
        "name",
        "dob",
        "zip",
        "phone",
        "id",
        "thread_id",
        "x@example.org",
        "é",
        "logprobs",
    ]
)
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(), max_size=12),
    st.sampled_from(
        [
            "Ode",
            "jo@example.org",
            'call 312-555-0199 \\ "q" \U0001f600',
            "1980-03-04",
            "02139",
            "[SSN]",
            "\ud800",
        ]
    ),
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)


@st.composite
def written(draw: st.DrawFn) -> str:
    """A JSON text in any hand: white space, escapes and repeated keys as they come."""

    def space() -> str:
        return draw(st.sampled_from(["", "", " ", "\n\t"]))

    def literal(text: str) -> str:
        slash = draw(st.sampled_from(["/", "\\/"]))
        return json.dumps(text, ensure_ascii=draw(st.booleans())).replace("/", slash)

    def write(value: Any) -> str:
        if isinstance(value, str):
            return literal(value)
        if isinstance(value, list):
            return "[" + ",".join(space() + write(item) + space() for item in value) + "]"
        if isinstance(value, dict):
            pairs = [*value.items(), *list(value.items())[: draw(st.integers(0, 1))]]
            return (
                "{"
                + ",".join(f"{space()}{literal(key)}{space()}:{space()}{write(item)}" for key, item in pairs)
                + "}"
            )
        return json.dumps(value)

    return space() + write(draw(values)) + space()


def spliced(text: str, spans: list[Span]) -> str:
    """The text with placeholders where the spans are, as a reader of `find` would make it."""
    parts, done = [], 0
    for span in spans:
        value = text[span.start : span.end]
        number = text[span.start - 1] != '"' and value[:1] in "-0123456789" and json_number(value)
        meant = value.zfill(5) if number else json.loads(f'"{value}"')
        made = Redactor().session().replaced(meant, span)
        parts += [text[done : span.start], f'"{made}"' if number else made]
        done = span.end
    return "".join([*parts, text[done:]])


def json_number(value: str) -> bool:
    try:
        return isinstance(json.loads(value), int | float)
    except ValueError:
        return False


@given(written())
@example('{"x@example.org":1,"x@example.org":"Ode"}')
def test_nothing_changes_but_what_is_found(text: str) -> None:
    """What `redact` gives is the text with the spans of `find` replaced."""
    result = redacted(text)
    if " (2)" not in result:  # what keeps two keys apart is in no span
        assert result == spliced(text, find_json(text, Redactor().session()))


@given(values)
def test_texts_and_values_are_treated_alike(value: Any) -> None:
    """The same rules, whatever the form."""
    text = json.dumps(value)
    assert json.loads(redacted(text)) == json.loads(json.dumps(value_of(value)))
    dropped = json.loads(redacted(text, drop=LOGPROBS))
    assert dropped == json.loads(json.dumps(value_of(value, drop=LOGPROBS)))


@given(values)
def test_redacting_twice_is_redacting_once(value: Any) -> None:
    """What an earlier redaction has left is no identifier."""
    once = redacted(json.dumps(value))
    assert redacted(once) == once


@given(values, values)
def test_a_value_is_never_changed(value: Any, other: Any) -> None:
    """Whatever is in it."""
    before = json.dumps([value, other])
    value_of([value, other])
    assert json.dumps([value, other]) == before


@pytest.mark.parametrize(
    "hostile",
    [
        lambda n: '["' + "\\\\" * n + '"]',
        lambda n: '["' + "<a " * n + '"]',
        lambda n: "[" + "1," * n + "1]",
        lambda n: '{"' + "a_" * n + '": "1"}',
        lambda n: "{" + ",".join(f'"k{i} 12345678": 1' for i in range(n // 20)) + "}",
        lambda n: '{"first_name": "' + "a-" * n + '"}',
        lambda n: '{"ip": "' + "1." * n + '"}',
        lambda n: '{"url": "' + "a.a" * n + '"}',
        lambda n: '{"thread_id": "' + "1-" * n + '"}',
        lambda n: '{"photo": "' + "A" * n + '!"}',
    ],
)
def test_hostile_texts_take_no_longer_than_others(hostile: Callable[[int], str]) -> None:
    """Four times the text takes about four times as long."""
    assert takes_time_in_proportion(lambda text: redact_json_text(text, Redactor().session()), hostile)


def test_many_keys_that_become_alike_take_time_in_proportion() -> None:
    """A directory by address of mail: each key gets a number, and none is tried twice."""

    def directory(count: int) -> str:
        return json.dumps({f"a{number}@example.org": number for number in range(count // 8)})

    assert json.loads(Redactor().redact(directory(24))) == {"[EMAIL]": 0, "[EMAIL] (2)": 1, "[EMAIL] (3)": 2}
    assert takes_time_in_proportion(Redactor().redact, directory)


def test_what_is_no_number_is_passed_over() -> None:
    """Python, numpy and pandas write it; the rest of the document is read by its keys none the less."""
    text = '{"columns": ["mrn", "t"], "rows": [[77, NaN], [78, -Infinity]], "city": "Xq", "mrn": Infinity}'
    assert Redactor().redact(text) == (
        '{"columns": ["mrn", "t"], "rows": [["[MRN]", NaN], ["[MRN]", -Infinity]], "city": "[LOCATION]", '
        '"mrn": Infinity}'
    )
    cut = Redactor().redact('{"mrn": 77, "t": [NaN, -Inf')
    assert cut == '{"mrn": "[MRN]", "t": [NaN, -Inf'
