"""What redaction found in a request, as its end record has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asgi_agent import PHIRedactionMiddleware
from asgi_agent.audit.record import Redaction
from asgi_agent.audit.redaction import redaction_of, reveals_on_the_wire
from asgi_agent.phi.policy import LIMITED_DATA_SET
from asgi_agent.phi.redactor import Redactor
from asgi_agent.redaction import RequestRedaction
from tests.middleware.audit.recorded import Recorded
from tests.redaction.around import NOTE, REDACTOR

if TYPE_CHECKING:
    from asgi_agent.middleware._types import Receive, Scope, Send

JSON = (b"content-type", b"application/json")
ALL = ("SSN", "MRN", "PHONE", "EMAIL")


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """What was sent."""
    body = (await receive())["body"]
    await send({"type": "http.response.start", "status": 200, "headers": [JSON]})
    await send({"type": "http.response.body", "body": body})


def test_without_redaction_there_is_nothing_to_tell() -> None:
    """As opposed to a policy that has found nothing."""
    assert redaction_of(None) is None
    assert list(reveals_on_the_wire(None)) == []
    assert redaction_of(RequestRedaction(REDACTOR)) == Redaction("safe_harbor", "redact")


def test_the_innermost_policy_gives_its_name_and_its_mode() -> None:
    """Counts are those of all."""
    outer = RequestRedaction(REDACTOR, inbound="pass")
    inner = RequestRedaction(Redactor(LIMITED_DATA_SET), inbound="reject", outer=outer)
    told = redaction_of(inner)
    assert told is not None
    assert (told.policy, told.mode) == ("limited_data_set", "reject/redact")


async def test_a_foreign_application_has_its_counts_in_the_end_record() -> None:
    """Of both directions."""
    recorded = Recorded(PHIRedactionMiddleware(echo, inbound="pass"))
    await recorded.ask("POST", "/", {"note": NOTE})
    intent, end = await recorded.pair()
    assert intent.phi is None
    assert end.phi == Redaction("safe_harbor", "pass/redact", found=dict.fromkeys(ALL, 1))


async def test_what_is_given_back_on_the_wire_has_a_record_of_its_own() -> None:
    """With the caller, and counts alone."""
    options: dict[str, Any] = {"inbound": "pseudonymise", "outbound": "restore"}
    restoring = PHIRedactionMiddleware(echo, may_reveal=lambda principal, scope: True, **options)
    recorded = Recorded(restoring)
    result = await recorded.ask("POST", "/", {"note": NOTE}, scope={"user": "u-7"})
    assert result.json() == {"note": NOTE}
    _, reveal, end = await recorded.records()
    assert (reveal.event.type, reveal.event.name, reveal.event.action) == (
        "phi.reveal",
        "output.restore",
        "R",
    )
    assert reveal.phi == Redaction("safe_harbor", "pseudonymise/restore", revealed=dict.fromkeys(ALL, 1))
    assert reveal.actor is not None
    assert reveal.actor.id == "u-7"
    assert end.phi is not None
    assert end.phi.revealed == dict.fromkeys(ALL, 1)
