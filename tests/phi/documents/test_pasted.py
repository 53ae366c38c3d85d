"""Documents among other words in one string, as people paste them into a question."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from asgi_agent.phi import Redactor
from asgi_agent.phi.documents import find_json, redact_json_text
from tests.timing import takes_time_in_proportion

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENT = {
    "resourceType": "Patient",
    "id": "p77",
    "identifier": [{"value": "12345"}],
    "address": [{"line": ["134 Xelm"], "state": "WI"}],
}
CLEAN = {
    "resourceType": "Patient",
    "id": "redacted-1",
    "identifier": [{"value": "[MRN]"}],
    "address": [{"line": ["[ADDRESS]"], "state": "WI"}],
}
MESSAGE = "MSH|^~\\&|A|B|C|D|2019||ADT^A01|1|P|2.3\nPID|1||771^^^H^MR||XQOR^ZYX||19720304|F"
CLEAN_MESSAGE = "MSH|^~\\&|A|B|C|D|2019||ADT^A01|1|P|2.3\nPID|1||[MRN]^^^H^MR||[NAME]^[NAME]||1972|F"


def redacted(text: str) -> Any:
    """What becomes of a text in a message, in a value and in JSON alike."""
    [shown] = Redactor().redact_json([text])
    assert json.loads(redact_json_text(json.dumps([text]), Redactor().session())) == [shown]
    return shown


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Summarise: ", ""),
        ("", "\n\nWhat is next?"),
        ("```json\n", "\n```"),
        ("call(", ")"),
        ("[0.1] {x} ", "}"),
    ],
)
def test_a_resource_is_read_by_its_paths(before: str, after: str, indent: int | None) -> None:
    """The words around it stay."""
    text = before + json.dumps(PATIENT, indent=indent) + after
    assert redacted(text) == before + json.dumps(CLEAN, indent=indent) + after


@pytest.mark.parametrize("before", ["Explain this:\n", "```\n", "received "])
@pytest.mark.parametrize("after", ["", "\n\nWhat is wrong with it?"])
def test_a_message_is_read_by_its_fields(before: str, after: str) -> None:
    """To its end, after which there may be text."""
    assert redacted(before + MESSAGE + after) == before + CLEAN_MESSAGE + after


def test_the_words_around_are_read_as_text() -> None:
    """Knowing what the document has said, wherever it stands."""
    text = f'{{"last_name": "Xqor"}} and {{"mrn": 7}}: xqor was seen, call 312-555-0142 {json.dumps(PATIENT)}'
    assert redacted(text) == (
        '{"last_name": "[NAME]"} and {"mrn": "[MRN]"}: [NAME] was seen, call [PHONE] ' + json.dumps(CLEAN)
    )


def test_what_is_found_is_found_in_its_place() -> None:
    """At offsets into the text as it stands."""
    text = json.dumps([f'see {{"mrn": "x77", "n": 1}} of 312-555-0142, "{MESSAGE}'])
    shown = [text[span.start : span.end] for span in find_json(text, Redactor().session())]
    assert shown == ["x77", "312-555-0142", "771", "XQOR", "ZYX", "19720304"]


@pytest.mark.parametrize(
    "text",
    ['{"a": ' * 200 + "1" + "}" * 200, '{"a": "cut short', "{x}", '{"a": }', "the MSH|^~ head", "{" * 300],
)
def test_what_only_begins_as_one_is_text(text: str) -> None:
    """Nothing is refused for it."""
    assert redacted(f"of {text}") == f"of {text}"


@pytest.mark.parametrize(
    "hostile",
    [
        lambda n: "x " + '{"a":' * n,
        lambda n: "x " + '{"a":1} ' * n,
        lambda n: "x " + '[{"a":' * n,
        lambda n: "x " + "{ " * n,
    ],
)
def test_hostile_texts_take_no_longer_than_others(hostile: Callable[[int], str]) -> None:
    """Of brackets that begin nothing few are followed."""
    assert takes_time_in_proportion(lambda text: Redactor().redact_json([text]), hostile)
