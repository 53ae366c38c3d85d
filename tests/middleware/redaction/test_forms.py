from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asgi_agent.middleware.redaction import redacted_target
from asgi_agent.middleware.redaction.forms import gathered_pairs, rewrite_pairs, rewrite_url
from asgi_agent.middleware.redaction.rewriters import Redaction
from asgi_agent.phi import LIMITED_DATA_SET, Redactor
from asgi_agent.redaction import RequestRedaction
from asgi_agent.scope import REDACTION_KEY
from asgi_agent.testing import http_scope


@pytest.fixture
def redaction() -> Redaction:
    """What the middleware does with texts."""
    return Redaction(Redactor().session())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"", b""),
        (b"a=1&b=2", b"a=1&b=2"),
        (b"ssn=219-09-9999", b"ssn=%5BSSN%5D"),
        (b"a=1&mrn=12345678&b=%C3%a9+x", b"a=1&mrn=%5BMRN%5D&b=%C3%a9+x"),
        (b"ssn=219-09-9999&ssn=219-09-9998", b"ssn=%5BSSN%5D&ssn=%5BSSN%5D"),
        (b"q=Mr.+John%20Smith+called", b"q=%5BNAME%5D+called"),
        (b"flag&&=&x=", b"flag&&=&x="),
        (b"219-09-9999", b"%5BSSN%5D"),
        (b"note=%FF%FE+ssn+219-09-9999", b"note=%FF%FE+ssn+%5BSSN%5D"),
        (b"thread_id=219-09-9999&code=555-867-5309", b"thread_id=219-09-9999&code=555-867-5309"),
        (b"data=%7B%22ssn%22%3A+%22219-09-9999%22%7D", b"data=%7B%22ssn%22%3A+%22%5BSSN%5D%22%7D"),
        (b"Mr.+John+Smith=on&a=1", b"%5BNAME%5D=on&a=1"),
        (b"Mr.+John+Smith=", b"%5BNAME%5D="),
    ],
)
def test_pairs_are_rewritten_by_their_names(redaction: Redaction, before: bytes, after: bytes) -> None:
    """What nothing is found in stays as it was written; what protocols put there is not read."""
    assert rewrite_pairs(before, redaction) == after


@given(st.lists(st.tuples(st.text("ab %&=+\u00e9"), st.text("ab %&=+\u00e9")), max_size=4))
def test_pairs_without_identifiers_stay_as_they_are(written: list[tuple[str, str]]) -> None:
    """However they are escaped."""
    encoded = "&".join(f"{name}={value}".replace(" ", "+") for name, value in written).encode()
    assert rewrite_pairs(encoded, Redaction(Redactor().session())) == encoded


def test_pairs_are_read_as_forms_write_them() -> None:
    """Spaces as plus signs, bytes as percent signs, UTF-8; a name that is repeated has all its values."""
    assert gathered_pairs(b"a+b=%C3%A9&c") == {"a b": "\u00e9", "c": ""}
    assert gathered_pairs(b"q=1&q=2&q=&run_id=3") == {"q": ["1", "2", ""]}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("/patients/John%20Smith/notes", "/patients/%5BNAME%5D/notes"),
        ("/mrn/12345678", "/mrn/%5BMRN%5D"),
        ("https://ehr.example.org:8443/a/b?x=1#part", "https://ehr.example.org:8443/a/b?x=1#part"),
        ("https://ehr.example.org?ssn=219-09-9999", "https://ehr.example.org?ssn=%5BSSN%5D"),
        ("../a?ssn=219-09-9999&b=2#SSN%20219-09-9999", "../a?ssn=%5BSSN%5D&b=2#SSN%20%5BSSN%5D"),
        ("", ""),
        ("//host/a", "//host/a"),
        ("mailto:j.smith@example.org?subject=hi", "mailto:%5BEMAIL%5D?subject=hi"),
        ("tel:+1-312-555-0142", "tel:%5BPHONE%5D"),
        ("javascript:void(0)", "javascript:void(0)"),
        ("data:image/png;base64,iVBORw0KGgoAAAANSUhEUg/AA+BB==", "%5BPHOTO%5D"),
    ],
)
def test_a_url_is_rewritten_part_by_part(redaction: Redaction, before: str, after: str) -> None:
    """Its host stays, so that it still leads somewhere."""
    assert rewrite_url(before, redaction) == after


def test_a_target_is_redacted_for_logs() -> None:
    """By Safe Harbor, or by the policy around the caller."""
    scope = http_scope("/patients/John Smith", query_string=b"ssn=219-09-9999&dob=1962-03-12")
    assert redacted_target(scope) == "/patients/%5BNAME%5D?ssn=%5BSSN%5D&dob=%5BDATE%5D"
    policy = RequestRedaction(Redactor(LIMITED_DATA_SET))
    assert redacted_target({**scope, REDACTION_KEY: policy}).endswith("ssn=%5BSSN%5D&dob=1962-03-12")
    assert not policy.counts
