"""What goes into a record has bounds that add up to a line."""

from __future__ import annotations

from uuid import uuid4

import pytest

from asgi_agent import Principal
from asgi_agent.audit import codes
from asgi_agent.audit.codes import MAX_FIELDS
from asgi_agent.audit.errors import RecordSizeError
from asgi_agent.audit.facts import MAX_OBJECTS
from asgi_agent.audit.naming import MAX_ID, MAX_ROLES
from asgi_agent.audit.record import (
    MAX_TEXT,
    Change,
    Correlation,
    Event,
    Network,
    Outcome,
    Record,
    Redaction,
    Traffic,
    clipped,
    encode_record,
    written_size,
)
from asgi_agent.audit.redaction import MAX_POLICY
from asgi_agent.audit.runs import COUNTED
from asgi_agent.phi.spans import Label
from tests.audit.audited import Audited


@pytest.mark.parametrize("text", ["x", "\0", '"', "\u4e16", "\U0001f600"])
def test_the_longest_record_fits_into_a_line(text: str) -> None:
    """Everything at its longest at once, in characters that JSON writes long."""
    long = text * 400
    audit = Audited().audit
    audit.facts.net = Network(*["2001:0db8:0000:0000:0000:ff00:0042:8329"] * 2)
    audit.actor(
        Principal(text * MAX_ID, type="t" * 64, roles=("r" * 64,) * MAX_ROLES),
        on_behalf_of=text * MAX_ID,
        method="m" * 64,
        reference=long,
    )
    audit.subject(patient=long, encounter=long)
    for number in range(MAX_OBJECTS):
        audit.resource("R" + "x" * 63, str(number))
    audit.authz(policy="p" * 64, consent=long)
    audit.purpose("PRECLINTRCH")
    counts = {str(label): 10**12 for label in Label}
    hashed = "hmac:" + "k" * 16 + ":" + "0" * 32
    corr = Correlation(hashed, hashed, "0" * 32, "0" * 16, str(uuid4()), hashed, str(uuid4()))
    run = audit.facts.record(
        "end",
        corr,
        event=Event("agent.run", "E", clipped(long)),
        outcome=Outcome("failure", 599, clipped(long)),
        http=Traffic(complete=False, us=10**12),
        phi=Redaction(clipped(long, MAX_POLICY), "pseudonymise/restore", counts, counts, counts, counts),
        usage=dict.fromkeys(COUNTED, 10**12),
    )
    encode_record(run)
    request = audit.facts.record(
        "end",
        corr,
        event=Event("http.request", "E", ".".join(["n" * 32] * 4)),
        outcome=Outcome("failure", 599, clipped(long)),
        http=Traffic("PROPPATCH", clipped(long), 599, 10**12, 10**12, False, "cancellation", 10**12),
        phi=Redaction(clipped(long, MAX_POLICY), "pseudonymise/restore", found=counts, revealed=counts),
    )
    encode_record(request)
    fields = codes.field_names(["f" * 32 + "." + "g" * 31] * MAX_FIELDS)
    change = audit.facts.record(
        "event",
        corr,
        event=Event("resource.change", "U"),
        outcome=Outcome("success"),
        objects=request.object[:1],
        change=Change(fields, hashed, hashed),
    )
    encode_record(change)


@pytest.mark.parametrize(
    "text", ["x" * 300, "\0" * 300, '"' * 300, "\u4e16" * 300, "a\ud800" * 200, "short", ""]
)
def test_a_text_is_cut_to_the_bytes_that_it_takes(text: str) -> None:
    """No shorter than it has to be, and half a character does no harm."""
    cut = clipped(text)
    assert MAX_TEXT - 6 < written_size(cut) <= MAX_TEXT or cut == text


@pytest.mark.parametrize("name", ["x" * 8000, "\ud800"])
def test_what_no_line_can_hold_is_refused(name: str) -> None:
    """As what it is: a record that cannot be written."""
    with pytest.raises(RecordSizeError):
        encode_record(Record(phase="event", event=Event("host.event", name=name)))
